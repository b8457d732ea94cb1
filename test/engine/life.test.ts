import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { EngineGone, findEngine } from "../../hosts/engine/index.js";
import { testDump } from "./dump.js";
import { openRecorded } from "./session.js";

const folder = mkdtempSync(join(tmpdir(), "alpcx-life-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Whether a process still runs; one that has ended and waits for its parent does not. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !/\) [ZX] /.test(readFileSync(stat, "utf8"));
}

describe("what cannot be opened", () => {
  test("a file that is missing, and one that is no dump, are named with the engine's code", () => {
    expect(() => openRecorded(join(folder, "missing.dmp"))).toThrow(
      /missing\.dmp: the engine cannot open the dump \(0x/,
    );
    const bad = join(folder, "bad.dmp");
    writeFileSync(bad, "no dump at all".repeat(1000));
    expect(() => openRecorded(bad)).toThrow(/bad\.dmp: the engine cannot open the dump \(0x/);
  });

  test("a folder without the engine", () => {
    expect(() => openRecorded(testDump, { enginePath: folder })).toThrow(`there is no dbgeng.dll in ${folder}`);
  });

  test("a file in place of dbgeng.dll", () => {
    writeFileSync(join(folder, "dbgeng.dll"), "no DLL");
    expect(() => openRecorded(testDump, { enginePath: folder })).toThrow(/dbgeng\.dll cannot be loaded \(0x/);
  });

  test("a bridge that does not start", () => {
    expect(() => openRecorded(testDump, { wine: process.platform === "win32" ? "" : "/bin/false" })).toThrow(
      EngineGone,
    );
  });

  test("all that is missing is said at once", () => {
    const found = findEngine({ enginePath: folder + "/none", wine: folder + "/nowine" });
    expect(found.ready).toBe(false);
    if (!found.ready) expect(found.problem).toContain("there is no dbgeng.dll");
  });
});

describe("when one side ends", () => {
  test("the engine is killed: the next line throws, and so does every later one", async () => {
    const dbg = openRecorded(testDump);
    expect(dbg.text(".echo a")).toBe("a\n");
    process.kill(dbg.pid ?? 0, "SIGKILL");
    while (runs(dbg.pid ?? 0)) await sleep(20);
    expect(() => dbg.run(".echo b")).toThrow(EngineGone);
    expect(() => dbg.run(".echo c")).toThrow("the debugger engine has ended");
    dbg.close();
  });

  test("the engine crashes: its exception is named", () => {
    const dbg = openRecorded(testDump);
    // Known to crash it. Source: real-engine 3.
    expect(() => dbg.run('dx Debugger.Utility.Control.ExecuteCommand("")')).toThrow(/crashed \(exception 0xc0000005\)/);
    dbg.close();
  });

  test("a closed session is closed, and closing twice is harmless", async () => {
    const dbg = openRecorded(testDump);
    const pid = dbg.pid ?? 0;
    dbg.close();
    dbg.close();
    expect(() => dbg.run(".echo b")).toThrow(EngineGone);
    for (let i = 0; i < 250 && runs(pid); i++) await sleep(20);
    expect(runs(pid)).toBe(false);
  });

  test.each(["idle", "busy"])("Node is killed while the engine is %s: the bridge ends", async (how) => {
    const script = join(folder, `${how}.mts`);
    const lines = how === "busy" ? 's.run(".for (r $t0 = 0; 1; r $t0 = $t0 + 1) { }");' : "";
    writeFileSync(
      script,
      `import { openEngine } from ${JSON.stringify(new URL("../../hosts/engine/index.js", import.meta.url).href)};
       import { writeSync } from "node:fs";
       const s = openEngine({ dump: ${JSON.stringify(testDump)}, print() {}, printError() {} });
       writeSync(1, String(s.pid) + "\\n");
       ${how === "idle" ? 'process.kill(process.pid, "SIGKILL");' : ""}
       ${lines}`,
    );
    const node = spawnSync(process.execPath, ["--import", "tsx", script], {
      cwd: process.cwd(),
      encoding: "utf8",
      timeout: 8_000,
      killSignal: "SIGKILL",
    });
    const pid = Number(node.stdout.trim());
    expect(pid, node.stderr).toBeGreaterThan(0);
    for (let i = 0; i < 500 && runs(pid); i++) await sleep(20);
    expect(runs(pid)).toBe(false);
  });
});
