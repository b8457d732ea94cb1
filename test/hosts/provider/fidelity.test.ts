/**
 * What a stand-in for JsProvider must reproduce, most dangerous first. Source: host-api 7; the numbers are its numbers.
 * Points 1 and 2 (Int64, methods of numbers) are int64.test.ts; 3, 11, 16 belong to the front end.
 */
import { describe, expect, test } from "vitest";
import { ModelError, type Value } from "../../../hosts/provider/dataModel.js";
import { otherVariants, type HostCallName } from "../../../hosts/provider/index.js";
import { NODE, USER } from "./fakeBackend.js";
import { answer, load, run, textOf, thrown } from "./run.js";

const thing = `host.createTypedObject(host.parseInt64("0xffffe00000001000"), "nt", "_THING")`;
const ns = "host.namespace.Debugger";
const text = (value: string): Value => ({ kind: "intrinsic", vt: "BSTR", value });

describe("4. the host has two phases", () => {
  const probe = (where: "root" | "initializeScript", member: string): string => {
    const attempt = `try { const v = host.${member}; seen.push(typeof v); } catch (e) { seen.push("throws " + (e instanceof Error)); }`;
    return `var seen = []; ${where === "root" ? attempt : ""}
      function initializeScript() { ${where === "root" ? "" : attempt} return [new host.functionAlias(() => JSON.stringify(seen), "f")]; }`;
  };
  const later = [
    "namespace",
    "memory",
    "currentSession",
    "currentProcess",
    "currentThread",
    "createTypedObject",
    "createPointerObject",
    "getModuleSymbol",
    "getModuleType",
    "indexedValue",
    "evaluateExpression",
    "typeSystem",
    "getNamedModel",
    "registerNamedModel",
  ];

  test.each(later)("%s fails in both places of phase 1, and is there afterwards", (member) => {
    expect(load(probe("root", member)).json()).toEqual(["throws true"]);
    expect(load(probe("initializeScript", member)).json()).toEqual(["throws true"]);
    expect(load(probe("root", member), { variants: { phase1: "absent" } }).json()).toEqual(["undefined"]);
    expect(answer(`return typeof host.${member};`)).toMatch(/object|function/);
  });

  test.each([
    "diagnostics",
    "Int64",
    "parseInt64",
    "metadata",
    "namedModelParent",
    "functionAlias",
    "apiVersionSupport",
    "optionalRecord",
  ])("%s is there from the start", (member) => {
    expect(load(probe("root", member)).json()).toEqual([expect.stringMatching(/object|function/)]);
  });

  test("uninitializeScript has the whole host", () => {
    const { backend, script } = load(
      `function uninitializeScript() { host.diagnostics.debugLog(host.currentProcess.Name); }`,
    );
    script.unload();
    expect(backend.printed).toBe("alpha");
  });
});

