import { describe, expect, it } from "vitest";
import { openWorldInSnapshot } from "../conformance/snapshot";
import { rendered, WORLD, written } from "../tools/facts";

describe("docs/engine-facts.md", () => {
  it("shows what the snapshot host prints as well", () => {
    const host = openWorldInSnapshot(WORLD);
    try {
      expect(rendered((line) => host.text(line))).toBe(written());
    } finally {
      host.close();
    }
  });

  it("shows output under its lines, each once", () => {
    const blocks = [...written().matchAll(/```facts\n([\s\S]*?)```/g)].map((match) => match[1]!);
    expect(blocks.length).toBeGreaterThan(10);
    for (const block of blocks)
      expect(block.split("\n").some((line) => line !== "" && !line.startsWith("kd> "))).toBe(true);
  });
});
