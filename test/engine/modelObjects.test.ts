import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ModelError } from "../../hosts/provider/dataModel.js";
import type { Undo } from "../../hosts/provider/backend.js";
import type { ModelObject, Value } from "../../hosts/provider/dataModel.js";
import { testDump } from "./dump.js";
import { bool, i4, list, method, none, object, r8, text, ui4, ui8 } from "./objects.js";
import { openRecorded, type Recorded } from "./session.js";

let dbg: Recorded;
let root: ModelObject;

beforeAll(() => {
  dbg = openRecorded(testDump);
  root = dbg.backend.root();
});
afterAll(() => dbg.close());

/** Puts an object where `dx T` finds it. */
function show(value: Value): void {
  root.setKey?.("T", value);
}

const port = (name: string, count: number): ModelObject =>
  object(
    {
      Name: text(name),
      Address: ui8(0xffffe001_23456789n),
      Count: { get: () => ui4(count), metadata: { PreferredRadix: i4(10), Help: text("messages waiting") } },
    },
    { display: () => `${name} port` },
  );

describe("an object of Node's in dx", () => {
  test("its keys print in their order, every type of number in its form", () => {
    show(
      object({ Zeta: i4(-1), Alpha: ui4(42), Big: ui8(1n << 63n), Half: r8(1.5), Yes: bool(true), Text: text("a b") }),
    );
    expect(dbg.text("dx T")).toBe(
      [
        "T               ",
        "    Zeta             : -1",
        "    Alpha            : 0x2a",
        "    Big              : 0x8000000000000000",
        "    Half             : 1.500000",
        "    Yes              : true",
        "    Text             : a b",
        "",
      ].join("\n"),
    );
  });

  test("display string, metadata of a key, help", () => {
    show(port("LsaPort", 12));
    expect(dbg.text("dx T")).toBe(
      [
        "T                : LsaPort port",
        "    Name             : LsaPort",
        "    Address          : 0xffffe00123456789",
        "    Count            : 12",
        "",
      ].join("\n"),
    );
    expect(dbg.text("dx -h T")).toContain("    Count            : 12 [messages waiting]\n");
  });

  test("a failing getter prints its words in its row and the others go on", () => {
    show(
      object({
        Before: i4(1),
        Bad: () => {
          throw new ModelError("TypeError: the port is gone [at alpc (line 5 col 9)]");
        },
        Value: { kind: "error", code: 0x80004005, message: "as a value" },
        After: i4(2),
      }),
    );
    expect(dbg.text("dx T")).toBe(
      [
        "T               ",
        "    Before           : 1",
        "    Bad              : TypeError: the port is gone [at alpc (line 5 col 9)]",
        "    Value            : as a value",
        "    After            : 2",
        "",
      ].join("\n"),
    );
    expect(dbg.text("dx T.Bad")).toBe("Error: TypeError: the port is gone [at alpc (line 5 col 9)]\n");
    expect(dbg.run("dx T.Bad").failed).toBe(true);
    expect(dbg.run("dx T.Before").failed).toBe(false);
  });

  test("no value is not listed, and skipped in a container", () => {
    show(object({ A: none, B: i4(1), L: list([i4(1), none, i4(3)]) }));
    expect(dbg.text("dx T")).toBe("T               \n    B                : 1\n    L               \n");
    expect(dbg.text("dx T.L")).toBe("T.L             \n    [0x0]            : 1\n    [0x2]            : 3\n");
  });

  test("iteration, index, LINQ, and the lambda of dx called on our items", () => {
    show(object({ Ports: list([port("a", 1), port("b", 5), port("c", 5)]) }));
    expect(dbg.text("dx T.Ports")).toBe(
      "T.Ports         \n    [0x0]            : a port\n    [0x1]            : b port\n    [0x2]            : c port\n",
    );
    expect(dbg.text("dx -r0 T.Ports[1]")).toBe("T.Ports[1]       : b port\n");
    expect(dbg.text("dx T.Ports[7]")).toBe("Error: no such item\n");
    expect(dbg.text("dx T.Ports.Where(p => p.Count == 5).Count()")).toContain(": 0x2\n");
    expect(dbg.text("dx T.Ports.Select(p => p.Name)")).toContain("    [0x1]            : b\n");
  });

  test("a failing item prints its words and the walk goes on", () => {
    show(list([i4(1), { kind: "error", code: 0x80004005, message: "walk broke" }, i4(3)]));
    expect(dbg.text("dx T")).toContain("    [0x1]            : walk broke\n    [0x2]            : 3\n");
    expect(dbg.text("dx T")).not.toContain("[0x3]");
  });

  test("an infinite walk is left after 100 items and 101 fetches", () => {
    let fetched = 0;
    show(
      object(
        {},
        {
          *iterate() {
            for (;;) yield { value: i4(fetched++), indices: [] };
          },
        },
      ),
    );
    expect(dbg.text("dx T")).toMatch(/\[0x63\] +: 99\n {4}\[\.\.\.\] *\n$/);
    expect(fetched).toBe(101);
  });

  test("methods take arguments and the object they were called on, and are hidden without -v", () => {
    const calls: string[] = [];
    const self = object({
      Add: method((_self, args) =>
        i4(args.reduce((sum, a) => sum + (a.kind === "intrinsic" ? Number(a.value) : 0), 0)),
      ),
      Self: method((me) => {
        calls.push(me === self ? "self" : me.kind);
        return none;
      }),
      Fail: method(() => {
        throw new ModelError("Find(name) takes one argument", 0x80070057);
      }),
    });
    show(self);
    expect(dbg.text("dx T.Add(1, 2, 0x10)")).toBe("T.Add(1, 2, 0x10) : 19\n");
    expect(dbg.text("dx T.Fail()")).toBe("Error: Find(name) takes one argument\n");
    dbg.text("dx T.Self()");
    expect(calls).toEqual(["self"]);
    expect(dbg.text("dx T")).toBe("T               \n");
    expect(dbg.text("dx -v T")).toMatch(/Add/);
  });

  test("an object that comes back is the same object", () => {
    const inner = port("x", 1);
    let got: readonly Value[] = [];
    show(
      object({
        Inner: inner,
        Take: method((_self, args) => {
          got = args;
          return none;
        }),
      }),
    );
    dbg.text("dx T.Take(T.Inner, T.Take)");
    expect(got[0]).toBe(inner);
    expect(got[1]?.kind).toBe("method");
  });

  test("comparable and equatable objects", () => {
    const number = (n: number): ModelObject =>
      object(
        { n: i4(n) },
        {
          display: () => `n${n}`,
          compareTo: (_self, other) => n - nOf(other),
          equals: (_self, other) => n === nOf(other),
        },
      );
    const nOf = (v: Value): number => {
      const value = v.kind === "object" ? v.key("n")?.get(v) : v;
      return value?.kind === "intrinsic" ? Number(value.value) : NaN;
    };
    show(object({ a: number(1), b: number(2), c: number(1), L: list([number(3), number(1), number(2)]) }));
    expect(dbg.text("dx T.a < T.b")).toContain(": true\n");
    expect(dbg.text("dx T.a == T.c")).toContain(": true\n");
    expect(dbg.text("dx T.a == T.b")).toContain(": false\n");
    expect(dbg.text("dx T.L.OrderBy(x => x)")).toMatch(/n1\n.*n2\n.*n3\n/);
  });

  test("grids", () => {
    show(list([port("a", 1), port("b", 22)]));
    expect(dbg.text("dx -g T")).toContain("= [0x1] : b port - b     - 0xffffe00123456789    - 22    =\n");
  });

  test("a key that dx writes reaches the setter; one without setter fails", () => {
    const written: Value[] = [];
    const o = object({ Ro: i4(1) });
    show({
      ...o,
      key: (name) =>
        name === "Rw" ? { name, get: () => i4(5), set: (_self, v) => void written.push(v) } : o.key(name),
    });
    dbg.text("dx T.Rw = 7");
    expect(written).toEqual([i4(7)]);
    expect(dbg.text("dx T.Ro = 7")).toMatch(/^Error: /);
  });
});