describe("5. pointers and values", () => {
  test("a pointer field is an object, its address an Int64; void pointers too", () => {
    expect(
      answer(`const t = ${thing};
        return [typeof t.Next, String(t.Next.address), t.Next.isNull, t.Null.isNull, String(t.Null.address),
          typeof t.Anything, String(t.Anything.address), String(t.Next.dereference().Value), t.Next === t.Next, t.Next == t.Next];`),
    ).toEqual([
      "object",
      "0xffffe00000002000",
      false,
      true,
      "0x0",
      "object",
      "0xffffe00000002000",
      "0x4d",
      false,
      false,
    ]);
  });

  test("names go through a pointer by themselves, and element arithmetic counts elements", () => {
    expect(
      answer(
        `const t = ${thing}; return [+t.Next.Value, String(t.Next.add(2).address), +t.Next[0].Value, t.Next.add(1).targetType.name];`,
      ),
    ).toEqual([77, "0xffffe00000002020", 77, "_NODE *"]);
  });

  test.each(["Value", "NoSuchName", "dereference()"])("a null pointer throws for .%s", (name) => {
    expect(thrown(`${thing}.Null.${name}`)).toEqual({ message: "Unable to read memory at Address 0x0", isError: true });
  });

  test("a pointer into nowhere throws when it is read, not before", () => {
    const body = `const p = host.createPointerObject(host.parseInt64("0xdead0000"), "nt", "_NODE *");`;
    expect(
      answer(`${body} return [p.isNull, String(p.address), typeof p.dereference(), p.NoSuchName === undefined]`),
    ).toEqual([false, "0xdead0000", "object", true]);
    expect(thrown(`${body} p.Value`)).toEqual({
      message: "Unable to read memory at Address 0xdead0008",
      isError: true,
    });
  });

  test.each(["p + 1", "p == 0", "Number(p)", "p < 1", "-p"])("a pointer is no number: %s throws", (expression) => {
    expect(thrown(`const p = ${thing}.Next; ${expression}`)).toMatchObject({ isError: true });
  });

  test("integers of 8 to 32 bits are numbers, bit fields by their base type, arrays are no arrays", () => {
    expect(
      answer(`const t = ${thing};
        return [t.Count, t.Low, t.High, typeof t.WideBit, +t.WideBit, String(t.Signed), +t.Signed, t.Bytes[1], [...t.Bytes],
          t.Bytes.length, t.Bytes.map, Array.isArray(t.Bytes), typeof t.Inner, String(t.Inner.Flink.address)];`),
    ).toEqual([
      3,
      3,
      10,
      "object",
      1,
      "0xfffffffffffffffb",
      -5,
      8,
      [9, 8, 7, 6],
      "undefined",
      "undefined",
      false,
      "object",
      "0xffffe00000002000",
    ]);
  });

  test("a missing name is undefined; the element behind the end of an array throws", () => {
    expect(answer(`return [typeof ${thing}.Nope, typeof host.currentProcess.Nope, typeof ${ns}.Nothing]`)).toEqual([
      "undefined",
      "undefined",
      "undefined",
    ]);
    expect(thrown(`${thing}.Bytes[4]`)).toMatchObject({ isError: true });
    expect(thrown(`${thing}.Nope.More`)).toMatchObject({ message: expect.stringContaining("undefined") as string });
  });

  test("a projected name hides the field, getObjectValue finds it", () => {
    expect(
      answer(
        `const t = ${thing}; return [String(t.address), String(t.getObjectValue("address")), t.getObjectValue("Nope") === undefined]`,
      ),
    ).toEqual(["0xffffe00000001000", "4660", true]);
  });

  test("a key of a parent model comes before a field of its name", () => {
    const { value } = load(`
      class Extra { get Count() { return "model " + this.getObjectValue("Small"); } get Own() { return this.Count; } }
      function f() { const t = ${thing}; t.addParentModel(Extra); const seen = [t.Count, t.Own];
        t.removeParentModel(Extra); return seen.concat(t.Count).join(); }
      function initializeScript() { return [new host.apiVersionSupport(1, 7), new host.functionAlias(f, "f")]; }`);
    expect(textOf(value())).toBe("model 7,model 7,3");
  });

  test("enumerations are numbers, or objects that convert", () => {
    const body = `const c = ${thing}.Color; return [typeof c, Number(c), \`\${c}\`, c == 5];`;
    expect(answer(body)).toEqual(["number", 5, "5", true]);
    expect(answer(body, { variants: { enums: "object" } })).toEqual(["object", 5, "Green", true]);
  });

  test("32 bit values with the top bit set may arrive negative", () => {
    const body = `return [${ns}.Number32, ${ns}.Number32 >>> 0];`;
    expect(answer(body)).toEqual([0x80000001, 0x80000001]);
    expect(answer(body, { variants: { uint32: "wrapped" } })).toEqual([-0x7fffffff, 0x80000001]);
  });

  test("nothing is remembered: memory that changes reads anew", () => {
    const r = run(
      `const t = ${thing}; const before = t.Count; host.memory.writeMemoryValues(t, 1, [4], 4); return before + "," + t.Count;`,
    );
    expect(textOf(r.value())).toBe("3,4");
  });

  test("fields can be written, bit fields without their neighbours", () => {
    expect(
      answer(`const t = ${thing}; t.Count = 9; t.Low = 0xf; t.Next = host.parseInt64("0x10"); t.Small = new host.Int64(1, 2);
        return [t.Count, t.Low, t.High, String(t.Next.address), String(t.Small)];`),
    ).toEqual([9, 15, 10, "0x10", "0x200000001"]);
    expect(thrown(`${thing}.Inner = 1`)).toMatchObject({ isError: true });
    expect(thrown(`${thing}.Nope = 1`)).toMatchObject({ isError: true });
  });
});

