import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { exampleText } from "../../examples/make";

describe("the bundled example", () => {
  it("is what make.ts makes", () => {
    const bytes = readFileSync(new URL("../../examples/deadlock.json.gz", import.meta.url));
    // Compared as text: the diff of half a megabyte helps nobody.
    expect(gunzipSync(bytes).toString("utf8") === exampleText()).toBe(true);
  });
});