describe("registrations", () => {
  const undos: Undo[] = [];
  afterAll(() => undos.forEach((undo) => undo()));

  test("a function alias works as !name and @$name(...), keeps its metadata, and goes again", () => {
    const calls: (readonly Value[])[] = [];
    const undo = dbg.backend.registerFunctionAlias(
      "alpcx",
      method((_self, args) => {
        calls.push(args);
        dbg.backend.print("printed\n");
        return none;
      }),
      { Help: text("does it") },
    );
    expect(dbg.text('!alpcx "x", 2')).toBe('printed\n@$alpcx("x", 2) \n');
    expect(calls).toEqual([[text("x"), i4(2)]]);
    expect(dbg.text("dx Debugger.State.FunctionAliases")).toContain("alpcx");
    expect(() =>
      dbg.backend.registerFunctionAlias(
        "alpcx",
        method(() => none),
      ),
    ).toThrow(/alpcx/);
    undo();
    undo();
    expect(dbg.text("!alpcx 1")).toContain("No export alpcx found");
  });

  test("the words of a failing function, and its result's metadata", () => {
    undos.push(
      dbg.backend.registerFunctionAlias(
        "bad",
        method(() => {
          throw new ModelError("the port is gone");
        }),
      ),
      dbg.backend.registerFunctionAlias(
        "grid",
        method(() => ({ ...list([port("a", 1)]), metadata: { PreferTabularFormat: bool(true) } })),
      ),
    );
    expect(dbg.text("!bad")).toBe("Error: the port is gone\n");
    expect(dbg.run("!bad").failed).toBe(true);
    expect(dbg.text("!grid")).toMatch(/^=+\n/);
  });

  test("a parent of Debugger.Models.Process gives every process its keys, with the process as self", () => {
    const names: string[] = [];
    const model = object({
      Alpc: (self) => {
        const name = self.key("Name")?.get(self);
        names.push(name?.kind === "intrinsic" ? String(name.value) : "?");
        return object({ Total: i4(3) }, { display: () => "4 ports" });
      },
      AlpcBad: () => {
        throw new ModelError("nt symbols are not loaded");
      },
    });
    const undo = dbg.backend.addParent(dbg.backend.namedModel("Debugger.Models.Process"), model);
    expect(dbg.text("dx @$curprocess")).toMatch(/Alpc {13}: 4 ports\n {4}AlpcBad {10}: nt symbols are not loaded\n/);
    expect(dbg.text("dx @$curprocess.Alpc.Total")).toContain(": 3\n");
    expect(dbg.text("dx @$curprocess.AlpcBad")).toBe("Error: nt symbols are not loaded\n");
    expect(names).toHaveLength(2);
    expect(names[0]).toMatch(/\S/);
    // Through Node as well: the words of a failing getter are not lost on the way.
    const process = dbg.backend.current("Process");
    expect(() => process.key("AlpcBad")?.get(process)).toThrow("nt symbols are not loaded");
    undo();
    expect(dbg.text("dx @$curprocess")).not.toContain("Alpc");
  });

  test("a named model, and a namespace property", () => {
    const model = object({ X: i4(1) });
    undos.push(dbg.backend.registerNamedModel("Alpcx.Models.Test", model));
    expect(dbg.backend.namedModel("Alpcx.Models.Test").key("X")).toBeDefined();
    undos.push(
      dbg.backend.registerNamespaceProperty(
        "Debugger.Models.Utility",
        "Debugger.Models.Utility.AlpcxTest",
        "AlpcxTest",
        object({ Answer: i4(42) }),
      ),
    );
    expect(dbg.text("dx Debugger.Utility.AlpcxTest.Answer")).toContain(": 42\n");
  });
});

