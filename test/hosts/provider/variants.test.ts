/** The script itself must not care about anything that is unknown of the real provider: same text under every variant. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createProvider, defaultVariants, otherVariants, type Variants } from "../../../hosts/provider/index.js";
import { loadSnapshot } from "../../../hosts/snapshot/load.js";
import { openSnapshot } from "../../../hosts/snapshot/session.js";

const script = readFileSync("dist/alpc.js", "utf8");
const lines = ['dx @$alpcx("/deadlock")', 'dx @$alpcx("/lp")', "dx -r2 @$curprocess.Alpc", "dx -r2 @$cursession.Alpc"];

function transcript(file: string, variants: Partial<Variants>): string {
  let text = "";
  const write = (piece: string): void => {
    text += piece;
  };
  const session = openSnapshot(loadSnapshot(`test/cases/${file}`), { output: write, error: write });
  createProvider(session.backend, { variants }).load("C:\\dbg\\alpc.js", script);
  for (const line of lines) session.run(line);
  return text;
}

const names = Object.keys(defaultVariants) as (keyof Variants)[];

describe.each([
  "two-cycle-7601-x64.json.gz",
  "process-wait-26100-x64.json.gz",
  "in-service-7601-x86.json.gz",
  "unreadable-page-7601-x64.json.gz",
])("%s", (file) => {
  const expected = transcript(file, {});

  test("prints something", () => {
    expect(expected.length).toBeGreaterThan(500);
    expect(expected).not.toMatch(/\[at alpc|alpcx: error/);
  });

  test.each(names)("the other value of %s changes nothing", (name) => {
    expect(transcript(file, { [name]: otherVariants[name] })).toBe(expected);
  });

  test("nor do all of them together", () => {
    expect(transcript(file, otherVariants)).toBe(expected);
  });
});
