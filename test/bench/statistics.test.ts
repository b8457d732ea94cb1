import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { median, medianOf, ratio } from "../../bench/statistics";

describe("figures of several runs", () => {
  it("the median is not moved by one run that was disturbed", () => {
    expect(median([0.4, 9, 0.5])).toBe(0.5);
    expect(median([1, 2, 3, 4])).toBe(2.5);
    expect(medianOf([{ s: 3 }, { s: 1 }, { s: 2 }], ({ s }) => s)).toBe(2);
    expect(median([])).toBeNaN();
  });
  it("a round in which everything was slow does not change the ratio", () => {
    expect(ratio([4, 40, 4], [2, 20, 2], (seconds) => seconds)).toBe(2);
  });
});

describe("bench/run.ts", () => {
  const run = (word: string) => {
    const file = fileURLToPath(new URL("../../bench/run.ts", import.meta.url));
    return spawnSync(process.execPath, ["--import", "tsx", file, word], { encoding: "utf8" });
  };

  it("prints help and measures nothing", () => {
    const { status, stdout, stderr } = run("--help");
    expect(status).toBe(0);
    expect(stdout).toContain("--quick");
    expect(stderr).toBe("");
  });
  it("refuses what it does not know", () => {
    const { status, stderr } = run("--fast");
    expect(status).toBe(2);
    expect(stderr).toMatch(/^there is no --fast/);
  });
});
