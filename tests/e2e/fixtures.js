// What every test has: the build served under a sub-path, and a page that must keep quiet.

import { fileURLToPath } from "node:url";
import { test as base, expect } from "@playwright/test";
import { listen, serve } from "../../scripts/serve.mjs";

export { expect };

const DIST = fileURLToPath(new URL("../../dist", import.meta.url));

// A sub-path, because static hosts often give one: every address in the build must be relative.
const PREFIX = "/shop/yifen/";

// Chromium does not check hashes of preloaded programs and says so; boot.js has `fetch` check them.
const IGNORED = /`integrity` attribute is currently ignored for preload/;

// Watches a page by the browser's own log: what it asks for, and what it complains of.
export async function watch(page) {
  const log = { requests: [], complaints: [] };
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  network.on("Network.requestWillBeSent", ({ request }) => log.requests.push(request.url));
  await network.send("Log.enable");
  network.on("Log.entryAdded", ({ entry }) => {
    if (entry.level === "error") log.complaints.push(entry.text);
  });
  page.on("pageerror", (error) => log.complaints.push(String(error)));
  page.on("console", (message) => {
    const complaint = ["error", "warning"].includes(message.type());
    if (complaint && !IGNORED.test(message.text())) log.complaints.push(message.text());
  });
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return log;
}

export const test = base.extend({
  // The address of the build, one server for all tests of a worker.
  address: [
    async ({}, use) => {
      const server = serve(DIST, PREFIX);
      const origin = await listen(server, 8600);
      await use(origin + PREFIX);
      server.close();
    },
    { scope: "worker" },
  ],

  // What the browser logged. A test that expects complaints takes them out.
  log: async ({ page }, use) => {
    const log = await watch(page);
    await use(log);
    expect(log.complaints).toEqual([]);
  },

  // The loaded app, its worker ready; everything it asks for later is in `log.requests`.
  app: async ({ page, address, log }, use) => {
    await page.goto(address, { waitUntil: "networkidle" });
    await expect(page.getByRole("main")).toBeVisible();
    log.requests.length = 0;
    await use(page);
  },
});
