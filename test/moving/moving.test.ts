/** A machine that runs while it is read: answers hold together or say that they do not, and nothing loops. */
import { describe, expect, it } from "vitest";
import { namesLoss } from "../fuzz/judge";
import { Shapes } from "../fuzz/shape";
import { threeCycle, twoCycle } from "../worlds/library";
import { world } from "../worlds/world";
import { MovingKernel } from "./kernel";
import { goLive, type Answer } from "./live";

const LAYOUTS = ["6.1.7601.24000-x64", "10.0.14393-DD08DD42-x64", "10.0.17763-x86", "10.0.19041.1706-x64"];

describe.each(LAYOUTS)("a wait that ends while it is read, on %s", (layout) => {
  const machine = world(layout, twoCycle);
  const offset = new Shapes(machine.snapshot).offset("_ETHREAD", "Tcb.State");
  const state = BigInt(machine.thread("f")) + BigInt(offset ?? 0);
  const covers = (address: bigint, size: number): boolean => address <= state && state < address + BigInt(size);

  /** Asks while f stops waiting before the nth read; `seen` counts the reads of its state up to then and in all. */
  const askAt = (n: number): { answer: Answer; reads: number; before: number; after: number } => {
    const live = goLive(machine.snapshot);
    let reads = 0;
    let before = 0;
    let after = 0;
    live.onRead((address, size) => {
      if (reads === n) live.memory.poke(state, Uint8Array.of(2));
      if (covers(address, size)) {
        if (reads < n) before++;
        else after++;
      }
      reads++;
    });
    const answer = live.ask("/deadlock /json");
    live.close();
    return { answer, reads, before, after };
  };
  const calm = askAt(Infinity);

  it("reads the members of a proved deadlock twice", () => {
    expect(calm.answer.document?.deadlocks.map((each) => each.certainty)).toEqual(["proved"]);
    expect(calm.answer.document?.incomplete).toEqual([]);
    expect(calm.before).toBeGreaterThanOrEqual(2);
  });

  it("is no proof, whenever it ends, unless it was read twice before", () => {
    const seen = new Set<string>();
    for (let n = 0; n < calm.reads; n++) {
      const { answer, before, after } = askAt(n);
      expect(answer.problems).toEqual([]);
      const proved = answer.document?.deadlocks.some((each) => each.certainty === "proved") === true;
      if (proved) expect([n, before >= 2]).toEqual([n, true]);
      // Seen waiting once and running later: the answer is of two moments, and says so.
      if (!proved && before > 0 && after > 0) {
        expect(answer.document?.incomplete.map((lost) => [lost.address, lost.why])).toContainEqual([
          machine.thread("f"),
          "its wait was not the same when it was read a second time",
        ]);
        seen.add("two moments");
      }
      seen.add(proved ? "proved" : (answer.document?.verdict ?? "none"));
    }
    expect(seen).toContain("proved");
    // f was seen running at once; or first waiting and then running.
    expect(seen).toContain("starvation");
    expect(seen).toContain("two moments");
  });
});

describe("who a member waits for", () => {
  it("proves nothing when it was another thread the second time", () => {
    const machine = world("10.0.19041.1706-x64", threeCycle);
    const shapes = new Shapes(machine.snapshot);
    const server = BigInt(machine.message("a1")) + BigInt(shapes.offset("_KALPC_MESSAGE", "ServerThread") ?? 0);
    const live = goLive(machine.snapshot);
    let seen = 0;
    live.onRead((address, size) => {
      if (address > server || server >= address + BigInt(size) || ++seen !== 2) return;
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64LE(BigInt(machine.thread("b2")));
      live.memory.poke(server, Uint8Array.from(bytes));
    });
    const { document, problems } = live.ask("/deadlock /json");
    expect(seen).toBeGreaterThanOrEqual(2);
    expect(problems).toEqual([]);
    expect(document?.deadlocks).toEqual([]);
    expect(document?.incomplete.map((lost) => lost.address)).toEqual([machine.thread("a1")]);
  });
});

