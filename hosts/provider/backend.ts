/**
 * What the provider needs of a debugger. Two implementations: hosts/snapshot (a recording) and hosts/engine
 * (Microsoft's dbgeng). Every method may throw a ModelError; addresses are unsigned 64 bit.
 */
import type { Metadata, Method, ModelObject, NativeType, Value } from "./dataModel.js";

/** Undoes a registration. Safe to call twice. */
export type Undo = () => void;

/** Opaque to the provider: the context (process) an object belongs to; undefined is the current one. */
export type Context = unknown;

export interface SymbolInfo {
  readonly address: bigint;
  /** Unknown for public symbols. */
  readonly type?: NativeType;
}

export interface Backend {
  readonly pointerSize: 4 | 8;

  /** Text of `debugLog`: no newline is added. */
  print(text: string): void;

  /** Exactly `size` bytes, not to be changed nor kept, or a ModelError `Unable to read memory at Address 0x...`. */
  readMemory(address: bigint, size: number, context?: Context): Uint8Array;
  writeMemory(address: bigint, bytes: Uint8Array, context?: Context): void;

  /** A type by name: `_ALPC_PORT`, `_ALPC_PORT *`, `unsigned long`, `_LIST_ENTRY[4]`; undefined when not found. */
  type(module: string, name: string, context?: Context): NativeType | undefined;
  symbol(module: string, name: string, context?: Context): SymbolInfo | undefined;
  /** The symbol at or before an address, with its name. */
  symbolAt(
    address: bigint,
    context?: Context,
  ): { name: string; module: string; address: bigint; type?: NativeType } | undefined;

  /** A typed object at an address. Touches no memory. */
  createTyped(address: bigint, type: NativeType, context?: Context): ModelObject;
  /** A pointer whose value is `address`. `type` is the pointer type. */
  createPointer(address: bigint, type: NativeType, context?: Context): ModelObject;

  /** The root namespace: its key `Debugger` is what scripts use. */
  root(): ModelObject;
  current(what: "Session" | "Process" | "Thread"): ModelObject;
  /** C++ expression over the target (host.evaluateExpression); `self` is the implicit this. */
  evaluate(expression: string, context?: Context, self?: ModelObject): Value;

  /** A named model such as `Debugger.Models.Process`; a stub is made when there is none. */
  namedModel(name: string): ModelObject;
  registerNamedModel(name: string, model: ModelObject): Undo;
  addParent(child: ModelObject, parent: ModelObject): Undo;
  /** Attaches a model to every typed object whose type name matches `signature`. A visualizer replaces the native view. */
  registerTypeSignature(
    how: "extension" | "visualizer",
    signature: string,
    model: ModelObject,
    module?: string,
    minVersion?: string,
    maxVersion?: string,
  ): Undo;
  /** `!name` and `@$name(...)`. Throws when the name is taken. */
  registerFunctionAlias(name: string, method: Method, metadata?: Metadata): Undo;
  /** Attaches `model` under the key `property` of the named model `parent`. */
  registerNamespaceProperty(parent: string, modelName: string, property: string, model: ModelObject): Undo;
  /** Makes an instance of a constructable model (host.createInstance). */
  createInstance?(model: ModelObject | string, args: readonly Value[]): Value;
}
