import { describe, expect, test } from "vitest";
import { complete } from "../../../hosts/cli/complete.js";
import { namesUnder } from "../../../hosts/cli/names.js";
import { openSnapshot } from "../../../hosts/snapshot/session.js";
import { validateSnapshot } from "../../../hosts/snapshot/validate.js";
import { smallSnapshot } from "../snapshot/small.js";

const { backend } = openSnapshot(validateSnapshot(smallSnapshot()));
const at = (line: string): [string[], string] => complete(line, (path) => namesUnder(backend, path));

describe("completion at the prompt", () => {
  test("offers commands", () => {
    expect(at(".scriptl")).toEqual([[".scriptlist", ".scriptload "], ".scriptl"]);
    expect(at("!a")).toEqual([["!alpcx "], "!a"]);
  });

  test("offers the options of !alpcx", () => {
    expect(at("!alpcx /de")).toEqual([["/deadlock"], "/de"]);
    expect(at("!alpcx /deadlock /js")).toEqual([["/json"], "/js"]);
  });

  test("offers variables, keys and members along a path", () => {
    expect(at("dx @$curp")).toEqual([["@$curprocess"], "@$curp"]);
    expect(at("dx Debugger.Utility.Col")).toEqual([["Collections"], "Col"]);
    expect(at("dx @$curprocess.KernelObject.Un")).toEqual([["UniqueProcessId"], "Un"]);
    expect(at("dx -r2 @$cursession.Processes.Where(p => @$curprocess.Na")).toEqual([["Name"], "Na"]);
  });

  test("offers nothing where a path leads nowhere", () => {
    expect(at("dx @$curprocess.Nothing.X")).toEqual([[], "X"]);
    expect(at("dx @$curprocess.Environment.EnvironmentBlock.X")).toEqual([[], "X"]);
  });
});
