/** The recordings are what the engine still prints. `node test/conformance/record.mjs` writes them anew. */
import { describe, expect, it } from "vitest";
import { openWorldInEngine } from "../conformance/engine";
import { play } from "../conformance/play";
import { lineSets, readRecording } from "../conformance/tables";
import { WORLDS } from "../conformance/worlds";

const sets = lineSets();

describe.each(Object.keys(WORLDS))("%s", (world) => {
  it("answers as recorded", () => {
    const host = openWorldInEngine(world);
    try {
      for (const set of sets.filter(({ worlds }) => worlds.includes(world))) {
        const recorded = readRecording(world, set.name);
        expect(recorded?.header).toContain(host.version);
        expect(play(host, world, set), set.name).toEqual(recorded?.entries);
      }
    } finally {
      host.close();
    }
  });
});
