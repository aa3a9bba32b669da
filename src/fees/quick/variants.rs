//! The ways to read one taking: by the plan, and off the plan by one cause.

use rust_decimal::Decimal;

use crate::cause::Cause;
use crate::fees::implied::USUAL_RATES;
use crate::fees::quote::Charge;
use crate::fees::table::{Bound, FeeTable, Rule};
use crate::money::{Amount, Currency, Rate, Rounding};
use crate::record::Tender;
use crate::settings::Contract;

use super::{Taking, Term, What};

/// A reading of one taking.
#[derive(Clone, Debug)]
pub(super) struct Variant {
    /// Takings less what arrives of them.
    pub loss: i128,
    /// 0 by the plan, 1 off it.
    pub causes: u32,
    /// Smaller is more usual.
    pub weight: u32,
    /// How many roundings of each payment stand in the loss.
    pub roundings: i128,
    /// The plan's fee, then what differs from it.
    pub terms: Vec<Term>,
}

/// Rates that are agreed most often, in hundredths of a per cent.
const COMMON_RATES: [i64; 8] = [38, 50, 55, 60, 65, 68, 72, 100];

/// The same as rates.
pub(super) fn common_rates() -> impl Iterator<Item = Rate> {
    let rates = COMMON_RATES.into_iter();
    rates.filter_map(|hundredths| Rate::from_percent(Decimal::new(hundredths, 2)))
}

/// Caps seen on debit cards, in yuan (FEES.md section 2; the dearer ones are older offers).
const USUAL_CAPS: [i128; 5] = [18, 20, 25, 30, 35];

/// With more takings than this, numbers of payments that would fit say nothing.
const FIXED_TAKINGS_MAX: usize = 2;

/// So many payments are tried where a rule has a fixed part and their number is not known.
const PAYMENTS_TRIED: u32 = 60;

/// The rules that may hold in a taking, each terms once. A total of many payments may stand in a lower
/// tier than its size says, and more likely does.
pub(super) fn rules(table: &FeeTable, taking: Taking) -> Vec<&Rule> {
    let mut rules: Vec<&Rule> = Vec::new();
    let mut push = |rule| {
        if !rules.iter().any(|known: &&Rule| known.same_terms(rule)) {
            rules.push(rule);
        }
    };
    let own: Vec<&Rule> = table
        .candidates(taking.tender, taking.amount.minor)
        .collect();
    if taking.count != Some(1) {
        let below = |rule: &&Rule| {
            let reached = rule.above.is_none_or(|above| above < taking.amount.minor);
            reached && own.iter().any(|own| own.tender == rule.tender)
        };
        // The table has the highest tier first.
        table.rules().iter().rev().filter(below).for_each(&mut push);
    }
    own.into_iter().for_each(push);
    rules
}

/// Every reading of one of `takings` takings, by the plan first.
pub(super) fn of(
    contract: &Contract,
    table: &FeeTable,
    index: usize,
    taking: Taking,
    takings: usize,
) -> Vec<Variant> {
    let rounding = contract.rounding.mode();
    let rules = rules(table, taking);
    let reading = Reading {
        index,
        taking,
        rounding,
    };
    let mut found = Vec::new();
    for rule in &rules {
        reading.by_plan(rule, &mut found);
    }
    if takings <= FIXED_TAKINGS_MAX {
        for rule in &rules {
            reading.by_number(rule, &mut found);
        }
    }
    if rules.is_empty() {
        // Nothing is agreed for this tender: it may arrive whole.
        found.push(Variant {
            loss: 0,
            causes: 0,
            weight: 0,
            roundings: 0,
            terms: Vec::new(),
        });
    }
    let by_plan = found.len();
    for rule in &rules {
        reading.off_plan(table, contract, rule, &mut found);
    }
    if rules.len() > 1 {
        keep_nearest(&mut found, by_plan);
    }
    found
}

/// Where the tender is not known, one charge can be read as a higher rate of each: only the reading
/// that strays least from the plan is kept, and none that charges less than agreed.
fn keep_nearest(found: &mut Vec<Variant>, by_plan: usize) {
    let strays = |variant: &Variant| match variant.terms.get(1) {
        Some(Term {
            what: What::OtherRate { .. },
            amount,
            ..
        }) => Some(amount.minor),
        _ => None,
    };
    let off_plan = found.split_off(by_plan);
    for variant in &off_plan {
        let Some(stray) = strays(variant) else {
            found.push(variant.clone());
            continue;
        };
        let nearer = off_plan.iter().any(|other| {
            let other_stray = strays(other);
            other.loss == variant.loss
                && other_stray.is_some_and(|other| (0..stray).contains(&other))
        });
        if stray > 0 && !nearer {
            found.push(variant.clone());
        }
    }
}

struct Reading {
    index: usize,
    taking: Taking,
    rounding: Rounding,
}

