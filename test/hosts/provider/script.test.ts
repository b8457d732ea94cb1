import { describe, expect, test } from "vitest";
import { createProvider } from "../../../hosts/provider/index.js";
import { scriptName } from "../../../hosts/provider/script.js";
import { ScriptLoadError } from "../../../hosts/provider/scriptHost.js";
import { FakeBackend } from "./fakeBackend.js";
import { load, textOf } from "./run.js";

const path = "C:\\dbg\\my script.js";

/** The message of the failed load. */
function failure(source: string, backend = new FakeBackend()): string {
  try {
    createProvider(backend).load(path, source);
  } catch (thrown) {
    if (thrown instanceof ScriptLoadError) return thrown.message;
    throw thrown;
  }
  return "loaded";
}

const bundle = `$$ /*
.if (\${/d:$arg1}) { dx -s @$x() } .else { .scriptload \${$arg0}; aS \${/v:!x} $$>a<"\${$arg0}" run }
* */;
var $$;
var __x = (function () {
  "use strict";
  class Model { get Answer() { return 42; } }
  return {
    initializeScript() { return [new host.functionAlias(() => "called", "f"), new host.namedModelParent(Model, "Debugger.Models.Process")]; },
    uninitializeScript() { host.diagnostics.debugLog("bye\\n"); },
    invokeScript() { host.diagnostics.debugLog(host.currentProcess.Name); },
  };
})();
function initializeScript() { return __x.initializeScript(); }
function uninitializeScript() { return __x.uninitializeScript(); }
function invokeScript() { return __x.invokeScript(); }
`;

describe("loading", () => {
  test("a bundle that is also a command file", () => {
    const { value, script, backend } = load(bundle);
    expect(textOf(value())).toBe("called");
    expect(script.invoke()).toBe(true);
    expect(backend.printed).toBe("alpha");
  });

  test("CRLF line ends and a byte order mark make no difference", () => {
    expect(textOf(load(`\ufeff${bundle.replace(/\n/g, "\r\n")}`).value())).toBe("called");
  });

  test("unloading says goodbye, then withdraws everything; loading again works, twice", () => {
    const backend = new FakeBackend();
    const provider = createProvider(backend);
    for (let i = 0; i < 3; i++) {
      const script = provider.load(path, bundle);
      expect([...backend.aliases.keys()]).toEqual(["f"]);
      script.unload();
      expect(backend.aliases.size).toBe(0);
      expect(backend.models.get("Debugger.Models.Process")?.parents()).toEqual([]);
    }
    expect(backend.printed).toBe("bye\nbye\nbye\n");
  });

  test("a script needs none of the functions", () => {
    const { script, backend } = load("var x = 1;");
    expect(script.invoke()).toBe(false);
    script.unload();
    expect(backend.printed).toBe("");
  });

  test("a let, const or class initializeScript is not found: it is no property of the global object", () => {
    const { backend } = load(`const initializeScript = () => [new host.functionAlias(() => 1, "f")];`);
    expect(backend.aliases.size).toBe(0);
    expect(
      load(`this.initializeScript = () => [new host.functionAlias(() => "late", "f")];`).backend.aliases.size,
    ).toBe(1);
  });

  test("what uninitializeScript throws is printed, and the script is unloaded all the same", () => {
    const { script, backend } = load(`function initializeScript() { return [new host.functionAlias(() => 1, "f")]; }
function uninitializeScript() { throw new Error("no"); }`);
    script.unload();
    expect(backend.aliases.size).toBe(0);
    expect(backend.printed).toBe("Error: Error: no [at test (line 2 col 39)]\n");
  });

  test("global functions and values are the contents, names with __ and the library are not", () => {
    const { script } = load(`var Count = 3; function Run(a) { return a + 1; } var __hidden = 1; const lexical = 2;
      function __private() {} function initializeScript() {}`);
    const names = Array.from(script.contents.keys(), (key) => key.name);
    expect(names).toEqual(
      ["host", "Run", "initializeScript", "Count"].sort((a, b) => names.indexOf(a) - names.indexOf(b)),
    );
    const run = script.contents.key("Run")?.get(script.contents);
    const four =
      run?.kind === "method" ? run.call(script.contents, [{ kind: "intrinsic", vt: "I4", value: 3 }]) : undefined;
    expect(four).toEqual({ kind: "intrinsic", vt: "UI8", value: 4n });
  });

  test("the name is the file's", () => {
    expect(["C:\\a\\b.c.js", "/x/y.js", "z", "\\\\srv\\s\\q.JS"].map(scriptName)).toEqual(["b.c", "y", "z", "q"]);
  });
});

