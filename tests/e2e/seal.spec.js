// The seal: after loading, nothing leaves the page or its worker by any road, by the browser's own
// events, by its network log, and by what a server hears that would gladly answer.

import { rmSync } from "node:fs";
import { chromium } from "@playwright/test";
import config from "./playwright.config.js";
import { copyWith, DIST } from "./copies.js";
import { expect, test } from "./fixtures.js";
import { askedFor, expectRefused, hearing, launchLogged, tryRoads } from "./refused.js";
import { SHOP, check, drop, sample, writeLong } from "./shop.js";

async function open(page, address) {
  await page.goto(address, { waitUntil: "networkidle" });
  await sample(page);
}

test("every road is refused, and nothing of it reaches the host or the network log", async ({}, info) => {
  const path = info.outputPath("network.json");
  const browser = await launchLogged(path);
  const host = await hearing(DIST, 8610);
  const page = await browser.newPage({ locale: "zh-CN" });
  await open(page, host.address);
  expectRefused(await tryRoads(page), host.heard);
  expect(page.url(), "the page is where it was").toContain(host.address);
  await browser.close();
  host.close();

  const urls = askedFor(path);
  expect(urls, "the log holds what was asked for").toContain(host.address);
  expect(urls.filter((url) => url.includes("trial"))).toEqual([]);
});

// Copies whose seal is broken in one place. Each must be noticed by the very check above.
const BROKEN = [
  ["no second policy", [["seal-", ".js", (text) => text.replace("document.head.append(meta);", "")]], "fetch"],
  ["a policy that lets connections pass", [["seal-", ".js", (text) => text.replace(`"default-src 'none'",`, `"default-src 'none'", "connect-src 'self'",`)]], "worker-fetch"],
  ["a policy that lets pictures pass", [["seal-", ".js", (text) => text.replace('"img-src data:"', `"img-src 'self'"`)]], "image"],
  ["peers not taken away", [["seal-", ".js", (text) => text.replace('"RTCPeerConnection", ', "")]], "webrtc"],
  ["frames not refused", [["seal-", ".js", (text) => text.replace("iframe, frame", "frame")]], "webrtc-frame"],
  ["a worker that is started before the seal", [["seal-", ".js", (text) => text.replace("  seal();\n    address = URL", "  setTimeout(seal, 500);\n    address = URL")]], "worker-xhr"],
];

for (const [index, [what, changes, road]] of BROKEN.entries()) {
  test(`a broken seal is noticed: ${what}`, async ({ page }) => {
    const folder = copyWith(changes);
    const host = await hearing(folder, 8620 + index);
    await open(page, host.address);
    await page.waitForTimeout(600);
    const results = await tryRoads(page);
    expect(Object.fromEntries(results)[road]).toBe("open");
    expect(() => expectRefused(results, host.heard)).toThrow();
    host.close();
    rmSync(folder, { recursive: true });
  });
}

test("the seal cannot be taken back", async ({ app, log }) => {
  await sample(app);
  const answer = await app.evaluate(async () => {
    for (const meta of document.querySelectorAll("meta[http-equiv]")) meta.remove();
    const kind = await fetch("./").then(
      () => "answered",
      () => "refused",
    );
    return kind;
  });
  expect(answer).toBe("refused");
  expect(log.complaints.join()).toContain("connect-src");
  log.complaints.length = 0;
});

test("a worker that broke is started again without any request", async ({ app, log }) => {
  await drop(app, SHOP);
  await expect(app.getByRole("article")).toHaveCount(3);
  // What the program cannot read is a defect: it stops at once, as a failed allocation would.
  await app.evaluate(() => globalThis.yifen.worker().postMessage("neither a request nor a trial"));
  const trouble = app.getByRole("alert").filter({ hasText: "计算部分停了下来" });
  await expect(trouble).toBeVisible();
  await expect(app.getByRole("article"), "their cards stay").toHaveCount(3);
  log.complaints.length = 0;
  await trouble.getByRole("button", { name: "重新开始" }).click();
  await check(app);
  await expect(trouble).toHaveCount(0);
  expect(log.requests.filter((url) => !/^(data|blob):/.test(url))).toEqual([]);
});

test("the worker breaks in the middle of the work: what was read is read again", async ({ app, log }, info) => {
  await drop(app, SHOP);
  await expect(app.getByRole("article")).toHaveCount(3);
  const path = info.outputPath("long.csv");
  writeLong(path);
  await app.locator("input[type=file]").setInputFiles(path);
  await expect(app.getByRole("group", { name: "进度" })).toContainText("long.csv");
  await app.evaluate(() => {
    const worker = globalThis.yifen.worker();
    worker.terminate();
    worker.dispatchEvent(new ErrorEvent("error", { message: "out of memory" }));
  });
  const trouble = app.getByRole("alert").filter({ hasText: "计算部分停了下来" });
  await trouble.getByRole("button", { name: "重新开始" }).click();
  await expect(app.getByRole("article")).toHaveCount(3);
  await check(app);
  expect(log.requests.filter((url) => !/^(data|blob):/.test(url))).toEqual([]);
});

test("the worker runs out of memory: the page says so, keeps the cards, and starts afresh", async ({ address }, info) => {
  const { executablePath, args } = config.use.launchOptions;
  // 800 pages of 64 KiB: enough for the shop, not for the long register.
  const browser = await chromium.launch({ executablePath, args: [...args, "--js-flags=--wasm-max-mem-pages=800"] });
  const page = await browser.newPage({ locale: "zh-CN" });
  await page.goto(address, { waitUntil: "networkidle" });
  await drop(page, SHOP);
  await expect(page.getByRole("article")).toHaveCount(3);
  const path = info.outputPath("long.csv");
  writeLong(path);
  await page.locator("input[type=file]").setInputFiles(path);
  const trouble = page.getByRole("alert").filter({ hasText: "计算部分停了下来" });
  await expect(trouble).toBeVisible({ timeout: 45_000 });
  await expect(page.getByRole("article"), "their cards stay").toHaveCount(3);
  await trouble.getByRole("button", { name: "重新开始" }).click();
  await expect(page.getByRole("article")).toHaveCount(3);
  await check(page);
  await expect(trouble).toHaveCount(0);
  await browser.close();
});

test("in normal use the policy has nothing to complain of", async ({ app, log }) => {
  await sample(app);
  const violations = await app.evaluateHandle(() => {
    const found = [];
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => found.push(`${violatedDirective} ${blockedURI}`));
    return found;
  });
  for (const hash of ["#/", "#/contract", "#/answer", "#/rows/line/0", "#/calc", "#/guide", "#/guide/CAP_MISSED", "#/book", "#/privacy"]) {
    await app.evaluate((hash) => {
      location.hash = hash;
    }, hash);
    await expect(app.getByRole("heading", { level: 1 })).toBeVisible();
  }
  await app.goBack();
  await app.getByRole("button", { name: "English" }).click();
  await app.getByRole("button", { name: "Theme" }).click();
  await app.emulateMedia({ media: "print" });
  await app.waitForTimeout(500);
  expect(await violations.jsonValue()).toEqual([]);
  expect(log.complaints).toEqual([]);
});
