/*!
A mapping: what the columns of a table mean, said by her where no format knows them.

It is guessed from the file, corrected on the page, saved under a name and recognised by the file's
shape. As JSON it is what serde makes of [`Mapping`].
*/

use serde::{Deserialize, Serialize};

use crate::calendar::DateOrder;
use crate::money::{Amount, Currency, DecimalMark};
use crate::record::{DEFAULT_CURRENCY, RowView, Side};

use super::{ImportError, Refused};

#[cfg(feature = "engine")]
mod cells;
mod file;
#[cfg(feature = "engine")]
mod fill;
#[cfg(feature = "engine")]
mod guess;
#[cfg(feature = "engine")]
mod names;
#[cfg(feature = "engine")]
mod preview;
#[cfg(feature = "engine")]
mod proof;
#[cfg(feature = "engine")]
mod read;
#[cfg(feature = "engine")]
mod totals;

pub use file::{DELIMITERS, MappingFault, MappingFile, SCHEMA};
#[cfg(feature = "engine")]
pub use guess::guess;
#[cfg(feature = "engine")]
pub use preview::preview;
#[cfg(feature = "engine")]
pub(super) use read::{has_shape, read};

/// The name that a file's report bears in place of a format's.
pub const MAPPED: &str = "mapped";

/// The same where no mapping was needed, as the numbers of the file prove what its columns are.
pub const PROVEN: &str = "proven";

/// What a column holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Nothing that is needed.
    #[default]
    Ignore,
    /// The day, perhaps with the time.
    Date,
    /// The time, where it stands apart.
    Time,
    /// The amount, with a sign or with a direction beside it.
    Amount,
    /// Money in, in a column of its own.
    In,
    /// Money out, in a column of its own.
    Out,
    /// Which way money went, as a word.
    Direction,
    /// The fee.
    Fee,
    /// The net.
    Net,
    /// The balance behind the row.
    Balance,
    /// What the row is, as a word.
    Kind,
    /// How it was paid.
    Tender,
    /// Whether it took place.
    Status,
    /// The day of settlement.
    Settled,
    /// The merchant's order number.
    Order,
    /// The provider's or bank's own number.
    Number,
    /// The retrieval reference number.
    Reference,
    /// The number of the original payment.
    Origin,
    /// The payout or settlement batch.
    Payout,
    /// The terminal.
    Terminal,
    /// The card.
    Card,
    /// The merchant.
    Merchant,
    /// The counterparty.
    Party,
    /// The currency.
    Currency,
    /// A memo; several columns are joined.
    Memo,
}

impl Role {
    /// Every role, in the order that a list shows them.
    pub const ALL: [Self; 25] = [
        Self::Ignore,
        Self::Date,
        Self::Time,
        Self::Amount,
        Self::In,
        Self::Out,
        Self::Direction,
        Self::Fee,
        Self::Net,
        Self::Balance,
        Self::Kind,
        Self::Tender,
        Self::Status,
        Self::Settled,
        Self::Order,
        Self::Number,
        Self::Reference,
        Self::Origin,
        Self::Payout,
        Self::Terminal,
        Self::Card,
        Self::Merchant,
        Self::Party,
        Self::Currency,
        Self::Memo,
    ];
}

/// Yuan or fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneyUnit {
    /// With decimals.
    #[default]
    Yuan,
    /// Whole hundredths.
    Fen,
}

/// What a minus means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// Money out.
    #[default]
    MinusIsOut,
    /// Money in, as on bills of credit cards.
    MinusIsIn,
    /// Nothing: amounts bear no sign, and the balance beside them tells which way money went.
    ByBalance,
}

/// Which way money went, by a word of hers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flow {
    /// To the merchant.
    In,
    /// From the merchant.
    Out,
    /// Neither: such rows are left out.
    Aside,
}

/// A word in the column of directions and what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowWord {
    /// The cell's text.
    pub word: String,
    /// What it says.
    pub flow: Flow,
}

/// What the columns of a table mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// The name that she gave it; empty for a guess.
    pub name: String,
    /// Whose view the table holds.
    pub side: Side,
    /// The encoding, by its WHATWG name, where she corrected it; else it is guessed anew each time.
    #[serde(default)]
    pub encoding: Option<String>,
    /// The separator of a text, where she corrected it; else it is found anew each time.
    #[serde(default)]
    pub delimiter: Option<char>,
    /// The line of the header, from 1; 0 where there is none.
    pub header_row: u32,
    /// The header's names as they are compared: by them the same kind of file is known again. Empty
    /// where there is no header; such a mapping is only used where she chooses it.
    pub shape: Vec<String>,
    /// What each column holds, from the left.
    pub roles: Vec<Role>,
    /// The order of day and month.
    #[serde(default)]
    pub date_order: DateOrder,
    /// Yuan or fen.
    #[serde(default)]
    pub unit: MoneyUnit,
    /// What a minus means.
    #[serde(default)]
    pub sign: Sign,
    /// What parts whole and fraction.
    #[serde(default)]
    pub decimal: DecimalMark,
    /// Words of direction that mean something else than usual, or that nobody knows.
    #[serde(default)]
    pub flows: Vec<FlowWord>,
    /// The currency of rows that name none.
    #[serde(default = "own_currency")]
    pub currency: Currency,
}

