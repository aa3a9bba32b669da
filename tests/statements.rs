//! Statements in layouts of which no reader knows anything but the words of their columns: each says
//! that 100.00 came in and 30.00 went out, and must be read so.
#![allow(
    clippy::unwrap_used,
    reason = "a test fails by the first broken promise"
)]

use yifen::import::import;
use yifen::protocol::Wish;
use yifen::record::{Book, Kind, Side};

const STATEMENTS: &[&str] = &[
    "\
交易日期,交易时间,借方发生额,贷方发生额,账户余额,对方账号,对方名称,摘要
2026-03-03,10:10:10,,100.00,200.00,2155,财付通,结算
2026-03-04,10:10:10,30.00,,170.00,1001,某店,货款
",
    "\
日期,詳情,存入,提取,結餘
2026/03/03,SETTLEMENT,100.00,,200.00
2026/03/04,CHARGE,,30.00,170.00
",
    "\
华夏银行
账号：,1055****,户名：,某某,
查询起止日期：,20260301,至,20260331,
支出总笔数：,1,支出总金额：,30.00,
收入总笔数：,1,收入总金额：,100.00,

交易日期,交易流水,支出金额,收入金额,账户余额,对方账号,对方户名,摘要,凭证类型
20260303,0001,,100.00,200.00,2155,财付通,结算,
20260304,0002,30.00,,170.00,1001,某店,货款,
支出总金额,30.00,收入总金额,100.00,,,,,
",
    "\
入账日期,贷方金额（元）,借方金额（元）,本次余额,收款人名称,付款人名称,附言
2026-03-03,100.00,,200.00,某某,财付通,结算
2026-03-04,,30.00,170.00,某店,某某,货款
",
    "\
序号,交易日期,收付方向,金额(元),余额(元),对手账号,对手户名,用途
1,2026年03月03日,收,100.00,200.00,2155,财付通,结算
2,2026年03月04日,付,30.00,170.00,1001,某店,货款
",
    "\
记账日期,借方发生额(元),贷方发生额(元),借/贷,账户余额(元),对方名称,摘要说明
2026/03/04,30.00,0.00,贷,170.00,某店,货款
2026/03/03,0.00,100.00,贷,200.00,财付通,结算
",
    "\
交易流水号,账号,币种,发生日期,发生时间,发生额,借贷标志,余额,对方行名,对方账号,对方户名,用途
T1,6222,RMB,20260303,10:10:10,100.00,贷方,200.00,某行,2155,财付通,结算
T2,6222,RMB,20260304,10:10:10,30.00,借方,170.00,某行,1001,某店,货款
",
    "\
日期,摘要,金额,对方户名
2026-03-03,结算,100.00,财付通
2026-03-04,货款,-30.00,某店
",
    "\
记账日,金额,余额,交易类型,对方信息
2026-03-03,100.00,200.00,转入,财付通
2026-03-04,30.00,170.00,转出,某店
",
    "\
某某农商行账户明细，查询日期：2026年4月1日，余额：170.00，收入合计：100.00，支出合计：30.00
交易日期,收入（元）,支出（元）,余额（元）,对方户名,备注
2026-03-03,100.00,--,200.00,财付通,结算
2026-03-04,--,30.00,170.00,某店,货款
",
    "\
Transaction Date,Reference,Debit Amount,Credit Amount,Transaction Ref1,Transaction Ref2
03/03/2026,ICT,,100.00,PAYNOW,STRIPE
14/03/2026,ITR,30.00,,RENT,
",
    "\
交易时间|借方|贷方|账户余额|摘要|对方账号|对方户名|
2026-03-03 10:10:10||100.00|200.00|结算|2155|财付通|
2026-03-04 10:10:10|30.00||170.00|货款|1001|某店|
",
    "\
交易时间,收支金额,收支方向,交易后账户余额,交易对手名称,交易备注
2026-03-03 01:01:01,100.00,收入,200.00,财付通,结算
2026-03-04 01:01:01,30.00,支出,170.00,某店,货款
",
    "\
日期,摘要,金额,,账户余额
,,收入,支出,
2026-03-03,结算,100.00,,200.00
2026-03-04,货款,,30.00,170.00
",
    "\
Date,Type,Description,Paid out,Paid in,Balance
03 Mar 2026,BGC,SUMUP,,£100.00,£200.00
04 Mar 2026,DD,RENT,£30.00,,£170.00
",
    "\
Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #
CREDIT,03/03/2026,SQUARE INC,100.00,ACH_CREDIT,200.00,
DEBIT,03/14/2026,RENT,-30.00,ACH_DEBIT,170.00,
",
    "\
交易日期,交易时间,借贷标志,交易金额,账户余额,对方账号,对方户名,摘要
2026-03-03,101010,1,100.00,200.00,2155,财付通,结算
2026-03-04,101010,2,30.00,170.00,1001,某店,货款
",
];

#[test]
fn layouts_nobody_has_seen() {
    for (index, text) in STATEMENTS.iter().enumerate() {
        let mut book = Book::new();
        let wish = Wish::default();
        import(&mut book, "x.csv", text.as_bytes(), &wish, &mut |_, _| ()).unwrap();
        let (records, report) = (&book.records, &book.files[0].report);
        let mut moved: Vec<(Kind, i64)> = (0..records.len())
            .map(|row| (records.kind[row], records.amount[row]))
            .collect();
        moved.sort_by_key(|(_, amount)| *amount);
        let want = [(Kind::Debit, -3000), (Kind::Credit, 10_000)];
        assert_eq!(
            (report.side, report.refused_count),
            (Side::Bank, 0),
            "{index}"
        );
        assert_eq!(moved, want, "{index}: {text}");
        assert!(
            report.controls.iter().all(yifen::import::Control::holds),
            "{index}"
        );
        let text = |row: usize| {
            let texts = [records.party[row], records.note[row]];
            texts.map(|text| book.texts.get(text)).join(" ")
        };
        assert!(
            !text(0).contains("收付") && text(0).trim().chars().count() > 1,
            "{index}"
        );
    }
}
