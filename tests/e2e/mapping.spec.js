// A table that no format knows: its columns are named once, and the next one is known.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures.js";
import { gbk, zip } from "./files.js";
import { drop } from "./shop.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// A tea shop's own table: names nobody lists, a preamble, fees, a time of its own.
const MAY = [
  "某某奶茶 本月对账表",
  "导出时间：2026/6/1",
  "营业日,单据时间,进账总数,平台佣金,打款净额,小票编码,顾客留言",
  "2026/5/1,09:01,29.00,0.17,28.83,X1,少冰",
  "2026/5/2,10:15,7.50,0.05,7.45,X2,",
  "合计,,36.50,0.22,36.28,,",
  "",
].join("\n");
const JUNE = MAY.replaceAll("2026/5/", "2026/6/").replaceAll("29.00", "31.00").replaceAll("36.50", "38.50");

// Nothing in it says what it is.
const BARE = ["甲,乙,丙,丁", "03/04/2026,收银,12.00,走", "13/04/2026,收银,8.00,来", ""].join("\n");

const csv = (name, text) => ({ name, buffer: Buffer.from(text) });
const foot = (app) => app.locator(".go [role=status]");
const take = (app) => app.getByRole("button", { name: /^(保存并使用|Save and use)$/ });

async function map(app, file) {
  await drop(app, [file]);
  await app
    .getByRole("alert")
    .getByRole("link", { name: /指明各列|Map the columns/ })
    .click();
  await expect(app.locator(".columns")).toBeVisible();
}

test("an unknown table is read with one click, and the next one of its shape with none", async ({ app, address, log }) => {
  await map(app, csv("奶茶店五月.csv", MAY));
  await expect(foot(app)).toHaveText("整份文件读出 2 行：收入 36.50，支出 0.00。");
  await expect(app.getByRole("cell", { name: "29.00" })).toBeVisible();
  await take(app).click();
  const may = app.getByRole("article", { name: "奶茶店五月.csv" });
  await expect(may).toContainText("您的读法“奶茶店五月”");
  await expect(may).toContainText("读到的也是 36.50");
  await app.goto("about:blank");
  await app.goto(address, { waitUntil: "networkidle" });
  log.requests.length = 0;
  await drop(app, [{ name: "六月导出.txt", buffer: gbk(JUNE) }, csv("别的.csv", BARE)]);
  const june = app.getByRole("article", { name: "六月导出.txt" });
  await expect(june).toContainText("您的读法“奶茶店五月”");
  await expect(june).toContainText("读到的也是 38.50");
  await expect(app.getByRole("alert")).toContainText("别的.csv");
  expect(log.requests).toEqual([]);
});

test("every guess can be corrected, and what comes of it is seen at once", async ({ app }) => {
  await map(app, csv("bare.csv", BARE));
  // A direction is a word that somebody must explain.
  await app.getByLabel("丁", { exact: true }).selectOption({ label: "收支方向" });
  await expect(foot(app)).toHaveText("照这样，一行也读不出来。");
  await app.getByLabel("来", { exact: true }).selectOption({ label: "收入" });
  await expect(foot(app)).toContainText("1 行读不出来");
  await app.getByLabel("走", { exact: true }).selectOption({ label: "支出" });
  await expect(foot(app)).toHaveText("整份文件读出 2 行：收入 8.00，支出 12.00。");
  await app.getByLabel("日期的写法").selectOption({ label: "月/日/年" });
  await expect(foot(app)).toContainText("1 行读不出来");
  await app.getByLabel("日期的写法").selectOption({ label: "日/月/年" });
  await app.getByLabel("金额的单位").selectOption({ label: "分（1234 是 12.34 元）" });
  await expect(foot(app)).toHaveText("整份文件读出 2 行：收入 0.08，支出 0.12。");
  await app.getByLabel("金额的单位").selectOption({ label: "元" });
  await app.getByLabel("丁", { exact: true }).selectOption({ label: "不管" });
  await app.getByLabel("不带负号的金额是").selectOption({ label: "支出（负数是收入）" });
  await expect(foot(app)).toHaveText("整份文件读出 2 行：收入 0.00，支出 20.00。");
  await app.getByLabel("甲", { exact: true }).selectOption({ label: "不管" });
  await expect(foot(app)).toHaveText("还没有指明哪一列是日期。");
  await expect(take(app)).toBeDisabled();
  // Another separator makes another table; coming back brings the guess back.
  await app.getByLabel("列与列之间").selectOption({ label: "分号 ;" });
  await expect(app.locator(".column")).toHaveCount(1);
  await app.getByLabel("列与列之间").selectOption({ label: "逗号 ," });
  await expect(app.locator(".column")).toHaveCount(4);
  await app.getByLabel("列名在哪一行").selectOption({ label: "没有列名" });
  await expect(app.getByLabel("第 1 列")).toBeVisible();
  await expect(app.getByText("没有列名的表格不会自动认出来")).toBeVisible();
  await app.getByLabel("列名在哪一行").selectOption({ index: 1 });
  await expect(app.getByLabel("甲", { exact: true })).toBeVisible();
  await app.getByLabel("这是哪一份").selectOption({ label: "银行流水" });
  // A change of language keeps what she said.
  await app.getByRole("button", { name: "English" }).click();
  await expect(app.getByLabel("Which file is this")).toHaveValue(/./);
  await expect(app.getByLabel("Which file is this").locator("option:checked")).toHaveText("Bank statement");
  await app.getByLabel("A name for this mapping").fill("");
  await expect(take(app)).toBeDisabled();
  await app.getByLabel("A name for this mapping").fill("my till");
  await take(app).click();
  await expect(app.getByRole("article", { name: "bare.csv" })).toContainText("your mapping “my till”");
});

