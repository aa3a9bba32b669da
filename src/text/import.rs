/*!
What the reader says of a file: each sentence names what happened, where, and what to do.

Every function matches on the language or has a twin for each, so a sentence without its twin does
not compile.
*/

use crate::record::Side;

use super::Lang;

mod checks;
mod faults;

pub use checks::{control, control_kind, warning};
pub use faults::{error, refused};

/// What a side is called.
#[must_use]
pub const fn side(lang: Lang, side: Side) -> &'static str {
    match (side, lang) {
        (Side::Register, Lang::Zh) => "收银记录",
        (Side::Register, Lang::En) => "Register",
        (Side::Provider, Lang::Zh) => "收单机构账单",
        (Side::Provider, Lang::En) => "Provider’s bill",
        (Side::Bank, Lang::Zh) => "银行流水",
        (Side::Bank, Lang::En) => "Bank statement",
    }
}

/// What a format is called, by its name in `import::FORMAT_NAMES`.
#[must_use]
pub fn format(lang: Lang, name: &str) -> &'static str {
    let (zh, en) = match name {
        "register" => ("收银系统导出表", "Register export"),
        "lakala_jy" => ("拉卡拉交易明细（JY）", "Lakala transactions (JY)"),
        "wechat_trade" => ("微信支付交易账单", "WeChat Pay trade bill"),
        "wechat_fund" => ("微信支付资金账单", "WeChat Pay fund flow"),
        "alipay_trade" => ("支付宝商家业务明细", "Alipay merchant details"),
        "alipay_account" => ("支付宝商家账务明细", "Alipay merchant account movements"),
        "alipay_summary" => ("支付宝商家业务汇总", "Alipay merchant summary"),
        "lakala_js" => ("拉卡拉结算明细（JS、D0）", "Lakala settlement (JS, D0)"),
        "lakala_fq" => ("拉卡拉分期明细（JY_FQ）", "Lakala instalments (JY_FQ)"),
        "unionpay_zm" => ("银联商户流水（ZM）", "UnionPay merchant file (ZM)"),
        "unionpay_com" => ("银联收单流水（COM）", "UnionPay acquirer file (COM)"),
        "citic_pos" => ("中信银行 POS 收单对账单", "CITIC Bank POS bill"),
        "ceb" => ("光大银行收单对账单", "CEB acquiring bill"),
        "chinaums" => ("银联商务对账单", "ChinaUMS bill"),
        "allinpay" => ("通联收银宝对账单", "Allinpay bill (收银宝)"),
        "allinpay_yst" => ("通联云商通对账单", "Allinpay bill (云商通)"),
        "allinpay_pos" => ("通联 POS 日对账单", "Allinpay POS daily bill"),
        "leshua" => ("乐刷对账单", "Leshua bill"),
        "yeepay" => ("易宝支付对账单", "YeePay bill"),
        "suixingpay" => ("随行付对账单", "Suixingpay bill"),
        "bill" => (
            "收单账单（按列名识别）",
            "Provider’s bill (by column names)",
        ),
        "wechat_personal" => ("微信个人账单", "WeChat personal bill"),
        "alipay_personal" => ("支付宝个人账单", "Alipay personal bill"),
        "meituan" => ("美团账单", "Meituan bill"),
        "jd" => ("京东账单", "JD bill"),
        "stripe" => ("Stripe 余额与打款报表", "Stripe balance and payout reports"),
        "adyen" => (
            "Adyen 结算与入账报表",
            "Adyen settlement and accounting reports",
        ),
        "paypal" => ("PayPal 交易活动", "PayPal activity"),
        "paypal_report" => ("PayPal 结算报告（STL/TRR）", "PayPal report (STL/TRR)"),
        "square" => ("Square 交易明细", "Square transactions"),
        "sumup" => ("SumUp 交易明细", "SumUp transactions"),
        "shopify" => ("Shopify Payments 账单", "Shopify Payments report"),
        "amazon" => ("亚马逊结算报告（V2）", "Amazon settlement report (V2)"),
        "checkout" => ("Checkout.com 结算报表", "Checkout.com settlement report"),
        "dlocal" => ("dLocal 结算报表", "dLocal settlement report"),
        "trustly" => ("Trustly 结算报表", "Trustly settlement report"),
        "icbc" => ("工商银行流水", "ICBC statement"),
        "cmb" => ("招商银行流水", "CMB statement"),
        "boc" => ("中国银行流水", "BOC statement"),
        "ccb" => ("建设银行流水", "CCB statement"),
        "abc" => ("农业银行流水", "ABC statement"),
        "bocom" => ("交通银行流水", "Bank of Communications statement"),
        "citic" => ("中信银行流水", "CITIC Bank statement"),
        "spdb" => ("浦发银行流水", "SPD Bank statement"),
        "cgb" => ("广发银行流水", "CGB statement"),
        "psbc" => ("邮储银行流水", "PSBC statement"),
        "pingan" => ("平安银行流水", "Ping An Bank statement"),
        "minsheng" => ("民生银行流水", "Minsheng Bank statement"),
        "cib" => ("兴业银行流水", "Industrial Bank statement"),
        "hsbc" => ("汇丰银行（香港）流水", "HSBC Hong Kong statement"),
        "camt" => ("CAMT.052/053/054 对账单", "CAMT.052/053/054 statement"),
        "mt940" => ("MT940/MT942 对账单", "MT940/MT942 statement"),
        "ofx" => ("OFX / QFX 对账单", "OFX / QFX statement"),
        "qif" => ("QIF 对账单", "QIF statement"),
        "bai2" => ("BAI2 对账单", "BAI2 statement"),
        "bmo" => ("蒙特利尔银行（BMO）流水", "BMO statement"),
        "td" => ("道明银行（TD）流水", "TD statement"),
        "bank" => ("银行流水（按列名识别）", "Bank statement (by column names)"),
        "proven" => (
            "没见过的格式，凭数字认出",
            "Unknown layout, known by its numbers",
        ),
        "mapped" => ("您指明过各列的表格", "A table whose columns you mapped"),
        _ => ("其他格式", "Other format"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
#[cfg(test)]
mod tests {
    use super::{control, error, format, refused, side, warning};
    use crate::calendar::{DateError, Day};
    use crate::import::{
        Control, ControlKind, ControlValue, FORMAT_NAMES, ImportError, Refused, RefusedReason,
        Warning,
    };
    use crate::money::{Amount, Currency, NumberError};
    use crate::record::Side;
    use crate::text::Lang;

    fn row(reason: RefusedReason) -> Refused {
        Refused {
            place: String::new(),
            part: 0,
            row: 37,
            column: "金额".to_owned(),
            text: "12,3O.00".to_owned(),
            reason,
        }
    }

    fn reasons() -> Vec<RefusedReason> {
        let numbers = [
            NumberError::Empty,
            NumberError::Character('O'),
            NumberError::Malformed,
            NumberError::Ambiguous,
            NumberError::Exponent,
            NumberError::TooManyDecimals,
            NumberError::TooLong,
            NumberError::OutOfRange,
        ];
        let days = [DateError::Empty, DateError::Malformed, DateError::NoSuchDay];
        let rest = [
            RefusedReason::Short,
            RefusedReason::Kind,
            RefusedReason::Currency,
            RefusedReason::Direction,
        ];
        let numbers = numbers.into_iter().map(RefusedReason::Amount);
        numbers
            .chain(days.into_iter().map(RefusedReason::Date))
            .chain(rest)
            .collect()
    }

    fn sentences(lang: Lang) -> Vec<String> {
        let text = || "x".to_owned();
        let day = Day::from_ymd(2026, 3, 1).unwrap_or(Day::from_epoch(0));
        let errors = [
            ImportError::Empty,
            ImportError::TooLarge { bytes: 2 << 30 },
            ImportError::Picture("PNG".to_owned()),
            ImportError::Document("PDF".to_owned()),
            ImportError::Binary,
            ImportError::Container("7-Zip".to_owned()),
            ImportError::ErrorReply("No Bill Exist".to_owned()),
            ImportError::UnknownLayout {
                header: vec![text(), String::new()],
            },
            ImportError::MissingColumn {
                format: "icbc".to_owned(),
                column: text(),
            },
            ImportError::NothingReadable {
                format: "cmb".to_owned(),
                first: row(RefusedReason::Short),
            },
            ImportError::AlreadyLoaded { name: text() },
            ImportError::TooManyRows,
        ];
        let warnings = [
            Warning::DamagedIds {
                rows: 2,
                first_row: 3,
            },
            Warning::DuplicateRows {
                rows: 2,
                first_row: 3,
            },
            Warning::MaybeCut { rows: 5000 },
            Warning::NetDiffers {
                rows: 2,
                first_row: 3,
            },
            Warning::Undated {
                rows: 2,
                first_row: 3,
            },
            Warning::UnitDiffers { fen: true },
            Warning::UnitDiffers { fen: false },
            Warning::Repeated {
                parts: 1,
                first: text(),
            },
            Warning::NoRows,
            Warning::MissingDays {
                first: day,
                days: 2,
            },
        ];
        let sum = |minor| ControlValue::Sum(Amount::new(minor, Currency::CNY));
        let controls = [
            (ControlKind::Fees, sum(1), sum(1)),
            (ControlKind::Fees, sum(1), sum(2)),
            (
                ControlKind::Rows,
                ControlValue::Count(3),
                ControlValue::Count(1),
            ),
            (
                ControlKind::BalanceChain,
                ControlValue::Count(3),
                ControlValue::Count(3),
            ),
            (
                ControlKind::BalanceChain,
                ControlValue::Count(3),
                ControlValue::Count(1),
            ),
        ];
        let mut all: Vec<String> = errors.iter().map(|e| error(lang, "x.csv", e)).collect();
        all.extend(warnings.iter().map(|w| warning(lang, w)));
        all.extend(
            reasons()
                .into_iter()
                .map(|reason| refused(lang, &row(reason))),
        );
        all.extend(
            controls.map(|(kind, stated, read)| control(lang, &Control { kind, stated, read })),
        );
        all
    }

    #[test]
    fn every_sentence_is_whole_in_both_languages() {
        let (chinese, english) = (sentences(Lang::Zh), sentences(Lang::En));
        assert_eq!(chinese.len(), english.len());
        for sentence in &chinese {
            assert!(
                sentence.ends_with('。') && !sentence.contains('！'),
                "{sentence}"
            );
        }
        for sentence in &english {
            let plain = sentence.replace("“金额”", "").replace("金额", "");
            assert!(
                sentence.ends_with('.') && !sentence.contains('!'),
                "{sentence}"
            );
            assert!(
                !plain.contains(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
                "{sentence}"
            );
        }
        let mut distinct: Vec<&String> = chinese.iter().collect();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), chinese.len());
    }

    #[test]
    fn an_unreadable_amount_is_told_as_promised() {
        let told = refused(
            Lang::Zh,
            &row(RefusedReason::Amount(NumberError::Character('O'))),
        );
        assert_eq!(
            told,
            "第 37 行的金额“12,3O.00”读不出来（含有“O”）。已跳过这一行。"
        );
        let in_a_sheet = Refused {
            place: "账单.zip › 三月".to_owned(),
            ..row(RefusedReason::Short)
        };
        for (lang, begin) in [
            (Lang::Zh, "“账单.zip › 三月”第 37 行"),
            (Lang::En, "“账单.zip › 三月”, row 37: "),
        ] {
            let told = refused(lang, &in_a_sheet);
            assert!(told.starts_with(begin), "{told}");
        }
    }

    #[test]
    fn every_format_and_side_has_its_own_name() {
        for lang in Lang::ALL {
            for (name, of) in FORMAT_NAMES {
                assert_ne!(format(lang, name), format(lang, ""), "{name}");
                assert!(!side(lang, *of).is_empty());
            }
        }
        assert_eq!(side(Lang::Zh, Side::Bank), "银行流水");
    }
}
