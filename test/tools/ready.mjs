// Makes `npm start` and `npm test` work straight after `git clone`: installs the dependencies when they are missing.
import { existsSync } from "node:fs";
import { spawnSync } from "node:child_process";

const [major = 0] = process.versions.node.split(".").map(Number);
if (major < 20) {
  console.error(`alpcx needs Node.js 20 or newer; this is ${process.version}.`);
  process.exit(1);
}
const install = (...options) =>
  spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund", ...options], {
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  }).status === 0;
// rollup and the test runner have a compiled part for each platform.
const runs = () => spawnSync(process.execPath, ["-e", 'import("rollup").catch(() => process.exit(1))']).status === 0;

if (!existsSync("node_modules/typescript/package.json") || !existsSync("node_modules/vitest/package.json")) {
  console.error("Installing the dependencies (once) ...");
  // Not `npm ci`: it refuses a lock file that lacks the compiled parts of other platforms.
  if (!install()) process.exit(1);
  // Such a lock file also keeps npm from fetching this platform's part: then once without it.
  if (!runs() && !install("--no-package-lock")) process.exit(1);
}
