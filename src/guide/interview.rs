/*!
Without files: a few questions that lead to the likely causes.

Questions are data: what is asked, what can be answered, and where each answer leads. No path asks
more than five, and each ends in causes, the likeliest first; a test walks them all.
*/

use crate::cause::Cause;
use crate::text::guide::Interview as Words;

/// The most questions that a path may ask.
pub const QUESTIONS_MAX: usize = 5;

/// A sentence in the language of the words it is given.
pub type Says = fn(&Words) -> &'static str;

/// A question.
#[derive(Debug)]
pub struct Question {
    /// What is asked.
    pub asks: Says,
    /// What can be answered.
    pub answers: &'static [Reply],
}

/// An answer to a question.
#[derive(Debug)]
pub struct Reply {
    /// What it says.
    pub says: Says,
    /// Where it leads.
    pub leads: Leads,
}

/// Where an answer leads.
#[derive(Debug)]
pub enum Leads {
    /// To the next question.
    Question(&'static Question),
    /// To the likely causes, the likeliest first.
    Causes(&'static [Cause]),
}

/// What answers so far have led to: the questions asked, and the causes where the path has ended.
#[derive(Clone, Debug)]
pub struct Path {
    /// Every question asked, with the number of its answer; the last may have none.
    pub asked: Vec<(&'static Question, Option<usize>)>,
    /// The causes at the path's end.
    pub causes: Option<&'static [Cause]>,
}

/// Follows answers, by their numbers, from the first question. What does not exist ends the path
/// unanswered, so that a changed answer never leads astray.
#[must_use]
pub fn follow(answers: &[usize]) -> Path {
    let mut path = Path {
        asked: Vec::new(),
        causes: None,
    };
    let mut question = &FIRST;
    let mut answers = answers.iter();
    loop {
        let chosen = answers.next().copied();
        let reply = chosen.and_then(|chosen| question.answers.get(chosen));
        path.asked
            .push((question, chosen.filter(|_| reply.is_some())));
        match reply.map(|reply| &reply.leads) {
            Some(Leads::Question(next)) => question = next,
            Some(Leads::Causes(causes)) => {
                path.causes = Some(causes);
                return path;
            }
            None => return path,
        }
    }
}

const fn to(says: Says, question: &'static Question) -> Reply {
    Reply {
        says,
        leads: Leads::Question(question),
    }
}

const fn ends(says: Says, causes: &'static [Cause]) -> Reply {
    Reply {
        says,
        leads: Leads::Causes(causes),
    }
}

/// Where every path begins.
pub static FIRST: Question = Question {
    asks: |w| w.see,
    answers: &[
        to(|w| w.see_nothing, &WAITED),
        to(|w| w.see_less, &HOW_LESS),
        to(|w| w.see_one, &PAID),
        to(|w| w.see_twice, &TWICE),
        to(|w| w.see_since, &SINCE),
        to(|w| w.see_amount, &AMOUNT),
        ends(
            |w| w.see_more,
            &[
                Cause::CarriedIn,
                Cause::MissingInBook,
                Cause::DoubleCharge,
                Cause::FeeOutside,
                Cause::WrongSign,
            ],
        ),
    ],
};

static WAITED: Question = Question {
    asks: |w| w.waited,
    answers: &[
        ends(
            |w| w.waited_short,
            &[
                Cause::InTransit,
                Cause::NonworkingDay,
                Cause::Cutoff,
                Cause::CycleMisread,
                Cause::D0Limit,
            ],
        ),
        to(|w| w.waited_long, &APP_SAYS),
    ],
};

static APP_SAYS: Question = Question {
    asks: |w| w.app_says,
    answers: &[
        ends(
            |w| w.app_sent,
            &[
                Cause::BankLate,
                Cause::WrongCard,
                Cause::CardLimit,
                Cause::CourtFreeze,
            ],
        ),
        ends(
            |w| w.app_failed,
            &[Cause::PayoutFailed, Cause::WrongCard, Cause::CardLimit],
        ),
        ends(
            |w| w.app_held,
            &[Cause::RiskHold, Cause::CourtFreeze, Cause::Chargeback],
        ),
        ends(|w| w.app_papers, &[Cause::KycExpired, Cause::RiskHold]),
        ends(|w| w.app_small, &[Cause::MinPayout, Cause::PayoutFailed]),
        to(|w| w.app_empty, &WHEN),
        ends(
            |w| w.app_unknown,
            &[
                Cause::PayoutFailed,
                Cause::RiskHold,
                Cause::BankLate,
                Cause::SecondClearing,
            ],
        ),
    ],
};

static HOW_LESS: Question = Question {
    asks: |w| w.how_less,
    answers: &[
        to(|w| w.less_share, &SHARE),
        to(|w| w.less_kind, &KIND),
        to(|w| w.less_round, &ROUND),
        to(|w| w.less_back, &BACK),
        to(|w| w.less_coupon, &COUPON),
        ends(
            |w| w.less_parts,
            &[
                Cause::MergedOrSplitPayout,
                Cause::D0Limit,
                Cause::Cutoff,
                Cause::CycleMisread,
                Cause::MinPayout,
            ],
        ),
        ends(
            |w| w.less_gone,
            &[Cause::BankSweep, Cause::BankFee, Cause::PayoutFailed],
        ),
        ends(
            |w| w.less_unknown,
            &[
                Cause::FileProblem,
                Cause::FeeNormal,
                Cause::InTransit,
                Cause::ProviderError,
                Cause::Unexplained,
            ],
        ),
    ],
};

static SHARE: Question = Question {
    asks: |w| w.share,
    answers: &[
        ends(|w| w.share_same, &[Cause::FeeNormal, Cause::FeeRounding]),
        ends(
            |w| w.share_more,
            &[
                Cause::RateTooHigh,
                Cause::PriceChanged,
                Cause::QrTier,
                Cause::ChargedTwice,
            ],
        ),
        ends(
            |w| w.share_payer,
            &[Cause::SecondClearing, Cause::Split, Cause::TaxWithheld],
        ),
        ends(|w| w.share_reserve, &[Cause::Reserve, Cause::RiskHold]),
        ends(
            |w| w.share_unknown,
            &[
                Cause::FeeNormal,
                Cause::RateTooHigh,
                Cause::Split,
                Cause::Reserve,
            ],
        ),
    ],
};

static KIND: Question = Question {
    asks: |w| w.kind,
    answers: &[
        ends(
            |w| w.kind_debit,
            &[Cause::DebitAsCredit, Cause::CapMissed, Cause::RateTooHigh],
        ),
        ends(|w| w.kind_qr, &[Cause::QrTier, Cause::RateTooHigh]),
        ends(
            |w| w.kind_tap,
            &[Cause::ContactlessDiscount, Cause::RateTooHigh],
        ),
        ends(|w| w.kind_foreign, &[Cause::ForeignCard, Cause::Fx]),
    ],
};

static ROUND: Question = Question {
    asks: |w| w.round,
    answers: &[
        ends(|w| w.round_sim, &[Cause::SimDeposit, Cause::Chargeback]),
        ends(|w| w.round_instant, &[Cause::FeeInstant, Cause::BankFee]),
        ends(|w| w.round_bank, &[Cause::BankFee, Cause::BankSweep]),
        ends(
            |w| w.round_tax,
            &[Cause::TaxWithheld, Cause::SecondClearing],
        ),
        ends(|w| w.round_tip, &[Cause::TipNotAdjusted]),
    ],
};

static BACK: Question = Question {
    asks: |w| w.back,
    answers: &[
        ends(
            |w| w.back_refund,
            &[Cause::Refund, Cause::RefundPartial, Cause::DoubleRefund],
        ),
        ends(|w| w.back_void, &[Cause::Void, Cause::Process]),
        ends(|w| w.back_dispute, &[Cause::Chargeback, Cause::RiskHold]),
        ends(|w| w.back_fee, &[Cause::RefundFeeKept, Cause::Refund]),
        ends(
            |w| w.back_nobody,
            &[Cause::Refund, Cause::ReviewRefunds, Cause::Chargeback],
        ),
    ],
};

static COUPON: Question = Question {
    asks: |w| w.coupon,
    answers: &[
        ends(|w| w.coupon_own, &[Cause::CouponBorne]),
        ends(
            |w| w.coupon_platform,
            &[Cause::SubsidyMissing, Cause::CouponBorne],
        ),
        ends(|w| w.coupon_partner, &[Cause::Split, Cause::SecondClearing]),
    ],
};

static PAID: Question = Question {
    asks: |w| w.paid,
    answers: &[to(|w| w.paid_yes, &BILL), to(|w| w.paid_no, &WHEN)],
};

static BILL: Question = Question {
    asks: |w| w.bill,
    answers: &[
        ends(
            |w| w.bill_yes,
            &[
                Cause::InTransit,
                Cause::Cutoff,
                Cause::RiskHold,
                Cause::MissingInBook,
            ],
        ),
        to(|w| w.bill_no, &WHEN),
    ],
};

static WHEN: Question = Question {
    asks: |w| w.when,
    answers: &[
        ends(
            |w| w.when_network,
            &[Cause::NetworkTimeout, Cause::DoubleCharge],
        ),
        ends(
            |w| w.when_offline,
            &[Cause::OfflineNotUploaded, Cause::NetworkTimeout],
        ),
        ends(
            |w| w.when_batch,
            &[Cause::BatchOpen, Cause::OfflineNotUploaded],
        ),
        ends(
            |w| w.when_device,
            &[
                Cause::OtherMerchantId,
                Cause::BatchOpen,
                Cause::SoftwareConfig,
            ],
        ),
        ends(
            |w| w.when_all,
            &[
                Cause::ProviderOutage,
                Cause::NetworkTimeout,
                Cause::FileProblem,
            ],
        ),
        ends(|w| w.when_deposit, &[Cause::PreauthOpen]),
        ends(|w| w.when_screen, &[Cause::NotPaid, Cause::WrongTender]),
        ends(
            |w| w.when_machine,
            &[
                Cause::Hardware,
                Cause::OfflineNotUploaded,
                Cause::OtherMerchantId,
            ],
        ),
        ends(|w| w.when_night, &[Cause::Cutoff, Cause::BatchOpen]),
    ],
};

static TWICE: Question = Question {
    asks: |w| w.twice,
    answers: &[
        ends(|w| w.twice_fee, &[Cause::ChargedTwice, Cause::FeeOutside]),
        ends(
            |w| w.twice_customer,
            &[Cause::DoubleCharge, Cause::NetworkTimeout],
        ),
        ends(
            |w| w.twice_book,
            &[Cause::DuplicateInBook, Cause::WrongTender],
        ),
        ends(
            |w| w.twice_refund,
            &[Cause::DoubleRefund, Cause::RefundPartial],
        ),
        ends(
            |w| w.twice_file,
            &[Cause::FileProblem, Cause::DuplicateInBook],
        ),
    ],
};

static SINCE: Question = Question {
    asks: |w| w.since,
    answers: &[
        ends(
            |w| w.since_fee,
            &[Cause::PriceChanged, Cause::RateTooHigh, Cause::FeeInstant],
        ),
        to(|w| w.since_none, &APP_SAYS),
        ends(
            |w| w.since_late,
            &[Cause::CycleMisread, Cause::NonworkingDay, Cause::D0Limit],
        ),
        ends(
            |w| w.since_device,
            &[
                Cause::OtherMerchantId,
                Cause::SoftwareConfig,
                Cause::Hardware,
            ],
        ),
        ends(
            |w| w.since_payer,
            &[Cause::SecondClearing, Cause::WrongCard],
        ),
        ends(
            |w| w.since_times,
            &[Cause::SoftwareConfig, Cause::FileProblem],
        ),
    ],
};

static AMOUNT: Question = Question {
    asks: |w| w.amount,
    answers: &[
        to(|w| w.amount_swap, &HABITS_SWAP),
        to(|w| w.amount_point, &HABITS_POINT),
        to(|w| w.amount_digit, &HABITS_DIGIT),
        ends(|w| w.amount_sign, &[Cause::WrongSign, Cause::Process]),
        ends(|w| w.amount_tender, &[Cause::WrongTender]),
        ends(
            |w| w.amount_refunded,
            &[Cause::RefundPartial, Cause::Refund],
        ),
    ],
};

static HABITS_SWAP: Question = Question {
    asks: |w| w.habits,
    answers: &[
        ends(|w| w.habits_once, &[Cause::KeyedTransposition]),
        ends(
            |w| w.habits_often,
            &[Cause::KeyedTransposition, Cause::LaxReview, Cause::Process],
        ),
        ends(
            |w| w.habits_refunds,
            &[Cause::KeyedTransposition, Cause::ReviewRefunds],
        ),
    ],
};

static HABITS_POINT: Question = Question {
    asks: |w| w.habits,
    answers: &[
        ends(|w| w.habits_once, &[Cause::KeyedSlide]),
        ends(
            |w| w.habits_often,
            &[Cause::SoftwareConfig, Cause::KeyedSlide, Cause::LaxReview],
        ),
        ends(
            |w| w.habits_refunds,
            &[Cause::KeyedSlide, Cause::ReviewRefunds],
        ),
    ],
};

static HABITS_DIGIT: Question = Question {
    asks: |w| w.habits,
    answers: &[
        ends(|w| w.habits_once, &[Cause::KeyedDigit]),
        ends(
            |w| w.habits_often,
            &[Cause::KeyedDigit, Cause::LaxReview, Cause::Process],
        ),
        ends(
            |w| w.habits_refunds,
            &[Cause::KeyedDigit, Cause::ReviewRefunds],
        ),
    ],
};
