/*!
Fees: what a contract charges, forwards and backwards.

A [`FeeTable`] is a contract made ready for one currency: minor units and exact integers, fast enough
for millions of rows. Everything else here answers one question of the calculator each.

The order of a fee's parts is the one that acquirers use (FEES.md section 3): share of the amount,
rounding, cap, minimum, fixed part. Fees are symmetrical about nought, so that a refund's fee is the
sale's fee with the other sign.

```
use yifen::fees::FeeTable;
use yifen::money::Currency;
use yifen::record::Tender;
use yifen::settings::Contract;

let table = FeeTable::new(&Contract::default(), Currency::CNY);
// 10,000.00 by debit card: 50.00, capped at 20.00.
let fee = table.fee(Tender::DebitCard, 1_000_000).unwrap();
assert_eq!((fee.fee, fee.capped), (2_000, true));
```
*/

mod arrival;
mod compare;
mod exact;
mod floor;
mod implied;
mod inverse;
mod list;
mod presets;
mod quick;
mod quote;
mod returned;
mod share;
mod table;

pub use arrival::{Arrival, DayKind, Delay, arrival, day_kind, due_on, weeks};
pub use compare::{Cheaper, MixLine, PlanCost, Stretch, break_even, cost_of};
pub use exact::{AMOUNT_MAX, Exact};
pub use floor::{CardKind, Floor, card_kind, cost_floor, floor_since};
pub use implied::{Implied, ImpliedError, ROUND_RATES_MAX, Ratio, implied_rate};
pub use inverse::{Inverse, InverseError, Span, charge_for, fixed_parts};
pub use list::{
    LIST_ROWS_MAX, List, ListQuote, ListRefused, ListRow, RoundingWay, quote_list, read_list,
    rounding_ways,
};
pub use presets::{Mark, Preset};
pub use quick::{
    FITS_MAX, Fit, FitKind, QuickAnswer, QuickError, Sort, TAKINGS_MAX, Taking, Term, What,
    quick_answer,
};
pub use quote::{Charge, Quote, QuoteError, Sale, Step, quote};
pub use returned::{FeeReturns, returned_fee};
pub use share::{
    LINK_MAX, ShareError, Shared, SharedField, decode, encode, tender_name, tender_of,
};
pub use table::{Bound, FeeOf, FeeTable, Rule, minor_of};
