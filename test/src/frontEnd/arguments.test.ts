import { describe, expect, it } from "vitest";
import { wordsFromAliases, wordsFromText } from "../../../src/frontEnd/arguments";

/** A listing as `al` prints it: name padded to 16, value, blank. */
const listing = (...args: string[]) => [
  "  Alias            Value  ",
  " -------          ------- ",
  " !alpcx           $$>a<C:\\dbg\\alpc.js run ",
  ...args.map((value, i) => ` ${`$arg${i}`.padEnd(16)} ${value} `),
];
const words = (...args: string[]) => wordsFromAliases(listing("C:\\dbg\\alpc.js", ...args));

describe("words from the aliases of a command file", () => {
  it("are what was typed behind !alpcx", () => {
    expect(words("run", "/p", "ffffe001`23456789")).toEqual(["/p", "ffffe001`23456789"]);
  });
  it("keep blanks inside a quoted name", () => {
    expect(words("run", "/p", "\\RPC Control\\foo")).toEqual(["/p", "\\RPC Control\\foo"]);
  });
  it("keep quotes, backslashes and blanks at the ends as they are", () => {
    expect(words("run", "/find", 'a"b', " x ")).toEqual(["/find", 'a"b', " x "]);
  });
  it("are taken apart when the whole command was quoted, as it is typed without the alias", () => {
    expect(words("run", "/p FontCache")).toEqual(["/p", "FontCache"]);
    expect(words("run", '/p "\\RPC Control\\foo"')).toEqual(["/p", "\\RPC Control\\foo"]);
  });
  it("are more than nine, in their order", () => {
    const many = Array.from({ length: 12 }, (_, i) => `w${i}`);
    expect(words("run", ...many)).toEqual(many);
  });
  it("are none when nothing follows", () => expect(words("run")).toEqual([]));
  it("are not ours in somebody else's script", () => {
    expect(words("/deadlock")).toBeUndefined();
    expect(wordsFromAliases(["No aliases"])).toBeUndefined();
  });
});

describe("words from a text", () => {
  it("are grouped by double quotes", () => expect(wordsFromText('/p "a b" c')).toEqual(["/p", "a b", "c"]));
  it("keep an empty pair of quotes", () => expect(wordsFromText('/p ""')).toEqual(["/p", ""]));
});
