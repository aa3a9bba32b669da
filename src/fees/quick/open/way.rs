//! How a taking may have been charged: by the plan, or off it by one cause.

use crate::cause::Cause;
use crate::fees::table::Rule;
use crate::money::{Currency, Rate, Rounding};

use crate::fees::quick::payments::Asked;
use crate::fees::quick::{Term, What, variants};

use super::{Seen, is_small};

/// How a taking was charged, for an amount of any size.
#[derive(Clone, Copy, Debug)]
pub(in crate::fees::quick) struct Way {
    index: usize,
    /// What was really taken, where it was booked wrong.
    pub taken: i128,
    /// The plan's rule; `None` where nothing is agreed.
    plan: Option<Rule>,
    /// What was charged instead: the rate, its cap and minimum.
    charged: Option<Rule>,
    /// How many payments bear the fixed part.
    payments: i128,
    /// How often the fee was taken.
    times: i128,
    /// The number of payments, where it is tried.
    guessed: Option<u32>,
    rounding: Rounding,
    currency: Currency,
    /// What that is called, where it is off the plan.
    pub off: Option<(Cause, What)>,
    /// 0 by the plan, 1 off it.
    pub causes: u32,
    /// Smaller is more usual.
    pub weight: u32,
}

/// Every way of a taking, by the plan first.
pub(super) fn of(seen: &Seen<'_>, index: usize, asked: Asked) -> Vec<Way> {
    let taken = asked.taking.amount.minor;
    if !is_small(taken) {
        return Vec::new();
    }
    let plan = |rule: Option<Rule>| Way {
        index,
        taken,
        plan: rule,
        charged: rule,
        payments: i128::from(asked.taking.count.unwrap_or(1).max(1)),
        times: 1,
        guessed: asked.taking.count.filter(|_| asked.guessed),
        rounding: seen.contract.rounding.mode(),
        currency: seen.gap.currency,
        off: None,
        causes: 0,
        weight: rule.map_or(0, |rule| variants::base_weight(asked.taking, &rule)),
    };
    let rules = super::rules(seen, asked);
    if rules.is_empty() {
        return vec![plan(None)];
    }
    let mut ways = Vec::new();
    for rule in rules {
        let way = plan(Some(rule));
        ways.push(way);
        way.off_plan(seen, rule, &mut ways);
    }
    ways
}

impl Way {
    fn otherwise(self, weight: u32, cause: Cause, what: What) -> Self {
        Self {
            off: Some((cause, what)),
            causes: 1,
            weight: self.weight + weight,
            ..self
        }
    }

    fn off_plan(self, seen: &Seen<'_>, rule: Rule, ways: &mut Vec<Self>) {
        let taking = self.index;
        let free = Rule {
            cap: None,
            min: None,
            ..rule
        };
        let mut known: Vec<Rate> = vec![rule.rate];
        for (rate, cause, weight) in variants::other_rates(seen.contract, &rule) {
            if known.contains(&rate) {
                continue;
            }
            known.push(rate);
            let what = What::OtherRate {
                taking,
                agreed: rule.rate,
                charged: rate,
            };
            ways.push(Self {
                charged: Some(Rule { rate, ..free }),
                ..self.otherwise(weight, cause, what)
            });
        }
        if let Some(cap) = rule.cap {
            let agreed = Some(seen.money(cap));
            let what = |charged: Option<i128>| What::OtherCap {
                taking,
                agreed,
                charged: charged.map(|cap| seen.money(cap)),
            };
            ways.push(Self {
                charged: Some(rule.uncapped()),
                ..self.otherwise(1, Cause::CapMissed, what(None))
            });
            let usual = variants::USUAL_CAPS.iter().map(|yuan| yuan * 100);
            let yuan = self.currency == Currency::CNY;
            for other in usual.filter(|&other| yuan && other != cap) {
                let charged = Some(Rule {
                    cap: Some(other),
                    ..rule
                });
                let way = self.otherwise(3, Cause::CapMissed, what(Some(other)));
                ways.push(Self { charged, ..way });
            }
        }
        ways.push(Self {
            times: 2,
            ..self.otherwise(3, Cause::ChargedTwice, What::Twice { taking })
        });
        ways.push(Self {
            times: 0,
            ..self.otherwise(
                4,
                Cause::FeeOutside,
                What::NoFee {
                    taking: Some(taking),
                },
            )
        });
        // What was paid is less: of more nothing would be refunded.
        let slips = variants::slips(self.taken).into_iter();
        for (paid, cause, weight) in slips.filter(|(paid, ..)| *paid < self.taken) {
            let what = What::Keyed {
                taking,
                booked: seen.money(self.taken),
                paid: seen.money(paid),
            };
            ways.push(Self {
                taken: paid,
                ..self.otherwise(weight, cause, what)
            });
        }
    }

    /// The same, and with one payment fewer where each bears a fixed part: that of the payment that is
    /// gone may be gone with it.
    pub fn with_fewer(&self) -> impl Iterator<Item = Self> + use<> {
        let fixed = self.charged.is_some_and(|rule| rule.fixed != 0);
        let fewer = (fixed && self.payments > 1).then(|| Self {
            payments: self.payments - 1,
            ..*self
        });
        [Some(*self), fewer].into_iter().flatten()
    }

    /// Whether the fee of `minor` is a plain share of it, so that a part refunded brings back its own.
    pub fn is_plain(&self, minor: i128) -> bool {
        self.charged.is_none_or(|rule| {
            let share = self.share(rule.rate, minor);
            let bound = rule.cap.is_some_and(|cap| share.is_some_and(|s| s >= cap))
                || rule.min.is_some_and(|min| share.is_some_and(|s| s <= min));
            rule.fixed == 0 && !bound
        })
    }

