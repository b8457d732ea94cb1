/** Holds alpcx' own assumptions against the target. */
import { isLpc } from "../lpc/era";
import { Clock } from "../nt/clock";
import type { Kernel } from "../nt/kernel";
import { processes } from "../nt/process";
import type { Thread } from "../nt/thread";
import { buildText } from "../nt/version";
import { NULL } from "../target/address";
import { alpcChecks } from "./alpcChecks";
import { lpcChecks } from "./lpcChecks";
import { Tally, type CheckResult } from "./tally";

export interface SelfTest {
  readonly build: string;
  readonly pointerSize: 4 | 8;
  readonly isLive: boolean;
  readonly era: "ALPC" | "LPC";
  /** Name and size in bytes. */
  readonly types: readonly (readonly [string, number])[];
  readonly missingTypes: readonly string[];
  readonly symbols: readonly string[];
  readonly missingSymbols: readonly string[];
  readonly checks: readonly (CheckResult & { readonly line: string })[];
}

const COMMON_TYPES =
  "_EPROCESS _ETHREAD _KTHREAD _LIST_ENTRY _KWAIT_BLOCK _DISPATCHER_HEADER _KMUTANT _KQUEUE _OBJECT_HEADER _OBJECT_HEADER_NAME_INFO _OBJECT_TYPE _HANDLE_TABLE _HANDLE_TABLE_ENTRY _UNICODE_STRING _POOL_HEADER _POOL_TRACKER_BIG_PAGES";
const ALPC_TYPES = "_ALPC_PORT _KALPC_MESSAGE _ALPC_COMMUNICATION_INFO _PORT_MESSAGE _BLOB";
const LPC_TYPES = "_LPCP_PORT_OBJECT _LPCP_MESSAGE _LPCP_NONPAGED_PORT_QUEUE _PORT_MESSAGE";
const COMMON_SYMBOLS =
  "PsActiveProcessHead KeTickCount KeMaximumIncrement NtBuildNumber PspCidTable ObpRootDirectoryObject PoolBigPageTable PoolBigPageTableSize";
const ALPC_SYMBOLS =
  "AlpcpPortList AlpcPortObjectType AlpcMessageTable AlpcpSecondaryMessageTables ObTypeIndexTable ObpInfoMaskToOffset ObHeaderCookie";
const LPC_SYMBOLS = "LpcPortObjectType LpcWaitablePortObjectType";

/** Runs all checks. Nothing is thrown for what the target lacks: that is a SKIP. */
export function runSelfTest(kernel: Kernel, progress: (what: string, done: number) => void): SelfTest {
  const lpc = isLpc(kernel);
  const { target } = kernel;
  const words = (text: string) => text.split(" ");
  const types = words(COMMON_TYPES).concat(words(lpc ? LPC_TYPES : ALPC_TYPES));
  const symbols = words(COMMON_SYMBOLS).concat(words(lpc ? LPC_SYMBOLS : ALPC_SYMBOLS));
  const threads: Thread[] = [];
  processes(kernel).items.forEach((owner, done) => {
    progress("processes", done);
    for (const one of owner.threads.items) threads.push(one);
  });
  const tallies = (lpc ? lpcChecks(kernel, threads) : alpcChecks(kernel, threads)).concat(clock(kernel));
  const found: [string, number][] = [];
  for (const name of types) {
    const layout = target.type(name);
    if (layout) found.push([name, layout.size]);
  }
  return {
    build: buildText(kernel),
    pointerSize: kernel.pointerSize,
    isLive: target.info.isLive,
    era: lpc ? "LPC" : "ALPC",
    types: found,
    missingTypes: types.filter((name) => !target.type(name)),
    symbols: symbols.filter((name) => target.symbol(name) !== undefined),
    missingSymbols: symbols.filter((name) => target.symbol(name) === undefined),
    checks: tallies.map((tally) => {
      const result = tally.result(target.info.isLive);
      return Object.assign({}, result, { line: Tally.line(result, tally.unit) });
    }),
  };
}

/** Periods of the clock that Windows uses lie between 0.5 and 15.6 ms. */
const SHORTEST = 0.0004;
const LONGEST = 0.02;

function clock(kernel: Kernel): Tally {
  const tally = new Tally("clock: KeMaximumIncrement is the period of a clock, and ticks are counted", "clocks");
  const { period, ticks } = new Clock(kernel);
  if (period === undefined) return tally.skip("nt!KeMaximumIncrement cannot be read: waiting times are shown in ticks");
  if (ticks === undefined) return tally.skip("the tick count cannot be read: nobody's waiting time is known");
  const holds = period > SHORTEST && period < LONGEST;
  tally.count(holds, NULL, () => "period " + period + " s, ticks " + ticks);
  return tally;
}

/** The test as text: a line per check, then the block for a bug report. */
export function selfTestLines(test: SelfTest): string[] {
  const lines: string[] = [];
  for (const check of test.checks) {
    lines.push(check.line);
    if (check.verdict !== "SKIP") for (const note of check.notes) lines.push("      " + note);
  }
  const count = (verdict: string) => test.checks.filter((check) => check.verdict === verdict).length;
  const fold = (name: string, items: readonly string[]) => name + (items.length === 0 ? "none" : items.join(" "));
  return lines.concat(
    [
      "",
      "---- for a bug report, copy from here ----",
      "alpcx /selftest: " + count("PASS") + " PASS, " + count("FAIL") + " FAIL, " + count("SKIP") + " SKIP",
      "Windows " +
        test.build +
        ", " +
        8 * test.pointerSize +
        "-bit, " +
        test.era +
        ", " +
        (test.isLive ? "live" : "dump"),
      fold(
        "types: ",
        test.types.map(([name, size]) => name + "=0x" + size.toString(16)),
      ),
      fold("types missing: ", test.missingTypes),
      fold("symbols: ", test.symbols),
      fold("symbols missing: ", test.missingSymbols),
    ].concat(
      test.checks.filter((check) => check.verdict === "FAIL").map((check) => check.line),
      ["---- to here ----"],
    ),
  );
}
