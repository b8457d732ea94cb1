import { describe, expect, it } from "vitest";
import { parse, parseNumber, type Grammar } from "../../../src/commands/parse";
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
  it("takes an optional argument or none", () => {
    expect(run("/pool").argument).toBeUndefined();
    expect(run("/? deadlock").argument).toBe("deadlock");
  });
  it.each([
    ["/deadlok", "did you mean /deadlock?"],
    ["/po", "did you mean /pool?"],
    ["/zzzzzz", "there is no /zzzzzz"],
    ["deadlock", "begin with a slash"],
    ["/p", "needs a port"],
    ["/p a b", "one word too many"],
    ["/deadlock x", "one word too many"],
    ["/p x /quick", "has no /quick"],
    ["/deadlock /p x", "one command at a time"],
    ["/quick", "goes with a command"],
    ["/graph svg x", "takes dot or html"],
  ])("refuses %s in words", (text, message) => expect(() => run(text)).toThrow(message));
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
