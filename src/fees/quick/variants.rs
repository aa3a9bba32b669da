//! The ways to read one taking: by the plan, and off the plan by one cause.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::cause::Cause;
use crate::fees::implied::USUAL_RATES;
use crate::fees::quote::Charge;
use crate::fees::table::{Bound, FeeTable, Rule};
use crate::money::{Amount, Currency, Rate, Rounding};
use crate::record::Tender;
use crate::settings::Contract;

use super::payments::Asked;
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
    /// Whether it is told only where it explains the gap alone.
    pub rare: bool,
    /// How many roundings of each payment stand in the loss.
    pub roundings: i128,
    /// The plan's fee, then what differs from it.
    pub terms: Vec<Term>,
}

/// Rates that are agreed most often, in hundredths of a per cent.
const COMMON_RATES: [i64; 8] = [38, 50, 55, 60, 65, 68, 72, 100];

/// Every rate of whole hundredths up to so much above the plan's is tried by itself.
const RARE_ABOVE: i64 = 200;

/// Weight of a rate of which nobody heard.
const RARE_WEIGHT: u32 = 8;

/// A foreign card is the last thing that a payment of unknown kind is taken for.
const FOREIGN_WEIGHT: u32 = 5;

/// Caps seen on debit cards, in yuan (FEES.md section 2; the dearer ones are older offers).
pub(super) const USUAL_CAPS: [i128; 5] = [18, 20, 25, 30, 35];

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
        // The lowest tier first, tenders in their order.
        let mut lower: Vec<&Rule> = table.rules().iter().filter(below).collect();
        lower.sort_by_key(|rule| (rule.tender, rule.above));
        lower.into_iter().for_each(&mut push);
    }
    own.into_iter().for_each(push);
    rules
}

/// Every reading of a taking, by the plan first.
pub(super) fn of(
    contract: &Contract,
    table: &FeeTable,
    index: usize,
    asked: Asked,
) -> Vec<Variant> {
    let rounding = contract.rounding.mode();
    let rules = rules(table, asked.taking);
    let reading = |rule: Option<&Rule>| Reading {
        index,
        taking: asked.taking,
        guessed: asked.guessed,
        rounding,
        base: rule.map_or(0, |rule| base_weight(asked.taking, rule)),
    };
    let mut found = Vec::new();
    for rule in &rules {
        reading(Some(rule)).by_plan(rule, &mut found);
    }
    if rules.is_empty() {
        // Nothing is agreed for this tender: it may arrive whole, or not at all.
        found.push(Variant {
            loss: 0,
            causes: 0,
            weight: 0,
            rare: false,
            roundings: 0,
            terms: Vec::new(),
        });
        found.push(reading(None).absent());
    }
    let by_plan = found.len();
    for rule in &rules {
        reading(Some(rule)).off_plan((contract, table), rule, &mut found);
        // Where the total is past the cap and its payments are not, more was taken than a share.
        let many = asked.taking.count != Some(1);
        if rule.cap.is_some() && many {
            let mut free = Vec::new();
            reading(Some(rule)).off_plan((contract, table), &rule.uncapped(), &mut free);
            free.retain(|variant| {
                let off = variant.terms.get(1).map(|term| term.what);
                matches!(off, Some(What::OtherRate { .. } | What::Twice { .. })) && !variant.rare
            });
            found.extend(free);
        }
    }
    if rules.len() > 1 {
        keep_nearest(&mut found, by_plan);
    }
    // The rare ones last.
    found.sort_by_key(|variant| variant.rare);
    found
}

/// How unlikely it is that a payment of unknown kind falls under a rule.
pub(super) fn base_weight(taking: Taking, rule: &Rule) -> u32 {
    let foreign = rule.tender == Tender::ForeignCard && taking.tender != Tender::ForeignCard;
    if foreign { FOREIGN_WEIGHT } else { 0 }
}

/// Where the tender is not known, a lower rate than agreed is the rate of another tender, and of rates
/// that nobody offers the reading that strays least from the plan is told.
fn keep_nearest(found: &mut Vec<Variant>, by_plan: usize) {
    let strays = |variant: &Variant| match variant.terms.get(1) {
        Some(Term {
            what: What::OtherRate { .. },
            amount,
            ..
        }) => Some(amount.minor),
        _ => None,
    };
    let off_plan = found.iter().skip(by_plan);
    let all: Vec<(i128, i128)> = off_plan
        .filter_map(|variant| Some((variant.loss, strays(variant)?)))
        .filter(|&(_, stray)| stray > 0)
        .collect();
    let mut place = 0;
    found.retain_mut(|variant| {
        place += 1;
        let Some(stray) = strays(variant).filter(|_| place > by_plan) else {
            return true;
        };
        let nearer = |&(loss, other): &(i128, i128)| loss == variant.loss && other < stray;
        let near = !all.iter().any(nearer);
        variant.weight += u32::from(!near);
        stray > 0 && (near || !variant.rare)
    });
}

