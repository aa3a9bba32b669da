/*!
What the reports of international payment providers have in common: a gross, a fee and a net with
signs of their own, a currency in every row, a word for what it is, and the payout it went into.

What is known of single providers stands in `processors`.
*/

use crate::calendar::DateOrder;
use crate::money::Currency;
use crate::record::{DEFAULT_CURRENCY, Draft, Flags, Kind, Tender};

use super::ImportError;
use super::cell::{Bad, Unit};
use super::grid::{Part, Row};
use super::header::{Head, Header};
use super::preamble;
use super::processor_money::{Money, Place, Sums, currency_of_sign, mark_of_rows};
use super::processor_ties::Ties;
use super::processor_words::{self as words, Rule, State};
use super::reading::{Reading, date_order};

/// A column by the names that it goes by, as they are compared; earlier names win.
pub type Names = &'static [&'static str];

/// One layout, by the names of its columns. What a file does not have is left out.
pub struct Layout {
    /// Columns that only this layout has together.
    pub has: &'static [Names],
    /// The day, with the time or without it.
    pub date: Names,
    /// The time, where it stands apart.
    pub time: Names,
    /// The day on which the row was paid out.
    pub settled: Names,
    /// What the row is; several columns say it together.
    pub kind: &'static [Names],
    /// What the words of this layout mean, before those of all.
    pub rules: &'static [Rule],
    /// What its codes mean, before any words.
    pub kind_of: fn(&str) -> Option<Kind>,
    /// What every row is, where no column says it.
    pub always: Option<Kind>,
    /// Whether it took place; several columns say it together.
    pub status: &'static [Names],
    /// The amount before fees.
    pub gross: Place,
    /// Whether the gross stands only where there is no net.
    pub gross_alone: bool,
    /// Fees that lie between gross and net.
    pub fees: &'static [Place],
    /// Fees that some accounts list beside these.
    pub more_fees: &'static [Place],
    /// Whether a fee that is charged bears a minus.
    pub fee_minus: bool,
    /// Whether the rows tell that: where more fees bear a minus than do not, it says nothing.
    pub fee_learnt: bool,
    /// Whether refunds and payouts stand without a minus.
    pub unsigned: bool,
    /// Whether amounts have more decimals than their currency and are rounded when they are paid.
    pub rounded: bool,
    /// Major or minor units.
    pub unit: Unit,
    /// The amount after fees.
    pub net: Place,
    /// The amount that the customer paid and its currency, for rows that have no other.
    pub local: Option<(Names, Names)>,
    /// The sum that was paid out, in a row that has no amount of its own.
    pub paid: Names,
    /// What was given back of a payment, in the payment's own row.
    pub refunded: Names,
    /// The currency of the net, and of the gross where no other is named.
    pub currency: Names,
    /// The currency of the gross, where it may be another.
    pub gross_currency: Names,
    /// The currency where neither a column nor a sign tells it.
    pub home: Option<Currency>,
    /// How it was paid: the first word that says it exactly counts.
    pub tenders: &'static [Names],
    /// Amounts by tender: the one that is not nought tells it.
    pub tender_sums: &'static [(Names, Tender)],
    /// The provider's number.
    pub number: Names,
    /// The row's own number, where the other is that of the payment.
    pub own: Names,
    /// The original payment.
    pub origin: Names,
    /// The merchant's number.
    pub order: Names,
    /// The payout; several columns name it together.
    pub payout: &'static [Names],
    /// Whether a payout's row is the sum of the rows that bear its number.
    pub ties: bool,
    /// The merchant.
    pub merchant: Names,
    /// The terminal.
    pub terminal: Names,
    /// The card.
    pub card: Names,
    /// The authorisation code.
    pub auth: Names,
    /// Acquirer's reference number.
    pub rrn: Names,
    /// The remark.
    pub note: Names,
}

impl Layout {
    /// A layout of nothing, for the rest of a table's entry.
    pub const NONE: Self = Self {
        has: &[],
        date: &[],
        time: &[],
        settled: &[],
        kind: &[],
        rules: &[],
        kind_of: |_| None,
        always: None,
        status: &[],
        gross: Place::None,
        gross_alone: false,
        fees: &[],
        more_fees: &[],
        fee_minus: false,
        fee_learnt: false,
        unsigned: false,
        rounded: false,
        unit: Unit::Major,
        net: Place::None,
        local: None,
        paid: &[],
        refunded: &[],
        currency: &[],
        gross_currency: &[],
        home: None,
        tenders: &[],
        tender_sums: &[],
        number: &[],
        own: &[],
        origin: &[],
        order: &[],
        payout: &[],
        ties: false,
        merchant: &[],
        terminal: &[],
        card: &[],
        auth: &[],
        rrn: &[],
        note: &[],
    };
}

