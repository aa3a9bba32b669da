//! What stands in the calculator's fields, and what it comes to once read.

use std::cell::RefCell;

use rust_decimal::Decimal;
use yifen::calendar::{DateError, DateOrder, Day, TimeOfDay, read_date, read_time};
use yifen::fees::{
    LIST_ROWS_MAX, ListRow, MixLine, Preset, Sale, Shared, SharedField, TAKINGS_MAX, Taking,
    tender_name, tender_of,
};
use yifen::money::{Amount, Currency, DecimalMark, NumberError, read_amount};
use yifen::record::Tender;
use yifen::settings::{Contract, Fault, FieldError, Settings, SettingsForm};
use yifen::settings::{SurchargeField, SurchargeForm};

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

/// Where a plan comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A preset.
    Preset(Preset),
    /// The contract she entered.
    Own,
    /// A file.
    Imported,
    /// A link.
    Linked,
}

/// A plan as texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDraft {
    /// Where it comes from.
    pub origin: Origin,
    /// Its currency.
    pub currency: Currency,
    /// Rates, rounding, cycle.
    pub form: SettingsForm,
    /// Surcharges.
    pub surcharges: SurchargeForm,
    /// The same as it came.
    before: (SettingsForm, SurchargeForm),
}

/// What is wrong with a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanFaults {
    /// In its rates and rules.
    pub form: Vec<Fault>,
    /// In its surcharges.
    pub surcharges: Vec<(SurchargeField, FieldError)>,
}

impl PlanDraft {
    /// The draft of a contract.
    pub fn of(origin: Origin, contract: &Contract, currency: Currency) -> Self {
        let settings = Settings {
            currency,
            contract: Some(contract.clone()),
            ..Settings::default()
        };
        let form = SettingsForm::of(&settings);
        let surcharges = SurchargeForm::of(contract);
        let before = (form.clone(), surcharges.clone());
        Self {
            origin,
            currency,
            form,
            surcharges,
            before,
        }
    }

    /// The draft of a preset.
    pub fn preset(preset: Preset) -> Self {
        Self::of(
            Origin::Preset(preset),
            &preset.contract(),
            preset.currency(),
        )
    }

    /// The same plan in another currency: its figures stay, what the other currency has no decimals
    /// for is named at its field.
    pub fn in_currency(&self, currency: Currency) -> Option<Self> {
        let mut contract = self.read().ok()?;
        // 20.00 in yuan is 20 in yen.
        let plain = |amount: Option<Decimal>| amount.map(|amount| amount.normalize());
        for rule in &mut contract.rates {
            rule.cap = plain(rule.cap);
            rule.min = plain(rule.min);
            rule.fixed = plain(rule.fixed);
            rule.above = plain(rule.above);
        }
        // What devices cost in yuan says nothing of other places.
        contract.list_amounts = Vec::new();
        let other = Self::of(self.origin, &contract, currency);
        Some(Self {
            before: self.before.clone(),
            ..other
        })
    }

    /// Whether anything was changed since it came.
    pub fn is_edited(&self) -> bool {
        (&self.form, &self.surcharges) != (&self.before.0, &self.before.1)
    }

    /// The contract.
    ///
    /// # Errors
    /// Every bad field.
    pub fn read(&self) -> Result<Contract, PlanFaults> {
        let read = self.form.read();
        let mut contract = read
            .as_ref()
            .ok()
            .and_then(|settings| settings.contract.clone())
            .unwrap_or_default();
        let put = self.surcharges.put(&mut contract, self.currency);
        if read.is_ok() && put.is_ok() {
            return Ok(contract);
        }
        Err(PlanFaults {
            form: read.err().unwrap_or_default(),
            surcharges: put.err().unwrap_or_default(),
        })
    }

    /// The tenders that have a rate, each once, in the order of the plan.
    pub fn tenders(&self) -> Vec<Tender> {
        let mut tenders = Vec::new();
        for rate in &self.form.rates {
            if !tenders.contains(&rate.tender) {
                tenders.push(rate.tender);
            }
        }
        tenders
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
        self.tender = tender_of(&get(F::Tender)).unwrap_or(self.tender);
        self.instant = get(F::Instant) == "1";
        match self.tab {
            Tab::Single => (self.amount, self.time) = (get(F::Amount), get(F::Time)),
            Tab::Backwards => {
                (self.want, self.took) = (get(F::Want), get(F::Amount));
                (self.arrived, self.count) = (get(F::Payout), get(F::Count));
            }
            Tab::Batch => {
                self.from_file = None;
                (self.list, self.charged) = (get(F::List), get(F::Charged));
            }
            Tab::Compare => {
                self.mix = read_lines(&get(F::Lines), MIX_MAX);
                let rivals = get(F::Rivals);
                let mut rivals = rivals.split(' ').filter_map(Rival::parse);
                self.rivals = [rivals.next(), rivals.next()];
            }
            Tab::Gap => {
                self.takings = read_lines(&get(F::Lines), TAKINGS_MAX);
                (self.received, self.taken_on) = (get(F::Payout), get(F::Day));
                self.seen_on = get(F::Seen);
            }
            Tab::Arrival => (self.day, self.day_time) = (get(F::Day), get(F::Time)),
        }
    }
}

/// More lines than this are no mix that anybody types.
pub const MIX_MAX: usize = 12;

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

/// At least one line and at most `most`; what is no line is left out.
fn read_lines(text: &str, most: usize) -> Vec<LineDraft> {
    let read = |line: &str| {
        let mut cells = line.split('\t');
        let (tender, amount, count) = (cells.next()?, cells.next()?, cells.next()?);
        Some(LineDraft {
            tender: tender_of(tender)?,
            amount: amount.to_owned(),
            count: count.to_owned(),
        })
    };
    let mut lines: Vec<LineDraft> = text.lines().filter_map(read).take(most).collect();
    if lines.is_empty() {
        lines.push(LineDraft::new(Tender::Unknown));
    }
    lines
}

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
    use yifen::fees::{decode, encode};

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
    fn a_plan_goes_into_a_currency_without_decimals() {
        let plan = PlanDraft::preset(Preset::ChinaPos);
        let yen = plan.in_currency(Currency::parse("JPY").unwrap()).unwrap();
        assert!(yen.is_edited());
        let contract = yen.read().unwrap();
        assert_eq!(contract.rates[1].cap, Some(Decimal::from(20)));
        assert!(contract.list_amounts.is_empty());
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
    fn a_bad_field_of_the_plan_is_named() {
        let mut plan = PlanDraft::preset(Preset::ChinaPos);
        plan.form.rates[0].percent = "60".to_owned();
        plan.form.rates[0].sure = false;
        plan.surcharges.night_fee = "-1".to_owned();
        let faults = plan.read().unwrap_err();
        assert!(matches!(
            faults.form[..],
            [(_, FieldError::RateAsks { .. })]
        ));
        assert_eq!(
            faults.surcharges,
            [(SurchargeField::NightFee, FieldError::Negative)]
        );
        assert_eq!(read_count("１２"), Ok(Some(12)));
        assert_eq!(read_count(""), Ok(None));
        assert_eq!(read_count("0"), Err(NumberError::OutOfRange));
    }
}
