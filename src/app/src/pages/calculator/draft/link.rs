//! A calculation in a link: what of the fields travels, and links of every version read.

use yifen::fees::{Preset, Shared, SharedField, TAKINGS_MAX, tender_name, tender_of};
use yifen::record::Tender;
use yifen::settings::Contract;

use super::{Draft, LineDraft, MIX_MAX, Origin, PlanDraft, Tab};

/// A plan to compare with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rival {
    /// A preset.
    Preset(Preset),
    /// The contract she entered.
    Own,
}

impl Rival {
    /// Its name in links.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Preset(preset) => preset.id(),
            Self::Own => "own",
        }
    }

    /// The plan of a name.
    pub fn parse(id: &str) -> Option<Self> {
        match id {
            "own" => Some(Self::Own),
            id => Preset::parse(id).map(Self::Preset),
        }
    }
}

impl Draft {
    /// The calculation as it travels in a link.
    pub fn share(&self, contract: &Contract) -> Shared {
        use SharedField as F;
        let instant = if self.instant { "1" } else { "" };
        let lines = match self.tab {
            Tab::Gap => write_lines(&self.takings),
            Tab::Compare => write_lines(&self.mix),
            _ => String::new(),
        };
        let rivals: Vec<&str> = self
            .rivals
            .iter()
            .flatten()
            .map(|rival| rival.id())
            .collect();
        let rivals = rivals.join(" ");
        let own: &[(SharedField, &str)] = match self.tab {
            Tab::Single => &[(F::Amount, &self.amount), (F::Time, &self.time)],
            Tab::Backwards => &[
                (F::Want, &self.want),
                (F::Amount, &self.took),
                (F::Payout, &self.arrived),
                (F::Count, &self.count),
            ],
            Tab::Batch => &[(F::List, &self.list), (F::Charged, &self.charged)],
            Tab::Compare => &[(F::Lines, &lines), (F::Rivals, &rivals)],
            Tab::Gap => &[
                (F::Lines, &lines),
                (F::Payout, &self.received),
                (F::Day, &self.taken_on),
                (F::Seen, &self.seen_on),
            ],
            Tab::Arrival => &[(F::Day, &self.day), (F::Time, &self.day_time)],
        };
        let all = [
            (F::Tab, self.tab.name()),
            (F::Tender, tender_name(self.tender)),
            (F::Instant, instant),
        ];
        Shared {
            currency: self.plan.currency,
            contract: contract.clone(),
            fields: all
                .iter()
                .chain(own)
                .filter(|(_, text)| !text.is_empty())
                .map(|&(field, text)| (field, text.to_owned()))
                .collect(),
        }
    }

