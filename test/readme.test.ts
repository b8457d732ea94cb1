import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rendered, SHOWN } from "./tools/readme";

describe.each(SHOWN)("%s", (file) => {
  it("shows what the commands print today (npx tsx test/tools/readme.ts writes it anew)", () => {
    expect(rendered(file)).toBe(readFileSync(new URL("../" + file, import.meta.url), "utf8"));
  });
});
