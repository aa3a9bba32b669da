// Copies of the build that differ in one thing, with every hash made right again, as somebody would
// publish them.

import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const DIST = fileURLToPath(new URL("../../dist", import.meta.url));

const sha384 = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

// The name in the build of the file that begins and ends so.
export const builtName = (folder, start, end) =>
  readdirSync(folder).find((name) => name.startsWith(start) && name.endsWith(end));

// Copies the build and changes files of it: `changes` is a list of `[start, end, change]`, where
// `change` gets and gives a file's text.
export function copyWith(changes) {
  const folder = mkdtempSync(join(tmpdir(), "yifen-copy-"));
  cpSync(DIST, folder, { recursive: true });
  for (const [start, end, change] of changes) {
    const path = join(folder, builtName(folder, start, end));
    const before = readFileSync(path);
    const after = Buffer.from(change(before.toString("utf8")));
    if (after.equals(before)) throw new Error(`${path} is not changed`);
    writeFileSync(path, after);
    rehash(folder, sha384(before), sha384(after));
  }
  return folder;
}

// A hash stands in the page and in the service worker, and the page's own hash in the latter.
function rehash(folder, before, after) {
  const swap = (name, from, to) => {
    const path = join(folder, name);
    const text = readFileSync(path);
    writeFileSync(path, text.toString("utf8").replaceAll(from, to));
    return text;
  };
  const page = swap("index.html", before, after);
  swap("sw.js", before, after);
  swap("sw.js", sha384(page), sha384(readFileSync(join(folder, "index.html"))));
  // Another build has another name.
  swap("sw.js", /const BUILD = "[^"]*"/g, `const BUILD = "${after.slice(7, 23)}"`);
}