describe("a dump", () => {
  it("is read once: nothing moves there", () => {
    const { snapshot } = world("10.0.19041.1706-x64", twoCycle);
    const readsOf = (isLive: boolean): number => {
      const target = goLive(snapshot, isLive);
      let reads = 0;
      target.onRead(() => reads++);
      expect(target.ask("/deadlock /json").document?.verdict).toBe("deadlock");
      return reads;
    };
    expect(readsOf(false)).toBeLessThan(readsOf(true));
  });
});

const BUSY = `
  process svc.exe ; port Svc of svc.exe pool w1..w3
  process app.exe ; threads c1..c6
  c1 calls Svc, in service of w1, 20s
  c2 calls Svc, in service of w2, 20s
  c3 calls Svc, queued 20s
  c4 calls Svc, queued 20s
  c5 calls Svc, queued 20s
  c6 calls Svc, in service of w3, 20s`;

/** The busy machine with its kernel at work: `pace` writes come before each read. */
function busy(
  layout: string,
  text: string,
  seed: number,
  pace: number,
): { live: ReturnType<typeof goLive>; kernel: MovingKernel } {
  const machine = world(layout, text);
  const live = goLive(machine.snapshot);
  const calls = [1, 2, 3, 4, 5, 6].map((i) => ({
    thread: BigInt(machine.thread(`c${i}`)),
    message: BigInt(machine.message(`c${i}`)),
    place: [1, 2, 6].includes(i) ? ("pending" as const) : ("queued" as const),
  }));
  const servers = ["w1", "w2", "w3"].map((name) => BigInt(machine.thread(name)));
  const kernel = new MovingKernel(live.memory, machine.snapshot, BigInt(machine.port("Svc")), servers, calls, seed);
  let credit = 0;
  live.onRead(() => {
    for (credit += pace; credit >= 1; credit--) kernel.step();
  });
  return { live, kernel };
}

describe.each(LAYOUTS)("a kernel at work on %s", (layout) => {
  const standing = twoCycle.replace(/\n\s*current.*/, "");

  it("never looks like a deadlock, and what was half linked is not called damage", () => {
    for (let seed = 1; seed <= 12; seed++) {
      const { live, kernel } = busy(layout, BUSY, seed * 7919, [0.2, 1, 4][seed % 3]!);
      for (const line of ["/deadlock /json", "/deadlock /quick /json", "", "/lp", "/lp0 /json"]) {
        const { document, problems } = live.ask(line);
        expect(problems).toEqual([]);
        const proved = document?.deadlocks?.filter((each) => each.certainty === "proved") ?? [];
        expect(proved).toEqual([]);
        const rules = document?.findings?.map((finding) => finding.rule) ?? [];
        expect(rules).not.toContain("corrupt-list");
        expect(rules).not.toContain("counter-mismatch");
      }
      expect(kernel.operations).toBeGreaterThan(0);
      live.close();
    }
  });

  it("hides no deadlock that stands", () => {
    for (let seed = 1; seed <= 6; seed++) {
      const { live } = busy(layout, standing + BUSY, seed * 104729, 1);
      const { document, problems } = live.ask("/deadlock /json");
      expect(problems).toEqual([]);
      expect(document?.deadlocks.filter((each) => each.certainty === "proved")).toHaveLength(1);
      live.close();
    }
  });
});

describe("a reader that is never let go", () => {
  it("ends although the list grows with every read", () => {
    // Every time an entry is read, the next one leads to a fresh place.
    const machine = world("10.0.19041.1706-x64", BUSY);
    const live = goLive(machine.snapshot);
    const shapes = new Shapes(machine.snapshot);
    const entry = BigInt(shapes.offset("_KALPC_MESSAGE", "Entry") ?? 0);
    const messages = [3, 4, 5].map((i) => BigInt(machine.message(`c${i}`)) + entry);
    let reads = 0;
    live.onRead((address) => {
      reads++;
      if (reads > 20_000) throw new Error("it goes on reading");
      const at = messages.findIndex((message) => message - entry <= address + 64n && address <= message);
      if (at < 0) return;
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64LE(messages[(at + 1) % messages.length]!);
      live.memory.poke(messages[at]!, Uint8Array.from(bytes));
    });
    const { problems, document } = live.ask("/deadlock /json");
    expect(problems).toEqual([]);
    expect(reads).toBeLessThan(5_000);
    expect(document !== undefined && namesLoss(document)).toBe(true);
  });
});
