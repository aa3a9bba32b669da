//! The contract page: its fields, and why one is not taken.

use super::Lang;
use crate::money::NumberError;
use crate::settings::FieldError;

sentences! {
    /// Sentences of the contract page.
    ContractPage {
        title: "合同", "Contract";
        lead: "照您和收单机构的合同填写。手续费该收多少、哪天该到账，都按这里算。", "Copy it from your contract with the provider. What fees are due and when money should arrive is computed from this.";
        is_default: "以下都是默认值，不是您的合同", "These are defaults, not your contract";
        is_default_why: "默认费率取自公开的市场报价。各家合同不同，以您签的为准。", "The default rates are market rates seen in public. Contracts differ; yours is the one that counts.";
        is_own: "以下是您填写的合同", "This is the contract you entered";
        is_own_where: "只存在这台电脑的浏览器里。", "It is kept in this browser only.";
        default_mark: "默认值", "default";
        rates: "费率", "Rates";
        rates_lead: "每一行是一种付款方式。没有封顶就留空。", "One line for each way of paying. Leave the cap empty where there is none.";
        tender: "付款方式", "Way of paying";
        percent: "费率", "Rate";
        percent_hint: "百分比，例如 0.60", "in per cent, such as 0.60";
        cap: "封顶", "Cap";
        min: "最低", "Minimum";
        fixed: "每笔加收", "Added per payment";
        above: "只适用于超过", "Only above";
        more: "更多", "More";
        none: "没有", "none";
        add: "加一行", "Add a line";
        remove: "删除这一行", "Remove this line";
        boundary: "正好等于分档金额的一笔", "A payment of exactly the tier's amount";
        boundary_at_most: "按低档收", "pays the lower tier";
        boundary_below: "按高档收", "pays the upper tier";
        when: "到账", "When money arrives";
        cycle: "结算周期", "Settlement cycle";
        card_cutoff: "刷卡日切", "Card cut-off";
        card_cutoff_hint: "晚于这个时间算第二天。银行卡通常是 23:00:00", "later payments count to the next day; 23:00:00 is usual for cards";
        qr_cutoff: "扫码日切", "QR cut-off";
        qr_cutoff_hint: "通常到半夜，写 23:59:59", "usually midnight: 23:59:59";
        fees: "手续费怎么算", "How fees are computed";
        rounding: "取整", "Rounding";
        refund_returns: "退款时退还手续费", "The fee comes back with a refund";
        list_amounts: "流量费、押金、服务费的常见金额", "Usual amounts of SIM fees, deposits and service charges";
        list_amounts_hint: "用空格隔开。账单里出现这些金额的扣款会单独指出。", "Separate with blanks. Deductions of these amounts are pointed out.";
        days: "日期", "Days";
        days_lead: "留空时按文件里的日期算。日期不会保存到下次。", "Left empty, the files decide. Days are not kept for the next time.";
        period: "核对哪几天的收款", "Takings of which days";
        statement: "银行流水包括哪几天", "Days the statement covers";
        from: "从", "From";
        to: "到", "To";
        save: "保存", "Save";
        save_check: "保存并重新核对", "Save and check again";
        saved: "已保存", "Saved";
        reset: "恢复默认值", "Back to the defaults";
        faults: "有几处要改，改好才能保存", "A few fields need a change before this can be saved";
        keep_typed: "没有写错", "It is right";
        not_kept: "浏览器不让保存，关闭页面后要重新填写。", "The browser does not allow storage; you will have to enter this again next time.";
    }
}

/// What a cycle means.
#[must_use]
pub fn cycle(lang: Lang, working_days: bool, days: u8) -> String {
    match (lang, working_days, days) {
        (Lang::Zh, true, 0) => "T+0：当天，遇休息日顺延".to_owned(),
        (Lang::En, true, 0) => "T+0: the same day, or the next working day".to_owned(),
        (Lang::Zh, true, 1) => "T+1：下一个工作日".to_owned(),
        (Lang::En, true, 1) => "T+1: the next working day".to_owned(),
        (Lang::Zh, true, _) => format!("T+{days}：{days} 个工作日后"),
        (Lang::En, true, _) => format!("T+{days}: after {days} working days"),
        (Lang::Zh, false, 0) => "D+0：当天".to_owned(),
        (Lang::En, false, 0) => "D+0: the same day".to_owned(),
        (Lang::Zh, false, 1) => "D+1：第二天，不管是不是工作日".to_owned(),
        (Lang::En, false, 1) => "D+1: the next day, working or not".to_owned(),
        (Lang::Zh, false, _) => format!("D+{days}：{days} 天后，不管是不是工作日"),
        (Lang::En, false, _) => format!("D+{days}: {days} days later, working or not"),
    }
}

