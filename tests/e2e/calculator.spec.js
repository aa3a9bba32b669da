// The calculator: exact while typing, by keyboard alone, in both languages, on a phone.

import { expect, test } from "./fixtures.js";
import { sample } from "./shop.js";

const tab = (app, name) => app.getByRole("button", { name, exact: true });

async function open(app) {
  await app.evaluate(() => (location.hash = "#/calc"));
  await expect(app.getByRole("heading", { level: 1, name: /计算|Fees/ })).toBeVisible();
}

async function english(app) {
  await app.getByRole("button", { name: "English" }).click();
  await expect(app.getByRole("heading", { level: 1, name: "Fees" })).toBeVisible();
}

test("a fee appears while it is typed, with its working", async ({ app, log }) => {
  await open(app);
  await app.locator("#amount").fill("10000");
  await expect(app.getByText("10,000.00 × 0.60 % = 60.00；到账 9,940.00")).toBeVisible();
  await tab(app, "借记卡").click();
  await expect(app.getByText("10,000.00 × 0.50 % = 50.00，封顶 20.00；到账 9,980.00")).toBeVisible();
  await app.getByText("成本底线").click();
  await expect(app.getByText("发改价格〔2016〕557 号")).toBeVisible();
  await english(app);
  // What was typed outlives a change of language.
  await expect(app.getByText("10,000.00 × 0.50 % = 50.00, capped at 20.00; net 9,980.00")).toBeVisible();
  expect(log.requests).toEqual([]);
});

test("everything can be reached and used by keyboard alone", async ({ app }) => {
  await open(app);
  const focused = () => app.evaluate(() => document.activeElement?.textContent ?? "");
  const focusOn = async (wanted) => {
    for (let step = 0; step < 60; step += 1) {
      await app.keyboard.press("Tab");
      if ((await focused()) === wanted) return;
    }
    throw new Error(`no way to ${wanted} by keyboard`);
  };
  await focusOn("借记卡");
  await app.keyboard.press("Enter");
  await app.keyboard.press("Tab");
  while ((await app.evaluate(() => document.activeElement?.id)) !== "amount") {
    await app.keyboard.press("Tab");
  }
  await app.keyboard.type("10000");
  await expect(app.getByText("封顶 20.00；到账 9,980.00")).toBeVisible();
});

for (const [lang, cases] of [
  [
    "zh",
    [
      ["12,3O.00", "“O”不是数字"],
      ["１２．３０", null],
      ["￥1,234.50", null],
      ["12.345", "最多两位小数"],
      ["", null],
      ["-100", null],
      ["99999999999999999999999999.99", null],
    ],
  ],
  [
    "en",
    [
      ["12,3O.00", "“O” does not belong to a number"],
      ["12.345", "at most two decimals"],
    ],
  ],
]) {
  test(`a bad amount gets a sentence at its field (${lang})`, async ({ app }) => {
    await open(app);
    if (lang === "en") await english(app);
    const field = app.locator("#amount");
    for (const [typed, error] of cases) {
      await field.fill(typed);
      const more = app.locator("#amount-more");
      if (error) {
        await expect(more).toContainText(error);
        await expect(field).toHaveAttribute("aria-invalid", "true");
      } else {
        await expect(more).toHaveText("");
      }
    }
  });
}

test("a rate of 60 is asked about, a cap below the minimum refused, the rest goes on", async ({ app }) => {
  await open(app);
  await app.locator("#amount").fill("1000");
  await app.getByLabel("费率 %").fill("60");
  await expect(app.getByText("60 % 高得少见。是 0.60 % 吗？")).toBeVisible();
  await app.getByRole("button", { name: "没有写错" }).click();
  await expect(app.getByText("1,000.00 × 60.00 % = 600.00；到账 400.00")).toBeVisible();
  await app.getByLabel("费率 %").fill("0.6");
  await app.getByLabel("封顶", { exact: true }).fill("1");
  await app.getByLabel("最低", { exact: true }).fill("2");
  await expect(app.getByText("封顶比最低还低")).toBeVisible();
  await app.getByLabel("最低", { exact: true }).fill("");
  await expect(app.getByText("封顶 1.00；到账 999.00")).toBeVisible();
  // The same question about a surcharge in per cent.
  await app.getByText("秒到、夜间、提现、取整").click();
  await app.locator("#surcharge-payout-percent").fill("10");
  await expect(app.getByText("10 % 高得少见。是 0.10 % 吗？")).toBeVisible();
  await app.getByRole("button", { name: "没有写错" }).click();
  await expect(app.getByText("到账 899.10")).toBeVisible();
});

