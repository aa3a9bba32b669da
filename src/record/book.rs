//! The rows of all files of a session, in columns.

use crate::calendar::{Day, TimeOfDay};
use crate::import::FileReport;
use crate::money::{Amount, Currency};

use super::{CurrencyIndex, FileId, Flags, Interner, Kind, Place, RowView, Side, Sym, Tender};

/// The value of a numeric cell that a file does not have.
const NONE: i64 = i64::MIN;

/// The value of a time that a file does not have.
const NO_TIME: u32 = u32::MAX;

/// One row on its way from a reader into the columns; texts are borrowed from the line just read.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    /// Sheet or archive member.
    pub part: u16,
    /// Line or row, from 1.
    pub row: u32,
    /// The day.
    pub day: Day,
    /// The time, where there is one.
    pub time: Option<TimeOfDay>,
    /// What it is.
    pub kind: Kind,
    /// How it was paid.
    pub tender: Tender,
    /// Facts.
    pub flags: Flags,
    /// Currency.
    pub currency: Currency,
    /// Amount in minor units, signed for the merchant.
    pub amount: i64,
    /// Amount before a merchant-borne discount; only where the file has such a column.
    pub ordered: Option<i64>,
    /// Fee in minor units, positive when charged.
    pub fee: Option<i64>,
    /// Net in minor units.
    pub net: Option<i64>,
    /// Balance after the row, of bank statements.
    pub balance: Option<i64>,
    /// The day that the file itself names as settlement day.
    pub settled: Option<Day>,
    /// The merchant's order number (商户订单号).
    pub order_id: &'a str,
    /// The provider's or bank's own number (微信订单号, 拉卡拉流水号).
    pub provider_id: &'a str,
    /// Retrieval reference number (检索参考号).
    pub rrn: &'a str,
    /// The number of the original payment that a refund or reversal names.
    pub origin_id: &'a str,
    /// Payout or settlement batch.
    pub payout_id: &'a str,
    /// Terminal (终端号).
    pub terminal: &'a str,
    /// Batch (批次号).
    pub batch: &'a str,
    /// Voucher (凭证号).
    pub voucher: &'a str,
    /// Last four digits of the card.
    pub card_tail: &'a str,
    /// Authorisation code.
    pub auth: &'a str,
    /// Merchant number.
    pub merchant: &'a str,
    /// Counterparty of a bank row.
    pub party: &'a str,
    /// Memo or remark.
    pub note: &'a str,
}

