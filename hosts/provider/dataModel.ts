/**
 * The debugger's data model as both hosts and the provider see it: values, objects with keys and concepts, types.
 *
 * It follows dbgmodel.h in kind, not in form. Three parties speak it:
 * - a backend implements it for the target's own objects (processes, structures, `Debugger.*`);
 * - the provider implements it for what a script returns (getters, iterators, display strings);
 * - dx (the snapshot host's, or the engine's through the bridge) reads it.
 */

/** The VARTYPE of an intrinsic value. */
export type IntegerType = "I1" | "UI1" | "I2" | "UI2" | "I4" | "UI4" | "I8" | "UI8";
export type IntrinsicType = IntegerType | "R4" | "R8" | "BOOL" | "BSTR";

/** An integer of 8 to 32 bits is a number, one of 64 bits a bigint, already wrapped to its type's range. */
export type Intrinsic = IntrinsicValue & {
  readonly kind: "intrinsic";
  /** What came with the value when a method returned it (a function alias that wants its number in decimal). */
  readonly metadata?: Metadata;
};

type IntrinsicValue =
  | { readonly vt: "I1" | "UI1" | "I2" | "UI2" | "I4" | "UI4" | "R4" | "R8"; readonly value: number }
  | { readonly vt: "I8" | "UI8"; readonly value: bigint }
  | { readonly vt: "BOOL"; readonly value: boolean }
  | { readonly vt: "BSTR"; readonly value: string };

/** Nothing: the key is not listed, the item is skipped. */
export interface NoValue {
  readonly kind: "none";
}

/**
 * A failure as a value. `message` is what dx prints for it; without one dx prints the text of `code`.
 * Known codes: 0x80004005 E_FAIL, 0x8000000b E_BOUNDS, 0x80070057 E_INVALIDARG, 0x8007001e read fault.
 */
export interface ErrorValue {
  readonly kind: "error";
  readonly code: number;
  readonly message?: string;
}

/** A method. `self` is the object it was taken from. It reports failure by throwing a ModelError. */
export interface Method {
  readonly kind: "method";
  call(self: Value, args: readonly Value[]): Value;
  readonly metadata?: Metadata;
}

export type Value = NoValue | ErrorValue | Intrinsic | Method | ModelObject;

/** Metadata of a key or a value: Help, PreferShow, PreferredRadix, PreferredFormat, PreferredLength ... */
export type Metadata = Readonly<Record<string, Value>>;

/** A failure thrown by a backend, an accessor or a method; becomes an ErrorValue or a script exception. */
export class ModelError extends Error {
  constructor(
    message: string,
    /** HRESULT, unsigned. */
    readonly code: number = 0x80004005,
  ) {
    super(message);
    this.name = "ModelError";
  }
}

/** One item of an iteration; `indices` is empty when the container has no default index dimensionality. */
export interface Item {
  readonly value: Value;
  readonly indices: readonly Value[];
  readonly metadata?: Metadata;
  /** The walk failed here, with the error that is the value: queries end at it, while an item that is an error counts. */
  readonly isFailure?: boolean;
}

/** One key of an object. `get` runs the accessor; it may throw a ModelError. */
export interface Key {
  readonly name: string;
  readonly metadata?: Metadata;
  get(self: ModelObject): Value;
  set?(self: ModelObject, value: Value): void;
  /** Whether an accessor stands behind it: to assign to one without `set` is "not implemented". */
  readonly isComputed?: boolean;
}

/** What an object can do besides having keys. All are optional; each may throw a ModelError. */
export interface Concepts {
  /** Display string; undefined or empty prints no value part. */
  display?(self: ModelObject, format?: string): string | undefined;
  /** A fresh, lazy walk over the items. A failing item is yielded as an ErrorValue; dx goes on after it. */
  iterate?(self: ModelObject): Iterator<Item>;
  /** The number of indices each item carries and `index` takes; 0 when there is no indexer. */
  dimensionality?(self: ModelObject): number;
  index?(self: ModelObject, indices: readonly Value[]): Value;
  setAt?(self: ModelObject, indices: readonly Value[], value: Value): void;
  /** <0, 0, >0 (API 1.2). */
  compareTo?(self: ModelObject, other: Value): number;
  equals?(self: ModelObject, other: Value): boolean;
}

/**
 * An object of the data model. Identity matters: a backend hands out the same ModelObject for the same thing where the
 * engine would, and compares with `===`.
 */
export interface ModelObject {
  readonly kind: "object";
  /** The object's own keys in their order of enumeration, parent models excluded. */
  keys(): Iterable<Key>;
  /** An own key by name; cheaper than `keys()` for objects with many. */
  key(name: string): Key | undefined;
  readonly concepts: Concepts;
  /** Parent models, nearest first. They give keys (with this object as `self`) and the concepts it lacks. */
  parents(): readonly ModelObject[];
  addParent?(parent: ModelObject): void;
  removeParent?(parent: ModelObject): void;
  /** Adds or replaces a key (namespaces, named models). */
  setKey?(name: string, value: Value | undefined, metadata?: Metadata): void;
  /** Set for a typed object of the target. */
  readonly native?: NativeView;
  /** Metadata the object itself carries (valueWithMetadata, PreferredExpansionDepth ...). */
  readonly metadata?: Metadata;
  /** The debug host's context the object belongs to, handed back to the backend unread. */
  readonly context?: unknown;
}

export type TypeKind = "udt" | "pointer" | "array" | "intrinsic" | "enum" | "typedef" | "function" | "bitfield";

export interface NativeField {
  readonly name: string;
  readonly offset: number;
  readonly type: NativeType;
}

/** A type of the target's symbols. */
export interface NativeType {
  readonly name: string;
  readonly module: string;
  readonly kind: TypeKind;
  /** In bytes. */
  readonly size: number;
  /** What a pointer points to, an array holds, a bit field or an enum is made of. */
  readonly baseType?: NativeType;
  /** Number of elements of an array. */
  readonly count?: number;
  /** Set for the type of a bit-field member. */
  readonly bits?: { readonly lsb: number; readonly length: number };
  /** VARTYPE of an intrinsic or enum. */
  readonly vt?: IntrinsicType;
  /** Constants of an enum by name. */
  readonly constants?: ReadonlyMap<string, number>;
  /** Members of a udt, anonymous ones flattened as compilers write them; undefined for other kinds. */
  fields(): readonly NativeField[];
  field(name: string): NativeField | undefined;
  pointerTo(): NativeType;
  arrayOf(count: number): NativeType;
}

/** The native side of a typed object. */
export interface NativeView {
  readonly type: NativeType;
  /** Where it lies; undefined for a value that is in no memory (a cast number). Unsigned 64 bit. */
  readonly address?: bigint;
  /** The value of an intrinsic, enum, bit field or pointer. Reads memory; throws a ModelError. */
  value(): Intrinsic;
  /** A member of a udt; undefined when there is none of that name. */
  field(name: string): ModelObject | undefined;
  /** What a pointer points to, a null pointer too: reading that fails. Throws when the target is of no type (`void *`). */
  dereference(): ModelObject;
  /** Element i of an array or behind a pointer. */
  element(i: number): ModelObject;
  /** The same place without its visualizer, where it has one. */
  readonly raw?: ModelObject;
}
