// Asks a host for every file of Yifen and says what is right and wrong with its answers; docs/hosting.md
// tells how to set it right.
//   node scripts/check-host.mjs https://example.org/yifen/
// Each line begins with `right`, `weak` (it works, but should be better) or `wrong` (it does not work, or
// is not what was built). The exit status is 1 where anything is wrong, with `--strict` also where
// anything is weak, and 2 where there is no Yifen to check. `--against=dist` also compares every file with
// that of a build of one's own.

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { FRESH, HEADERS, KEPT, WORKER_POLICY, isHashed, policyOf } from "./hosting.mjs";

// What browsers take a file for; the first is what it should be.
const TYPES = {
  "": ["text/html"],
  ".css": ["text/css"],
  ".html": ["text/html"],
  ".js": ["text/javascript", "application/javascript"],
  ".png": ["image/png"],
  ".wasm": ["application/wasm"],
  ".webmanifest": ["application/manifest+json", "application/json"],
};
const COMPRESSED = [".css", ".js", ".wasm", ""];
// Below this a host need not bother.
const COMPRESSED_BYTES_MIN = 2_000;

const integrity = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

// The sources of each directive of a policy.
const directives = (policy) =>
  Object.fromEntries(
    policy.split(";").flatMap((part) => {
      const [name, ...sources] = part.trim().split(/\s+/);
      return name ? [[name.toLowerCase(), sources]] : [];
    }),
  );

// What the page needs and a policy does not let it have.
function forbidden(needed, policy) {
  const [needs, has] = [needed, policy].map(directives);
  return Object.entries(needs).flatMap(([name, sources]) => {
    const allowed = has[name] ?? (name.endsWith("-src") ? has["default-src"] : undefined);
    const missing = sources.filter((source) => source !== "'none'" && allowed && !allowed.includes(source));
    return missing.map((source) => `${name} ${source}`);
  });
}