describe("6. everything may throw", () => {
  test("single members of one row fail, by exception or by error value, and their siblings do not", () => {
    expect(thrown(`${ns}.Handle.Type`)).toEqual({ message: "Unexpected failure to dereference object", isError: true });
    expect(thrown(`${ns}.Handle.Late`)).toEqual({ message: "late", isError: true });
    expect(answer(`return +${ns}.Handle.Handle`)).toBe(4);
  });

  test("a read that touches one unreadable byte gives nothing", () => {
    expect(thrown(`host.memory.readMemoryValues(host.parseInt64("0xffffe00000002000"), 17)`)).toEqual({
      message: `Unable to read memory at Address 0x${NODE.toString(16)}`,
      isError: true,
    });
  });

  test("currentThread may throw", () => {
    expect(thrown("host.currentThread", { variants: { currentThread: "throws" } })).toEqual({
      message: "Unknown exception",
      isError: true,
    });
  });

  const calls: [HostCallName, string][] = [
    ["readMemoryValues", `host.memory.readMemoryValues(${thing}, 1)`],
    ["readString", `host.memory.readString(${thing}, 4)`],
    ["createTypedObject", thing],
    ["getModuleType", `host.getModuleType("nt", "_THING")`],
    ["getModuleSymbol", `host.getModuleSymbol("nt", "GlobalThing")`],
    ["getModuleSymbolAddress", `host.getModuleSymbolAddress("nt", "GlobalThing")`],
    ["getField", `${thing}.Count`],
    ["getKey", "host.currentProcess.Name"],
    ["namespace", "host.namespace"],
    ["currentProcess", "host.currentProcess"],
    ["iterate", `[...${ns}.Processes]`],
    ["index", `${ns}.Processes[4]`],
    ["call", `${ns}.Utility.Control.ExecuteCommand("x")`],
    ["debugLog", `host.diagnostics.debugLog("x")`],
    ["evaluateExpression", `host.evaluateExpression("sizeof(_THING)")`],
  ];
  test.each(calls)("a fault can be put into %s", (name, expression) => {
    const faults = (called: HostCallName): void => {
      if (called === name) throw new ModelError(`no ${name} today`);
    };
    expect(thrown(expression, { faults })).toEqual({ message: `no ${name} today`, isError: true });
    expect(answer(`${expression}; return 1`)).toBe(1);
  });

  test("the fault hook sees addresses and sizes", () => {
    const seen: unknown[] = [];
    run(`host.memory.readMemoryValues(${thing}.Next, 2, 4)`, {
      faults: (name, args) => name === "readMemoryValues" && seen.push(args),
    }).value();
    expect(seen).toEqual([[NODE, 8]]);
  });
});