// Every bad input of a field is named there, and the other questions go on working.
for (const [lang, above, positive] of [
  ["zh", "到账比收款还", "要大于 0"],
  ["en", "More arrived than was taken", "must be above nought"],
]) {
  test(`what cannot be is said at its field (${lang})`, async ({ app }) => {
    await open(app);
    if (lang === "en") await english(app);
    await tab(app, lang === "zh" ? "反推" : "Backwards").click();
    await app.locator("#took").fill("10000");
    await app.locator("#arrived").fill("10001");
    await expect(app.locator("#arrived-more")).toContainText(above);
    await app.locator("#arrived").fill("-9938");
    await expect(app.locator("#arrived-more")).toContainText(lang === "zh" ? "到账不能是负数" : "not below nought");
    await app.locator("#arrived").fill("9938");
    await expect(app.locator("#arrived-more")).toHaveText("");
    await app.locator("#want").fill("-5");
    await expect(app.locator("#want-more")).toContainText(positive);
    // The other question on the page is answered all the same.
    await expect(app.getByText("0.62 %", { exact: true })).toBeVisible();
    await tab(app, lang === "zh" ? "少了多少" : "What is missing").click();
    await app.locator("#taking-0-amount").fill("-100");
    await expect(app.locator("#taking-0-amount-more")).toContainText(positive);
    await app.locator("#taking-0-amount").fill("１００");
    await app.locator("#received").fill("￥1,234.50");
    await expect(app.locator("#received-more")).toContainText(above);
  });
}

test("a currency without decimals keeps the plan and refuses decimals", async ({ app }) => {
  await open(app);
  await app.getByText("换一个方案").click();
  await app.locator("#currency").selectOption("JPY");
  await tab(app, "借记卡").click();
  await app.locator("#amount").fill("10000");
  await expect(app.getByText("10,000 × 0.50 % = 50，封顶 20；到账 9,980")).toBeVisible();
  await app.locator("#amount").fill("10000.5");
  await expect(app.locator("#amount-more")).toContainText("这种货币没有这么多位小数");
  await app.locator("#currency").selectOption("KWD");
  await app.locator("#amount").fill("10.005");
  await expect(app.getByText("10.005 × 0.50 %")).toBeVisible();
});

test("a loaded file is a list, each row by its own way of paying", async ({ app, log }) => {
  await sample(app);
  await open(app);
  await tab(app, "一批").click();
  const files = app.locator("#list-file");
  const bill = await files.locator("option", { hasText: "JY_" }).getAttribute("value");
  await files.selectOption(bill);
  await expect(app.getByText(/用了 \d+ 行，每行按自己的付款方式算/)).toBeVisible();
  await expect(app.locator("#charged")).not.toHaveValue("");
  await expect(app.locator("table.ledger tbody tr").first()).toBeVisible();
  await files.selectOption({ label: "自己填" });
  await expect(app.locator("#list")).toBeVisible();
  expect(log.requests.filter((url) => !url.startsWith("blob:"))).toEqual([]);
});

test("backwards: what to charge, and the rate that was charged", async ({ app }) => {
  await open(app);
  await tab(app, "反推").click();
  await tab(app, "借记卡").click();
  await app.locator("#want").fill("9980");
  await expect(app.getByText("10,000.00", { exact: true })).toBeVisible();
  await app.locator("#took").fill("10000");
  await app.locator("#arrived").fill("9938");
  await expect(app.getByText("0.62 %", { exact: true })).toBeVisible();
  await app.locator("#arrived").fill("10001");
  await expect(app.getByText("到账比收款还多")).toBeVisible();
});

test("a list is summed, and its bad line named", async ({ app }) => {
  await open(app);
  await tab(app, "一批").click();
  await app.locator("#list").fill("1.00\n1.00\n12,3O.00\n");
  await expect(app.getByText("第 3 行的“12,3O.00”没有算进去")).toBeVisible();
  await expect(app.getByText("逐笔取整 0.02 · 整批取整 0.01")).toBeVisible();
});

test("plans are compared, and the break-even point is exact", async ({ app }) => {
  await open(app);
  await tab(app, "借记卡").click();
  await tab(app, "比较方案").click();
  await app.getByLabel("和哪个方案比").selectOption({ label: "POS，借记卡封顶 25" });
  await app.locator("#mix-1-amount").fill("10000");
  await expect(app.getByText("从 4,000.01 起：POS 常见方案便宜")).toBeVisible();
  // The floor of 2016 stands beside them: 13.00 and 3.25 on a debit payment of 10,000.00.
  await expect(app.getByRole("columnheader", { name: "成本底线" })).toBeVisible();
  await expect(app.getByRole("cell", { name: "16.25" }).first()).toBeVisible();
  await expect(app.getByRole("img", { name: /借记卡/ })).toBeVisible();
});

