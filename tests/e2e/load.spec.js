import { expect, test } from "./fixtures.js";

test("the page loads under a sub-path, complains of nothing and asks for nothing more", async ({ app, log }) => {
  await expect(app.getByRole("heading", { level: 1 })).toBeVisible();
  await app.waitForTimeout(1_000);
  expect(log.requests).toEqual([]);
});

test("each file is asked for once, and only from its own host", async ({ page, address, log }) => {
  await page.goto(address, { waitUntil: "networkidle" });
  await expect(page.getByRole("main")).toBeVisible();
  const urls = log.requests.filter((url) => !/^(data|blob):/.test(url));
  expect(urls.filter((url) => !url.startsWith(address))).toEqual([]);
  expect(new Set(urls).size).toBe(urls.length);
});

for (const pattern of ["yifen-app-*.wasm", "yifen-app-*.js", "yifen-worker-*.wasm", "yifen-worker-*.js", "seal-*.js"]) {
  test(`${pattern} is refused where it was tampered with`, async ({ page, address, log }) => {
    await page.route(`**/${pattern}`, async (route) => {
      const response = await route.fetch();
      const body = Buffer.concat([await response.body(), Buffer.from("\n")]);
      await route.fulfill({ response, body });
    });
    await page.goto(address);
    await expect(page.getByRole("alert").first()).toContainText("请重新载入");
    expect(log.complaints.join()).toContain("integrity");
    log.complaints.length = 0;
  });
}
