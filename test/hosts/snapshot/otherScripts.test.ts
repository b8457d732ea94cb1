import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { currentWinDbg } from "../../../hosts/provider/index.js";
import { describeTarget } from "../../../hosts/snapshot/commands/version.js";
import { open } from "../../tools/session";
import { EXPECTED, SOURCE } from "../otherScripts";
import { smallSnapshot } from "./small";

const folder = mkdtempSync(join(tmpdir(), "alpcx-others-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a script of somebody else finds in the snapshot host what it counts on", () => {
  const example = fileURLToPath(new URL("../../../examples/deadlock.json.gz", import.meta.url));
  const session = open(example, true, { variants: currentWinDbg });
  const path = join(folder, "others.js");
  writeFileSync(path, SOURCE);
  expect(session.run(`.scriptload ${path}`).errors).toBe("");
  expect(session.run("!others").text.replace(/ +$/gm, "")).toBe(EXPECTED);
});

test.each([
  ["10.0.26100-24H2", "x64", "Windows 10 Kernel Version 26100 UP Free x64"],
  ["10.0.10240", "arm64", "Windows 10 Kernel Version 10240 UP Free ARM 64-bit (AArch64)"],
  ["6.3.9600-u1", "x64", "Windows 8.1 Kernel Version 9600 UP Free x64"],
  ["6.0.6002", "x64", "Windows Server 2008/Windows Vista Kernel Version 6002 UP Free x64"],
  ["6.0.6000", "x64", "Windows Vista Kernel Version 6000 UP Free x64"],
  ["5.1.2600", "x86", "Windows XP Kernel Version 2600 UP Free x86 compatible"],
] as const)("vertarget of %s %s", (build, arch, line) => {
  const snapshot = smallSnapshot();
  Object.assign(snapshot.target, { build, arch });
  expect(describeTarget(snapshot)[0]).toBe(line);
});

test("version and vertarget are whole words and take nothing", () => {
  const session = open(smallSnapshot(), true);
  expect(session.run("vertarget; .echo next").text).toBe(
    "Windows 10 Kernel Version 19041 UP Free x64\nKernel base = 0xfffff800`00000000\nnext\n",
  );
  expect(session.run("versionx").errors).toContain("Syntax error in 'versionx'");
  expect(session.run("version 1").errors).toContain("Extra character error in 'version 1'");
  expect(session.run("v").failed).toBe(true);
});
