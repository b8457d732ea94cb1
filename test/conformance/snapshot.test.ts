/** The snapshot host prints for every recorded line what Microsoft's engine printed. */
import { afterAll, describe, expect, it } from "vitest";
import { comparable, DIFFERENCES, unused } from "./differences";
import { play } from "./play";
import { openWorldInSnapshot } from "./snapshot";
import { lineSets, readRecording } from "./tables";
import { WORLDS } from "./worlds";

const sets = lineSets();
let compared = 0;

describe.each(Object.keys(WORLDS))("%s", (world) => {
  const host = openWorldInSnapshot(world);
  afterAll(() => host.close());
  for (const set of sets.filter(({ worlds }) => worlds.includes(world))) {
    describe(set.name, () => {
      const recorded = readRecording(world, set.name);
      it("is recorded, line for line", () => {
        expect(recorded?.entries.map(({ line }) => line)).toEqual(set.lines);
      });
      for (const [i, { line, output }] of play(host, world, set).entries()) {
        const expected = comparable(line, world, recorded?.entries[i]?.output ?? "");
        if (expected === undefined) continue;
        compared++;
        it(line, () => expect(comparable(line, world, output)).toBe(expected));
      }
    });
  }
});

it("differs only where a reason is named that still holds", () => {
  const reasons = DIFFERENCES.map(({ reason }) => `  ${reason}`);
  console.log(`${compared} recorded answers of the engine are compared; known differences:\n${reasons.join("\n")}`);
  expect(unused()).toEqual([]);
});
