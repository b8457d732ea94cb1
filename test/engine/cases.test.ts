/**
 * dist/alpc.js in Microsoft's engine, on every recorded case as a dump: loaded by its own header, run by the literal
 * command, with the answers that were written down for the case, and the text that the snapshot host prints.
 */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProvider } from "../../hosts/provider/index.js";
import { CASES, open, SCRIPT } from "../tools/session.js";
import { caseDump } from "./dump.js";
import { openRecorded, type Recorded } from "./session.js";

interface Expected {
  readonly verdict: string;
  readonly deadlocks: readonly { kind: string; certainty: string; threads: string[]; victims: string[] }[];
  readonly currentProcessPorts: number;
  readonly damaged?: boolean;
}
interface Document {
  readonly verdict: string;
  readonly deadlocks: Expected["deadlocks"];
}

/**
 * The one difference: threads of a written dump have no saved registers, and the engine shows the processor's
 * instruction pointer as their only frame. Source: kernel-dump "The process and thread model".
 */
const withoutFrames = (text: string): string => text.replace(/^ {6}\| .*\n/gm, "");

const expected = Object.entries(JSON.parse(readFileSync(`${CASES}expected.json`, "utf8")) as Record<string, Expected>);

describe.each(expected)("%s", (file, wanted) => {
  const { dump, symbols, image } = caseDump(file.replace(".json.gz", ""));
  let dbg: Recorded;
  beforeAll(() => {
    dbg = openRecorded(dump, { symbols, image, provider: (backend) => createProvider(backend) });
    dbg.run(`$$>a<${SCRIPT}`);
  });
  afterAll(() => dbg.close());
  const snapshot = open(CASES + file);
  test("the literal !alpcx /deadlock finds what is there", () => {
    const document = JSON.parse(dbg.text("!alpcx /deadlock /json")) as Document;
    expect(document.verdict).toBe(wanted.verdict);
    expect(
      document.deadlocks.map(({ kind, certainty, threads, victims }) => ({ kind, certainty, threads, victims })),
    ).toEqual(wanted.deadlocks);
    expect(dbg.text("dx @$curprocess.Alpc.Ports.Count()")).toBe(
      `@$curprocess.Alpc.Ports.Count() : 0x${wanted.currentProcessPorts.toString(16)}\n`,
    );
  });

  test.each(["!alpcx", "!alpcx /deadlock", "!alpcx /lp", "!alpcx /?", "!alpcx /nosuch", "dx @$cursession.Alpc"])(
    "%s prints what the snapshot host prints",
    (line) => {
      const there = snapshot.run(line);
      expect(withoutFrames(dbg.text(line))).toBe(withoutFrames(there.text + there.errors));
    },
  );

  test("unloading takes the alias and the models along", () => {
    const path = /from '(.*)'/.exec(dbg.text(".scriptlist"))?.[1] ?? "";
    expect(dbg.text(`.scriptunload ${path}`)).toContain("JavaScript script unloaded");
    expect(dbg.text("al")).toBe("No aliases\n");
    expect(dbg.text("dx @$curprocess.Alpc")).toBe("Error: Unable to bind name 'Alpc'\n");
  });
});
