//! Why a line is there, in English.

use super::patterns::{book_rows_en, shortfall_en};
use super::{capped, rate, rates, rows_en, uses};
use crate::answer::LineView;
use crate::calendar::Day;
use crate::cause::{Cause, Why};
use crate::record::Tender;
use crate::settings::FeeRounding;
use crate::text::words::{rounding, tender};
use crate::text::{Lang, cause, day, days, money, sum};

/// A span of days.
fn span_en(from: Day, to: Day) -> String {
    if from == to {
        format!("on {}", day(Lang::En, from))
    } else {
        format!("{} to {}", day(Lang::En, from), day(Lang::En, to))
    }
}

/// The one sentence of why.
pub(super) fn sentence(line: &LineView) -> String {
    let (amount, signed) = (money(line.amount.abs()), line.amount.minor);
    let name = |t: &Tender| tender(Lang::En, *t);
    let sales = |rows: &u32| rows_en(*rows, "sale");
    match &line.why {
        Why::FeeNormal { gross, rates } => {
            let by = uses(Lang::En, rates);
            let by = if by.is_empty() {
                String::new()
            } else {
                format!(": {by}")
            };
            format!(
                "The contract allows fees of {amount} on {} settled{by}.",
                money(*gross)
            )
        }
        Why::FeeRounding { rows, mode, each } => format!(
            "{} rounded another way than agreed, each by less than a fen, {amount} in all; “{}” fits every fee exactly.",
            rows_en(*rows, "fee"),
            rounding(Lang::En, FeeRounding::new(*mode, *each))
        ),
        Why::FeeInstant { rows } => {
            format!(
                "{} for same-day settlement: {amount}.",
                rows_en(*rows, "fee")
            )
        }
        Why::RateTooHigh {
            tender,
            rows,
            agreed,
            charged,
        } => format!(
            "{} by {} charged at {} instead of {}: {amount} too much.",
            sales(rows),
            name(tender),
            rate(*charged),
            rate(*agreed)
        ),
        Why::PriceChanged {
            tender,
            rows,
            since,
            agreed,
            charged,
        } => {
            let word = if signed < 0 { "less" } else { "more" };
            format!(
                "From {} on, {} went from {} to {}: {} charged {amount} {word}.",
                day(Lang::En, *since),
                name(tender),
                rate(*agreed),
                rate(*charged),
                sales(rows)
            )
        }
        Why::DebitAsCredit {
            rows,
            agreed,
            cap,
            charged,
        } => format!(
            "{} charged {} instead of {}: {amount} too much.",
            rows_en(*rows, "debit card sale"),
            rate(*charged),
            capped(Lang::En, *agreed, *cap)
        ),
        Why::CapMissed { rows, cap } => format!(
            "{} charged past the cap of {}: {amount} too much.",
            sales(rows),
            money(*cap)
        ),
        Why::QrTier {
            rows,
            agreed,
            charged,
        } => format!(
            "{} charged {} instead of {}: {amount} too much. First ask whether the customer paid by credit card.",
            rows_en(*rows, "QR payment"),
            rate(*charged),
            rate(*agreed)
        ),
        Why::ProviderError { rows } => format!(
            "{} of the bill with a fee or net that fits neither its rate nor its own amounts: {amount}.",
            rows_en(*rows, "row")
        ),
        Why::ChargedTwice { rows } => {
            format!(
                "{} charged exactly twice the fee: {amount} too much.",
                sales(rows)
            )
        }
        Why::SimDeposit { rows, day: since } => format!(
            "{} for SIM, deposit or service in the bill (from {}): {amount}.",
            rows_en(*rows, "charge"),
            day(Lang::En, *since)
        ),
        Why::RefundFeeKept { rows } => {
            let word = if signed < 0 {
                "returned beyond the contract"
            } else {
                "not returned"
            };
            format!("Fees of {amount} {word} on {}.", rows_en(*rows, "refund"))
        }
        Why::BillRows { rows } => bill_rows_en(line.cause, *rows, &amount),
        Why::Void { rows } => {
            format!(
                "{} taken back the same day: {amount} never came in.",
                sales(rows)
            )
        }
        Why::Coupon { rows } => {
            format!(
                "{} paid partly with coupons that you bear: {amount}.",
                sales(rows)
            )
        }
        Why::RiskHold { rows } => format!(
            "The bill marks {} as frozen: {amount} after fees was not paid out.",
            sales(rows)
        ),
        Why::InTransit {
            rows,
            from,
            to,
            statement_end,
            estimate,
        } => {
            let days = span_en(*from, *to);
            let reason = match line.cause {
                Cause::Cutoff => " because it came after the day's cut-off",
                Cause::NonworkingDay => " because of a weekend or holiday",
                Cause::D0Limit => " past the limit of same-day settlement",
                _ => "",
            };
            let guess = if *estimate {
                " (an estimate: that year's holidays are not published)"
            } else {
                ""
            };
            format!(
                "{}, {amount}, due {days}{guess}{reason}; the statement ends on {}.",
                sales(rows),
                day(Lang::En, *statement_end)
            )
        }
        Why::CarriedIn { from, to, .. } => {
            let days = span_en(*from, *to);
            format!("{amount} that arrived {days} is for takings outside these days.")
        }
        Why::PayoutFailed { due, .. } => {
            format!(
                "{amount} was due on {} and is not in the statement.",
                days(Lang::En, due)
            )
        }
        Why::BatchOpen {
            rows,
            terminal,
            batch,
        } if batch.is_empty() => {
            let of = if terminal.is_empty() {
                String::new()
            } else {
                format!(" of terminal {terminal}")
            };
            let rows = rows_en(*rows, "card sale");
            format!(
                "{rows} of the last day{of}, {amount} in all: not one is in the bill, as if the batch was not closed."
            )
        }
        Why::BatchOpen {
            rows,
            terminal,
            batch,
        } => format!(
            "The last batch ({batch}) of terminal {terminal} was not closed: {} of {amount} never went out.",
            rows_en(*rows, "card sale")
        ),
        Why::Offline { rows } => format!(
            "{} taken offline and not in the bill: {amount} not uploaded yet.",
            sales(rows)
        ),
        Why::NetworkTimeout {
            rows,
            reversed: true,
        } => {
            format!(
                "{} reversed by the system: {amount} was not received.",
                sales(rows)
            )
        }
        Why::NetworkTimeout {
            rows,
            reversed: false,
        } => format!(
            "{} without a trace in the bill: {amount}. Ask by reference number before charging again.",
            rows_en(*rows, "card sale")
        ),
        Why::NotPaid { rows } => format!(
            "{} without a trace in the bill: {amount}. The customer may not have paid.",
            rows_en(*rows, "QR sale")
        ),
        Why::OtherMerchant { rows, terminal } => format!(
            "Not one of the {} of terminal {terminal} is in the bill: {amount}, perhaps under another merchant number.",
            sales(rows)
        ),
        Why::DuplicateInBook { rows } => {
            format!(
                "{} booked twice in the register: {amount} too much.",
                sales(rows)
            )
        }
        Why::MissingInBook { rows } => match line.cause {
            Cause::DoubleCharge => format!(
                "{} of the same card and amount again within minutes, not in the register: {amount}. Please check whether it must go back to the customer.",
                sales(rows)
            ),
            _ => format!(
                "{} in the bill that the register lacks: {amount}.",
                sales(rows)
            ),
        },
        Why::Keyed { rows, booked, paid } => {
            let how = match line.cause {
                Cause::KeyedTransposition => "with two digits swapped",
                Cause::KeyedSlide => "with the decimal point out of place",
                Cause::WrongSign => "with the wrong sign",
                _ => "with one digit wrong",
            };
            let word = if signed < 0 { "too little" } else { "too much" };
            format!(
                "{} booked {how}, such as {} for {}: {amount} {word}.",
                sales(rows),
                money(*booked),
                money(*paid)
            )
        }
        Why::AmountDiffers { rows } => {
            format!(
                "{} with different amounts on the two sides: {amount}.",
                sales(rows)
            )
        }
        Why::PreauthOpen { rows } => {
            format!(
                "{} not completed: {amount}.",
                rows_en(*rows, "pre-authorisation")
            )
        }
        Why::BookRows { rows } => book_rows_en(line.cause, *rows, &amount),
        Why::UnitDiffers { rows, terminal } => {
            let whose = if terminal.is_empty() {
                "of the register".to_owned()
            } else {
                format!("of terminal {terminal}")
            };
            format!(
                "{} {whose} are a hundred times off the bill: yuan and fen were mixed up, {amount}.",
                sales(rows)
            )
        }
        Why::Shortfall { payouts, from, to } => {
            shortfall_en(line.cause, *payouts, &span_en(*from, *to), &amount)
        }
        Why::Moved {
            payouts,
            from,
            to,
            amount: moved,
        } => format!(
            "{} ({}) are short and long by the same {}: some sales went into another payout, which leaves {amount}.",
            rows_en(*payouts, "payout"),
            span_en(*from, *to),
            money(*moved)
        ),
        Why::Joined {
            days,
            credits,
            from,
            to,
        } => format!(
            "What was due on {} ({}) came in {}; nothing of it is missing, which leaves {amount}.",
            rows_en(*days, "day"),
            span_en(*from, *to),
            rows_en(*credits, "credit")
        ),
        Why::Swept {
            debits,
            from,
            to,
            amount: swept,
        } => format!(
            "{} ({}) took {} out of payouts on the day they came. They did arrive, so it changes the gap by {amount}.",
            rows_en(*debits, "debit"),
            span_en(*from, *to),
            money(*swept)
        ),
        Why::Exchanged {
            payouts,
            from,
            to,
            arrived,
            low,
            high,
        } => format!(
            "{} ({}) of {amount} in all arrived as {}, at a rate of {}.",
            rows_en(*payouts, "payout"),
            span_en(*from, *to),
            sum(Lang::En, *arrived),
            rates(*low, *high)
        ),
        Why::Said { rows, was } => format!(
            "By hand: {}, {amount}, which stood under “{}”.",
            rows_en(*rows, "row"),
            cause::name(Lang::En, *was)
        ),
        Why::Left { rows } => format!(
            "What is left after rows were taken away: {}, {amount}.",
            rows_en(*rows, "row")
        ),
        Why::CycleMisread {
            rows,
            agreed,
            shown,
        } => format!(
            "The contract says {agreed}, the statement shows {shown}: {}, {amount}, are therefore not there yet.",
            sales(rows)
        ),
    }
}

fn bill_rows_en(of: Cause, rows: u32, amount: &str) -> String {
    match of {
        Cause::Refund => format!("{} to customers: {amount}.", rows_en(rows, "refund")),
        Cause::RefundPartial => {
            format!(
                "{} to customers: {amount}.",
                rows_en(rows, "partial refund")
            )
        }
        Cause::FileProblem => format!(
            "{} on days that the bill does not cover: {amount}. Add the bill of those days.",
            rows_en(rows, "sale")
        ),
        Cause::ProviderOutage => format!(
            "{} in a row without a trace in the bill: {amount}, perhaps an outage.",
            rows_en(rows, "sale")
        ),
        _ => format!(
            "{} “{}” in the bill: {amount}.",
            rows_en(rows, "row"),
            cause::name(Lang::En, of)
        ),
    }
}
