/*!
The banks, one entry each: which columns make their layouts known, and where a layout means
something else than its column names say. Sources: FORMATS.md B.

Adding a bank is one entry here, one line in `formats`, `names` and `text::import::format`, and one
fixture. A statement of a bank that is not listed is read by its column names all the same.
*/

use crate::money::Currency;

use super::bank::{self, Columns, Money};
use super::grid::Part;
use super::header::{Head, HeadRow, Header};
use super::reading::Reading;
use super::{Fit, ImportError};

/// A column by the names that it goes by.
type Names = &'static [&'static str];

/// One bank.
struct Bank {
    /// The format's name.
    name: &'static str,
    /// What the bank calls itself above its tables and in the names of its files.
    called: Names,
    /// Its known layouts.
    layouts: &'static [Layout],
}

/// One layout of a bank.
struct Layout {
    /// Columns that only this layout has together.
    has: &'static [Names],
    /// A text above the table that it needs as well; empty where the columns say enough.
    says: &'static str,
    /// Sets right what the column names do not tell.
    adjust: fn(&Header<'_>, &mut Columns),
}

/// A layout that its columns make known and whose column names mean what they say.
const fn plain(has: &'static [Names]) -> Layout {
    special(has, as_named)
}

/// A layout that its columns make known.
const fn special(has: &'static [Names], adjust: fn(&Header<'_>, &mut Columns)) -> Layout {
    Layout {
        has,
        says: "",
        adjust,
    }
}

/// Every bank.
const BANKS: &[Bank] = &[
    Bank {
        name: "icbc",
        called: &["工商银行", "[HISTORYDETAIL]", "ICBC"],
        layouts: &[
            // Personal: 13 or 15 columns, padded cells, newest first.
            plain(&[&["交易日期"], &["记账金额(收入)"], &["记账金额(支出)"]]),
            // Corporate, three of at least five.
            plain(&[
                &["本方账号"],
                &["借/贷"],
                &["借方发生额"],
                &["贷方发生额"],
                &["对方单位名称", "对方单位"],
            ]),
            plain(&[&["对方单位"], &["转入金额"], &["转出金额"], &["余额"]]),
            plain(&[&["对方单位"], &["对方行号"], &["借贷标志"], &["发生额"]]),
            plain(&[&["对方单位"], &["借贷标志"], &["转入金额"], &["转出金额"]]),
        ],
    },
    Bank {
        name: "ccb",
        called: &["建设银行", "China Construction Bank"],
        layouts: &[
            plain(&[&["借方发生额(支取)"], &["贷方发生额(收入)"], &["余额"]]),
            plain(&[&["交易金额"], &["账户余额"], &["对方账号与户名"]]),
            plain(&[
                &["记账日"],
                &["交易日", "交易日期"],
                &["支出"],
                &["收入"],
                &["账户余额"],
                &["交易地点"],
            ]),
        ],
    },
    Bank {
        name: "abc",
        called: &["农业银行"],
        layouts: &[
            plain(&[&["收入金额"], &["支出金额"], &["对方省市", "交易行名"]]),
            plain(&[&["交易金额"], &["本次余额"], &["日志号"]]),
        ],
    },
    Bank {
        name: "boc",
        called: &["中国银行"],
        layouts: &[
            plain(&[
                &["记账日期"],
                &["记账时间"],
                &["金额"],
                &["余额"],
                &["交易名称"],
            ]),
            special(
                &[
                    &["交易日期"],
                    &["交易金额"],
                    &["交易后余额"],
                    &["付款人名称"],
                    &["收款人名称"],
                ],
                |header, columns| {
                    payer_and_payee(header, columns);
                    // Rows of one second share day and time; this number tells them apart.
                    columns.number = header.column(&["记录标识号"]).or(columns.number);
                    // 来账 and 往账 say no more than the sign of the amount.
                    columns
                        .memo
                        .retain(|&column| !header.name(column).starts_with("交易类型"));
                },
            ),
            // Credit card.
            plain(&[&["银行记账日"], &["交易描述"], &["存入"], &["支出"]]),
        ],
    },
    Bank {
        name: "cmb",
        called: &["招商银行"],
        layouts: &[
            plain(&[
                &["交易日期"],
                &["收入"],
                &["支出"],
                &["余额"],
                &["交易类型"],
                &["交易备注"],
            ]),
            plain(&[&["记账日期"], &["交易金额"], &["联机余额"], &["交易摘要"]]),
            special(
                &[&["交易日"], &["记账日"], &["人民币金额"], &["交易地金额"]],
                owed,
            ),
            plain(&[
                &["交易日"],
                &["借方金额"],
                &["贷方金额"],
                &["流程实例号", "业务参考号"],
            ]),
        ],
    },
    Bank {
        name: "bocom",
        called: &["交通银行"],
        layouts: &[
            plain(&[
                &["交易日期"],
                &["借贷"],
                &["交易金额"],
                &["余额"],
                &["交易地点"],
            ]),
            special(
                &[&["交易说明"], &["交易币种/金额"], &["入账币种/金额"]],
                |header, columns| {
                    if let (Some(amount), Some(words)) = (
                        header.column(&["入账币种/金额"]),
                        header.column(&["交易说明"]),
                    ) {
                        columns.money = Money::Told(amount, words);
                        columns.currency = Some(amount);
                    }
                },
            ),
            Layout {
                has: &[&["交易时间"], &["发生额"], &["余额"], &["借贷标志"]],
                says: "查询账号",
                adjust: as_named,
            },
        ],
    },
    Bank {
        name: "citic",
        called: &["中信银行"],
        layouts: &[special(
            &[&["交易描述"], &["卡末四位"], &["结算币种"], &["结算金额"]],
            |header, columns| {
                billed(header, columns, "结算金额", "结算币种");
            },
        )],
    },
    Bank {
        name: "spdb",
        called: &["浦发银行", "浦东发展银行"],
        layouts: &[plain(&[
            &["交易日期"],
            &["存入金额"],
            &["取出金额"],
            &["交易对手名称"],
        ])],
    },
    Bank {
        name: "cgb",
        called: &["广发银行"],
        layouts: &[special(
            &[&["交易摘要"], &["交易货币"], &["入账金额"], &["入账货币"]],
            |header, columns| billed(header, columns, "入账金额", "入账货币"),
        )],
    },
    Bank {
        name: "psbc",
        called: &["邮政储蓄银行", "邮储银行"],
        layouts: &[],
    },
    Bank {
        name: "pingan",
        called: &["平安银行"],
        layouts: &[
            plain(&[&["收入"], &["支出"], &["核心唯一流水号"]]),
            special(
                &[
                    &["传票号"],
                    &["借方"],
                    &["贷方"],
                    &["付款人名称"],
                    &["收款人名称"],
                ],
                payer_and_payee,
            ),
        ],
    },
    Bank {
        name: "minsheng",
        called: &["民生银行"],
        layouts: &[plain(&[
            &["借方发生额"],
            &["贷方发生额"],
            &["客户附言"],
            &["对方账号名称"],
        ])],
    },
    Bank {
        name: "cib",
        called: &["兴业银行"],
        layouts: &[
            plain(&[&["银行流水号"], &["借方金额(支出)"], &["贷方金额(收入)"]]),
            plain(&[
                &["记账日"],
                &["支出"],
                &["收入"],
                &["账户余额"],
                &["对方银行"],
                &["交易渠道"],
            ]),
        ],
    },
    Bank {
        name: "hsbc",
        called: &["HSBC", "汇丰"],
        layouts: &[
            plain(&[
                &["billingamount"],
                &["billingcurrency"],
                &["balancecurrency"],
            ]),
            plain(&[
                &["billingamount"],
                &["billingcurrency"],
                &["transactionstatus"],
                &["credit/debit"],
            ]),
        ],
    },
    Bank {
        name: "bmo",
        called: &["Bank of Montreal"],
        layouts: &[special(
            &[
                &["firstbankcard"],
                &["transactiontype"],
                &["dateposted"],
                &["transactionamount"],
            ],
            |_, columns| columns.account = Some(Currency::CAD),
        )],
    },
];

