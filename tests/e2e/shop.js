// The shops of the tests, what the core says of them, and how a person gets them into the page.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const paths = (folder, names) => names.map((name) => join(ROOT, folder, name));
export const SHOP = paths("tests/fixtures/shop", ["register.csv", "JY_20260514.txt", "bank_cmb.csv"]);
export const SAMPLE = paths("examples/sample", ["register.csv", "JY_20260308.txt", "bank_icbc.csv"]);

// The core's own answer, natively.
export function explained(files) {
  const options = { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] };
  const command = ["run", "--quiet", "--locked", "--example", "explain", "--", ...files];
  return JSON.parse(execFileSync("cargo", command, options));
}

// Drops files onto the window, all at once, as from a file manager.
export async function drop(page, files) {
  const contents = files.map((file) => ({
    name: typeof file === "string" ? basename(file) : file.name,
    base64: (typeof file === "string" ? readFileSync(file) : file.buffer).toString("base64"),
  }));
  const data = await page.evaluateHandle((contents) => {
    const data = new DataTransfer();
    for (const { name, base64 } of contents) {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    return data;
  }, contents);
  for (const type of ["dragenter", "dragover", "drop"]) {
    await page.dispatchEvent("body", type, { dataTransfer: data });
  }
}

// From the loaded files to the answer.
export async function check(app) {
  await app.getByRole("main").getByRole("button", { name: /^(核对|看差额去处)$/ }).click();
  await expect(app.getByRole("figure")).toBeVisible();
}

// From the start to the sample's answer.
export async function sample(app) {
  await app.getByRole("button", { name: "用示例试一试" }).click();
  await expect(app.getByRole("figure")).toBeVisible();
}

// An amount as it stands on the screen, as the core writes it: grouping and the true minus undone.
export const plain = (shown) => {
  const text = shown.replace(/[,\s¥]/g, "").replace("−", "-");
  if (!/^[+-]?\d+\.\d\d$/.test(text)) throw new Error(`no amount: ${shown}`);
  return text;
};

// Fen, as exact integers; the tests, too, keep money out of floats.
export const fen = (text) => BigInt(text.replace(".", "").replace("+", ""));

// A register of so many sales that reading it takes seconds.
export function writeLong(path) {
  const rows = ["交易时间,终端号,支付方式,交易类型,交易金额,参考号,订单号"];
  for (let row = 0; row < 900_000; row += 1) {
    const [hour, minute] = [9 + (row % 12), row % 60].map((part) => String(part).padStart(2, "0"));
    rows.push(`2026-05-11 ${hour}:${minute}:00,80733105,微信,消费,${row % 900}.50,,PO${row}`);
  }
  writeFileSync(path, rows.join("\n"));
}
