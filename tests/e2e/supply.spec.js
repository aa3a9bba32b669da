// The list of what is in the shipped programs: whole, the same each time, and of this build.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

function list(path) {
  execFileSync("node", ["scripts/sbom.mjs", path], { cwd: ROOT });
  return readFileSync(path, "utf8");
}

test("it names every crate that is compiled in, and none that only builds or tests", ({}, info) => {
  const text = list(info.outputPath("one.json"));
  expect(list(info.outputPath("another.json"))).toBe(text);
  expect(text).not.toContain(ROOT);
  const { components, dependencies } = JSON.parse(text);
  const names = components.map(({ name }) => name);
  for (const name of ["yifen", "yifen-app", "yifen-worker", "leptos", "calamine", "rust_decimal", "zip", "std"]) expect(names).toContain(name);
  for (const name of ["serde_derive", "leptos_macro", "proptest", "wasm-bindgen-test", "windows-sys"]) expect(names).not.toContain(name);
  for (const { name, licenses, hashes } of components) {
    expect(licenses[0].expression, name).toBeTruthy();
    if (!/^(yifen.*|std)$/.test(name)) expect(hashes[0].content, name).toMatch(/^[0-9a-f]{64}$/);
  }
  const known = new Set(components.map((component) => component["bom-ref"]));
  for (const { ref, dependsOn } of dependencies) {
    expect(dependsOn.filter((other) => !known.has(other)), ref).toEqual([]);
  }
});

// wasm reaches a browser by its script's imports alone: what these do not name no program can use.
test("the shipped programs can name no road out", () => {
  const { readdirSync } = process.getBuiltinModule("node:fs");
  const dist = `${ROOT}dist/`;
  for (const start of ["yifen-app-", "yifen-worker-"]) {
    const script = readFileSync(dist + readdirSync(dist).find((name) => name.startsWith(start) && name.endsWith(".js")), "utf8");
    const imports = /function __wbg_get_imports\(\) \{(.*?)\n {4}?\}\n/s.exec(script)?.[1] ?? "";
    expect(imports.length, start).toBeGreaterThan(1_000);
    for (const road of [/\bfetch\b/, /WebSocket/, /EventSource/, /XMLHttpRequest/, /sendBeacon/, /RTC/, /importScripts/, /\bimport\(/, /new Worker/, /\.open\(/, /WebTransport/]) {
      expect(imports, `${start} ${road}`).not.toMatch(road);
    }
  }
});
