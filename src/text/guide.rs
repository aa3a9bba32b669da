//! The guide's frame: headings, marks, search, the interview.

sentences! {
    /// Sentences of the guide's pages.
    Guide {
        search: "在指南里找", "Search the guide";
        search_hint: "中文、英文、代号都行", "Words in Chinese or English, or an identifier";
        none: "没有找到。换个说法，或者回答几个问题。", "Nothing found. Try other words, or answer a few questions.";
        six_steps: "少到账，分六步办", "Less arrived: six steps";
        six_steps_lead: "从确认差额到防人行骗", "From confirming the gap to guarding against fraud";
        interview: "没有文件？回答几个问题", "No files? Answer a few questions";
        interview_lead: "最多五个问题，找到可能的原因", "Five questions at most, and the likely causes";
        closing: "打烊清单", "Closing checklist";
        closing_lead: "每天十分钟，一页纸，可以打印", "Ten minutes a day, one page to print";
        contacts: "打哪个电话，多久算久", "Whom to call, and how long is long";
        contacts_lead: "官方客服号码、电话里说什么、各种期限", "Official lines, what to say, and the time limits";
        back: "回到指南", "Back to the guide";
        back_answer: "回到答案", "Back to the answer";
        loading: "正在打开", "Opening";
        lost: "没有打开。", "It did not open.";
        again: "再试一次", "Try again";
        yours: "您这一次的数", "Your own figures";
        rows: "看这些行", "See these rows";
        sources: "资料来源", "Sources";
        checked: "资料核对日期", "Facts gone through on";
        source_date: "日期", "dated";
        opens: "打开原文", "Open the document";
        official: "官方或原始文件，已读过", "Official or primary document, read";
        code: "真实系统公开的源码", "Published source of a real system";
        secondary: "二手资料，仅供参考", "Secondary page, for orientation";
        general: "行业常识，没有原文", "General knowledge, no text found";
        conflict: "几处资料说法不一", "Sources that disagree";
        print: "打印", "Print";
        what: "是什么", "What it is";
        looks: "在文件里是什么样子", "How it looks in your files";
        confirm: "三步确认", "Make sure in three steps";
        bring: "带上什么", "What to bring";
        contact: "找谁", "Whom to contact";
        outcome: "结果会怎样，要多久", "What usually happens, and when";
        prevent: "怎样防止", "How to prevent it";
        step_confirm: "第一步：确认差额", "Step 1: confirm the gap";
        step_contact: "第二步：找对人", "Step 2: contact the right side";
        step_cause: "第三步：找到原因", "Step 3: find the cause";
        step_claim: "第四步：要回或更正", "Step 4: claim or correct";
        step_routine: "第五步：改好做法", "Step 5: tighten the routine";
        step_fraud: "第六步：防人行骗", "Step 6: guard against fraud";
        daily: "每天", "Every day";
        weekly: "每周", "Every week";
        lines: "官方客服", "Official lines";
        say: "电话里说什么", "What to say";
        higher: "还解决不了", "Where to go next";
        limits: "多久算久", "How long things take";
        never: "不要做的", "Never";
        own: "您的约定", "Your agreement";
        own_default: "还没有填合同，下面是常见的约定。", "No contract was entered; these are the usual terms.";
        own_cutoff_card: "刷卡日切", "Cut-off for cards";
        own_cutoff_qr: "扫码日切", "Cut-off for QR";
        own_cycle: "结算周期", "Settlement cycle";
        own_close: "关账时间（刷卡日切前 10 分钟）", "Close the register (ten minutes before the card cut-off)";
        own_today: "今天应到账的，是这些天收的", "Due today, from the takings of";
        own_today_none: "今天没有应到的打款", "Nothing is due today";
        own_next: "今天收的，应到账", "Today's takings are due";
        own_by_card: "刷卡", "cards";
        own_by_qr: "扫码", "QR";
        own_change: "改合同", "Change the contract";
        sign_date: "日期", "Date";
        sign_name: "核对人", "Checked by";
        midnight: "零点", "midnight";
    }
}