impl Reading {
    fn money(&self, minor: i128) -> Amount {
        Amount::new(minor, self.taking.amount.currency)
    }

    fn fee_term(&self, rule: &Rule, fee: i128, cap: Option<i128>, uncapped: bool) -> Term {
        Term {
            cause: Cause::FeeNormal,
            amount: self.money(fee),
            what: What::Fee {
                taking: self.index,
                tender: rule.tender,
                rate: rule.rate,
                cap: cap.map(|cap| self.money(cap)),
                uncapped,
                payments: None,
            },
        }
    }

    /// The plan's fee on `amount` as one payment, with a fixed part for each payment counted.
    fn fee(&self, rule: &Rule, amount: Amount) -> Option<(i128, Option<i128>)> {
        let charge = Charge::of(rule, amount, self.rounding)?;
        let more = i128::from(self.taking.count.unwrap_or(1).max(1)) - 1;
        let cap = rule.cap.filter(|_| charge.bound == Some(Bound::Cap));
        Some((charge.fee + rule.fixed * more, cap))
    }

    /// The fee without cap or minimum.
    fn uncapped(&self, rule: &Rule) -> Option<i128> {
        let free = Rule {
            cap: None,
            min: None,
            ..*rule
        };
        self.fee(&free, self.taking.amount).map(|(fee, _)| fee)
    }

    fn by_plan(&self, rule: &Rule, found: &mut Vec<Variant>) {
        let Some((fee, cap)) = self.fee(rule, self.taking.amount) else {
            return;
        };
        let mut push = |loss, weight, term| {
            found.push(Variant {
                loss,
                causes: 0,
                weight,
                roundings: 1,
                terms: vec![term],
            });
        };
        push(fee, 0, self.fee_term(rule, fee, cap, false));
        if let (Some(min), Some(count)) = (rule.min, self.taking.count.filter(|&count| count > 1)) {
            let all = (min + rule.fixed) * i128::from(count);
            if all > fee {
                push(all, 1, self.fee_term(rule, all, None, false));
            }
        }
        let (Some(cap), Some(free)) = (cap, self.uncapped(rule)) else {
            return;
        };
        // A total is past the cap where its payments are not: each pays its share, or each its cap.
        if self.taking.count != Some(1) {
            push(free, 1, self.fee_term(rule, free, None, true));
        }
        if let Some(count) = self.taking.count.filter(|&count| count > 1) {
            let all = cap * i128::from(count) + rule.fixed * i128::from(count);
            if all < free {
                push(all, 1, self.fee_term(rule, all, Some(cap), false));
            }
        }
    }

    /// The plan's fee where the number of payments, and so of fixed parts, is not known.
    fn by_number(&self, rule: &Rule, found: &mut Vec<Variant>) {
        if rule.fixed == 0 || self.taking.count.is_some() {
            return;
        }
        let share = Rule { fixed: 0, ..*rule };
        let Some((fee, cap)) = self.fee(&share, self.taking.amount) else {
            return;
        };
        for payments in 2..=PAYMENTS_TRIED {
            let loss = fee + rule.fixed * i128::from(payments);
            let mut term = self.fee_term(rule, loss, cap, false);
            if let What::Fee { payments: of, .. } = &mut term.what {
                *of = Some(payments);
            }
            found.push(Variant {
                loss,
                causes: 0,
                weight: 1,
                roundings: 1,
                terms: vec![term],
            });
        }
    }

    fn off_plan(
        &self,
        table: &FeeTable,
        contract: &Contract,
        rule: &Rule,
        found: &mut Vec<Variant>,
    ) {
        let Some((fee, cap)) = self.fee(rule, self.taking.amount) else {
            return;
        };
        let plan = self.fee_term(rule, fee, cap, false);
        self.other_caps(rule, &plan, found);
        self.other_rates(table, contract, rule, &plan, found);
        let mut push = |loss, weight, roundings, terms| {
            found.push(Variant {
                loss,
                causes: 1,
                weight,
                roundings,
                terms,
            });
        };
        let index = self.index;
        if fee != 0 {
            let twice = Term {
                cause: Cause::ChargedTwice,
                amount: self.money(fee),
                what: What::Twice { taking: index },
            };
            push(2 * fee, 3, 2, vec![plan, twice]);
            let outside = What::NoFee {
                taking: Some(index),
            };
            push(
                0,
                4,
                0,
                vec![Term {
                    cause: Cause::FeeOutside,
                    amount: self.money(0),
                    what: outside,
                }],
            );
        }
        let gone = self.taking.amount;
        let absent = What::Absent { taking: index };
        push(
            gone.minor,
            2,
            0,
            vec![Term {
                cause: Cause::InTransit,
                amount: gone,
                what: absent,
            }],
        );
        for (paid, cause, weight) in slips(gone.minor) {
            let Some((fee, cap)) = self.fee(rule, self.money(paid)) else {
                continue;
            };
            let keyed = Term {
                cause,
                amount: self.money(gone.minor - paid),
                what: What::Keyed {
                    taking: index,
                    booked: gone,
                    paid: self.money(paid),
                },
            };
            let plan = self.fee_term(rule, fee, cap, false);
            push(gone.minor - paid + fee, weight, 1, vec![plan, keyed]);
        }
    }