/// A layout's columns in one file.
pub struct Columns<'l> {
    layout: &'l Layout,
    date: usize,
    time: Option<usize>,
    settled: Option<usize>,
    dates: DateOrder,
    kind: Vec<usize>,
    status: Vec<usize>,
    /// Its amounts.
    pub money: Money,
    local: Option<(usize, usize)>,
    paid: Option<usize>,
    refunded: Option<usize>,
    currency: Option<usize>,
    gross_currency: Option<usize>,
    /// The currency of rows that do not say it.
    pub home: Currency,
    tenders: Vec<usize>,
    tender_sums: Vec<(usize, Tender)>,
    number: Option<usize>,
    own: Option<usize>,
    origin: Option<usize>,
    order: Option<usize>,
    payout: Vec<usize>,
    merchant: Option<usize>,
    terminal: Option<usize>,
    card: Option<usize>,
    auth: Option<usize>,
    rrn: Option<usize>,
    note: Option<usize>,
}

impl<'l> Columns<'l> {
    /// The columns that a header has.
    ///
    /// # Errors
    /// [`ImportError::MissingColumn`] without a day or an amount.
    pub fn of(
        layout: &'l Layout,
        part: &Part<'_>,
        header: &Header<'_>,
    ) -> Result<Self, ImportError> {
        let column = |names: Names| header.column(names);
        let each = |all: &[Names]| all.iter().filter_map(|names| column(names)).collect();
        let date = column(layout.date)
            .or_else(|| any_date(part, header))
            .ok_or_else(|| header.missing(layout.date.first().copied().unwrap_or_default()))?;
        let mut money = Money::of(layout, header)?;
        money.mark = mark_of_rows(part, header, &money);
        if layout.fee_learnt {
            money.learn_fee(part, header);
        }
        let home = layout.home.unwrap_or(DEFAULT_CURRENCY);
        let home = if layout.currency.is_empty() || column(layout.currency).is_none() {
            currency_of_sign(part, header, &money).unwrap_or(home)
        } else {
            home
        };
        Ok(Self {
            layout,
            date,
            time: column(layout.time).filter(|&time| time != date),
            settled: column(layout.settled),
            dates: date_order(part, header, date),
            kind: each(layout.kind),
            status: each(layout.status),
            money,
            local: layout
                .local
                .and_then(|(amount, currency)| Some((column(amount)?, column(currency)?))),
            paid: column(layout.paid),
            refunded: column(layout.refunded),
            currency: column(layout.currency),
            gross_currency: column(layout.gross_currency),
            home,
            tenders: each(layout.tenders),
            tender_sums: layout
                .tender_sums
                .iter()
                .filter_map(|(names, tender)| Some((column(names)?, *tender)))
                .collect(),
            number: column(layout.number),
            own: column(layout.own),
            origin: column(layout.origin),
            order: column(layout.order),
            payout: each(layout.payout),
            merchant: column(layout.merchant),
            terminal: column(layout.terminal),
            card: column(layout.card),
            auth: column(layout.auth),
            rrn: column(layout.rrn),
            note: column(layout.note),
        })
    }

    /// What kind of row it is, before its amount is known; none where no column says it.
    fn kind(&self, row: &Row, text: &mut String) -> Option<Kind> {
        join(&self.kind, row, text);
        let layout = self.layout;
        let told = || (layout.kind_of)(text).or_else(|| words::kind(layout.rules, text));
        let unknown = (!text.is_empty()).then_some(Kind::Adjustment);
        layout.always.or_else(told).or(unknown)
    }

    /// Whether a row moved money, by the worst that its columns say.
    fn state(&self, row: &Row) -> State {
        let states = self.status.iter();
        let states = states.map(|&column| words::state(row.value(Some(column))));
        states.max().unwrap_or(State::Done)
    }

