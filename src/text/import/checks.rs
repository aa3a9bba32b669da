//! What is odd about a file that was read, and how what it states of itself compares.

use crate::import::{Control, ControlKind, ControlValue, Warning};
use crate::text::{Lang, day, money};

/// What she should know about a file that was read.
#[must_use]
pub fn warning(lang: Lang, warning: &Warning) -> String {
    match lang {
        Lang::Zh => warning_zh(warning),
        Lang::En => warning_en(warning),
    }
}

fn warning_zh(warning: &Warning) -> String {
    match warning {
        Warning::DamagedIds { rows, first_row } => format!(
            "从第 {first_row} 行起有 {rows} 行的单号被表格软件改成了近似数，这些单号不用来核对。请从原处重新导出，不要用表格软件另存。"
        ),
        Warning::DuplicateRows { rows, first_row } => format!(
            "从第 {first_row} 行起有 {rows} 行与前面的某一行完全相同。都保留了：同一分钟两杯同价的咖啡也是两笔。"
        ),
        Warning::MaybeCut { rows } => {
            format!("正好 {rows} 行，导出时可能被截断。请核对后台的总笔数，必要时分段导出。")
        }
        Warning::NetDiffers { rows, first_row } => {
            format!(
                "从第 {first_row} 行起有 {rows} 行的金额减手续费不等于结算金额。以文件里的结算金额为准。"
            )
        }
        Warning::Undated { rows, first_row } => {
            format!("从第 {first_row} 行起有 {rows} 行没有写日期，按文件生成的那一天计。")
        }
        Warning::SignsByBalance => {
            "金额没有正负号，也没写收还是支，按余额是增是减来分收支；和余额对不上的行不读。".to_owned()
        }
        Warning::Proven => {
            "没见过这种格式。每一行的数都对得上（余额连得上，或金额减手续费等于结算金额），所以直接读了。请看一眼收支对不对，不对就点“换一种读法”。".to_owned()
        }
        Warning::CurrencyAssumed { currency } => format!(
            "文件里没写币种，当作 {currency}。如果不是，请点“换一种读法”改。"
        ),
        Warning::MaybeFen { rows } => format!(
            "金额都是三位以上的整数（{rows} 个），当作元读取。如果其实是分，请点“换一种读法”把单位改成分，否则会差 100 倍。"
        ),
        Warning::UnitDiffers { fen: true } => {
            "表头写的单位是元，但从各行看是分，已按分读取。".to_owned()
        }
        Warning::UnitDiffers { fen: false } => {
            "表头写的单位是分，但从各行看是元，已按元读取。".to_owned()
        }
        Warning::Skipped { parts, first } => {
            format!("里面有 {parts} 个部分不是账单，已跳过，第一个是“{first}”。")
        }
        Warning::Repeated { parts, first } => {
            format!("里面有 {parts} 个部分和前面的一模一样，只算一次，第一个是“{first}”。")
        }
        Warning::NoRows => "文件里没有一笔收款。如果那几天确实没有生意，可以不管它。".to_owned(),
        Warning::MissingDays { first, days } => {
            format!(
                "从 {} 起有 {days} 天一笔记录也没有。如果那几天营业了，请补导出。",
                day(Lang::Zh, *first)
            )
        }
    }
}

