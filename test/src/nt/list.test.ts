import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Gap, type Links } from "../../../src/target/layout";
import { fromNumber, type Address } from "../../../src/target/address";
import { describeEnd, walkList } from "../../../src/nt/list";

const at = (n: number): Address => fromNumber(n);
const HEAD = at(16);

/** A list of n entries at 32, 48, ... with its head at 16. */
function ring(count: number): Map<Address, Links> {
  const places = [HEAD, ...Array.from({ length: count }, (_, i) => at(32 + 16 * i))];
  return new Map(
    places.map((place, i) => {
      const next = places[(i + 1) % places.length] as Address;
      return [place, { flink: next, blink: places[(i + places.length - 1) % places.length] as Address }];
    }),
  );
}
const walk = (memory: Map<Address, Links>, bound = 1000) => {
  let reads = 0;
  const result = walkList(
    HEAD,
    memory.get(HEAD) as Links,
    (entry) => {
      reads++;
      const links = memory.get(entry);
      return links ? { links, value: entry } : new Gap(entry, "Unable to read memory");
    },
    bound,
  );
  return { ...result, reads };
};
const set = (memory: Map<Address, Links>, place: number, change: Partial<Links>) =>
  memory.set(at(place), { ...(memory.get(at(place)) as Links), ...change });

describe("walkList", () => {
  it("finds an empty list complete", () =>
    expect(walk(ring(0))).toMatchObject({ items: [], end: { kind: "complete" } }));
  it("reads each entry once", () => expect(walk(ring(5))).toMatchObject({ items: [32, 48, 64, 80, 96], reads: 5 }));
  it("calls null links not initialised", () => {
    const memory = new Map([[HEAD, { flink: at(0), blink: at(0) }]]);
    expect(walk(memory).end.kind).toBe("uninitialised");
  });
  it("goes on from the other end behind an unreadable entry", () => {
    const memory = ring(5);
    memory.delete(at(64));
    const result = walk(memory);
    expect(result.end).toMatchObject({ kind: "unreadable", at: 64 });
    expect(result.items).toEqual([32, 48, 80, 96]);
    expect(result.recovered).toBe(2);
  });
  it("does not believe a link that is not answered", () => {
    const memory = ring(4);
    set(memory, 48, { flink: at(80) });
    const result = walk(memory);
    expect(result.end.kind).toBe("corrupt");
    expect(result.items).toEqual([32, 48, 64, 80]);
  });
  it("leaves a loop", () => {
    const memory = ring(4);
    set(memory, 80, { flink: at(48) });
    set(memory, 48, { blink: at(80) });
    const result = walk(memory);
    expect(["loop", "corrupt"]).toContain(result.end.kind);
    expect(new Set(result.items).size).toBe(result.items.length);
  });
  it("leaves a loop of one", () => {
    const memory = ring(1);
    memory.set(at(32), { flink: at(32), blink: HEAD });
    expect(walk(memory).end.kind).toBe("loop");
  });
  it("stops at the bound", () => expect(walk(ring(50), 10).end).toMatchObject({ kind: "bound", bound: 10 }));
  it("notices a head whose Blink names another entry", () => {
    const memory = ring(3);
    set(memory, 16, { blink: at(48) });
    expect(walk(memory).end).toMatchObject({ kind: "corrupt", at: 16 });
  });
  it("ends, gives each entry at most once, and says why, whatever the links are", () => {
    const link = fc.integer({ min: 0, max: 12 }).map((n) => at(16 * n));
    fc.assert(
      fc.property(fc.array(fc.tuple(link, link), { minLength: 12, maxLength: 12 }), (rows) => {
        const memory = new Map(rows.map(([flink, blink], i) => [at(16 * (i + 1)), { flink, blink }]));
        const result = walk(memory, 8);
        expect(new Set(result.items).size).toBe(result.items.length);
        expect(result.items.length).toBeLessThanOrEqual(9);
        expect(describeEnd(result.end)).not.toBe("");
        if (result.end.kind === "complete") expect(result.items).not.toContain(HEAD);
      }),
    );
  });
});
