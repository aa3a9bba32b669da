/*!
What the readers produce: rows of every file in one model, kept in columns.

One conventional sign everywhere: an amount is positive when it is good for the merchant (a sale, a
credit) and negative when it is not (a refund, a void, a debit). A fee is positive when it is
charged and negative when it is returned; `net = amount - fee`.

Columns instead of structs of strings, so that a million rows cost about a hundred bytes each and
one pass touches only what it needs. Texts are interned: equal texts have equal [`Sym`]s, and a join
by key is a comparison of two integers.
*/

use serde::{Deserialize, Serialize};

use crate::calendar::{Day, Rail, TimeOfDay};
use crate::money::Currency;

#[cfg(feature = "engine")]
mod book;
#[cfg(feature = "engine")]
mod intern;

#[cfg(feature = "engine")]
pub use book::{Book, Draft, FileEntry, Records};
#[cfg(feature = "engine")]
pub use intern::Interner;

/// Whose view of the takings a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The shop's own register: what it believes it took.
    Register,
    /// The payment provider's bill: what was settled, and at what fee.
    Provider,
    /// The bank's statement: what arrived.
    Bank,
}

/// A file of this session. Numbers are never used again after a file is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u16);

/// An interned text; [`Sym::NONE`] stands for an empty cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sym(pub u32);

impl Sym {
    /// No text.
    pub const NONE: Self = Self(0);

    /// Whether there is no text.
    #[must_use]
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// The symbol itself where there is a text.
    #[must_use]
    pub const fn some(self) -> Option<Self> {
        if self.is_none() { None } else { Some(self) }
    }
}

/// Where a row stands: what a person needs to find it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The sheet of a workbook or the member of an archive, from 0.
    pub part: u16,
    /// The line of a text file or the row of a sheet, from 1 as spreadsheet programs count.
    pub row: u32,
}

/// What a row is.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Kind {
    /// Goods sold, money taken (消费).
    #[default]
    Sale,
    /// Money given back on a later day or in part (退款, 退货).
    Refund,
    /// A sale taken back the same day, whole (撤销).
    Void,
    /// A sale undone by the system after a time-out (冲正).
    Reversal,
    /// A sale the card issuer took back (拒付, 退单).
    Chargeback,
    /// A chargeback won (拒付撤回).
    ChargebackReversed,
    /// A pre-authorisation: money reserved, not taken (预授权).
    PreAuth,
    /// A pre-authorisation turned into a sale (预授权完成).
    PreAuthCompletion,
    /// A tip added to a sale (小费, 结算调整).
    Tip,
    /// A fee as a row of its own (手续费).
    Fee,
    /// A fee returned as a row of its own (退还手续费).
    FeeReturned,
    /// The surcharge for same-day settlement (秒到, D0 手续费).
    InstantFee,
    /// SIM card or data fee (流量费).
    SimFee,
    /// A device deposit or service charge taken from settlement (押金, 服务费).
    Deposit,
    /// A reserve held back (保证金).
    Reserve,
    /// A reserve given back.
    ReserveReleased,
    /// Money frozen as a row of its own (冻结).
    Hold,
    /// Frozen money let go (解冻).
    HoldReleased,
    /// A share of a sale passed to another party (分账).
    Split,
    /// Tax withheld (税费).
    Tax,
    /// The payout to the bank as the provider's file shows it (提现, 打款).
    Payout,
    /// Any other correction of the provider's.
    Adjustment,
    /// A sale or transfer that never took place: closed, failed, unpaid (已关闭, 失败).
    Failed,
    /// Money into the bank account.
    Credit,
    /// Money out of the bank account.
    Debit,
}

impl Kind {
    /// Whether it takes money from a customer.
    #[must_use]
    pub const fn is_sale(self) -> bool {
        matches!(self, Self::Sale | Self::PreAuthCompletion | Self::Tip)
    }

    /// Whether it is about an earlier sale.
    #[must_use]
    pub const fn is_later(self) -> bool {
        matches!(
            self,
            Self::Refund
                | Self::Void
                | Self::Reversal
                | Self::Chargeback
                | Self::ChargebackReversed
        )
    }
}

/// How the customer paid.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Tender {
    /// The file does not say.
    #[default]
    Unknown,
    /// Credit card (贷记卡).
    CreditCard,
    /// Debit card (借记卡).
    DebitCard,
    /// A bank card whose kind the file does not say (银行卡).
    Card,
    /// A card issued abroad (外卡).
    ForeignCard,
    /// WeChat Pay (微信).
    Wechat,
    /// Alipay (支付宝).
    Alipay,
    /// UnionPay QR or contactless (云闪付).
    Unionpay,
    /// QR code of a wallet that the file does not name (扫码).
    Qr,
    /// Banknotes and coins (现金): never settled by a provider.
    Cash,
    /// Anything else: vouchers, stored value, credit notes.
    Other,
}

