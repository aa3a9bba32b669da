/*!
Verdicts on lines, which count after every family has run.

They are applied one after the other. Claims move from a line to another line or to the unexplained
part and keep their rows, their aspect and their amounts, so that no sum changes and no row is
claimed twice.
*/

use rustc_hash::FxHashSet;

use super::naming::Naming;
use crate::cause::{Cause, Confidence, Group, Why};
use crate::causes::{Aspect, Claim, Line, Rest, count};
use crate::verdict::{Kind, Mark, Outcome, Reason, Target, Verdict, Word};

/// A line and the verdicts that made, confirmed or remarked it.
pub(super) struct Judged {
    pub(super) line: Line,
    pub(super) marks: Vec<Mark>,
}

/// A piece of the unexplained part and how it came to be there.
pub(super) struct Open {
    pub(super) rest: Rest,
    pub(super) marks: Vec<Mark>,
    /// Where a verdict took it from a line: the line's cause, and what it claimed.
    pub(super) denied: Option<Denied>,
}

/// What was taken from a line.
pub(super) struct Denied {
    pub(super) cause: Cause,
    aspect: Aspect,
    claims: Vec<Claim>,
}

/// The lines and the unexplained part while verdicts are applied.
pub(super) struct Bench<'a> {
    naming: &'a Naming<'a>,
    pub(super) lines: Vec<Judged>,
    pub(super) open: Vec<Open>,
}

/// What a verdict found.
#[derive(Default)]
struct Found {
    rows: u32,
    moved: Vec<(Aspect, Cause, Vec<Claim>, Line)>,
}

impl<'a> Bench<'a> {
    pub(super) fn new(naming: &'a Naming<'a>, lines: Vec<Line>, rests: Vec<Rest>) -> Self {
        let lines = lines.into_iter().map(|line| Judged {
            line,
            marks: Vec::new(),
        });
        let open = rests.into_iter().map(|rest| Open {
            rest,
            marks: Vec::new(),
            denied: None,
        });
        Self {
            naming,
            lines: lines.collect(),
            open: open.collect(),
        }
    }

    /// Applies every verdict on a line. `outcomes` has a place for each verdict; those on matches
    /// are there already.
    pub(super) fn judge(
        &mut self,
        verdicts: &[Verdict],
        outcomes: Vec<Option<Outcome>>,
    ) -> Vec<Outcome> {
        let mut told: Vec<Outcome> = verdicts
            .iter()
            .zip(outcomes)
            .map(|(verdict, outcome)| outcome.unwrap_or_else(|| self.apply(verdict)))
            .collect();
        let lines = self.lines.iter().flat_map(|judged| &judged.marks);
        let open = self.open.iter().flat_map(|open| &open.marks);
        let seen: FxHashSet<u32> = lines.chain(open).map(|mark| mark.id).collect();
        for (verdict, outcome) in verdicts.iter().zip(&mut told) {
            let applied = matches!(outcome, Outcome::Applied { .. });
            if applied && verdict.word.pair().is_none() && !seen.contains(&verdict.id) {
                *outcome = Outcome::Not(Reason::Overruled);
            }
        }
        told
    }

    fn apply(&mut self, verdict: &Verdict) -> Outcome {
        let Some(target) = verdict.word.target() else {
            return Outcome::Not(Reason::NoPair);
        };
        let to = match verdict.word {
            Word::Reject(_) => Some(Cause::Unexplained),
            _ => verdict.word.to(),
        };
        if to.is_some_and(|to| to.group() == Group::Root) {
            return Outcome::Not(Reason::NoMoney);
        }
        let (id, kind) = (verdict.id, verdict.word.kind());
        let rows = match to {
            None => self.remark(target, |rows| Mark { id, kind, rows }),
            Some(to) => {
                let found = self.take(target);
                for piece in found.moved {
                    self.put(piece, to, id, kind);
                }
                found.rows
            }
        };
        if rows == 0 {
            return Outcome::Not(self.naming.why_not(&target.rows, Reason::NoLine));
        }
        let named = u32::try_from(target.rows.count()).unwrap_or(u32::MAX);
        Outcome::Applied {
            rows,
            missing: named.saturating_sub(rows),
        }
    }

    /// Marks every line that the target means; how many of its rows there are.
    fn remark(&mut self, target: &Target, mark: impl Fn(u32) -> Mark) -> u32 {
        let mut rows = 0;
        if target.aspect.is_none() {
            for open in &mut self.open {
                let named = means_rest(self.naming, target, &open.rest);
                if named {
                    let here = count(&open.rest.rows);
                    open.marks.push(mark(here));
                    rows += here;
                }
            }
            return rows;
        }
        for judged in self
            .lines
            .iter_mut()
            .filter(|judged| means(target, &judged.line))
        {
            let claims = judged.line.claims.iter();
            let named = claims.filter(|claim| self.naming.is_in(claim.row, &target.rows));
            let here = u32::try_from(named.count()).unwrap_or(u32::MAX);
            if here > 0 {
                judged.marks.push(mark(here));
                rows += here;
            }
        }
        rows
    }

