/*!
Payment providers outside of China, one entry each: which columns make their reports known and what
they hold. Sources: FORMATS.md C.

Adding a provider is one entry here, one line in `formats`, `names` and `text::import::format`, and
one fixture.
*/

use crate::money::Currency;
use crate::record::{Kind, Tender};

use super::grid::Part;
use super::header::{Head, HeadRow, Header};
use super::processor::{self, Layout, Names};
use super::processor_layouts::{
    ADYEN_ACCOUNTING, ADYEN_SETTLEMENT, PAYPAL, STRIPE, STRIPE_HISTORY, STRIPE_PAYMENTS,
    STRIPE_PAYOUTS,
};
use super::processor_money::Place::{None as Nowhere, One};
use super::reading::Reading;
use super::{Fit, ImportError};

/// One provider.
struct Provider {
    /// The format's name.
    name: &'static str,
    /// Its layouts, the one that says most first.
    layouts: &'static [Layout],
}

const PROVIDERS: &[Provider] = &[
    Provider {
        name: "stripe",
        layouts: &[
            STRIPE,
            Layout {
                has: &[&["reportingcategory"], &["gross"], &["net"]],
                ..STRIPE
            },
            Layout {
                has: &[
                    &["chargeid", "sourceid", "paymentintentid"],
                    &["gross"],
                    &["fee"],
                    &["net"],
                    &["currency"],
                ],
                ..STRIPE
            },
            STRIPE_HISTORY,
            STRIPE_PAYMENTS,
            STRIPE_PAYOUTS,
        ],
    },
    Provider {
        name: "adyen",
        layouts: &[ADYEN_SETTLEMENT, ADYEN_ACCOUNTING],
    },
    Provider {
        name: "paypal",
        layouts: &[PAYPAL],
    },
    Provider {
        name: "square",
        layouts: &[SQUARE],
    },
    Provider {
        name: "sumup",
        layouts: &[SUMUP_PAYOUTS, SUMUP],
    },
    Provider {
        name: "shopify",
        layouts: &[SHOPIFY, SHOPIFY_PAYOUTS],
    },
    Provider {
        name: "amazon",
        layouts: &[AMAZON, AMAZON_RANGE],
    },
    Provider {
        name: "checkout",
        layouts: &[CHECKOUT, CHECKOUT_ACTIONS, CHECKOUT_PAYOUTS],
    },
    Provider {
        name: "dlocal",
        layouts: &[DLOCAL, DLOCAL_OLD],
    },
];

/// Transactions of the dashboard, of 2018 and of today (C4).
const SQUARE: Layout = Layout {
    has: &[
        &["date"],
        &["totalcollected"],
        &["fees"],
        &["nettotal"],
        &["transactionid"],
    ],
    date: &["date"],
    time: &["time"],
    settled: &["depositdate"],
    kind: &[&["eventtype"]],
    status: &[&["transactionstatus"]],
    gross: One(&["totalcollected"]),
    fees: &[One(&["fees"])],
    more_fees: &[One(&["thirdpartyfees"])],
    fee_minus: true,
    net: One(&["nettotal"]),
    currency: &["currency"],
    home: Some(Currency::USD),
    tenders: &[&["cardbrand"]],
    tender_sums: &[
        (&["card"], Tender::Card),
        (&["cash"], Tender::Cash),
        (&["squaregiftcard"], Tender::Other),
        (&["othertender"], Tender::Other),
    ],
    number: &["paymentid", "transactionid"],
    order: &["orderreferenceid", "transactionid"],
    payout: &[&["depositid"]],
    card: &["pansuffix"],
    terminal: &["devicename"],
    merchant: &["location"],
    note: &["description"],
    ..Layout::NONE
};

