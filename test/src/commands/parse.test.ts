import { describe, expect, it } from "vitest";
import { limitOf, parse, parseNumber, type Grammar } from "../../../src/commands/parse";
import { hex } from "../../../src/target/address";

const commands: Grammar[] = [
  { name: "deadlock", switches: ["quick"] },
  { name: "p", argument: "PORT" },
  { name: "pool", argument: "TAG", argumentIsOptional: true },
  { name: "record", argument: "FILE", switches: ["all"] },
  { name: "graph", choices: ["dot", "html"], argument: "FILE" },
  { name: "?", argument: "COMMAND", argumentIsOptional: true },
];
const run = (text: string) => parse(text.split(" ").filter(Boolean), commands);

describe("parse", () => {
  it("takes no words as the summary", () => expect(run("").command).toBe(""));
  it("takes slash and dash, in any case", () => {
    expect(run("/DeadLock").command).toBe("deadlock");
    expect(run("-deadlock").command).toBe("deadlock");
  });
  it("takes switches before and after the command", () => {
    expect([...run("/json /deadlock /quick").switches].sort()).toEqual(["json", "quick"]);
  });
  it("takes what follows /record as the file, whatever it looks like", () => {
    expect(run("/record /tmp-file /all")).toMatchObject({ argument: "/tmp-file" });
    expect(run("/graph dot /x.dot")).toMatchObject({ choice: "dot", argument: "/x.dot" });
  });
  it.each(["/?", "-?", "?", "/h", "-h", "/help", "--help", "help", "HELP"])("takes %s as the help", (text) => {
    expect(run(text).command).toBe("?");
    expect(run(text + " pool")).toMatchObject({ command: "?", argument: "pool" });
  });
  it("takes a word that means help elsewhere as what it is", () => {
    expect(run("/p help").argument).toBe("help");
    expect(run("/record /help").argument).toBe("/help");
  });
  it("takes an optional argument or none", () => {
    expect(run("/pool").argument).toBeUndefined();
    expect(run("/? deadlock").argument).toBe("deadlock");
  });
  it.each([
    ["/deadlok", "did you mean /deadlock?"],
    ["/po", "did you mean /pool?"],
    ["/zzzzzz", "there is no /zzzzzz. !alpcx"],
    ["/deadlock /quik", "did you mean /quick?"],
    ["/p x /jsn", "did you mean /json?"],
    ["/graph htm x", "did you mean html? See"],
    ["/graph", "takes dot or html and then FILE. See"],
    ["--deadlok", "did you mean /deadlock?"],
    ["deadlock", "begin with a slash"],
    ["/p", "needs a port"],
    ["/p a b", "one word too many"],
    ["/deadlock x", "one word too many"],
    ["/p x /quick", "has no /quick"],
    ["/deadlock /p x", "one command at a time"],
    ["/quick", "goes with a command"],
    ["/graph svg x", "takes dot or html"],
  ])("refuses %s in words", (text, message) => expect(() => run(text)).toThrow(message));
  it("means, of several that are near, the one that was begun with", () => {
    const names = ["lpp", "lpc", "lp", "lp0"].map((name) => ({ name }));
    expect(() => parse(["/lp1"], names)).toThrow("did you mean /lp?");
    expect(() => parse(["/lppp"], names)).toThrow("did you mean /lpp?");
  });
  it("calls an option ambiguous that two begin with", () => {
    expect(() => parse(["/de"], [{ name: "deadlock" }, { name: "detail" }])).toThrow("ambiguous");
  });
});

describe("parseNumber", () => {
  it.each([
    ["ffffe001`23456789", "0xffffe00123456789"],
    ["0xFFFFE00123456789", "0xffffe00123456789"],
    ["bfc", "0xbfc"],
    ["0n3068", "0xbfc"],
    ["4141414141414141", "0x4141414141414141"],
  ])("reads %s", (text, expected) => expect(hex(parseNumber(text))).toBe(expected));
  it.each(["", "xyz", "0n1f", "11112222333344445", "-5"])("refuses %s", (text) =>
    expect(() => parseNumber(text)).toThrow("is no number"),
  );
});

describe("a switch with a value", () => {
  const listing: Grammar[] = [
    { name: "lp", options: { limit: "N" } },
    { name: "p", argument: "PORT" },
  ];
  const parsed = (text: string) => parse(text.split(" ").filter(Boolean), listing);

  it("takes the next word, before or behind the command", () => {
    expect(parsed("/lp /limit 10").values.get("limit")).toBe("10");
    expect(parsed("/limit 10 /lp").values.get("limit")).toBe("10");
    expect(limitOf(parsed("/LP /Limit 0n12"))).toBe(12);
    expect(limitOf(parsed("/lp /limit 0x10"))).toBe(16);
    expect(limitOf(parsed("/lp"))).toBeUndefined();
  });
  it.each([
    ["/lp /limt 3", "did you mean /limit?"],
    ["/lp /limit", "/limit needs a number"],
    ["/lp /limit /json", "/limit needs a number"],
    ["/p x /limit 3", "has no /limit"],
    ["/limit 3 /p x", "has no /limit"],
    ["/limit 3", "goes with a command"],
  ])("is refused in %s", (line, message) => expect(() => parsed(line)).toThrow(message));
  it.each(["0", "-3", "many", "1.5", "0xzz"])("is no limit: %s", (value) => {
    const values = new Map([["limit", value]]);
    expect(() => limitOf({ command: "lp", switches: new Set(), values })).toThrow("is no limit");
  });
});
