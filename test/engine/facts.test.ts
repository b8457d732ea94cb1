import { expect, it } from "vitest";
import { renderedInEngine, written } from "../tools/facts";

it("docs/engine-facts.md shows what the engine prints (npx tsx test/tools/facts.ts writes it anew)", () => {
  expect(renderedInEngine()).toBe(written());
});