/// Transactions, in English and German (C7).
const SUMUP: Layout = Layout {
    has: &[
        SUMUP_NUMBER,
        SUMUP_DATE,
        SUMUP_KIND,
        SUMUP_METHOD,
        SUMUP_AMOUNT,
        SUMUP_FEE,
        SUMUP_NET,
    ],
    date: SUMUP_DATE,
    time: &["time", "uhrzeit", "zeit"],
    settled: &["payoutdate", "auszahlungsdatum"],
    kind: &[SUMUP_KIND],
    status: &[&["status"]],
    gross: One(SUMUP_AMOUNT),
    fees: &[One(SUMUP_FEE)],
    unsigned: true,
    net: One(SUMUP_NET),
    currency: &["currency", "währung"],
    home: Some(Currency::EUR),
    tenders: &[SUMUP_METHOD, &["cardtype", "kartentyp"]],
    number: SUMUP_NUMBER,
    payout: &[&["payoutid", "auszahlungs-id", "auszahlungsid"]],
    card: &["last4digits", "letzte4ziffern"],
    note: &["description", "beschreibung"],
    ..Layout::NONE
};
const SUMUP_KIND: Names = &[
    "type",
    "transactiontype",
    "typ",
    "art",
    "transaktionsart",
    "transaktionstyp",
];
const SUMUP_METHOD: Names = &[
    "paymentmethod",
    "paymenttype",
    "zahlungsart",
    "zahlungsmethode",
    "zahlungsmittel",
];
const SUMUP_DATE: Names = &["date", "datum", "datumuhrzeit"];
const SUMUP_NUMBER: Names = &[
    "transactionid",
    "transaktions-id",
    "transaktionsid",
    "transactioncode",
    "transaktionscode",
    "transaktionsnummer",
];
const SUMUP_AMOUNT: Names = &[
    "amount",
    "total",
    "betrag",
    "bruttobetrag",
    "brutto",
    "gesamt",
    "betraginklmwst",
];
const SUMUP_FEE: Names = &["fee", "fees", "gebühr", "gebühren", "provision"];
const SUMUP_NET: Names = &[
    "netamount",
    "nettobetrag",
    "net",
    "netto",
    "payout",
    "auszahlung",
    "auszahlungsbetrag",
];

/// The export that names payouts, and the German one of the account (C7).
const SUMUP_PAYOUTS: Layout = Layout {
    has: &[
        SUMUP_NUMBER,
        SUMUP_DATE,
        SUMUP_KIND,
        &["status"],
        &["total", "betraginklmwst"],
        SUMUP_FEE,
    ],
    ..SUMUP
};

/// Transactions of Shopify Payments (C5); they name the day of their payout and seldom its number.
const SHOPIFY: Layout = Layout {
    has: &[
        &["transactiondate"],
        &["type"],
        &["payoutstatus"],
        &["payoutdate"],
        &["amount"],
        &["fee"],
        &["net"],
    ],
    date: &["transactiondate"],
    settled: &["payoutdate"],
    kind: &[&["type"]],
    gross: One(&["amount"]),
    fees: &[One(&["fee"])],
    net: One(&["net"]),
    currency: &["currency", "payoutcurrency"],
    tenders: &[&["paymentmethodname"], &["cardbrand"]],
    number: &["transactionid", "id"],
    order: &["order"],
    payout: &[&["payoutid"]],
    ..Layout::NONE
};

/// Payouts of Shopify Payments, one a row (C5).
const SHOPIFY_PAYOUTS: Layout = Layout {
    has: &[
        &["payoutdate"],
        &["status"],
        &["charges"],
        &["refunds"],
        &["adjustments"],
        &["total"],
    ],
    date: &["payoutdate"],
    always: Some(Kind::Payout),
    status: &[&["status"]],
    gross: One(&["total"]),
    unsigned: true,
    currency: &["currency"],
    number: &["bankreference", "payoutid"],
    payout: &[&["payoutid"]],
    note: &["status"],
    ..Layout::NONE
};

