// Makes `npm start` and `npm test` work straight after `git clone`: installs the dependencies when they are missing.
import { existsSync } from "node:fs";
import { spawnSync } from "node:child_process";

const [major = 0] = process.versions.node.split(".").map(Number);
if (major < 20) {
  console.error(`alpcx needs Node.js 20 or newer; this is ${process.version}.`);
  process.exit(1);
}
if (!existsSync("node_modules/typescript/package.json") || !existsSync("node_modules/vitest/package.json")) {
  console.error("Installing the dependencies (once) ...");
  // Not `npm ci`: it refuses a lock file that lacks the compilers of other platforms, and this keeps to the lock as well.
  const { status } = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund"], {
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(status ?? 1);
}
