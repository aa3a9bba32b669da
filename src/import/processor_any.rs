/*!
Reports of payment providers outside of China that nobody has seen: columns by their names in English
and the languages of Europe, read as those of `processors` are.

Worldpay, Barclaycard, Zettle, Klarna, Mollie, GoCardless, Razorpay, Paystack, Etsy and eBay call
their columns so, as their help pages show them.
*/

use crate::money::Currency;

use super::ImportError;
use super::bank_columns::{self, Column};
use super::grid::Part;
use super::header::{Head, HeadRow, Header, normalise};
use super::processor::{self, Columns, Layout};
use super::processor_money::Place::{None as Nowhere, One, Two};
use super::reading::Reading;
use super::register;

/// A meaning, by the name under which the layouts below know it.
type Meaning = (&'static str, Column);

/// Stricter ones choose first; a column has one meaning.
const MEANINGS: &[Meaning] = &[
    (
        "refunded",
        Column::told(
            &["amountrefunded", "refundedamount", "refundamount"],
            &["refunded", "teruggestort"],
            &["date", "id", "on", "at"],
        ),
    ),
    (
        "payout",
        Column::told(
            &[
                "payoutid",
                "settlementid",
                "settlementreference",
                "payoutreference",
                "depositid",
            ],
            &[
                "payout.id",
                "payoutid",
                "settlementid",
                "settlementutr",
                "referentieuitbetaling",
            ],
            &["amount", "currency", "date"],
        ),
    ),
    (
        "settled",
        Column::told(
            &[
                "settlementdate",
                "payoutdate",
                "settledat",
                "depositdate",
                "fundingdate",
            ],
            &[
                "payoutdate",
                "settlementdate",
                "auszahlungsdatum",
                "datedeversement",
            ],
            &[],
        ),
    ),
    (
        "date",
        Column::told(
            &[
                "transactiondate",
                "transactiondatetime",
                "transactioncreationdate",
                "paymentdate",
                "capturedate",
                "saledate",
                "createdat",
                "created",
                "date",
                "datum",
                "fecha",
                "data",
            ],
            &["date", "created", "datum", "fecha"],
            &["update", "due", "expir", "by", "to", "processing"],
        ),
    ),
    (
        "time",
        Column::told(
            &[
                "transactiontime",
                "time",
                "uhrzeit",
                "heure",
                "hora",
                "ora",
                "tijd",
            ],
            &[],
            &[],
        ),
    ),
    (
        "net",
        Column::told(
            &[
                "net",
                "netamount",
                "netvalue",
                "nettotal",
                "netpayout",
                "netsettlement",
            ],
            &[
                "netamount",
                "netvalue",
                "netto",
                "settlementamount",
                "settledamount",
                "payoutamount",
                "amountnet",
                "uitbetaaldbedrag",
                "montantnet",
            ],
            NOT_MONEY,
        ),
    ),
    ("fee", FEE),
    // Some take a fee of their own beside that of the payment.
    ("fee2", FEE),
    ("fee3", FEE),
    (
        "grosscurrency",
        Column::told(
            &["transactioncurrency", "paymentcurrency", "grosscurrency"],
            &[],
            &[],
        ),
    ),
    (
        "netcurrency",
        Column::told(
            &["settlementcurrency", "payoutcurrency", "netcurrency"],
            &["valutauitbetaling"],
            &[],
        ),
    ),
    (
        "currency",
        Column::told(
            &[
                "currency",
                "currencycode",
                "währung",
                "devise",
                "divisa",
                "valuta",
                "moneda",
            ],
            &[],
            &[],
        ),
    ),
    (
        "gross",
        Column::told(
            &[
                "gross",
                "grossamount",
                "grossvalue",
                "grosstransactionamount",
                "transactionamount",
                "amount",
                "amountpaid",
                "paymentamount",
                "total",
                "totalamount",
                "bedrag",
                "betrag",
                "brutto",
                "bruto",
                "lordo",
                "importo",
                "montant",
                "importe",
            ],
            &[
                "grossamount",
                "grossvalue",
                "grosstransaction",
                "transactionamount",
                "amount",
                "bruttobetrag",
            ],
            NOT_MONEY,
        ),
    ),
    ("debit", Column::told(&["debit", "debitamount"], &[], &[])),
    (
        "credit",
        Column::told(&["credit", "creditamount"], &[], &[]),
    ),
    (
        "kind",
        Column::told(
            &[
                "type",
                "transactiontype",
                "recordtype",
                "entrytype",
                "typ",
                "tipo",
                "category",
            ],
            &[],
            &[],
        ),
    ),
    (
        "status",
        Column::told(
            &[
                "status",
                "transactionstatus",
                "paymentstatus",
                "state",
                "result",
            ],
            &[],
            &[],
        ),
    ),
    (
        "tender",
        Column::told(
            &[
                "paymentmethod",
                "cardtype",
                "cardbrand",
                "cardscheme",
                "method",
                "scheme",
                "betaalmethode",
                "zahlungsart",
            ],
            &[],
            &[],
        ),
    ),
    (
        "number",
        Column::told(
            &[
                "transactionid",
                "entityid",
                "paymentid",
                "id",
                "reference",
                "captureid",
                "transactionreference",
                "pspreference",
            ],
            &[],
            &[],
        ),
    ),
    (
        "order",
        Column::told(
            &[
                "orderid",
                "ordernumber",
                "order",
                "merchantreference",
                "merchantreference1",
                "orderreference",
                "receiptnumber",
                "invoicenumber",
            ],
            &[],
            &[],
        ),
    ),
    (
        "merchant",
        Column::told(
            &["merchantid", "merchantnumber", "mid", "location"],
            &[],
            &[],
        ),
    ),
    (
        "terminal",
        Column::told(&["terminalid", "terminal", "tid"], &[], &[]),
    ),
    (
        "card",
        Column::told(&["cardnumber", "last4", "pan", "cardlast4"], &[], &[]),
    ),
    (
        "auth",
        Column::told(
            &["authcode", "authorisationcode", "authorizationcode"],
            &[],
            &[],
        ),
    ),
    (
        "note",
        Column::told(
            &[
                "description",
                "title",
                "omschrijving",
                "beschreibung",
                "details",
            ],
            &[],
            &[],
        ),
    ),
];

const FEE: Column = Column::told(
    &[
        "fee",
        "fees",
        "charge",
        "charges",
        "commission",
        "msc",
        "kosten",
        "frais",
    ],
    &[
        "fee",
        "servicecharge",
        "commission",
        "gebühr",
        "comisi",
        "commissione",
        "provision",
    ],
    FEE_LACKS,
);

const NOT_MONEY: &[&str] = &[
    "currency",
    "valuta",
    "date",
    "id",
    "type",
    "tax",
    "vat",
    "tip",
    "refund",
    "discount",
    "balance",
    "fee",
    "presentment",
    "converted",
    "description",
];
const FEE_LACKS: &[&str] = &[
    "currency",
    "id",
    "type",
    "rate",
    "tax",
    "vat",
    "%",
    "before",
    "avant",
    "date",
    "platform",
    "description",
    "refund",
];

/// What was paid, and what of it is paid out: what lies between is the fee.
const NET: Layout = Layout {
    date: &["date", "settled"],
    time: &["time"],
    settled: &["settled"],
    kind: &[&["kind"]],
    status: &[&["status"]],
    gross: One(&["gross"]),
    unsigned: true,
    net: One(&["net"]),
    currency: &["netcurrency", "currency"],
    gross_currency: &["grosscurrency", "currency"],
    tenders: &[&["tender"]],
    number: &["number"],
    order: &["order"],
    payout: &[&["payout"]],
    merchant: &["merchant"],
    terminal: &["terminal"],
    card: &["card"],
    auth: &["auth"],
    note: &["note"],
    refunded: &["refunded"],
    ..Layout::NONE
};

/// The same with the net in a column for each way.
const TWO: Layout = Layout {
    net: Two(&["debit"], &["credit"]),
    ..NET
};

/// What was paid and the fee of it, or a row for each fee.
const GROSS: Layout = Layout {
    fees: &[One(&["fee"]), One(&["fee2"]), One(&["fee3"])],
    fee_learnt: true,
    net: Nowhere,
    ..NET
};

/// Whether a file is such a report.
#[must_use]
pub fn is_one(head: &Head) -> bool {
    head.rows.iter().any(is_report)
}

/// The first row that is such a report's header, its columns named by their meanings, and its layout.
fn header(head: &Head) -> Option<(HeadRow, &'static Layout)> {
    let row = head.rows.iter().find(|row| is_report(row))?;
    let named = named(row);
    let has = |name: &str| named.has(&[name]);
    let layout = if has("net") {
        &NET
    } else if has("debit") && has("credit") {
        &TWO
    } else {
        &GROSS
    };
    Some((named, layout))
}

/// Whether a row names a payment, and the fee of it or the payout that it is in.
#[must_use]
pub fn is_report(row: &HeadRow) -> bool {
    let named = named(row);
    let has = |name: &str| named.has(&[name]);
    let paid_out = has("payout") || has("settled");
    let id = has("number") || has("order");
    let money = has("gross") && (!has("debit") || has("fee") && has("credit"));
    let charged =
        has("net") && (has("fee") || has("kind")) || has("fee") && id && !register::is_till(row);
    // Rows of a payout may bear its day alone.
    (has("date") || has("settled") && has("payout") && has("kind"))
        && money
        && (charged || paid_out)
        && bank_columns::BALANCE.of(row).is_none()
        && bank_columns::DIRECTION.of(row).is_none()
}

/// The same row with its columns called by what they mean.
fn named(row: &HeadRow) -> HeadRow {
    let mut free: Vec<String> = row.names().map(|name| parted(name).0.to_owned()).collect();
    let mut names = vec![String::new(); free.len()];
    for (name, meaning) in MEANINGS {
        let left = HeadRow::called(row.number, Vec::new(), free.clone());
        if let Some(column) = meaning.of(&left) {
            (*name).clone_into(&mut names[column]);
            free[column].clear();
        }
    }
    // One that is called a total holds the others.
    let is_total = |of: usize| {
        row.names()
            .nth(of)
            .is_some_and(|name| name.contains("total"))
    };
    if names
        .iter()
        .enumerate()
        .any(|(of, name)| name.starts_with("fee") && is_total(of))
    {
        for (of, name) in names.iter_mut().enumerate() {
            if name.starts_with("fee") {
                *name = if is_total(of) {
                    "fee".to_owned()
                } else {
                    String::new()
                };
            }
        }
    }
    HeadRow::called(row.number, row.cells.clone(), names)
}

/// `total(gbp)` is the total in pounds.
fn parted(name: &str) -> (&str, Option<Currency>) {
    let parts = name
        .strip_suffix(')')
        .and_then(|name| name.rsplit_once('('));
    let parts = parts.and_then(|(name, code)| Some((name, Currency::parse(code)?)));
    parts.map_or((name, None), |(name, code)| (name, Some(code)))
}

/// Reads such a report.
///
/// # Errors
/// [`ImportError::MissingColumn`], [`ImportError::TooManyRows`].
pub fn read(
    name: &'static str,
    part: &Part<'_>,
    head: &Head,
    out: &mut Reading<'_>,
) -> Result<(), ImportError> {
    let Some((row, layout)) = header(head) else {
        return Header::find(head, name, &[&["date"], &["amount"]]).map(|_| ());
    };
    let header = Header::at(&row, name);
    let mut columns = Columns::of(layout, part, &header)?;
    let gross = header.column(&["gross"]).map(|column| header.name(column));
    if let Some(currency) = gross.and_then(|name| parted(&normalise(name)).1) {
        columns.home = currency;
    } else if columns.names_no_currency()
        && let Some(gross) = header.column(&["gross"])
    {
        columns.home = out.assume(part, &header, &[gross]);
    }
    processor::read_with(&columns, part, head, &header, out)
}
