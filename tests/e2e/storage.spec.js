// What is kept: shown, saved, locked, erased; and storage that is full, blocked or shared by two tabs.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import config from "./playwright.config.js";
import { expect, test, watch } from "./fixtures.js";
import { SHOP, check, drop, sample, writeLong } from "./shop.js";

async function go(page, hash) {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, hash);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

async function addCase(page, amount) {
  const button = page.getByRole("button", { name: "加一件" });
  if (!(await button.isVisible())) await page.locator("summary", { hasText: "加一件" }).click();
  await page.locator("#case-amount").fill(amount);
  await button.click();
}

async function saveContract(page) {
  await go(page, "#/contract");
  await page.getByRole("textbox", { name: "费率" }).first().fill("0.55");
  await page.getByRole("button", { name: /^保存/ }).click();
  await expect(page.getByText("以下是您填写的合同")).toBeVisible();
}

const amounts = (page) => page.locator(".case-head .num").allTextContents();

// Everything that the browser holds for the page's host.
const held = (page) =>
  page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    cookies: document.cookie,
  }));
const NOTHING = { local: [], session: [], databases: [], caches: [], workers: 0, cookies: "" };

test("a first visit keeps nothing of hers; what is kept is listed and saved as a file", async ({ app }) => {
  await sample(app);
  for (const hash of ["#/", "#/calc", "#/guide", "#/book", "#/privacy"]) await go(app, hash);
  expect((await held(app)).local).toEqual([]);
  await app.getByRole("button", { name: "English" }).click();
  await app.getByRole("button", { name: "中文" }).click();
  await saveContract(app);
  await go(app, "#/book");
  await addCase(app, "40.00");
  await go(app, "#/privacy");
  for (const kind of ["您填写的合同", "您记的待办", "语言和外观"]) {
    await expect(app.getByRole("row", { name: kind })).toContainText("字节");
  }
  const saving = app.waitForEvent("download");
  await app.getByRole("button", { name: "把保存的内容存成文件" }).click();
  const { kept } = JSON.parse(readFileSync(await (await saving).path(), "utf8"));
  expect(Object.keys(kept).sort()).toEqual(["yifen.cases", "yifen.contract", "yifen.lang"]);
  expect(kept["yifen.cases"].cases).toHaveLength(1);
});

test("erasing leaves nothing, and nothing comes back while she goes on", async ({ app }) => {
  await app.evaluate(() => navigator.serviceWorker.ready);
  await app.getByRole("button", { name: "English" }).click();
  await app.getByRole("button", { name: "中文" }).click();
  await saveContract(app);
  await go(app, "#/book");
  await addCase(app, "40.00");
  await app.evaluate(() => localStorage.setItem("of.another.page", "1"));
  await go(app, "#/privacy");
  await app.getByRole("button", { name: "全部清除" }).click();
  await expect(app.getByText("已清除，什么都没有留下")).toBeVisible();
  expect(await held(app)).toEqual({ ...NOTHING, local: ["of.another.page"] });
  for (const hash of ["#/", "#/contract", "#/book", "#/privacy"]) await go(app, hash);
  await go(app, "#/");
  await sample(app);
  expect((await held(app)).local).toEqual(["of.another.page"]);
});

test("a passphrase locks it, a wrong one says so, the right one opens it, and it can be taken away", async ({ app }) => {
  await saveContract(app);
  await go(app, "#/book");
  await addCase(app, "40.00");
  await go(app, "#/privacy");
  await expect(app.getByText("忘了就打不开")).toBeVisible();
  await app.locator("#passphrase-new").fill("short");
  await app.getByRole("button", { name: "上锁" }).click();
  await expect(app.getByText("太短了")).toBeVisible();
  await app.locator("#passphrase-new").fill("三只蓝色的水杯 in a row");
  await app.locator("#passphrase-again").fill("三只蓝色的水杯");
  await app.getByRole("button", { name: "上锁" }).click();
  await expect(app.getByText("两遍不一样")).toBeVisible();
  await app.locator("#passphrase-again").fill("三只蓝色的水杯 in a row");
  await app.getByRole("button", { name: "上锁" }).click();
  await expect(app.getByText("已上锁，口令已输入")).toBeVisible();
  const stored = await app.evaluate(() => ({ ...localStorage }));
  expect(Object.keys(stored)).toEqual(["yifen.vault"]);
  expect(JSON.stringify(stored)).not.toContain("UNEXPLAINED");
  await go(app, "#/book");
  await addCase(app, "41.00");
  await expect.poll(() => app.evaluate((before) => localStorage.getItem("yifen.vault") !== before, stored["yifen.vault"])).toBe(true);

  await app.reload({ waitUntil: "networkidle" });
  await expect(app.getByText("您保存的内容上了锁")).toBeVisible();
  await go(app, "#/book");
  expect(await amounts(app)).toEqual([]);
  await addCase(app, "42.00");
  await expect(app.getByText("以前的待办上了锁")).toBeVisible();
  await app.locator("#passphrase").fill("三只蓝色的水杯 in a roW");
  await app.getByRole("button", { name: "打开", exact: true }).click();
  await expect(app.getByText("口令不对")).toBeVisible();
  await app.locator("#passphrase").fill("三只蓝色的水杯 in a row");
  await app.getByRole("button", { name: "打开", exact: true }).click();
  await expect(app.locator(".case-head .num")).toHaveCount(3);
  expect((await amounts(app)).join()).toMatch(/40\.00.*41\.00.*42\.00/);
  await go(app, "#/contract");
  await expect(app.getByText("以下是您填写的合同")).toBeVisible();
  await go(app, "#/privacy");
  await app.getByRole("button", { name: "取消口令" }).click();
  await expect(app.locator("#passphrase-new")).toBeVisible();
  expect((await held(app)).local.sort()).toEqual(["yifen.cases", "yifen.contract"]);
});

