// The facts of RustSec's advisories on crates, so that they are heeded without network too: which versions
// of what are affected. The database itself comes by git alone and is mostly prose.
//   node scripts/advisories.mjs take DATABASE   writes scripts/advisories.tsv from a clone of it
//   node scripts/advisories.mjs lay FOLDER      makes of them a database that cargo-deny reads

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const TABLE = new URL("advisories.tsv", import.meta.url);
const COLUMNS = ["id", "package", "date", "informational", "withdrawn", "patched", "unaffected"];
const LISTS = ["patched", "unaffected"];

const git = (folder, ...words) => execFileSync("git", ["-C", folder, ...words], { encoding: "utf8" }).trim();

// What stands for a key of the front matter. The database's own checks hold its form: one key a line, and
// lists of plain strings.
function valueOf(front, key) {
  const bare = front.replace(/^\s*#.*$/gm, "");
  if (!LISTS.includes(key)) return new RegExp(`^${key}\\s*=\\s*"([^"]*)"`, "m").exec(bare)?.[1] ?? "";
  const list = new RegExp(`^${key}\\s*=\\s*\\[([^\\]]*)\\]`, "m").exec(bare)?.[1] ?? "";
  return Array.from(list.matchAll(/"([^"]*)"/g), ([, range]) => range).join(" | ");
}

function take(database) {
  const paths = readdirSync(join(database, "crates"), { recursive: true }).filter((name) => name.endsWith(".md"));
  const rows = paths.map((name) => {
    const front = /^```toml\n(.*?)^```/ms.exec(readFileSync(join(database, "crates", name), "utf8"))?.[1];
    if (!front) throw new Error(`${name}: no front matter`);
    return COLUMNS.map((key) => valueOf(front, key));
  });
  const [commit, day] = git(database, "log", "-1", "--format=%H %cs").split(" ");
  const source = `# Facts from RustSec's advisory database (${day}, commit ${commit}).`;
  const lines = [source, COLUMNS.join("\t"), ...rows.map((row) => row.join("\t")).sort()];
  writeFileSync(TABLE, `${lines.join("\n")}\n`);
}

// Front matter as the database writes it.
function frontMatter(row) {
  const text = (key) => (row[key] === "" ? [] : [`${key} = "${row[key]}"`]);
  const list = (key) => `${key} = [${row[key].split(" | ").map((range) => (range ? `"${range}"` : ""))}]`;
  const advisory = ["id", "package", "date", "informational", "withdrawn"].flatMap(text);
  return ["[advisory]", ...advisory, "[versions]", ...LISTS.map(list)].join("\n");
}

function lay(folder) {
  const [source, , ...lines] = readFileSync(TABLE, "utf8").trimEnd().split("\n");
  rmSync(folder, { recursive: true, force: true });
  for (const line of lines) {
    const cells = line.split("\t");
    const row = Object.fromEntries(COLUMNS.map((key, index) => [key, cells[index]]));
    mkdirSync(join(folder, "crates", row.package), { recursive: true });
    const page = `\`\`\`toml\n${frontMatter(row)}\n\`\`\`\n\n# See https://rustsec.org/advisories/${row.id}.html\n`;
    writeFileSync(join(folder, "crates", row.package, `${row.id}.md`), page);
  }
  // cargo-deny takes a clone only.
  const who = ["-c", "user.name=yifen", "-c", "user.email=yifen@localhost"];
  git(folder, "init", "--quiet");
  git(folder, "add", "--all");
  git(folder, ...who, "commit", "--quiet", "--message", source);
  console.log(`${lines.length} advisories: ${source.slice(2)}`);
}

const [what, folder] = process.argv.slice(2);
({ take, lay })[what](folder);
