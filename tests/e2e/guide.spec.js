import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures.js";
import { sample } from "./shop.js";

// Goes to a page by its address, as a link would, without loading the app again.
const go = (app, hash) => app.evaluate((hash) => (location.hash = hash), hash);

const HEADINGS = ["是什么", "在文件里是什么样子", "三步确认", "带上什么", "找谁", "结果会怎样，要多久", "怎样防止", "资料来源"];

test("an entry has the same headings in the same order, with or without files", async ({ app, log }) => {
  for (const id of ["CAP_MISSED", "RISK_HOLD", "UNEXPLAINED", "LAX_REVIEW"]) {
    await go(app, `#/guide/${id}`);
    await expect(app.getByText(id, { exact: true })).toBeVisible();
    await expect(app.getByRole("heading", { level: 2 })).toHaveText(HEADINGS);
  }
  expect(log.requests).toEqual([]);
});

test("search finds an entry by words of either language", async ({ app }) => {
  await go(app, "#/guide");
  for (const [words, title] of [["封顶", "封顶没有生效"], ["chargeback", "调单和拒付"], ["流量费", "流量费、押金、服务费"]]) {
    await app.getByLabel("在指南里找").fill(words);
    await expect(app.getByRole("status").getByRole("link").first()).toContainText(title);
  }
  await app.getByLabel("在指南里找").fill("zzzz");
  await expect(app.getByText("没有找到")).toBeVisible();
  await app.getByLabel("在指南里找").fill("");
  await expect(app.getByRole("heading", { name: "可以要回" })).toBeVisible();
});

test("whom to call stands on one page, with what to say and how long things take", async ({ app }) => {
  await go(app, "#/guide");
  await app.getByRole("link", { name: "打哪个电话" }).click();
  await expect(app.getByRole("heading", { level: 2 })).toHaveText([
    "官方客服", "电话里说什么", "还解决不了", "多久算久", "不要做的", "资料来源",
  ]);
  await expect(app.getByText("95017")).toBeVisible();
});

for (const [lang, english, words] of [["zh", false, "钱没到账"], ["en", true, "money has not arrived"]]) {
  test(`by keyboard alone on a phone: search, entry, interview (${lang})`, async ({ app }) => {
    await app.setViewportSize({ width: 360, height: 740 });
    if (english) await app.getByRole("button", { name: "English" }).click();
    await go(app, "#/guide");
    const active = () => app.evaluate(() => document.activeElement);
    const tabTo = async (matches) => {
      for (let step = 0; step < 80; step += 1) {
        await app.keyboard.press("Tab");
        if (await app.evaluate(matches)) return;
      }
      throw new Error(`no way there by keyboard: ${matches} from ${await active()}`);
    };
    await tabTo(() => document.activeElement?.id === "guide-search");
    await app.keyboard.type(words);
    await expect(app.getByRole("status").getByRole("link").first()).toBeVisible();
    await tabTo(() => document.activeElement?.classList.contains("hit"));
    await app.keyboard.press("Enter");
    await expect(app.getByRole("heading", { level: 2 })).toHaveCount(8);
    const wider = () => app.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await wider()).toBeLessThanOrEqual(0);
    await go(app, "#/guide/questions");
    for (let asked = 1; asked <= 5; asked += 1) {
      const question = app.getByRole("group").nth(asked - 1);
      if ((await app.getByRole("list").filter({ has: app.locator(".hit") }).count()) > 0) break;
      await expect(question).toBeVisible();
      await question.getByRole("button").first().focus();
      await app.keyboard.press("Enter");
    }
    await expect(app.locator("a.hit").first()).toBeVisible();
    expect(await wider()).toBeLessThanOrEqual(0);
  });
}

test("a source is shown where its number is pressed, and the page stays", async ({ app }) => {
  await go(app, "#/guide/CAP_MISSED");
  await app.getByRole("button", { name: "资料来源 2" }).first().click();
  await expect(app.locator("#source-2")).toBeFocused();
  expect(await app.evaluate(() => location.hash)).toBe("#/guide/CAP_MISSED");
});

test("a few answers lead to causes, and each can be changed", async ({ app }) => {
  await go(app, "#/guide/questions");
  await app.getByRole("button", { name: "到了，但少了" }).click();
  await app.getByRole("button", { name: "只有某几种卡或扫码少得多" }).click();
  await app.getByRole("button", { name: "借记卡（储蓄卡）" }).click();
  await expect(app.getByRole("link", { name: "借记卡按贷记卡收费" })).toBeVisible();
  await app.getByRole("button", { name: "English" }).click();
  await expect(app.getByRole("link", { name: "Debit card charged as credit" })).toBeVisible();
  await app.getByRole("button", { name: "Less arrived", exact: true }).click();
  await expect(app.getByRole("heading", { level: 2 })).toHaveCount(2);
  await app.getByRole("button", { name: "Nothing arrived" }).click();
  await expect(app.getByRole("heading", { name: "2. How long have you waited?" })).toBeVisible();
});

