import { expect, test } from "./fixtures.js";
import { SAMPLE, SHOP, check, drop, explained, fen, plain, sample } from "./shop.js";

const GROUPS = ["可以要回", "需要看一看", "在途", "正常"];

// The causes as they stand on the screen: group, amount and link of each.
async function causes(app) {
  const found = [];
  for (const group of GROUPS) {
    const region = app.getByRole("region", { name: group, exact: true });
    if ((await region.count()) === 0) continue;
    for (const link of await region.getByRole("link").all()) {
      const [amount] = (await link.innerText()).split("\n").filter((line) => /^[−\d][\d,]*\.\d\d$/.test(line.trim()));
      found.push({ group, amount: plain(amount), href: await link.getAttribute("href") });
    }
  }
  return found;
}

for (const [name, files] of [["the tests' shop", SHOP], ["the sample", SAMPLE]]) {
  test(`what stands on the screen for ${name} is what the core says`, async ({ app }) => {
    const core = explained(files);
    if (name === "the sample") {
      await sample(app);
    } else {
      await drop(app, files);
      await expect(app.getByRole("article")).toHaveCount(3);
      await check(app);
    }

    const shown = await causes(app);
    expect(shown.map(({ amount }) => amount).sort()).toEqual(core.bridge.map(({ amount }) => amount).sort());

    // The waterfall, by its table: it starts at takings, ends at received, and every step leads from
    // one level to the next.
    await app.getByText("同样的内容，用表格看").click();
    const table = app.getByRole("figure").getByRole("table");
    const rows = await table.locator("tbody tr").all();
    const steps = [];
    for (const row of rows) {
      const [amount, level] = await row.getByRole("cell").allInnerTexts();
      steps.push({ name: await row.getByRole("rowheader").innerText(), amount: plain(amount), level: plain(level) });
    }
    const [first, last] = [steps.at(0), steps.at(-1)];
    expect([first.amount, first.level]).toEqual([core.takings, core.takings]);
    expect([last.amount, last.level]).toEqual([core.received, core.received]);
    let level = fen(core.takings);
    for (const step of steps.slice(1, -1)) {
      level += fen(step.amount);
      expect(fen(step.level), step.name).toBe(level);
    }
    expect(level).toBe(fen(core.received));

    // What the drawing says is what its table says.
    const drawn = await app.getByRole("figure").locator("svg text.amount").allTextContents();
    expect(drawn.map(plain)).toEqual(steps.map(({ amount }) => amount));
  });
}

test("each cause opens its rows from every file", async ({ app }) => {
  const core = explained(SHOP);
  await drop(app, SHOP);
  await expect(app.getByRole("article")).toHaveCount(3);
  await check(app);
  const shown = await causes(app);
  expect(shown).toHaveLength(core.bridge.length);
  for (const { href, amount } of shown) {
    await app.locator(`main a[href="${href}"]`).click();
    await expect(app.getByRole("heading", { level: 1 })).toBeFocused();
    await expect(app.getByRole("main")).toContainText(amount.replace("-", "−").replace(/\B(?=(\d{3})+\.)/g, ","));
    const grid = app.getByRole("grid");
    await expect(grid).toBeVisible();
    expect(Number(await grid.getAttribute("aria-rowcount"))).toBeGreaterThan(1);
    await expect(grid.getByRole("gridcell").first()).toContainText(/(收银|账单|银行)\s*第 \d+ 行/);
    await app.getByRole("link", { name: "回到差额去处" }).click();
    await expect(app.getByRole("figure")).toBeVisible();
  }
});

test("the saved JSON is the core's, byte for byte", async ({ app }) => {
  await drop(app, SHOP);
  await expect(app.getByRole("article")).toHaveCount(3);
  await check(app);
  const saving = app.waitForEvent("download");
  await app.getByRole("button", { name: "保存 JSON" }).click();
  const download = await saving;
  expect(download.suggestedFilename()).toBe("yifen-2026-05-11-2026-05-14.json");
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  expect(JSON.parse(Buffer.concat(chunks))).toEqual(explained(SHOP));
});