impl Tender {
    /// Every tender, in the order that tables show them.
    pub const ALL: [Self; 11] = [
        Self::CreditCard,
        Self::DebitCard,
        Self::Card,
        Self::ForeignCard,
        Self::Wechat,
        Self::Alipay,
        Self::Unionpay,
        Self::Qr,
        Self::Cash,
        Self::Other,
        Self::Unknown,
    ];

    /// Which clock its settlement follows.
    #[must_use]
    pub const fn rail(self) -> Rail {
        match self {
            Self::CreditCard | Self::DebitCard | Self::Card | Self::ForeignCard => Rail::Card,
            _ => Rail::Qr,
        }
    }

    /// Whether both may name the same payment: equal, or one of them the vaguer word.
    #[must_use]
    pub const fn agrees(self, other: Self) -> bool {
        use Tender::{
            Alipay, Card, CreditCard, DebitCard, ForeignCard, Qr, Unionpay, Unknown, Wechat,
        };
        matches!(
            (self, other),
            (Unknown, _)
                | (_, Unknown)
                | (Card, CreditCard | DebitCard | ForeignCard)
                | (CreditCard | DebitCard | ForeignCard, Card)
                | (Qr, Wechat | Alipay | Unionpay)
                | (Wechat | Alipay | Unionpay, Qr)
        ) || self as u8 == other as u8
    }
}

/// Facts about a row that are either so or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flags(pub u8);

impl Flags {
    /// The provider marked the money of this row as frozen (冻结).
    pub const HELD: Self = Self(1);
    /// Taken while the terminal was offline (脱机).
    pub const OFFLINE: Self = Self(1 << 1);
    /// The provider marked the payout of this row as failed.
    pub const PAYOUT_FAILED: Self = Self(1 << 2);
    /// A spreadsheet rounded an id of this row; it was left out.
    pub const DAMAGED_ID: Self = Self(1 << 3);
    /// Still being processed (退款处理中): already deducted, may change.
    pub const PENDING: Self = Self(1 << 4);
    /// The amount was paid in instant settlement (D0).
    pub const INSTANT: Self = Self(1 << 5);
    /// A pre-authorisation of the register that was neither completed nor released. No reader sets it:
    /// only the whole register tells.
    pub const RESERVED: Self = Self(1 << 6);

    /// Both.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether every flag of `other` is set.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// One row as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowView {
    /// Where it stands.
    pub place: Place,
    /// Which of several entries on one line, from 0.
    pub nth: u16,
    /// Whose file it is in.
    pub side: Side,
    /// What it is.
    pub kind: Kind,
    /// How it was paid.
    pub tender: Tender,
    /// The day.
    pub day: Day,
    /// The time, where the file has one.
    pub time: Option<TimeOfDay>,
    /// The amount, by the sign convention of this module.
    pub amount: crate::money::Amount,
    /// The amount before a merchant-borne discount, where it differs.
    pub ordered: Option<crate::money::Amount>,
    /// The fee, where the file has one.
    pub fee: Option<crate::money::Amount>,
    /// The net, where the file has one.
    pub net: Option<crate::money::Amount>,
    /// The contract's fee for this row, where a line is about fees.
    pub fee_expected: Option<crate::money::Amount>,
    /// The terminal.
    pub terminal: String,
    /// The order number, else the reference number, else the provider's own.
    pub reference: String,
    /// Last four digits of the card.
    pub card_tail: String,
    /// Batch and voucher, as `000185/000100`.
    pub voucher: String,
    /// Counterparty and memo, or remark.
    pub note: String,
    /// Rows of one match share a number, so that the page can set them side by side.
    pub group: Option<u32>,
}

impl RowView {
    /// Whether the two may be one payment, as far as their files and kinds tell: a booked and a
    /// settled sale, or a later row of the bill and its sale.
    #[must_use]
    pub fn may_be_one_with(&self, other: &Self) -> bool {
        let pair = |a: &Self, b: &Self| {
            b.side == Side::Provider
                && b.kind.is_sale()
                && match a.side {
                    Side::Register => a.kind.is_sale(),
                    Side::Provider => a.kind.is_later(),
                    Side::Bank => false,
                }
        };
        pair(self, other) || pair(other, self)
    }

    /// Whether some row may be one payment with it.
    #[must_use]
    pub fn may_have_a_partner(&self) -> bool {
        match self.side {
            Side::Register => self.kind.is_sale(),
            Side::Provider => self.kind.is_sale() || self.kind.is_later(),
            Side::Bank => false,
        }
    }
}

/// The currency columns hold an index into a short list.
pub type CurrencyIndex = u8;

/// A currency that no file names is the merchant's own.
pub const DEFAULT_CURRENCY: Currency = Currency::CNY;
