import { describe, expect, test } from "vitest";
import { LineOutput } from "../../../hosts/engine/output.js";

const NORMAL = 1;
const ERROR = 2;

function lines(...pieces: [mask: number, text: string, fromScript?: boolean][]): {
  failed: boolean;
  out: string;
  err: string;
} {
  let [out, err] = ["", ""];
  const output = new LineOutput({ print: (t) => (out += t), printError: (t) => (err += t) });
  output.begin();
  for (const [mask, text, fromScript] of pieces) output.write(mask, text, fromScript ?? false);
  return { failed: output.end(), out, err };
}

describe("whether a line failed", () => {
  test("error text fails it and goes to the other sink", () => {
    expect(lines([ERROR, "oops\n"])).toEqual({ failed: true, out: "", err: "oops\n" });
  });

  test("`Error: ` at the start of a line of dx fails it, in whatever pieces it comes", () => {
    expect(lines([NORMAL, "a\nErr"], [NORMAL, "or: x\n"]).failed).toBe(true);
    expect(lines([NORMAL, "    [0x0]            : Error: in a row\n"]).failed).toBe(false);
  });

  test("a script may print `Error: `; dx after it still fails the line", () => {
    expect(lines([NORMAL, "Error: mine\n", true]).failed).toBe(false);
    expect(lines([NORMAL, "Error: mine\n", true], [NORMAL, "Error: dx\n"]).failed).toBe(true);
    expect(lines([NORMAL, "x: ", true], [NORMAL, "Error: behind it\n"]).failed).toBe(false);
  });
});