    fn share(&self, rate: Rate, minor: i128) -> Option<i128> {
        let percent = rate.percent();
        let product = minor.checked_mul(percent.mantissa())?;
        let unit = 10_i64.checked_pow(percent.scale() + 2)?;
        // A division in 64 bits is many times faster in wasm.
        if let (Ok(product), Rounding::HalfUp) = (i64::try_from(product), self.rounding) {
            let (whole, rest) = (product / unit, product % unit);
            return Some(i128::from(whole + i64::from(rest * 2 >= unit)));
        }
        Some(self.rounding.divide(product, i128::from(unit)))
    }

    fn by(&self, rule: Rule, minor: i128, times: i128) -> Option<i128> {
        let mut fee = self.share(rule.rate, minor)?;
        fee = rule.cap.map_or(fee, |cap| fee.min(cap));
        fee = rule.min.map_or(fee, |min| fee.max(min));
        Some((fee + rule.fixed * self.payments) * times)
    }

    /// The fee on `minor`; `None` where nothing is left to charge.
    pub fn fee(&self, minor: i128) -> Option<i128> {
        if minor <= 0 || !is_small(minor) {
            return None;
        }
        self.charged
            .map_or(Some(0), |rule| self.by(rule, minor, self.times))
    }

    /// The plan's own way, where this one is off it by what is charged.
    pub fn by_plan(&self) -> Option<Self> {
        let charged = matches!(
            self.off,
            Some((
                _,
                What::OtherRate { .. } | What::OtherCap { .. } | What::Twice { .. }
            ))
        );
        let rule = self.plan?;
        charged.then_some(Self {
            // What comes back is a share, whatever the total reached.
            charged: Some(Rule {
                min: None,
                fixed: 0,
                ..rule
            }),
            times: 1,
            ..*self
        })
    }

    /// About the amount of which `net` is left after its share.
    pub fn before(&self, net: i128) -> Option<i128> {
        let percent = self.charged?.rate.percent();
        let unit = 10_i128.pow(percent.scale() + 2);
        net.checked_mul(unit)?
            .checked_div((unit - percent.mantissa()).max(0))
    }

    /// The amounts that, taken out of what was taken, leave `rest` of it missing, fees included;
    /// the roundest of neighbours.
    pub fn solve(&self, rest: i128) -> Vec<i128> {
        // So much should have arrived of what stayed.
        let net = self.taken - rest;
        let mut found: Vec<i128> = Vec::new();
        let mut near = |left: Option<i128>| {
            let Some(left) = left.filter(|&left| is_small(left)) else {
                return;
            };
            // A round one among neighbours that rounding cannot tell apart.
            let best = (left - 1..=left + 1)
                .filter(|&left| self.fee(left).is_some_and(|fee| left - fee == net))
                .map(|left| self.taken - left)
                .min_by_key(|short| (short % 100 != 0, short % 10 != 0));
            if let Some(best) = best.filter(|best| *best != 0 && !found.contains(best)) {
                found.push(best);
            }
        };
        let Some(rule) = self.charged.filter(|_| self.times > 0) else {
            near(Some(net));
            return found;
        };
        let fixed = rule.fixed * self.payments;
        for bound in [rule.cap, rule.min].into_iter().flatten() {
            near(Some(net + (bound + fixed) * self.times));
        }
        let percent = rule.rate.percent();
        let unit = 10_i128.pow(percent.scale() + 2);
        let kept = unit - percent.mantissa() * self.times;
        let above = (net + fixed * self.times).checked_mul(unit);
        near(above.and_then(|above| above.checked_div(kept.max(0))));
        found
    }

    /// By how much more was booked than was paid.
    pub const fn booked_more(&self) -> i128 {
        match self.off {
            Some((_, What::Keyed { booked, paid, .. })) => booked.minor - paid.minor,
            _ => 0,
        }
    }

    /// The plan's fee on `minor` and what differs from it, where `fee` was charged; `None` where
    /// nothing differs and something should.
    pub fn terms(&self, minor: i128, fee: i128) -> Option<(Option<Term>, Option<Term>)> {
        let money = |minor: i128| crate::money::Amount::new(minor, self.currency);
        let term = |own: i128, rule: Rule| Term {
            cause: Cause::FeeNormal,
            amount: money(own),
            what: What::Fee {
                taking: self.index,
                tender: rule.tender,
                rate: rule.rate,
                cap: rule
                    .cap
                    .filter(|&cap| self.share(rule.rate, minor).is_some_and(|s| s >= cap))
                    .map(money),
                uncapped: false,
                payments: self.guessed,
            },
        };
        let Some(rule) = self.plan else {
            return Some((None, None));
        };
        match self.off {
            // What came back of a fee is already taken off it.
            None => Some((Some(term(fee, rule)), None)),
            Some((cause, what @ What::NoFee { .. })) => {
                let none = Term {
                    cause,
                    amount: money(0),
                    what,
                };
                Some((None, Some(none)))
            }
            Some((cause, what)) => {
                let more = self.booked_more();
                let own = if more != 0 {
                    fee
                } else {
                    self.by(rule, minor, 1)?
                };
                let amount = fee - own + more;
                // Less than agreed is no overcharge.
                let lower = amount < 0 && more == 0;
                let cause = if lower { Cause::FeeNormal } else { cause };
                let differs = Term {
                    cause,
                    amount: money(amount),
                    what,
                };
                (amount != 0).then(|| (Some(term(own, rule)), Some(differs)))
            }
        }
    }
}