test("a forgotten passphrase: the page says first what is lost, then deletes it", async ({ app }) => {
  await saveContract(app);
  await go(app, "#/privacy");
  for (const id of ["#passphrase-new", "#passphrase-again"]) await app.locator(id).fill("forgotten soon");
  await app.getByRole("button", { name: "上锁" }).click();
  await expect(app.getByText("已上锁，口令已输入")).toBeVisible();
  await app.reload({ waitUntil: "networkidle" });
  await app.getByText("忘了口令，删除保存的内容").first().click();
  await expect(app.getByText("忘了就打不开").first()).toBeVisible();
  await app.getByRole("button", { name: "忘了口令，删除保存的内容" }).click();
  await expect(app.getByText("您保存的内容上了锁")).toHaveCount(0);
  expect((await held(app)).local).toEqual([]);
});

test("two tabs share the case list and lose nothing of each other", async ({ app, context, address }) => {
  const other = await context.newPage();
  await other.goto(`${address}#/book`, { waitUntil: "networkidle" });
  await go(app, "#/book");
  await addCase(app, "1.00");
  await expect(other.locator(".case-head .num")).toHaveCount(1);
  await addCase(other, "2.00");
  await addCase(app, "3.00");
  await expect(app.locator(".case-head .num")).toHaveCount(3);
  await expect(other.locator(".case-head .num")).toHaveCount(3);
  await app.reload({ waitUntil: "networkidle" });
  expect((await amounts(app)).join()).toMatch(/1\.00.*2\.00.*3\.00/);
});

test("two tabs with a passphrase: both write, one locks, nothing is lost", async ({ app, context, address }) => {
  await go(app, "#/book");
  await addCase(app, "1.00");
  const other = await context.newPage();
  await other.goto(`${address}#/book`, { waitUntil: "networkidle" });
  await go(app, "#/privacy");
  for (const id of ["#passphrase-new", "#passphrase-again"]) await app.locator(id).fill("two tabs, one key");
  await app.getByRole("button", { name: "上锁" }).click();
  await expect(app.getByText("已上锁，口令已输入")).toBeVisible();
  // The other tab finds it locked, keeps what she adds in memory, and joins it when she unlocks.
  await expect(other.getByText("您保存的内容上了锁")).toBeVisible();
  await addCase(other, "2.00");
  expect((await held(other)).local).toEqual(["yifen.vault"]);
  await other.locator("#passphrase").fill("two tabs, one key");
  await other.getByRole("button", { name: "打开", exact: true }).click();
  await go(app, "#/book");
  await expect(app.locator(".case-head .num")).toHaveCount(2);
  await addCase(app, "3.00");
  await expect(other.locator(".case-head .num")).toHaveCount(3);
});

test("blocked storage: everything works, and the page says that nothing is kept", async ({ page, address, log }) => {
  await page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
    }
  });
  await page.goto(address, { waitUntil: "networkidle" });
  await sample(page);
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("button", { name: "中文" }).click();
  await saveContract(page);
  await go(page, "#/book");
  await addCase(page, "40.00");
  await expect(page.getByText("浏览器不让保存，关闭页面后待办就没有了")).toBeVisible();
  await addCase(page, "41.00");
  await expect(page.locator(".case-head .num")).toHaveCount(2);
  await go(page, "#/privacy");
  await expect(page.getByText("浏览器不让保存，或者空间已满")).toBeVisible();
  for (const id of ["#passphrase-new", "#passphrase-again"]) await page.locator(id).fill("nowhere to put");
  await page.getByRole("button", { name: "上锁" }).click();
  await expect(page.getByText("浏览器没有存下")).toBeVisible();
  expect(log.complaints).toEqual([]);
});

