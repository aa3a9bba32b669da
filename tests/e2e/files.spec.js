import { basename } from "node:path";
import { expect, test } from "./fixtures.js";
import { gbk, xlsx, zip } from "./files.js";
import { SHOP, check, drop, sample, writeLong } from "./shop.js";

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
  await expect(bank.getByRole("combobox", { name: "这份文件是" })).toHaveValue("bank");
  await bank.getByRole("button", { name: "移除 bank_cmb.csv" }).click();
  await expect(app.getByRole("article")).toHaveCount(2);
  await expect(app.getByText("还差银行流水")).toBeVisible();
});

const SALES = [
  ["交易时间", "终端号", "支付方式", "交易类型", "交易金额", "参考号", "订单号"],
  ["2026-05-11 10:00:00", "80733105", "微信", "消费", 12.3, "", "PO1"],
  ["2026-05-11 10:02:00", "80733105", "支付宝", "消费", 45.6, "", "PO2"],
];
const CSV = `${SALES.map((row) => row.join(",")).join("\n")}\n`;

test("a workbook and a text in GBK are read by what they are, whatever they are called", async ({ app }) => {
  await drop(app, [
    { name: "五月.csv", buffer: xlsx(SALES) },
    { name: "六月.xlsx", buffer: gbk(CSV.replaceAll("2026-05", "2026-06")) },
  ]);
  const workbook = app.getByRole("article", { name: "五月.csv" });
  await expect(workbook).toContainText("2 行");
  await expect(workbook).toContainText("表格文件");
  const text = app.getByRole("article", { name: "六月.xlsx" });
  await expect(text).toContainText("2 行");
  await expect(text.getByRole("combobox", { name: "编码" })).toContainText("GB18030（自动判断）");
});

test("the encoding of a text is hers to change; a wrong one leaves the file as it was", async ({ app }) => {
  await drop(app, [{ name: "gbk.csv", buffer: gbk(CSV) }]);
  const card = app.getByRole("article", { name: "gbk.csv" });
  const encoding = card.getByRole("combobox", { name: "编码" });
  await encoding.selectOption("Big5");
  await expect(app.getByRole("alert")).toContainText("没有见过的表格");
  await expect(card).toContainText("2 行");
  await expect(encoding).toHaveValue("");
  await encoding.selectOption("GB18030");
  await expect(encoding).toHaveValue("GB18030");
  await expect(card).toContainText("2 行");
});

test("a locked archive is opened by its password, which is kept nowhere", async ({ app }) => {
  await drop(app, [{ name: "账单.zip", buffer: zip([["sales.csv", CSV]], "312456") }]);
  const refused = app.getByRole("alert");
  const password = refused.getByLabel("密码", { exact: true });
  await expect(refused).toContainText("加了密码");
  await password.fill("123456");
  await password.press("Enter");
  await expect(refused).toContainText("打不开");
  await expect(password).toBeFocused();
  await app.keyboard.type("312456");
  await app.keyboard.press("Enter");
  const card = app.getByRole("article", { name: "账单.zip" });
  await expect(card).toContainText("2 行");
  await expect(refused).toHaveCount(0);
  expect(await app.evaluate(() => JSON.stringify(Object.entries(localStorage)))).not.toContain("312456");
  // Read once more, as something else, it asks again.
  await card.getByRole("combobox", { name: "这份文件是" }).selectOption({ label: "支付账单" });
  await expect(password).toBeVisible();
  await password.fill("312456");
  await refused.getByRole("button", { name: "打开" }).click();
  await expect(card.getByRole("combobox", { name: "这份文件是" })).toHaveValue("provider");
});

test("her own files replace the sample", async ({ app }) => {
  await sample(app);
  await drop(app, [SHOP[0]]);
  await expect(app.getByRole("article")).toHaveCount(1);
  await expect(app.getByRole("article", { name: "register.csv" })).toBeVisible();
});

test("a long import is cancelled: what was read stays, the long one is gone", async ({ app, log }, info) => {
  const path = info.outputPath("long.csv");
  writeLong(path);
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
  // A fresh worker was started from memory.
  expect(log.requests.filter((url) => !url.startsWith("blob:"))).toEqual([]);
});