    /// Takes over what a link holds.
    pub fn take_shared(&mut self, shared: &Shared) {
        use SharedField as F;
        if !shared.contract.rates.is_empty() {
            self.take_plan(PlanDraft::of(
                Origin::Linked,
                &shared.contract,
                shared.currency,
            ));
        }
        let get = |wanted: SharedField| {
            let found = shared.fields.iter().find(|(field, _)| *field == wanted);
            found.map(|(_, text)| text.clone()).unwrap_or_default()
        };
        self.tab = Tab::parse(&get(F::Tab)).unwrap_or_default();
        let tender = tender_of(&get(F::Tender));
        let has_lines = !get(F::Lines).is_empty();
        self.instant = get(F::Instant) == "1";
        match self.tab {
            Tab::Single => (self.amount, self.time) = (get(F::Amount), get(F::Time)),
            // The first version had one field for what should arrive and for what did.
            Tab::Backwards if get(F::Amount).is_empty() && get(F::Want).is_empty() => {
                self.want = get(F::Payout);
            }
            Tab::Backwards => {
                (self.want, self.took) = (get(F::Want), get(F::Amount));
                (self.arrived, self.count) = (get(F::Payout), get(F::Count));
            }
            Tab::Batch => {
                self.from_file = None;
                (self.list, self.charged) = (get(F::List), get(F::Charged));
            }
            Tab::Compare => {
                if has_lines {
                    self.mix = read_lines(&get(F::Lines), MIX_MAX);
                }
                let rivals = get(F::Rivals);
                let mut rivals = rivals.split(' ').filter_map(Rival::parse);
                let chosen = [rivals.next(), rivals.next()];
                // Links of the first version name none.
                if has_lines || chosen[0].is_some() {
                    self.rivals = chosen;
                }
            }
            Tab::Gap => {
                self.takings = if has_lines {
                    read_lines(&get(F::Lines), TAKINGS_MAX)
                } else {
                    // The first version had one line: its tender and its amount.
                    let one = LineDraft::new(tender.unwrap_or(Tender::Unknown));
                    vec![LineDraft {
                        amount: get(F::Amount),
                        count: get(F::Count),
                        ..one
                    }]
                };
                (self.received, self.taken_on) = (get(F::Payout), get(F::Day));
                self.seen_on = get(F::Seen);
            }
            Tab::Arrival => (self.day, self.day_time) = (get(F::Day), get(F::Time)),
        }
        // "Only a total" is a taking's, not a payment's.
        self.tender = tender
            .filter(|&tender| tender != Tender::Unknown)
            .unwrap_or(self.tender);
    }
}

fn write_lines(lines: &[LineDraft]) -> String {
    let cells = |line: &LineDraft| {
        format!(
            "{}\t{}\t{}",
            tender_name(line.tender),
            line.amount,
            line.count
        )
    };
    lines.iter().map(cells).collect::<Vec<_>>().join("\n")
}

