// The app in one file: opened by double click, without any network, and from a host. It can do all that
// the other can, asks for nothing at all, and is sealed as tightly.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { copyWith, DIST } from "./copies.js";
import { expect, test, watch } from "./fixtures.js";
import { askedFor, expectRefused, hearing, launchLogged, tryRoads } from "./refused.js";
import { SHOP, check, drop, sample } from "./shop.js";

const SCRIPT = fileURLToPath(new URL("../../scripts/single.mjs", import.meta.url));

// The one file of a build, in a folder of its own.
function single(info, folder = DIST) {
  const path = info.outputPath("usb", "yifen.html");
  mkdirSync(dirname(path), { recursive: true });
  execFileSync("node", [SCRIPT, folder, path]);
  return path;
}

const open = (page, path) => page.goto(pathToFileURL(path).href);
const inside = (url) => /^(data|blob):/.test(url);

test("by double click, with the cable pulled: all of the work, in both languages, and nothing asked for", async ({ page, context, log }, info) => {
  const path = single(info);
  await context.setOffline(true);
  await open(page, path);
  await drop(page, SHOP);
  await expect(page.getByRole("article")).toHaveCount(3);
  await check(page);
  for (const language of ["English", "中文"]) {
    for (const hash of ["#/rows/line/0", "#/contract", "#/answer", "#/calc", "#/guide", "#/guide/CAP_MISSED", "#/book", "#/privacy"]) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, hash);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    }
    await expect(page.getByRole("heading", { name: language === "中文" ? "Sealed" : "已封闭" })).toBeVisible();
    await page.getByRole("button", { name: language }).click();
  }
  await page.goBack();
  await page.evaluate(() => {
    location.hash = "#/answer";
  });
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "保存 JSON" }).click();
  expect(JSON.parse(readFileSync(await (await saving).path(), "utf8"))).toBeTruthy();
  expect(log.requests.filter((url) => !inside(url))).toEqual([pathToFileURL(path).href]);
  expect(log.complaints).toEqual([]);
});

test("by double click every road is refused, and nothing of it is in the network log", async ({}, info) => {
  const network = info.outputPath("network.json");
  const browser = await launchLogged(network);
  const page = await browser.newPage({ locale: "zh-CN" });
  await open(page, single(info));
  await sample(page);
  expectRefused(await tryRoads(page), [], ["serviceworker"]);
  expect(page.url(), "the page is where it was").toMatch(/^file:.*#\/answer$/);
  // The log is at work: another page's question stands in it.
  const other = await browser.newPage();
  await other.goto("http://127.0.0.1:9/mark-in-the-log").catch(() => {});
  await browser.close();
  const urls = askedFor(network);
  expect(urls.some((url) => url.includes("mark-in-the-log"))).toBe(true);
  expect(urls.filter((url) => url.includes("trial") || url.includes("invalid"))).toEqual([]);
});

test("from a host it asks for itself alone, and every road is refused", async ({ page }, info) => {
  const host = await hearing(dirname(single(info)), 8650);
  await page.goto(`${host.address}yifen.html`, { waitUntil: "networkidle" });
  await sample(page);
  expectRefused(await tryRoads(page), host.heard);
  expect(host.heard).toEqual(["/shop/yifen/yifen.html"]);
  host.close();
});

// Copies broken on purpose. Each must be noticed by the very check above. The file's own policy and the
// seal both forbid connections: to open one both have to be broken.
const withoutPolicy = (text) => text.replace("default-src 'none'; script-src", "default-src 'none'; connect-src http:; script-src");
const withoutSeal = ["seal-", ".js", (text) => text.replace("document.head.append(meta);", "")];
const BROKEN = [
  ["neither policy", [withoutSeal], withoutPolicy, "worker-fetch"],
  ["peers not taken away", [["seal-", ".js", (text) => text.replace('"RTCPeerConnection", ', "")]], (text) => text, "webrtc"],
];

for (const [index, [what, changes, change, road]] of BROKEN.entries()) {
  test(`a broken seal is noticed: ${what}`, async ({ page }, info) => {
    const folder = copyWith(changes);
    const path = single(info, folder);
    writeFileSync(path, change(readFileSync(path, "utf8")));
    const host = await hearing(dirname(path), 8652 + index);
    await page.goto(`${host.address}yifen.html`, { waitUntil: "networkidle" });
    await sample(page);
    const results = await tryRoads(page);
    expect(Object.fromEntries(results)[road]).toBe("open");
    expect(() => expectRefused(results, host.heard)).toThrow();
    host.close();
    rmSync(folder, { recursive: true });
  });
}

test("either policy alone still forbids every connection", async ({ page }, info) => {
  for (const [changes, change] of [[[withoutSeal], (text) => text], [[], withoutPolicy]]) {
    const folder = copyWith(changes);
    const path = single(info, folder);
    writeFileSync(path, change(readFileSync(path, "utf8")));
    const host = await hearing(dirname(path), 8656);
    await page.goto(`${host.address}yifen.html`, { waitUntil: "networkidle" });
    await sample(page);
    expectRefused(await tryRoads(page), host.heard);
    host.close();
    rmSync(folder, { recursive: true });
  }
});

test("its policy names every script by its hash and no host; a changed script does not run", async ({ page }, info) => {
  const path = single(info);
  const text = readFileSync(path, "utf8");
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text);
  expect(policy).toMatch(/^default-src 'none'; /);
  expect(policy).not.toMatch(/'self'|unsafe-inline|'unsafe-eval'|connect-src|https?:|\*/);
  expect(text).not.toMatch(/\b(src|href)="(?!data:)/);
  const log = await watch(page);
  writeFileSync(path, text.replace("const own = {", "const own  = {"));
  await open(page, path);
  await expect(page.getByRole("alert").first()).toContainText("请重新载入");
  expect(log.complaints.join()).toContain("violates the following Content Security Policy directive");
});

test("what she keeps is there when the file is opened again, and erasing leaves nothing", async ({ page, log }, info) => {
  const path = single(info);
  await open(page, path);
  await page.getByRole("button", { name: "English" }).click();
  await page.reload();
  await page.getByRole("button", { name: "中文" }).click();
  await page.evaluate(() => {
    location.hash = "#/privacy";
  });
  await expect(page.getByText("这是单个文件的版本，不会自己更新")).toBeVisible();
  await expect(page.getByText("浏览器会问本站有没有新版本")).toHaveCount(0);
  await page.getByRole("button", { name: "全部清除" }).click();
  await expect(page.getByText("已清除，什么都没有留下")).toBeVisible();
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, ""]);
  expect(log.complaints).toEqual([]);
});

test("it opens in a window that keeps nothing, and where storage is barred", async ({ page, log }, info) => {
  await page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage", "caches", "indexedDB"]) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
    }
  });
  await open(page, single(info));
  await sample(page);
  expect(log.complaints).toEqual([]);
});

test("the same build gives the same file", async ({}, info) => {
  const bytes = readFileSync(single(info));
  expect(readFileSync(single(info)).equals(bytes)).toBe(true);
});
