/** What was not the same twice on a machine that runs proves nothing, and is named. */
import { describe, expect, it } from "vitest";
import { analyse } from "../../../src/waits/analyse";
import { settle, type SecondLook } from "../../../src/waits/settle";
import type { DamagedListFact, Facts } from "../../../src/waits/types";
import { Machine, waitTime } from "./machine";

const CYCLE = "t1 -> t2; t2 -> t1";
const t1 = new Machine(CYCLE).at("t1");

/** Facts of a machine that runs, and a second look at it after a change. */
function look(
  now: string,
  change: (machine: Machine) => void = () => undefined,
): { facts: Facts; again: SecondLook; asked: number[] } {
  const asked: number[] = [];
  const [first, second] = [new Machine(now), new Machine(now)];
  change(second);
  const again: SecondLook = {
    threads(threads) {
      asked.push(threads.length);
      return second.facts;
    },
    lists: () => [],
  };
  return { facts: { ...first.facts, isMoving: true }, again, asked };
}

const verdict = (facts: Facts): string[] => [
  analyse(facts).verdict,
  ...analyse(facts).deadlocks.map((each) => each.certainty),
];

describe("a second look at a deadlock", () => {
  it("that sees the same leaves the proof", () => {
    const { facts, again, asked } = look(CYCLE);
    expect(settle(facts, again)).toEqual(facts);
    expect(asked).toEqual([2]);
  });
  it("is not taken at a dump", () => {
    const { facts, again, asked } = look(CYCLE, (machine) => (machine.thread("t1").state = "runnable"));
    expect(settle({ ...facts, isMoving: false }, again).incomplete).toEqual([]);
    expect(asked).toEqual([]);
  });
  it("is not taken where nothing is proved", () => {
    const { facts, again, asked } = look(
      "t1 -> t2; t2 -> t1 : timeout",
      (machine) => (machine.thread("t1").state = "runnable"),
    );
    expect(verdict(settle(facts, again))).toEqual(["suspected", "suspected"]);
    expect(asked).toEqual([]);
  });
  it("that sees a member run leaves no deadlock", () => {
    const { facts, again } = look(CYCLE, (machine) => (machine.thread("t1").state = "runnable"));
    const settled = settle(facts, again);
    expect(verdict(settled)).toEqual(["healthy"]);
    expect(settled.incomplete).toEqual([
      { what: "thread", address: t1, why: "its wait was not the same when it was read a second time" },
    ]);
  });
  it("that sees another wait leaves a suspicion at most", () => {
    const { facts, again } = look(CYCLE, (machine) => (machine.thread("t1").waitTime = waitTime(3)));
    expect(verdict(settle(facts, again))).toEqual(["suspected", "suspected"]);
  });
  it("that sees another receiver at the port leaves no proof", () => {
    const start = "port p = t2; t1 -> @p; t2 -> t1";
    expect(verdict(settle(look(start).facts, look(start).again))).toEqual(["deadlock", "proved"]);
    const { facts, again } = look(
      start,
      (machine) => (machine.port("p").receivers = [machine.at("t2"), machine.at("t1")]),
    );
    expect(verdict(settle(facts, again))[1]).not.toBe("proved");
  });
  it("that finds nobody leaves no proof", () => {
    const { facts, again } = look(CYCLE, (machine) => (machine.facts.threads = []));
    expect(verdict(settle(facts, again))).toEqual(["suspected", "suspected"]);
    expect(settle(facts, again).incomplete).toHaveLength(2);
  });
  it("that shows another deadlock reads that one as well, and gives up in the end", () => {
    const { facts } = look(CYCLE);
    // Each look sees t2 wait for somebody else, who waits for t2.
    let turn = 2;
    const again: SecondLook = {
      threads() {
        turn++;
        return new Machine(`t1 -> t2; t2 -> t${turn}; t${turn} -> t2`).facts;
      },
      lists: () => [],
    };
    const settled = settle(facts, again);
    expect(turn).toBeLessThan(10);
    expect(analyse(settled).deadlocks.filter((each) => each.certainty === "proved")).toEqual([]);
    expect(settled.incomplete.length).toBeGreaterThan(0);
  });
});

describe("a list that looked damaged", () => {
  const machine = new Machine("port p = t1");
  const torn: DamagedListFact = { owner: machine.at("p"), list: "MainQueue", why: "corrupt link at 0x10" };
  const facts: Facts = { ...machine.facts, isMoving: true, damagedLists: [torn] };
  const lists = (still: readonly DamagedListFact[]): SecondLook => ({ threads: () => facts, lists: () => still });

  it("is damaged when it is so again", () => {
    expect(settle(facts, lists([torn])).damagedLists).toEqual([torn]);
    expect(settle(facts, lists([torn])).incomplete).toEqual([]);
  });
  it.each([[[]], [[{ ...torn, why: "loop: 0x20 comes again" }]]])("only changed when it is not: %j", (still) => {
    const settled = settle(facts, lists(still));
    expect(settled.damagedLists).toEqual([]);
    expect(settled.incomplete).toEqual([
      { what: "MainQueue", address: torn.owner, why: "the list changed while it was walked: entries may be missing" },
    ]);
  });
});
