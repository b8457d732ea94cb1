/** A debugger over a recorded snapshot. */
import { basename } from "node:path";
import type { Backend, SymbolInfo, Undo } from "../provider/backend.js";
import {
  ModelError,
  type Concepts,
  type Metadata,
  type Method,
  type ModelObject,
  type NativeType,
  type Value,
} from "../provider/dataModel.js";
import { valueOfType } from "./dx/basicTypes.js";
import { SnapshotMemory } from "./memory.js";
import type { CommandHost } from "./model/control.js";
import { makeRoot, type Root } from "./model/root.js";
import { once, type State } from "./model/state.js";
import { KeyedObject } from "./model/values.js";
import type { ModelWorld } from "./model/world.js";
import { SignatureTable } from "./signatures.js";
import { typedAt, typedValue, type TypedWorld } from "./typed.js";
import { TypeTable } from "./types.js";
import type { LoadedSnapshot } from "./validate.js";

/** What surrounds the backend: the front end that executes commands and shows text. */
export interface BackendHost extends CommandHost {
  print(text: string): void;
  evaluate(expression: string, self?: ModelObject): Value;
  /** Where the snapshot came from, for the session's title. */
  readonly file: string;
}

const KERNEL_MODULE = "nt";

export class SnapshotBackend implements Backend, TypedWorld {
  readonly pointerSize: 4 | 8;
  readonly memory: SnapshotMemory;
  private readonly types: TypeTable;
  private readonly symbols: ReadonlyMap<string, bigint>;
  private readonly signatures = new SignatureTable();
  private readonly models = new Map<string, ModelObject>();
  private readonly isKernel: boolean;
  private readonly world: Root;
  private byAddress: readonly (readonly [address: bigint, name: string])[] | undefined;

  constructor(
    loaded: LoadedSnapshot,
    private readonly host: BackendHost,
  ) {
    const { snapshot } = loaded;
    const { kind, pointerSize } = snapshot.target;
    this.isKernel = kind === "kernel";
    this.pointerSize = pointerSize;
    this.memory = new SnapshotMemory(loaded.ranges, pointerSize);
    this.types = new TypeTable(snapshot, pointerSize);
    const mask = (1n << BigInt(pointerSize * 8)) - 1n;
    const symbols = Object.entries(snapshot.symbols ?? {});
    this.symbols = new Map(symbols.map(([name, address]) => [name, BigInt(address) & mask]));
    const mode = this.isKernel ? "Kernel" : "User";
    const world: ModelWorld = {
      snapshot,
      isKernel: this.isKernel,
      file: host.file,
      title: `${pointerSize * 8}-bit ${mode} snapshot: ${basename(host.file)}`,
      namedModel: (name) => this.namedModel(name),
      type: (name) => this.types.lookUp(name),
      typed: (address, type, models) => typedAt(this, address, type, models),
      pointer: (address, type) => typedValue(this, address, type),
      number: (value, type) => valueOfType(type, value),
      readMemory: (address, size) => this.readMemory(address, size),
      kernelObject: (address, name) => this.kernelObject(BigInt(address), name),
    };
    this.world = makeRoot(world, {
      execute: (line) => host.execute(line),
      executeAloud: (line) => host.executeAloud(line),
      print: (text) => host.print(text),
      namedModel: (name) => this.ownModel(name),
    });
  }

  /** Variables, function aliases and scripts, for the commands and dx. */
  get state(): State {
    return this.world.state;
  }

  print(text: string): void {
    this.host.print(text);
  }

  readMemory(address: bigint, size: number): Uint8Array {
    return this.memory.view(address, size);
  }

  writeMemory(address: bigint): void {
    throw new ModelError(`Unable to write memory at Address 0x${BigInt.asUintN(64, address).toString(16)}`, 0x8007001d);
  }

  type(module: string, name: string): NativeType | undefined {
    return this.hasModule(module) ? this.types.lookUp(name) : undefined;
  }

