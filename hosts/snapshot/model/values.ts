/** Making values and objects of the data model. */
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
  type NoValue,
  type Value,
} from "../../provider/dataModel.js";

export const NOTHING: NoValue = { kind: "none" };

/** E_BOUNDS, E_INVALIDARG and the rest as the engine reports them without words of their own. */
export const E_FAIL = 0x80004005;
export const E_BOUNDS = 0x8000000b;
export const E_INVALIDARG = 0x80070057;
export const E_NOTIMPL = 0x80004001;
/** What `Execute` returns for a command it cannot parse. Source: real-engine 3 `ExecuteCommand("nosuchcommand")`. */
export const E_SYNTAX = 0x80040205;

/** A failure that dx shows by its code alone. */
export function bareError(code: number): ModelError {
  return new ModelError("", code);
}

export function text(value: string): Intrinsic {
  return { kind: "intrinsic", vt: "BSTR", value };
}

export function flag(value: boolean): Intrinsic {
  return { kind: "intrinsic", vt: "BOOL", value };
}

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

/** An integer of type `vt`, wrapped to its range. */
export function integer(vt: IntegerType, value: number | bigint): Intrinsic {
  const bits = BITS[vt];
  const wide = BigInt(value);
  const wrapped = vt.startsWith("U") ? BigInt.asUintN(bits, wide) : BigInt.asIntN(bits, wide);
  if (vt === "I8" || vt === "UI8") return { kind: "intrinsic", vt, value: wrapped };
  return { kind: "intrinsic", vt, value: Number(wrapped) };
}

/** The whole number a value stands for, or undefined when it stands for none. */
export function wholeNumber(value: Value | undefined): bigint | undefined {
  if (value?.kind === "object") {
    if (value.native === undefined || value.native.type.kind === "udt" || value.native.type.kind === "array") {
      return undefined;
    }
    return wholeNumber(value.native.value());
  }
  if (value?.kind !== "intrinsic") return undefined;
  if (typeof value.value === "bigint") return value.value;
  return typeof value.value === "number" && Number.isInteger(value.value) ? BigInt(value.value) : undefined;
}

/** The text a value stands for, or undefined. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === "intrinsic" && value.vt === "BSTR" ? value.value : undefined;
}

export function method(
  call: (args: readonly Value[], self: Value) => Value,
  help?: string,
  more: Metadata = {},
): Method {
  const metadata: Metadata = help === undefined ? more : { Help: text(help), ...more };
  return { kind: "method", call: (self, args) => call(args, self), metadata };
}

/** The metadata of a key with help text. */
export function help(words: string): Metadata {
  return { Help: text(words) };
}

/** Not listed without `-v`. */
export const HIDDEN: Metadata = { PreferShow: flag(false) };

/** Listed although it is a method. */
export const SHOWN: Metadata = { PreferShow: flag(true) };

/** An object with keys kept in order of definition, to which scripts may add parents and keys. */
export class KeyedObject implements ModelObject {
  readonly kind = "object";
  readonly concepts: Concepts;
  readonly metadata?: Metadata;
  private readonly table = new Map<string, Key>();
  private parentModels: readonly ModelObject[];

  constructor(concepts: Concepts = {}, parents: readonly ModelObject[] = [], metadata?: Metadata) {
    this.concepts = concepts;
    this.parentModels = parents;
    if (metadata !== undefined) this.metadata = metadata;
  }

  /** Adds a key whose value is computed when it is read. */
  define(name: string, get: () => Value, metadata?: Metadata): this {
    this.table.set(name, { name, get, isComputed: true, ...(metadata === undefined ? {} : { metadata }) });
    return this;
  }

  /** Adds a key with a fixed value. */
  with(name: string, value: Value, metadata?: Metadata): this {
    const known = metadata ?? (value.kind === "method" ? value.metadata : undefined);
    this.table.set(name, { name, get: () => value, ...(known === undefined ? {} : { metadata: known }) });
    return this;
  }

  keys(): Iterable<Key> {
    return this.table.values();
  }

  key(name: string): Key | undefined {
    return this.table.get(name);
  }

  parents(): readonly ModelObject[] {
    return this.parentModels;
  }

  addParent(parent: ModelObject): void {
    if (!this.parentModels.includes(parent)) this.parentModels = [...this.parentModels, parent];
  }

  removeParent(parent: ModelObject): void {
    this.parentModels = this.parentModels.filter((known) => known !== parent);
  }

  setKey(name: string, value: Value | undefined, metadata?: Metadata): void {
    if (value === undefined) this.table.delete(name);
    else this.with(name, value, metadata);
  }
}

/** One row of a container: what it holds under which index. */
export interface Row {
  readonly index: Intrinsic;
  readonly value: Value;
}

/**
 * A container with one index per row. `find` is asked first for an index; without it the rows are counted.
 */
export function container(
  rows: () => Iterable<Row>,
  find: (index: Value) => Value | undefined,
  parents: readonly ModelObject[] = [],
): KeyedObject {
  const concepts: Concepts = {
    *iterate(): Iterator<Item> {
      for (const row of rows()) yield { value: row.value, indices: [row.index] };
    },
    dimensionality: () => 1,
    index(_self, indices) {
      const [index, ...rest] = indices;
      if (index === undefined || rest.length > 0) throw bareError(E_FAIL);
      const found = find(index);
      if (found === undefined) throw bareError(E_BOUNDS);
      return found;
    },
  };
  return new KeyedObject(concepts, parents);
}

/** A container of values counted from 0. */
export function sequence(values: readonly Value[]): KeyedObject {
  const rows = values.map((value, i) => ({ index: integer("UI8", i), value }));
  return container(
    () => rows,
    (index) => {
      const i = wholeNumber(index);
      if (i === undefined) throw bareError(E_INVALIDARG);
      return i >= 0n && i < BigInt(values.length) ? values[Number(i)] : undefined;
    },
  );
}