    fn tender(&self, row: &Row) -> Tender {
        let mut vague = Tender::Unknown;
        for &column in &self.tenders {
            match words::tender(row.value(Some(column))) {
                Tender::Unknown => {}
                found @ (Tender::Card | Tender::Other) => {
                    if vague == Tender::Unknown || vague == Tender::Other {
                        vague = found;
                    }
                }
                exact => return exact,
            }
        }
        if vague != Tender::Unknown {
            return vague;
        }
        let paid = self
            .tender_sums
            .iter()
            .find(|(column, _)| self.money.is_filled(row, *column));
        paid.map_or(Tender::Unknown, |(_, tender)| *tender)
    }
}

/// The filled cells of some columns with a blank between.
fn join(columns: &[usize], row: &Row, text: &mut String) {
    text.clear();
    for &column in columns {
        let cell = row.value(Some(column));
        if !text.is_empty() && !cell.is_empty() {
            text.push(' ');
        }
        text.push_str(cell);
    }
}

/// The first column that is called a date or a time and whose first filled cell is one.
fn any_date(part: &Part<'_>, header: &Header<'_>) -> Option<usize> {
    let called = |name: &str| {
        name.contains("date")
            || name.contains("time")
            || name.contains("created")
            || name.ends_with("on")
            || name.ends_with("on(utc)")
    };
    let columns = header.row.columns_that(called);
    columns
        .into_iter()
        .find(|&column| super::days::holds_days(part, header, column))
}

impl Columns<'_> {
    /// Whether no column holds currencies.
    #[must_use]
    pub const fn names_no_currency(&self) -> bool {
        self.currency.is_none() && self.gross_currency.is_none()
    }
}

/// What a file said last about rows that leave it out.
#[derive(Default)]
pub struct Memory {
    /// The currency of the last row that named one.
    pub currency: Option<Currency>,
    /// The payouts and what they consist of.
    pub ties: Ties,
    /// The row read last, for totals of the file's own.
    pub last: Option<Moved>,
    kind: String,
    payout: String,
}

/// What one row moved.
#[derive(Clone, Copy)]
pub struct Moved {
    /// What it was.
    pub kind: Kind,
    /// The currency.
    pub currency: Currency,
    /// The amount in minor units.
    pub amount: i64,
    /// The fee in minor units.
    pub fee: i64,
}

/// Reads a report of this layout.
///
/// # Errors
/// [`ImportError::MissingColumn`], [`ImportError::TooManyRows`].
pub fn read(
    layout: &Layout,
    part: &Part<'_>,
    head: &Head,
    header: &Header<'_>,
    out: &mut Reading<'_>,
) -> Result<(), ImportError> {
    let mut columns = Columns::of(layout, part, header)?;
    if columns.currency.is_none()
        && let Some(stated) = preamble::currency(head, header.row.number)
    {
        columns.home = stated;
    }
    read_with(&columns, part, head, header, out)
}

/// Reads a report whose columns are known.
///
/// # Errors
/// [`ImportError::TooManyRows`].
pub fn read_with(
    columns: &Columns<'_>,
    part: &Part<'_>,
    head: &Head,
    header: &Header<'_>,
    out: &mut Reading<'_>,
) -> Result<(), ImportError> {
    let layout = columns.layout;
    let mut memory = Memory::default();
    if layout.ties {
        memory.currency = memory.ties.above(head, header);
    }
    out.each(part, header, |out, row| {
        if is_footer(columns, header, row) {
            return Ok(());
        }
        one(columns, row, &mut memory, out)
    })?;
    if layout.ties {
        memory.ties.compare(out);
    }
    Ok(())
}

/// A line of totals, or the header again where files were joined.
fn is_footer(columns: &Columns<'_>, header: &Header<'_>, row: &Row) -> bool {
    let first = row.cells().find(|cell| !cell.is_empty());
    let total = first.is_some_and(|cell| cell.to_lowercase().starts_with("total"));
    total && row.value(Some(columns.date)).is_empty()
        || row.cell(columns.date) == header.name(columns.date)
}

