import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("../../../hosts/cli/main.ts", import.meta.url));

/** Runs the program and stops reading after the first piece of output. */
async function readABit(args: readonly string[]): Promise<{ status: number | null; err: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", MAIN, ...args]);
  let err = "";
  child.stderr.on("data", (text: Buffer) => (err += text.toString()));
  child.stdout.once("data", () => child.stdout.destroy());
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, err })));
}

describe("the program as a process", () => {
  test("a reader that goes away is no failure", async () => {
    const lines = Array.from({ length: 40 }, () => ["-c", "dx -r2 @$curprocess.KernelObject"]).flat();
    expect(await readABit(lines)).toEqual({ status: 0, err: "" });
  });
});
