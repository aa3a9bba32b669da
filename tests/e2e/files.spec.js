import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "./fixtures.js";
import { SHOP, check, drop, sample } from "./shop.js";

// The first bytes of a PNG.
const PICTURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);

test("a broken file among good ones is refused with its reason while the others stay", async ({ app }) => {
  const broken = { name: "截图.csv", buffer: PICTURE };
  const empty = { name: "空.csv", buffer: Buffer.alloc(0) };
  await drop(app, [SHOP[0], broken, SHOP[1], empty, SHOP[2]]);
  await expect(app.getByRole("article")).toHaveCount(3);
  for (const path of SHOP) {
    await expect(app.getByRole("article", { name: basename(path) })).toBeVisible();
  }
  const refused = app.getByRole("alert");
  await expect(refused.filter({ hasText: "截图.csv" })).toContainText("图片");
  await expect(refused.filter({ hasText: "空.csv" })).toBeVisible();
  await refused.filter({ hasText: "空.csv" }).getByRole("button", { name: "知道了" }).click();
  await expect(refused).toHaveCount(1);
  await check(app);
});

test("a row that cannot be read is listed with its place and reason, the rest stands", async ({ app }) => {
  const text = [
    "交易时间,终端号,支付方式,交易类型,交易金额,参考号,订单号",
    "2026-05-11 10:00:00,80733105,微信,消费,12.30,,PO1",
    "2026-05-11 10:01:00,80733105,微信,消费,\"12,3O.00\",,PO2",
    "2026-05-11 10:02:00,80733105,微信,消费,45.60,,PO3",
    "",
  ].join("\n");
  await drop(app, [{ name: "register.csv", buffer: Buffer.from(text) }]);
  const card = app.getByRole("article", { name: "register.csv" });
  await card.getByText("1 行读不出来").click();
  await expect(card.getByRole("listitem").filter({ hasText: "12,3O.00" })).toContainText("第 3 行");
  await expect(card).toContainText("2 行");
});

test("a file is removed, and read again as what she says it is", async ({ app }) => {
  await drop(app, SHOP);
  await expect(app.getByRole("article")).toHaveCount(3);
  const bank = app.getByRole("article", { name: "bank_cmb.csv" });
  await expect(bank.getByRole("combobox")).toHaveValue("bank");
  await bank.getByRole("button", { name: "移除 bank_cmb.csv" }).click();
  await expect(app.getByRole("article")).toHaveCount(2);
  await expect(app.getByText("还差银行流水")).toBeVisible();
});

test("her own files replace the sample", async ({ app }) => {
  await sample(app);
  await drop(app, [SHOP[0]]);
  await expect(app.getByRole("article")).toHaveCount(1);
  await expect(app.getByRole("article", { name: "register.csv" })).toBeVisible();
});

test("a long import is cancelled: what was read stays, the long one is gone", async ({ app, log }, info) => {
  const path = info.outputPath("long.csv");
  const rows = ["交易时间,终端号,支付方式,交易类型,交易金额,参考号,订单号"];
  for (let row = 0; row < 900_000; row += 1) {
    const [hour, minute] = [9 + (row % 12), row % 60].map((part) => String(part).padStart(2, "0"));
    rows.push(`2026-05-11 ${hour}:${minute}:00,80733105,微信,消费,${row % 900}.50,,PO${row}`);
  }
  writeFileSync(path, rows.join("\n"));

  await drop(app, SHOP);
  await expect(app.getByRole("article")).toHaveCount(3);
  await app.locator("input[type=file]").setInputFiles(path);
  const progress = app.getByRole("group", { name: "进度" });
  await expect(progress).toContainText("long.csv");
  await expect(progress).toContainText("%");
  // The page answers while the worker works.
  await app.getByRole("link", { name: "指南" }).click();
  await expect(app.getByRole("heading", { level: 1 })).toContainText("指南");
  await progress.getByRole("button", { name: "取消" }).click();
  await app.getByRole("link", { name: "核对", exact: true }).click();
  await expect(app.getByRole("article")).toHaveCount(3);
  await expect(app.getByRole("article", { name: "long.csv" })).toHaveCount(0);
  await expect(progress).toHaveCount(0);
  await check(app);
  // A fresh worker is the only thing that was asked for, and from the page's own host.
  expect(log.requests.filter((url) => !/^http:\/\/127\.0\.0\.1:\d+\/shop\/yifen\/worker-/.test(url))).toEqual([]);
});
