/** What the provider needs of a debugger, from Microsoft's engine. */
import type { Backend, Context, SymbolInfo, Undo } from "../provider/backend.js";
import { ModelError } from "../provider/dataModel.js";
import type { Metadata, Method, ModelObject, NativeType, Value } from "../provider/dataModel.js";
import { EngineObject } from "./engineObject.js";
import type { EngineType } from "./engineType.js";
import type { Link } from "./link.js";
import { NativeObject } from "./nativeObject.js";
import { Op, Writer } from "./protocol.js";

const CURRENT = { Session: "@$cursession", Process: "@$curprocess", Thread: "@$curthread" } as const;

export class EngineBackend implements Backend {
  /** True while a script's own text is on its way through the engine. */
  printing = false;

  constructor(private readonly link: Link) {}

  get pointerSize(): 4 | 8 {
    return this.link.pointerSize;
  }

  print(text: string): void {
    const before = this.printing;
    this.printing = true;
    try {
      this.link.ask(Op.Print, new Writer().text(text));
    } finally {
      this.printing = before;
    }
  }

  readMemory(address: bigint, size: number, context?: Context): Uint8Array {
    return this.link.readMemory(address, size, contextNumber(context));
  }

  writeMemory(address: bigint, bytes: Uint8Array, context?: Context): void {
    try {
      this.link.ask(
        Op.WriteMemory,
        new Writer().u32(contextNumber(context)).u64(address).u32(bytes.length).bytes(bytes),
      );
    } catch (e) {
      if (!(e instanceof ModelError)) throw e;
      throw new ModelError(`Unable to write memory at Address 0x${address.toString(16)}`, e.code);
    }
  }

  type(module: string, name: string, context?: Context): EngineType | undefined {
    const found = this.link.findType(module, name, contextNumber(context));
    if (found) return found;
    // Compound names the symbols do not know: a pointer to or an array of something they do.
    const pointer = /^(.*\S)\s*\*$/.exec(name);
    if (pointer?.[1] !== undefined) return this.type(module, pointer[1], context)?.pointerTo();
    const array = /^(.*\S)\s*\[(\d+)\]$/.exec(name);
    if (array?.[1] !== undefined) return this.type(module, array[1], context)?.arrayOf(Number(array[2]));
    return undefined;
  }

  symbol(module: string, name: string, context?: Context): SymbolInfo | undefined {
    const r = this.link.ask(Op.FindSymbol, new Writer().u32(contextNumber(context)).text(module).text(name));
    if (!r.u8()) return undefined;
    const address = r.u64();
    return r.u8() ? { address, type: this.link.readType(r) } : { address };
  }

  symbolAt(
    address: bigint,
    context?: Context,
  ): { name: string; module: string; address: bigint; type?: NativeType } | undefined {
    const r = this.link.ask(Op.SymbolAt, new Writer().u32(contextNumber(context)).u64(address));
    if (!r.u8()) return undefined;
    const found = { name: r.text(), module: r.text(), address: r.u64() };
    return r.u8() ? { ...found, type: this.link.readType(r) } : found;
  }

  createTyped(address: bigint, type: NativeType, context?: Context): ModelObject {
    const place = { address: this.link.wrap(address) };
    return new NativeObject(this.link, type as EngineType, place, contextNumber(context));
  }

  createPointer(address: bigint, type: NativeType, context?: Context): ModelObject {
    const place = { bits: this.link.wrap(address) };
    return new NativeObject(this.link, type as EngineType, place, contextNumber(context));
  }

  root(): ModelObject {
    return asObject(this.link.readValue(this.link.ask(Op.Root)), "the root namespace");
  }

  current(what: "Session" | "Process" | "Thread"): ModelObject {
    return asObject(this.evaluated(CURRENT[what], true, undefined, undefined), CURRENT[what]);
  }

  evaluate(expression: string, context?: Context, self?: ModelObject): Value {
    return this.evaluated(expression, false, context, self);
  }

  namedModel(name: string): ModelObject {
    return asObject(this.link.readValue(this.link.ask(Op.NamedModel, new Writer().text(name))), name);
  }

  registerNamedModel(name: string, model: ModelObject): Undo {
    return this.link.register(Op.RegisterModel, this.link.writeValue(new Writer().text(name), model));
  }

  addParent(child: ModelObject, parent: ModelObject): Undo {
    // An object of Node's, or one typed object of the target, keeps its parents itself.
    if (!(child instanceof EngineObject)) {
      if (!child.addParent) throw new ModelError("the object takes no parent model");
      child.addParent(parent);
      return () => child.removeParent?.(parent);
    }
    const w = this.link.writeValue(this.link.writeValue(new Writer(), child), parent);
    const undo = this.link.register(Op.AddParent, w);
    this.link.modelsChanged();
    return undo;
  }

  registerTypeSignature(
    how: "extension" | "visualizer",
    signature: string,
    model: ModelObject,
    module = "",
    minVersion = "",
    maxVersion = "",
  ): Undo {
    const w = new Writer().u8(how === "visualizer" ? 1 : 0);
    w.text(signature).text(module).text(minVersion).text(maxVersion);
    const undo = this.link.register(Op.RegisterSignature, this.link.writeValue(w, model));
    this.link.modelsChanged();
    return undo;
  }

  registerFunctionAlias(name: string, method: Method, metadata?: Metadata): Undo {
    const w = this.link.writeValue(new Writer().text(name), method);
    try {
      return this.link.register(Op.FunctionAlias, this.link.writeMetadata(w, metadata));
    } catch (e) {
      // The engine says E_FAIL and nothing else. Source: real-engine 1.1.
      if (e instanceof ModelError && !e.message)
        throw new ModelError(`the function alias ${name} is already registered`, e.code);
      throw e;
    }
  }

  registerNamespaceProperty(parent: string, modelName: string, property: string, model: ModelObject): Undo {
    const w = new Writer().text(parent).text(modelName).text(property);
    return this.link.register(Op.NamespaceProperty, this.link.writeValue(w, model));
  }

  createInstance(model: ModelObject | string, args: readonly Value[]): Value {
    const from = typeof model === "string" ? this.namedModel(model) : model;
    if (!(from instanceof EngineObject)) throw new ModelError("the model cannot be constructed", 0x80004001);
    return from.construct(args);
  }

  private evaluated(expression: string, extended: boolean, context: Context, self: ModelObject | undefined): Value {
    const w = new Writer()
      .u32(contextNumber(context))
      .u8(extended ? 1 : 0)
      .text(expression);
    w.u8(self ? 1 : 0);
    if (self) this.link.writeValue(w, self);
    return this.link.readValue(this.link.ask(Op.Evaluate, w));
  }
}

function contextNumber(context: Context): number {
  return typeof context === "number" ? context : 0;
}

function asObject(value: Value, what: string): ModelObject {
  if (value.kind === "object") return value;
  if (value.kind === "error") throw new ModelError(value.message ?? "", value.code);
  throw new ModelError(`${what} is no object`);
}