test("one mapping reads every refused table of its shape", async ({ app }) => {
  await drop(app, [csv("五月.csv", MAY), csv("六月.csv", JUNE), csv("别的.csv", BARE)]);
  await expect(app.getByRole("alert")).toHaveCount(3);
  await app.getByRole("alert").filter({ hasText: "五月.csv" }).getByRole("link").click();
  await take(app).click();
  await expect(app.getByRole("article")).toHaveCount(2);
  await expect(app.getByRole("alert")).toHaveCount(1);
});

test("a mapping goes to another computer as a file, and a wrong file says what it is", async ({ app }) => {
  await map(app, csv("五月.csv", MAY));
  await take(app).click();
  await app.getByRole("link", { name: "存过的读法" }).click();
  await expect(app.getByRole("heading", { level: 1, name: "存过的读法" })).toBeVisible();
  const saving = app.waitForEvent("download");
  await app.getByRole("button", { name: "存成文件 五月" }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe("yifen-五月.json");
  const file = readFileSync(await saved.path(), "utf8");
  const { yifen_mapping: schema, mapping } = JSON.parse(file);
  expect(schema).toBe(1);
  expect(mapping.roles.slice(0, 3)).toEqual(["date", "time", "amount"]);
  await app.getByRole("button", { name: "删除 五月" }).click();
  await expect(app.getByText("还没有存过")).toBeVisible();

  const open = (text) => app.locator("main input[type=file]").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from(text) });
  const changed = (change) => {
    const whole = JSON.parse(file);
    change(whole);
    return JSON.stringify(whole);
  };
  for (const [text, sentence] of [
    ["日期,金额", "不是 JSON"],
    ["{}", "不是读法"],
    ["[1]", "不是读法"],
    [changed((whole) => (whole.yifen_mapping = 9)), "另一个版本（9）"],
    [changed((whole) => (whole.mapping.roles[0] = "day")), "缺了内容"],
    [changed((whole) => (whole.mapping.roles[0] = "ignore")), "还没有指明哪一列是日期"],
    [" ".repeat(300_000), "太大"],
  ]) {
    await open(text);
    await expect(app.getByRole("status").last()).toContainText(sentence);
  }
  await expect(app.getByText("还没有存过")).toBeVisible();
  await open(file);
  await expect(app.getByRole("status").last()).toContainText("已读入");
  await expect(app.getByRole("button", { name: "删除 五月" })).toBeVisible();
  await app.evaluate(() => (location.hash = "#/"));
  await drop(app, [csv("六月.csv", JUNE)]);
  await expect(app.getByRole("article", { name: "六月.csv" })).toContainText("您的读法“五月”");
});

