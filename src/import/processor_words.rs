//! What payment providers call the kinds of their rows, their states and their payment methods.

use crate::record::{Kind, Tender};

use super::words;

/// Parts of a text that stand in it together, and what it then means; the first rule that fits wins.
pub type Rule = (&'static [&'static str], Kind);

/// Rules that hold for all, in English and the languages of exports that follow the account's own.
const RULES: &[Rule] = &[
    (&["financing"], Kind::Adjustment),
    (&["issuing"], Kind::Adjustment),
    (&["conversion"], Kind::Adjustment),
    (&["umrechnung"], Kind::Adjustment),
    (&["authori"], Kind::PreAuth),
    (&["reserve"], Kind::Reserve),
    (&["release"], Kind::HoldReleased),
    (&["hold"], Kind::Hold),
    (&["einbehalt"], Kind::Hold),
    (&["refund", "fail"], Kind::Adjustment),
    (&["refund", "revers"], Kind::Adjustment),
    (&["refunded", "revers"], Kind::Adjustment),
    (&["chargeback", "fee"], Kind::Fee),
    (&["dispute", "fee"], Kind::Fee),
    (&["refund", "fee"], Kind::Fee),
    (&["payout", "fee"], Kind::Fee),
    (&["tax", "fee"], Kind::Tax),
    (&["chargeback", "revers"], Kind::ChargebackReversed),
    (&["dispute", "revers"], Kind::ChargebackReversed),
    (&["dispute", "won"], Kind::ChargebackReversed),
    (&["chargeback"], Kind::Chargeback),
    (&["dispute"], Kind::Chargeback),
    (&["rückbuchung"], Kind::Chargeback),
    (&["payout"], Kind::Payout),
    (&["withdraw"], Kind::Payout),
    (&["abbuchung"], Kind::Payout),
    (&["auszahlung"], Kind::Payout),
    (&["virement"], Kind::Payout),
    (&["retir"], Kind::Payout),
    (&["prelievo"], Kind::Payout),
    (&["opname"], Kind::Payout),
    (&["fee"], Kind::Fee),
    (&["commission"], Kind::Fee),
    (&["gebühr"], Kind::Fee),
    (&["network_cost"], Kind::Fee),
    (&["cost"], Kind::Fee),
    (&["partial_capture"], Kind::Reversal),
    (&["refund"], Kind::Refund),
    (&["rückzahlung"], Kind::Refund),
    (&["rückerstattung"], Kind::Refund),
    (&["remboursement"], Kind::Refund),
    (&["reembolso"], Kind::Refund),
    (&["rimborso"], Kind::Refund),
    (&["terugbetaling"], Kind::Refund),
    (&["return"], Kind::Refund),
    (&["revers"], Kind::Reversal),
    (&["void"], Kind::Void),
    (&["tax"], Kind::Tax),
    (&["adjust"], Kind::Adjustment),
    (&["correction"], Kind::Adjustment),
    (&["deposit"], Kind::Adjustment),
    (&["transfer"], Kind::Split),
    (&["sale"], Kind::Sale),
    (&["charge"], Kind::Sale),
    (&["payment"], Kind::Sale),
    (&["capture"], Kind::Sale),
    (&["settle"], Kind::Sale),
    (&["order"], Kind::Sale),
    (&["purchase"], Kind::Sale),
    (&["umsatz"], Kind::Sale),
    (&["verkauf"], Kind::Sale),
    (&["zahlung"], Kind::Sale),
    (&["paiement"], Kind::Sale),
    (&["vente"], Kind::Sale),
    (&["pago"], Kind::Sale),
    (&["venta"], Kind::Sale),
    (&["pagamento"], Kind::Sale),
    (&["vendita"], Kind::Sale),
    (&["betaling"], Kind::Sale),
];

/// The kind that a text names, by a layout's own rules first.
#[must_use]
pub fn kind(own: &[Rule], text: &str) -> Option<Kind> {
    let lower = text.to_lowercase();
    let holds = |(parts, _): &&Rule| parts.iter().all(|part| lower.contains(part));
    let found = own.iter().find(holds).or_else(|| RULES.iter().find(holds));
    found.map(|(_, kind)| *kind)
}

