// What she says of an answer: it counts at once, no sum breaks, and it is there again with the same files.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures.js";
import { SHOP, check, drop, explained, fen, plain, sample } from "./shop.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// A line, or a piece of the unexplained part, with its menu.
const line = (app, name) =>
  app.locator("main li").filter({ has: app.locator("a.cause").filter({ hasText: name }) }).last();
const menuOf = (at) => at.getByRole("button", { name: /^您怎么看/ });
const said = (app) => app.getByRole("region", { name: "您说过的" }).getByRole("listitem");
const undo = (app) => app.locator("#said-undo");
const redo = (app) => app.locator("#said-redo");

// A worker that gets every question so much later, as on an old machine.
async function slow(app, milliseconds) {
  await app.addInitScript((milliseconds) => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...message) {
      setTimeout(() => post.apply(this, message), milliseconds);
    };
  }, milliseconds);
  await app.reload({ waitUntil: "networkidle" });
}

async function say(app, name, word) {
  const at = line(app, name);
  await menuOf(at).click();
  await at.getByRole("button", { name: word, exact: true }).click();
}

async function give(at, cause) {
  await at.getByLabel("归到哪个原因").selectOption({ label: cause });
  await at.getByRole("button", { name: "保存" }).click();
}

// Every amount on the page, and that they add up to the gap.
async function amounts(app) {
  const shown = (await app.locator("main a.cause .num").allInnerTexts()).map(plain);
  const gap = plain(await app.locator(".equation dd").nth(1).innerText());
  expect(shown.map(fen).reduce((sum, amount) => sum + amount, 0n), "the lines add up to the gap").toBe(fen(gap));
  return shown;
}

async function load(app, files = SHOP) {
  await drop(app, files);
  await expect(app.getByRole("article")).toHaveCount(files.length);
  await check(app);
}

async function go(app, hash) {
  await app.evaluate((hash) => {
    location.hash = hash;
  }, hash);
  await expect(app.getByRole("heading", { level: 1 })).toBeVisible();
}

async function saved(app, button) {
  const saving = app.waitForEvent("download");
  await app.getByRole("button", { name: button }).click();
  return JSON.parse(readFileSync(await (await saving).path(), "utf8"));
}

const open = (app, name) => app.locator("main a.cause").filter({ hasText: name }).click();

test("a confirmed line says so, and her word is listed and can be taken back", async ({ app }) => {
  await load(app);
  const before = await amounts(app);
  await say(app, "封顶没有生效", "确认");
  await expect(line(app, "封顶没有生效")).toContainText("已确认");
  await expect(said(app)).toHaveCount(1);
  await expect(said(app)).toContainText("“封顶没有生效”已确认");
  expect(await amounts(app)).toEqual(before);
  await menuOf(line(app, "封顶没有生效")).click();
  await expect(line(app, "封顶没有生效").getByRole("button", { name: "确认", exact: true })).toHaveCount(0);
  await said(app).getByRole("button", { name: "收回" }).click();
  await expect(said(app)).toHaveCount(0);
  await expect(line(app, "封顶没有生效")).not.toContainText("已确认");
});

test("a rejected answer does not come back: not now, not with the files in another order, not after a reload", async ({ app }) => {
  await load(app);
  const core = explained(SHOP);
  const was = core.bridge.find(({ cause }) => cause === "DUPLICATE_IN_BOOK").amount;
  const gone = async () => {
    await expect(line(app, "您说不是“账上记了两次”的")).toContainText("不是这样");
    await expect(app.locator("main a.cause b").filter({ hasText: "账上记了两次" })).toHaveCount(0);
    const piece = line(app, "您说不是“账上记了两次”的").locator(".num");
    expect(plain(await piece.innerText())).toBe(was);
    await amounts(app);
  };
  await say(app, "账上记了两次", "不是这样");
  await gone();
  await go(app, "#/");
  for (let left = 3; left > 0; left -= 1) {
    await app.getByRole("article").first().getByRole("button", { name: /^移除/ }).click();
    await expect(app.getByRole("article")).toHaveCount(left - 1);
  }
  await load(app, [...SHOP].reverse());
  await gone();
  await app.reload({ waitUntil: "networkidle" });
  await load(app);
  await gone();
  // Given to a cause of hers, it is a line again, by her word alone.
  const piece = line(app, "您说不是“账上记了两次”的");
  await menuOf(piece).click();
  await piece.getByRole("button", { name: "归到一个原因" }).click();
  await expect(piece.getByLabel("归到哪个原因")).toBeFocused();
  await give(piece, "顾客其实没有付款");
  await expect(line(app, "顾客其实没有付款")).toContainText("您定的");
  await expect(said(app)).toHaveCount(2);
  await amounts(app);
});

