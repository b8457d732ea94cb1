import { describe, expect, test } from "vitest";
import { ModelError, type ModelObject, type Value } from "../../../hosts/provider/dataModel.js";
import { NODE, THING } from "./fakeBackend.js";
import { load, run, textOf, type Run } from "./run.js";

const num = (value: bigint, vt: "UI8" | "I8" = "UI8"): Value => ({ kind: "intrinsic", vt, value });
const str = (value: string): Value => ({ kind: "intrinsic", vt: "BSTR", value });

function object(value: Value): ModelObject {
  if (value.kind !== "object") throw new Error(`no object: ${value.kind}`);
  return value;
}

const returned = (expression: string, r: (body: string) => Run = run): ModelObject =>
  object(r(`return ${expression};`).value());
const names = (model: ModelObject): string[] => Array.from(model.keys(), (key) => key.name);

function items(model: ModelObject): unknown[] {
  const iterator = model.concepts.iterate?.(model);
  const found: unknown[] = [];
  for (let step = iterator?.next(); step && step.done !== true; step = iterator?.next()) {
    const { value } = step.value;
    found.push(
      value.kind === "error" ? `error ${value.message ?? ""}` : value.kind === "intrinsic" ? value.value : value.kind,
    );
  }
  return found;
}

describe("values of the script", () => {
  test.each<[string, Value]>([
    ["5", num(5n)],
    ["0", num(0n)],
    ["-5", num(-5n, "I8")],
    ["2 ** 40", num(2n ** 40n)],
    ["1.5", { kind: "intrinsic", vt: "R8", value: 1.5 }],
    ["1e30", { kind: "intrinsic", vt: "R8", value: 1e30 }],
    ["true", { kind: "intrinsic", vt: "BOOL", value: true }],
    ["'text'", str("text")],
    ["undefined", { kind: "none" }],
    ["null", { kind: "none" }],
    ["Symbol()", { kind: "none" }],
    ["new host.Int64(1, 0xffffe000)", num(0xffffe00000000001n)],
    ["new host.Int64(-7)", num(-7n, "I8")],
    ["new host.indexedValue(3, [1])", num(3n)],
    ["host.metadata.valueWithMetadata(3, { PreferredRadix: 10 })", num(3n)],
    ["host.typeSystem.marshalAs(-1, 'nt', 'unsigned long')", { kind: "intrinsic", vt: "UI4", value: 0xffffffff }],
    ["host.typeSystem.marshalAs(3, 'nt', 'short')", { kind: "intrinsic", vt: "I2", value: 3 }],
  ])("%s", (expression, expected) => {
    expect(run(`return ${expression};`).value()).toEqual(expected);
  });

  test("NaN stays NaN", () => {
    expect(run("return NaN;").value()).toMatchObject({ vt: "R8", value: NaN });
  });

  test("native objects leave as themselves, the same with hints", () => {
    const r = run(`return host.currentProcess;`);
    expect(r.value()).toBe(r.backend.processes[0]);
    const hinted = object(run(`return host.metadata.valueWithMetadata(host.currentProcess, { Help: "h" });`).value());
    expect(hinted.metadata).toEqual({ Help: str("h") });
    expect(hinted.key("Name")?.get(hinted)).toEqual(str("alpha"));
  });

  test("one object of the script is one object of the debugger, and comes back as itself", () => {
    const r = run(
      `const o = f.o = f.o || { inner: { x: 1 } }; if (args.length) return [args[0] === o, args[0].inner === o.inner, args[1] === f].join(); return o;`,
    );
    const first = object(r.value());
    expect(r.value()).toBe(first);
    const f = r.backend.aliases.get("f")?.method;
    expect(textOf(r.value(first, f ?? num(0n)))).toBe("true,true,true");
  });

  test("an object of another script is an object of the debugger", () => {
    const a = run(`return { x: 5, toString() { return "A"; } };`);
    const b = run(`return [typeof args[0], +args[0].x, \`\${args[0]}\`, args[0] instanceof Object].join();`);
    expect(textOf(b.value(a.value()))).toBe("object,5,A,true");
  });
});