describe("7. the API version decides", () => {
  const lookups = `const r = []; for (const f of [() => host.getModuleType("nt", "_NOPE"), () => host.getModuleSymbol("nt", "Nope"),
    () => host.getModuleSymbolAddress("nt", "Nope")]) { try { r.push(f()); } catch (e) { r.push("throws"); } } return r;`;

  test("what is missing is null from 1.1 on and an exception before", () => {
    expect(answer(lookups, { api: undefined })).toEqual(["throws", "throws", "throws"]);
    expect(answer(lookups, { api: 1 })).toEqual([null, null, null]);
    expect(answer(lookups, { api: 1, variants: { missingSymbolAddress: "throws" } })).toEqual([null, null, "throws"]);
  });

  test("address of what is no pointer, getObjectValue and setObjectValue come with 1.1", () => {
    const body = `const t = ${thing}; return [String(t.address), typeof t.getObjectValue, typeof t.setObjectValue, String(t.Next.address)];`;
    expect(answer(body, { api: undefined })).toEqual(["4660", "undefined", "undefined", "0xffffe00000002000"]);
    expect(answer(body, { api: 1 })).toEqual(["0xffffe00000001000", "function", "function", "0xffffe00000002000"]);
  });

  test("address throws for what has none", () => {
    expect(thrown("host.currentProcess.address")).toEqual({
      message: "Object does not have an address",
      isError: true,
    });
  });

  test("an unknown type in createTypedObject throws in every version", () => {
    for (const api of [undefined, 1, 9])
      expect(thrown(`host.createTypedObject(1, "nt", "_NOPE")`, { api })).toMatchObject({ isError: true });
  });

  test("compareTo and equals of script objects come with 1.2", () => {
    const concepts = (api: number): string[] => {
      const value = run(`return { compareTo() { return 1; }, equals() { return true; } };`, { api }).value();
      return value.kind === "object" ? Object.keys(value.concepts).filter((name) => name !== "display") : [];
    };
    expect(concepts(1)).toEqual([]);
    expect(concepts(2)).toEqual(["compareTo", "equals"]);
  });

  test("writes from outside need 1.7 and the record", () => {
    const write = (records: string): unknown => {
      const { value } = load(`const o = { P: 1, set Q(v) { this.P = v; } }; function f() { return o; }
        function initializeScript() { return [new host.functionAlias(f, "f"), ${records}]; }`);
      const object = value();
      if (object.kind !== "object") return undefined;
      const p = object.key("P");
      try {
        p?.set?.(object, text("x"));
      } catch (e) {
        return (e as Error).message;
      }
      return p?.get(object);
    };
    expect(write("new host.apiVersionSupport(1, 7)")).toBe("The property 'P' cannot be written");
    expect(write("new host.allowOutsidePropertyWrites(true), new host.apiVersionSupport(1, 7)")).toEqual(text("x"));
    expect(() => write("new host.allowOutsidePropertyWrites(true)")).toThrow("1.7");
  });
});

describe("8. `this` of a model parent is the debugger's object", () => {
  const source = `
    let constructed = 0;
    class Base { get FromBase() { return "base of " + this.Name; } }
    class Model extends Base {
      constructor() { super(); constructed++; this.field = 1; }
      get Alpc() { return [this.Name, String(this.field), String(this instanceof Model), typeof this.helper, constructed,
        typeof this.KernelObject, this.__hidden].join(); }
      get __hidden() { return "hidden " + this.Id; }
      get Shown() { return this.KernelObject ? 1 : undefined; }
      helper() { return this.Name; }
    }
    function initializeScript() { return [new host.namedModelParent(Model, "Debugger.Models.Process")]; }`;

  const read = (process: number, name: string): Value | undefined => {
    const { backend } = load(source);
    const object = backend.processes[process];
    const model = object?.parents()[0]?.parents()[0];
    return object && model?.key(name)?.get(object);
  };

  test("the getter sees the process; no instance is ever made", () => {
    expect(read(0, "Alpc")).toEqual(text("alpha,undefined,false,function,0,object,hidden 4"));
    expect(read(1, "Alpc")).toEqual(text("beta,undefined,false,function,0,object,hidden 8"));
  });

  test("a process of a user target has no KernelObject, and an undefined getter is no value", () => {
    expect(read(2, "Alpc")).toEqual(text("user,undefined,false,function,0,undefined,hidden 12"));
    expect(read(2, "Shown")).toEqual({ kind: "none" });
  });

  test("getters of base classes belong to the model, private names do not", () => {
    expect(read(0, "FromBase")).toEqual(text("base of alpha"));
    expect(read(0, "__hidden")).toBeUndefined();
    expect(read(0, "constructor")).toBeUndefined();
  });

  test("a plain object is a model as well", () => {
    const { backend } = load(`function initializeScript() {
      return [new host.namedModelParent({ get Plain() { return "plain " + this.Name; }, Fixed: 5 }, "Debugger.Models.Process")]; }`);
    const process = backend.processes[1];
    const model = process?.parents()[0]?.parents()[0];
    expect(process && model?.key("Plain")?.get(process)).toEqual(text("plain beta"));
    expect(process && model?.key("Fixed")?.get(process)).toEqual({ kind: "intrinsic", vt: "UI8", value: 5n });
  });

  test("a model without toString lends no display string", () => {
    const { backend } = load(source);
    expect(backend.models.get("Debugger.Models.Process")?.parents()[0]?.concepts).toEqual({});
  });
});

