// Real Chromium on the release build in dist/; see fixtures.js for the server.

import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  globalSetup: "./prepare.js",
  testMatch: "*.spec.js",
  outputDir: "results",
  // Two cores: one browser beside the page's own worker thread.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // A test that passes only the second time is a defect.
  retries: 0,
  forbidOnly: true,
  reporter: [["list"]],
  use: {
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    actionTimeout: 20_000,
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