test("the quick answer names what fits and calls nothing certain", async ({ app }) => {
  await open(app);
  await tab(app, "少了多少").click();
  await app.locator("#taking-0-amount").fill("10000");
  await app.locator("#received").fill("9938");
  const first = app.locator(".fit").first();
  await expect(first).toContainText("贷记卡手续费 0.60 %");
  await expect(first).toContainText("秒到或提现费 2.00 × 1");
  await expect(first).toContainText("可能");
  await expect(app.getByText(/一样简单、一样对得上/)).toBeVisible();
  await expect(app.getByText("确定")).toHaveCount(0);
  // Explanations stand by kind; what is folded away is drawn when it is asked for.
  const kind = app.locator(".fit-kind", { has: app.getByRole("heading", { name: "秒到或提现费", exact: true }) });
  await expect(kind.locator(".fit")).toHaveCount(1);
  await kind.locator("summary").click();
  await expect(kind.locator(".fit").nth(1)).toContainText("秒到或提现费 1.00 × 2");
  // A refund of any amount beside another cause is told as well, after the simple ones.
  await app.getByText(/再看 \d+ 类/).last().click();
  await expect(app.getByRole("heading", { name: "秒到或提现费，加上有一笔退款或没有到账" })).toBeVisible();
  await expect(app.getByText("确定")).toHaveCount(0);
  await app.locator("#received").fill("8123.45");
  await expect(app.getByText("没有简单的说法对得上")).toBeVisible();
});

test("where each payment bears a fixed part the number of payments is asked for", async ({ app }) => {
  await open(app);
  await app.getByText("换一个方案").click();
  await app.getByRole("button", { name: "Stripe 美国", exact: true }).click();
  await tab(app, "少了多少").click();
  await app.locator("#taking-0-amount").fill("500");
  await app.locator("#received").fill("483.40");
  await expect(app.getByText("笔数没填")).toBeVisible();
  await expect(app.locator(".fit").first()).toContainText("如果一共 7 笔");
  await app.locator("#taking-0-count").fill("7");
  await expect(app.getByText("笔数没填")).toHaveCount(0);
});

test("the day money arrives, and why not sooner", async ({ app }) => {
  await open(app);
  await tab(app, "什么时候到账").click();
  await app.locator("#day").fill("2026-09-30");
  await app.locator("#day-time").fill("22:00");
  await expect(app.getByText("2026年10月8日")).toBeVisible();
  await expect(app.getByText("中间有 7 天法定节假日")).toBeVisible();
});

test("a link brings the question to another browser and sends nothing", async ({ app, context, address, log }) => {
  await open(app);
  await app.locator("#amount").fill("1234.56");
  await tab(app, "微信").click();
  await app.getByRole("button", { name: "生成链接" }).click();
  const link = await app.getByRole("textbox", { name: "链接" }).inputValue();
  expect(link).toContain("#/calc?v=1&");
  expect(log.requests).toEqual([]);
  const other = await context.newPage();
  await other.goto(link);
  await expect(other.getByText("1,234.56 × 0.38 %")).toBeVisible();
  // A question of many lines travels whole.
  await tab(app, "少了多少").click();
  await app.locator("#taking-0-amount").fill("3000");
  await app.getByRole("button", { name: "加一行" }).click();
  await app.locator("#taking-1-amount").fill("8,000");
  await app.locator("#received").fill("10960");
  await app.getByRole("button", { name: "生成链接" }).click();
  await other.goto(await app.getByRole("textbox", { name: "链接" }).inputValue());
  await other.reload();
  await expect(other.locator("#taking-1-amount")).toHaveValue("8,000");
  await expect(other.locator("#received")).toHaveValue("10960");
  // In the same page as well, where only the fragment changes.
  await app.evaluate(() => (location.hash = "#/calc?v=1&rate=qr*0.38****&tender=qr&amount=1000"));
  await expect(app.getByText("1,000.00 × 0.38 % = 3.80；到账 996.20")).toBeVisible();
  await other.goto("about:blank");
  await other.goto(`${address}#/calc?v=1&rate=<script>`);
  await expect(other.getByText("这个链接不完整或被改过")).toBeVisible();
});

test("a plan of mine is what the contract page shows", async ({ app }) => {
  await open(app);
  await app.getByLabel("费率 %").fill("0.55");
  await app.getByRole("button", { name: "存为我的合同" }).click();
  await expect(app.getByText("已存为我的合同")).toBeVisible();
  await app.evaluate(() => (location.hash = "#/contract"));
  await expect(app.getByText("以下是您填写的合同")).toBeVisible();
  await expect(app.locator("#rate-0-percent")).toHaveValue("0.55");
});

for (const lang of ["zh", "en"]) {
  test(`nothing overflows at 360 px (${lang})`, async ({ app }) => {
    await app.setViewportSize({ width: 360, height: 740 });
    await open(app);
    if (lang === "en") await english(app);
    const tabs = await app.locator(".segments").first().getByRole("button").all();
    expect(tabs.length).toBe(6);
    for (const one of tabs) {
      await one.click();
      const wider = await app.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wider).toBeLessThanOrEqual(0);
    }
  });
}
