// Markup and scripts in names, cells, notes and addresses are text: nothing runs, nothing is built.

import { zip } from "./files.js";
import { expect, test } from "./fixtures.js";
import { SHOP, check, drop } from "./shop.js";

const CORPUS = [
  "<script>window.hit=1</script>",
  "<img src=x onerror=window.hit=1>",
  "<svg onload=window.hit=1>",
  "<svg><animate onbegin=window.hit=1 attributeName=x>",
  '"><iframe srcdoc="<script>parent.hit=1</script>">',
  "'-window.hit=1-'",
  "javascript:window.hit=1",
  "<a href='javascript:window.hit=1'>x</a>",
  "<details open ontoggle=window.hit=1>",
  "<math><mtext></form><form><mglyph><style></math><img src onerror=window.hit=1>",
  "</title><script>window.hit=1</script>",
  "<base href='https://yifen.invalid/'>",
  "<meta http-equiv=refresh content='0;url=https://yifen.invalid/'>",
  "<style>@import 'https://yifen.invalid/x';</style>",
  "{{constructor.constructor('window.hit=1')()}}",
  "${window.hit=1}",
  "%3Cscript%3Ewindow.hit=1%3C/script%3E",
  "\u202e<b onmouseover=window.hit=1>gpj.exe",
];

// Nothing of the corpus became an element, ran, or led the page away.
async function expectText(page, address) {
  const found = await page.evaluate(() => {
    const bad = "script:not([src]), iframe, embed, object, base, img, [onerror], [onload], [ontoggle], [onbegin], [onmouseover], meta[http-equiv=refresh]";
    const links = [...document.querySelectorAll("[href]")].filter((element) => /^\s*javascript:/i.test(element.getAttribute("href")));
    return { hit: window.hit, elements: [...document.querySelectorAll(bad)].map(({ outerHTML }) => outerHTML), links: links.length };
  });
  expect(found).toEqual({ hit: undefined, elements: [], links: 0 });
  expect(page.url().startsWith(address)).toBe(true);
}

test("in file names and cells", async ({ app, address, log }) => {
  const rows = CORPUS.map((text, row) => {
    const cell = `"${text.replaceAll('"', '""')}"`;
    return `2026-05-11 10:00:${String(row).padStart(2, "0")},80733105,微信,消费,${row + 1}.00,${cell},${cell}`;
  });
  const refused = CORPUS.map((text) => `2026-05-11 10:00:00,80733105,微信,消费,"${text.replaceAll('"', '""')}",,PO`);
  const register = ["交易时间,终端号,支付方式,交易类型,交易金额,参考号,订单号", ...rows, ...refused, ""].join("\n");
  const name = (text) => `${text.replaceAll("/", "∕")}.csv`;
  const broken = CORPUS.slice(0, 6).map((text) => ({ name: name(text), buffer: Buffer.from([0, 1, 2, 3]) }));
  await drop(app, [{ name: name(CORPUS[1]), buffer: Buffer.from(register) }, SHOP[1], SHOP[2], ...broken]);
  const card = app.getByRole("article", { name: name(CORPUS[1]) });
  await expect(card).toBeVisible();
  await card.getByText(/行读不出来/).click();
  await expect(card).toContainText("onerror=window.hit=1");
  await expect(app.getByText(name(CORPUS[0])).first()).toBeVisible();
  await expectText(app, address);
  await check(app);
  const links = await app.locator('main a[href^="#/rows"]').evaluateAll((all) => [...new Set(all.map((link) => link.getAttribute("href")))]);
  for (const hash of links) {
    await app.evaluate((hash) => {
      location.hash = hash;
    }, hash);
    await expect(app.getByRole("gridcell").first()).toBeVisible();
    await expectText(app, address);
  }
  log.complaints.length = 0;
});

test("in the names of columns and of files inside an archive", async ({ app, address, log }) => {
  const quoted = CORPUS.map((text) => `"${text.replaceAll('"', '""')}"`);
  const rows = ["2026/5/1", "2026/5/2"].map((day) => [day, "29.00", ...quoted.slice(2)].join(","));
  const table = [quoted.join(","), ...rows, ""].join("\n");
  await drop(app, [{ name: "unknown.zip", buffer: zip([[`${CORPUS[1]}.csv`, table]]) }]);
  await expect(app.getByRole("alert").first()).toContainText("<img src=x onerror=windo");
  await expectText(app, address);
  await app.getByRole("alert").getByRole("link", { name: "指明各列" }).click();
  await expect(app.locator(".columns")).toContainText("<img src=x onerror=windo");
  await expectText(app, address);
  expect(log.complaints).toEqual([]);
});

test("in the fields of a case, also after a reload", async ({ app, address, log }) => {
  await app.goto(`${address}#/book`);
  await app.locator("summary", { hasText: "加一件" }).click();
  await app.locator("#case-amount").fill("1.00");
  await app.getByRole("button", { name: "加一件" }).click();
  for (const text of CORPUS) {
    for (const id of ["#whom-1", "#number-1", "#next-1"]) await app.locator(id).fill(text);
    await expectText(app, address);
  }
  await app.reload({ waitUntil: "networkidle" });
  await expect(app.locator("#whom-1")).not.toHaveValue("");
  await expectText(app, address);
  await app.goto(`${address}#/`);
  await expectText(app, address);
  expect(log.complaints).toEqual([]);
});

test("in the address", async ({ app, address, log }) => {
  for (const text of CORPUS) {
    for (const start of ["#/", "#/guide/", "#/rows/line/", "#/calc?", "#/calc?plan=", "#/pack/", "#"]) {
      for (const hash of [start + text, start + encodeURIComponent(text)]) {
        await app.evaluate((hash) => {
          location.hash = hash;
        }, hash);
        await expect(app.getByRole("heading", { level: 1 })).toBeVisible();
        await expectText(app, address);
      }
    }
  }
  expect(log.complaints).toEqual([]);
});

test("in texts of the browser's storage", async ({ page, address, log }) => {
  const cases = CORPUS.map((text, index) => ({
    id: index + 1,
    cause: "UNEXPLAINED",
    amount: { minor: 100, currency: "CNY" },
    since: "2026-05-11",
    whom: text,
    number: text,
    next: text,
  }));
  await page.addInitScript(
    ([cases, lang]) => {
      localStorage.setItem("yifen.cases", cases);
      localStorage.setItem("yifen.lang", lang);
      localStorage.setItem("yifen.theme", lang);
      localStorage.setItem(lang, lang);
    },
    [JSON.stringify({ schema: 1, cases }), CORPUS[1]],
  );
  await page.goto(`${address}#/book`, { waitUntil: "networkidle" });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectText(page, address);
  await page.goto(`${address}#/privacy`);
  await expectText(page, address);
  expect(log.complaints).toEqual([]);
});