test("an entry opens with her own figures, and the pack is saved as she left the letter", async ({ app, log }) => {
  await sample(app);
  await go(app, "#/guide/DEBIT_AS_CREDIT");
  const yours = app.getByRole("region", { name: "您这一次的数" });
  await expect(yours).toContainText("10.05");
  await yours.getByRole("link", { name: "做证据包" }).click();
  const letter = app.getByLabel("信的内容，可以修改");
  await expect(letter).toHaveValue(/致：\[收单机构名称\][\s\S]*10\.05 元/);
  // The rows and the checklist stand under the letter and go to paper with it.
  await expect(app.getByRole("heading", { name: "各行" })).toBeVisible();
  await expect(app.getByRole("columnheader", { name: "按合同应收" })).toBeVisible();
  await expect(app.getByRole("heading", { name: "寄出以前，请自己补上" })).toBeVisible();
  await app.emulateMedia({ media: "print" });
  await expect(app.locator(".letter-print")).toBeVisible();
  await expect(app.getByRole("columnheader", { name: "按合同应收" })).toBeVisible();
  await app.emulateMedia({ media: null });
  await letter.fill("改过的信，卡 6222020200112230012");
  const [download] = await Promise.all([
    app.waitForEvent("download"),
    app.getByRole("button", { name: "保存证据包" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^yifen-DEBIT_AS_CREDIT-.*\.zip$/);
  const bytes = readFileSync(await download.path());
  // Nothing in the archive is packed again, so its texts stand in it as they are.
  expect(bytes.includes(Buffer.from("改过的信，卡 ****0012"))).toBe(true);
  expect(bytes.includes(Buffer.from("6222020200112230012"))).toBe(false);
  for (const name of ["letter.txt", "rows.xlsx", "rows.csv", "certificate.json", "checklist.txt"]) {
    expect(bytes.includes(Buffer.from(name))).toBe(true);
  }
  expect(log.requests.filter((url) => !url.startsWith("blob:"))).toEqual([]);
});

test("a case is kept, and one that is due is told at the start", async ({ app }) => {
  await sample(app);
  await go(app, "#/guide/DEBIT_AS_CREDIT");
  await app.getByRole("button", { name: "记进待办" }).click();
  await expect(app.getByRole("heading", { level: 1 })).toHaveText("记录");
  const one = app.getByRole("article").first();
  await expect(one).toContainText("10.05");
  await one.getByLabel("工单号").fill("A-17");
  await one.getByLabel("哪天").fill("2026-03-31");
  const [download] = await Promise.all([
    app.waitForEvent("download"),
    one.getByRole("button", { name: "保存日历提醒" }).click(),
  ]);
  expect(readFileSync(await download.path(), "utf8")).toContain("DTSTART;VALUE=DATE:20260331");
  await app.reload();
  await expect(app.getByRole("article").first().getByLabel("工单号")).toHaveValue("A-17");
  await go(app, "#/");
  await expect(app.getByText("有 1 件待办到期。")).toBeVisible();
});

test("a case list that cannot be read is set aside, not written over", async ({ app }) => {
  await app.evaluate(() => localStorage.setItem("yifen.cases", '{"schema":99,"cases":[]}'));
  await app.reload();
  await go(app, "#/book");
  await expect(app.getByText("以前保存的待办读不出来")).toBeVisible();
  expect(await app.evaluate(() => localStorage.getItem("yifen.cases.unread"))).toContain("99");
});

test("the checklist fits on one page in both languages and is filled from her contract", async ({ app }) => {
  await go(app, "#/contract");
  await app.getByLabel("刷卡日切").fill("22:30:00");
  await app.getByRole("button", { name: "保存", exact: true }).click();
  await go(app, "#/guide/closing");
  await expect(app.getByRole("heading", { name: "每周" })).toBeVisible();
  await expect(app.getByText("22:20", { exact: true })).toBeVisible();
  for (const heading of ["每周", "Every week"]) {
    await expect(app.getByRole("heading", { name: heading })).toBeVisible();
    for (const format of ["A4", "Letter"]) {
      const pdf = await app.pdf({ format });
      expect(pdf.toString("latin1").match(/\/Count (\d+)/)[1]).toBe("1");
    }
    if (heading === "每周") await app.getByRole("button", { name: "English" }).click();
  }
});
