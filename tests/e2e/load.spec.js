import { expect, test } from "./fixtures.js";

test("the page loads under a sub-path, complains of nothing and asks for nothing more", async ({ app, log }) => {
  await expect(app.getByRole("heading", { level: 1 })).toBeVisible();
  await app.waitForTimeout(1_000);
  expect(log.requests).toEqual([]);
});

test("each file is asked for once, and only from its own host", async ({ page, address, log }) => {
  await page.goto(address, { waitUntil: "networkidle" });
  await expect(page.getByRole("main")).toBeVisible();
  const urls = log.requests.filter((url) => !url.startsWith("data:"));
  expect(urls.filter((url) => !url.startsWith(address))).toEqual([]);
  expect(new Set(urls).size).toBe(urls.length);
});

test("a program that was tampered with is refused", async ({ page, address, log }) => {
  await page.route("**/yifen-app-*.wasm", async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[body.length - 1] ^= 1;
    await route.fulfill({ response, body });
  });
  await page.goto(address);
  await expect(page.getByRole("alert")).toContainText("请重新载入");
  expect(log.complaints.join()).toContain("integrity");
  log.complaints.length = 0;
});