describe("9. iterables are not arrays", () => {
  test("no length, no map, no index without an indexer, but queries and for-of", () => {
    expect(
      answer(`const lines = ${ns}.Utility.Control.ExecuteCommand("a b c");
        return [typeof lines.length, typeof lines.map, typeof lines[0], [...lines], Array.from(lines).length, lines.First(),
          +lines.Count(), [...lines.Where((l) => l !== "b").Select((l) => l + l)], Array.isArray(lines)];`),
    ).toEqual(["undefined", "undefined", "undefined", ["a", "b", "c"], 3, "a", 3, ["aa", "cc"], false]);
  });

  test("readMemoryValues gives typed arrays, for 8 bytes an array of Int64", () => {
    expect(
      answer(`const at = host.parseInt64("0xffffe00000001000");
        const all = [1, 2, 4, 8].map((n) => host.memory.readMemoryValues(at, 2, n));
        return all.map((a) => [a.constructor.name, a.length, a instanceof Uint8Array || a instanceof Uint16Array || a instanceof Uint32Array,
          Array.isArray(a), String(a[0])]).concat([host.memory.readMemoryValues(at, 1, 1, true) instanceof Int8Array]);`),
    ).toEqual([
      ["Uint8Array", 2, true, false, "3"],
      ["Uint16Array", 2, true, false, "3"],
      ["Uint32Array", 2, true, false, "3"],
      ["Array", 2, false, true, "0x700000003"],
      true,
    ]);
  });

  test("what was read is the script's own copy", () => {
    expect(
      answer(
        `const a = host.memory.readMemoryValues(${thing}, 4); a[0] = 99; return [${thing}.Count, a.buffer.byteLength];`,
      ),
    ).toEqual([3, 4]);
  });

  test("a container with an indexer takes numbers, and Int64 through getValueAt only", () => {
    expect(
      answer(`const all = ${ns}.Processes; const id = host.currentProcess.Id;
        return [all[8].Name, all.getValueAt(8).Name, all.getValueAt(id).Name, typeof all[id], [...all].map((p) => p.Name)];`),
    ).toEqual(["beta", "beta", "alpha", "undefined", ["alpha", "beta", "user"]]);
    expect(thrown(`${ns}.Processes[5]`)).toMatchObject({ isError: true });
  });
});

describe("10. an indexable script object yields indexedValues", () => {
  const walk = (body: string): unknown => {
    const value = run(`return { ${body} };`).value();
    if (value.kind !== "object") return undefined;
    const iterator = value.concepts.iterate?.(value);
    const items: unknown[] = [];
    for (let step = iterator?.next(); step && step.done !== true; step = iterator?.next()) {
      const { value: item, indices } = step.value;
      items.push([
        item.kind === "intrinsic" ? String(item.value) : item.kind,
        ...indices.map((i) => (i.kind === "intrinsic" ? `${i.vt} ${String(i.value)}` : i.kind)),
      ]);
    }
    return { dimensions: value.concepts.dimensionality?.(value), items };
  };

  test("with as many indices as dimensions", () => {
    expect(
      walk(`getDimensionality() { return 2; }, getValueAt(a, b) {},
      *[Symbol.iterator]() { yield new host.indexedValue("x", [4, "n"]); yield new host.indexedValue("y", [host.parseInt64("0xffffe00000000000"), "m"]); }`),
    ).toEqual({
      dimensions: 2,
      items: [
        ["x", "UI8 4", "BSTR n"],
        ["y", "UI8 18446708889337462784", "BSTR m"],
      ],
    });
  });

  test("a bare value or a wrong number of indices is an error row", () => {
    expect(
      walk(
        `getDimensionality() { return 1; }, getValueAt(a) {}, *[Symbol.iterator]() { yield 1; yield new host.indexedValue(2, [1, 2]); yield new host.indexedValue(3, [0]); }`,
      ),
    ).toEqual({
      dimensions: 1,
      items: [["error"], ["error"], ["3", "UI8 0"]],
    });
  });

  test("without an indexer items have no indices", () => {
    expect(walk(`*[Symbol.iterator]() { yield 1; yield undefined; yield "z"; }`)).toEqual({
      items: [["1"], ["none"], ["z"]],
    });
  });

  test("indices come back as numbers or Int64", () => {
    const value = run(
      `return { getDimensionality() { return 2; }, getValueAt(a, b) { return typeof a + " " + typeof b; } };`,
    ).value();
    if (value.kind !== "object") throw new Error("no object");
    expect(
      value.concepts.index?.(value, [
        { kind: "intrinsic", vt: "I4", value: 1 },
        { kind: "intrinsic", vt: "UI8", value: 1n },
      ]),
    ).toEqual(text("number object"));
  });
});