    /// Takes what the target means out of its lines, or out of the unexplained part.
    fn take(&mut self, target: &Target) -> Found {
        if target.aspect.is_none() {
            return self.take_open(target);
        }
        let mut found = Found::default();
        for judged in self
            .lines
            .iter_mut()
            .filter(|judged| means(target, &judged.line))
        {
            let line = &mut judged.line;
            let claims = std::mem::take(&mut line.claims);
            let (taken, left) = parted(self.naming, line.aspect, claims, target);
            line.claims = left;
            if taken.is_empty() {
                continue;
            }
            found.rows += count(&taken);
            let whole = line.clone();
            if !line.claims.is_empty() {
                line.amount = line.claims.iter().map(Claim::sum).sum();
                line.why = line.why.with_rows(count(&line.claims));
            }
            found.moved.push((line.aspect, line.cause, taken, whole));
        }
        self.lines.retain(|judged| !judged.line.claims.is_empty());
        found
    }

    /// Rows of which she has named what no test claimed, also where she denied it again.
    fn said(&self) -> FxHashSet<u32> {
        let lines = self
            .lines
            .iter()
            .map(|judged| (judged.line.aspect, &judged.line.claims));
        let denied = self.open.iter().filter_map(|open| open.denied.as_ref());
        lines
            .chain(denied.map(|denied| (denied.aspect, &denied.claims)))
            .filter(|&(aspect, _)| aspect == Aspect::Said)
            .flat_map(|(_, claims)| claims.iter().map(|claim| claim.row))
            .collect()
    }

    fn take_open(&mut self, target: &Target) -> Found {
        let mut found = Found::default();
        let mut left = Vec::new();
        let mut said = self.said();
        for mut open in std::mem::take(&mut self.open) {
            let (aspect, taken) = match &mut open.denied {
                Some(denied) => {
                    let claims = std::mem::take(&mut denied.claims);
                    let (taken, kept) = parted(self.naming, denied.aspect, claims, target);
                    denied.claims = kept;
                    (denied.aspect, taken)
                }
                None if means_rest(self.naming, target, &open.rest) => {
                    (Aspect::Said, whole_claims(&open.rest, &mut said))
                }
                None => (Aspect::Said, Vec::new()),
            };
            let sum: i128 = taken.iter().map(Claim::sum).sum();
            if let (false, Some(denied)) = (taken.is_empty(), &open.denied) {
                open.rest.amount -= sum;
                open.rest.rows = denied.claims.iter().map(|claim| claim.row).collect();
                found.rows += count(&taken);
            } else if !taken.is_empty() {
                found.rows += count(&open.rest.rows);
                open.rest.rows.clear();
            }
            if !taken.is_empty() {
                let line = said_line(aspect, Cause::Unexplained, taken.clone(), 0);
                found.moved.push((aspect, Cause::Unexplained, taken, line));
            }
            if !open.rest.rows.is_empty() {
                left.push(open);
            }
        }
        self.open = left;
        found
    }

    /// Puts claims under the cause that she gives.
    fn put(
        &mut self,
        (aspect, was, claims, whole): (Aspect, Cause, Vec<Claim>, Line),
        to: Cause,
        id: u32,
        kind: Kind,
    ) {
        let rows = count(&claims);
        let marks = vec![Mark { id, kind, rows }];
        if to == Cause::Unexplained {
            let rest = Rest {
                due: None,
                amount: claims.iter().map(Claim::sum).sum(),
                rows: claims.iter().map(|claim| claim.row).collect(),
            };
            let denied = Some(Denied {
                cause: was,
                aspect,
                claims,
            });
            return self.open.push(Open {
                rest,
                marks,
                denied,
            });
        }
        let line = if to == was {
            // The same reason for the rows that now stand apart.
            Line {
                amount: claims.iter().map(Claim::sum).sum(),
                why: whole.why.with_rows(rows),
                claims,
                ..whole
            }
        } else {
            Line {
                cause: to,
                ..said_line(aspect, was, claims, rows)
            }
        };
        self.lines.push(Judged { line, marks });
    }
}

/// The claims that a target names, and the others.
fn parted(
    naming: &Naming<'_>,
    aspect: Aspect,
    claims: Vec<Claim>,
    target: &Target,
) -> (Vec<Claim>, Vec<Claim>) {
    let is_named = |claim: &Claim| naming.is_in(claim.row, &target.rows);
    if aspect.is_weightless() && claims.iter().any(is_named) {
        return (claims, Vec::new());
    }
    claims.into_iter().partition(is_named)
}

/// A line of hers; nothing but her word stands behind it.
fn said_line(aspect: Aspect, was: Cause, claims: Vec<Claim>, rows: u32) -> Line {
    Line {
        cause: was,
        amount: claims.iter().map(Claim::sum).sum(),
        confidence: Confidence::Possible,
        why: Why::Said { rows, was },
        aspect,
        alternatives: 1,
        runner_up: None,
        claims,
    }
}

/// Whether a verdict on `target` may be about this line.
fn means(target: &Target, line: &Line) -> bool {
    line.cause == target.cause && Some(line.aspect) == target.aspect
}

/// Whether the target names exactly the rows of this piece, which is known as a whole only.
fn means_rest(naming: &Naming<'_>, target: &Target, rest: &Rest) -> bool {
    !rest.rows.is_empty()
        && target.rows.count() == naming.set(rest.rows.iter().copied()).count()
        && rest.rows.iter().all(|&row| naming.is_in(row, &target.rows))
}

/// A piece as claims: all of it on the first row that she has said nothing of yet. Nothing where
/// there is no such row.
fn whole_claims(rest: &Rest, said: &mut FxHashSet<u32>) -> Vec<Claim> {
    let Ok(mut amount) = i64::try_from(rest.amount) else {
        return Vec::new();
    };
    let mut claims = Vec::new();
    for &row in &rest.rows {
        if said.insert(row) {
            claims.push(Claim::one(row, std::mem::take(&mut amount)));
        }
    }
    claims
}