impl Draft<'_> {
    /// A row with nothing but its place and day.
    #[must_use]
    pub fn new(row: u32, day: Day) -> Self {
        Self {
            part: 0,
            row,
            day,
            time: None,
            kind: Kind::Sale,
            tender: Tender::Unknown,
            flags: Flags::default(),
            currency: super::DEFAULT_CURRENCY,
            amount: 0,
            ordered: None,
            fee: None,
            net: None,
            balance: None,
            settled: None,
            order_id: "",
            provider_id: "",
            rrn: "",
            origin_id: "",
            payout_id: "",
            terminal: "",
            batch: "",
            voucher: "",
            card_tail: "",
            auth: "",
            merchant: "",
            party: "",
            note: "",
        }
    }
}

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident: $type:ty,)*) => {
        /// The columns. All have the same length; an index into them is a row.
        #[derive(Clone, Default)]
        pub struct Records {
            $($(#[$doc])* pub $name: Vec<$type>,)*
        }

        impl Records {
            /// Keeps only the rows of which `keep` says so.
            fn retain(&mut self, keep: &[bool]) {
                $(
                    let mut index = 0;
                    self.$name.retain(|_| {
                        let kept = keep.get(index).copied().unwrap_or(true);
                        index += 1;
                        kept
                    });
                )*
            }

            /// Makes room for `more` rows at once, so that growth does not double the memory.
            pub fn reserve(&mut self, more: usize) {
                $(self.$name.reserve(more);)*
            }

            /// Whether two rows say the same, wherever in their file they stand.
            #[must_use]
            pub fn same(&self, a: usize, b: usize) -> bool {
                $((is_place(stringify!($name)) || self.$name.get(a) == self.$name.get(b)) &&)* true
            }

            /// Drops every row from `len` on: what a reader had read when it gave up.
            pub fn truncate(&mut self, len: usize) {
                $(self.$name.truncate(len);)*
            }
        }
    };
}

/// Whether a column says where a row stands rather than what it says.
fn is_place(column: &str) -> bool {
    matches!(column, "part" | "row")
}

columns! {
    /// The file.
    file: FileId,
    /// Sheet or archive member.
    part: u16,
    /// Line or row.
    row: u32,
    /// The day, as days since the epoch.
    day: Day,
    /// Seconds since midnight.
    seconds: u32,
    /// What it is.
    kind: Kind,
    /// How it was paid.
    tender: Tender,
    /// Facts.
    flags: Flags,
    /// Index into the book's currencies.
    currency: CurrencyIndex,
    /// Minor units, signed for the merchant.
    amount: i64,
    /// Minor units before a merchant-borne discount.
    ordered: i64,
    /// Minor units, positive when charged.
    fee: i64,
    /// Minor units.
    net: i64,
    /// Minor units.
    balance: i64,
    /// Settlement day named by the file, as days since the epoch.
    settled: i32,
    /// Merchant's order number.
    order_id: Sym,
    /// Provider's own number.
    provider_id: Sym,
    /// Retrieval reference number.
    rrn: Sym,
    /// Original payment.
    origin_id: Sym,
    /// Payout or settlement batch.
    payout_id: Sym,
    /// Terminal.
    terminal: Sym,
    /// Batch.
    batch: Sym,
    /// Voucher.
    voucher: Sym,
    /// Last four digits of the card.
    card_tail: Sym,
    /// Authorisation code.
    auth: Sym,
    /// Merchant number.
    merchant: Sym,
    /// Counterparty.
    party: Sym,
    /// Memo.
    note: Sym,
}

impl Records {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.amount.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.amount.is_empty()
    }

    /// The time of a row, where the file has one.
    #[must_use]
    pub fn time(&self, row: usize) -> Option<TimeOfDay> {
        TimeOfDay::from_seconds(self.seconds[row])
    }

    /// The fee of a row, where the file has one.
    #[must_use]
    pub fn fee(&self, row: usize) -> Option<i64> {
        some(self.fee[row])
    }

    /// The amount before a merchant-borne discount; the amount itself where there was none.
    #[must_use]
    pub fn ordered(&self, row: usize) -> i64 {
        some(self.ordered[row]).unwrap_or(self.amount[row])
    }

    /// What the provider owes for a row: the net it states, else amount less fee.
    #[must_use]
    pub fn net(&self, row: usize) -> i64 {
        some(self.net[row]).unwrap_or_else(|| self.amount[row] - self.fee(row).unwrap_or(0))
    }

    /// The net that the file states, if it does.
    #[must_use]
    pub fn stated_net(&self, row: usize) -> Option<i64> {
        some(self.net[row])
    }

    /// Gives a row the fee that another row says was charged on it.
    pub fn set_fee(&mut self, row: usize, fee: i64) {
        if let Some(own) = self.fee.get_mut(row) {
            *own = fee;
        }
    }

    /// Gives a row the net that another row says was paid for it.
    pub fn set_net(&mut self, row: usize, net: i64) {
        if let Some(own) = self.net.get_mut(row) {
            *own = net;
        }
    }

    /// Divides every amount of a row; says whether all of them could be divided without a rest.
    #[must_use]
    pub fn divide(&mut self, row: usize, by: i64) -> bool {
        let columns = [
            &mut self.amount,
            &mut self.ordered,
            &mut self.fee,
            &mut self.net,
        ];
        let mut cells = columns
            .into_iter()
            .filter_map(|column| column.get_mut(row))
            .filter(|cell| **cell != NONE);
        cells.all(|cell| {
            let whole = cell.checked_rem(by) == Some(0);
            *cell = cell.checked_div(by).unwrap_or(*cell);
            whole
        })
    }

    /// The balance behind a row, where the file has one.
    #[must_use]
    pub fn balance(&self, row: usize) -> Option<i64> {
        some(self.balance[row])
    }

    /// The settlement day that the file itself names.
    #[must_use]
    pub fn settled(&self, row: usize) -> Option<Day> {
        (self.settled[row] != i32::MIN).then(|| Day::from_epoch(self.settled[row]))
    }

    /// Which of several entries on one line a row is, from 0: a statement's whole XML may be one line.
    #[must_use]
    pub fn nth(&self, row: usize) -> u16 {
        let place = self.place(row);
        // Entries of one line follow each other.
        let before = (0..row)
            .rev()
            .take(usize::from(u16::MAX))
            .take_while(|&other| self.place(other) == place);
        u16::try_from(before.count()).unwrap_or(u16::MAX)
    }

    /// Where a row stands.
    #[must_use]
    pub fn place(&self, row: usize) -> Place {
        Place {
            file: self.file[row],
            part: self.part[row],
            row: self.row[row],
        }
    }
}

