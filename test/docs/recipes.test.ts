/** That the shown output is what the commands print is tested with the README; this is about the recipes themselves. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const text = readFileSync(new URL("../../docs/recipes.md", import.meta.url), "utf8");
const blocks = [...text.matchAll(/<!-- run (\S+) -->\n```\n([\s\S]*?)```/g)].map((match) => match[2]!);
const recipes = blocks.flatMap((block) => block.split(/^(?=kd> )/m));

describe("the recipes", () => {
  it("are two dozen and more, none of them twice", () => {
    const lines = recipes.map((recipe) => recipe.split("\n")[0]);
    expect(lines.length).toBeGreaterThanOrEqual(24);
    expect(new Set(lines).size).toBe(lines.length);
  });
  it.each(recipes.map((recipe) => [recipe.split("\n")[0]!.slice(4), recipe] as const))("%s answers", (line, recipe) => {
    expect(line.startsWith("dx ")).toBe(true);
    const output = recipe.split("\n").slice(1).join("\n").trim();
    expect(output).not.toBe("");
    expect(output).not.toMatch(/^Error|Unable to|\[at alpc/m);
  });
  it("are all run: no output stands outside of a run block", () => {
    expect(text.split("```").length - 1).toBe(2 * blocks.length);
  });
});