/// Reads one row.
///
/// # Errors
/// An amount, a day or a currency that is none.
pub fn one(
    columns: &Columns<'_>,
    row: &Row,
    memory: &mut Memory,
    out: &mut Reading<'_>,
) -> Result<(), Bad> {
    let named = match (row.value(columns.currency).is_empty(), memory.currency) {
        (true, Some(currency)) => currency,
        (true, None) => columns.home,
        (false, _) => row.currency(columns.currency)?,
    };
    if columns.currency.is_some() {
        memory.currency = Some(named);
    }
    let before = match row.value(columns.gross_currency) {
        "" => named,
        _ => row.currency(columns.gross_currency)?,
    };
    let kind = columns.kind(row, &mut memory.kind);
    let lowers = columns.layout.unsigned && kind.is_some_and(super::words::lowers);
    let blank = columns.money.is_blank(row);
    let is_paid = !row.value(columns.paid).is_empty() && blank;
    // A line that says that money was sent, its sum in words alone, moves nothing here.
    if blank && kind == Some(Kind::Payout) && columns.local.is_none() && columns.paid.is_none() {
        return Ok(());
    }
    let local = columns.local.filter(|(amount, currency)| {
        blank
            && [amount, currency]
                .iter()
                .all(|c| !row.value(Some(**c)).is_empty())
    });
    let sums = match (columns.paid.filter(|_| is_paid), local) {
        (Some(paid), _) => {
            let paid = columns.money.alone(row, paid, named)?;
            Sums::alone(-paid, named)
        }
        (None, Some((amount, currency))) => {
            let currency = row.currency(Some(currency))?;
            let paid = columns.money.alone(row, amount, currency)?;
            Sums::alone(if lowers { -paid.abs() } else { paid }, currency)
        }
        (None, None) => columns.money.read(row, named, before, lowers)?,
    };
    let mut flags = Flags::default();
    let kind = match kind {
        _ if is_paid => Kind::Payout,
        Some(kind) => words::by_sign(kind, sums.amount),
        None if sums.amount < 0 => Kind::Refund,
        None => Kind::Sale,
    };
    let state = columns.state(row);
    if state == State::Pending {
        flags = flags.with(Flags::PENDING);
    }
    let kind = match state {
        _ if kind == Kind::Payout => {
            // A payout that comes back has the other sign.
            if state == State::Undone || sums.amount > 0 {
                flags = flags.with(Flags::PAYOUT_FAILED);
            }
            kind
        }
        State::Done => kind,
        State::Pending => Kind::PreAuth,
        State::Undone => Kind::Failed,
    };
    let settled = match columns
        .settled
        .filter(|_| !row.value(columns.settled).is_empty())
    {
        Some(column) => Some(row.when(column, None, columns.dates)?.0),
        None => memory.ties.settled,
    };
    let (day, time) = match settled {
        Some(day) if row.value(Some(columns.date)).is_empty() => (day, None),
        _ => row.when(columns.date, columns.time, columns.dates)?,
    };
    let own = row.id(columns.own, &mut flags);
    let number = row.id(columns.number, &mut flags);
    let (number, origin) = if own.is_empty() || kind.is_sale() {
        (number, row.id(columns.origin, &mut flags))
    } else {
        (own, number)
    };
    join(&columns.payout, row, &mut memory.payout);
    if memory.payout.is_empty() && kind == Kind::Payout {
        memory.payout.push_str(number);
    }
    let note = match row.value(columns.note) {
        "" if !matches!(kind, Kind::Sale | Kind::Refund) => memory.kind.as_str(),
        note => note,
    };
    let draft = Draft {
        time,
        settled,
        kind,
        tender: columns.tender(row),
        currency: sums.currency,
        amount: sums.amount,
        fee: sums.fee,
        net: sums.net,
        provider_id: number,
        origin_id: if origin == number { "" } else { origin },
        order_id: row.id(columns.order, &mut flags),
        payout_id: &memory.payout,
        merchant: row.value(columns.merchant),
        terminal: row.value(columns.terminal),
        auth: row.value(columns.auth),
        rrn: row.id(columns.rrn, &mut flags),
        card_tail: super::card_tail(row.value(columns.card)),
        note: note.trim(),
        flags,
        ..Draft::new(row.number, day)
    };
    out.push(row, &draft);
    if kind.is_sale()
        && let Some(column) = columns
            .refunded
            .filter(|_| !row.value(columns.refunded).is_empty())
    {
        let refunded = columns.money.alone(row, column, sums.currency)?.abs();
        if refunded != 0 {
            out.push_part(&Draft {
                kind: Kind::Refund,
                amount: -refunded,
                fee: None,
                net: None,
                // The number is the payment's own.
                provider_id: "",
                origin_id: draft.provider_id,
                ..draft.clone()
            });
        }
    }
    if columns.layout.ties {
        memory.ties.add(&draft);
    }
    memory.last = Some(Moved {
        kind,
        currency: sums.currency,
        amount: sums.amount,
        fee: sums.fee.unwrap_or(0),
    });
    Ok(())
}
