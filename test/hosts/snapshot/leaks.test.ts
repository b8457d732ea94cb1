/** Loaded, used, loaded anew and unloaded a thousand times: nothing stays behind, and nothing grows. */
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { CASES, open, SCRIPT } from "../../tools/session";

const TIMES = 1000;

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc") as () => void;

async function heap(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    gc();
    await sleep(5);
  }
  return process.memoryUsage().heapUsed;
}

test("a thousand lives of the script", { timeout: 400_000 }, async () => {
  const session = open(`${CASES}in-service-7601-x86.json.gz`, true);
  /** Everything that a script can leave in a session. */
  const left = (): string =>
    [
      "al",
      ".scriptlist",
      "dx -r1 Debugger.State.Scripts",
      "dx -r1 Debugger.State.FunctionAliases",
      "dx -r1 @$cursession",
      "dx -r1 @$curprocess",
      "dx -r1 @$curthread",
      "dx -r2 Debugger.Models",
    ]
      .map((line) => Object.values(session.run(line)).join("|"))
      .join("\n");
  const before = left();
  const once = (i: number): void => {
    const results = [
      session.run(i % 2 === 0 ? `$$>a<${SCRIPT}` : `.scriptload ${SCRIPT}`),
      session.run("dx -r1 @$curprocess.Alpc"),
      session.run(i % 25 === 0 ? "!alpcx /deadlock" : "!alpcx /?"),
      session.run(`.scriptrun ${SCRIPT}`),
      session.run(`.scriptunload ${SCRIPT}`),
    ];
    expect(results.map(({ failed }) => failed)).toEqual(results.map(() => false));
  };
  for (let i = 0; i < 100; i++) once(i);
  const early = await heap();
  for (let i = 100; i < TIMES; i++) once(i);
  const late = await heap();
  expect(left()).toBe(before);
  // Less than 2 KB a life: a script that stayed would be half a megabyte.
  expect(late - early).toBeLessThan((TIMES - 100) * 2048);
});
