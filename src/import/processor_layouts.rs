//! The layouts of Stripe, Adyen and PayPal (FORMATS.md C1-C3), for the table in `processors`.

use crate::record::Kind;

use super::processor::{Layout, Names};
use super::processor_money::Place::{One, Two};
use super::processor_words::Rule;

/// Itemised reports; their columns are chosen by the user (C1).
pub const STRIPE: Layout = Layout {
    has: &[&["balancetransactionid"], &["gross"], &["net"]],
    date: &[
        "created",
        "createdutc",
        "effectiveat",
        "effectiveatutc",
        "automaticpayouteffectiveat",
        "automaticpayouteffectiveatutc",
        "availableon",
        "availableonutc",
    ],
    // What is available goes out with that day's payout.
    settled: &[
        "automaticpayouteffectiveat",
        "automaticpayouteffectiveatutc",
        "availableon",
        "availableonutc",
    ],
    kind: &[&["reportingcategory", "type"]],
    gross: One(&["gross"]),
    fees: &[One(&["fee"])],
    net: One(&["net"]),
    currency: &["currency"],
    tenders: &[&["cardfunding"], &["paymentmethodtype"], &["cardbrand"]],
    number: &["sourceid", "chargeid", "balancetransactionid", "payoutid"],
    origin: &["chargeid", "paymentintentid"],
    order: &["orderid", "paymentintentid"],
    payout: &[&["automaticpayoutid", "payoutid"]],
    card: &["cardlast4"],
    note: &["description"],
    ..Layout::NONE
};

/// The balance history of the dashboard (C1).
pub const STRIPE_HISTORY: Layout = Layout {
    has: &[
        &["id"],
        &["type"],
        &["amount"],
        &["fee", "fees"],
        &["net"],
        &["created(utc)", "created"],
        &["availableon(utc)", "availableon"],
    ],
    date: &["created(utc)", "created"],
    settled: &[
        "transferdate(utc)",
        "transferdate",
        "availableon(utc)",
        "availableon",
    ],
    kind: &[&["type"]],
    gross: One(&["amount"]),
    fees: &[One(&["fee", "fees"])],
    net: One(&["net"]),
    currency: &["currency"],
    number: &["source", "sourceid", "id"],
    payout: &[&["transfer"]],
    note: &["description"],
    ..Layout::NONE
};

/// The list of payments of the dashboard (C1): one row each, with what was given back of it. It bears
/// the sums in the currency of the account beside those in the customer's.
pub const STRIPE_PAYMENTS: Layout = Layout {
    has: &[
        &["id"],
        &["created(utc)", "createddate(utc)"],
        &["amount"],
        &["amountrefunded"],
        &["currency"],
        &["fee"],
        &["status"],
    ],
    date: &["created(utc)", "createddate(utc)"],
    always: Some(Kind::Sale),
    status: &[&["status"]],
    gross: One(&["convertedamount", "amount"]),
    fees: &[One(&["fee"])],
    refunded: &["convertedamountrefunded", "amountrefunded"],
    currency: &["convertedcurrency", "currency"],
    tenders: &[&["cardfunding"], &["paymentsourcetype"], &["cardbrand"]],
    number: &["id"],
    order: &["paymentintentid"],
    payout: &[&["transfer"]],
    card: &["cardlast4"],
    note: &["description"],
    ..Layout::NONE
};

/// The list of payouts of the dashboard (C1).
pub const STRIPE_PAYOUTS: Layout = Layout {
    has: &[
        &["id"],
        &["amount"],
        &["created(utc)", "createddate(utc)"],
        &["arrivaldate(utc)"],
        &["destination"],
        &["balancetransaction"],
    ],
    date: &["arrivaldate(utc)"],
    always: Some(Kind::Payout),
    status: &[&["status"]],
    gross: One(&["amount"]),
    unsigned: true,
    currency: &["currency"],
    number: &["id"],
    payout: &[&["id"]],
    note: &["description"],
    ..Layout::NONE
};

/// Settlement detail report (C2). A batch with its payout comes to nought.
pub const ADYEN_SETTLEMENT: Layout = Layout {
    has: &[
        &["pspreference"],
        &["type"],
        &["netcurrency"],
        &["netdebit(nc)", "netcredit(nc)"],
        &["grossdebit(gc)", "grosscredit(gc)"],
    ],
    date: &["creationdate", "bookingdate"],
    kind: &[&["type"]],
    rules: ADYEN_RULES,
    gross: Two(&["grossdebit(gc)"], &["grosscredit(gc)"]),
    fees: &[
        One(&["commission(nc)"]),
        One(&["markup(nc)"]),
        One(&["schemefees(nc)"]),
        One(&["interchange(nc)"]),
    ],
    more_fees: &[One(&["paymentfees(nc)"]), One(&["dccmarkup(nc)"])],
    net: Two(&["netdebit(nc)"], &["netcredit(nc)"]),
    currency: &["netcurrency"],
    gross_currency: &["grosscurrency"],
    tenders: &[&["paymentmethod"], &["paymentmethodvariant"]],
    number: &["pspreference"],
    own: &["modificationreference"],
    order: &["merchantreference"],
    payout: &[&["merchantaccount"], &["batchnumber"]],
    ties: true,
    merchant: &["merchantaccount"],
    auth: &["authorisationcode"],
    rrn: &["arn"],
    ..Layout::NONE
};

