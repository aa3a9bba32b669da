// Without network: every page in both languages after one visit; a newer version is offered, never
// forced, never mixed.

import { rmSync } from "node:fs";
import { listen, serve } from "../../scripts/serve.mjs";
import { copyWith, DIST } from "./copies.js";
import { expect, test } from "./fixtures.js";
import { SHOP, check, drop, sample } from "./shop.js";

const PREFIX = "/shop/yifen/";
const PAGES = ["#/", "#/contract", "#/answer", "#/calc", "#/guide", "#/guide/CAP_MISSED", "#/book", "#/privacy", "#/nowhere"];

const kept = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active !== null));

// A host whose files can be replaced by those of another build.
async function host(port) {
  const state = { folder: DIST };
  const servers = new Map();
  const serverOf = (folder) => {
    if (!servers.has(folder)) servers.set(folder, serve(folder, PREFIX));
    return servers.get(folder);
  };
  const { createServer } = await import("node:http");
  const server = createServer((request, response) => serverOf(state.folder).emit("request", request, response));
  state.address = (await listen(server, port)) + PREFIX;
  state.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return state;
}

test("with the cable pulled every page opens, in both languages, and the work can be done", async ({ page, context, log }) => {
  const own = await host(8640);
  await page.goto(own.address, { waitUntil: "networkidle" });
  expect(await kept(page)).toBe(true);
  own.close();
  await context.setOffline(true);
  for (const language of ["zh", "en"]) {
    for (const hash of PAGES) {
      await page.goto(`${own.address}${hash}`);
      await page.reload();
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("html")).toHaveAttribute("lang", language === "zh" ? "zh-CN" : "en");
    }
    if (language === "zh") await page.getByRole("button", { name: "English" }).click();
  }
  await page.getByRole("button", { name: "中文" }).click();
  await page.goto(`${own.address}?from=home#/`);
  await drop(page, SHOP);
  await check(page);
  await page.goto(`${own.address}index.html#/privacy`);
  await expect(page.getByRole("heading", { name: "已封闭" })).toBeVisible();
  await expect(page.getByRole("row", { name: /断网时用/ })).toContainText("MB");
  expect(log.complaints).toEqual([]);
});

test("a newer version is offered, taken when she says so, and never mixed with the old one", async ({ page, log }) => {
  const own = await host(8641);
  await page.goto(own.address, { waitUntil: "networkidle" });
  expect(await kept(page)).toBe(true);
  const first = await page.evaluate(() => caches.keys());
  expect(first).toHaveLength(1);
  await page.reload({ waitUntil: "networkidle" });

  const newer = copyWith([["base-", ".css", (text) => `${text}\n:root { --newer: 1; }\n`]]);
  own.folder = newer;
  const root = page.locator("html");
  // The browser looks for a newer version when the page is opened; the page itself is still the old one.
  await page.reload({ waitUntil: "networkidle" });
  const offer = page.getByRole("button", { name: "重新载入" });
  await expect(offer).toBeVisible();
  await expect(root).toHaveCSS("--newer", "");
  await sample(page);
  expect(await page.evaluate(() => caches.keys()), "both copies stand until she decides").toHaveLength(2);

  await offer.click();
  await expect(root).toHaveCSS("--newer", "1");
  await expect(offer).toHaveCount(0);
  await page.goto(`${own.address}#/`);
  await sample(page);
  await expect.poll(() => page.evaluate(() => caches.keys())).toHaveLength(1);
  expect(await page.evaluate(() => caches.keys())).not.toEqual(first);
  expect(log.complaints).toEqual([]);
  own.close();
  rmSync(newer, { recursive: true });
});

test("an offer put off stays an offer", async ({ page }) => {
  const own = await host(8642);
  await page.goto(own.address, { waitUntil: "networkidle" });
  expect(await kept(page)).toBe(true);
  await page.reload({ waitUntil: "networkidle" });
  const newer = copyWith([["base-", ".css", (text) => `${text}\n:root { --newer: 1; }\n`]]);
  own.folder = newer;
  await page.reload({ waitUntil: "networkidle" });
  await page.getByRole("button", { name: "以后再说" }).click();
  await expect(page.getByText("有新版本")).toHaveCount(0);
  await page.reload({ waitUntil: "networkidle" });
  await expect(page.getByText("有新版本")).toBeVisible();
  own.close();
  rmSync(newer, { recursive: true });
});

test("a newer version of which a file was tampered with is not taken", async ({ page }) => {
  const own = await host(8643);
  await page.goto(own.address, { waitUntil: "networkidle" });
  expect(await kept(page)).toBe(true);
  await page.reload({ waitUntil: "networkidle" });
  const { appendFileSync } = await import("node:fs");
  const newer = copyWith([["base-", ".css", (text) => `${text}\n:root { --newer: 1; }\n`]]);
  appendFileSync(`${newer}/icon-192.png`, "\n");
  own.folder = newer;
  await page.reload({ waitUntil: "networkidle" });
  await page.waitForTimeout(1_500);
  await expect(page.getByText("有新版本")).toHaveCount(0);
  expect(await page.evaluate(() => caches.keys())).toHaveLength(2);
  await sample(page);
  own.close();
  rmSync(newer, { recursive: true });
});

test("it can be installed: the browser finds nothing that is missing", async ({ page, address }) => {
  await page.goto(address, { waitUntil: "networkidle" });
  expect(await kept(page)).toBe(true);
  const session = await page.context().newCDPSession(page);
  const { errors, data } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data);
  expect(manifest.start_url).toBe(address);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // A fresh profile of a test is a private window to Chromium.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual([]);
  for (const { src } of manifest.icons) expect(src.startsWith("data:image/")).toBe(true);
});