  symbol(module: string, name: string): SymbolInfo | undefined {
    const address = this.hasModule(module) ? this.symbols.get(name) : undefined;
    return address === undefined ? undefined : { address };
  }

  symbolAt(address: bigint): { name: string; module: string; address: bigint } | undefined {
    this.byAddress ??= [...this.symbols]
      .map(([name, at]) => [at, name] as const)
      .sort((a, b) => (a[0] < b[0] ? -1 : 1));
    const found = this.byAddress.findLast(([at]) => at <= address);
    return found && { name: found[1], module: KERNEL_MODULE, address: found[0] };
  }

  createTyped(address: bigint, type: NativeType): ModelObject {
    return typedAt(this, address, type);
  }

  createPointer(address: bigint, type: NativeType): ModelObject {
    return typedValue(this, BigInt.asUintN(64, address), type);
  }

  root(): ModelObject {
    return this.world.object;
  }

  current(what: "Session" | "Process" | "Thread"): ModelObject {
    return this.world.session.current(what);
  }

  evaluate(expression: string, _context?: unknown, self?: ModelObject): Value {
    return this.host.evaluate(expression, self);
  }

  namedModel(name: string): ModelObject {
    return this.models.get(name) ?? this.ownModel(name);
  }

  registerNamedModel(name: string, model: ModelObject): Undo {
    const before = this.models.get(name);
    if (before !== undefined) {
      // What was attached to the stub belongs to the model that takes its place.
      for (const parent of before.parents()) model.addParent?.(parent);
    }
    this.models.set(name, model);
    return once(() => {
      if (before === undefined) this.models.delete(name);
      else this.models.set(name, before);
    });
  }

  addParent(child: ModelObject, parent: ModelObject): Undo {
    if (child.addParent === undefined) throw new ModelError("The object cannot be given a parent model");
    child.addParent(parent);
    return once(() => child.removeParent?.(parent));
  }

  registerTypeSignature(how: "extension" | "visualizer", signature: string, model: ModelObject, module?: string): Undo {
    return this.signatures.register(how, signature, model, module);
  }

  registerFunctionAlias(name: string, method: Method, metadata?: Metadata): Undo {
    return this.state.addFunctionAlias(name, method, metadata ?? method.metadata);
  }

  registerNamespaceProperty(parent: string, modelName: string, property: string, model: ModelObject): Undo {
    const space = this.namedModel(parent);
    if (space.setKey === undefined) throw new ModelError(`The model '${parent}' takes no further properties`);
    const before = space.key(property)?.get(space);
    if (before?.kind === "object") return this.addParent(before, model);
    // The namespace stays when the script goes, empty. Measured on the engine.
    const namespace = this.ownModel(modelName);
    space.setKey(property, namespace);
    return this.addParent(namespace, model);
  }

  modelsOf(type: NativeType): readonly ModelObject[] {
    return this.signatures.modelsOf(type);
  }

  conceptsOf(type: NativeType): Concepts | undefined {
    return this.signatures.conceptsOf(type);
  }

  private ownModel(name: string): KeyedObject {
    const known = this.models.get(name);
    if (known instanceof KeyedObject) return known;
    const stub = new KeyedObject();
    this.models.set(name, stub);
    return stub;
  }

  /** Whether the target has a module of that name with symbols. */
  hasModule(module: string): boolean {
    return this.isKernel && module.toLowerCase() === KERNEL_MODULE;
  }

  private kernelObject(address: bigint, typeName: string): ModelObject {
    const type = this.types.lookUp(typeName);
    if (type !== undefined) return typedAt(this, address, type);
    // Without symbols it is a value, no structure. Source: real-engine 3 `@$curprocess.KernelObject`.
    const pointer = this.types.lookUp("void *");
    if (pointer === undefined) throw new ModelError("Unable to find type 'void *'");
    return this.createPointer(address, pointer);
  }
}
