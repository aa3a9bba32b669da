//! The letter to a provider or bank, and the papers that go with it.

use super::{Lang, cause, day, sum, why};
use crate::answer::LineView;
use crate::calendar::{Day, Period};
use crate::cause::Cause;
use crate::money::Amount;

sentences! {
    /// Sentences of the evidence pack's page and papers.
    Letter {
        title: "证据包", "Evidence pack";
        lead: "一封信、一份明细表和一张清单，打成一个压缩包。先看信，改好再保存。", "A letter, a sheet of the rows and a checklist in one zip file. Read the letter and edit it before saving.";
        letter: "信的内容，可以修改", "The letter; edit it freely";
        letter_hint: "方括号里的请您填写。", "Fill in what stands in brackets.";
        language: "信的语言", "Language of the letter";
        chinese: "中文", "Chinese";
        english: "英文", "English";
        save: "保存证据包", "Save the pack";
        print: "打印或存成 PDF", "Print, or save as PDF";
        again: "恢复原文", "Back to the first draft";
        make: "做证据包", "Make the evidence pack";
        make_all: "证据包", "Evidence pack";
        nothing: "没有要向收单机构提出的款项", "There is nothing to put to the acquirer";
        nothing_do: "正常的手续费、在途款和店里自己记错的，不用写信。单独一项可以从那一行打开。", "Normal fees, money on its way and slips of the shop's own need no letter. A single cause can be opened from its line.";
        inside: "压缩包里有", "In the pack";
        inside_letter: "letter.txt：这封信", "letter.txt: this letter";
        inside_rows: "rows.xlsx：各行明细，公式会重新加一遍", "rows.xlsx: the rows, with formulas that add them up again";
        inside_csv: "rows.csv：同样的各行，什么程序都能开", "rows.csv: the same rows for any program";
        inside_answer: "certificate.json：验算单，谁都能用原文件和它的指纹重新加一遍", "certificate.json: the certificate, by which anyone can add it all up again from the files and their fingerprints";
        inside_list: "checklist.txt：您自己要补的材料", "checklist.txt: what you must add yourself";
        masked: "卡号只留末四位，不带顾客姓名。", "Card numbers show the last four digits only, and no customer is named.";
        failed: "没有做成。请回到答案，再核对一次。", "It could not be made. Go back to the answer and check again.";
        wrote: "已保存。发出去以前，再看一遍方括号。", "Saved. Look through the brackets once more before you send it.";

        sheet_rows: "各行", "Rows";
        sheet_sums: "合计", "Totals";
        number: "序号", "No.";
        cause: "原因", "Cause";
        file: "文件", "File";
        row: "行号", "Row";
        side: "哪一方", "Whose file";
        date: "日期", "Date";
        time: "时间", "Time";
        kind: "种类", "Kind";
        tender: "支付方式", "Way of paying";
        amount: "金额", "Amount";
        fee: "实收手续费", "Fee charged";
        fee_due: "按合同应收", "Fee by contract";
        claimed: "差额", "Difference";
        terminal: "终端号", "Terminal";
        merchant: "商户号", "Merchant number";
        rrn: "参考号", "RRN";
        order: "订单号", "Order";
        reference: "参考号或订单号", "RRN or order";
        voucher: "批次/凭证号", "Batch/voucher";
        card: "卡号末四位", "Card, last four";
        total: "合计", "Total";
        in_letter: "信中金额", "In the letter";
        in_statement: "银行流水", "In the statement";
        added: "重新相加", "Added up";
        check: "是否一致", "Agree";
        yes: "一致", "yes";
        no: "不一致", "no";

        checklist: "寄出以前，请自己补上", "Add these yourself before sending";
        checklist_papers: "合同或费率页、官方 App 截图（带日期）", "The contract or rate page and screenshots of the official app, with their dates";
        checklist_bank: "收款账户的银行流水页", "The bank statement page of the receiving account";
        checklist_slips: "签购单和小票；卡号只留末四位", "Signed slips and receipts; card numbers with the last four digits only";
        checklist_never: "不要附：安全码、密码、完整卡号、顾客身份证", "Never attach: security codes, PINs, full card numbers, customers' identity papers";
        checklist_brackets: "信里方括号的内容都填好了", "Every bracket of the letter is filled in";
        checklist_number: "官方客服给的工单号写在信上", "The case number of the official service line is on the letter";
        checklist_where: "电话和地址用机身、合同或官方 App 上的", "Telephone and address are those on the device, in the contract or the official app";
    }
}

