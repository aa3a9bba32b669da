//! The bridge as a chart draws it: from takings down, group by group, to received.

use super::Answer;
use crate::cause::Group;
use crate::money::Amount;

/// One bar of the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it stands for.
    pub of: StepOf,
    /// Its size: a level for takings and received, else positive when it lowers the payout.
    pub amount: Amount,
    /// Level before it; nought for takings and received.
    pub from: Amount,
    /// Level after it.
    pub to: Amount,
}

/// What a bar of the chart stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepOf {
    /// The first bar.
    Takings,
    /// The lines of a group that lower the payout.
    Lowers(Group),
    /// The lines of a group that raise it: earlier money, fees given back.
    Raises(Group),
    /// What no test claims.
    Unexplained,
    /// The last bar.
    Received,
}

/// Sums of the lines, group by group; positive when it lowers the payout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupSums {
    /// Part of the deal.
    pub normal: Amount,
    /// On its way.
    pub transit: Amount,
    /// Needs a look, without the unexplained part.
    pub look: Amount,
    /// Claim it back.
    pub claim: Amount,
    /// What no test claims.
    pub unexplained: Amount,
}

/// Groups in the order that the chart goes through them: what is in order comes first.
const ORDER: [Group; 5] = [
    Group::Normal,
    Group::Transit,
    Group::Claim,
    Group::Look,
    Group::Root,
];

impl Answer {
    /// The sum of a group's lines.
    #[must_use]
    pub fn sum_of(&self, group: Group) -> Amount {
        self.sum_where(group, |_| true)
    }

    /// The sums of all groups.
    #[must_use]
    pub fn group_sums(&self) -> GroupSums {
        GroupSums {
            normal: self.sum_of(Group::Normal),
            transit: self.sum_of(Group::Transit),
            look: self.sum_of(Group::Look),
            claim: self.sum_of(Group::Claim),
            unexplained: self.unexplained,
        }
    }

    /// The bars of the chart. Steps of nought are left out; what raises the payout has a bar of its
    /// own, so that two large sums do not hide each other.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        let zero = Amount::new(0, self.currency);
        let mut level = self.takings;
        let mut steps = vec![Step {
            of: StepOf::Takings,
            amount: self.takings,
            from: zero,
            to: self.takings,
        }];
        let mut push = |of, amount: Amount| {
            if amount.is_zero() {
                return;
            }
            let from = level;
            level = Amount::new(from.minor.saturating_sub(amount.minor), self.currency);
            steps.push(Step {
                of,
                amount,
                from,
                to: level,
            });
        };
        for group in ORDER {
            push(
                StepOf::Lowers(group),
                self.sum_where(group, |minor| minor > 0),
            );
            push(
                StepOf::Raises(group),
                self.sum_where(group, |minor| minor < 0),
            );
        }
        push(StepOf::Unexplained, self.unexplained);
        steps.push(Step {
            of: StepOf::Received,
            amount: self.received,
            from: zero,
            to: self.received,
        });
        steps
    }

    /// The explanation has checked that these sums stay in range; the chart never panics on others.
    fn sum_where(&self, group: Group, wanted: impl Fn(i128) -> bool) -> Amount {
        let minor = self
            .lines
            .iter()
            .filter(|line| line.cause.group() == group && wanted(line.amount.minor))
            .fold(0_i128, |sum, line| sum.saturating_add(line.amount.minor));
        Amount::new(minor, self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::LineView;
    use crate::calendar::{Day, Period};
    use crate::cause::{Cause, Confidence, Why};
    use crate::money::Currency;
    use crate::settings::Settings;

    fn line(cause: Cause, minor: i128) -> LineView {
        LineView {
            cause,
            amount: Amount::new(minor, Currency::CNY),
            confidence: Confidence::Certain,
            why: Why::BillRows { rows: 1 },
            row_count: 1,
            alternatives: 1,
            runner_up: None,
            roots: Vec::new(),
            verdicts: Vec::new(),
        }
    }

    fn answer(lines: Vec<LineView>, unexplained: i128) -> Answer {
        let yuan = |minor| Amount::new(minor, Currency::CNY);
        let gap = lines.iter().map(|line| line.amount.minor).sum::<i128>() + unexplained;
        let day = Day::from_epoch(20_000);
        Answer {
            currency: Currency::CNY,
            currencies: Vec::new(),
            period: Period { from: day, to: day },
            statement: None,
            takings: yuan(100_000),
            received: yuan(100_000 - gap),
            gap: yuan(gap),
            lines,
            unexplained: yuan(unexplained),
            unexplained_parts: Vec::new(),
            payouts: Vec::new(),
            assumptions: Vec::new(),
            verdicts: Vec::new(),
            settings: Settings::default(),
        }
    }

    #[test]
    fn the_steps_lead_from_takings_to_received() {
        let answer = answer(
            vec![
                line(Cause::FeeNormal, 600),
                line(Cause::InTransit, 9_000),
                line(Cause::CarriedIn, -4_000),
                line(Cause::DebitAsCredit, 40),
            ],
            7,
        );
        let steps = answer.steps();
        let kinds: Vec<StepOf> = steps.iter().map(|step| step.of).collect();
        assert_eq!(
            kinds,
            [
                StepOf::Takings,
                StepOf::Lowers(Group::Normal),
                StepOf::Lowers(Group::Transit),
                StepOf::Raises(Group::Transit),
                StepOf::Lowers(Group::Claim),
                StepOf::Unexplained,
                StepOf::Received,
            ]
        );
        for pair in steps.windows(2) {
            if pair[1].of == StepOf::Received {
                assert_eq!(pair[0].to, pair[1].to, "the last step ends at received");
            } else {
                assert_eq!(pair[0].to, pair[1].from);
            }
        }
    }

    #[test]
    fn without_a_gap_only_the_two_totals_stand() {
        let steps = answer(Vec::new(), 0).steps();
        assert_eq!(steps.len(), 2);
        assert_eq!(steps[0].to, steps[1].to);
    }

    #[test]
    fn sums_of_groups_and_the_unexplained_part_make_the_gap() {
        let answer = answer(
            vec![line(Cause::FeeNormal, 600), line(Cause::RiskHold, 55)],
            -3,
        );
        let sums = answer.group_sums();
        let total = sums.normal.minor
            + sums.transit.minor
            + sums.look.minor
            + sums.claim.minor
            + sums.unexplained.minor;
        assert_eq!(total, answer.gap.minor);
        assert_eq!(sums.look.minor, 55);
    }
}
