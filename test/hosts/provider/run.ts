/** Loads a script into a provider over the fake debugger and calls into it. */
import { createProvider, HostCounters, type FaultHook, type Variants } from "../../../hosts/provider/index.js";
import type { Value } from "../../../hosts/provider/dataModel.js";
import type { LoadedScript } from "../../../hosts/provider/scriptHost.js";
import { FakeBackend } from "./fakeBackend.js";

export interface Options {
  variants?: Partial<Variants>;
  faults?: FaultHook;
  /** API version records; 1.7 when left out. */
  api?: number | undefined;
}

export interface Run {
  readonly backend: FakeBackend;
  readonly counters: HostCounters;
  readonly script: LoadedScript;
  /** The function's value as the debugger gets it. */
  value(...args: Value[]): Value;
  /** The function's JSON, read back: for answers of several parts. */
  json(...args: Value[]): unknown;
}

/** A script whose function alias `f` has this body (`args` are its arguments). */
export function run(body: string, options: Options = {}): Run {
  const api = "api" in options ? options.api : 7;
  const records = api === undefined ? "" : `new host.apiVersionSupport(1, ${api}),`;
  return load(
    `"use strict";
     function f(...args) { ${body} }
     function initializeScript() { return [${records} new host.functionAlias(f, "f")]; }`,
    options,
  );
}

/** Any script; `value` and `json` call its alias `f`. */
export function load(source: string, options: Options = {}, path = "C:\\dbg\\test.js"): Run {
  const backend = new FakeBackend();
  const counters = new HostCounters();
  const { variants, faults } = options;
  const provider = createProvider(backend, { counters, ...(variants && { variants }), ...(faults && { faults }) });
  const script = provider.load(path, source);
  const value = (...args: Value[]): Value => backend.call("f", ...args);
  return { backend, counters, script, value, json: (...args) => JSON.parse(textOf(value(...args))) as unknown };
}

export function textOf(value: Value): string {
  if (value.kind === "intrinsic" && value.vt === "BSTR") return value.value;
  throw new Error(`no string: ${value.kind}`);
}

/** Runs `body`, which returns an object, and gives that object. */
export function answer(body: string, options: Options = {}): unknown {
  return run(
    `return JSON.stringify((() => { ${body} })(), (k, v) => (v === undefined ? "undefined" : v));`,
    options,
  ).json();
}

/** The text of the exception that `expression` throws in the script; fails when it does not throw. */
export function thrown(expression: string, options: Options = {}): unknown {
  return answer(
    `try { ${expression}; } catch (e) { return { message: e.message, isError: e instanceof Error }; }
     return "nothing was thrown";`,
    options,
  );
}
