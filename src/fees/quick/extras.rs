//! Charges beside the fees of single payments: same-day and payout fees, SIM cards, deposits.

use rust_decimal::Decimal;

use crate::cause::Cause;
use crate::fees::exact::Exact;
use crate::fees::table::minor_of;
use crate::money::{Amount, Currency};
use crate::settings::Contract;

use super::{Taking, Term, What};

/// A sum of usual charges.
#[derive(Clone, Debug)]
pub(super) struct Extra {
    /// What they come to.
    pub sum: i128,
    /// How many causes they are.
    pub causes: u32,
    /// Smaller is more usual.
    pub weight: u32,
    /// What they are.
    pub terms: Vec<Term>,
}

/// Every sum of at most two usual charges, in rising order.
pub(super) struct Extras(Vec<Extra>);

/// Same-day fees seen, in yuan each (FEES.md section 2, AGENT and LS-T0); used where the contract
/// names none.
const INSTANT_USUAL: [i64; 3] = [1, 2, 3];

/// So many same-day fees are tried where the number of payments is not known.
const INSTANT_TIMES: u32 = 30;

/// Past this weight a number of same-day fees is hardly a guess any more.
const SINGLE_WEIGHT: u32 = 14;

/// No day has more payments than this in a quick question.
const INSTANT_TIMES_MAX: u32 = 200;

impl Extras {
    pub fn new(contract: &Contract, takings: &[Taking], currency: Currency) -> Self {
        let none = Extra {
            sum: 0,
            causes: 0,
            weight: 0,
            terms: Vec::new(),
        };
        let instant = instant(contract, takings, currency);
        let listed = listed(contract, currency);
        let mut sums = vec![none];
        for one in &instant {
            sums.extend(listed.iter().map(|two| joined(one, two, 0)));
        }
        for (index, one) in listed.iter().enumerate() {
            // Two different charges of the list: rarer than one, and many pairs fit by chance.
            sums.extend(listed.iter().skip(index + 1).map(|two| joined(one, two, 3)));
        }
        sums.extend(instant);
        sums.extend(listed);
        sums.sort_by_key(|extra| (extra.sum, extra.causes, extra.weight));
        Self(sums)
    }

    /// Single charges: what else may be beside a refund.
    pub fn single(&self) -> impl Iterator<Item = &Extra> {
        let near = |extra: &&Extra| extra.causes == 1 && extra.weight <= SINGLE_WEIGHT;
        self.0.iter().filter(near)
    }

    /// The sums that lie within `slack` of `rest`.
    pub fn near(&self, rest: i128, slack: i128) -> impl Iterator<Item = &Extra> {
        let start = self.0.partition_point(|extra| extra.sum < rest - slack);
        self.0
            .iter()
            .skip(start)
            .take_while(move |extra| extra.sum <= rest + slack)
    }
}

fn joined(one: &Extra, two: &Extra, weight: u32) -> Extra {
    Extra {
        sum: one.sum + two.sum,
        causes: one.causes + two.causes,
        weight: one.weight + two.weight + weight,
        terms: one.terms.iter().chain(&two.terms).copied().collect(),
    }
}

fn instant(contract: &Contract, takings: &[Taking], currency: Currency) -> Vec<Extra> {
    let own: Vec<Decimal> = [
        contract.instant_fee,
        contract
            .payout_fee
            .filter(|fee| !fee.outside)
            .map(|fee| fee.fixed),
        contract.night_fee.map(|fee| fee.amount),
    ]
    .into_iter()
    .flatten()
    .collect();
    let counted: Option<u32> = takings
        .iter()
        .try_fold(0_u32, |sum, taking| sum.checked_add(taking.count?));
    let times_max = counted.unwrap_or(INSTANT_TIMES).clamp(1, INSTANT_TIMES_MAX);
    let usual = INSTANT_USUAL.map(Decimal::from);
    let mut each: Vec<(i128, u32)> = own
        .iter()
        .map(|&fee| (minor_of(fee, currency), 0))
        .collect();
    if currency == Currency::CNY {
        each.extend(usual.iter().map(|&fee| (minor_of(fee, currency), 2)));
    }
    each.retain(|&(fee, _)| fee > 0);
    each.sort_unstable();
    each.dedup_by_key(|(fee, _)| *fee);
    let mut extras = Vec::new();
    // The plan's share for same-day settlement, on everything.
    if let Some(rate) = contract.instant_percent {
        let shares = takings
            .iter()
            .filter_map(|taking| Exact::share(taking.amount, rate))
            .map(|share| share.rounded(contract.rounding.mode()).minor);
        let share: i128 = shares.sum();
        let fixed = contract
            .instant_fee
            .map_or(0, |fee| minor_of(fee, currency));
        for times in 0..=(if fixed > 0 { times_max } else { 0 }) {
            let sum = share + fixed * i128::from(times);
            if sum == 0 {
                continue;
            }
            let amount = Amount::new(sum, currency);
            let what = What::Instant {
                each: amount,
                times: 1,
            };
            extras.push(Extra {
                sum,
                causes: 1,
                weight: u32::from(times > 1 && Some(times) != counted),
                terms: vec![Term {
                    cause: Cause::FeeInstant,
                    amount,
                    what,
                }],
            });
        }
    }
    for (fee, weight) in each {
        for times in 1..=times_max {
            let sum = fee * i128::from(times);
            // One fee, or one for each payment, is usual; a number in between less so.
            let often = if times == 1 || Some(times) == counted {
                0
            } else {
                times.min(12)
            };
            extras.push(Extra {
                sum,
                causes: 1,
                weight: weight + often,
                terms: vec![Term {
                    cause: Cause::FeeInstant,
                    amount: Amount::new(sum, currency),
                    what: What::Instant {
                        each: Amount::new(fee, currency),
                        times,
                    },
                }],
            });
        }
    }
    extras
}

fn listed(contract: &Contract, currency: Currency) -> Vec<Extra> {
    let mut amounts: Vec<i128> = contract
        .list_amounts
        .iter()
        .map(|&amount| minor_of(amount, currency))
        .collect();
    amounts.retain(|&amount| amount > 0);
    amounts.sort_unstable();
    amounts.dedup();
    amounts
        .into_iter()
        .map(|minor| {
            let amount = Amount::new(minor, currency);
            let what = What::Listed(amount);
            let terms = vec![Term {
                cause: Cause::SimDeposit,
                amount,
                what,
            }];
            Extra {
                sum: minor,
                causes: 1,
                weight: 2,
                terms,
            }
        })
        .collect()
}
