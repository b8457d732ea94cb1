/** Objects of the data model for tests, with counters of what is called on them. */
import {
  ModelError,
  type Concepts,
  type Intrinsic,
  type IntegerType,
  type Item,
  type Key,
  type Metadata,
  type Method,
  type ModelObject,
  type Value,
} from "../../../../hosts/provider/dataModel";

/** What was called since the last reset, and a trace of it. */
export class Probe {
  getters = 0;
  nexts = 0;
  displays = 0;
  isTracing = false;
  say: (text: string) => void = () => undefined;

  reset(): void {
    this.getters = this.nexts = this.displays = 0;
  }

  trace(text: string): void {
    if (this.isTracing) this.say(`<${text}>`);
  }
}

export const E_FAIL = 0x80004005;
export const E_NOTIMPL = 0x80004001;
export const E_INVALIDARG = 0x80070057;
export const E_BOUNDS = 0x8000000b;

const BITS: Readonly<Record<IntegerType, number>> = {
  I1: 8,
  UI1: 8,
  I2: 16,
  UI2: 16,
  I4: 32,
  UI4: 32,
  I8: 64,
  UI8: 64,
};

/** An integer from its bits. */
export function I(vt: IntegerType, bits: bigint | number): Intrinsic {
  const value = vt.startsWith("U") ? BigInt.asUintN(BITS[vt], BigInt(bits)) : BigInt.asIntN(BITS[vt], BigInt(bits));
  return vt === "I8" || vt === "UI8"
    ? { kind: "intrinsic", vt, value }
    : { kind: "intrinsic", vt, value: Number(value) };
}
export const S = (value: string): Intrinsic => ({ kind: "intrinsic", vt: "BSTR", value });
export const D = (value: number): Intrinsic => ({ kind: "intrinsic", vt: "R8", value });
export const F = (value: number): Intrinsic => ({ kind: "intrinsic", vt: "R4", value: Math.fround(value) });
export const B = (value: boolean): Intrinsic => ({ kind: "intrinsic", vt: "BOOL", value });
export const NV: Value = { kind: "none" };
export const ERR = (code: number, message?: string): Value =>
  message === undefined ? { kind: "error", code } : { kind: "error", code, message };

export const radix = (value: number): Metadata => ({ PreferredRadix: I("UI4", value) });

/** A property accessor. */
export interface Accessor {
  readonly kind: "accessor";
  get(self: ModelObject): Value;
  set?(value: Value): void;
}
export const P = (get: (self: ModelObject) => Value, set?: (value: Value) => void): Accessor =>
  set === undefined ? { kind: "accessor", get } : { kind: "accessor", get, set };
/** An accessor that fails. */
export const PE = (code: number, message = ""): Accessor =>
  P(() => {
    throw new ModelError(message, code);
  });

export function method(call: (args: readonly Value[], self: Value) => Value, metadata?: Metadata): Method {
  const made = { kind: "method", call: (self: Value, args: readonly Value[]) => call(args, self) } as const;
  return metadata === undefined ? made : { ...made, metadata };
}

export type Entry = readonly [value: Value | Accessor, metadata?: Metadata];
export type Entries = Readonly<Record<string, Entry>>;

/** An object of the test. Its keys can be like those of a script's object ("dynamic") or plain values ("static"). */
export class Sample implements ModelObject {
  readonly kind = "object";
  readonly concepts: { -readonly [Name in keyof Concepts]: Concepts[Name] } = {};
  readonly table = new Map<string, Key>();
  private readonly models: ModelObject[] = [];

  constructor(
    readonly probe: Probe,
    entries: Entries = {},
    private readonly isDynamic = true,
  ) {
    for (const [name, entry] of Object.entries(entries)) this.put(name, ...entry);
  }

  put(name: string, value: Value | Accessor, metadata?: Metadata): this {
    const { probe } = this;
    const get = (self: ModelObject): Value => {
      if (value.kind !== "accessor") return value;
      probe.getters++;
      probe.trace(`get ${name}`);
      return value.get(self);
    };
    const set = (_self: ModelObject, to: Value): void => {
      // A dynamic key without a setter is refused by its provider.
      if (value.kind !== "accessor" || value.set === undefined) throw new ModelError("", E_NOTIMPL);
      value.set(to);
    };
    const isSettable = this.isDynamic || (value.kind === "accessor" && value.set !== undefined);
    this.table.set(name, { name, get, ...(metadata && { metadata }), ...(isSettable && { set }) });
    return this;
  }

  keys(): Iterable<Key> {
    return this.table.values();
  }

  key(name: string): Key | undefined {
    return this.table.get(name);
  }

  parents(): readonly ModelObject[] {
    return this.models;
  }

  addParent(parent: ModelObject): void {
    this.models.push(parent);
  }

  shows(text: string | (() => string)): this {
    this.concepts.display = () => {
      this.probe.displays++;
      this.probe.trace("disp");
      return typeof text === "string" ? text : text();
    };
    return this;
  }

  /** `next(n)` gives the n-th item, undefined at the end; it may throw and is then asked for n + 1. */
  iterates(dimensionality: number, next: (n: number) => Item | undefined): this {
    this.concepts.dimensionality = () => dimensionality;
    this.concepts.iterate = () => {
      this.probe.trace("iterator");
      let n = 0;
      return {
        next: () => {
          this.probe.nexts++;
          this.probe.trace(`next ${n}`);
          const item = next(n++);
          return item === undefined ? { done: true, value: undefined } : { done: false, value: item };
        },
      };
    };
    return this;
  }

  indexes(index: (indices: readonly Value[]) => Value): this {
    this.concepts.index = (_self, indices) => index(indices);
    return this;
  }
}
