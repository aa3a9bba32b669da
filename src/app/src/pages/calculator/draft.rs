//! What stands in the calculator's fields, and what it comes to once read.

use std::cell::RefCell;

use yifen::calendar::{DateError, DateOrder, Day, TimeOfDay, read_date, read_time};
use yifen::fees::{LIST_ROWS_MAX, ListRow, MixLine, Preset, Sale, TAKINGS_MAX, Taking};
use yifen::money::{Amount, DecimalMark, NumberError, read_amount};
use yifen::record::Tender;
use yifen::settings::Settings;

mod link;
mod plan;

pub use link::Rival;
pub use plan::{Origin, PlanDraft, PlanFaults};

/// A question of the calculator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The fee of one payment.
    #[default]
    Single,
    /// What to charge; which rate was charged.
    Backwards,
    /// Many amounts.
    Batch,
    /// Plans side by side.
    Compare,
    /// Why less arrived.
    Gap,
    /// When money arrives.
    Arrival,
}

impl Tab {
    /// Every question, in the order of the page.
    pub const ALL: [Self; 6] = [
        Self::Single,
        Self::Backwards,
        Self::Batch,
        Self::Compare,
        Self::Gap,
        Self::Arrival,
    ];

    /// Its name in links.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Backwards => "backwards",
            Self::Batch => "batch",
            Self::Compare => "compare",
            Self::Gap => "gap",
            Self::Arrival => "arrival",
        }
    }

    /// The question of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.name() == name)
    }
}

/// A line of amounts by tender as texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineDraft {
    /// How it is paid.
    pub tender: Tender,
    /// How much.
    pub amount: String,
    /// How many.
    pub count: String,
}

impl LineDraft {
    /// An empty line.
    pub const fn new(tender: Tender) -> Self {
        Self {
            tender,
            amount: String::new(),
            count: String::new(),
        }
    }
}

/// The amounts of a loaded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileList {
    /// The file's name.
    pub name: String,
    /// Its sales and refunds that a provider settles, each with its tender.
    pub rows: Vec<ListRow>,
    /// How many of its rows are left out: cash, fees, other currencies.
    pub left_out: usize,
    /// Whether it has more rows than a list takes.
    pub cut: bool,
}

/// Everything that stands in the calculator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The question.
    pub tab: Tab,
    /// The plan.
    pub plan: PlanDraft,
    /// How it is paid.
    pub tender: Tender,
    /// The amount of one payment.
    pub amount: String,
    /// Whether it is settled the same day.
    pub instant: bool,
    /// When it is taken.
    pub time: String,
    /// What should arrive.
    pub want: String,
    /// What was taken, of which a rate is sought.
    pub took: String,
    /// What arrived of it.
    pub arrived: String,
    /// In how many payments.
    pub count: String,
    /// Many amounts.
    pub list: String,
    /// What was charged on them.
    pub charged: String,
    /// Amounts of a loaded file, in the place of the typed ones.
    pub from_file: Option<FileList>,
    /// The plans to compare with.
    pub rivals: [Option<Rival>; 2],
    /// Her mix.
    pub mix: Vec<LineDraft>,
    /// Takings by tender.
    pub takings: Vec<LineDraft>,
    /// What arrived of them.
    pub received: String,
    /// The day they were taken.
    pub taken_on: String,
    /// The day the account was seen.
    pub seen_on: String,
    /// The day whose arrival is asked for.
    pub day: String,
    /// And its time.
    pub day_time: String,
}

thread_local! {
    /// What stood there when the page was left, or drawn anew in the other language.
    static LEFT: RefCell<Option<Draft>> = const { RefCell::new(None) };
}

impl Draft {
    /// A fresh draft: her own contract where she entered one, else the usual plan.
    pub fn new(settings: &Settings, today: Option<Day>) -> Self {
        let plan = match &settings.contract {
            Some(contract) => PlanDraft::of(Origin::Own, contract, settings.currency),
            None => PlanDraft::preset(Preset::ChinaPos),
        };
        let tender = plan
            .tenders()
            .first()
            .copied()
            .unwrap_or(Tender::CreditCard);
        let day = today.map(|day| day.to_string()).unwrap_or_default();
        Self {
            tab: Tab::Single,
            tender,
            amount: String::new(),
            instant: false,
            time: String::new(),
            want: String::new(),
            took: String::new(),
            arrived: String::new(),
            count: String::new(),
            list: String::new(),
            charged: String::new(),
            from_file: None,
            rivals: [Some(Rival::Preset(Preset::ChinaPosLow)), None],
            mix: plan
                .tenders()
                .into_iter()
                .take(3)
                .map(LineDraft::new)
                .collect(),
            takings: vec![LineDraft::new(Tender::Unknown)],
            received: String::new(),
            taken_on: String::new(),
            seen_on: String::new(),
            day,
            day_time: String::new(),
            plan,
        }
    }

    /// Keeps the draft for the next time the page is drawn.
    pub fn leave(self) {
        LEFT.with_borrow_mut(|left| *left = Some(self));
    }

    /// The draft that was left, once.
    pub fn left() -> Option<Self> {
        LEFT.with_borrow_mut(Option::take)
    }

