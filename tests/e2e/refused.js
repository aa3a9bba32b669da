// What it means that a road is refused, and who is asked: the page, a server that would gladly answer,
// and the browser's own network log.

import { readFileSync } from "node:fs";
import { chromium, expect } from "@playwright/test";
import { listen, serve } from "../../scripts/serve.mjs";
import config from "./playwright.config.js";

export const PREFIX = "/shop/yifen/";

// The roads of src/web/roads.js that only the page itself can close.
const BY_PAGE = ["webrtc", "webrtc-frame", "preconnect", "window", "tab", "navigation", "history", "cookie"];

// A server that remembers what it was asked for.
export async function hearing(folder, port) {
  const server = serve(folder, PREFIX);
  const heard = [];
  server.on("request", ({ url }) => heard.push(url));
  server.on("upgrade", ({ url }, socket) => {
    heard.push(url);
    socket.destroy();
  });
  const address = (await listen(server, port)) + PREFIX;
  return { address, heard, close: () => server.close() };
}

export const tryRoads = (page) => page.evaluate(() => globalThis.yifen.tryRoads());

// Every road was refused, but for those that are not there at all.
export function expectRefused(results, heard, absent = []) {
  expect(results.length).toBeGreaterThan(30);
  for (const [road, verdict] of results) {
    const wanted = absent.includes(road) ? "none" : BY_PAGE.includes(road) ? "page" : "rule";
    expect(`${road}: ${verdict}`).toBe(`${road}: ${wanted}`);
  }
  expect(heard.filter((url) => url.includes("trial"))).toEqual([]);
}

// A browser that writes its network log into a file.
export async function launchLogged(path) {
  const { executablePath, args } = config.use.launchOptions;
  const log = [`--log-net-log=${path}`, "--net-log-capture-mode=Everything"];
  return chromium.launch({ executablePath, args: [...args, ...log] });
}

// What the browser asked for, by that log; it is whole once the browser is closed.
export function askedFor(path) {
  const { constants, events } = JSON.parse(readFileSync(path, "utf8"));
  const started = constants.logEventTypes.URL_REQUEST_START_JOB;
  return events.filter(({ type, params }) => type === started && params?.url).map(({ params }) => params.url);
}
