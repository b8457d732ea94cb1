/** Damaged machines: what was found stays found, and a little search with every run. `npm run fuzz` searches at length. */
import { describe, expect, it } from "vitest";
import { base, caseNames, worldNames } from "./bases";
import { drive } from "./drive";
import { applyEdits, type Edit } from "./edits";
import { judge } from "./judge";
import { allKept } from "./kept";
import { problemsOf } from "./schema";
import { search } from "./search";

/** A new seed every run would make a red run nobody can repeat; the long run draws one and prints it. */
const SEED = 20260101;
const COUNT = 300;
const MACHINES = 12;

describe("every failure that was found", () => {
  it.each(allKept())("%s", (_, kept) => {
    expect(judge(base(kept.base), kept.edits).failures).toEqual([]);
  });
});

describe("damaged machines", () => {
  const names = [...caseNames(), ...worldNames()];
  const some = names.filter((_, i) => i % Math.ceil(names.length / MACHINES) === 0);
  it.each(some)("%s keeps every promise", (name) => {
    const machine = base(name);
    expect(machine.failures).toEqual([]);
    const { found, ran } = search(machine, SEED, COUNT / MACHINES, new Set());
    expect(found).toEqual([]);
    expect(ran).toBeGreaterThanOrEqual(COUNT / MACHINES);
  });
});

describe("the checks can fail", () => {
  const machine = base("case:two-cycle-7601-x64");

  it("sees a document that breaks the contract", () => {
    const good = machine.document!;
    expect(problemsOf(good)).toEqual([]);
    expect(problemsOf({ ...good, verdict: "fine" })).toHaveLength(1);
    expect(problemsOf({ ...good, counts: { ...good.counts, ports: -1 } })).toHaveLength(1);
    expect(problemsOf({ ...good, incomplete: [{ what: "x", address: "12", why: "y" }] })).toHaveLength(1);
    expect(problemsOf({ ...good, extra: 1 })).toEqual([".extra is not in the contract"]);
    expect(problemsOf({ schema: "alpcx.ports/1", ports: [{ messages: null }] })).toEqual([".ports.0.messages: null"]);
  });
  it("sees a line that reads without end", () => {
    const { failures } = drive(machine.loaded, { lines: ["/deadlock"], readBound: 5, model: false });
    expect(failures.join("\n")).toContain("more than 5 reads");
  });
  it("sees a loss that is not named", () => {
    const { driven } = judge(machine, []);
    expect(driven.document).toEqual(machine.document);
    // The same machine, whose sound answer was another one.
    const other = { ...machine, document: { ...machine.document!, verdict: "healthy" as const } };
    const [first] = judge(other, [{ edit: "absent", address: "0x10", size: 1 }]).failures;
    expect(first).toContain("a loss that nothing names");
  });
});

describe("edits", () => {
  const loaded = {
    snapshot: { ...base("case:two-cycle-7601-x64").loaded.snapshot },
    ranges: [{ address: 0x1000n, bytes: Buffer.from("00112233445566", "hex") }],
  };
  const after = (...edits: Edit[]): string[] =>
    applyEdits(loaded, edits).ranges.map((r) => `${r.address.toString(16)} ${Buffer.from(r.bytes).toString("hex")}`);

  it("write and take away bytes without touching the original", () => {
    expect(after({ edit: "bytes", address: "0x1001", hex: "ffff" })).toEqual(["1000 00ffff33445566"]);
    expect(after({ edit: "absent", address: "0x1002", size: 2 })).toEqual(["1000 0011", "1004 445566"]);
    const both = after(
      { edit: "absent", address: "0x1002", size: 2 },
      { edit: "bytes", address: "0x1000", hex: "ffffffffff" },
    );
    expect(both).toEqual(["1000 ffff", "1004 ff5566"]);
    expect(after()).toEqual(["1000 00112233445566"]);
  });
});