fn some(value: i64) -> Option<i64> {
    (value != NONE).then_some(value)
}

/// A loaded file: what it is and how reading it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEntry {
    /// Its number.
    pub id: FileId,
    /// How reading it went.
    pub report: FileReport,
}

/// Every loaded file and its rows.
#[derive(Default)]
pub struct Book {
    /// The rows.
    pub records: Records,
    /// Their texts.
    pub texts: Interner,
    /// The files, in order of loading.
    pub files: Vec<FileEntry>,
    currencies: Vec<Currency>,
    next_file: u16,
}

impl Book {
    /// An empty book.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same files with other records, as many as before.
    #[must_use]
    pub fn with_records(&self, records: Records) -> Self {
        Self {
            records,
            texts: self.texts.clone(),
            files: self.files.clone(),
            currencies: self.currencies.clone(),
            next_file: self.next_file,
        }
    }

    /// The same book with the rows of one file in another currency: the file names none. `None` where the
    /// amounts have more digits than that currency.
    #[must_use]
    pub fn with_currency(&self, file: FileId, currency: Currency) -> Option<Self> {
        let mut book = self.with_records(self.records.clone());
        let index = book.currency_index(currency);
        for row in 0..book.records.len() {
            if book.records.file[row] != file {
                continue;
            }
            let surplus = book.currency(row).digits().checked_sub(currency.digits())?;
            let unit = 10_i64.checked_pow(surplus)?;
            if !book.records.divide(row, unit) {
                return None;
            }
            book.records.currency[row] = index;
        }
        Some(book)
    }

    /// A number for the next file.
    pub fn next_file(&mut self) -> FileId {
        let id = FileId(self.next_file);
        self.next_file += 1;
        id
    }

    /// Appends a row of `file`.
    pub fn push(&mut self, file: FileId, draft: &Draft<'_>) {
        let currency = self.currency_index(draft.currency);
        let (r, texts) = (&mut self.records, &mut self.texts);
        r.file.push(file);
        r.part.push(draft.part);
        r.row.push(draft.row);
        r.day.push(draft.day);
        r.seconds
            .push(draft.time.map_or(NO_TIME, TimeOfDay::seconds));
        r.kind.push(draft.kind);
        r.tender.push(draft.tender);
        r.flags.push(draft.flags);
        r.currency.push(currency);
        r.amount.push(draft.amount);
        r.ordered.push(draft.ordered.unwrap_or(NONE));
        r.fee.push(draft.fee.unwrap_or(NONE));
        r.net.push(draft.net.unwrap_or(NONE));
        r.balance.push(draft.balance.unwrap_or(NONE));
        r.settled.push(draft.settled.map_or(i32::MIN, Day::epoch));
        r.order_id.push(texts.intern(draft.order_id));
        r.provider_id.push(texts.intern(draft.provider_id));
        r.rrn.push(texts.intern(draft.rrn));
        r.origin_id.push(texts.intern(draft.origin_id));
        r.payout_id.push(texts.intern(draft.payout_id));
        r.terminal.push(texts.intern(draft.terminal));
        r.batch.push(texts.intern(draft.batch));
        r.voucher.push(texts.intern(draft.voucher));
        r.card_tail.push(texts.intern(draft.card_tail));
        r.auth.push(texts.intern(draft.auth));
        r.merchant.push(texts.intern(draft.merchant));
        r.party.push(texts.intern(draft.party));
        r.note.push(texts.intern(draft.note));
    }

