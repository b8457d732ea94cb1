/** A debugger of a few structures and two processes, small enough to see through. */
import type { Backend, SymbolInfo, Undo } from "../../../hosts/provider/backend.js";
import {
  ModelError,
  type Metadata,
  type Method,
  type ModelObject,
  type NativeType,
  type Value,
} from "../../../hosts/provider/dataModel.js";
import { FakeObject } from "./fakeObject.js";
import { basic, bitField, enumeration, struct, typed } from "./fakeTypes.js";

const color = enumeration("_COLOR", { Red: 0, Green: 5 });
const node = struct("_NODE", 16, { Flink: [0, basic.VOID.pointerTo()], Value: [8, basic.ULONG64] });

/** Every kind of member, and members whose names collide with projected ones. */
export const thing = struct("_THING", 0x60, {
  Count: [0, basic.ULONG],
  Small: [4, basic.ULONG64],
  Big: [12, basic.ULONG64],
  Signed: [20, basic.LONG64],
  Low: [28, bitField(basic.ULONG, 0, 4)],
  High: [28, bitField(basic.ULONG, 4, 4)],
  WideBit: [32, bitField(basic.ULONG64, 1, 1)],
  Next: [40, node.pointerTo()],
  Null: [48, node.pointerTo()],
  Anything: [56, basic.VOID.pointerTo()],
  Color: [64, color],
  Bytes: [68, basic.UCHAR.arrayOf(4)],
  address: [72, basic.ULONG],
  Inner: [80, node],
});

export const THING = 0xffffe00000001000n;
export const NODE = 0xffffe00000002000n;
export const USER = 0x10000n;

const num = (value: bigint): Value => ({ kind: "intrinsic", vt: "UI8", value });
const str = (value: string): Value => ({ kind: "intrinsic", vt: "BSTR", value });

interface Signature {
  how: string;
  signature: string;
  model: ModelObject;
  module: string | undefined;
}

export class FakeBackend implements Backend {
  readonly pointerSize = 8;
  printed = "";
  readonly aliases = new Map<string, { method: Method; metadata: Metadata | undefined }>();
  readonly models = new Map<string, FakeObject | ModelObject>();
  readonly signatures: Signature[] = [];
  readonly readSizes: number[] = [];
  readonly types = new Map<string, NativeType>();
  readonly symbols = new Map<string, SymbolInfo>();
  /** By context: undefined holds the system's memory, a process its user space. */
  private readonly memory = new Map<unknown, Map<bigint, Uint8Array>>();
  private readonly processModel = new FakeObject({});
  /** `alpha` is current; `beta` is not. The Idle process has neither KernelObject nor Io, as user-mode ones. */
  readonly processes: FakeObject[];
  readonly namespace: FakeObject;

  constructor() {
    for (const type of [thing, node, color, ...Object.values(basic)]) {
      this.types.set(type.name, type);
      this.types.set(type.pointerTo().name, type.pointerTo());
    }
    this.put(THING, thingBytes());
    this.put(NODE, [...le(0n, 8), ...le(77n, 8)]);
    this.put(USER, [1, 1, 1, 1, 1, 1, 1, 1], "alpha");
    this.put(USER, [2, 2, 2, 2, 2, 2, 2, 2], "beta");
    this.symbols.set("GlobalThing", { address: THING, type: thing });
    this.symbols.set("PublicThing", { address: THING });
    this.models.set("Debugger.Models.Process", this.processModel);
    this.processes = [
      this.process("alpha", 4n, true),
      this.process("beta", 8n, true),
      this.process("user", 12n, false),
    ];
    this.namespace = new FakeObject({ Debugger: this.makeDebugger() });
  }

  print(text: string): void {
    this.printed += text;
  }

  put(address: bigint, bytes: Iterable<number>, context?: unknown): void {
    const space = this.memory.get(context) ?? new Map<bigint, Uint8Array>();
    space.set(address, Uint8Array.from(bytes));
    this.memory.set(context, space);
  }

  readonly readMemory = (address: bigint, size: number, context: unknown = "alpha"): Uint8Array => {
    this.readSizes.push(size);
    for (const space of [this.memory.get(context), this.memory.get(undefined)]) {
      for (const [start, bytes] of space ?? []) {
        const from = Number(address - start);
        if (address >= start && from + size <= bytes.length) return bytes.subarray(from, from + size);
      }
    }
    throw new ModelError(`Unable to read memory at Address 0x${address.toString(16)}`, 0x8007001e);
  };

  writeMemory(address: bigint, bytes: Uint8Array, context: unknown = "alpha"): void {
    this.readMemory(address, bytes.length, context).set(bytes);
  }