/// Who the letter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Addressee {
    /// The acquirer or payment provider.
    Provider,
    /// The bank of the receiving account.
    Bank,
    /// The platform that runs a campaign or takes a share.
    Platform,
    /// Nobody: the shop's own papers.
    Own,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wanted {
    /// Money charged too much, back.
    Refund,
    /// On what ground something was charged; without one, the money back.
    Ground,
    /// The platform's share of a campaign.
    Subsidy,
    /// A payout: was it sent, and if not, send it.
    Payout,
    /// Money held: why, and until when.
    Release,
    /// Sales without a trace: look them up and settle them.
    Trace,
    /// Money refunded too often: recover it.
    Recover,
    /// An explanation in writing.
    Explain,
    /// Nothing: a note for the shop's own papers.
    Note,
}

/// Who a cause is put to.
#[must_use]
pub const fn addressee(cause: Cause) -> Addressee {
    match cause {
        Cause::BankFee | Cause::BankSweep | Cause::CardLimit => Addressee::Bank,
        Cause::SubsidyMissing | Cause::CouponBorne | Cause::Split => Addressee::Platform,
        Cause::KeyedTransposition
        | Cause::KeyedSlide
        | Cause::KeyedDigit
        | Cause::WrongSign
        | Cause::WrongTender
        | Cause::DuplicateInBook
        | Cause::MissingInBook
        | Cause::LaxReview
        | Cause::Process
        | Cause::ReviewRefunds
        | Cause::CycleMisread
        | Cause::PreauthOpen
        | Cause::TipNotAdjusted
        | Cause::NotPaid
        | Cause::CourtFreeze
        | Cause::FileProblem => Addressee::Own,
        _ => Addressee::Provider,
    }
}

/// What a letter about a cause asks for.
#[must_use]
pub const fn wanted(cause: Cause) -> Wanted {
    match cause {
        Cause::RateTooHigh
        | Cause::PriceChanged
        | Cause::DebitAsCredit
        | Cause::CapMissed
        | Cause::QrTier
        | Cause::ContactlessDiscount
        | Cause::ChargedTwice
        | Cause::RefundFeeKept
        | Cause::ProviderError => Wanted::Refund,
        Cause::SimDeposit | Cause::TaxWithheld | Cause::BankFee => Wanted::Ground,
        Cause::SubsidyMissing => Wanted::Subsidy,
        Cause::PayoutFailed
        | Cause::BankLate
        | Cause::WrongCard
        | Cause::CardLimit
        | Cause::InTransit => Wanted::Payout,
        Cause::RiskHold | Cause::Reserve | Cause::KycExpired | Cause::Chargeback => Wanted::Release,
        Cause::NetworkTimeout
        | Cause::OfflineNotUploaded
        | Cause::BatchOpen
        | Cause::OtherMerchantId
        | Cause::ProviderOutage
        | Cause::DoubleCharge => Wanted::Trace,
        Cause::DoubleRefund => Wanted::Recover,
        _ => match addressee(cause) {
            Addressee::Own => Wanted::Note,
            Addressee::Provider | Addressee::Bank | Addressee::Platform => Wanted::Explain,
        },
    }
}

/// A request as a sentence of the letter.
const fn request(lang: Lang, wanted: Wanted) -> &'static str {
    match (lang, wanted) {
        (Lang::Zh, Wanted::Refund) => "按合同退还多收的款项，并把费率或参数改正；",
        (Lang::En, Wanted::Refund) => {
            "return what was charged beyond the contract, and correct the rate or setting;"
        }
        (Lang::Zh, Wanted::Ground) => "说明这些收费依据的合同条款和费用明细；没有约定的，请退还；",
        (Lang::En, Wanted::Ground) => {
            "name the clause under which these were charged, and return what was not agreed;"
        }
        (Lang::Zh, Wanted::Subsidy) => "按活动协议，把平台承担的部分补结给我店；",
        (Lang::En, Wanted::Subsidy) => {
            "settle the platform's share to us as the campaign's terms say;"
        }
        (Lang::Zh, Wanted::Payout) => {
            "告知每笔打款是否已发出、打款流水号和状态；没有成功的，请重新打款；"
        }
        (Lang::En, Wanted::Payout) => {
            "say for each payout whether it was sent, its serial number and its status, and send again what failed;"
        }
        (Lang::Zh, Wanted::Release) => "告知扣留的原因、依据、需要的材料和放款日期；",
        (Lang::En, Wanted::Release) => {
            "state why the money is held, on what basis, which papers you need, and when it will be released;"
        }
        (Lang::Zh, Wanted::Trace) => {
            "按参考号逐笔查询结果；顾客已付款的，请补入结算；重复扣款的，请退给顾客；"
        }
        (Lang::En, Wanted::Trace) => {
            "look up each payment by its reference; settle what customers paid, and return to them what was charged twice;"
        }
        (Lang::Zh, Wanted::Recover) => "协助追回重复退出的款项；",
        (Lang::En, Wanted::Recover) => "help to recover what was refunded more than once;",
        (Lang::Zh, Wanted::Explain) => "书面说明这些款项的依据和明细；",
        (Lang::En, Wanted::Explain) => "explain the basis of these amounts in writing, row by row;",
        // A note asks for nothing.
        (_, Wanted::Note) => "",
    }
}

