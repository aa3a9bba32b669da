// Everybody gets everywhere: by keyboard alone, on a narrow phone, with a screen reader.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures.js";
import { sample } from "./shop.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const PAGES = [
  "#/",
  "#/contract",
  "#/answer",
  "#/rows/line/0",
  "#/rows/payout/0",
  "#/calc",
  "#/guide",
  "#/guide/CAP_MISSED",
  "#/book",
  "#/privacy",
  "#/nowhere",
];

async function go(app, hash) {
  await app.evaluate((hash) => {
    location.hash = hash;
  }, hash);
  await expect(app.getByRole("heading", { level: 1 })).toBeVisible();
  if (hash.startsWith("#/rows")) await expect(app.getByRole("gridcell").first()).toBeVisible();
}

for (const scheme of ["light", "dark"]) {
  for (const language of ["zh", "en"]) {
    test(`axe finds nothing on any page, ${scheme}, ${language}`, async ({ app }) => {
      await app.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      const audit = async (hash) => {
        const { violations } = await app.evaluate(() => globalThis.axe.run());
        const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
        expect(found, hash).toEqual([]);
      };
      await app.evaluate(AXE);
      await audit("before any file");
      await sample(app);
      if (language === "en") await app.getByRole("button", { name: "English" }).click();
      for (const hash of PAGES) {
        await go(app, hash);
        await audit(hash);
      }
    });
  }
}

test("nothing is wider than a phone of 360 pixels, in either language", async ({ app }) => {
  await app.setViewportSize({ width: 360, height: 740 });
  await sample(app);
  for (const language of ["zh", "en"]) {
    if (language === "en") await app.getByRole("button", { name: "English" }).click();
    for (const hash of PAGES) {
      await go(app, hash);
      const width = await app.evaluate(() => document.scrollingElement.scrollWidth);
      expect(width, `${hash} in ${language}`).toBeLessThanOrEqual(360);
    }
  }
});

test("targets are large enough for a thumb", async ({ app }) => {
  await app.setViewportSize({ width: 360, height: 740 });
  await sample(app);
  for (const hash of ["#/", "#/answer"]) {
    await go(app, hash);
    const small = await app.evaluate(() =>
      [...document.querySelectorAll("button, nav a, select, summary")]
        .filter((element) => element.checkVisibility())
        .map((element) => [element.textContent.trim(), element.getBoundingClientRect()])
        .filter(([, box]) => box.width > 0 && box.right > 0 && box.bottom > 0 && box.height < 44)
        .map(([name, box]) => `${name}: ${box.height}`),
    );
    expect(small, hash).toEqual([]);
  }
});

test("from the start to a cause's rows and back by keyboard alone", async ({ app }) => {
  const tabTo = async (target, key = "Tab") => {
    for (let step = 0; step < 60; step += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) {
        // The ring may stand around the part that holds the element.
        const rings = await target.evaluate((element) =>
          [element, element.parentElement].map((ringed) => getComputedStyle(ringed).outlineStyle),
        );
        expect(rings, "the focus is seen").toContain("solid");
        return;
      }
      await app.keyboard.press(key);
    }
    throw new Error(`${key} does not reach ${target}`);
  };
  await tabTo(app.getByRole("button", { name: "用示例试一试" }));
  await app.keyboard.press("Enter");
  await expect(app.getByRole("figure")).toBeVisible();
  await tabTo(app.getByRole("region", { name: "可以要回" }).getByRole("link").first());
  await app.keyboard.press("Enter");
  await expect(app.getByRole("grid")).toBeVisible();
  await tabTo(app.getByRole("grid"));
  await app.keyboard.press("End");
  await app.keyboard.press("Home");
  await tabTo(app.getByRole("link", { name: "回到差额去处" }), "Shift+Tab");
  await app.keyboard.press("Enter");
  await expect(app.getByRole("figure")).toBeVisible();
  await tabTo(app.getByRole("button", { name: "保存 JSON" }));
});
