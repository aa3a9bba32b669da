// Time and peak memory of reading and explaining through the worker in Chromium.
//   node tests/e2e/bench.js FOLDER…   each with register.csv, JY_20260331.txt and bank_cmb.csv

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { listen, serve } from "../../scripts/serve.mjs";
import config from "./playwright.config.js";

const DIST = fileURLToPath(new URL("../../dist", import.meta.url));
const FILES = ["register.csv", "JY_20260331.txt", "bank_cmb.csv"];

// Speaks with a worker of its own as the page does, without drawing anything.
async function measure() {
  const worker = await globalThis.yifen.startWorker();
  const waiting = new Map();
  const ready = new Promise((resolve) => waiting.set("ready", resolve));
  const broken = new Promise((_, reject) => {
    worker.onerror = (event) => reject(new Error(event.message));
  });
  worker.onmessage = ({ data }) => {
    if (data.Ready) waiting.get("ready")();
    if (data.Reply) waiting.get(data.Reply.id)(data.Reply.body);
  };
  let id = 0;
  const ask = (body, bytes) => {
    id += 1;
    const reply = new Promise((resolve) => waiting.set(id, resolve));
    worker.postMessage({ message: { id, body }, bytes }, bytes ? [bytes] : []);
    return Promise.race([reply, broken]);
  };
  await ready;
  const start = performance.now();
  for (const file of document.querySelector("#bench").files) {
    const told = await ask({ Import: { name: file.name, wish: {} } }, await file.arrayBuffer());
    if (!("Ok" in told.Imported.result)) throw new Error(JSON.stringify(told.Imported.result));
  }
  const read = performance.now();
  const told = await ask({ Explain: [{}, []] });
  const end = performance.now();
  if (!told.Explained.Ok) throw new Error(JSON.stringify(told));
  return { read: read - start, explain: end - read, all: end - start, lines: told.Explained.Ok.lines.length };
}

// The page's process (page and worker) as Linux counts it: the most memory it has held, and the time
// that its threads have computed, which a busy machine does not stretch as much as the clock's.
async function processFigures(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  const figures = renderers.map(({ id, cpuTime }) => {
    const status = readFileSync(`/proc/${id}/status`, "utf8");
    return { mebibytes: Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)[1]) / 1024), seconds: cpuTime };
  });
  return figures.reduce((most, next) => (next.mebibytes > most.mebibytes ? next : most));
}

const server = serve(DIST);
const address = await listen(server, 8700);
console.log("     rows      read   explain       all  computing      peak");
for (const folder of process.argv.slice(2)) {
  // A browser of its own for each size, so that one's peak is not the other's.
  const browser = await chromium.launch(config.use.launchOptions);
  const page = await browser.newPage();
  await page.goto(address, { waitUntil: "networkidle" });
  await page.evaluate(() => {
    const input = document.createElement("input");
    Object.assign(input, { id: "bench", type: "file", multiple: true });
    document.body.append(input);
  });
  await page.locator("#bench").setInputFiles(FILES.map((name) => join(folder, name)));
  const before = await processFigures(browser);
  const { read, explain, all } = await page.evaluate(measure);
  const after = await processFigures(browser);
  const figures = [read, explain, all].map((ms) => `${Math.round(ms)}ms`.padStart(9)).join(" ");
  const computing = `${Math.round((after.seconds - before.seconds) * 1000)}ms`.padStart(9);
  console.log(`${basename(folder).padStart(9)} ${figures}  ${computing} ${`${after.mebibytes}MiB`.padStart(9)}`);
  await browser.close();
}
server.close();