  type(module: string, name: string): NativeType | undefined {
    return module === "nt" ? this.types.get(name) : undefined;
  }
  symbol(module: string, name: string): SymbolInfo | undefined {
    return module === "nt" ? this.symbols.get(name) : undefined;
  }
  symbolAt(address: bigint) {
    for (const [name, { address: start, type }] of this.symbols) {
      if (address >= start && address < start + 0x60n) {
        return { name, module: "nt", address: start, ...(type && { type }) };
      }
    }
    return undefined;
  }
  createTyped(address: bigint, type: NativeType, context?: unknown): ModelObject {
    return typed(this.readMemory, type, { address }, context);
  }
  createPointer(address: bigint, type: NativeType, context?: unknown): ModelObject {
    return typed(this.readMemory, type, { value: address }, context);
  }
  root(): ModelObject {
    return this.namespace;
  }
  current(what: "Session" | "Process" | "Thread"): ModelObject {
    const process = this.processes[0];
    if (what === "Process" && process) return process;
    return new FakeObject({ Id: num(1n), What: str(what) });
  }
  evaluate(expression: string, _context?: unknown, self?: ModelObject): Value {
    if (expression === "sizeof(_THING)") return num(0x60n);
    if (expression === "Count" && self?.native) return self.native.field("Count") ?? { kind: "none" };
    throw new ModelError(`Unable to bind name '${expression}'`);
  }
  namedModel(name: string): ModelObject {
    const model = this.models.get(name) ?? new FakeObject({});
    this.models.set(name, model);
    return model;
  }
  registerNamedModel(name: string, model: ModelObject): Undo {
    this.models.set(name, model);
    return () => void this.models.delete(name);
  }
  addParent(child: ModelObject, parent: ModelObject): Undo {
    child.addParent?.(parent);
    return () => child.removeParent?.(parent);
  }
  registerTypeSignature(how: "extension" | "visualizer", signature: string, model: ModelObject, module?: string): Undo {
    const entry = { how, signature, model, module };
    this.signatures.push(entry);
    return () => void this.signatures.splice(this.signatures.indexOf(entry), 1);
  }
  registerFunctionAlias(name: string, method: Method, metadata?: Metadata): Undo {
    if (this.aliases.has(name)) throw new ModelError(`The alias '${name}' is in use`);
    this.aliases.set(name, { method, metadata });
    return () => void this.aliases.delete(name);
  }
  registerNamespaceProperty(parent: string, modelName: string, property: string, model: ModelObject): Undo {
    this.models.set(modelName, model);
    const to = this.namedModel(parent) as FakeObject;
    to.setKey(property, model);
    return () => to.setKey(property, undefined);
  }

  /** Calls the function behind `!name`, as dx would. */
  call(name: string, ...args: Value[]): Value {
    const alias = this.aliases.get(name);
    if (!alias) throw new Error(`no alias '${name}'`);
    return alias.method.call({ kind: "none" }, args);
  }

  private process(name: string, id: bigint, isKernel: boolean): FakeObject {
    const kernel = isKernel ? { KernelObject: this.createTyped(THING, thing, name) } : {};
    return new FakeObject({ Name: str(name), Id: num(id), ...kernel }, { context: name, parents: [this.processModel] });
  }

  private makeDebugger(): FakeObject {
    const { processes } = this;
    const all = new FakeObject(
      {},
      {
        concepts: {
          *iterate() {
            for (const value of processes) yield { value, indices: [value.key("Id")?.get(value) ?? num(0n)] };
          },
          dimensionality: () => 1,
          index: (_self, [wanted]) => {
            const id = wanted?.kind === "intrinsic" ? wanted.value : undefined;
            const found = processes.find((p) => (p.key("Id")?.get(p) as { value: bigint }).value === id);
            if (!found) throw new ModelError("Index out of range", 0x8000000b);
            return found;
          },
        },
      },
    );
    const execute: Method = {
      kind: "method",
      call: (_self, [line]) => {
        const text = line?.kind === "intrinsic" ? String(line.value) : "";
        if (text === "bad") throw new ModelError("Syntax error", 0x80040205);
        return new FakeObject(
          {},
          {
            concepts: {
              *iterate() {
                for (const word of text.split(" ")) yield { value: str(word), indices: [] };
              },
            },
          },
        );
      },
    };
    const broken = (): Value => {
      throw new ModelError("Unexpected failure to dereference object");
    };
    return new FakeObject({
      Processes: all,
      Utility: new FakeObject({ Control: new FakeObject({ ExecuteCommand: execute }) }),
      Handle: new FakeObject({
        Handle: num(4n),
        Type: broken,
        Late: { kind: "error", code: 0x80004005, message: "late" },
      }),
      Nothing: { kind: "none" },
      Number32: { kind: "intrinsic", vt: "UI4", value: 0x80000001 },
    });
  }
}

/** `size` bytes of a little-endian integer. */
export function le(value: bigint, size: number): number[] {
  return Array.from({ length: size }, (_, i) => Number((BigInt.asUintN(64, value) >> BigInt(8 * i)) & 0xffn));
}

function thingBytes(): number[] {
  return [
    ...le(3n, 4),
    ...le(7n, 8),
    ...le(0xffffe00123456789n, 8),
    ...le(-5n, 8),
    ...le(0xa3n, 4),
    ...le(2n, 8),
    ...le(NODE, 8),
    ...le(0n, 8),
    ...le(NODE, 8),
    ...le(5n, 4),
    ...[9, 8, 7, 6],
    ...le(0x1234n, 8),
    ...le(NODE, 8),
    ...le(99n, 8),
  ];
}