/// At least one line and at most `most`. A line loses nothing that was typed: a tender that this
/// version does not know is a total of unknown kind, and a cell that is missing is empty.
fn read_lines(text: &str, most: usize) -> Vec<LineDraft> {
    let read = |line: &str| {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        LineDraft {
            tender: tender_of(cell()).unwrap_or(Tender::Unknown),
            amount: cell().to_owned(),
            count: cell().to_owned(),
        }
    };
    let kept = text.lines().filter(|line| !line.trim().is_empty());
    let mut lines: Vec<LineDraft> = kept.map(read).take(most).collect();
    if lines.is_empty() {
        lines.push(LineDraft::new(Tender::Unknown));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use yifen::calendar::Day;
    use yifen::fees::{decode, encode};
    use yifen::settings::Settings;

    fn draft() -> Draft {
        Draft::new(&Settings::default(), Day::from_ymd(2026, 11, 20))
    }

    #[test]
    fn a_link_brings_the_question_back() {
        for tab in Tab::ALL {
            let mut asked = draft();
            asked.take_plan(PlanDraft::preset(Preset::ChinaInstant));
            asked.tab = tab;
            asked.tender = Tender::DebitCard;
            asked.instant = true;
            asked.amount = "10000".to_owned();
            asked.took = "￥1,000".to_owned();
            asked.arrived = "994".to_owned();
            asked.want = "9980".to_owned();
            asked.count = "3".to_owned();
            asked.list = "1\n2\n".to_owned();
            asked.charged = "0.02".to_owned();
            asked.received = "9938".to_owned();
            asked.seen_on = "2026-11-21".to_owned();
            asked.takings = [(Tender::Wechat, "1,234.50"), (Tender::DebitCard, "￥8000")]
                .map(|(tender, amount)| LineDraft {
                    amount: amount.to_owned(),
                    count: "2".to_owned(),
                    ..LineDraft::new(tender)
                })
                .to_vec();
            asked.mix = asked.takings.clone();
            asked.rivals = [Some(Rival::Own), Some(Rival::Preset(Preset::ChinaPosCap25))];
            let contract = asked.plan.read().unwrap();
            let link = encode(&asked.share(&contract)).unwrap();
            let mut opened = draft();
            opened.take_shared(&decode(&link).unwrap());
            assert_eq!(opened.tab, tab);
            assert_eq!(opened.plan.origin, Origin::Linked);
            assert_eq!(
                opened.plan.read().unwrap().instant_fee,
                contract.instant_fee
            );
            match tab {
                Tab::Single => assert_eq!(opened.amount, "10000"),
                Tab::Compare => {
                    assert_eq!((opened.mix, opened.rivals), (asked.mix, asked.rivals));
                }
                Tab::Backwards => assert_eq!(
                    [opened.want, opened.took, opened.arrived, opened.count],
                    ["9980", "￥1,000", "994", "3"]
                ),
                Tab::Batch => assert_eq!([opened.list, opened.charged], ["1\n2\n", "0.02"]),
                Tab::Gap => assert_eq!(
                    (opened.takings, opened.received, opened.seen_on),
                    (asked.takings, asked.received, asked.seen_on)
                ),
                Tab::Arrival => assert_eq!(opened.day, "2026-11-20"),
            }
        }
    }

    /// Links as the first version wrote them: one amount and one payout, no lines.
    #[test]
    fn links_of_the_first_version_keep_what_they_ask() {
        let plan = "v=1&currency=CNY&rate=credit_card*0.60****&rate=debit_card*0.50*20.00***\
                    &rounding=0&d0=2.00&cycle=T%2B1";
        let open = |question: &str| {
            let mut opened = draft();
            opened.take_shared(&decode(&format!("{plan}&{question}")).unwrap());
            assert_eq!(opened.plan.origin, Origin::Linked);
            opened
        };
        let gap = open("tab=gap&tender=debit_card&amount=10000&payout=9938&day=2026-11-20");
        assert_eq!(gap.takings.len(), 1);
        assert_eq!(
            (gap.takings[0].tender, gap.takings[0].amount.as_str()),
            (Tender::DebitCard, "10000")
        );
        assert_eq!(
            (gap.received.as_str(), gap.taken_on.as_str()),
            ("9938", "2026-11-20")
        );
        let total = open("tab=gap&tender=unknown&amount=10000&payout=9938");
        assert_eq!(total.takings[0].tender, Tender::Unknown);
        assert_eq!(total.tender, Tender::CreditCard);
        let want = open("tab=backwards&tender=debit_card&payout=9980");
        assert_eq!((want.want.as_str(), want.took.as_str()), ("9980", ""));
        let rate = open("tab=backwards&tender=debit_card&amount=10000&payout=9938");
        assert_eq!(
            (rate.took.as_str(), rate.arrived.as_str()),
            ("10000", "9938")
        );
        let single = open("tab=single&tender=debit_card&amount=1%2C234.50&instant=1");
        assert_eq!((single.amount.as_str(), single.instant), ("1,234.50", true));
        let batch = open("tab=batch&tender=credit_card&list=1%0A2");
        assert_eq!(batch.list, "1\n2");
        let compare = open("tab=compare&tender=debit_card&amount=10000");
        assert_eq!(compare.rivals, draft().rivals);
        assert_eq!(compare.mix.len(), 2);
        let arrival = open("tab=arrival&tender=credit_card&day=2026-09-30&time=22%3A00");
        assert_eq!(
            (arrival.day.as_str(), arrival.day_time.as_str()),
            ("2026-09-30", "22:00")
        );
    }

    #[test]
    fn a_line_of_a_link_is_never_lost() {
        let lines = read_lines("wechat\t100\t2\nlater\t200\t3\nqr\t300\n\ncard", 8);
        let amounts: Vec<&str> = lines.iter().map(|line| line.amount.as_str()).collect();
        assert_eq!(amounts, ["100", "200", "300", ""]);
        assert_eq!(
            (lines[1].tender, lines[1].count.as_str()),
            (Tender::Unknown, "3")
        );
    }
}
