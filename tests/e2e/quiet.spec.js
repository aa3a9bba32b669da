// No figure leaves the computer: by the browser's own network log, over a whole visit.

import { expect, test, watch } from "./fixtures.js";
import { askedFor, launchLogged } from "./refused.js";
import { SHOP, check, drop, sample } from "./shop.js";

test("after it has loaded, the page and its worker ask for nothing", async ({ address }, info) => {
  const path = info.outputPath("network.json");
  const browser = await launchLogged(path);
  const page = await browser.newPage({ locale: "zh-CN" });
  const log = await watch(page);
  await page.goto(address, { waitUntil: "networkidle" });
  await sample(page);
  // The offline copy is made by the service worker, of the files that the page is made of.
  await page.evaluate(() => navigator.serviceWorker.ready);
  // From here on nothing may be asked for: another page, which is not sealed, marks the log.
  const mark = `${address}mark-in-the-log`;
  const other = await browser.newPage();
  await other.goto(mark).catch(() => {});
  await other.close();
  log.requests.length = 0;

  await drop(page, SHOP);
  await expect(page.getByRole("article")).toHaveCount(3);
  await check(page);
  for (const hash of ["#/rows/line/0", "#/rows/payout/0", "#/contract", "#/calc", "#/guide", "#/guide/CAP_MISSED", "#/book", "#/privacy", "#/answer"]) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, hash);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  await page.getByRole("button", { name: "English" }).click();
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as JSON" }).click();
  await saving;
  await page.waitForTimeout(1_000);
  await browser.close();

  const urls = askedFor(path);
  const marked = urls.indexOf(mark);
  expect(marked, "the log holds what is asked for").toBeGreaterThan(0);
  // Addresses inside the page are no requests, and Chromium itself asks its maker's hosts about
  // accounts and the forms of every page. That the page does not is seen by its own log.
  const inside = /^(data|blob):/;
  const browsers = /^https:\/\/[a-z-]+\.(google|googleapis|gvt1)\.com\//;
  expect(urls.slice(marked + 1).filter((url) => !inside.test(url) && !browsers.test(url))).toEqual([]);
  expect(log.requests.filter((url) => !inside.test(url))).toEqual([]);
});
