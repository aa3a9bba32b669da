//! Names, sources and marks of the presets.

use crate::fees::{Mark, Preset};
use crate::text::Lang;

/// The name of a preset.
#[must_use]
pub const fn preset_name(lang: Lang, preset: Preset) -> &'static str {
    let (zh, en) = names(preset);
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

const fn names(preset: Preset) -> (&'static str, &'static str) {
    match preset {
        Preset::ChinaPos => ("POS 常见方案", "Usual POS plan, China"),
        Preset::ChinaPosCap25 => ("POS，借记卡封顶 25", "POS, debit capped at 25"),
        Preset::ChinaPosLow => ("POS 较低方案", "Cheaper POS plan"),
        Preset::ChinaQrTier => ("扫码分档，大额 0.55 %", "QR in tiers, 0.55 % above 1,000"),
        Preset::ChinaContactless => ("云闪付，1000 以内优惠", "UnionPay QR, cheap up to 1,000"),
        Preset::ChinaInstant => ("POS 加秒到，每笔 2 元", "POS with same-day, 2 a payment"),
        Preset::WechatDirect => ("微信直连", "WeChat Pay direct"),
        Preset::AlipayDirect => ("支付宝当面付", "Alipay direct"),
        Preset::ChinaPosDiscount => ("POS 优惠类商户", "POS, supermarkets and fuel"),
        Preset::PaypalCn => ("PayPal 贝宝中国，国际收款", "PayPal China, from abroad"),
        Preset::StripeTerminal => ("Stripe 美国，刷卡", "Stripe US, in person"),
        Preset::SquarePresent15 => (
            "Square 美国，刷卡，2025 年起",
            "Square US, card present, since 2025",
        ),
        Preset::SquareUk => ("Square 英国，刷卡", "Square UK, card present"),
        Preset::SquareUkOnline => ("Square 英国，网上", "Square UK, online"),
        Preset::ShopifyUs => ("Shopify Payments 美国", "Shopify Payments US"),
        Preset::Mollie => ("Mollie，银行卡", "Mollie, cards"),
        Preset::ZettleUk => ("Zettle 英国", "Zettle UK"),
        Preset::StripeUs => ("Stripe 美国", "Stripe US"),
        Preset::StripeEea => ("Stripe 欧元区", "Stripe euro area"),
        Preset::StripeUk => ("Stripe 英国", "Stripe UK"),
        Preset::StripeJp => ("Stripe 日本", "Stripe Japan"),
        Preset::SquarePresent => ("Square 美国，刷卡", "Square US, card present"),
        Preset::SquareKeyed => ("Square 美国，手输卡号", "Square US, keyed"),
        Preset::SquareOnline => ("Square 美国，网上", "Square US, online"),
        Preset::PaypalUs => ("PayPal 美国", "PayPal US"),
        Preset::SumUp => ("SumUp", "SumUp"),
        Preset::InterchangeEu => ("欧盟交换费（IC++ 的底价）", "EU interchange (base of IC++)"),
        Preset::AdyenEu => ("Adyen 欧盟，IC++", "Adyen EU, IC++"),
    }
}

/// Where a preset was read, and what to know about it.
#[must_use]
pub const fn preset_source(lang: Lang, preset: Preset) -> &'static str {
    let (zh, en) = sources(preset);
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

