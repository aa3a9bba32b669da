// Serves a folder of static files on 127.0.0.1, as a plain host would that reads a `_headers` file.
//   node scripts/serve.mjs dist 8080

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { pathToFileURL } from "node:url";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

// The headers of a `_headers` file for each of its patterns; none where the folder has no such file.
async function readRules(folder) {
  const text = await readFile(join(folder, "_headers"), "utf8").catch(() => "");
  const rules = [];
  for (const line of text.split("\n").filter((line) => line.trim() !== "")) {
    if (line.startsWith("/")) {
      rules.push({ path: line.trim(), headers: [] });
    } else {
      const [name, ...value] = line.trim().split(": ");
      rules.at(-1).headers.push([name.toLowerCase(), value.join(": ")]);
    }
  }
  return rules;
}

// Those that hold for a path below the prefix; of two for one header the later.
function headersFor(rules, path) {
  const fits = (pattern) => pattern === path || (pattern.endsWith("*") && path.startsWith(pattern.slice(0, -1)));
  return Object.fromEntries(rules.filter((rule) => fits(rule.path)).flatMap((rule) => rule.headers));
}

// The server of `folder` under the path `prefix`, which begins and ends with a slash.
export function serve(folder, prefix = "/") {
  return createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    let path;
    try {
      path = normalize(decodeURIComponent(pathname));
    } catch {
      path = "";
    }
    if (!path.startsWith(prefix) || path.split(sep).includes("..")) {
      response.writeHead(404).end();
      return;
    }
    const name = path.slice(prefix.length) || "index.html";
    try {
      const body = await readFile(join(folder, name));
      response.writeHead(200, {
        "content-type": TYPES[extname(name)] ?? "application/octet-stream",
        "cache-control": "no-cache",
        "x-content-type-options": "nosniff",
        ...headersFor(await readRules(folder), `/${path.slice(prefix.length)}`),
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
}

// Listens on the port, or on the next free one; resolves to the address.
export function listen(server, port, tries = 20) {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      if (error.code === "EADDRINUSE" && tries > 0) {
        resolve(listen(server, port + 1, tries - 1));
      } else {
        reject(error);
      }
    });
    server.listen(port, "127.0.0.1", () => {
      resolve(`http://127.0.0.1:${server.address().port}`);
    });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder = "dist", port = "8080"] = process.argv.slice(2);
  const address = await listen(serve(folder), Number(port));
  console.log(`Yifen is at ${address}/ (Ctrl+C ends it)`);
}