test("the whole answer is saved as a spreadsheet", async ({ app }) => {
  await drop(app, SHOP);
  await expect(app.getByRole("article")).toHaveCount(3);
  await check(app);
  const saving = app.waitForEvent("download");
  await app.getByRole("button", { name: "保存表格" }).click();
  const download = await saving;
  expect(download.suggestedFilename()).toBe("yifen-2026-05-11-2026-05-14.xlsx");
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  expect(Buffer.concat(chunks).subarray(0, 2).toString()).toBe("PK");
});

test("the language changes everywhere, at any time, and stays chosen", async ({ app }) => {
  await drop(app, SHOP);
  await expect(app.getByRole("article")).toHaveCount(3);
  await check(app);
  await app.getByRole("button", { name: "English" }).click();
  await expect(app.locator("html")).toHaveAttribute("lang", "en");
  await expect(app.getByRole("heading", { level: 1 })).toContainText("arrived");
  // What is left of the other language is the names of files and the switch itself.
  const chinese = (await app.getByRole("main").innerText()).match(/[\u4e00-\u9fff]+/g) ?? [];
  expect(chinese).toEqual([]);
  await app.reload();
  await expect(app.locator("html")).toHaveAttribute("lang", "en");
  await app.getByRole("button", { name: "中文" }).click();
  await expect(app.locator("html")).toHaveAttribute("lang", "zh-CN");
});

const csv = (name, lines) => ({ name, buffer: Buffer.from(`${lines.join("\n")}\n`) });
const STATEMENT = "交易日期,收入金额,支出金额,余额,对方户名,摘要,币种";
const TWO_CURRENCIES = [
  csv("register.csv", [
    "交易时间,订单号,支付方式,金额,币种",
    "2026-03-02 09:10:00,A0001,信用卡,120.00,CNY",
    "2026-03-02 10:20:00,A0002,信用卡,80.00,CNY",
    "2026-03-02 11:30:00,A0003,信用卡,100.00,USD",
    "2026-03-02 12:40:00,A0004,信用卡,50.00,USD",
  ]),
  csv("yuan.csv", [STATEMENT, "2026-03-03,198.80,,1198.80,拉卡拉支付股份有限公司,商户结算款,CNY"]),
  csv("dollars.csv", [STATEMENT, "2026-03-03,143.10,,643.10,拉卡拉支付股份有限公司,商户结算款,USD"]),
];

test("takings in two currencies stand side by side, and each opens its own answer", async ({ app }) => {
  await drop(app, TWO_CURRENCIES);
  await expect(app.getByRole("article")).toHaveCount(3);
  await check(app);
  const region = app.getByRole("region", { name: "几种币种，各算各的" });
  const yuan = region.getByRole("button", { name: /^人民币 CNY/ });
  const dollars = region.getByRole("button", { name: /^美元 USD/ });
  await expect(yuan).toHaveAttribute("aria-pressed", "true");
  await expect(dollars).toHaveText(/150\.00.*143\.10.*6\.90.*6\.00/);
  await expect(app.getByRole("heading", { level: 1 })).toHaveText("比收款少到账 1.20 元。");

  // By keyboard: the pressed button keeps the focus while the other answer is worked out.
  await dollars.focus();
  await app.keyboard.press("Enter");
  await expect(app.getByRole("heading", { level: 1 })).toHaveText("比收款少到账 6.90 美元。");
  await expect(dollars).toHaveAttribute("aria-pressed", "true");
  await expect(yuan).toHaveAttribute("aria-pressed", "false");
  await expect(dollars).toBeFocused();
});

test("one currency needs no choice", async ({ app }) => {
  await sample(app);
  await expect(app.getByRole("region", { name: "几种币种，各算各的" })).toHaveCount(0);
});
