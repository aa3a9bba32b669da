// Writes down what is in the shipped programs: every crate that is compiled into the page's and the
// worker's wasm, with version, licence, checksum and who needs whom, as CycloneDX 1.6. The same commit
// gives the same bytes: no date, no random number. What only builds or tests (macros, build scripts,
// tools) is not shipped and not listed. cargo-cyclonedx lists a crate at a time, with macros and a
// date; Cargo itself knows exactly what is compiled, and is asked here.
//   node scripts/sbom.mjs yifen.cdx.json

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [target = "yifen.cdx.json"] = process.argv.slice(2);
const cwd = fileURLToPath(new URL("..", import.meta.url));
const SHIPPED = ["yifen-app", "yifen-worker"];

const cargo = (...words) => execFileSync("cargo", words, { cwd, encoding: "utf8", maxBuffer: 1 << 26 });
const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");
const field = (text, key) => new RegExp(`^${key} = "([^"]*)"`, "m").exec(text)?.[1];

// SHA-256 of each crate as it came from the registry.
const checksums = new Map(
  read("Cargo.lock")
    .split("[[package]]\n")
    .map((part) => [`${field(part, "name")}@${field(part, "version")}`, field(part, "checksum")]),
);

// Packages by `name@version`, with those they need, from the tree that Cargo prints with depths.
function readTree() {
  const packages = new Map();
  const line = ["tree", "--locked", "--offline", "--target", "wasm32-unknown-unknown", "--edges", "normal,no-proc-macro"];
  const tree = cargo(...line, "--prefix", "depth", "--format", "\t{p}\t{l}\t{r}", ...SHIPPED.flatMap((name) => ["--package", name]));
  const path = [];
  for (const row of tree.split("\n").filter((row) => row !== "")) {
    const [depth, what, licence, home] = row.replace(/ \(\*\)$/, "").split("\t");
    const [name, version] = what.split(" ");
    const id = `${name}@${version.slice(1)}`;
    if (!packages.has(id)) packages.set(id, { name, version: version.slice(1), licence, home, needs: new Set() });
    path.length = Number(depth);
    if (path.length > 0) packages.get(path.at(-1)).needs.add(id);
    path.push(id);
  }
  return packages;
}

const purl = (id) => `pkg:cargo/${id}`;
// Older crates write a slash where SPDX has OR.
const licences = (expression) => [{ expression: expression.replaceAll("/", " OR ") }];

function component(id, { name, version, licence, home }) {
  const checksum = checksums.get(id);
  return {
    type: "library",
    "bom-ref": purl(id),
    name,
    version,
    ...(checksum && { hashes: [{ alg: "SHA-256", content: checksum }] }),
    licenses: licences(licence),
    purl: purl(id),
    ...(home && { externalReferences: [{ type: "vcs", url: home }] }),
  };
}

// The standard library is compiled in like any crate, but no lock file names it.
const toolchain = /channel = "([^"]*)"/.exec(read("rust-toolchain.toml"))[1];
const STD = {
  type: "library",
  "bom-ref": "rust-std",
  name: "std",
  version: toolchain,
  description: "Rust's standard library, with the crates that it is built from",
  licenses: licences("MIT OR Apache-2.0"),
  externalReferences: [{ type: "vcs", url: "https://github.com/rust-lang/rust" }],
};

const packages = readTree();
const ids = [...packages.keys()].sort();
for (const id of ids) if (!packages.get(id).licence) throw new Error(`${id} states no licence`);
const version = packages.get(ids.find((id) => id.startsWith("yifen@"))).version;
const needs = (ref, dependsOn) => ({ ref, dependsOn });

const bom = {
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  metadata: {
    component: { type: "application", "bom-ref": "yifen-web", name: "Yifen", version, licenses: licences("MIT OR Apache-2.0") },
  },
  components: [...ids.map((id) => component(id, packages.get(id))), STD],
  dependencies: [
    needs("yifen-web", SHIPPED.map((name) => purl(ids.find((id) => id.startsWith(`${name}@`))))),
    ...ids.map((id) => needs(purl(id), [...packages.get(id).needs].sort().map(purl).concat("rust-std"))),
    needs("rust-std", []),
  ],
};
writeFileSync(target, `${JSON.stringify(bom, null, 2)}\n`);
console.log(`${target}: ${bom.components.length} components`);