async function ask(url) {
  const response = await fetch(url, { headers: { "accept-encoding": "br, gzip", "cache-control": "no-cache" } });
  return { url: response.url, status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

function checkType(name, { headers }, say) {
  const type = headers.get("content-type") ?? "";
  const [bare] = type.toLowerCase().split(";");
  const wanted = TYPES[extname(name)] ?? [];
  if (wanted.includes(bare.trim())) say("right", `content-type ${type}`);
  else say("wrong", `content-type ${type || "missing"}, should be ${wanted[0]}`);
}

function checkPolicy(name, { headers }, page, say) {
  const sent = headers.get("content-security-policy");
  const wanted = name === "sw.js" ? WORKER_POLICY : page;
  if (sent === null) return say("weak", "content-security-policy missing");
  // Several headers reach us joined by commas, and every one of them holds.
  const missing = sent.split(",").flatMap((policy) => forbidden(wanted, policy));
  if (missing.length > 0) return say("wrong", `content-security-policy forbids ${missing.join(", ")}`);
  if (sent === wanted) return say("right", "content-security-policy");
  return say("weak", `content-security-policy is another than ${wanted}`);
}

function checkHeaders({ headers }, say) {
  for (const [name, value] of Object.entries(HEADERS)) {
    const sent = headers.get(name);
    if (sent === value) say("right", `${name.toLowerCase()} ${sent}`);
    else say("weak", `${name.toLowerCase()} ${sent ?? "missing"}, should be ${value}`);
  }
  if (headers.has("set-cookie")) say("weak", "set-cookie: Yifen needs none");
}

function checkCache(name, { headers }, say) {
  const sent = headers.get("cache-control") ?? "";
  const seconds = Number(/max-age=(\d+)/.exec(sent)?.[1] ?? Number.NaN);
  if (["", "sw.js"].includes(name)) {
    const fresh = /no-cache|no-store/.test(sent) || seconds === 0;
    if (fresh) say("right", `cache-control ${sent}`);
    else say("weak", `cache-control ${sent || "missing"}, should be ${FRESH}: a newer version is found late`);
  } else if (isHashed(name)) {
    if (sent.includes("immutable")) say("right", `cache-control ${sent}`);
    else say("weak", `cache-control ${sent || "missing"}, should be ${KEPT}`);
  }
}

function checkCompression(name, { headers, bytes }, say) {
  if (!COMPRESSED.includes(extname(name)) || bytes.length < COMPRESSED_BYTES_MIN) return;
  const sent = headers.get("content-encoding");
  if (sent) say("right", `content-encoding ${sent}`);
  else say("weak", `not compressed, ${Math.round(bytes.length / 1024)} kB`);
}

// With the file of one's own build, which has another name where it has another content.
function checkAgainst(folder, name, { bytes }, say) {
  const path = join(folder, name || "index.html");
  if (existsSync(path) && readFileSync(path).equals(bytes)) say("right", `the same in ${folder}`);
  else say("wrong", `not the same in ${folder}`);
}

function checkFile(name, answer, page, say) {
  checkType(name, answer, say);
  checkCache(name, answer, say);
  checkCompression(name, answer, say);
  if (["", "sw.js"].includes(name)) checkPolicy(name, answer, page, say);
  if (name === "") checkHeaders(answer, say);
}

// Resolves to a list of `{ mark, name, what }`. `address` is that of the page; `folder`, where there is one,
// that of a build to compare with.
export async function checkHost(address, folder) {
  const found = [];
  const sayOf = (name) => (mark, what) => found.push({ mark, name: name || "./", what });
  const index = await ask(address);
  const base = new URL("./", index.url);
  const html = index.bytes.toString("utf8");
  if (index.status !== 200 || !html.includes("Yifen")) throw new Error(`${address}: no Yifen there, status ${index.status}`);
  if (html.includes('id="page-program"')) {
    checkType("", index, sayOf(""));
    return found;
  }
  const say = sayOf("");
  if (base.origin !== new URL(address).origin) say("wrong", `leads to another host, ${base.origin}`);
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(base.hostname);
  if (base.protocol !== "https:" && !local) say("weak", "plain http: no offline copy and no passphrase");
  const policy = policyOf(html);

  const worker = await ask(new URL("sw.js", base));
  const list = /const FILES = (\[.*?\]);\n/s.exec(worker.bytes.toString("utf8"))?.[1];
  if (worker.status !== 200 || !list) {
    sayOf("sw.js")("wrong", `missing, status ${worker.status}: no offline copy`);
    return found;
  }
  checkFile("sw.js", worker, policy, sayOf("sw.js"));
  if (folder) checkAgainst(folder, "sw.js", worker, sayOf("sw.js"));
  for (const [path, expected] of JSON.parse(list)) {
    const name = path === "./" ? "" : path;
    const answer = await ask(new URL(path, base));
    if (answer.status !== 200) {
      sayOf(name)("wrong", `missing, status ${answer.status}`);
      continue;
    }
    if (integrity(answer.bytes) === expected) sayOf(name)("right", "as it was built");
    else sayOf(name)("wrong", "not as it was built: the host changed it, or has files of two builds");
    if (folder) checkAgainst(folder, name, answer, sayOf(name));
    checkFile(name, answer, policy, sayOf(name));
  }
  const nothing = await ask(new URL("no-such-file.js", base));
  if (nothing.status === 404) say("right", "404 for what is not there");
  else say("weak", `status ${nothing.status} for what is not there, should be 404`);
  return found;
}

async function main(words) {
  const address = words.find((word) => !word.startsWith("--"));
  if (!address) throw new Error("which address? For instance https://example.org/yifen/");
  const folder = words.find((word) => word.startsWith("--against="))?.slice("--against=".length);
  const found = await checkHost(address, folder);
  for (const { mark, name, what } of found) console.log(`${mark.padEnd(6)} ${name.padEnd(40)} ${what}`);
  const count = (mark) => found.filter((line) => line.mark === mark).length;
  console.log(`${count("right")} right, ${count("weak")} weak, ${count("wrong")} wrong`);
  if (count("wrong") > 0 || (words.includes("--strict") && count("weak") > 0)) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(process.argv.slice(2)).catch((error) => {
    console.error(`check-host: ${error.cause ?? error}`);
    process.exitCode = 2;
  });
}
