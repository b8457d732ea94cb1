/** Point 13 of host-api 7: nothing but ECMAScript 2017 and `host` around a script. */
import { describe, expect, test } from "vitest";
import { answer, load, textOf } from "./run.js";

describe("the bare world of a script", () => {
  test("of today's WinDbg has what V8 has, and nothing of Node.js", () => {
    const body = `const has = (name) => { try { return eval("typeof " + name); } catch (e) { return "no"; } };
      return ["BigInt", "globalThis", "WeakRef", "console", "process", "require", "setTimeout", "Buffer"].map(has);`;
    expect(answer(body, { variants: { library: "V8" } })).toEqual([
      "function",
      "object",
      "function",
      ...Array.from({ length: 5 }, () => "undefined"),
    ]);
  });

  test("has the globals of ES2017 and host, nothing else", () => {
    const { value } = load(`const names = Object.getOwnPropertyNames(this).join(" ");
      function initializeScript() { return [new host.functionAlias(() => names, "f")]; }`);
    const names = textOf(value()).split(" ");
    const extra = names.filter((name) => !(name in globalThis));
    expect(extra).toEqual(expect.arrayContaining(["host", "initializeScript"]));
    expect(extra).toHaveLength(2);
    for (const name of [
      "console",
      "process",
      "require",
      "module",
      "setTimeout",
      "queueMicrotask",
      "TextDecoder",
      "Buffer",
      "globalThis",
      "BigInt",
      "BigUint64Array",
      "WeakRef",
      "FinalizationRegistry",
      "AggregateError",
      "SharedArrayBuffer",
      "Atomics",
      "Intl",
      "WebAssembly",
      "URL",
      "performance",
      "structuredClone",
      "Iterator",
    ]) {
      expect(names).not.toContain(name);
    }
    for (const name of ["Map", "Proxy", "Reflect", "Uint8Array", "JSON", "parseInt", "escape"])
      expect(names).toContain(name);
  });

  const gone = [
    "[].flat",
    "[].flatMap",
    "[].at",
    "[].findLast",
    "[].toSorted",
    "[].with",
    "''.matchAll",
    "''.replaceAll",
    "''.trimStart",
    "''.at",
    "''.normalize",
    "''.isWellFormed",
    "Object.fromEntries",
    "Object.hasOwn",
    "Object.groupBy",
    "Promise.allSettled",
    "Promise.any",
    "Promise.withResolvers",
    "Symbol().description",
    "Array.fromAsync",
    "new Uint8Array(1).at",
    "new Uint8Array(1).toSorted",
    "new DataView(new ArrayBuffer(8)).getBigUint64",
    "new Set().union",
    "Error.captureStackTrace",
    "/x/.dotAll",
    "[].values().map",
    "new ArrayBuffer(1).resize",
    "Map.groupBy",
    "JSON.rawJSON",
    "Math.f16round",
  ];
  test.each(gone)("%s is not there", (expression) => {
    expect(answer(`return typeof (${expression});`)).toBe("undefined");
  });

  const kept = [
    "[].includes",
    "''.padStart",
    "Object.entries",
    "Object.getOwnPropertyDescriptors",
    "Array.from",
    "new Uint8Array(1).fill",
    "Math.trunc",
    "Symbol.iterator",
    "Reflect.ownKeys",
    "''.trim",
    "[].values().next",
    "(function*(){})().return",
  ];
  test.each(kept)("%s is", (expression) => {
    expect(answer(`return typeof (${expression});`)).toMatch(/function|symbol/);
  });

  test("what the host gives belongs to the script's world", () => {
    expect(
      answer(`
        const errors = [];
        for (const f of [() => host.memory.readMemoryValues(1, 1), () => host.createTypedObject(), () => new host.Int64("x"), () => host.namedModelParent(1)])
          try { f(); } catch (e) { errors.push(e instanceof Error, Object.getPrototypeOf(e).constructor === Error || e instanceof TypeError); }
        return errors.concat([
          host.memory.readMemoryValues instanceof Function, host.createTypedObject instanceof Function, host.memory instanceof Object,
          host.currentProcess instanceof Object, host instanceof Object, new host.Int64(1) instanceof Object,
          [...host.namespace.Debugger.Processes] instanceof Array, host.functionAlias instanceof Function,
          host.namespace.Debugger.Utility.Control.ExecuteCommand instanceof Function]);`),
    ).toEqual(Array(17).fill(true));
  });

  test("no way leads from the host to Node.js", () => {
    const escape = (expression: string): unknown =>
      answer(
        `try { return (${expression}).constructor.constructor("return typeof process")(); } catch (e) { return "throws"; }`,
      );
    for (const expression of [
      "host",
      "host.memory",
      "host.memory.readMemoryValues",
      "new host.Int64(1)",
      "new host.Int64(1).add",
      "host.currentProcess",
      "host.Int64",
      "host.functionAlias",
      "host.getModuleType('nt', '_THING')",
      "host.getModuleType('nt', '_THING').fields",
      "host.namespace.Debugger.Processes[Symbol.iterator]()",
      "host.currentProcess.toString",
    ]) {
      expect([expression, escape(expression)]).toEqual([expression, "undefined"]);
    }
  });

  test("scripts share nothing, and leave the outer world alone", () => {
    load(`Array.prototype.leak = 1; Object.prototype.leak = 1; var shared = 1;`);
    expect(answer(`return [typeof [].leak, typeof shared];`)).toEqual(["undefined", "undefined"]);
    expect("leak" in []).toBe(false);
  });

  test("sort keeps equal items in order, or not above 512 items", () => {
    const body = `const a = Array.from({ length: 600 }, (_, i) => ({ key: i % 2, i })); a.sort((x, y) => x.key - y.key);
      let ordered = true; for (let i = 1; i < 300; i++) ordered = ordered && a[i].i > a[i - 1].i; return [ordered, a[299].key, a[300].key];`;
    expect(answer(body)).toEqual([true, 0, 1]);
    expect(answer(body, { variants: { sort: "unstable" } })).toEqual([false, 0, 1]);
  });
});