const fn own_currency() -> Currency {
    DEFAULT_CURRENCY
}

/// What a mapping still needs before a file can be read by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MappingNeed {
    /// A column of the day.
    Date,
    /// A column of the amount, or both of money in and money out.
    Amount,
    /// A role that only one column may have stands at two.
    Twice(Role),
}

impl Mapping {
    /// The first column of a role.
    #[must_use]
    pub fn column(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|&other| other == role)
    }

    /// What is missing; nothing where a file can be read.
    #[must_use]
    pub fn needs(&self) -> Option<MappingNeed> {
        let many = |role: &&Role| {
            !matches!(role, Role::Ignore | Role::Memo)
                && self.roles.iter().filter(|other| other == role).count() > 1
        };
        if let Some(role) = self.roles.iter().find(many) {
            return Some(MappingNeed::Twice(*role));
        }
        let has = |role| self.column(role).is_some();
        if !has(Role::Date) {
            Some(MappingNeed::Date)
        } else if has(Role::Amount) || (has(Role::In) && has(Role::Out)) {
            None
        } else {
            Some(MappingNeed::Amount)
        }
    }
}

impl Mapping {
    /// Gives a column a role. What only one column may have is taken from the other; one column of
    /// amounts and two for the two ways exclude each other.
    pub fn give(&mut self, column: usize, role: Role) {
        let mut turn = |from: Role, to: Role| {
            for other in &mut self.roles {
                if *other == from {
                    *other = to;
                }
            }
        };
        if !matches!(role, Role::Ignore | Role::Memo) {
            turn(role, Role::Ignore);
        }
        if let Some(own) = self.roles.get_mut(column) {
            *own = role;
        }
        let counterpart = match role {
            Role::In => Role::Out,
            Role::Out => Role::In,
            _ => role,
        };
        let paired = self.column(counterpart).is_some();
        for other in &mut self.roles {
            *other = match (role, *other) {
                (Role::Amount, Role::In | Role::Out) => Role::Ignore,
                (Role::In | Role::Out, Role::Amount) if paired => Role::Ignore,
                (Role::In | Role::Out, Role::Amount) => counterpart,
                (_, other) => other,
            };
        }
    }
}

/// Where a preview looks; a guess finds what is left open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// Which of the file's tables, from 0.
    pub part: Option<u16>,
    /// What parts the cells of a text.
    pub delimiter: Option<char>,
    /// The line of the header, from 1; 0 where there is none.
    pub header_row: Option<u32>,
}

/// A row as the file has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawRow {
    /// Its line, from 1.
    pub number: u32,
    /// Its cells without padding, long ones cut.
    pub cells: Vec<String>,
}

/// A column as the file has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawColumn {
    /// Its name; empty where there is no header, or none over this column.
    pub name: String,
    /// Its first cells below the header, long ones cut.
    pub cells: Vec<String>,
}

/// Money in and money out of a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flows {
    /// The sum of what is good for the merchant.
    pub money_in: Amount,
    /// The sum of what is not, without a sign.
    pub money_out: Amount,
}

/// The beginning of a file beside what it becomes by a mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Names of the tables that can be looked at; one empty name where the file is one table, none
    /// where the file is a part of an archive.
    pub parts: Vec<String>,
    /// Which of them is shown: the one asked for, else the first that holds the mapping's columns,
    /// else the longest.
    pub part: u16,
    /// The encoding that it was decoded from; empty for workbooks.
    pub encoding: String,
    /// What parts its cells; none of a sheet.
    pub delimiter: Option<char>,
    /// The format that would read it without a mapping.
    pub format: Option<String>,
    /// The mapping: the one that was asked for, else a guess.
    pub mapping: Mapping,
    /// What it still needs; then nothing is read.
    pub needs: Option<MappingNeed>,
    /// The first rows, among which she finds the header.
    pub head: Vec<RawRow>,
    /// Every column, with its first cells below the header.
    pub columns: Vec<RawColumn>,
    /// The words in the column of directions, and what each is taken for; none for an unknown one.
    pub flows: Vec<(String, Option<Flow>)>,
    /// What the first rows below the header become.
    pub read: Vec<RowView>,
    /// How many rows were read in all.
    pub rows: u32,
    /// Money in and out of all of them, by currency.
    pub sums: Vec<Flows>,
    /// How many were refused in all.
    pub refused_count: u32,
    /// The first of them.
    pub refused: Vec<Refused>,
    /// Why nothing could be read, where nothing could.
    pub error: Option<ImportError>,
}

/// So many rows are shown of a file and of what it becomes: a screenful.
pub const PREVIEW_ROWS: usize = 30;

/// So many cells are shown of a column: enough to see what it holds.
pub const PREVIEW_CELLS: usize = 6;

/// A table for a person has fewer columns; a wider one would be a list nobody reads.
pub const COLUMNS_MAX: usize = 200;

/// Currencies that a list offers, the merchant's own first.
pub const CURRENCIES: [&str; 24] = [
    "CNY", "HKD", "USD", "EUR", "GBP", "JPY", "MOP", "TWD", "SGD", "AUD", "CAD", "CHF", "KRW",
    "THB", "MYR", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "AED", "BRL", "MXN",
];