/// What the letter is made of.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// The lines put forward.
    pub lines: Vec<&'a LineView>,
    /// How much of the unexplained part is put forward; nought where none.
    pub unexplained: Amount,
    /// The days of the takings.
    pub period: Period,
    /// The day of the letter.
    pub today: Day,
    /// The merchant numbers in the rows.
    pub merchants: Vec<String>,
    /// The terminals in the rows.
    pub terminals: Vec<String>,
    /// How many rows the sheet has.
    pub rows: usize,
}

impl Facts<'_> {
    /// What all of it comes to.
    #[must_use]
    pub fn sum(&self) -> Amount {
        let minor = self.lines.iter().map(|line| line.amount.minor);
        let sum = minor.fold(self.unexplained.minor, i128::saturating_add);
        Amount::new(sum, self.unexplained.currency)
    }

    fn to(&self) -> Addressee {
        let named = self.lines.iter().map(|line| addressee(line.cause));
        named.min().unwrap_or(Addressee::Provider)
    }

    fn requests(&self) -> Vec<Wanted> {
        let mut wanted: Vec<Wanted> = self.lines.iter().map(|line| wanted(line.cause)).collect();
        if !self.unexplained.is_zero() {
            wanted.push(Wanted::Explain);
        }
        wanted.sort_unstable();
        wanted.dedup();
        wanted
    }
}

fn numbered(entries: impl Iterator<Item = String>) -> String {
    entries
        .enumerate()
        .fold(String::new(), |text, (at, entry)| {
            format!("{text}{}. {entry}\n", at + 1)
        })
}

/// The letter as plain text.
#[must_use]
pub fn letter(lang: Lang, facts: &Facts<'_>) -> String {
    match lang {
        Lang::Zh => zh(facts),
        Lang::En => en(facts),
    }
}

fn entries<'a>(lang: Lang, facts: &'a Facts<'_>) -> impl Iterator<Item = String> + 'a {
    let lines = facts.lines.iter().map(move |line| {
        let name = cause::name(lang, line.cause);
        let figure = sum(lang, line.amount);
        let sentence = why::sentence(lang, line);
        match lang {
            Lang::Zh => format!("{name}：{figure}。{sentence}"),
            Lang::En => format!("{name}: {figure}. {sentence}"),
        }
    });
    let rest = (!facts.unexplained.is_zero()).then(|| {
        let figure = sum(lang, facts.unexplained);
        match lang {
            Lang::Zh => format!("原因不明：{figure}。请给出这些打款的结算明细。"),
            Lang::En => format!("Not explained: {figure}. Please give the settlement details."),
        }
    });
    lines.chain(rest)
}

/// The days of the takings in a sentence; one day is named once.
fn days(lang: Lang, period: Period) -> String {
    let Period { from, to } = period;
    let [first, last] = [from, to].map(|one| day(lang, one));
    match lang {
        _ if from == to => first,
        Lang::Zh => format!("{first}至{last}"),
        Lang::En => format!("{first} to {last}"),
    }
}

/// A note for the shop's own papers: nobody is asked for anything.
fn note(lang: Lang, facts: &Facts<'_>) -> String {
    let (days, today) = (days(lang, facts.period), day(lang, facts.today));
    let entries = numbered(entries(lang, facts));
    let sum = sum(lang, facts.sum());
    let rows = facts.rows;
    match lang {
        Lang::Zh => format!(
            "店内核对记录（留底，不用寄出）\n\
             核对的日子：{days}\n\n\
             {entries}\n\
             合计 {sum}，共 {rows} 行，逐行明细见 rows.xlsx。\n\n\
             怎样更正：[写在这里]\n\
             经手：[姓名]　复核：[姓名]\n\
             日期：{today}\n"
        ),
        Lang::En => format!(
            "Note for our own papers (need not be sent)\n\
             Days checked: {days}\n\n\
             {entries}\n\
             In all {sum} in {rows} rows, listed in rows.xlsx.\n\n\
             Corrected how: [write here]\n\
             Done by: [name]   Checked by: [name]\n\
             Date: {today}\n"
        ),
    }
}