sentences! {
    /// Questions and answers of the interview.
    Interview {
        title: "回答几个问题", "A few questions";
        lead: "不用文件。每个回答都可以改。", "No files needed. Every answer can be changed.";
        likely: "可能是这些原因", "These causes are likely";
        likely_lead: "先看第一个。点开就有确认的办法、要带的东西和找谁。", "Look at the first one first. Each says how to make sure, what to bring and whom to contact.";
        restart: "重新回答", "Start over";
        files: "有文件的话，核对更准", "With files the check is exact";

        see: "您看到的是什么？", "What do you see?";
        see_nothing: "一分钱也没到", "Nothing arrived";
        see_less: "到了，但少了", "Less arrived";
        see_one: "少了某一笔", "One sale is missing";
        see_twice: "同样的钱出现两次", "The same twice";
        see_since: "从某一天起不一样了", "Different since a certain day";
        see_amount: "某一笔金额不对", "One sale has another amount";
        see_more: "到账比收款多", "More arrived than was taken";

        waited: "等了多久？", "How long have you waited?";
        waited_short: "昨天、今天收的，或者隔着周末、放假", "Taken yesterday or today, or a weekend or holiday lies between";
        waited_long: "已经过了好几个工作日", "Several working days have passed";

        app_says: "官方 App 的结算页写什么？", "What does the official app say about the payout?";
        app_sent: "写着已打款、成功", "Sent, successful";
        app_failed: "写着失败、退回", "Failed, returned";
        app_held: "写着冻结、审核、延迟", "Frozen, under review, delayed";
        app_papers: "说证件过期、资料要补", "Papers expired or missing";
        app_small: "余额还在，说没到起点", "The balance is there, below the minimum";
        app_empty: "连收款记录也没有", "Not even the sales are listed";
        app_unknown: "看不懂，或者没有这个页面", "Unclear, or no such page";

        how_less: "少的数有什么规律？", "Is there a pattern in what is short?";
        less_share: "每天都少差不多的一个比例", "About the same share every day";
        less_kind: "只有某几种卡或扫码少得多", "Only certain cards or QR payments cost more";
        less_round: "少一个整数，或每次固定几元", "A round sum, or the same few yuan each time";
        less_back: "有退款、撤销，或顾客不认账", "There were refunds, voids or disputes";
        less_coupon: "有优惠券、平台或合作方分钱", "There were coupons, a platform or partners";
        less_parts: "分几次到，或几天合着到", "It came in parts, or days together";
        less_gone: "到了又转走了", "It arrived and left again";
        less_unknown: "说不出规律", "No pattern";

        share: "和合同里的费率比呢？", "Compared with the rate in your contract?";
        share_same: "一样", "The same";
        share_more: "比合同高", "Higher than the contract";
        share_payer: "一样，但另外还少，打款人也不认识", "The same, but more is missing and the payer is unknown";
        share_reserve: "高出的部分，过一阵子又退回来", "The excess comes back after a while";
        share_unknown: "没有合同在手边", "The contract is not at hand";

        kind: "是哪一种？", "Which kind?";
        kind_debit: "借记卡（储蓄卡）", "Debit cards";
        kind_qr: "扫码", "QR";
        kind_tap: "碰一碰、闪付", "Contactless";
        kind_foreign: "境外卡、外币", "Foreign cards or currencies";

        round: "是什么样的数？", "What sort of sum?";
        round_sim: "一次少几十到几百元", "Some tens to hundreds, once";
        round_instant: "每次少 1 到 3 元", "1 to 3 yuan each time";
        round_bank: "打款如数，银行另外扣", "The payout is right, the bank took a fee";
        round_tax: "账单里写着“税”", "The bill says tax";
        round_tip: "正好是小费", "Exactly the tips";

        back: "退给顾客的钱，是哪种情形？", "What happened with the customer?";
        back_refund: "我们自己退的", "We refunded it";
        back_void: "当天撤销的", "Voided the same day";
        back_dispute: "银行来要小票，或把钱扣回", "The bank asked for slips or took it back";
        back_fee: "退了货，手续费没退回来", "Refunded, but the fee did not come back";
        back_nobody: "没有人记得退过", "Nobody remembers a refund";

        coupon: "是谁出的钱？", "Who pays for it?";
        coupon_own: "店里自己做的活动", "Our own promotion";
        coupon_platform: "平台出钱的券", "A coupon the platform pays for";
        coupon_partner: "要分给合作方", "A partner takes a share";

        paid: "顾客那边扣钱了吗？", "Was the customer charged?";
        paid_yes: "扣了", "Yes";
        paid_no: "没扣，或不知道", "No, or unknown";
        bill: "支付账单里有这一笔吗？", "Is the sale in the provider's bill?";
        bill_yes: "有", "Yes";
        bill_no: "没有", "No";
        when: "当时是什么情形？", "What was the situation?";
        when_network: "断网、超时，或显示处理中", "No network, a time-out, or “processing”";
        when_offline: "机器离线收的", "Taken offline";
        when_batch: "那台机器最后一批都没有", "The machine's whole last batch is missing";
        when_device: "那台机器的都没有", "Everything of that machine is missing";
        when_all: "那段时间所有机器的都没有", "All machines, for a stretch of time";
        when_deposit: "是押金、预授权", "It was a deposit, a pre-authorisation";
        when_screen: "只看了顾客手机上的截图", "Only a screenshot was seen";
        when_machine: "机器坏了或换过", "The machine failed or was replaced";
        when_night: "深夜收的", "Taken late at night";

        twice: "什么出现了两次？", "What appears twice?";
        twice_fee: "手续费", "The fee";
        twice_customer: "顾客被扣了两次", "The customer was charged twice";
        twice_book: "收银记了两笔，顾客只付一次", "The register has two, the customer paid once";
        twice_refund: "退款", "The refund";
        twice_file: "文件里整行重复", "Whole rows of a file";

        since: "从那天起，什么变了？", "What changed that day?";
        since_fee: "手续费变高", "The fees went up";
        since_none: "不再有打款", "No more payouts";
        since_late: "打款晚了一天或几天", "Payouts come a day or days later";
        since_device: "一台机器的钱不见了", "One machine's money is gone";
        since_payer: "打款人换了名字", "The payer's name changed";
        since_times: "时间、金额整批不对", "Times or amounts are wrong throughout";

        amount: "两边的数差在哪里？", "How do the two figures differ?";
        amount_swap: "数字一样，次序不同", "Same digits in another order";
        amount_point: "差十倍、百倍", "Ten or a hundred times";
        amount_digit: "只有一个数字不同", "One digit differs";
        amount_sign: "退款和收款记反了", "A refund stands as a sale, or the reverse";
        amount_tender: "金额对，支付方式不对", "The amount is right, the way of paying is not";
        amount_refunded: "退了一部分", "Part of it was refunded";

        habits: "这样的错常有吗？", "Does this happen often?";
        habits_once: "只有这一次", "Only this once";
        habits_often: "常有，不止一个班次", "Often, in more than one shift";
        habits_refunds: "多半和退款有关", "Mostly with refunds";
    }
}