test("a recognised file is read another way, and back", async ({ app }) => {
  const text = "交易时间,终端号,支付方式,交易类型,交易金额,参考号,订单号\n2026-05-11 10:00:00,80733105,微信,消费,12.30,,PO1\n";
  await drop(app, [csv("register.csv", text)]);
  const card = app.getByRole("article", { name: "register.csv" });
  await card.getByRole("link", { name: "换一种读法" }).click();
  await expect(foot(app)).toContainText("收入 12.30");
  await take(app).click();
  await expect(card).toContainText("您的读法“register”");
  await card.getByRole("link", { name: "改各列的读法" }).click();
  await expect(app.getByText("也可以直接认作“收银系统导出表”")).toBeVisible();
  await app.getByRole("button", { name: "直接读" }).click();
  await expect(card).toContainText("收银系统导出表");
});

test("an unknown table in a locked archive: first the password, then the columns", async ({ app }) => {
  await drop(app, [{ name: "锁.zip", buffer: zip([["五月.csv", MAY]], "8888") }]);
  await app.getByRole("alert").getByLabel("密码", { exact: true }).fill("8888");
  await app.keyboard.press("Enter");
  await app.getByRole("alert").getByRole("link", { name: "指明各列" }).click();
  await take(app).click();
  const card = app.getByRole("article", { name: "锁.zip" });
  await expect(card).toContainText("2 行");
  await card.getByRole("link", { name: "改各列的读法" }).click();
  await app.getByLabel("密码", { exact: true }).fill("8888");
  await app.keyboard.press("Enter");
  await expect(foot(app)).toContainText("收入 36.50");
});

test("from the drop to the answer's first row by keyboard alone", async ({ app }) => {
  await drop(app, [csv("bare.csv", BARE)]);
  await expect(app.getByRole("alert")).toBeVisible();
  const tabTo = async (target) => {
    for (let step = 0; step < 60; step += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await app.keyboard.press("Tab");
    }
    throw new Error(`no way to ${target} by keyboard`);
  };
  await tabTo(app.getByRole("alert").getByRole("link"));
  await app.keyboard.press("Enter");
  await tabTo(app.getByLabel("丙", { exact: true }));
  // A list takes letters: 金额 is two below 日期.
  await app.keyboard.press("Home");
  await expect(foot(app)).toHaveText(/金额/);
  for (let step = 0; step < 3; step += 1) await app.keyboard.press("ArrowDown");
  await expect(app.getByLabel("丙", { exact: true }).locator("option:checked")).toHaveText("金额");
  await expect(app.getByLabel("丙", { exact: true })).toBeFocused();
  await expect(foot(app)).toHaveText("整份文件读出 2 行：收入 20.00，支出 0.00。");
  await tabTo(take(app));
  await app.keyboard.press("Enter");
  await expect(app.getByRole("article", { name: "bare.csv" })).toBeVisible();
});

for (const [scheme, language, width] of [
  ["light", "zh", 360],
  ["dark", "zh", 1280],
  ["light", "en", 1280],
  ["dark", "en", 360],
]) {
  test(`everybody can use it: ${scheme}, ${language}, ${width} pixels`, async ({ app }) => {
    await app.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await app.setViewportSize({ width, height: 740 });
    await app.evaluate(AXE);
    if (language === "en") await app.getByRole("button", { name: "English" }).click();
    const audit = async (what) => {
      const { violations } = await app.evaluate(() => globalThis.axe.run());
      const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
      expect(found, what).toEqual([]);
      const wider = await app.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
      expect(wider, what).toBeLessThanOrEqual(0);
      const small = await app.evaluate(() =>
        [...document.querySelectorAll("main button, main select, main .btn")]
          .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 44)
          .map((element) => element.outerHTML),
      );
      expect(small, what).toEqual([]);
    };
    await drop(app, [
      csv("一家名字特别特别长的奶茶店二〇二六年五月份对账单最终版.csv", MAY),
      { name: "锁.zip", buffer: zip([["a.csv", MAY]], "8888") },
    ]);
    await expect(app.getByRole("alert")).toHaveCount(2);
    await audit("refused");
    await app.getByRole("alert").getByRole("link").click();
    await expect(app.locator(".columns")).toBeVisible();
    await audit("the columns");
    await app.locator("select#column-6").selectOption({ index: 6 });
    await expect(app.locator("fieldset")).toBeVisible();
    await audit("the words of a direction");
    await app.locator("select#column-6").selectOption({ index: 0 });
    await expect(take(app)).toBeEnabled();
    await take(app).click();
    await expect(app.getByRole("article")).toBeVisible();
    await audit("the card");
    await app.evaluate(() => (location.hash = "#/map"));
    await expect(app.getByRole("article")).toBeVisible();
    await audit("the saved ones");
  });
}
