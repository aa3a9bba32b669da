//! Layouts that nobody has seen before: the guess alone reads them whole.
#![allow(
    clippy::unwrap_used,
    reason = "a test fails by the first broken promise"
)]

use yifen::import::mapping::{Look, Preview, Role, preview};
use yifen::protocol::Wish;
use yifen::record::Side;

fn shown(text: &str, wish: &Wish) -> Preview {
    preview("x.csv", text.as_bytes(), wish, Look::default()).unwrap()
}

#[test]
fn layouts_never_seen_are_guessed_whole() {
    use Role::{
        Amount, Balance, Currency, Date, Direction, Fee, Ignore, In, Kind, Memo, Merchant, Net,
        Order, Out, Party, Reference, Settled, Status, Tender, Terminal, Time,
    };
    // Text, side, roles, money in and money out in minor units.
    let table: &[(&str, Side, &[Role], i128, i128)] = &[
        (
            "单价,数量,应收金额,优惠金额,实收金额,结账方式,收银台,下单时间,单号\n\
             12.00,2,24.00,4.00,20.00,微信,1号台,2026-05-01 10:02:11,A1\n\
             8.00,1,8.00,0.00,8.00,现金,1号台,2026-05-01 10:12:40,A2\n",
            Side::Register,
            &[
                Ignore, Ignore, Ignore, Ignore, Amount, Tender, Terminal, Date, Order,
            ],
            2800,
            0,
        ),
        (
            "记账日|摘要|借方|贷方|账面余额|对方户名\n\
             20260501|转账|100.00||900.00|张三\n20260502|入账||50.00|950.00|支付公司\n",
            Side::Bank,
            &[Date, Memo, Out, In, Balance, Party],
            5000,
            10_000,
        ),
        (
            "Created;Type;Card brand;Gross;Fee;Net;Currency;Payout date\n\
             2026-05-01 09:00;charge;Visa;10.00;0.30;9.70;EUR;2026-05-03\n\
             2026-05-01 09:30;refund;Visa;-4.00;0.00;-4.00;EUR;2026-05-03\n",
            Side::Provider,
            &[Date, Kind, Tender, Amount, Fee, Net, Currency, Settled],
            1000,
            400,
        ),
        (
            "店铺\t类别\t业务时间\t订单金额\t退款金额\t扣费\t状态\n\
             一店\t饮品\t2026/5/1 8:00\t30.00\t0.00\t0.18\t成功\n\
             一店\t小吃\t2026/5/1 9:00\t0.00\t12.00\t-0.07\t成功\n",
            Side::Provider,
            &[Merchant, Ignore, Date, In, Out, Fee, Status],
            3000,
            1200,
        ),
        (
            "业务流向,变动日,变动额(分),经办\n收,20260501,1200,甲\n付,20260502,300,乙\n",
            Side::Bank,
            &[Direction, Date, Amount, Ignore],
            1200,
            300,
        ),
        // A slip of the pen in a short table, a column of noughts, a tax, a timestamp to the millionth.
        (
            "单号,税额,券金额,订单金额,业务时间\n\
             A1,0.10,0.00,12.00,2026-05-01-10.21.05.112233\nA2,0.10,0.00,8.00,2026-05-02-10.21.05.112233\n",
            Side::Register,
            &[Order, Ignore, Ignore, Amount, Date],
            2000,
            0,
        ),
        // Refunds that repeat the amount are told by their kind.
        (
            "交易类型,总金额,退款金额,收/支,状态,日期\n\
             消费,5.00,0.00,收入,成功,2026-05-01\n退款,2.00,2.00,支出,成功,2026-05-01\n",
            Side::Provider,
            &[Kind, Amount, Ignore, Direction, Status, Date],
            500,
            200,
        ),
        (
            "日付,お取り扱い内容,お引出し,お預入れ,残高\n\
             2026/3/9,カード入金,,\"1,204\",\"3,204\"\n2026/3/10,家賃,\"800\",,\"2,404\"\n",
            Side::Bank,
            &[Date, Memo, Out, In, Balance],
            1204,
            800,
        ),
        (
            "Дата операции;Назначение платежа;Сумма;Остаток\n\
             09.03.2026;Эквайринг;1 204,50;2 204,50\n10.03.2026;Аренда;-800,00;1 404,50\n",
            Side::Bank,
            &[Date, Memo, Amount, Balance],
            120_450,
            80_000,
        ),
        (
            "Tarih;Açıklama;Tutar;Bakiye\n\
             09.03.2026;POS TAHSİLAT;1.204,50 TL;2.204,50 TL\n10.03.2026;KİRA;-800,00 TL;1.404,50 TL\n",
            Side::Bank,
            &[Date, Memo, Amount, Balance],
            120_450,
            80_000,
        ),
        (
            "营业日,经手人,进项,出项,结存\n2026-03-09,甲,1204.50,,2204.50\n2026-03-10,乙,,800.00,1404.50\n",
            Side::Bank,
            &[Date, Ignore, In, Out, Balance],
            120_450,
            80_000,
        ),
        // The one side has no cell that shows its decimal mark; the other side tells it.
        (
            "Datum;Omschrijving;Debet;Credit\n13-03-2026;Huur;800,00;\n14-03-2026;Pinbetalingen;;1204\n",
            Side::Bank,
            &[Date, Memo, Out, In],
            120_400,
            80_000,
        ),
        (
            "日期,时刻,进账,检索号\n2026-05-01,09:01:22,5.50,000123456789\n2026-05-01,10:00:00,6.50,000123456790\n",
            Side::Register,
            &[Date, Time, Amount, Reference],
            1200,
            0,
        ),
        // What a till takes: less the discount, or with tax and tip, whatever the columns are called.
        (
            "序,下单,原价,立减,净收,收款途径\n1,2026-03-02 09:00,20.00,2.00,18.00,微信\n2,2026-03-02 10:00,10.00,0.00,10.00,现金\n",
            Side::Register,
            &[Ignore, Date, Ignore, Ignore, Amount, Tender],
            2800,
            0,
        ),
        (
            "Closed,Tab,Subtotal,Tax,Gratuity,Grand,Paid With\n\
             03/13/2026 6:01 PM,55,$20.00,$1.60,$4.00,$25.60,Visa\n03/13/2026 6:31 PM,56,$10.00,$0.80,$0.00,$10.80,Cash\n",
            Side::Register,
            &[Date, Ignore, Ignore, Ignore, Ignore, Amount, Tender],
            3640,
            0,
        ),
        // Numbers that count the rows are no money.
        (
            "Chit\tWhen\tCovers\tTaken\tMeans\n1001\t13/03/2026 08:01\t2\t12.50\tVisa\n1002\t13/03/2026 08:09\t1\t4.20\tCash\n",
            Side::Register,
            &[Ignore, Date, Ignore, Amount, Tender],
            1670,
            0,
        ),
        // What programs export for programs is in minor units.
        (
            "id,created_at,ccy,amount,refunded_amount\nt1,2026-03-02T10:00:00Z,USD,2599,0\nt2,2026-03-02T11:00:00Z,USD,11000,500\n",
            Side::Register,
            &[Ignore, Date, Currency, In, Out],
            13_599,
            500,
        ),
        // Lines under each other; a name begins before its column.
        (
            "Till 4\nDay   Reference      Tender     Taken\n2026-03-02 A-1001    VISA       12.50\n2026-03-02 A-1002    CASH        4.00\n",
            Side::Register,
            &[Date, Reference, Tender, Amount],
            1650,
            0,
        ),
    ];
    for (text, side, roles, money_in, money_out) in table {
        let told = shown(text, &Wish::default());
        assert_eq!(told.mapping.roles, *roles, "{text}");
        assert_eq!(told.mapping.side, *side, "{text}");
        let sums: Vec<(i128, i128)> = told
            .sums
            .iter()
            .map(|sum| (sum.money_in.minor, sum.money_out.minor))
            .collect();
        assert_eq!(sums, [(*money_in, *money_out)], "{text}");
        assert_eq!((told.rows, told.refused_count), (2, 0), "{text}");
    }
}