test("another cause: the money moves and no sum changes", async ({ app }) => {
  await load(app);
  const before = await amounts(app);
  const at = line(app, "小数点错位");
  await menuOf(at).click();
  await at.getByRole("button", { name: "换个原因" }).click();
  // Without a cause there is nothing to save.
  await at.getByRole("button", { name: "保存" }).click({ force: true });
  await expect(said(app)).toHaveCount(0);
  await give(at, "银行自己的收费");
  await expect(line(app, "银行自己的收费")).toContainText("已换原因");
  await expect(said(app)).toContainText("“小数点错位”换成“银行自己的收费”");
  expect((await amounts(app)).sort()).toEqual(before.sort());
});

test("ticked rows are split to a cause of their own", async ({ app }) => {
  await load(app);
  await open(app, "正常手续费");
  const all = Number(await app.getByRole("grid").getAttribute("aria-rowcount")) - 1;
  await app.getByRole("button", { name: "拆开" }).click();
  const rows = app.getByRole("grid").getByRole("row", { selected: false });
  await expect(rows.first()).toBeVisible();
  await app.locator("#row-0").click();
  await app.locator("#row-2").click();
  await app.locator("#row-4").click();
  await app.locator("#row-4").click();
  await expect(app.getByText("勾了 2 处")).toBeVisible();
  // By keyboard as well.
  await app.getByRole("grid").focus();
  for (const key of ["End", "Space"]) await app.keyboard.press(key);
  await expect(app.getByText("勾了 3 处")).toBeVisible();
  await give(app.getByRole("main"), "分账");
  // She is still at her line, which has fewer rows now.
  await expect(app.getByRole("heading", { level: 1 })).toHaveText("正常手续费");
  await expect
    .poll(async () => Number(await app.getByRole("grid").getAttribute("aria-rowcount")) - 1)
    .toBeLessThan(all);
  await app.getByRole("link", { name: "回到差额去处" }).click();
  await expect(line(app, "分账")).toContainText("3 行");
  await expect(line(app, "分账")).toContainText("您定的");
  await expect(said(app)).toContainText("从“正常手续费”拆出，归到“分账”");
  await amounts(app);
  await undo(app).click();
  await expect(app.locator("main a.cause").filter({ hasText: "分账" })).toHaveCount(0);
  await amounts(app);
});

test("a row ticked by key before it has arrived is ticked", async ({ app }) => {
  await slow(app, 400);
  await load(app);
  await open(app, "正常手续费");
  await app.getByRole("button", { name: "拆开" }).click();
  await app.getByRole("grid").focus();
  for (const key of ["End", "Space", "Home", "Space"]) await app.keyboard.press(key);
  await expect(app.getByText("勾了 2 处")).toBeVisible();
});

