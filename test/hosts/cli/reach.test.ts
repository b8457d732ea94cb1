/** How far the runner reaches: the files it was given, its own, and nothing else; no network, no other program. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { CASES } from "../../tools/session";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const MAIN = join(ROOT, "hosts/cli/main.ts");
const WITNESS = fileURLToPath(new URL("./witness.mjs", import.meta.url));

/** What the program opened while it ran these arguments. */
function reach(args: readonly string[]): { status: number | null; opened: string[]; out: string } {
  const folder = mkdtempSync(join(tmpdir(), "alpcx-reach-"));
  const file = join(folder, "witness.txt");
  writeFileSync(file, "");
  try {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", "tsx", "--import", WITNESS, MAIN, ...args],
      {
        cwd: ROOT,
        env: { ...process.env, WITNESS_FILE: file },
        encoding: "utf8",
      },
    );
    const opened = readFileSync(file, "utf8").trimEnd().split("\n");
    // Node.js and the loader of TypeScript read the program itself.
    const own = /[\\/](hosts|node_modules)[\\/]|tsconfig|node:internal|tsx-/;
    return { status, out: stdout + stderr, opened: opened.filter((line) => !own.test(line)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("the runner reads its script and the snapshot it was given, and reaches for nothing else", () => {
  const snapshot = `${CASES}two-cycle-7601-x64.json.gz`;
  const lines = [
    "!alpcx /deadlock",
    "!alpcx",
    "!alpcx /lp",
    "dx -r2 @$cursession.Alpc",
    ".scriptlist",
    "dx -r2 Debugger",
  ];
  const { status, opened, out } = reach(["--snapshot", snapshot, ...lines.flatMap((line) => ["-c", line])]);
  expect([status, out.slice(0, 9)]).toEqual([0, "DEADLOCK:"]);
  const files = [...new Set(opened.map((line) => line.slice(line.indexOf(" ") + 1).replace(/^file:\/\//, "")))].sort();
  expect(files.map((name) => name.replace(ROOT, ""))).toEqual(
    ["dist/alpc.js", "package.json", snapshot.replace(ROOT, "")].sort(),
  );
});
