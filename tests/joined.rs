//! One sale in several files of one provider: whichever of them are loaded, the answer is the same.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by the first broken promise"
)]

use yifen::answer::Answer;
use yifen::cause::{Assumption, Cause};
use yifen::explanation::explain;
use yifen::import::import;
use yifen::protocol::Wish;
use yifen::record::Book;
use yifen::settings::Settings;

/// A day's trade bill of WeChat: two sales and a refund of the first one.
const TRADE: &str = "交易时间,商户号,微信订单号,商户订单号,交易类型,交易状态,货币种类,应结订单金额,微信退款单号,退款金额,退款状态,手续费,费率,订单金额,申请退款金额
`2026-03-02 09:12:05,`1577000001,`42000090012026030200001,`MD1,`JSAPI,`SUCCESS,`CNY,`100.00,`0,`0.00,`,`0.60000,`0.60%,`100.00,`0.00
`2026-03-02 10:40:31,`1577000001,`42000090012026030200002,`MD2,`JSAPI,`SUCCESS,`CNY,`250.00,`0,`0.00,`,`1.50000,`0.60%,`250.00,`0.00
`2026-03-02 14:03:10,`1577000001,`42000090012026030200001,`MD1,`JSAPI,`REFUND,`CNY,`0.00,`503000090120260302001,`40.00,`SUCCESS,`-0.24000,`0.60%,`0.00,`40.00
总交易单数,应结订单总金额,退款总金额,手续费总金额,订单总金额
`3,`350.00,`40.00,`1.86000,`350.00
";