test("full storage: what was kept stays whole, and the page says that there is no room", async ({ app, log }) => {
  await go(app, "#/book");
  await addCase(app, "40.00");
  const before = await app.evaluate(() => localStorage.getItem("yifen.cases"));
  await app.evaluate(() => {
    let size = 4_000_000;
    let index = 0;
    while (size >= 1) {
      try {
        localStorage.setItem(`fill.${index}`, "x".repeat(size));
        index += 1;
      } catch {
        size = Math.floor(size / 2);
      }
    }
  });
  await addCase(app, "41.00");
  await expect(app.getByText("浏览器不让保存，关闭页面后待办就没有了")).toBeVisible();
  await expect(app.locator(".case-head .num"), "both are here as long as the page").toHaveCount(2);
  expect(await app.evaluate(() => localStorage.getItem("yifen.cases"))).toBe(before);
  await go(app, "#/privacy");
  await expect(app.getByText("浏览器不让保存，或者空间已满")).toBeVisible();
  expect(log.complaints).toEqual([]);
});

test("a tab closed in the middle of an import loses nothing that was kept", async ({ app, context, address }, info) => {
  await saveContract(app);
  await go(app, "#/book");
  await addCase(app, "40.00");
  await go(app, "#/");
  await drop(app, SHOP);
  const path = info.outputPath("long.csv");
  writeLong(path);
  await app.locator("input[type=file]").setInputFiles(path);
  await expect(app.getByRole("group", { name: "进度" })).toContainText("long.csv");
  await app.close();
  const again = await context.newPage();
  await again.goto(`${address}#/book`, { waitUntil: "networkidle" });
  await expect(again.locator(".case-head .num")).toHaveCount(1);
  await go(again, "#/contract");
  await expect(again.getByText("以下是您填写的合同")).toBeVisible();
  await go(again, "#/");
  await drop(again, SHOP);
  await check(again);
});

// A browser with a profile on disk, as hers: the pages of the other tests are private windows.
async function launch(folder) {
  const { locale, timezoneId, launchOptions } = config.use;
  return chromium.launchPersistentContext(folder, { locale, timezoneId, ...launchOptions });
}

test("what she kept is there when the browser was closed and is opened again", async ({ address }, info) => {
  const folder = info.outputPath("profile");
  const first = await launch(folder);
  const page = await first.newPage();
  await page.goto(address, { waitUntil: "networkidle" });
  await saveContract(page);
  await go(page, "#/book");
  await addCase(page, "40.00");
  await first.close();
  const second = await launch(folder);
  const again = await second.newPage();
  await again.goto(`${address}#/book`, { waitUntil: "networkidle" });
  await expect(again.locator(".case-head .num")).toHaveCount(1);
  await go(again, "#/contract");
  await expect(again.getByText("以下是您填写的合同")).toBeVisible();
  await second.close();
});

test("a browser that is set to keep nothing of any site: all of it works, and the page says so", async ({ address }, info) => {
  const folder = info.outputPath("profile");
  mkdirSync(join(folder, "Default"), { recursive: true });
  // Chromium's own setting, where 2 is “block”; it governs every kind of storage.
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  writeFileSync(join(folder, "Default", "Preferences"), JSON.stringify(preferences));
  const context = await launch(folder);
  const page = await context.newPage();
  const log = await watch(page);
  await page.goto(address, { waitUntil: "networkidle" });
  const barred = await page.evaluate(() => [() => localStorage.length, () => caches.keys(), () => indexedDB.databases()].map(async (use) => {
    try {
      await use();
      return false;
    } catch {
      return true;
    }
  }).reduce(async (all, one) => (await all) && one, true));
  expect(barred, "the browser bars all of it").toBe(true);
  await sample(page);
  await saveContract(page);
  await go(page, "#/book");
  await addCase(page, "40.00");
  await expect(page.getByText("浏览器不让保存，关闭页面后待办就没有了")).toBeVisible();
  await go(page, "#/privacy");
  await expect(page.getByText("浏览器不让保存，或者空间已满")).toBeVisible();
  await expect(page.getByRole("row", { name: /断网时用/ })).toContainText("没有保存");
  expect(log.complaints).toEqual([]);
  await context.close();
});

for (const [what, key, value] of [
  ["no JSON", "yifen.cases", "{"],
  ["another form", "yifen.cases", '{"schema":99,"cases":[]}'],
  ["a contract of nonsense", "yifen.contract", '{"rates":"<img>"}'],
  ["a vault of nonsense", "yifen.vault", '{"form":7}'],
  ["a vault that would never open", "yifen.vault", '{"form":1,"rounds":1e300,"salt":"","iv":"","data":""}'],
]) {
  test(`what was tampered with in storage does no harm: ${what}`, async ({ page, address, log }) => {
    await page.addInitScript(([key, value]) => localStorage.setItem(key, value), [key, value]);
    await page.goto(address, { waitUntil: "networkidle" });
    if (key === "yifen.vault") {
      await page.locator("#passphrase").fill("anything");
      await page.getByRole("button", { name: "打开", exact: true }).click();
      await expect(page.getByText("口令不对")).toBeVisible();
    }
    await sample(page);
    for (const hash of ["#/contract", "#/book", "#/privacy"]) await go(page, hash);
    expect(log.complaints).toEqual([]);
  });
}
