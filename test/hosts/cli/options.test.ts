import { describe, expect, test } from "vitest";
import { parseArguments, UsageError } from "../../../hosts/cli/options.js";

const parse = (...args: string[]): unknown => parseArguments(args, "1.2.3");

describe("arguments of alpcx", () => {
  test("lines are run in the order they are given, whatever they begin with", () => {
    expect(parse("-c", "dx 1", "--snapshot", "a.json", "-c", "-x")).toEqual({
      snapshot: "a.json",
      lines: ["dx 1", "-x"],
    });
  });

  test("without arguments there is nothing but the prompt", () => {
    expect(parse()).toEqual({ lines: [] });
  });

  test("a dump may have a symbol path", () => {
    expect(parse("--dump", "a.dmp", "--symbols", "srv*")).toEqual({ dump: "a.dmp", symbols: "srv*", lines: [] });
  });

  test("help and version are texts", () => {
    expect(parse("--version")).toEqual({ text: "1.2.3\n" });
    const { text } = parse("--help") as { text: string };
    expect(text).toContain(
      "alpcx [--snapshot FILE | --dump FILE [--symbols PATH]] [-c LINE]... [--export-dump DIR] [--anonymize OUT]",
    );
  });

  test.each([
    [["--snapshot", "a", "--dump", "b"], "--snapshot and --dump exclude each other"],
    [["--symbols", "a"], "--symbols needs --dump"],
    [["--dump", "a", "--export-dump", "b"], "--export-dump needs a snapshot, not a dump"],
    [["--snapshot", ""], "--snapshot must not be empty"],
    [["--export-dump", ""], "--export-dump must not be empty"],
    [["--sideways"], "unknown option '--sideways'"],
    [["a.json"], "too many arguments. Expected 0 arguments but got 1."],
    [["-c"], "option '-c <LINE>' argument missing"],
  ])("%j is refused in one line", (args, message) => {
    expect(() => parse(...args)).toThrow(new UsageError(message));
  });
});
