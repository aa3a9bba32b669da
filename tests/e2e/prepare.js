// Builds the command line before the first test, so that none of them waits for a compiler.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export default function prepare() {
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  execFileSync("cargo", ["build", "--quiet", "--locked", "--example", "explain"], { cwd, stdio: "inherit" });
}
