import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createProvider } from "../../hosts/provider/index.js";
import { caseDump, HEALTHY } from "./dump.js";
import { openRecorded, type Recorded } from "./session.js";

const folder = mkdtempSync(join(tmpdir(), "alpcx script "));
let dbg: Recorded;
const loaded: string[] = [];

beforeAll(() => {
  const { dump, symbols, image } = caseDump(HEALTHY);
  dbg = openRecorded(dump, { symbols, image, provider: (backend) => createProvider(backend) });
});
afterAll(() => {
  dbg.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  for (const path of loaded.splice(0)) dbg.text(`.scriptunload ${path}`);
});

/** Writes a script; gives its path as the engine names it. */
function script(name: string, source: string): string {
  const path = join(folder, name);
  writeFileSync(path, source);
  const named = process.platform === "win32" ? path : `Z:${path.replaceAll("/", "\\")}`;
  loaded.push(named);
  return named;
}

test("load, list, contents, unload: the engine's own words, also for a path with a blank", () => {
  const path = script(
    "hello.js",
    `function hello(name) { host.diagnostics.debugLog("Hello ", name, "\\n"); }
     function __hidden() {}
     function initializeScript() { host.diagnostics.debugLog("init\\n"); return [new host.functionAlias(hello, "hello")]; }
     function uninitializeScript() { host.diagnostics.debugLog("bye\\n"); }`,
  );
  expect(dbg.text(`.scriptload ${path}`)).toBe(`init\nJavaScript script successfully loaded from '${path}'\n`);
  expect(dbg.text(`.scriptload ${path}`)).toContain("has been already loaded");
  expect(dbg.text(".scriptlist")).toContain(`    JavaScript script from '${path}'\n`);
  expect(dbg.text('!hello "World"')).toBe('Hello World\n@$hello("World")\n');
  expect(dbg.text("dx Debugger.State.Scripts")).toContain("    hello");
  expect(dbg.text('dx -s Debugger.State.Scripts.hello.Contents.hello("you")')).toBe("Hello you\n");
  expect(dbg.text('dx -s @$scriptContents.hello("me")')).toBe("Hello me\n");
  expect(dbg.text("dx -v Debugger.State.Scripts.hello.Contents")).not.toContain("__hidden");
  expect(dbg.text(`.scriptunload ${path}`)).toBe(`bye\nJavaScript script unloaded from '${path}'\n`);
  expect(dbg.text("!hello 1")).toContain("No export hello found");
  expect(dbg.text('dx @$scriptContents.hello("me")')).toMatch(/^Error: /);
});

test("a syntax error and an exception in initializeScript name the file and the line, once", () => {
  const syntax = script("syntax.js", "function initializeScript() {\n  var x = ;\n}\n");
  const printed = dbg.text(`.scriptload ${syntax}`);
  expect(printed).toContain(`"${syntax}" (line 2 (@ 11)): Error (0x80004005): SyntaxError: `);
  expect(printed.match(/Unable to execute JavaScript script/g)).toHaveLength(1);
  expect(dbg.run(`.scriptload ${syntax}`).failed).toBe(true);

  const throws = script("throws.js", 'function initializeScript() {\n  throw new Error("not now");\n}\n');
  expect(dbg.text(`.scriptload ${throws}`)).toMatch(/not now/);
  expect(dbg.text(".scriptlist")).toContain("Command Loaded Scripts:\n    <None Loaded>");
});

test("a load that fails in its records leaves nothing behind", () => {
  const path = script(
    "twice.js",
    `function f() { return 1; }
     function initializeScript() { return [new host.functionAlias(f, "once"), new host.functionAlias(f, "once")]; }`,
  );
  expect(dbg.run(`.scriptload ${path}`).failed).toBe(true);
  expect(dbg.text("!once")).toContain("No export once found");
});

test(".scriptrun calls invokeScript, and says so when there is none", () => {
  const run = script("run.js", 'function invokeScript() { host.diagnostics.debugLog("invoked\\n"); }');
  expect(dbg.text(`.scriptrun ${run}`)).toContain("invoked\n");
  const none = script("none.js", "var x = 1;");
  expect(dbg.text(`.scriptrun ${none}`)).toContain("has no main function to invoke!");
});

test("the file is read as ANSI: a character outside of ASCII arrives as its bytes", () => {
  const path = script(
    "ansi.js",
    'function f() { return "\u00fc".length; }\nfunction initializeScript() { return [new host.functionAlias(f, "ansi")]; }',
  );
  dbg.text(`.scriptload ${path}`);
  expect(dbg.text("!ansi")).toContain(": 0x2\n");
});

test("script, engine and script again: a command that uses the script's own model", () => {
  const path = script(
    "nest.js",
    `class Ext {
       get Depth() {
         const n = ++globalDepth;
         if (n >= 20) return n;
         for (const line of host.namespace.Debugger.Utility.Control.ExecuteCommand("dx -r0 @$curprocess.Depth"))
           return "" + line;
       }
     }
     var globalDepth = 0;
     function initializeScript() { return [new host.apiVersionSupport(1, 7), new host.namedModelParent(Ext, "Debugger.Models.Process")]; }`,
  );
  dbg.text(`.scriptload ${path}`);
  expect(dbg.text("dx -r0 @$curprocess.Depth")).toMatch(/ : .*: 0x14\n$/);
});

test("closing the session runs uninitializeScript", () => {
  const { dump, symbols, image } = caseDump(HEALTHY);
  let last = "";
  const other = openRecorded(dump, {
    symbols,
    image,
    provider: (backend) => createProvider({ ...backendOf(backend), print: (text) => void (last += text) }),
  });
  other.text(`.scriptload ${script("bye.js", 'function uninitializeScript() { host.diagnostics.debugLog("bye"); }')}`);
  other.close();
  expect(last).toBe("bye");
});

/** The methods of a backend bound to it, so that one can be replaced. */
function backendOf<T extends object>(backend: T): T {
  return new Proxy(backend, {
    ownKeys: (target) =>
      Object.getOwnPropertyNames(Object.getPrototypeOf(target)).filter((name) => name !== "constructor"),
    getOwnPropertyDescriptor: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      return {
        configurable: true,
        enumerable: true,
        value: typeof value === "function" ? (value as (...args: unknown[]) => unknown).bind(target) : value,
      };
    },
  });
}
