// Makes one file of the build in dist/: the whole app in `yifen.html`, which opens by double click, from a
// USB stick as well as from any host. It holds nothing that has to be asked for, and its policy allows no
// connection from the first byte on.
//   node scripts/single.mjs dist yifen.html

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { replaceOnce } from "./once.mjs";

const [folder = "dist", target = "yifen.html"] = process.argv.slice(2);

const read = (name) => readFileSync(join(folder, name), "utf8");
const names = readdirSync(folder);

// The one file of the build that begins and ends so.
function built(start, end) {
  const found = names.filter((name) => name.startsWith(start) && name.endsWith(end));
  if (found.length !== 1) throw new Error(`${folder} holds ${found.length} files ${start}…${end}`);
  return found[0];
}

// The program's script as lines of the page: nothing of a module is left that names another file.
function startProgram() {
  let script = read(built("yifen-app-", ".js"));
  const exported = /export\s*\{[^}]*\b(\w+) as default\b[^}]*\};?/;
  const start = exported.exec(script)?.[1];
  if (!start) throw new Error("the program's script has another form than it had");
  script = script.replace(exported, () => `globalThis.yifen.startProgram = ${start};`);
  script = script.replace(/^export (?=(async )?(function|class|const)\b)/gm, "");
  // Only where no program is handed over, and one is.
  script = replaceOnce(script, /new URL\([^()]*import\.meta\.url\)/, "undefined");
  if (/^\s*(import|export)\b|\bimport\s*\(|import\.meta/m.test(script)) throw new Error("a part of a module is left");
  return script;
}

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const style = (name) => `\n${read(name)}`;

function script(text) {
  if (/<\/script|<!--/i.test(text)) throw new Error("a script that would end the page's own");
  return text;
}

function block(id, name) {
  const packed = deflateRawSync(readFileSync(join(folder, name)), { level: 9 }).toString("base64");
  return `<script id="${id}" type="text/plain">${packed}</script>`;
}

const page = read("index.html");
const [, body] = /<body>(.*)<\/body>/s.exec(page);
const kept = (pattern) => {
  const [found, ...more] = page.match(pattern) ?? [];
  if (!found || more.length > 0) throw new Error(`not exactly once: ${pattern}`);
  return found;
};
const styles = Array.from(page.matchAll(/<link rel="stylesheet" href="\.\/([^"]+)"/g), ([, name]) => style(name));
const scripts = Array.from(page.matchAll(/<script [^>]*\bsrc="\.\/([^"]+)"/g), ([, name]) => read(name));
const boot = scripts.pop();
scripts.push(`${startProgram()}\n${readFileSync(new URL("../src/web/unpack.js", import.meta.url), "utf8")}`, boot);
if (styles.length === 0 || scripts.length !== 6) throw new Error("the page lacks what it had");

const policy = [
  "default-src 'none'",
  `script-src ${scripts.map(hash).join(" ")} 'wasm-unsafe-eval'`,
  `style-src ${styles.map(hash).join(" ")}`,
  // The worker is started from what stands in this file.
  "worker-src blob:",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const file = `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    ${Array.from(page.matchAll(/<meta name="[^>]*>/g), ([meta]) => meta).join("\n    ")}
    ${kept(/<title>.*?<\/title>/s)}
    ${kept(/<meta http-equiv="x-dns-prefetch-control"[^>]*>/g)}
    ${kept(/<link\s+rel="icon"[^>]*>/g)}
    ${styles.map((text) => `<style>${text}</style>`).join("\n    ")}
  </head>
  <body>${body}
    ${block("page-program", built("yifen-app-", ".wasm"))}
    ${block("worker-script", built("yifen-worker-", ".js"))}
    ${block("worker-program", built("yifen-worker-", ".wasm"))}
    ${scripts.map((text) => `<script type="module">${script(text)}</script>`).join("\n    ")}
  </body>
</html>
`;
writeFileSync(target, file);
console.log(`${target}: ${Math.round(file.length / 1024)} kB`);
