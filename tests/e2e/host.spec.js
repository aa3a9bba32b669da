// The check of a host's answers: what serves the build well passes, and everything that a host can do
// wrong is told by name.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { checkHost } from "../../scripts/check-host.mjs";
import { HEADERS, KEPT, WORKER_POLICY, isHashed, policyOf } from "../../scripts/hosting.mjs";
import { listen, serve } from "../../scripts/serve.mjs";
import { DIST } from "./copies.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

// A host that answers as scripts/serve.mjs does, each answer then changed by `change(name, answer)`.
async function hostThat(change, port, prefix = "/shop/yifen/") {
  const good = serve(DIST, prefix);
  const inner = await listen(good, port);
  const server = createServer(async (request, response) => {
    const answer = await fetch(inner + request.url);
    const name = request.url.slice(prefix.length);
    const { status, headers, body } = change(name, {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
    delete headers["transfer-encoding"];
    delete headers["content-length"];
    response.writeHead(status, headers).end(body);
  });
  const address = (await listen(server, port + 1)) + prefix;
  const close = () => [good, server].forEach((one) => one.close());
  return { address, close };
}

async function toldBy(change, port, folder) {
  const host = await hostThat(change, port);
  const found = await checkHost(host.address, folder);
  host.close();
  return found;
}

const lines = (found, mark) => found.filter((line) => line.mark === mark).map(({ name, what }) => `${name}: ${what}`);

const compressing = (name, { status, headers, body }) =>
  /\.(js|css|wasm)$|^$/.test(name)
    ? { status, headers: { ...headers, "content-encoding": "gzip" }, body: gzipSync(body, { level: 1 }) }
    : { status, headers, body };

test("a host that does it all is right in everything", async () => {
  const found = await toldBy(compressing, 8660, DIST);
  expect(lines(found, "wrong")).toEqual([]);
  expect(lines(found, "weak")).toEqual([]);
  const right = lines(found, "right");
  for (const line of ["./: content-security-policy", "sw.js: content-security-policy", "./: x-content-type-options nosniff"]) {
    expect(right).toContain(line);
  }
  expect(right.filter((line) => line.endsWith(": as it was built")).length).toBeGreaterThan(15);
  expect(right.filter((line) => line.endsWith(": content-type application/wasm"))).toHaveLength(2);
  expect(right.filter((line) => line.endsWith(`: cache-control ${KEPT}`)).length).toBeGreaterThan(10);
});

// What a host does wrong, and the line that has to tell it.
const header = (pick, name, value) => (file, answer) => {
  if (pick(file)) answer.headers[name] = value;
  return answer;
};
const without = (...names) => (file, answer) => {
  for (const name of names) delete answer.headers[name];
  return answer;
};
const isPage = (name) => name === "";
const ends = (end) => (name) => name.endsWith(end);
const WRONG = [
  ["a type that no browser takes for a program", header(ends(".wasm"), "content-type", "application/octet-stream"), "wrong", /_bg\.wasm: content-type application\/octet-stream, should be application\/wasm/],
  ["scripts as plain text", header(ends(".js"), "content-type", "text/plain"), "wrong", /^sw\.js: content-type text\/plain, should be text\/javascript/],
  ["no type at all", without("content-type"), "wrong", /\.css: content-type missing/],
  ["a policy that forbids the programs", header(isPage, "content-security-policy", "default-src 'self'"), "wrong", /^\.\/: content-security-policy forbids .*'wasm-unsafe-eval'/],
  ["a second policy that forbids the worker", header(isPage, "content-security-policy", ["worker-src 'self'"]), "wrong", /^\.\/: content-security-policy forbids worker-src blob:/],
  ["a policy of its own", header(isPage, "content-security-policy", "frame-ancestors 'self'"), "weak", /^\.\/: content-security-policy is another/],
  ["no headers of safety", without("content-security-policy", ...Object.keys(HEADERS).map((name) => name.toLowerCase())), "weak", /^\.\/: x-content-type-options missing/],
  ["a cookie", header(isPage, "set-cookie", "visitor=1"), "weak", /^\.\/: set-cookie/],
  ["a page kept for days", header(isPage, "cache-control", "max-age=86400"), "weak", /^\.\/: cache-control max-age=86400, should be no-cache/],
  ["files asked for each time", header(ends(".wasm"), "cache-control", "no-cache"), "weak", /\.wasm: cache-control no-cache, should be public, max-age=31536000, immutable/],
  ["nothing compressed", (name, answer) => answer, "weak", /\.wasm: not compressed, \d+ kB/],
  ["a line added to a script", (name, answer) => (name.startsWith("seal-") ? { ...answer, body: Buffer.concat([answer.body, Buffer.from("\n")]) } : answer), "wrong", /^seal-.*: not as it was built/],
  ["a script added to the page", (name, answer) => (name === "" ? { ...answer, body: Buffer.concat([answer.body, Buffer.from("<script src=x></script>")]) } : answer), "wrong", /^\.\/: not as it was built/],
  ["a file that is missing", (name, answer) => (name.startsWith("base-") ? { ...answer, status: 404 } : answer), "wrong", /^base-.*: missing, status 404/],
  ["no offline copy", (name, answer) => (name === "sw.js" ? { ...answer, status: 404 } : answer), "wrong", /^sw\.js: missing, status 404/],
  ["a page for every address", (name, answer) => ({ ...answer, status: 200 }), "weak", /^\.\/: status 200 for what is not there/],
];

for (const [index, [what, change, mark, line]] of WRONG.entries()) {
  test(`it tells of ${what}`, async () => {
    const found = await toldBy(change, 8662 + 2 * index);
    expect(lines(found, mark).join("\n")).toMatch(new RegExp(line.source, "m"));
  });
}

test("another build than one's own is told", async () => {
  const change = (name, answer) => (name === "icon-192.png" ? { ...answer, body: Buffer.from("another") } : answer);
  const found = await toldBy(change, 8700, DIST);
  expect(lines(found, "wrong")).toContain(`icon-192.png: not the same in ${DIST}`);
  expect(lines(found, "right")).toContain(`sw.js: the same in ${DIST}`);
});

test("a name with a hash is known as one, also where the hash is short", () => {
  for (const name of ["yifen-app-731db4c0006167e_bg.wasm", "seal-c8e637f8c9e16db9.js", "base-2f75c9f5f01d9.css"]) expect(isHashed(name), name).toBe(true);
  for (const name of ["index.html", "sw.js", "icon-192.png", "manifest.webmanifest"]) expect(isHashed(name), name).toBe(false);
});

test("the command says it in lines and by its status", async () => {
  const run = (...words) => spawnSync("node", ["scripts/check-host.mjs", ...words], { cwd: ROOT, encoding: "utf8", timeout: 30_000 });
  const nobody = run("http://127.0.0.1:9/");
  expect(nobody.status).toBe(2);
  expect(nobody.stderr).toContain("check-host: ");
  expect(run().status).toBe(2);
});

test("docs/hosting.md says for every host what the build says", () => {
  const text = readFileSync(new URL("../../docs/hosting.md", import.meta.url), "utf8");
  const parts = Object.fromEntries(["nginx", "Caddy"].map((host) => [host, text.split(`\n## ${host}\n`)[1].split("\n## ")[0]]));
  const policy = policyOf(readFileSync(`${DIST}/index.html`, "utf8"));
  for (const [host, part] of Object.entries(parts)) {
    for (const wanted of [policy, WORKER_POLICY, KEPT]) expect(part, `${host}: ${wanted}`).toContain(`"${wanted}"`);
    for (const [name, value] of Object.entries(HEADERS)) {
      const written = value.includes(" ") ? `${name} "${value}"` : `${name} ${value}`;
      expect(part, `${host}: ${name}`).toContain(written);
    }
  }
});