describe("a load that fails", () => {
  test("a syntax error has the debugger's lines", () => {
    expect(failure("var a = 1;\n  var x = ;\n")).toBe(
      `"${path}" (line 2 (@ 11)): Error (0x80004005): SyntaxError: Unexpected token ';'\nError: Unable to execute JavaScript script '${path}'`,
    );
  });

  test("an exception of the root code, or of initializeScript, names its place", () => {
    expect(failure("\n\nnull.x")).toBe(
      `"${path}" (line 3 (@ 6)): Error (0x80004005): TypeError: Cannot read properties of null (reading 'x')\nError: Unable to execute JavaScript script '${path}'`,
    );
    expect(failure("function initializeScript() {\n  throw new RangeError('mine'); }")).toContain(
      "(line 2 (@ 9)): Error (0x80004005): RangeError: mine",
    );
  });

  test("something thrown that is no error has no place", () => {
    expect(failure("throw 'text'")).toBe(
      `"${path}": Error (0x80004005): text\nError: Unable to execute JavaScript script '${path}'`,
    );
  });

  test("leaves nothing behind, whichever record fails", () => {
    const backend = new FakeBackend();
    const text = failure(
      `function initializeScript() { return [new host.functionAlias(() => 1, "a"), new host.namedModelParent(class {}, "Debugger.Models.Process"),
        new host.typeSignatureExtension(class {}, "_THING"), new host.functionAlias(() => 1, "a")]; }`,
      backend,
    );
    expect(text).toContain("The alias 'a' is in use");
    expect([
      backend.aliases.size,
      backend.signatures.length,
      backend.models.get("Debugger.Models.Process")?.parents().length,
    ]).toEqual([0, 0, 0]);
  });

  test("an optional record may fail", () => {
    const { backend } =
      load(`function initializeScript() { return [new host.functionAlias(() => 1, "a"), new host.optionalRecord(new host.functionAlias(() => 2, "a")),
      new host.functionAlias(() => 1, "b")]; }`);
    expect([...backend.aliases.keys()]).toEqual(["a", "b"]);
  });

  const bad = [
    "[5]",
    "[{}]",
    "[undefined]",
    "null",
    "5",
    "({})",
    "new host.functionAlias(() => 1, 'x')",
    "[host.functionAlias]",
  ];
  test.each(bad)("initializeScript returning %s is refused", (returned) => {
    expect(failure(`function initializeScript() { return ${returned}; }`)).toContain("initializeScript");
  });

  const wrong = [
    "new host.functionAlias('x', 'y')",
    "new host.functionAlias(() => 1)",
    "new host.functionAlias(() => 1, '')",
    "host.functionAlias(() => 1, 'x')",
    "new host.namedModelParent('C', 'M')",
    "new host.namedModelParent(() => 1, 'M')",
    "new host.apiVersionSupport('1')",
    "new host.optionalRecord({})",
    "new host.typeSignatureExtension(class {}, 5)",
  ];
  test.each(wrong)("%s is refused when it is made", (record) => {
    expect(failure(`function initializeScript() { return [${record}]; }`)).toMatch(/Invalid argument|without 'new'/);
  });
});

describe("an exception that leaves the script", () => {
  const message = (body: string): string => {
    const { value } = load(
      `function f() {\n${body} }\nfunction initializeScript() { return [new host.functionAlias(f, "f")]; }`,
    );
    try {
      value();
    } catch (thrown) {
      return (thrown as Error).message;
    }
    return "nothing";
  };

  test("has its text and its place in the script", () => {
    expect(message("  undefined.add;")).toBe(
      "TypeError: Cannot read properties of undefined (reading 'add') [at test (line 2 col 13)]",
    );
    expect(message("throw new Error('boom');")).toBe("Error: boom [at test (line 2 col 7)]");
    expect(message("throw 'text';")).toBe("text");
    expect(message("throw null;")).toBe("null");
    expect(message("throw Object.create(null);")).toBe("[object Object]");
    expect(message("host.memory.readMemoryValues(16, 4);")).toBe(
      "Error: Unable to read memory at Address 0x10 [at test (line 2 col 13)]",
    );
  });

  test("passes through a second script frame once", () => {
    expect(
      message(
        "class M { get P() { throw new Error('inner'); } } host.currentProcess.addParentModel(M); host.currentProcess.P;",
      ),
    ).toBe("Error: inner [at test (line 2 col 27)]");
  });

  test("endless recursion is an error like others", () => {
    expect(message("(function g() { g(); })();")).toContain("Maximum call stack size exceeded");
  });

  test("is logged when the script asks for that", () => {
    const { backend, value } = load(`function f() { throw new Error("x"); }
      function initializeScript() { host.diagnostics.logUnhandledExceptions = true; return [new host.functionAlias(f, "f")]; }`);
    expect(() => value()).toThrow("Error: x");
    expect(backend.printed).toBe("Error: x [at test (line 1 col 22)]\n");
  });
});