    /// Follows her contract where it was changed elsewhere and nothing was changed here.
    pub fn follow(&mut self, settings: &Settings) {
        let follows = matches!(
            self.plan.origin,
            Origin::Own | Origin::Preset(Preset::ChinaPos)
        );
        if let Some(contract) = &settings.contract
            && follows
            && !self.plan.is_edited()
        {
            self.take_plan(PlanDraft::of(Origin::Own, contract, settings.currency));
        }
    }

    /// Takes another plan; a tender that it lacks gives way to its first.
    pub fn take_plan(&mut self, plan: PlanDraft) {
        let tenders = plan.tenders();
        if !tenders.contains(&self.tender) {
            self.tender = tenders.first().copied().unwrap_or(self.tender);
        }
        let foreign = plan.currency != self.plan.currency;
        if foreign {
            self.rivals = [None, None];
        }
        if foreign || self.mix.iter().all(|line| line.amount.is_empty()) {
            self.mix = tenders
                .iter()
                .copied()
                .take(3)
                .map(LineDraft::new)
                .collect();
        }
        self.plan = plan;
    }

    /// An amount in the plan's currency.
    pub fn read(&self, text: &str) -> Result<Amount, NumberError> {
        read_amount(text, self.plan.currency, DecimalMark::Point)
    }

    /// The sale that the fields describe, of an amount.
    pub fn sale(&self, amount: Amount) -> Sale {
        Sale {
            tender: self.tender,
            amount,
            instant: self.instant,
            time: read_time(&self.time).ok(),
        }
    }

    /// The lines of takings that hold an amount.
    pub fn read_takings(&self) -> Vec<Taking> {
        self.takings
            .iter()
            .take(TAKINGS_MAX)
            .filter_map(|line| {
                let amount = self.read(&line.amount).ok()?;
                let count = read_count(&line.count).ok().flatten();
                Some(Taking {
                    tender: line.tender,
                    amount,
                    count,
                })
            })
            .collect()
    }

    /// The lines of the mix that hold an amount; a line without a number is one payment.
    pub fn read_mix(&self) -> Vec<MixLine> {
        self.mix
            .iter()
            .filter_map(|line| {
                let ticket = self
                    .read(&line.amount)
                    .ok()
                    .filter(|ticket| ticket.minor > 0)?;
                let count = read_count(&line.count).ok()?.unwrap_or(1);
                Some(MixLine {
                    tender: line.tender,
                    ticket,
                    count,
                })
            })
            .collect()
    }
}

/// More lines than this are no mix that anybody types.
pub const MIX_MAX: usize = 12;

/// A whole number of payments; nothing where the field is empty.
pub fn read_count(text: &str) -> Result<Option<u32>, NumberError> {
    match yifen::money::read_number(text, DecimalMark::Point) {
        Err(NumberError::Empty) => Ok(None),
        Err(error) => Err(error),
        Ok(number) => match number.minor(0) {
            Ok(count) if (1..=LIST_ROWS_MAX as i128 * 50).contains(&count) => {
                Ok(u32::try_from(count).ok())
            }
            Ok(_) => Err(NumberError::OutOfRange),
            Err(error) => Err(error),
        },
    }
}

/// A day; nothing where the field is empty.
pub fn read_day(text: &str) -> Result<Option<Day>, DateError> {
    if text.trim().is_empty() {
        Ok(None)
    } else {
        read_date(text, DateOrder::YearFirst).map(Some)
    }
}

/// A time; nothing where the field is empty.
pub fn read_clock(text: &str) -> Result<Option<TimeOfDay>, DateError> {
    if text.trim().is_empty() {
        Ok(None)
    } else {
        read_time(text).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft::new(&Settings::default(), Day::from_ymd(2026, 11, 20))
    }

    #[test]
    fn another_plan_brings_its_tenders_and_its_currency() {
        let mut draft = draft();
        draft.take_plan(PlanDraft::preset(Preset::StripeJp));
        assert_eq!(draft.tender, Tender::Card);
        assert_eq!(
            draft.read("1,010").map(|amount| amount.to_string()),
            Ok("1010".to_owned())
        );
        assert_eq!(draft.read("10.5"), Err(NumberError::TooManyDecimals));
        assert!(!draft.plan.is_edited());
        draft.plan.surcharges.instant_fee = "2".to_owned();
        assert!(draft.plan.is_edited());
    }

    #[test]
    fn a_contract_entered_elsewhere_is_followed_unless_the_plan_was_changed_here() {
        let own = Settings {
            contract: Some(Preset::ChinaPosLow.contract()),
            ..Settings::default()
        };
        let mut untouched = draft();
        untouched.follow(&own);
        assert_eq!(untouched.plan.origin, Origin::Own);
        let mut changed = draft();
        changed.plan.surcharges.instant_fee = "2".to_owned();
        changed.follow(&own);
        assert_eq!(changed.plan.origin, Origin::Preset(Preset::ChinaPos));
    }

    #[test]
    fn numbers_of_payments_are_read() {
        assert_eq!(read_count("１２"), Ok(Some(12)));
        assert_eq!(read_count(""), Ok(None));
        assert_eq!(read_count("0"), Err(NumberError::OutOfRange));
    }
}
