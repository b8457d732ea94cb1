/**
 * The bare JavaScript world of one script: a context of its own with the library of es2017.ts, or all that V8 has, and
 * nothing of Node.js.
 * Whatever the provider hands to the script is made of this world's objects, so `instanceof` works there.
 */
import vm from "node:vm";
import { globals, members } from "./es2017.js";
import type { Variants } from "./options.js";

type Constructor<T> = new (...args: never[]) => T;
/** A function of the script's world. */
export type ScriptFunction = (...args: unknown[]) => unknown;
type ErrorConstructor = new (message: string) => Error;

/** The built-ins of a context that the provider uses. */
interface Intrinsics {
  readonly Object: Constructor<object>;
  readonly Function: { readonly prototype: object };
  readonly Array: new (length: number) => unknown[];
  readonly Number: { readonly prototype: object };
  readonly Symbol: object;
  readonly Error: ErrorConstructor & { stackTraceLimit: number };
  readonly RangeError: ErrorConstructor;
  readonly TypeError: ErrorConstructor;
  readonly Uint8Array: new (content: number | Uint8Array) => Uint8Array;
  readonly Int8Array: new (buffer: ArrayBufferLike) => Int8Array;
  readonly Uint16Array: new (buffer: ArrayBufferLike) => Uint16Array;
  readonly Int16Array: new (buffer: ArrayBufferLike) => Int16Array;
  readonly Uint32Array: new (buffer: ArrayBufferLike) => Uint32Array;
  readonly Int32Array: new (buffer: ArrayBufferLike) => Int32Array;
  readonly iteratorPrototype: object;
  readonly typedArray: object;
}

/** Frames kept by an Error: those of the provider come first, the script's own must not be cut off. */
const STACK_FRAMES = 24;

/** Without it every look-up of a global goes through an interceptor, a hundred times slower. Since Node.js 20.18. */
const ordinaryGlobal = (vm.constants as unknown as { DONT_CONTEXTIFY?: object }).DONT_CONTEXTIFY;

export class Realm {
  readonly context: vm.Context;
  /** The script's global object. */
  readonly global: Record<PropertyKey, unknown>;
  readonly builtins: Intrinsics;
  /** Global names that are not the script's. */
  readonly builtinNames: ReadonlySet<string>;
  /** Prototypes of the library: where a search for the script's own members ends. */
  readonly builtinPrototypes: ReadonlySet<object>;
  /** Key of `get [Symbol.metadataDescriptor]()`. */
  readonly metadataDescriptor: symbol;
  private readonly callWith: (f: (self: unknown, args: unknown[]) => unknown, name: string) => ScriptFunction;
  private readonly constructWith: (construct: (args: unknown[]) => object, name: string) => object;

  constructor(sort: Variants["sort"] = "stable", library: Variants["library"] = "Chakra") {
    this.context = vm.createContext(ordinaryGlobal ?? {});
    this.global = this.run("this") as Record<PropertyKey, unknown>;
    this.builtins = this.run(`({ Object, Function, Array, Number, Symbol, Error, RangeError, TypeError, Uint8Array,
      Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array,
      typedArray: Object.getPrototypeOf(Uint8Array),
      iteratorPrototype: Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) })`) as Intrinsics;
    this.builtins.Error.stackTraceLimit = STACK_FRAMES;
    this.callWith = this.run(`(function (call, name) {
      const f = function (...args) { return call(this, args); };
      Object.defineProperty(f, "name", { value: name, configurable: true });
      return f;
    })`) as typeof this.callWith;
    this.constructWith = this.run(`(function (construct, name) {
      const { setPrototypeOf } = Object;
      const made = class { constructor(...args) { return setPrototypeOf(construct(args), new.target.prototype); } };
      Object.defineProperty(made, "name", { value: name, configurable: true });
      return made;
    })`) as typeof this.constructWith;
    if (sort === "unstable") this.run(UNSTABLE_SORT);
    this.builtinPrototypes = this.prototypes();
    if (library === "Chakra") this.strip();
    // No script has been seen to use it in WinDbg, some make their own.
    else Reflect.deleteProperty(this.global, "console");
    this.metadataDescriptor = Symbol("metadataDescriptor");
    Object.defineProperty(this.builtins.Symbol, "metadataDescriptor", { value: this.metadataDescriptor });
    this.builtinNames = new Set(Object.getOwnPropertyNames(this.global));
  }