test("two rows are not one payment, and one again", async ({ app }) => {
  await load(app);
  await open(app, "小数点错位");
  await app.locator("#row-0").click();
  await app.getByRole("button", { name: "不是同一笔" }).click();
  // The line lived of the match: she is led back to the answer.
  await expect(app.getByRole("figure")).toBeVisible();
  await expect(said(app)).toContainText(/register\.csv 第 \d+ 行 和 JY_20260514\.txt 第 \d+ 行：不是同一笔/);
  await expect(app.locator("main a.cause").filter({ hasText: "小数点错位" })).toHaveCount(0);
  await amounts(app);
  await open(app, "收银漏记");
  for (let row = 0; ; row += 1) {
    const at = app.locator(`#row-${row}`);
    if ((await at.innerText()).includes("23.50")) {
      await at.click();
      break;
    }
  }
  await app.getByRole("button", { name: "和另一行是同一笔" }).click();
  const choice = app.getByRole("region", { name: "哪一行和它是同一笔？" });
  await choice.getByRole("listitem").filter({ hasText: "235.00" }).getByRole("button").click();
  await app.getByRole("link", { name: "回到差额去处" }).click();
  await expect(line(app, "小数点错位")).toBeVisible();
  await expect(said(app)).toHaveCount(2);
  await expect(said(app).first()).toContainText("您后来另有说法");
  await amounts(app);
});

test("a note is in the list and in the JSON, and in no paper for others", async ({ app }) => {
  await load(app);
  const at = line(app, "封顶没有生效");
  await menuOf(at).click();
  await at.getByRole("button", { name: "备注" }).click();
  await expect(at.getByRole("searchbox")).toBeFocused();
  await app.keyboard.type("问过王经理");
  await app.keyboard.press("Enter");
  await expect(at).toContainText("备注：问过王经理");
  await expect(said(app)).toContainText("问过王经理");
  // Changed in the list, and on the line by the same word.
  await said(app).getByRole("button", { name: "备注" }).click();
  await said(app).getByRole("searchbox").fill("问过王经理两次");
  await said(app).getByRole("button", { name: "保存" }).click();
  await expect(at).toContainText("问过王经理两次");
  await expect(said(app)).toHaveCount(1);
  await say(app, "账上记了两次", "不是这样");
  await expect(said(app)).toHaveCount(2);
  const json = await saved(app, "保存 JSON");
  expect(json.verdicts.map(({ kind, note }) => [kind, note ?? ""])).toEqual([
    ["remark", "问过王经理两次"],
    ["reject", ""],
  ]);
  expect(json.verdicts[1].rows[0].file).toMatch(/^[0-9a-f]{64}$/);
  const certificate = await saved(app, "保存验算单");
  expect(certificate.verdicts).toHaveLength(2);
  expect(JSON.stringify(certificate)).not.toContain("王经理");
  await go(app, "#/pack");
  await expect(app.locator("textarea")).toHaveValue(/封顶|20\.00/);
  expect(await app.locator("textarea").inputValue()).not.toContain("王经理");
});

test("undo and redo without end, by button and by key, and not while she writes", async ({ app }) => {
  await load(app);
  const before = await amounts(app);
  for (const name of ["封顶没有生效", "账上记了两次", "小数点错位", "收银漏记", "正常手续费"]) {
    await say(app, name, "不是这样");
    await expect(line(app, `您说不是“${name}”的`)).toBeVisible();
  }
  const after = await amounts(app);
  for (let step = 0; step < 5; step += 1) await app.keyboard.press("Control+z");
  await expect(said(app)).toHaveCount(0);
  expect(await amounts(app)).toEqual(before);
  await expect(undo(app)).toHaveAttribute("aria-disabled", "true");
  for (let step = 0; step < 5; step += 1) await app.keyboard.press("Control+Shift+z");
  await expect(said(app)).toHaveCount(5);
  expect(await amounts(app)).toEqual(after);
  await expect(redo(app)).toHaveAttribute("aria-disabled", "true");
  for (let round = 0; round < 3; round += 1) {
    await undo(app).click();
    await expect(said(app)).toHaveCount(4);
    await redo(app).click();
    await expect(said(app)).toHaveCount(5);
  }
  const at = line(app, "撤销");
  await menuOf(at).click();
  await at.getByRole("button", { name: "备注" }).click();
  await app.keyboard.type("a");
  await app.keyboard.press("Control+z");
  await app.waitForTimeout(300);
  await expect(said(app)).toHaveCount(5);
  // After a reload the steps are still there, to the first.
  await app.reload({ waitUntil: "networkidle" });
  await load(app);
  await expect(said(app)).toHaveCount(5);
  for (let step = 0; step < 5; step += 1) await app.keyboard.press("Control+z");
  await expect(said(app)).toHaveCount(0);
  expect(await amounts(app)).toEqual(before);
});