describe("an object of the script", () => {
  test("keys: own properties first, then getters and methods of its classes, no __ names, no protocol names", () => {
    const model = returned(`new (class B extends (class A { get Base() { return "base"; } Method() {} }) {
      constructor() { super(); this.Own = 1; this.__private = 2; this._single = 3; }
      get Derived() { return this.__private; }
      get __secret() { return 1; }
      toString() { return "display"; } getDimensionality() { return 1; } getValueAt() {} compareTo() {} equals() {}
    })()`);
    expect(names(model)).toEqual(["Own", "_single", "Derived", "Base", "Method"]);
    expect(model.key("Derived")?.get(model)).toEqual(num(2n));
    expect(model.key("Method")?.get(model).kind).toBe("method");
    expect(
      ["__private", "__secret", "toString", "constructor", "Nope", "hasOwnProperty", "__proto__"].map((n) =>
        model.key(n),
      ),
    ).toEqual(Array(7).fill(undefined));
    expect(model.concepts.display?.(model)).toBe("display");
  });

  test("the default display string is JavaScript's", () => {
    const display = (expression: string): string | undefined => {
      const model = returned(expression);
      return model.concepts.display?.(model);
    };
    expect(display("({})")).toBe("[object Object]");
    expect(display("(function* () {})()")).toBe("[object Generator]");
    expect(display("Object.create(null)")).toBeUndefined();
    expect(display("[1, 2]")).toBeUndefined();
  });

  test("a getter that throws, a toString that throws, a getter without a value", () => {
    const model = returned(
      `({ get Bad() { throw new Error("bad"); }, get None() { return undefined; }, toString() { throw new Error("display"); } })`,
    );
    expect(() => model.key("Bad")?.get(model)).toThrow(/^Error: bad \[at test \(line \d+ col \d+\)\]$/);
    expect(model.key("None")?.get(model)).toEqual({ kind: "none" });
    expect(() => model.concepts.display?.(model)).toThrow(ModelError);
  });

  test("setters are called, data cannot be written", () => {
    const r = run(`const o = { get P() { return this.__p; }, set P(v) { this.__p = v; }, Q: 1 }; return o;`);
    const model = object(r.value());
    model.key("P")?.set?.(model, str("x"));
    expect(model.key("P")?.get(model)).toEqual(str("x"));
    expect(() => model.key("Q")?.set?.(model, num(1n))).toThrow("cannot be written");
    expect(() => {
      model.setKey?.("New", num(1n));
    }).toThrow("cannot be written");
  });

  test("methods get `this`, arguments by their kind, and answer", () => {
    const r = run(
      `return { name: "o", M(a, b, c, d) { return [this.name, typeof a, typeof b, typeof c, typeof d, d(2)].join(); } };`,
    );
    const model = object(r.value());
    const method = model.key("M")?.get(model);
    const twice: Value = {
      kind: "method",
      call: (_self, [x]) => num(2n * (x?.kind === "intrinsic" ? BigInt(x.value) : 0n)),
    };
    const result =
      method?.kind === "method"
        ? method.call(model, [num(1n), { kind: "intrinsic", vt: "I4", value: 1 }, str("s"), twice])
        : undefined;
    expect(result).toEqual(str("o,object,number,string,function,0x4"));
  });

  test("an array has items, a length, and an indexer", () => {
    const model = returned(`["a", , "c"]`);
    expect(names(model)).toEqual(["length"]);
    expect(items(model)).toEqual(["a", "none", "c"]);
    expect(model.concepts.dimensionality?.(model)).toBe(1);
    expect(model.concepts.index?.(model, [num(2n)])).toEqual(str("c"));
    expect(model.concepts.index?.(model, [num(3n)])).toMatchObject({ kind: "error", code: 0x8000000b });
    expect(model.concepts.index?.(model, [str("x")])).toMatchObject({ kind: "error", code: 0x80070057 });
    expect(
      items(returned(`host.memory.readMemoryValues(host.parseInt64("0x${(NODE + 8n).toString(16)}"), 2)`)),
    ).toEqual([77n, 0n]);
  });

  test("iteration: an exception is a row, a RangeError ends it, leaving early closes the generator", () => {
    const generator = (body: string): ModelObject => returned(`({ *[Symbol.iterator]() { ${body} } })`);
    expect(items(generator(`yield 1; throw new Error("broken");`))).toEqual([
      1n,
      expect.stringContaining("Error: broken"),
    ]);
    expect(items(generator(`yield 1; throw new RangeError("end");`))).toEqual([1n]);
    const r = run(
      `f.closed = f.closed || []; return args.length ? f.closed.join() : { *[Symbol.iterator]() { try { yield 1; yield 2; } finally { f.closed.push("closed"); } } };`,
    );
    const model = object(r.value());
    const iterator = model.concepts.iterate?.(model);
    iterator?.next();
    iterator?.return?.();
    expect(textOf(r.value(num(1n)))).toBe("closed");
  });

  test("an iterator that fails without ending gives a row each time", () => {
    expect(
      items(
        returned(
          `({ [Symbol.iterator]() { let n = 0; return { next() { n++; if (n === 2) throw new Error("second"); return { done: n > 3, value: n }; } }; } })`,
        ),
      ),
    ).toEqual([1n, expect.stringContaining("second"), 3n]);
  });

  test("is walked anew and lazily each time", () => {
    const r = run(
      `let made = 0; return { *[Symbol.iterator]() { while (true) yield ++made; }, get Made() { return made; } };`,
    );
    const model = object(r.value());
    model.concepts.iterate?.(model).next();
    model.concepts.iterate?.(model).next();
    expect(model.key("Made")?.get(model)).toEqual(num(2n));
  });
});