struct Reading {
    index: usize,
    taking: Taking,
    /// Whether the number of payments is tried.
    guessed: bool,
    rounding: Rounding,
    /// The weight of the rule itself.
    base: u32,
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
                payments: self.taking.count.filter(|_| self.guessed),
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
                weight: weight + self.base,
                rare: false,
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

    /// All of it is missing.
    fn absent(&self) -> Variant {
        let gone = self.taking.amount;
        Variant {
            loss: gone.minor,
            causes: 1,
            weight: 2,
            rare: false,
            roundings: 0,
            terms: vec![Term {
                cause: Cause::InTransit,
                amount: gone,
                what: What::Absent { taking: self.index },
            }],
        }
    }

    fn off_plan(
        &self,
        (contract, table): (&Contract, &FeeTable),
        rule: &Rule,
        found: &mut Vec<Variant>,
    ) {
        let Some((fee, cap)) = self.fee(rule, self.taking.amount) else {
            return;
        };
        let plan = self.fee_term(rule, fee, cap, false);
        self.other_caps(rule, &plan, found);
        self.other_rates(contract, rule, &plan, found);
        let mut push = |loss, weight, roundings, terms| {
            found.push(Variant {
                loss,
                causes: 1,
                weight: weight + self.base,
                rare: false,
                roundings,
                terms,
            });
        };
        let (index, gone) = (self.index, self.taking.amount);
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
        for (paid, cause, weight) in slips(gone.minor) {
            // What was paid may stand in another tier.
            let own = table.rule_for(rule.tender, gone.minor) == Some(rule);
            let rule = table
                .rule_for(rule.tender, paid)
                .filter(|_| own)
                .unwrap_or(rule);
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
        found.push(self.absent());
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
                weight: weight + self.base,
                rare: false,
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

    fn other_rates(&self, contract: &Contract, rule: &Rule, plan: &Term, found: &mut Vec<Variant>) {
        let mut rates = other_rates(contract, rule);
        rates.retain(|(rate, ..)| *rate != rule.rate);
        if !self.guessed {
            let own = (rule.rate.percent() * Decimal::ONE_HUNDRED).to_i64();
            let known: Vec<Rate> = rates.iter().map(|(rate, ..)| *rate).collect();
            let rare = (1..=own.unwrap_or(0) + RARE_ABOVE).filter_map(hundredths);
            let new = rare.filter(|rate| *rate != rule.rate && !known.contains(rate));
            rates.extend(new.map(|rate| (rate, Cause::RateTooHigh, RARE_WEIGHT)));
        }
        for (rate, cause, weight) in rates {
            let Some(loss) = self.at_rate(rule, rate) else {
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
                weight: weight + self.base,
                rare: weight == RARE_WEIGHT,
                roundings: 1,
                terms,
            });
        }
    }

    /// The fee at another rate, without cap and minimum, with the rule's fixed part.
    fn at_rate(&self, rule: &Rule, rate: Rate) -> Option<i128> {
        let share = crate::fees::Exact::share(self.taking.amount, rate)?.rounded(self.rounding);
        let payments = i128::from(self.taking.count.unwrap_or(1).max(1));
        Some(share.minor + rule.fixed * payments)
    }
}

fn hundredths(hundredths: i64) -> Option<Rate> {
    Rate::from_percent(Decimal::new(hundredths, 2))
}

/// Other rates than a rule's that may have been charged, and what that would be: those of the plan,
/// then usual ones.
pub(super) fn other_rates(contract: &Contract, rule: &Rule) -> Vec<(Rate, Cause, u32)> {
    let plans = contract.rates.iter();
    let plans = plans.map(|other| (other.percent, misread(rule.tender, other.tender), 1));
    let usual = USUAL_RATES.into_iter().filter_map(|usual| {
        let weight = if COMMON_RATES.contains(&usual) { 2 } else { 4 };
        Some((hundredths(usual)?, Cause::RateTooHigh, weight))
    });
    let mut rates: Vec<(Rate, Cause, u32)> = Vec::new();
    for one in plans.chain(usual) {
        if rates.iter().all(|(known, ..)| *known != one.0) {
            rates.push(one);
        }
    }
    rates
}

/// What it is called when payments by one tender are charged at the rate of another.
fn misread(own: Tender, other: Tender) -> Cause {
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
pub(super) fn slips(minor: i128) -> Vec<(i128, Cause, u32)> {
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