/// Payments accounting report (C2): every step of a payment, of which few move the payable.
pub const ADYEN_ACCOUNTING: Layout = Layout {
    has: &[
        &["pspreference"],
        &["recordtype"],
        &["settlementcurrency"],
        &["payable(sc)"],
    ],
    date: &["bookingdate", "creationdate"],
    kind: &[&["recordtype"]],
    rules: ADYEN_RULES,
    gross: One(&[
        "mainamount",
        "captured(pc)",
        "authorised(pc)",
        "authorized(pc)",
        "received(pc)",
    ]),
    gross_alone: true,
    fees: &[
        One(&["commission(sc)"]),
        One(&["markup(sc)"]),
        One(&["schemefees(sc)"]),
        One(&["interchange(sc)"]),
    ],
    net: One(&["payable(sc)"]),
    currency: &["settlementcurrency"],
    gross_currency: &["maincurrency", "paymentcurrency"],
    tenders: &[&["paymentmethod"], &["paymentmethodvariant"]],
    number: &["pspreference"],
    own: &["modificationpspreference", "modificationreference"],
    order: &["merchantreference"],
    merchant: &["merchantaccount"],
    auth: &["authorisationcode"],
    rrn: &["arn"],
    ..Layout::NONE
};

const ADYEN_RULES: &[Rule] = &[
    (&["sentfor"], Kind::PreAuth),
    (&["received"], Kind::PreAuth),
    (&["authorised"], Kind::PreAuth),
    (&["notification"], Kind::PreAuth),
    (&["requestforinformation"], Kind::PreAuth),
    (&["refused"], Kind::Failed),
    (&["cancelled"], Kind::Failed),
    (&["expired"], Kind::Failed),
    (&["error"], Kind::Failed),
    (&["retried"], Kind::Failed),
    (&["capturefailed"], Kind::Reversal),
    (&["merchantpayout"], Kind::Payout),
    (&["balancetransfer"], Kind::Adjustment),
    (&["paidout"], Kind::Adjustment),
    (&["settledreversed"], Kind::Reversal),
    (&["depositcorrection"], Kind::Reserve),
    (&["invoicededuction"], Kind::Fee),
    (&["cost"], Kind::Fee),
];

/// Activity download, in the languages of accounts (C3).
pub const PAYPAL: Layout = Layout {
    has: &[
        PAYPAL_DATE,
        &[
            "timezone",
            "zeitzone",
            "fuseauhoraire",
            "zonahoraria",
            "fusoorario",
            "tijdzone",
        ],
        PAYPAL_GROSS,
        PAYPAL_FEE,
        PAYPAL_NET,
        PAYPAL_NUMBER,
    ],
    date: PAYPAL_DATE,
    time: &["time", "uhrzeit", "heure", "hora", "orario", "ora", "tijd"],
    kind: &[&["type", "typ", "tipo", "beschreibung", "description"]],
    status: &[
        &["status", "état", "État", "estado", "stato"],
        // A memo does not touch the balance.
        &["balanceimpact", "auswirkungaufguthaben", "impactsurlesolde"],
    ],
    gross: One(PAYPAL_GROSS),
    fees: &[One(PAYPAL_FEE)],
    fee_minus: true,
    net: One(PAYPAL_NET),
    currency: &[
        "currency", "währung", "devise", "divisa", "valuta", "moneda",
    ],
    number: PAYPAL_NUMBER,
    origin: &[
        "referencetxnid",
        "relatedtransactionid",
        "zugehörigertransaktionscode",
        "numérodelatransactionderéférence",
        "iddereferenciadetrans",
        "codicediriferimento",
    ],
    order: &[
        "invoicenumber",
        "invoiceid",
        "rechnungsnummer",
        "numérodefacture",
        "númerodefactura",
        "numerofattura",
        "factuurnummer",
    ],
    ..Layout::NONE
};
const PAYPAL_DATE: Names = &["date", "datum", "fecha", "data"];
const PAYPAL_NUMBER: Names = &[
    "transactionid",
    "transaktionscode",
    "numérodetransaction",
    "iddetransacción",
    "codicetransazione",
    "transactiereferentie",
];
const PAYPAL_GROSS: Names = &["gross", "brutto", "avantcommission", "bruto", "lordo"];
const PAYPAL_FEE: Names = &[
    "fee",
    "fees",
    "gebühr",
    "entgelt",
    "commission",
    "comisión",
    "tarifa",
    "tariffa",
    "kosten",
];
const PAYPAL_NET: Names = &["net", "netto", "neto"];
