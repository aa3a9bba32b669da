// Takes the README's pictures of the sample's answer from the build in dist/.
//   node tests/e2e/pictures.js

import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { listen, serve } from "../../scripts/serve.mjs";
import config from "./playwright.config.js";
import { sample } from "./shop.js";

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const server = serve(path("dist"));
const address = await listen(server, 8800);
const browser = await chromium.launch(config.use.launchOptions);
const page = await browser.newPage({
  locale: "zh-CN",
  viewport: { width: 1180, height: 1100 },
  deviceScaleFactor: 1.5,
});
await page.goto(address, { waitUntil: "networkidle" });
await sample(page);
await page.screenshot({ path: path("docs/answer-zh.png") });
await page.getByRole("button", { name: "English" }).click();
await page.getByRole("figure").waitFor();
await page.screenshot({ path: path("docs/answer-en.png") });
await browser.close();
server.close();