    /// Removes a file and its rows.
    pub fn remove(&mut self, file: FileId) {
        self.files.retain(|entry| entry.id != file);
        let keep: Vec<bool> = self.records.file.iter().map(|&f| f != file).collect();
        self.records.retain(&keep);
    }

    /// The entry of a file.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&FileEntry> {
        self.files.iter().find(|entry| entry.id == id)
    }

    /// Whose file a row is in.
    #[must_use]
    pub fn side(&self, row: usize) -> Side {
        self.file(self.records.file[row])
            .map_or(Side::Register, |entry| entry.report.side)
    }

    /// The rows of one side, in order of loading.
    #[must_use]
    pub fn rows(&self, side: Side) -> Vec<u32> {
        // One look-up a file, not a row.
        let ids: Vec<FileId> = self
            .files
            .iter()
            .filter(|entry| entry.report.side == side)
            .map(|entry| entry.id)
            .collect();
        (0..self.records.len() as u32)
            .filter(|&row| ids.contains(&self.records.file[row as usize]))
            .collect()
    }

    /// The currency of a row.
    #[must_use]
    pub fn currency(&self, row: usize) -> Currency {
        let index = usize::from(self.records.currency[row]);
        self.currencies
            .get(index)
            .copied()
            .unwrap_or(super::DEFAULT_CURRENCY)
    }

    /// The index of a currency, which is kept if it is new.
    fn currency_index(&mut self, currency: Currency) -> CurrencyIndex {
        let found = self.currencies.iter().position(|&known| known == currency);
        let index = found.unwrap_or_else(|| {
            self.currencies.push(currency);
            self.currencies.len() - 1
        });
        // 256 currencies are more than there are; past them the first one is as good as any.
        CurrencyIndex::try_from(index).unwrap_or(0)
    }

    /// A row as the page shows it.
    #[must_use]
    pub fn view(&self, row: usize) -> RowView {
        let (r, currency) = (&self.records, self.currency(row));
        let money = |minor: i64| Amount::new(i128::from(minor), currency);
        let text = |sym: Sym| self.texts.get(sym).to_owned();
        let reference = r.order_id[row]
            .some()
            .or(r.rrn[row].some())
            .unwrap_or(r.provider_id[row]);
        let join = |a: Sym, b: Sym, by: &str| match (a.is_none(), b.is_none()) {
            (false, false) => format!("{}{by}{}", self.texts.get(a), self.texts.get(b)),
            _ => text(a.some().unwrap_or(b)),
        };
        RowView {
            place: r.place(row),
            nth: r.nth(row),
            side: self.side(row),
            kind: r.kind[row],
            tender: r.tender[row],
            day: r.day[row],
            time: r.time(row),
            amount: money(r.amount[row]),
            ordered: some(r.ordered[row])
                .filter(|&o| o != r.amount[row])
                .map(money),
            fee: r.fee(row).map(money),
            net: r.stated_net(row).map(money),
            fee_expected: None,
            terminal: text(r.terminal[row]),
            reference: text(reference),
            card_tail: text(r.card_tail[row]),
            voucher: join(r.batch[row], r.voucher[row], "/"),
            note: join(r.party[row], r.note[row], " · "),
            group: None,
        }
    }
}