test("all of it by keyboard, without losing the place", async ({ app }) => {
  await load(app);
  const tabTo = async (target, key = "Tab") => {
    for (let step = 0; step < 80; step += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await app.keyboard.press(key);
    }
    throw new Error(`${key} does not reach ${target}`);
  };
  const top = () => app.evaluate(() => document.activeElement.getBoundingClientRect().top);
  const menu = menuOf(line(app, "封顶没有生效"));
  await tabTo(menu);
  const before = await top();
  await app.keyboard.press("Enter");
  await expect(menu).toHaveAttribute("aria-expanded", "true");
  await app.keyboard.press("Tab");
  await app.keyboard.press("Enter");
  await expect(said(app)).toHaveCount(1);
  await expect(menu).toBeFocused();
  expect(Math.abs((await top()) - before), "the page did not jump").toBeLessThan(40);
  await app.keyboard.press("Enter");
  await app.keyboard.press("Tab");
  await app.keyboard.press("Escape");
  await expect(menu).toBeFocused();
  await expect(menu).toHaveAttribute("aria-expanded", "false");
  // A line that goes leaves the focus at its place.
  const other = menuOf(line(app, "账上记了两次"));
  await tabTo(other);
  await app.keyboard.press("Enter");
  await tabTo(line(app, "账上记了两次").getByRole("button", { name: "不是这样" }));
  await app.keyboard.press("Enter");
  await expect(said(app)).toHaveCount(2);
  await expect(app.locator(".say-open:focus")).toHaveCount(1);
  // To the list and back by its own buttons.
  await tabTo(said(app).last().getByRole("button", { name: "收回" }));
  await app.keyboard.press("Enter");
  await expect(said(app)).toHaveCount(1);
  await expect(app.locator("main :focus")).toHaveCount(1);
  await amounts(app);
});

for (const [scheme, language] of [
  ["light", "zh"],
  ["dark", "en"],
]) {
  test(`every question can be read, reached and touched on a phone, ${scheme}, ${language}`, async ({ app }) => {
    await app.setViewportSize({ width: 360, height: 740 });
    await app.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await app.evaluate(AXE);
    await load(app);
    if (language === "en") await app.getByRole("button", { name: "English" }).click();
    const look = async (what) => {
      const { violations } = await app.evaluate(() => globalThis.axe.run());
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)), what).toEqual([]);
      const { wide, small } = await app.evaluate(() => ({
        wide: document.scrollingElement.scrollWidth,
        small: [...document.querySelectorAll("main button, main select")]
          .filter((element) => element.checkVisibility())
          .filter((element) => element.getBoundingClientRect().height < 44)
          .map((element) => element.outerHTML),
      }));
      expect(wide, what).toBeLessThanOrEqual(360);
      expect(small, what).toEqual([]);
    };
    const menu = (at) => app.locator(".say-open").nth(at);
    const press = (at) => app.locator(".say-menu button").nth(at).click();
    await menu(0).click();
    await look("the menu");
    await press(0);
    await expect(app.locator(".said li")).toHaveCount(1);
    await menu(1).click();
    await press(1);
    await expect(app.locator(".said li")).toHaveCount(2);
    await menu(0).click();
    await app.locator(".say-menu").getByRole("button", { name: /^(备注|Note)$/ }).click();
    await look("a note");
    await app.keyboard.type("x".repeat(300));
    await app.keyboard.press("Enter");
    await expect(app.locator(".said-note").first()).toBeVisible();
    await app.locator(".said button").first().click();
    await look("the list");
    await open(app, /^(正常手续费|Normal fee)/);
    await app.getByRole("button", { name: /^(拆开|Split)$/ }).click();
    await app.locator("#row-0").click();
    await look("ticked rows");
    await go(app, "#/answer");
    await open(app, /^(收银漏记|Missing in the book)/);
    await app.locator("#pair-act").click();
    await expect(app.locator(".pair-choice button").first()).toBeFocused();
    await look("the other row");
  });
}