/// Who writes: by the numbers that the other side knows her by.
fn sender(lang: Lang, facts: &Facts<'_>) -> String {
    let list = |items: &[String], blank: &str| match (items.is_empty(), lang) {
        (true, _) => blank.to_owned(),
        (false, Lang::Zh) => items.join("、"),
        (false, Lang::En) => items.join(", "),
    };
    match (lang, facts.to()) {
        (Lang::Zh, Addressee::Bank) => "账户名称：[户名]\n账号末四位：[四位数]\n".to_owned(),
        (Lang::En, Addressee::Bank) => {
            "Account holder: [name]\nAccount, last four digits: [four digits]\n".to_owned()
        }
        (Lang::Zh, _) => format!(
            "商户名称：[商户名称]\n商户号：{}\n终端号：{}\n",
            list(&facts.merchants, "[商户号]"),
            list(&facts.terminals, "[终端号]"),
        ),
        (Lang::En, _) => format!(
            "Merchant: [name of the merchant]\nMerchant number: {}\nTerminal: {}\n",
            list(&facts.merchants, "[merchant number]"),
            list(&facts.terminals, "[terminal]"),
        ),
    }
}

fn zh(facts: &Facts<'_>) -> String {
    let to = match facts.to() {
        Addressee::Provider => "[收单机构名称]",
        Addressee::Bank => "[开户银行名称]",
        Addressee::Platform => "[平台名称]",
        Addressee::Own => return note(Lang::Zh, facts),
    };
    let requests = facts.requests();
    let asks = requests
        .iter()
        .map(|&wanted| request(Lang::Zh, wanted).to_owned());
    let answer = "收到后告知工单号，并在 [日期] 以前书面答复。".to_owned();
    let (days, today) = (days(Lang::Zh, facts.period), day(Lang::Zh, facts.today));
    format!(
        "致：{to}\n\
         事由：{days}的结算核对，合计 {sum}\n\n\
         您好。\n\n\
         我店把{days}的收银流水、支付账单和银行流水逐笔核对，下列款项请贵方核实：\n\n\
         {entries}\n\
         合计 {sum}，共 {rows} 行，逐行明细见附表 rows.xlsx，表中公式可以重新相加。\n\n\
         请贵方：\n{asks}\n\
         {sender}\
         联系人和电话：[姓名，电话]\n\
         日期：{today}\n\n\
         附：rows.xlsx、rows.csv、certificate.json、[合同或费率页]、[银行流水页]\n",
        sum = sum(Lang::Zh, facts.sum()),
        entries = numbered(entries(Lang::Zh, facts)),
        rows = facts.rows,
        asks = numbered(asks.chain(std::iter::once(answer))),
        sender = sender(Lang::Zh, facts),
    )
}

fn en(facts: &Facts<'_>) -> String {
    let to = match facts.to() {
        Addressee::Provider => "[name of the acquirer]",
        Addressee::Bank => "[name of the bank]",
        Addressee::Platform => "[name of the platform]",
        Addressee::Own => return note(Lang::En, facts),
    };
    let requests = facts.requests();
    let asks = requests
        .iter()
        .map(|&wanted| request(Lang::En, wanted).to_owned());
    let answer = "confirm receipt with a case number, and answer in writing by [date].".to_owned();
    let (days, today) = (days(Lang::En, facts.period), day(Lang::En, facts.today));
    format!(
        "To: {to}\n\
         Subject: settlement of {days}, {sum} in all\n\n\
         Dear Sir or Madam,\n\n\
         We compared our register, your bill and our bank statement of {days}, payment by payment. Please look into the following:\n\n\
         {entries}\n\
         In all {sum} in {rows} rows. Each row is listed in the enclosed rows.xlsx, whose formulas add them up again.\n\n\
         We ask you to:\n{asks}\n\
         Yours faithfully,\n\n\
         {sender}\
         Contact: [name, telephone]\n\
         Date: {today}\n\n\
         Enclosed: rows.xlsx, rows.csv, certificate.json, [contract or rate page], [bank statement page]\n",
        sum = sum(Lang::En, facts.sum()),
        entries = numbered(entries(Lang::En, facts)),
        rows = facts.rows,
        asks = numbered(asks.chain(std::iter::once(answer))),
        sender = sender(Lang::En, facts),
    )
}

/// Stands under the printed rows where the sheet has more.
#[must_use]
pub fn more_rows(lang: Lang, rows: u32) -> String {
    match lang {
        Lang::Zh => format!("另有 {rows} 行，见 rows.xlsx。"),
        Lang::En => format!("{rows} more rows, see rows.xlsx."),
    }
}

/// Stands in a sheet for rows that are not listed; begins with the cause's name.
#[must_use]
pub fn left_out(lang: Lang, rows: u32) -> String {
    match lang {
        Lang::Zh => format!("另有 {rows} 行，见 certificate.json"),
        Lang::En => format!("{rows} more rows, see certificate.json"),
    }
}