  private run(source: string): unknown {
    return vm.runInContext(source, this.context);
  }

  /** A function of the script's world around one of ours. */
  function(name: string, call: (self: unknown, args: unknown[]) => unknown): ScriptFunction {
    return this.callWith(call, name);
  }

  /** A class of the script's world: it cannot be called without `new`. */
  class(name: string, construct: (args: unknown[]) => object): object {
    return this.constructWith(construct, name);
  }

  /** Gives a function or class of ours the prototypes of the script's world. */
  adopt<T extends object>(f: T): T {
    Object.setPrototypeOf(f, this.builtins.Function.prototype);
    const { prototype } = f as { prototype?: object };
    if (prototype) Object.setPrototypeOf(prototype, this.builtins.Object.prototype as object);
    return f;
  }

  /** An empty object of the script's world. */
  object(): Record<PropertyKey, unknown> {
    return new this.builtins.Object() as Record<PropertyKey, unknown>;
  }

  /** An array of the script's world. */
  array(items: Iterable<unknown>): unknown[] {
    const array = new this.builtins.Array(0);
    for (const item of items) array.push(item);
    return array;
  }

  /** An iterator of the script's world over one of ours. */
  iterator(next: () => { done: boolean; value: unknown }, stop?: () => void): object {
    const iterator = Object.create(this.builtins.iteratorPrototype) as Record<string, unknown>;
    const result = (done: boolean, value: unknown): object => Object.assign(this.object(), { value, done });
    iterator["next"] = this.function("next", () => {
      const { done, value } = next();
      return result(done, value);
    });
    iterator["return"] = this.function("return", (_self, [value]) => {
      stop?.();
      return result(true, value);
    });
    return iterator;
  }

  private prototypes(): Set<object> {
    const found = new Set<object>([this.builtins.iteratorPrototype]);
    for (const name of Object.getOwnPropertyNames(this.global)) {
      const value = this.global[name];
      if (typeof value !== "function") continue;
      const { prototype } = value as { prototype?: object };
      if (prototype) found.add(prototype);
    }
    found.add((this.builtins.typedArray as { prototype: object }).prototype);
    for (const source of [
      "(function*(){})()",
      "[][Symbol.iterator]()",
      "new Map().keys()",
      "new Set().keys()",
      '""[Symbol.iterator]()',
    ]) {
      let prototype = Object.getPrototypeOf(this.run(source)) as object | null;
      // The first prototype of a generator object is the generator function's own, empty one.
      for (; prototype; prototype = Object.getPrototypeOf(prototype) as object | null) found.add(prototype);
    }
    return found;
  }

  private strip(): void {
    for (const [path, keep] of Object.entries(members)) {
      const holder = this.holder(path);
      for (const key of Reflect.ownKeys(holder)) {
        if (!keep.has(typeof key === "symbol" ? symbolName(key) : key)) Reflect.deleteProperty(holder, key);
      }
    }
    for (const name of Object.getOwnPropertyNames(this.global)) {
      if (!globals.has(name)) Reflect.deleteProperty(this.global, name);
    }
  }

  private holder(path: string): object {
    if (path === "Iterator.prototype") return this.builtins.iteratorPrototype;
    const [name = "", prototype] = path.split(".");
    const base = name === "TypedArray" ? this.builtins.typedArray : (this.global[name] as object);
    return prototype ? (base as { prototype: object }).prototype : base;
  }
}

function symbolName(symbol: symbol): string {
  return symbol.description?.replace(/^Symbol\./, "@@") ?? "";
}

/** Equal items come out in another order than they went in, as Chakra's sort of many items does. */
const UNSTABLE_SORT = `(function () {
  const sort = Array.prototype.sort, reverse = Array.prototype.reverse;
  Object.defineProperty(Array.prototype, "sort", { configurable: true, writable: true, value: function (compare) {
    if (this.length > 512) reverse.call(this);
    return sort.call(this, compare);
  } });
})()`;