/// The same day's fund flow, with the payout of the next morning.
const FUND: &str = "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),备注,业务凭证号
`2026-03-02 09:12:06,`42000090012026030200001,`100000000001,`交易,`交易,`收入,`100.00,`100.00,`,`MD1
`2026-03-02 09:12:06,`42000090012026030200001,`100000000002,`交易,`扣除交易手续费,`支出,`0.60,`99.40,`,`MD1
`2026-03-02 10:40:33,`42000090012026030200002,`100000000003,`交易,`交易,`收入,`250.00,`349.40,`,`MD2
`2026-03-02 10:40:33,`42000090012026030200002,`100000000004,`交易,`扣除交易手续费,`支出,`1.50,`347.90,`,`MD2
`2026-03-02 14:03:10,`503000090120260302001,`42000090012026030200001,`退款,`退款,`支出,`40.00,`307.90,`,`MDR1
`2026-03-02 14:03:10,`503000090120260302001,`100000000006,`退款,`退还交易手续费,`收入,`0.24,`308.14,`,`MDR1
`2026-03-03 08:30:00,`15000000012026030300001,`100000000007,`提现,`提现,`支出,`308.14,`0.00,`,`TX1
资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额
`7,`3,`350.24,`4,`350.24
";

/// What of both arrived at the bank.
const BANK: &str = "交易日期,摘要,收入,支出,余额,对方户名
2026-03-03,提现,308.14,,1308.14,财付通支付科技有限公司
2026-03-04,水费,,30.00,1278.14,自来水公司
";

fn book(files: &[(&str, &[u8])]) -> Book {
    let mut book = Book::new();
    for (name, bytes) in files {
        import(&mut book, name, bytes, &Wish::default(), &mut |_, _| ())
            .unwrap_or_else(|error| panic!("{name}: {error:?}"));
    }
    book
}

fn answer(files: &[(&str, &[u8])]) -> Answer {
    let settings = Settings::default();
    let explanation = explain(&book(files), &settings, &mut |_, _| ()).unwrap();
    explanation.answer().clone()
}

/// Takings, received, the lines and what is left, without words.
fn bridge(answer: &Answer) -> (i128, i128, Vec<(Cause, i128)>, i128) {
    let lines = answer.lines.iter();
    (
        answer.takings.minor,
        answer.received.minor,
        lines.map(|line| (line.cause, line.amount.minor)).collect(),
        answer.unexplained.minor,
    )
}

#[test]
fn a_trade_bill_and_a_fund_flow_say_the_same_alone_and_together() {
    let (trade, fund, bank) = (
        ("trade.csv", TRADE.as_bytes()),
        ("fund.csv", FUND.as_bytes()),
        ("bank.csv", BANK.as_bytes()),
    );
    let want = (
        35_000,
        30_814,
        vec![(Cause::RefundPartial, 4_000), (Cause::FeeNormal, 186)],
        0,
    );
    for files in [
        vec![trade, bank],
        vec![fund, bank],
        vec![trade, fund, bank],
        vec![bank, fund, trade],
    ] {
        let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
        let answer = answer(&files);
        assert_eq!(bridge(&answer), want, "{names:?}");
        let joined = answer.assumptions.iter().find_map(|of| match of {
            Assumption::JoinedOnce { rows } => Some(*rows),
            _ => None,
        });
        // Both sales and their fees, the refund and its fee; not the payout.
        let both = files.len() == 3;
        assert_eq!(joined, both.then_some(6), "{names:?}");
    }
}

#[test]
fn a_fund_flow_of_more_days_adds_its_other_days() {
    let more = FUND.replace(
        "资金流水总笔数",
        "`2026-03-04 09:00:00,`42000090012026030400009,`100000000009,`交易,`交易,`收入,`10.00,`10.00,`,`MD9\n\
         `2026-03-04 09:00:00,`42000090012026030400009,`100000000010,`交易,`扣除交易手续费,`支出,`0.06,`9.94,`,`MD9\n\
         资金流水总笔数",
    );
    let answer = answer(&[
        ("trade.csv", TRADE.as_bytes()),
        ("fund.csv", more.as_bytes()),
        ("bank.csv", BANK.as_bytes()),
    ]);
    assert_eq!(answer.takings.minor, 36_000);
    let fees = answer
        .lines
        .iter()
        .filter(|line| line.cause == Cause::FeeNormal);
    assert_eq!(fees.map(|line| line.amount.minor).sum::<i128>(), 192);
    assert_eq!(answer.unexplained.minor, 0);
}

#[test]
fn the_fee_that_was_booked_stands_in_place_of_the_rounded_one() {
    // 0.60500 rounds to 0.61 in the bill; 0.60 was booked.
    let trade = TRADE.replacen("`0.60000", "`0.60500", 1);
    let files: &[(&str, &[u8])] = &[
        ("trade.csv", trade.as_bytes()),
        ("fund.csv", FUND.as_bytes()),
        ("bank.csv", BANK.as_bytes()),
    ];
    let answer = answer(files);
    assert_eq!(answer.unexplained.minor, 0);
    let fees: i128 = answer
        .lines
        .iter()
        .filter(|line| line.cause.is_about_fees())
        .map(|line| line.amount.minor)
        .sum();
    assert_eq!(fees, 186);
}

#[test]
fn refunds_of_two_kinds_of_trade_bill_count_once() {
    let head = "交易时间,微信订单号,商户订单号,交易类型,交易状态,货币种类,应结订单金额,退款申请时间,退款成功时间,微信退款单号,退款金额,退款状态,手续费,费率,订单金额,申请退款金额\n";
    let row = "`2026-03-02 09:12:05,`42000090012026030200001,`MD1,`JSAPI,`REFUND,`CNY,`0.00,`2026-03-02 14:03:00,`2026-03-02 15:03:10,`503000090120260302001,`40.00,`SUCCESS,`-0.24000,`0.60%,`0.00,`40.00\n";
    let refunds = format!("{head}{row}");
    let files: &[(&str, &[u8])] = &[
        ("all.csv", TRADE.as_bytes()),
        ("refund.csv", refunds.as_bytes()),
        ("bank.csv", BANK.as_bytes()),
    ];
    let answer = answer(files);
    let given_back = answer
        .lines
        .iter()
        .filter(|line| line.cause == Cause::RefundPartial);
    assert_eq!(
        given_back.map(|line| line.amount.minor).sum::<i128>(),
        4_000
    );
}

const JY: &str = "商户编号|交易日期|交易时间|终端号|交易类型|拉卡拉流水号|原拉卡拉流水号|支付渠道|交易金额(分)|手续费(分)|结算金额(分)|商户订单号|支付方式
822333000000011|20260302|101500|70010001|消费|66200302000001||微信|10000|60|9940|A1|扫码
822333000000011|20260302|111500|70010001|消费|66200302000002||支付宝|20000|120|19880|A2|扫码
822333000000011|20260302|121500|70010001|退款|66200302000003|66200302000001|微信|1000|6|994|A1|扫码
";

const JS: &str = "商户编号|交易日期|交易时间|终端号|拉卡拉流水号|交易金额(分)|手续费(分)|结算金额(分)|结算日期|结算状态
822333000000011|20260302|101500|70010001|66200302000001|10000|60|9940|20260303|已结算
822333000000011|20260302|111500|70010001|66200302000002|20000|120|19880|20260304|已结算
822333000000011|20260302|121500|70010001|66200302000003|-1000|-6|-994|20260303|已结算
";

/// Paid out on two days, as JS says and JY does not.
const LAKALA_BANK: &str = "交易日期,摘要,收入,支出,余额,对方户名
2026-03-03,清算款,89.46,,1089.46,拉卡拉支付股份有限公司
2026-03-04,清算款,198.80,,1288.26,拉卡拉支付股份有限公司
2026-03-05,水费,,30.00,1258.26,自来水公司
";

#[test]
fn a_settlement_file_gives_the_days_of_payment_and_no_second_sale() {
    for files in [
        vec![("JS_20260302.txt", JS), ("bank.csv", LAKALA_BANK)],
        vec![
            ("JY_20260302.txt", JY),
            ("JS_20260302.txt", JS),
            ("bank.csv", LAKALA_BANK),
        ],
        vec![
            ("JS_20260302.txt", JS),
            ("bank.csv", LAKALA_BANK),
            ("JY_20260302.txt", JY),
        ],
    ] {
        let bytes: Vec<(&str, &[u8])> = files.iter().map(|(n, t)| (*n, t.as_bytes())).collect();
        let answer = answer(&bytes);
        let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
        assert_eq!(
            (answer.takings.minor, answer.received.minor),
            (30_000, 28_826),
            "{names:?}"
        );
        assert_eq!(answer.unexplained.minor, 0, "{names:?}");
        let payouts: Vec<(String, i128, i128)> = answer
            .payouts
            .iter()
            .map(|payout| {
                (
                    payout.due.to_string(),
                    payout.expected.minor,
                    payout.received.minor,
                )
            })
            .collect();
        let want = [
            ("2026-03-03".to_owned(), 8_946, 8_946),
            ("2026-03-04".to_owned(), 19_880, 19_880),
        ];
        assert_eq!(payouts, want, "{names:?}");
    }
}

#[test]
fn the_surcharge_of_a_same_day_payout_is_added_to_its_transaction() {
    let d0 = "商户编号|交易日期|交易时间|终端号|拉卡拉流水号|交易金额(分)|手续费(分)|D0手续费(分)|结算金额(分)|结算日期|结算状态
822333000000011|20260302|111500|70010001|66200302000002|20000|120|200|19680|20260302|已结算
";
    let bank = "交易日期,摘要,收入,支出,余额,对方户名
2026-03-02,清算款,196.80,,1196.80,拉卡拉支付股份有限公司
2026-03-03,清算款,89.46,,1286.26,拉卡拉支付股份有限公司
2026-03-05,水费,,30.00,1256.26,自来水公司
";
    let fq = "商户编号|交易日期|拉卡拉流水号|交易金额(分)|分期数|每期金额(分)
822333000000011|20260302|66200302000002|20000|2|10000
";
    let answer = answer(&[
        ("JY_20260302.txt", JY.as_bytes()),
        ("D0_20260302.txt", d0.as_bytes()),
        ("JY_FQ_20260302.txt", fq.as_bytes()),
        ("bank.csv", bank.as_bytes()),
    ]);
    assert_eq!(
        (answer.takings.minor, answer.received.minor),
        (30_000, 28_626)
    );
    let lines: Vec<(Cause, i128)> = answer
        .lines
        .iter()
        .map(|line| (line.cause, line.amount.minor))
        .collect();
    let fees = answer
        .lines
        .iter()
        .filter(|line| line.cause.is_about_fees());
    assert_eq!(
        fees.map(|line| line.amount.minor).sum::<i128>(),
        374,
        "{lines:?}"
    );
    assert_eq!(answer.unexplained.minor, 0, "{lines:?}");
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    std::fs::read(folder.join(name)).unwrap()
}

#[test]
fn alipay_counts_once_in_details_movements_and_summary() {
    let bank = "交易日期,摘要,收入,支出,余额,对方户名
2026-03-03,提现,398.57,,1398.57,支付宝（中国）网络技术有限公司
2026-03-05,水费,,30.00,1368.57,自来水公司
";
    let (details, movements, summary) = (
        fixture("alipay_trade.csv"),
        fixture("alipay_account.csv"),
        fixture("alipay_summary.csv"),
    );
    let alone = answer(&[("details.csv", &details), ("bank.csv", bank.as_bytes())]);
    assert_eq!(
        (alone.takings.minor, alone.received.minor),
        (42_800, 39_857)
    );
    let all = answer(&[
        ("summary.csv", &summary),
        ("movements.csv", &movements),
        ("details.csv", &details),
        ("bank.csv", bank.as_bytes()),
    ]);
    assert_eq!((all.takings, all.received), (alone.takings, alone.received));
    assert!(
        all.assumptions
            .contains(&Assumption::SummaryNotCounted { rows: 2 })
    );
    // A summary alone says what was taken as well.
    let summed = answer(&[("summary.csv", &summary), ("bank.csv", bank.as_bytes())]);
    assert_eq!(
        (summed.received.minor, summed.unexplained.minor),
        (39_857, 0)
    );
}
