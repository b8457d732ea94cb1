/** What alpcx may ask of the debugger, in counts: these do not depend on the machine that runs the tests. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { HostCounters } from "../../hosts/provider/index.js";
import { make, type Made } from "../../bench/made";
import { open } from "../tools/session";

const PLAIN_WALK = new URL("../../bench/scripts/plainWalk.js", import.meta.url);
const LAYOUTS = ["10.0.19041.1706-x64", "6.1.7601-x86", "10.0.26100-24H2-x64"] as const;
/** Texts, flags and the clock are shorter than any structure that is read. */
const SMALLEST = { 4: 12, 8: 24 } as const;

interface Cost {
  readonly counters: HostCounters;
  /** Reads of structures, the others left out. */
  readonly structures: number;
  readonly calls: number;
  /** Addresses that were read. */
  readonly addresses: readonly bigint[];
}

function cost(made: Made, ...lines: readonly string[]): Cost {
  const counters = new HostCounters();
  const session = open(made.snapshot, false, { counters });
  const smallest = SMALLEST[made.snapshot.target.pointerSize];
  const addresses: bigint[] = [];
  let structures = 0;
  session.backend.memory.beforeRead = (address, size) => {
    addresses.push(address);
    if (size >= smallest) structures++;
  };
  counters.reset();
  for (const line of lines) {
    const { errors } = session.run(line);
    if (errors !== "") throw new Error(errors);
  }
  const calls = Array.from(counters.calls.values()).reduce((sum, count) => sum + count, 0);
  return { counters, structures, calls, addresses };
}

function plain(made: Made, call: string): number {
  const counters = new HostCounters();
  const session = open(made.snapshot, true, { counters });
  const file = join(mkdtempSync(join(tmpdir(), "alpcx-budgets-")), "plainWalk.js");
  const members = `"use strict";\nconst everyMember = ${JSON.stringify(made.members)};`;
  writeFileSync(file, readFileSync(PLAIN_WALK, "utf8").replace('"use strict";', members));
  session.run(`.scriptload ${file}`);
  rmSync(dirname(file), { recursive: true });
  counters.reset();
  const { text, errors } = session.run(`dx @$scriptContents.${call}`);
  if (errors !== "" || !/: 0x[1-9a-f]/.test(text)) throw new Error(text + errors);
  return Array.from(counters.calls.values()).reduce((sum, count) => sum + count, 0);
}

describe.each(LAYOUTS)("%s", (layout) => {
  let small: Made;
  let large: Made;
  beforeAll(() => {
    small = make(layout, 0.02);
    large = make(layout, 0.1);
  });

  it("a whole look reads each structure once", () => {
    const { counters } = cost(large, "!alpcx /deadlock /json");
    expect(counters.reads / large.structures.total).toBeLessThan(1.05);
    expect(counters.repeatedReads).toBe(0);
    expect(counters.typedObjects).toBe(0);
  });

  it("what one command has read of a dump the next does not read again", () => {
    const { counters } = cost(large, "!alpcx", "!alpcx /deadlock", "!alpcx /deadlock /quick", "!alpcx /lp");
    expect(counters.reads / large.structures.total).toBeLessThan(1.05);
    expect(counters.repeatedReads).toBe(0);
  });

  it("/quick reads no messages but those that are waited for, and no port twice", () => {
    const { counters } = cost(large, "!alpcx /deadlock /quick /json");
    const { processes, threads, waitedFor, names, completionObjects, infos } = large.structures;
    const waiting = large.structures.threads / 4 + 3;
    const allowed = processes + threads + waitedFor + names + completionObjects + infos + 2 * waiting;
    expect(counters.reads).toBeLessThan(allowed);
    expect(counters.repeatedReads).toBe(0);
  });

  it("besides reads a whole look needs a constant number of host calls", () => {
    const [a, b] = [small, large].map((made) => cost(made, "!alpcx /deadlock /json"));
    expect(b!.calls - b!.counters.reads).toBe(a!.calls - a!.counters.reads);
    expect(b!.calls - b!.counters.reads).toBeLessThan(100);
  });

  it("/chain reads at most five structures per hop, however large the machine is", () => {
    for (const made of [small, large]) {
      expect(made.chain.hops).toBeGreaterThan(2);
      const { structures, counters } = cost(made, `!alpcx /chain ${made.chain.thread} /json`);
      expect(structures / made.chain.hops).toBeLessThanOrEqual(5);
      expect(counters.repeatedReads).toBe(0);
    }
  });

  it("dx @$curprocess.Alpc reads nothing but the process", () => {
    const [a, b] = [small, large].map((made) => cost(made, "dx @$curprocess.Alpc"));
    expect(a!.addresses.length).toBeLessThanOrEqual(1);
    expect(b!.addresses.length).toBe(a!.addresses.length);
    expect(b!.calls).toBe(a!.calls);
  });

  it("the ports of the machine cost fewer calls than its handles", () => {
    const { calls } = cost(large, "dx @$cursession.Alpc.Ports.Count()");
    expect(calls).toBeLessThan(plain(large, "handleQuery()"));
  });
});

// The script asks for members that only the later builds have.
it("a script that asks for each member needs twenty times the calls, and ninety times for all that was read", () => {
  const made = make("10.0.19041.1706-x64", 0.05);
  const { calls } = cost(made, "!alpcx /deadlock /json");
  expect(plain(made, "plainWalk()") / calls).toBeGreaterThan(19);
  expect(plain(made, "plainWalk(true)") / calls).toBeGreaterThan(85);
});