describe("12. debugLog", () => {
  test("adds no newline, no blanks, and knows no formats", () => {
    const { backend, value } = run(
      `host.diagnostics.debugLog("%d %s", 5, host.parseInt64("0x10"), undefined, { toString() { return "obj"; } }, "\\n", true);`,
    );
    value();
    expect(backend.printed).toBe("%d %s50x10undefinedobj\ntrue");
  });
});

describe("14. contexts", () => {
  test("a read without an inheritor is of the current process, with one of its own", () => {
    const at = `host.parseInt64("0x${USER.toString(16)}")`;
    expect(
      answer(`const beta = ${ns}.Processes[8];
        const read = (...more) => host.memory.readMemoryValues(${at}, 1, ...more)[0];
        return [read(), read(1, false, beta), read(beta), read(1, beta), read(1, false, beta.KernelObject), read(1, false, beta.hostContext),
          host.memory.readString(${at}, 1, beta).charCodeAt(0), host.memory.readString(${at}, 2, beta).length];`),
    ).toEqual([1, 2, 2, 2, 2, 2, 2, 2]);
  });

  test("an object hands its context on to what is made from it", () => {
    expect(
      answer(`const beta = ${ns}.Processes[8];
        const node = host.createTypedObject(host.parseInt64("0x${USER.toString(16)}"), "nt", "_NODE", beta);
        const location = node.targetLocation;
        return [String(node.Flink.address), String(host.createTypedObject(location, "nt", "_NODE").Flink.address),
          host.memory.readMemoryValues(location, 1)[0], host.memory.readMemoryValues(location.add(1).subtract(1), 1)[0], host.memory.readMemoryValues(node, 1)[0]];`),
    ).toEqual(["0x202020202020202", "0x202020202020202", 2, 2, 2]);
  });

  test.each(["{}", "'beta'", "5"])("%s is no context", (context) => {
    expect(thrown(`host.createTypedObject(1, "nt", "_NODE", ${context})`)).toMatchObject({ isError: true });
  });
});

describe("15. strings", () => {
  test("a length counts characters; without one the string ends at its NUL", () => {
    const r =
      run(`const at = host.parseInt64("0x5000"); return JSON.stringify([host.memory.readWideString(at, 3), host.memory.readWideString(at),
      host.memory.readString(at, 3), host.memory.readWideString(at, 0)]);`);
    r.backend.put(0x5000n, [...Buffer.from("abcd\0", "utf16le"), ...Array<number>(118).fill(1)]);
    expect(r.json()).toEqual(["abc", "abcd", "a\0b", ""]);
  });

  test("a string that runs into unreadable memory throws, one of a given length does not", () => {
    const r = run(`const at = host.parseInt64("0x5ffc");
      try { host.memory.readWideString(at); return "read"; } catch (e) { return e.message + "|" + host.memory.readWideString(at, 2); }`);
    r.backend.put(0x5ffcn, Buffer.from("ab", "utf16le"));
    expect(textOf(r.value())).toBe("Unable to read memory at Address 0x6000|ab");
  });
});

test("all of this under the other variants", () => {
  expect(
    answer(
      `const t = ${thing}; return [t.Count.bitwiseAnd(1) == 1, t.Small.compareTo(7), Number(t.Color), String(t.Next.address), host.getModuleType("nt", "_NOPE")];`,
      {
        variants: otherVariants,
      },
    ),
  ).toEqual([true, 0, 5, "0xffffe00000002000", null]);
});