describe("metadata", () => {
  test("from a descriptor, from defineMetadata on an object or a class, on keys and methods", () => {
    const model = returned(`(() => {
      class C { get A() { return 1; } M() {} get D() { return 2; }
        get [Symbol.metadataDescriptor]() { return { A: { Help: "help", PreferredRadix: 16 } }; } }
      host.metadata.defineMetadata(C, { D: { PreferShow: false } });
      const c = new C(); host.metadata.defineMetadata(c, { M: { PreferShow: true } }); return c; })()`);
    expect(model.key("A")?.metadata).toEqual({ Help: str("help"), PreferredRadix: num(16n) });
    expect(model.key("D")?.metadata).toEqual({ PreferShow: { kind: "intrinsic", vt: "BOOL", value: false } });
    expect(model.key("M")?.metadata).toEqual({ PreferShow: { kind: "intrinsic", vt: "BOOL", value: true } });
    expect(names(model)).toEqual(["A", "M", "D"]);
  });

  test("of a global function goes with its alias", () => {
    const { backend } = load(`host.metadata.defineMetadata(this, { f: { Help: "does it" } }); function f() {}
      function initializeScript() { return [new host.functionAlias(f, "f")]; }`);
    expect(backend.aliases.get("f")?.metadata).toEqual({ Help: str("does it") });
  });

  test("a descriptor that throws is none", () => {
    const model = returned(`({ A: 1, get [Symbol.metadataDescriptor]() { throw new Error("x"); } })`);
    expect(model.key("A")?.metadata).toBeUndefined();
  });

  test("of an item goes with the item", () => {
    const model = returned(
      `({ *[Symbol.iterator]() { yield host.metadata.valueWithMetadata(5, { PreferredRadix: 10 }); } })`,
    );
    expect(model.concepts.iterate?.(model).next().value).toEqual({
      value: num(5n),
      indices: [],
      metadata: { PreferredRadix: num(10n) },
    });
  });
});

test("type signatures attach a class, imperatively too, and go when the script says so", () => {
  const { backend, script } =
    load(`class V { toString() { return "thing " + this.Count; } get Own() { return this.targetType.name; } }
    function initializeScript() { return [new host.apiVersionSupport(1, 7), new host.typeSignatureRegistration(V, "_THING", "nt.dll"), new host.functionAlias(f, "f")]; }
    function f() { host.registerExtensionForTypeSignature(V, "_NODE"); host.unregisterExtensionForTypeSignature(V, "_NODE");
      host.registerNamedModel(V, "My.Model"); host.registerPrototypeForTypeSignature(V, "_KEPT"); }`);
  const [visualizer] = backend.signatures;
  expect(visualizer).toMatchObject({ how: "visualizer", signature: "_THING", module: "nt.dll" });
  const thing = backend.createTyped(THING, backend.types.get("_THING") ?? raise());
  expect(visualizer?.model.concepts.display?.(thing)).toBe("thing 3");
  expect(visualizer?.model.key("Own")?.get(thing)).toEqual(str("_THING"));
  backend.call("f");
  expect(backend.signatures.map(({ signature }) => signature)).toEqual(["_THING", "_KEPT"]);
  script.unload();
  // What was registered by a call is the script's to withdraw: unloading takes back records only.
  expect(backend.signatures.map(({ signature }) => signature)).toEqual(["_KEPT"]);
  expect(backend.models.has("My.Model")).toBe(true);
});

function raise(): never {
  throw new Error("no such type");
}
