// What a first visit loads: small enough for a phone on a bad line.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { expect, test } from "@playwright/test";

const DIST = fileURLToPath(new URL("../../dist", import.meta.url));

// Kilobytes after brotli, at what the build weighs; it may grow by no more than this without somebody
// saying why. The page is what stands between a click and the first sight of it: 598 kB, of which 408 kB
// were there before the mapping page, her words on every line, the passphrase and the longer calculator.
// The quick answer's search beside one unknown amount and nine more plans of providers are 15 kB of it.
// About a third of it are the readers of messages and the framework's copies for each type of view.
// Trunk cannot split a program, so that a page of the app would load when it is opened.
const PAGE_KB_MAX = 600;
// 1048 kB with every reader of files, workbooks, archives, xlsx writing and the guide's texts. It loads
// behind the page; all of it must be here before the page is sealed. The last 57 kB are layouts that prove
// themselves by their numbers, and the causes of payouts that came joined, moved, passed on or exchanged.
const WORKER_KB_MAX = 1060;

const files = readdirSync(DIST, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
  .map((entry) => join(entry.parentPath, entry.name));

const kilobytes = (paths) =>
  Math.round(paths.reduce((sum, path) => sum + brotliCompressSync(readFileSync(path)).length, 0) / 1024);

test("the build stays within its budget", () => {
  const worker = files.filter((path) => path.includes("/yifen-worker-"));
  const page = files.filter((path) => !path.includes("/yifen-worker-"));
  console.log(`page ${kilobytes(page)} kB, worker ${kilobytes(worker)} kB (brotli)`);
  expect(kilobytes(page)).toBeLessThanOrEqual(PAGE_KB_MAX);
  expect(kilobytes(worker)).toBeLessThanOrEqual(WORKER_KB_MAX);
});

test("nothing in the build tells of the machine that made it", () => {
  for (const path of files) {
    const bytes = readFileSync(path);
    for (const trace of ["/root/", "/home/", "/tmp/", ".cargo/registry"]) {
      expect(bytes.includes(trace), `${path} holds ${trace}`).toBe(false);
    }
  }
});