/// Why a field is not taken, and what to type instead.
#[must_use]
pub fn field_error(lang: Lang, error: FieldError) -> String {
    match (lang, error) {
        (_, FieldError::Number(error)) => number_error(lang, error),
        (Lang::Zh, FieldError::Negative) => "不能是负数".to_owned(),
        (Lang::En, FieldError::Negative) => "must not be below nought".to_owned(),
        (Lang::Zh, FieldError::Zero) => "金额要大于 0；千位不要加逗号，例如 1000".to_owned(),
        (Lang::En, FieldError::Zero) => {
            "must be above nought; write thousands without a comma, as 1000".to_owned()
        }
        (Lang::Zh, FieldError::RateAsks { typed, meant }) => {
            format!(
                "{} % 高得少见。是 {} % 吗？",
                typed.percent(),
                meant.percent()
            )
        }
        (Lang::En, FieldError::RateAsks { typed, meant }) => format!(
            "{} % is unusually high. Is it {} %?",
            typed.percent(),
            meant.percent()
        ),
        (Lang::Zh, FieldError::CapBelowMin) => "封顶比最低还低".to_owned(),
        (Lang::En, FieldError::CapBelowMin) => "the cap is below the minimum".to_owned(),
        (Lang::Zh, FieldError::Twice) => {
            "这种付款方式已有一行；分档的话，填“只适用于超过”".to_owned()
        }
        (Lang::En, FieldError::Twice) => {
            "this way of paying has a line already; for a tier, fill in “only above”".to_owned()
        }
        (Lang::Zh, FieldError::Time) => "要写时间，例如 23:00".to_owned(),
        (Lang::En, FieldError::Time) => "must be a time, such as 23:00".to_owned(),
        (Lang::Zh, FieldError::Date) => "没有这一天".to_owned(),
        (Lang::En, FieldError::Date) => "there is no such day".to_owned(),
        (Lang::Zh, FieldError::HalfPeriod) => "起止两天要么都填，要么都留空".to_owned(),
        (Lang::En, FieldError::HalfPeriod) => "fill in both days, or neither".to_owned(),
        (Lang::Zh, FieldError::Backwards) => "最后一天在第一天之前".to_owned(),
        (Lang::En, FieldError::Backwards) => "the last day lies before the first".to_owned(),
        (Lang::Zh, FieldError::TooMany) => "最多 100 个金额".to_owned(),
        (Lang::En, FieldError::TooMany) => "at most 100 amounts".to_owned(),
    }
}

/// Why what was typed is no number.
#[must_use]
pub fn number_error(lang: Lang, error: NumberError) -> String {
    match (lang, error) {
        (Lang::Zh, NumberError::Empty) => "请填一个数".to_owned(),
        (Lang::En, NumberError::Empty) => "enter a number".to_owned(),
        (Lang::Zh, NumberError::Character(c)) => format!("“{c}”不是数字"),
        (Lang::En, NumberError::Character(c)) => format!("“{c}” does not belong to a number"),
        (Lang::Zh, NumberError::Malformed) => "只能是一个数".to_owned(),
        (Lang::En, NumberError::Malformed) => "must be one number".to_owned(),
        (Lang::Zh, NumberError::Ambiguous) => {
            "分不清逗号或空格是千位、小数点，还是隔开两个数。请写成 1234.50 这样".to_owned()
        }
        (Lang::En, NumberError::Ambiguous) => {
            "the comma or blank may part thousands, decimals or two numbers; write it like 1234.50"
                .to_owned()
        }
        (Lang::Zh, NumberError::Exponent) => "请写完整的数，不用科学记数".to_owned(),
        (Lang::En, NumberError::Exponent) => "write the number out in full".to_owned(),
        (Lang::Zh, NumberError::TooManyDecimals) => "最多两位小数，到分为止".to_owned(),
        (Lang::En, NumberError::TooManyDecimals) => "at most two decimals".to_owned(),
        (Lang::Zh, NumberError::TooLong) => "数太长了".to_owned(),
        (Lang::En, NumberError::TooLong) => "too many digits".to_owned(),
        (Lang::Zh, NumberError::OutOfRange) => "费率在 0 到 100 之间".to_owned(),
        (Lang::En, NumberError::OutOfRange) => "a rate lies between 0 and 100".to_owned(),
    }
}