/// Settlement report V2 (C6). Its first row is the payout, and names the currency of all.
const AMAZON: Layout = Layout {
    has: &[
        &["settlement-id"],
        &["transaction-type"],
        &["amount-type"],
        &["amount"],
        &["total-amount"],
    ],
    date: &["posted-date-time", "posted-date"],
    settled: &["deposit-date"],
    kind: &[
        &["transaction-type"],
        &["amount-type"],
        &["amount-description"],
    ],
    rules: &[
        (&["current reserve"], Kind::Reserve),
        (&["previous reserve"], Kind::ReserveReleased),
        (&["chargeback refund"], Kind::Chargeback),
        (&["withheldtax"], Kind::Tax),
        (&["itemfees"], Kind::Fee),
        (&["shipmentfees"], Kind::Fee),
        (&["servicefee"], Kind::Fee),
        (&["advertising"], Kind::Fee),
        (&["promotion"], Kind::Adjustment),
        (&["reimbursement"], Kind::Adjustment),
        (&["refund", "itemprice"], Kind::Refund),
        (&["order", "itemprice"], Kind::Sale),
        (&["other-transaction", "fee"], Kind::Fee),
        (&["other-transaction"], Kind::Adjustment),
    ],
    gross: One(&["amount"]),
    paid: &["total-amount"],
    currency: &["currency"],
    number: &["order-item-code"],
    order: &["order-id"],
    payout: &[&["settlement-id"]],
    ties: true,
    merchant: &["marketplace-name"],
    ..Layout::NONE
};

/// Transactions of a range of days, in English and German: the total of each row is what is paid out,
/// and its parts but for the fees are what was sold (names as the reports have them).
const AMAZON_RANGE: Layout = Layout {
    has: &[
        AMAZON_DATE,
        AMAZON_SETTLEMENT,
        &["productsales", "umsätze"],
        AMAZON_FEES,
        AMAZON_TOTAL,
    ],
    date: AMAZON_DATE,
    kind: &[&["type", "typ"]],
    rules: &[
        (&["transfer"], Kind::Payout),
        (&["übertrag"], Kind::Payout),
        (&["bestellung"], Kind::Sale),
        (&["erstattung"], Kind::Refund),
    ],
    fees: &[
        One(AMAZON_FEES),
        One(&["fbafees", "gebührenzuversanddurchamazon"]),
        One(&["othertransactionfees", "anderetransaktionsgebühren"]),
    ],
    fee_minus: true,
    net: One(AMAZON_TOTAL),
    order: &["orderid", "bestellnummer"],
    payout: &[AMAZON_SETTLEMENT],
    merchant: &["marketplace"],
    note: &["description", "beschreibung"],
    ..Layout::NONE
};
const AMAZON_DATE: Names = &["date/time", "datum/uhrzeit"];
const AMAZON_SETTLEMENT: Names = &["settlementid", "abrechnungsnummer"];
const AMAZON_FEES: Names = &["sellingfees", "verkaufsgebühren"];
const AMAZON_TOTAL: Names = &["total", "gesamt"];

/// Settlement breakdown (C8). `Merchant Payout` is what a payout costs, not the payout itself.
const CHECKOUT: Layout = Layout {
    has: &[
        &["grossinholdingcurrency"],
        &["netinholdingcurrency"],
        &["holdingcurrency"],
    ],
    date: CHECKOUT_DAYS,
    settled: &["payoutdate"],
    kind: &[&["type"]],
    rules: &[
        (&["merchant payout"], Kind::Fee),
        (&["token"], Kind::Fee),
        (&["account updater"], Kind::Fee),
        (&["authentication"], Kind::Fee),
        (&["authorization"], Kind::Fee),
        (&["card verification"], Kind::Fee),
    ],
    gross: One(&["grossinholdingcurrency"]),
    fees: &[One(&["deductioninholdingcurrency"])],
    fee_minus: true,
    rounded: true,
    net: One(&["netinholdingcurrency"]),
    currency: &["holdingcurrency"],
    tenders: &[&["paymentmethod"], &["cardscheme", "scheme"]],
    number: &["paymentid", "actionid"],
    order: &["reference"],
    payout: &[&["payoutid"]],
    merchant: &["cliententityname", "entityname"],
    ..Layout::NONE
};
const CHECKOUT_DAYS: Names = &[
    "processedon",
    "processedon(utc)",
    "transactiondate",
    "actiondate",
    "requestedon",
    "requestedon(utc)",
    "valuedate",
    "timestamp",
    "date",
];