    fn other_caps(&self, rule: &Rule, plan: &Term, found: &mut Vec<Variant>) {
        let (Some(agreed), Some(free)) = (rule.cap, self.uncapped(rule)) else {
            return;
        };
        let fee = plan.amount.minor;
        let mut push = |charged: Option<i128>, loss: i128, weight| {
            if loss == fee {
                return;
            }
            let term = Term {
                cause: Cause::CapMissed,
                amount: self.money(loss - fee),
                what: What::OtherCap {
                    taking: self.index,
                    agreed: Some(self.money(agreed)),
                    charged: charged.map(|cap| self.money(cap)),
                },
            };
            found.push(Variant {
                loss,
                causes: 1,
                weight,
                roundings: 1,
                terms: vec![*plan, term],
            });
        };
        push(None, free, 1);
        if self.taking.amount.currency == Currency::CNY {
            for yuan in USUAL_CAPS {
                let cap = yuan * 100;
                if cap != agreed && cap < free {
                    push(Some(cap), cap, 3);
                }
            }
        }
    }

    fn other_rates(
        &self,
        table: &FeeTable,
        contract: &Contract,
        rule: &Rule,
        plan: &Term,
        found: &mut Vec<Variant>,
    ) {
        let mut rates: Vec<(Rate, Cause, u32)> = Vec::new();
        for other in &contract.rates {
            rates.push((other.percent, misread(rule.tender, other.tender), 1));
        }
        for hundredths in USUAL_RATES {
            if let Some(rate) = Rate::from_percent(Decimal::new(hundredths, 2)) {
                let weight = if COMMON_RATES.contains(&hundredths) {
                    2
                } else {
                    4
                };
                rates.push((rate, Cause::RateTooHigh, weight));
            }
        }
        let mut seen = vec![rule.rate];
        for (rate, cause, weight) in rates {
            if seen.contains(&rate) {
                continue;
            }
            seen.push(rate);
            let Some(loss) = self.at_rate(rule, rate, table) else {
                continue;
            };
            let cause = if loss < plan.amount.minor {
                Cause::FeeNormal
            } else {
                cause
            };
            let what = What::OtherRate {
                taking: self.index,
                agreed: rule.rate,
                charged: rate,
            };
            let amount = self.money(loss - plan.amount.minor);
            let terms = vec![
                *plan,
                Term {
                    cause,
                    amount,
                    what,
                },
            ];
            found.push(Variant {
                loss,
                causes: 1,
                weight,
                roundings: 1,
                terms,
            });
        }
    }

    /// The fee at another rate, without cap and minimum, with the rule's fixed part.
    fn at_rate(&self, rule: &Rule, rate: Rate, table: &FeeTable) -> Option<i128> {
        let share = crate::fees::Exact::share(self.taking.amount, rate)?.rounded(table.rounding());
        let payments = i128::from(self.taking.count.unwrap_or(1).max(1));
        Some(share.minor + rule.fixed * payments)
    }
}

/// What it is called when payments by one tender are charged at the rate of another.
pub(super) fn misread(own: Tender, other: Tender) -> Cause {
    use Tender::{Alipay, CreditCard, DebitCard, ForeignCard, Qr, Unionpay, Wechat};
    match (own, other) {
        (DebitCard, CreditCard) => Cause::DebitAsCredit,
        (Wechat | Alipay | Unionpay | Qr, _) => Cause::QrTier,
        (_, ForeignCard) => Cause::ForeignCard,
        _ => Cause::RateTooHigh,
    }
}

/// Amounts that become `minor` by two neighbouring digits swapped or the decimal point slipped
/// (CAUSES.md section 5).
fn slips(minor: i128) -> Vec<(i128, Cause, u32)> {
    let mut found = Vec::new();
    let mut place = 1_i128;
    while minor / place >= 10 {
        let (low, high) = (minor / place % 10, minor / place / 10 % 10);
        let swapped = minor + (high - low) * place - (high - low) * place * 10;
        // A leading nought would be noticed: it changes how long the amount is.
        if low != high && swapped * 10 > minor && swapped > 0 {
            found.push((swapped, Cause::KeyedTransposition, 3));
        }
        place *= 10;
    }
    for (factor, weight) in [(10, 3), (100, 4)] {
        found.push((minor * factor, Cause::KeyedSlide, weight));
        if minor % factor == 0 {
            found.push((minor / factor, Cause::KeyedSlide, weight));
        }
    }
    found
}
