/**
 * Failures on their way across the border: a ModelError becomes an Error of the script's own world, and an exception that
 * leaves the script becomes a ModelError whose text ends with ` [at script (line N col M)]`. Source: host-api 5.
 */
import { ModelError, type ErrorValue } from "./dataModel.js";
import type { Variants } from "./options.js";
import type { Realm } from "./realm.js";

export const E_FAIL = 0x80004005;
export const E_BOUNDS = 0x8000000b;
export const E_INVALIDARG = 0x80070057;

/** Texts of codes that come without one. Source: host-api 5, real-engine 2.5. */
const texts = new Map([
  [E_FAIL, "Unspecified error (0x80004005)"],
  [E_BOUNDS, "<Unable to get error code text> (0x8000000b)"],
  [E_INVALIDARG, "Invalid parameter. (0x80070057)"],
]);

/** A place in the script, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

const ALREADY_PLACED = / \[at .+ \(line \d+ col \d+\)\]$/;

export class Errors {
  /** HRESULTs of the exceptions we made, so that a rethrown one keeps its code. */
  private readonly codes = new WeakMap<object, number>();

  constructor(
    private readonly realm: Realm,
    private readonly path: string,
    private readonly name: string,
    private readonly variants: Variants,
  ) {}

  /** What the script catches for `thrown`: exceptions of its own pass, ours become errors of its world. */
  toScript(thrown: unknown): unknown {
    if (!(thrown instanceof Error)) return thrown;
    const { Error: ScriptError, RangeError: ScriptRangeError, TypeError: ScriptTypeError } = this.realm.builtins;
    if (thrown instanceof ModelError) {
      const error = new (thrown.code === E_BOUNDS ? ScriptRangeError : ScriptError)(thrown.message);
      this.codes.set(error, thrown.code);
      return error;
    }
    if (thrown instanceof RangeError) return new ScriptRangeError(thrown.message);
    if (thrown instanceof TypeError) return new ScriptTypeError(thrown.message);
    return new ScriptError(thrown.message);
  }

  /** The exception for an error that came as a value. */
  fromValue(value: ErrorValue): ModelError {
    return new ModelError(value.message ?? textOf(value.code), value.code);
  }

  /** An exception that leaves the script. */
  toModel(thrown: unknown): ModelError {
    if (thrown instanceof ModelError) return thrown;
    const message = messageOf(thrown);
    if (message !== undefined && ALREADY_PLACED.test(message)) return new ModelError(message, this.codeOf(thrown));
    const text = this.variants.errorText === "message" && message !== undefined ? message : safeString(thrown);
    const place = this.placeOf(thrown);
    const at = place ? ` [at ${this.name} (line ${place.line} col ${place.column})]` : "";
    return new ModelError(text + at, this.codeOf(thrown));
  }

  /** Where in the script `thrown` was made, as far as its stack tells. */
  placeOf(thrown: unknown): Place | undefined {
    const stack = property(thrown, "stack");
    if (typeof stack !== "string") return undefined;
    for (const line of stack.split("\n")) {
      const start = line.indexOf(`${this.path}:`);
      if (start < 0) continue;
      const [, row, column] = /^:(\d+)(?::(\d+))?/.exec(line.slice(start + this.path.length)) ?? [];
      if (row === undefined) continue;
      return { line: Number(row), column: column === undefined ? caret(stack) : Number(column) };
    }
    return undefined;
  }

  /** A RangeError crosses as E_BOUNDS, which ends an iteration. Source: engine-host 6. */
  private codeOf(thrown: unknown): number {
    if (typeof thrown !== "object" || thrown === null) return E_FAIL;
    const known = this.codes.get(thrown);
    if (known !== undefined) return known;
    const message = messageOf(thrown) ?? "";
    return property(thrown, "name") === "RangeError" && !message.startsWith("Maximum call stack") ? E_BOUNDS : E_FAIL;
  }
}

export function textOf(code: number): string {
  return texts.get(code) ?? `Error (0x${(code >>> 0).toString(16).padStart(8, "0")})`;
}

/** `String(value)` that cannot fail. */
export function safeString(value: unknown): string {
  try {
    return String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

function messageOf(thrown: unknown): string | undefined {
  const message = property(thrown, "message");
  return typeof message === "string" ? message : undefined;
}

function property(thrown: unknown, name: string): unknown {
  if (typeof thrown !== "object" || thrown === null) return undefined;
  try {
    return (thrown as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}

/** Column of a syntax error: the stack shows the line with a caret below the fault. */
function caret(stack: string): number {
  const line = stack.split("\n").find((text) => /^\s*\^+\s*$/.test(text));
  return line === undefined ? 1 : line.indexOf("^") + 1;
}