/// The kind with the sign of its amount: a fee that comes in is one returned, and what is called a
/// sale but takes money is none.
#[must_use]
pub const fn by_sign(kind: Kind, amount: i64) -> Kind {
    match (kind, amount) {
        (Kind::Fee, 1..) => Kind::FeeReturned,
        (Kind::Reserve, 1..) => Kind::ReserveReleased,
        (Kind::Hold, 1..) => Kind::HoldReleased,
        (Kind::HoldReleased, ..0) => Kind::Hold,
        (Kind::Chargeback, 1..) => Kind::ChargebackReversed,
        (Kind::ChargebackReversed, ..0) => Kind::Chargeback,
        (Kind::Sale, ..0) | (Kind::Refund | Kind::Split, 1..) => Kind::Adjustment,
        _ => kind,
    }
}

/// Whether a row moved money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It did, or its file lists nothing else.
    Done,
    /// Not yet.
    Pending,
    /// It never will.
    Undone,
}

const PENDING: &[&str] = &[
    "pending",
    "ausstehend",
    "offen",
    "geplant",
    "en attente",
    "pendiente",
    "in sospeso",
    "in behandeling",
    "in_transit",
    "in transit",
    "scheduled",
    "on hold",
    "memo",
];
const UNDONE: &[&str] = &[
    "denied",
    "fail",
    "cancel",
    "declin",
    "expired",
    "voided",
    "fehlgeschlagen",
    "abgelehnt",
    "storniert",
    "annul",
    "refus",
    "échou",
    "échec",
    "rechazad",
    "rifiutat",
    "geannuleerd",
    "unclaimed",
    "removed",
];

/// The state that a cell names.
#[must_use]
pub fn state(status: &str) -> State {
    let lower = status.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    // One letter is a code of PayPal's transaction report: pending, denied.
    match lower.as_str() {
        "p" => State::Pending,
        "d" => State::Undone,
        _ if says(UNDONE) => State::Undone,
        _ if says(PENDING) => State::Pending,
        _ => State::Done,
    }
}

/// Card schemes as providers abbreviate them.
const SCHEMES: &[&str] = &[
    "mc",
    "master",
    "visa",
    "amex",
    "american",
    "discover",
    "diners",
    "jcb",
    "maestro",
    "cup",
    "cartebancaire",
    "bcmc",
    "elo",
    "interac",
];

/// The tender that a payment method is.
#[must_use]
pub fn tender(method: &str) -> Tender {
    let lower = method.to_lowercase();
    if lower.is_empty() || lower == "null" {
        return Tender::Unknown;
    }
    let found = words::tender(&lower);
    if found == Tender::Other && SCHEMES.iter().any(|scheme| lower.starts_with(scheme)) {
        return Tender::Card;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{State, by_sign, kind, state, tender};
    use crate::record::{Kind, Tender};

    #[test]
    fn kinds_by_their_words() {
        for (text, want) in [
            ("charge", Some(Kind::Sale)),
            ("payment_refund", Some(Kind::Refund)),
            ("refund_failure", Some(Kind::Adjustment)),
            ("partial_capture_reversal", Some(Kind::Reversal)),
            ("dispute_reversal", Some(Kind::ChargebackReversed)),
            ("payout_reversal", Some(Kind::Payout)),
            (
                "Hold on Balance for Dispute Investigation",
                Some(Kind::Hold),
            ),
            ("General Currency Conversion", Some(Kind::Adjustment)),
            ("Bank Deposit to PP Account", Some(Kind::Adjustment)),
            ("Website Payment", Some(Kind::Sale)),
            ("Rückzahlung", Some(Kind::Refund)),
            ("quux", None),
        ] {
            assert_eq!(kind(&[], text), want, "{text}");
        }
        assert_eq!(kind(&[(&["qu", "x"], Kind::Tax)], "Quux"), Some(Kind::Tax));
    }

    #[test]
    fn signs_decide_between_taking_and_giving_back() {
        for (kind, amount, want) in [
            (Kind::Fee, 5, Kind::FeeReturned),
            (Kind::Fee, -5, Kind::Fee),
            (Kind::Sale, -5, Kind::Adjustment),
            (Kind::Reserve, 5, Kind::ReserveReleased),
            (Kind::Refund, -5, Kind::Refund),
        ] {
            assert_eq!(by_sign(kind, amount), want);
        }
    }

    #[test]
    fn states_and_methods() {
        for (word, want) in [
            ("Completed", State::Done),
            ("", State::Done),
            ("Ausstehend", State::Pending),
            ("Denied", State::Undone),
            ("S", State::Done),
            ("P", State::Pending),
        ] {
            assert_eq!(state(word), want, "{word}");
        }
        for (word, want) in [
            ("mc", Tender::Card),
            ("visa", Tender::Card),
            ("ideal", Tender::Other),
            ("alipay", Tender::Alipay),
            ("", Tender::Unknown),
        ] {
            assert_eq!(tender(word), want, "{word}");
        }
    }
}
