// Debian's Firefox, which Playwright cannot drive: Puppeteer does, by WebDriver BiDi. The page opens, does
// the work, is sealed, works with the host gone, and opens by double click as one file.

import { execFileSync } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { test as base, expect } from "@playwright/test";
import puppeteer from "puppeteer-core";
import { DIST } from "./copies.js";
import { hearing, tryRoads } from "./refused.js";

// What Firefox does not do and says nothing of: no event of a policy, and nothing at the host either. It
// has link reports switched off.
const SILENT = ["ping", "preload", "worker-eventsource", "worker-worker"];
// Of hosts that a file may not reach at all it is silent in more cases.
const SILENT_FILE = [...SILENT, "worker", "sharedworker", "prefetch"];

const test = base.extend({
  firefox: async ({}, use) => {
    const firefox = await puppeteer.launch({
      browser: "firefox",
      executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
      extraPrefsFirefox: { "intl.accept_languages": "zh-CN" },
    });
    await use(await firefox.newPage());
    await firefox.close();
  },
});

// It starts slowly on two cores.
test.setTimeout(180_000);

// Runs the sample to its answer, by the page's own buttons.
async function sample(page) {
  await page.waitForFunction(() => {
    const button = [...document.querySelectorAll("button")].find(({ textContent }) => textContent.includes("用示例试一试"));
    button?.click();
    return button !== undefined;
  });
  await page.waitForSelector("figure");
  expect(await page.evaluate(() => globalThis.yifen.isSealed())).toBe(true);
}

function expectClosed(results, silent) {
  expect(results.length).toBeGreaterThan(30);
  const open = results.filter(([, verdict]) => !["rule", "page", "none"].includes(verdict)).map(([road]) => road);
  expect(open.sort()).toEqual([...silent].sort());
}

test("it opens, does the work, is sealed, and opens again with the host gone", async ({ firefox }) => {
  const host = await hearing(DIST, 8710);
  const errors = [];
  firefox.on("pageerror", (error) => errors.push(String(error)));
  await firefox.goto(host.address);
  await sample(firefox);
  expect(errors).toEqual([]);
  expectClosed(await tryRoads(firefox), SILENT);
  expect(host.heard.filter((url) => url.includes("trial"))).toEqual([]);
  expect(await firefox.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active !== null))).toBe(true);
  host.close();
  await firefox.goto(`${host.address}#/privacy`);
  await firefox.reload();
  await firefox.waitForFunction(() => document.querySelector("h1")?.textContent === "隐私");
});

test("by double click, as one file", async ({ firefox }, info) => {
  const path = info.outputPath("yifen.html");
  const script = fileURLToPath(new URL("../../scripts/single.mjs", import.meta.url));
  execFileSync("node", [script, DIST, path]);
  await firefox.goto(pathToFileURL(path).href);
  await sample(firefox);
  expectClosed(await tryRoads(firefox), SILENT_FILE);
});
