import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyse } from "../../../src/waits/analyse";
import { toDocument } from "../../../src/waits/document";
import { oracle, type OracleDeadlock } from "./oracle";
import { randomMachine, threadAt, toFacts } from "./randomMachine";

const SEED = 20240611;

function deadlocksOf(facts: Parameters<typeof analyse>[0]): unknown {
  return analyse(facts).deadlocks.map(({ certainty, kind, members, victims }) => ({
    certainty,
    kind,
    members: members.map((member) => member.fact.thread),
    victims: victims.map((victim) => victim.fact.thread),
  }));
}

describe("the implementation and the definition", () => {
  test("agree on 6,000 random machines of up to 12 threads", () => {
    const seen = { none: 0, several: 0, victims: 0, proved: 0, suspected: 0, cycle: 0, knot: 0, starvation: 0 };
    fc.assert(
      fc.property(randomMachine(12), (machine) => {
        const expected = oracle(machine);
        count(seen, expected);
        expect(deadlocksOf(toFacts(machine))).toEqual(
          expected.map((each) => ({
            ...each,
            members: each.members.map(threadAt),
            victims: each.victims.map(threadAt),
          })),
        );
      }),
      { seed: SEED, numRuns: 6000 },
    );
    // What was never met was not tested.
    for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(50);
  });

  test("every thread that waits for a reply is a member, a victim, or in exactly one chain", () => {
    fc.assert(
      fc.property(randomMachine(12), (machine) => {
        const facts = toFacts(machine);
        const { deadlocks, chains, counts } = analyse(facts);
        const blocked = new Set(
          deadlocks.flatMap((each) => [...each.members, ...each.victims]).map((each) => each.fact.thread),
        );
        const inChains = chains.flatMap((chain) => [...new Set(chain.waits.map((wait) => wait.waiter.thread))]);
        expect(new Set(inChains).size).toBe(inChains.length);
        expect(inChains.filter((thread) => blocked.has(thread))).toEqual([]);
        const replies = facts.threads.filter((thread) => thread.waits.some((wait) => wait.kind === "alpc"));
        for (const { thread } of replies) expect(blocked.has(thread) || inChains.includes(thread)).toBe(true);
        const blockedReplies = replies.filter((each) => blocked.has(each.thread)).length;
        expect(chains.reduce((sum, chain) => sum + chain.waiters, 0) + blockedReplies).toBe(counts.waitingThreads);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  test("the same facts in another order give the same bytes", () => {
    fc.assert(
      fc.property(
        randomMachine(10).chain((machine) => {
          const facts = toFacts(machine);
          const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
            fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
          return fc.tuple(fc.constant(facts), shuffled(facts.threads), shuffled(facts.ports));
        }),
        ([facts, threads, ports]) => {
          const bytes = (each: typeof facts): string => JSON.stringify(toDocument(analyse(each)));
          const turned = threads.map((thread) => ({ ...thread, waits: [...thread.waits].reverse() }));
          const backward = ports.map((port) => ({ ...port, receivers: [...port.receivers].reverse() }));
          expect(bytes({ ...facts, threads, ports: backward })).toBe(bytes(facts));
          expect(deadlocksOf({ ...facts, threads: turned, ports })).toEqual(deadlocksOf(facts));
        },
      ),
      { seed: SEED, numRuns: 1000 },
    );
  });
});

function count(seen: { [what: string]: number }, found: readonly OracleDeadlock[]): void {
  const add = (what: string): void => {
    seen[what] = (seen[what] ?? 0) + 1;
  };
  if (found.length === 0) add("none");
  if (found.length > 1) add("several");
  for (const { kind, certainty, victims } of found) {
    add(kind);
    add(certainty);
    if (victims.length > 0) add("victims");
  }
}