/// Financial actions: one row a movement, fees among them (C8).
const CHECKOUT_ACTIONS: Layout = Layout {
    has: &[
        &["actionid"],
        &["breakdowntype"],
        &["holdingcurrencyamount"],
        &["holdingcurrency"],
    ],
    kind: &[&["breakdowntype"], &["actiontype"]],
    gross: One(&["holdingcurrencyamount"]),
    fees: &[],
    net: Nowhere,
    ..CHECKOUT
};

/// Payouts, one a row (C8).
const CHECKOUT_PAYOUTS: Layout = Layout {
    has: &[&["payoutid"], &["payoutamount"]],
    date: &["payoutdate", "date"],
    always: Some(Kind::Payout),
    gross: One(&["payoutamount"]),
    unsigned: true,
    rounded: true,
    currency: &["payoutcurrency", "holdingcurrency", "currency"],
    number: &["payoutid"],
    payout: &[&["payoutid"]],
    merchant: &["cliententityname", "entityname"],
    note: &["payoutstatus", "status"],
    ..Layout::NONE
};

/// Cross-border settlement (C8); its payout stands above the table.
const DLOCAL: Layout = Layout {
    has: &[&["rowtype"], &["netamount"], &["feeamount"]],
    date: &[
        "creationdate",
        "processingdate",
        "approvaldate",
        "transactiondate",
    ],
    settled: &["transferdate", "settlementdate"],
    kind: &[&["rowtype"]],
    rules: &[
        (&["settlement_fee"], Kind::Fee),
        (&["transaction"], Kind::Sale),
    ],
    rounded: true,
    gross: One(&["grossamount"]),
    fees: &[One(&["feeamount"])],
    net: One(&["netamount"]),
    currency: &["settlementcurrency"],
    tenders: &[&["paymentmethodtype"], &["paymentmethod"]],
    number: &["dlocaltransactionid", "transactionid"],
    order: &["transactionid", "merchantreference", "invoice"],
    ties: true,
    merchant: &["mid"],
    note: &["description"],
    ..Layout::NONE
};

/// The older form, parted by semicolons (C8). Reports of refunds and chargebacks have no dollars in it,
/// and no minus.
const DLOCAL_OLD: Layout = Layout {
    has: &[
        &["type"],
        &["creationdate"],
        &["settlementdate"],
        &["amount(usd)"],
    ],
    date: &["creationdate"],
    settled: &["settlementdate"],
    kind: &[&["type"]],
    status: &[&["status"]],
    rounded: true,
    gross: One(&["amount(usd)"]),
    local: Some((&["netamount(local)"], &["currency"])),
    unsigned: true,
    fees: &[One(&["fee"])],
    home: Some(Currency::USD),
    tenders: &[&["paymentmethod"]],
    number: &["reference"],
    order: &["invoice"],
    ..Layout::NONE
};

/// The layout that a file has, and its header.
fn layout<'h>(name: &str, head: &'h Head) -> Option<(&'static Layout, &'h HeadRow)> {
    let provider = PROVIDERS.iter().find(|provider| provider.name == name)?;
    provider
        .layouts
        .iter()
        .find_map(|layout| Some((layout, head.find(layout.has)?)))
}

/// Whether a file is this provider's report, by its columns.
pub fn sniff(name: &str, head: &Head) -> Fit {
    if layout(name, head).is_some() {
        Fit::Sure
    } else {
        Fit::No
    }
}

/// Reads a report of this provider.
///
/// # Errors
/// [`ImportError::MissingColumn`].
pub fn read(
    name: &'static str,
    part: &Part<'_>,
    head: &Head,
    out: &mut Reading<'_>,
) -> Result<(), ImportError> {
    if let Some((layout, row)) = layout(name, head) {
        return processor::read(layout, part, head, &Header::at(row, name), out);
    }
    // She names the provider: the column that its first layout lacks is told.
    let provider = PROVIDERS.iter().find(|provider| provider.name == name);
    let wanted = provider.and_then(|provider| provider.layouts.first());
    let wanted = wanted.map_or(&[] as &[Names], |layout| layout.has);
    Header::find(head, name, wanted).map(|_| ())
}
