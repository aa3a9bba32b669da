// Finishes what Trunk has built, in the folder that it names, before that becomes dist/: Trunk gives no
// hashes to a worker's files and knows nothing of an offline copy.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { FRESH, HEADERS, KEPT, WORKER_POLICY, isHashed, policyOf } from "./hosting.mjs";
import { replaceOnce } from "./once.mjs";

const folder = process.env.TRUNK_STAGING_DIR;
if (!folder) throw new Error("started by Trunk, which names the folder of the build");
const path = (name) => join(folder, name);
const integrity = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
const fingerprint = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);

// The worker: its script and our lines as one file, both files under names by their content, so that
// no cache ever mixes two builds.
function finishWorker() {
  const script = Buffer.concat(["yifen-worker.js", "worker.js"].map((name) => readFileSync(path(`worker/${name}`))));
  const program = readFileSync(path("worker/yifen-worker_bg.wasm"));
  rmSync(path("worker"), { recursive: true });
  const files = [
    ["yifen-worker", `yifen-worker-${fingerprint(script)}.js`, script],
    ["yifen-worker-program", `yifen-worker-${fingerprint(program)}_bg.wasm`, program],
  ];
  return files.map(([rel, name, bytes]) => {
    writeFileSync(path(name), bytes);
    return `<link rel="${rel}" href="./${name}" integrity="${integrity(bytes)}" />`;
  });
}

// The manifest holds its icons: a browser asks for them whenever it likes, also after the page is sealed.
function finishManifest() {
  const manifest = JSON.parse(readFileSync(path("manifest.webmanifest"), "utf8"));
  for (const icon of manifest.icons) {
    const bytes = readFileSync(new URL(`../src/web/${icon.src}`, import.meta.url));
    icon.src = `data:${icon.type};base64,${bytes.toString("base64")}`;
  }
  writeFileSync(path("manifest.webmanifest"), JSON.stringify(manifest));
}

const builtFiles = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();

// The service worker knows every file of this build by its hash, and is another for another build.
function finishOfflineCopy() {
  const listed = builtFiles().filter((name) => !["sw.js", "_headers"].includes(name));
  const files = listed.map((name) => [name === "index.html" ? "./" : name, integrity(readFileSync(path(name)))]);
  const build = fingerprint(JSON.stringify(files));
  let script = readFileSync(path("sw.js"), "utf8");
  script = replaceOnce(script, 'const BUILD = "unbuilt";', `const BUILD = "${build}";`);
  script = replaceOnce(script, "const FILES = [];", `const FILES = ${JSON.stringify(files, null, 2)};`);
  writeFileSync(path("sw.js"), script);
}

// For hosts that read such a file (Netlify, Cloudflare Pages); docs/hosting.md has it for others.
function writeHeaders(index) {
  const lines = [
    "/*",
    `  Content-Security-Policy: ${policyOf(index)}`,
    ...Object.entries(HEADERS).map(([name, value]) => `  ${name}: ${value}`),
    ...["/", "/index.html"].flatMap((path) => [path, `  Cache-Control: ${FRESH}`]),
    "/sw.js",
    `  Content-Security-Policy: ${WORKER_POLICY}`,
    `  Cache-Control: ${FRESH}`,
    ...builtFiles().filter(isHashed).flatMap((name) => [`/${name}`, `  Cache-Control: ${KEPT}`]),
  ];
  writeFileSync(path("_headers"), `${lines.join("\n")}\n`);
}

const links = finishWorker().join("\n    ");
const index = replaceOnce(readFileSync(path("index.html"), "utf8"), "</head>", `  ${links}\n  </head>`);
writeFileSync(path("index.html"), index);
finishManifest();
finishOfflineCopy();
writeHeaders(index);