fn warning_en(warning: &Warning) -> String {
    match warning {
        Warning::DamagedIds { rows, first_row } => format!(
            "Rows with ids that a spreadsheet program rounded: {rows}, the first is row {first_row}. Those ids are not \
             used for matching. Export the file again and do not save it from a spreadsheet program."
        ),
        Warning::DuplicateRows { rows, first_row } => format!(
            "Rows that are the same to the letter as one before: {rows}, the first is row {first_row}. All are kept: \
             two coffees at one price in one minute are two sales."
        ),
        Warning::MaybeCut { rows } => format!(
            "The number of rows is exactly {rows}, so the export may have been cut off. Compare with the total in \
             the portal and export in parts if need be."
        ),
        Warning::NetDiffers { rows, first_row } => format!(
            "Rows whose amount less the fee is not the net: {rows}, the first is row {first_row}. The file’s net is \
             used."
        ),
        Warning::Undated { rows, first_row } => format!(
            "Rows without a date: {rows}, the first is row {first_row}. They bear the day on which the file was made."
        ),
        Warning::SignsByBalance => {
            "The amounts bear no sign and no word says in or out, so the balance told which way money went. Rows that \
             do not fit the balance were left out."
                .to_owned()
        }
        Warning::Proven => {
            "This layout was not known. The numbers of every row agree (the balances follow, or amount less fee is \
             net), so it was read at once. Have a look whether money in and out are right; if not, choose “Read it \
             another way”."
                .to_owned()
        }
        Warning::CurrencyAssumed { currency } => format!(
            "No currency is named in the file; {currency} was taken. If it is another one, choose “Read it \
             another way”."
        ),
        Warning::MaybeFen { rows } => format!(
            "All amounts are whole numbers of three digits and more ({rows} of them) and were read as whole units. If \
             they are hundredths, choose “Read it another way” and set the unit: the amounts are 100 times too large otherwise."
        ),
        Warning::UnitDiffers { fen: true } => {
            "The header says yuan, but the rows show fen; they were read as fen.".to_owned()
        }
        Warning::UnitDiffers { fen: false } => {
            "The header says fen, but the rows show yuan; they were read as yuan.".to_owned()
        }
        Warning::Skipped { parts, first } => format!(
            "Parts inside that hold no bill and were passed over: {parts}, the first is “{first}”."
        ),
        Warning::Repeated { parts, first } => format!(
            "Parts inside that repeat an earlier one row by row and count once: {parts}, the first is “{first}”."
        ),
        Warning::NoRows => {
            "There is not one payment in the file. If there was no business on those days, that is right.".to_owned()
        }
        Warning::MissingDays { first, days } => {
            format!("Days without a single row: {days}, the first is {}. If the shop was open, export them too.", day(Lang::En, *first))
        }
    }
}
/// What a control counts.
#[must_use]
pub const fn control_kind(lang: Lang, kind: ControlKind) -> &'static str {
    match (kind, lang) {
        (ControlKind::Rows, Lang::Zh) => "笔数",
        (ControlKind::Rows, Lang::En) => "number of rows",
        (ControlKind::Settled, Lang::Zh) => "应结订单总金额",
        (ControlKind::Settled, Lang::En) => "total to settle",
        (ControlKind::Ordered, Lang::Zh) => "订单总金额",
        (ControlKind::Ordered, Lang::En) => "total of orders",
        (ControlKind::Refunds, Lang::Zh) => "退款总金额",
        (ControlKind::Refunds, Lang::En) => "total of refunds",
        (ControlKind::Amount, Lang::Zh) => "金额合计",
        (ControlKind::Amount, Lang::En) => "total of amounts",
        (ControlKind::Fees, Lang::Zh) => "手续费总金额",
        (ControlKind::Fees, Lang::En) => "total of fees",
        (ControlKind::Net, Lang::Zh) => "结算总金额",
        (ControlKind::Net, Lang::En) => "total of nets",
        (ControlKind::In, Lang::Zh) => "收入合计",
        (ControlKind::In, Lang::En) => "money in",
        (ControlKind::Out, Lang::Zh) => "支出合计",
        (ControlKind::Out, Lang::En) => "money out",
        (ControlKind::BalanceChain, Lang::Zh) => "余额",
        (ControlKind::BalanceChain, Lang::En) => "balance",
        (ControlKind::Closing, Lang::Zh) => "期末余额",
        (ControlKind::Closing, Lang::En) => "closing balance",
        (ControlKind::Trailer, Lang::Zh) => "文件尾核对数",
        (ControlKind::Trailer, Lang::En) => "check figure at its end",
    }
}

/// How a total that the file states compares with what was read.
#[must_use]
pub fn control(lang: Lang, control: &Control) -> String {
    if control.kind == ControlKind::BalanceChain {
        return chain(lang, control);
    }
    let (kind, stated, read) = (
        control_kind(lang, control.kind),
        value(control.stated),
        value(control.read),
    );
    match (lang, control.holds()) {
        (Lang::Zh, true) => format!("文件写的{kind}是 {stated}，读到的也是 {read}。"),
        (Lang::Zh, false) => {
            format!(
                "文件写的{kind}是 {stated}，读到的是 {read}，相差 {}。请检查导出的文件是否完整。",
                differs(control)
            )
        }
        (Lang::En, true) => format!("The file says {kind} {stated}, and {read} were read."),
        (Lang::En, false) => format!(
            "The file says {kind} {stated}, but {read} were read, a difference of {}. Check that the export is \
             whole.",
            differs(control)
        ),
    }
}

fn chain(lang: Lang, control: &Control) -> String {
    let (links, held) = (value(control.stated), value(control.read));
    match (lang, control.holds()) {
        (Lang::Zh, true) => format!("{links} 次余额逐行相接，没有缺行。"),
        (Lang::Zh, false) => {
            format!(
                "{links} 次余额变动中只有 {held} 次与上一行相接，流水可能缺行或次序有变。请重新导出完整的流水。"
            )
        }
        (Lang::En, true) => {
            format!("All {links} balances follow from the row before: no row is missing.")
        }
        (Lang::En, false) => format!(
            "Only {held} of {links} balances follow from the row before: rows may be missing or out of order. Export \
             the whole statement again."
        ),
    }
}

fn value(value: ControlValue) -> String {
    match value {
        ControlValue::Count(count) => count.to_string(),
        ControlValue::Sum(amount) => money(amount),
    }
}

/// By how much what the file states exceeds what was read.
fn differs(control: &Control) -> String {
    match (control.stated, control.read) {
        (ControlValue::Sum(stated), ControlValue::Sum(read)) => money(
            crate::money::Amount::new(stated.minor.saturating_sub(read.minor), stated.currency)
                .abs(),
        ),
        (ControlValue::Count(stated), ControlValue::Count(read)) => {
            stated.abs_diff(read).to_string()
        }
        _ => "—".to_owned(),
    }
}