const fn as_named(_: &Header<'_>, _: &mut Columns) {}

/// Money in comes from the payer, money out goes to the payee.
fn payer_and_payee(header: &Header<'_>, columns: &mut Columns) {
    columns.party = (
        header.column(&["付款人名称"]),
        header.column(&["收款人名称"]),
    );
}

/// A credit card's bill shows what is owed: spending is positive, a repayment negative.
fn owed(_: &Header<'_>, columns: &mut Columns) {
    columns.owed = true;
}

/// What is owed, in the currency of the bill.
fn billed(header: &Header<'_>, columns: &mut Columns, amount: &str, currency: &str) {
    columns.owed = true;
    if let Some(amount) = header.column(&[amount]) {
        columns.money = Money::One(amount, None);
    }
    columns.currency = header.column(&[currency]).or(columns.currency);
}

fn bank(name: &str) -> Option<&'static Bank> {
    BANKS.iter().find(|bank| bank.name == name)
}

/// The first known layout that a file has, with its header.
fn layout<'h>(bank: &'static Bank, head: &'h Head) -> Option<(&'static Layout, &'h HeadRow)> {
    bank.layouts.iter().find_map(|layout| {
        let row = head.find(layout.has)?;
        (layout.says.is_empty() || head.says(layout.says)).then_some((layout, row))
    })
}

/// Whether a file is a statement of this bank: by its columns, or by its name above any statement.
pub fn sniff(name: &str, head: &Head) -> Fit {
    let Some(bank) = bank(name) else {
        return Fit::No;
    };
    if layout(bank, head).is_some() {
        return Fit::Sure;
    }
    let names_it = |cell: &String| bank.called.iter().any(|called| cell.contains(called));
    let naming = head.rows.iter().find(|row| row.cells.iter().any(names_it));
    if naming.is_none() && !names_it(&head.file) {
        return Fit::No;
    }
    // Below the header a bank's name is that of a payer's bank.
    let is_above = |header: &HeadRow| {
        names_it(&head.file) || naming.is_some_and(|row| row.number < header.number)
    };
    match bank::statement(head) {
        Some(header) if is_above(&header) => Fit::Named,
        _ => Fit::No,
    }
}

/// Reads a statement of this bank.
///
/// # Errors
/// [`ImportError::MissingColumn`].
pub fn read(
    name: &'static str,
    part: &Part<'_>,
    head: &Head,
    out: &mut Reading<'_>,
) -> Result<(), ImportError> {
    let Some((layout, row)) = bank(name).and_then(|bank| layout(bank, head)) else {
        return bank::read(part, head, out);
    };
    let header = Header::at(row, name);
    let mut columns = Columns::of(part, head, &header)?;
    (layout.adjust)(&header, &mut columns);
    bank::read_with(part, head, &header, &columns, out)
}