const fn sources(preset: Preset) -> (&'static str, &'static str) {
    match preset {
        Preset::ChinaPos => (
            "代理商公开报价：贷记卡 0.60 %，借记卡 0.50 % 封顶 20，扫码 0.38 %",
            "Agents' published prices: credit 0.60 %, debit 0.50 % capped at 20, QR 0.38 %",
        ),
        Preset::ChinaPosCap25 => (
            "借记卡封顶 25 元也常见，没有找到可引用的页面",
            "A debit cap of 25 is common too; no page to cite was found",
        ),
        Preset::ChinaPosLow => (
            "一套公开的收单系统里的配置：0.52 %、0.42 % 封顶 18、扫码 0.38 %",
            "Configuration of a published acquiring system: 0.52 %, 0.42 % capped at 18, QR 0.38 %",
        ),
        Preset::ChinaQrTier => (
            "市场报价：1000 以内 0.38 %，大额扫码 0.55 %",
            "Market prices: 0.38 % up to 1,000, large QR payments 0.55 %",
        ),
        Preset::ChinaContactless => (
            "代理商公开报价：1000 以内 0.38 %，超过按刷卡 0.60 %",
            "Agents' published prices: 0.38 % up to 1,000, above it 0.60 % as for swiping",
        ),
        Preset::ChinaInstant => (
            "代理系统文档：10000 × 0.60 % 加 2 元，共 62 元",
            "An agent system's document: 10,000 × 0.60 % and 2, together 62",
        ),
        Preset::WechatDirect => (
            "转载的微信支付结算规则表（703 小微、719 个体户）：0.60 %，T+1",
            "WeChat Pay's table of settlement rules as copied (703, 719): 0.60 %, T+1",
        ),
        Preset::AlipayDirect => (
            "开发者文章：当面付 0.60 %，部分商户 0.38 %",
            "Developers' articles: 0.60 %, for some merchants 0.38 %",
        ),
        Preset::ChinaPosDiscount => (
            "科普文章：超市、加油站等优惠类商户 0.38 %；减免类（公立医院、学校）另议，通常为 0",
            "An article: 0.38 % for supermarkets and filling stations; public hospitals and schools by agreement, usually 0",
        ),
        Preset::PaypalCn => (
            "贝宝中国费用中心：商业付款（国际）4.4 % + 2.20 元，曾有优惠 3.95 %；结算成人民币另收，标准 1.0 %；退款不退手续费",
            "PayPal China's fee page: international commercial payments 4.4 % + 2.20 yuan, at times 3.95 %; settling in yuan costs extra, 1.0 % by standard; fees are kept on refunds",
        ),
        Preset::StripeTerminal => (
            "第三方费率表：刷卡 2.7 % + 0.05，外国卡再加 1.5 %",
            "Third parties' tables: 2.7 % + 0.05 in person, foreign cards 1.5 % more",
        ),
        Preset::StripeUk => (
            "Stripe 官方支持页（2023-04-10 起）：英国标准卡 1.5 % + 0.20，外国卡 3.25 % + 0.20；欧洲卡 2.5 %、高端卡 1.9 % 请自己改",
            "Stripe's support page (since 2023-04-10): standard UK cards 1.5 % + 0.20, international 3.25 % + 0.20; EEA cards are 2.5 % and premium cards 1.9 %",
        ),
        Preset::SquarePresent15 => (
            "Square 卖家社区（2025-05）：刷卡 2.6 % + 0.15",
            "Square's sellers' community (May 2025): 2.6 % + 0.15 in person",
        ),
        Preset::SquareUk | Preset::SquareUkOnline => (
            "Square 英国费率页（2024-11-22）：刷卡 1.75 %；网上英国卡 1.4 % + 0.25，外国卡 2.5 % + 0.25；发票和手输 2.5 %；即时到账另收 1.5 %",
            "Square UK's fee schedule (2024-11-22): 1.75 % in person; online 1.4 % + 0.25 for UK cards and 2.5 % + 0.25 for others; invoices and keyed 2.5 %; instant transfer 1.5 % more",
        ),
        Preset::ShopifyUs => (
            "第三方文章：Basic 套餐 2.9 % + 0.30，外国卡再加 1.5 %；套餐越高费率越低，退款不退手续费",
            "Articles: 2.9 % + 0.30 on the Basic plan, foreign cards 1.5 % more; dearer plans pay less, fees are kept on refunds",
        ),
        Preset::Mollie => (
            "Mollie 官方帮助：欧洲个人卡 1.8 % + 0.25，其他卡 2.8 % + 0.25；每笔先向上取整，月底多收的退回",
            "Mollie's help: European consumer cards 1.8 % + 0.25, others 2.8 % + 0.25; each fee is rounded up at first and the rest settled monthly",
        ),
        Preset::ZettleUk => (
            "转载的介绍：刷卡 1.75 %，发票和付款链接（其他）2.5 %；退款退回手续费",
            "By copied accounts: 1.75 % by reader, 2.5 % for invoices and links (other); fees come back with refunds",
        ),
        Preset::StripeUs | Preset::StripeEea | Preset::StripeJp => (
            "第三方费率表；外国卡、换汇另收。取整规则见 Stripe 官方说明：到分四舍五入",
            "A third party's table; foreign cards and conversion cost more. Stripe's own page says fees are rounded half up to the cent",
        ),
        Preset::SquarePresent => (
            "Square 官方帮助（2019-09-24 起 2.6 % + 0.10）；2025 年起可能是 0.15，请看自己的账单",
            "Square's help (2.6 % + 0.10 since 2019-09-24); possibly 0.15 since 2025: check your own bill",
        ),
        Preset::SquareKeyed | Preset::SquareOnline => ("第三方文章", "Articles of third parties"),
        Preset::PaypalUs => (
            "第三方文章（2022–2026）：银行卡 2.99 % + 0.49，钱包（其他）3.49 % + 0.49，国际（外卡）4.99 % + 0.49；店内扫码 2.29 % + 0.09 没有找到来源",
            "Articles of 2022–2026: cards 2.99 % + 0.49, wallet (other) 3.49 % + 0.49, from abroad 4.99 % + 0.49; in-store QR 2.29 % + 0.09 without a source",
        ),
        Preset::SumUp => (
            "常见说法 1.69 %，没有找到官方页面",
            "1.69 % by common account; no official page was found",
        ),
        Preset::AdyenEu => (
            "Adyen 官方帮助：收单费 0.60 % 起，加欧盟条例的交换费（消费者借记卡 0.20 %、贷记卡 0.30 %）；卡组织费和每笔处理费照合同加上",
            "Adyen's help: its own fee begins at 0.60 %, beside the EU's interchange (consumer debit 0.20 %, credit 0.30 %); add scheme fee and processing fee from your contract",
        ),
        Preset::InterchangeEu => (
            "欧盟条例 2015/751：消费者借记卡 0.20 %、贷记卡 0.30 %；卡组织费和加价照合同填在“每笔加收”和费率里",
            "Regulation (EU) 2015/751: consumer debit 0.20 %, credit 0.30 %; add scheme fee and markup from your contract",
        ),
    }
}

/// How far a preset can be trusted.
#[must_use]
pub const fn mark(lang: Lang, mark: Mark) -> &'static str {
    match (lang, mark) {
        (Lang::Zh, Mark::Official) => "官方资料",
        (Lang::En, Mark::Official) => "official source",
        (Lang::Zh, Mark::Secondary) => "二手资料",
        (Lang::En, Mark::Secondary) => "secondary source",
        (Lang::Zh, Mark::Unverified) => "未经核实",
        (Lang::En, Mark::Unverified) => "not verified",
    }
}