describe("nesting", () => {
  test("ExecuteCommand inside getters, 40 deep", () => {
    let deepest = 0;
    const level = (n: number): ModelObject =>
      object({
        Next: () => {
          deepest = Math.max(deepest, n);
          if (n === 40) return i4(40);
          show(level(n + 1));
          const control = member(member(member(root, "Debugger"), "Utility"), "Control");
          const execute = control.key("ExecuteCommand")?.get(control);
          if (execute?.kind !== "method") throw new Error("no ExecuteCommand");
          const lines = execute.call(control, [text("dx T.Next")]);
          return lines.kind === "object" ? (lines.concepts.iterate?.(lines).next().value?.value ?? none) : none;
        },
      });
    show(level(1));
    expect(dbg.text("dx T.Next")).toContain(": 40");
    expect(deepest).toBe(40);
  });

  test("what a script prints inside ExecuteCommand is its result, not output", () => {
    show(
      object({
        Say: () => {
          dbg.backend.print("said\n");
          return i4(1);
        },
      }),
    );
    expect(dbg.text('dx Debugger.Utility.Control.ExecuteCommand("dx T.Say")')).toContain(
      "    [0x0]            : said\n",
    );
  });

  test('ExecuteCommand("") from a script does not end the engine', () => {
    const control = member(member(member(root, "Debugger"), "Utility"), "Control");
    const execute = control.key("ExecuteCommand")?.get(control);
    if (execute?.kind !== "method") throw new Error("no ExecuteCommand");
    expect(execute.call(control, [text("")]).kind).toBe("object");
    expect(dbg.text(".echo alive")).toBe("alive\n");
  });
});

describe("text", () => {
  test("long and non-ASCII text arrives whole", () => {
    const long = "ü→x".repeat(5000) + "\u{1f600}\n";
    let printed = "";
    const undo = dbg.backend.registerFunctionAlias(
      "say",
      method(() => {
        dbg.backend.print(long);
        return none;
      }),
    );
    printed = dbg.text("dx -s @$say()");
    undo();
    expect(printed).toBe(long);
  });

  test("percent signs are text", () => {
    const undo = dbg.backend.registerFunctionAlias(
      "pct",
      method(() => {
        dbg.backend.print("100%s %d %n\n");
        return none;
      }),
    );
    expect(dbg.text("dx -s @$pct()")).toBe("100%s %d %n\n");
    undo();
  });

  test("Error: in a script's own text is no failure of the line", () => {
    const undo = dbg.backend.registerFunctionAlias(
      "err",
      method(() => {
        dbg.backend.print("Error: only words\n");
        return none;
      }),
    );
    expect(dbg.run("dx -s @$err()").failed).toBe(false);
    undo();
  });
});

function member(o: ModelObject, name: string): ModelObject {
  const value = o.key(name)?.get(o);
  if (value?.kind !== "object") throw new Error(`no ${name}`);
  return value;
}