test("blocked storage: her word counts, and the page says that it is not kept", async ({ page, address, log }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await page.goto(address, { waitUntil: "networkidle" });
  await load(page);
  await say(page, "账上记了两次", "不是这样");
  await expect(line(page, "您说不是“账上记了两次”的")).toBeVisible();
  await expect(page.getByText("浏览器不让保存，关掉这一页就没有了。")).toBeVisible();
  await undo(page).click();
  await expect(line(page, "账上记了两次")).toBeVisible();
  expect(log.complaints).toEqual([]);
});

test("what she said is listed among what is kept, locked with it, erased with it", async ({ app }) => {
  await load(app);
  await say(app, "账上记了两次", "不是这样");
  await expect(said(app)).toHaveCount(1);
  await go(app, "#/privacy");
  await expect(app.getByRole("row", { name: "您对答案的判断" })).toContainText("字节");
  for (const id of ["#passphrase-new", "#passphrase-again"]) await app.locator(id).fill("three words are enough");
  await app.getByRole("button", { name: "上锁" }).click();
  await expect(app.getByText("已上锁，口令已输入")).toBeVisible();
  expect(await app.evaluate(() => Object.keys(localStorage))).toEqual(["yifen.vault"]);
  await app.reload({ waitUntil: "networkidle" });
  await load(app);
  await expect(line(app, "账上记了两次")).toBeVisible();
  await say(app, "封顶没有生效", "确认");
  await expect(app.getByText("以前说过的上了锁")).toBeVisible();
  // Unlocked, both are there: what she said before, and what she said meanwhile.
  await app.locator("#passphrase").fill("three words are enough");
  await app.getByRole("button", { name: "打开", exact: true }).click();
  await expect(said(app)).toHaveCount(2);
  await expect(line(app, "您说不是“账上记了两次”的")).toBeVisible();
  await go(app, "#/privacy");
  await app.getByRole("button", { name: "全部清除" }).click();
  await expect(app.getByText("已清除，什么都没有留下")).toBeVisible();
  await go(app, "#/answer");
  await expect(line(app, "账上记了两次")).toBeVisible();
  await expect(said(app)).toHaveCount(0);
});

test("two tabs hear each other", async ({ app, context, address }) => {
  const other = await context.newPage();
  await other.goto(address, { waitUntil: "networkidle" });
  await load(app);
  await load(other);
  await say(app, "账上记了两次", "不是这样");
  await expect(line(other, "您说不是“账上记了两次”的")).toBeVisible();
  await say(other, "封顶没有生效", "确认");
  await expect(said(app)).toHaveCount(2);
  await undo(app).click();
  await expect(said(other)).toHaveCount(1);
});

test("the sample, other words than Chinese, and what was tampered with", async ({ page, address, log }) => {
  await page.addInitScript(() => {
    if (!sessionStorage.getItem("seen")) localStorage.setItem("yifen.verdicts", '{"schema":7,"sets":"<img>"}');
    sessionStorage.setItem("seen", "1");
  });
  await page.goto(address, { waitUntil: "networkidle" });
  await sample(page);
  await expect(page.getByText("以前记下的判断读不出来，已另存一旁。")).toBeVisible();
  await page.getByRole("button", { name: "English" }).click();
  const first = page.locator("main li").filter({ has: page.locator("a.cause") }).first();
  await first.getByRole("button", { name: /^What do you say/ }).click();
  await first.getByRole("button", { name: "Not so" }).click();
  const list = page.getByRole("region", { name: "What you said" }).getByRole("listitem");
  await expect(list).toHaveCount(1);
  const chinese = (await page.getByRole("main").innerText()).match(/[\u4e00-\u9fff]+/g) ?? [];
  expect(chinese).toEqual([]);
  await amounts(page);
  expect(log.complaints).toEqual([]);
});
