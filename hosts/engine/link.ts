/** Values, types and handles between Node and the bridge. */
import { ModelError } from "../provider/dataModel.js";
import type { Metadata, ModelObject, NativeField, Value } from "../provider/dataModel.js";
import type { Connection } from "./connection.js";
import { EngineMethod, EngineObject } from "./engineObject.js";
import { type EngineType, readDescription, vtNumber, vtOf } from "./engineType.js";
import { NativeObject } from "./nativeObject.js";
import { NodeTable } from "./nodeTable.js";
import { fromBits, toBits } from "./numbers.js";
import { ConceptBit, Op, Tag, Writer, type Reader } from "./protocol.js";

interface TypeModel {
  readonly bits: number;
  readonly parents: number;
}

export class Link {
  /** Set when the dump is open. */
  pointerSize: 4 | 8 = 8;
  readonly nodes = new NodeTable();
  private readonly types = new Map<number, EngineType>();
  private readonly typesByName = new Map<string, EngineType | undefined>();
  private readonly typeModels = new Map<EngineType, TypeModel>();
  /** Proxies by handle: the same object of the engine's is the same object here. */
  private readonly proxies = new Map<number, WeakRef<EngineObject | EngineMethod>>();
  private readonly counts = new WeakMap<object, { handle: number; count: number }>();
  private readonly lost = new FinalizationRegistry<{ handle: number; count: number }>((held) => {
    if (!this.proxies.get(held.handle)?.deref()) this.proxies.delete(held.handle);
    this.connection.free(held.handle, held.count);
  });

  constructor(readonly connection: Connection) {}

  ask(op: number, body?: Writer): Reader {
    return this.connection.request(op, body);
  }

  /** Sends a registration; the result takes it back, once. */
  register(op: number, body: Writer): () => void {
    let number: number | undefined = this.ask(op, body).u32();
    return () => {
      if (number === undefined || this.connection.isGone) return;
      const withdrawn = number;
      number = undefined;
      this.ask(Op.Unregister, new Writer().u32(withdrawn));
      this.modelsChanged();
    };
  }

  writeValue(w: Writer, value: Value): Writer {
    switch (value.kind) {
      case "none":
        return w.u8(Tag.None);
      case "error":
        return w
          .u8(Tag.Error)
          .u32(value.code)
          .u8(value.message === undefined ? 0 : 1)
          .text(value.message ?? "");
      case "intrinsic":
        w.u8(Tag.Intrinsic).u8(vtNumber(value.vt));
        return value.vt === "BSTR" ? w.text(value.value) : w.u64(toBits(value));
      case "method":
        if (value instanceof EngineMethod) return w.u8(Tag.Method).u32(value.handle);
        return w.u8(Tag.NodeMethod).u32(this.nodes.send(value));
      case "object":
        return this.writeObject(w, value);
    }
  }

  writeList(w: Writer, values: readonly Value[]): Writer {
    w.u32(values.length);
    for (const value of values) this.writeValue(w, value);
    return w;
  }

  writeMetadata(w: Writer, metadata: Metadata | undefined): Writer {
    const entries = Object.entries(metadata ?? {});
    w.u32(entries.length);
    for (const [name, value] of entries) this.writeValue(w.text(name), value);
    return w;
  }

  readValue(r: Reader): Value {
    const tag = r.u8();
    switch (tag) {
      case Tag.None:
        return { kind: "none" };
      case Tag.Error: {
        const code = r.u32();
        const has = r.u8();
        const message = r.text();
        return has ? { kind: "error", code, message } : { kind: "error", code };
      }
      case Tag.Intrinsic: {
        const vt = vtOf(r.u8());
        if (vt === undefined) throw new Error("a number of unknown type");
        return vt === "BSTR" ? { kind: "intrinsic", vt, value: r.text() } : fromBits(vt, r.u64());
      }
      case Tag.NodeObject:
      case Tag.NodeMethod:
        return this.nodes.get(r.u32()) as Value;
      case Tag.Object:
        return this.proxy(r.u32(), (handle) => new EngineObject(this, handle));
      case Tag.Method:
        return this.proxy(r.u32(), (handle) => new EngineMethod(this, handle));
      case Tag.Typed: {
        const handle = r.u32();
        const type = this.readType(r);
        const address = r.u64();
        return this.own(new NativeObject(this, type, { address }, r.u32(), handle), handle);
      }
      case Tag.TypedNumber: {
        const handle = r.u32();
        const type = this.readType(r);
        r.u8();
        const bits = r.u64();
        return this.own(new NativeObject(this, type, { bits }, r.u32(), handle), handle);
      }
      default:
        throw new Error(`unknown value ${tag}`);
    }
  }

  /** Number and concepts of an object of Node's. */
  writeNode(w: Writer, object: ModelObject): Writer {
    return w.u32(this.nodes.send(object)).u8(conceptBits(object));
  }

  readList(r: Reader): Value[] {
    return Array.from({ length: r.u32() }, () => this.readValue(r));
  }

  readType(r: Reader): EngineType {
    const number = r.u32();
    const described = r.u8() !== 0;
    if (described) {
      const type = readDescription(this, number, r);
      this.types.set(number, type);
      return type;
    }
    const known = this.types.get(number);
    if (!known) throw new Error(`the bridge means type ${number}, which it has not described`);
    return known;
  }

  typeFields(number: number): NativeField[] {
    const r = this.ask(Op.TypeFields, new Writer().u32(number));
    return Array.from({ length: r.u32() }, () => ({ name: r.text(), offset: r.u32(), type: this.readType(r) }));
  }

  /** A type by name; asked once until the symbols change. */
  findType(module: string, name: string, context = 0): EngineType | undefined {
    const key = `${context}|${module}!${name}`;
    if (this.typesByName.has(key)) return this.typesByName.get(key);
    const r = this.ask(Op.FindType, new Writer().u32(context).text(module).text(name));
    const found = r.u8() ? this.readType(r) : undefined;
    this.typesByName.set(key, found);
    return found;
  }

  /** What the data model adds to objects of a type; asked once until models or symbols change. */
  typeModel(type: EngineType, about: () => Writer): TypeModel {
    let model = this.typeModels.get(type);
    if (!model) {
      const r = this.ask(Op.Concepts, about());
      model = { bits: r.u8(), parents: r.u32() };
      this.typeModels.set(type, model);
    }
    return model;
  }

  modelsChanged(): void {
    this.typeModels.clear();
  }

  symbolsChanged(): void {
    this.typesByName.clear();
    this.typeModels.clear();
  }

  /** Exactly `size` bytes, or the engine's own words. */
  readMemory(address: bigint, size: number, context: number): Uint8Array {
    const { counters } = this.connection;
    counters.memoryReads++;
    counters.bytesRead += size;
    if (size === 0) return new Uint8Array(0);
    try {
      return this.ask(Op.ReadMemory, new Writer().u32(context).u64(address).u32(size)).rest();
    } catch (e) {
      if (!(e instanceof ModelError)) throw e;
      throw new ModelError(`Unable to read memory at Address 0x${address.toString(16)}`, e.code);
    }
  }

  /** An address within the target's pointers. */
  wrap(address: bigint): bigint {
    return BigInt.asUintN(this.pointerSize * 8, address);
  }

  /** Counts one sending of a handle for the proxy that holds it; given back when the proxy is gone. */
  own<T extends object>(proxy: T, handle: number): T {
    if (handle === 0) return proxy;
    const held = this.counts.get(proxy);
    if (held) {
      held.count++;
    } else {
      const first = { handle, count: 1 };
      this.counts.set(proxy, first);
      this.lost.register(proxy, first);
    }
    return proxy;
  }

  private proxy<T extends EngineObject | EngineMethod>(handle: number, make: (handle: number) => T): T {
    const known = this.proxies.get(handle)?.deref() as T | undefined;
    if (known) return this.own(known, handle);
    const made = make(handle);
    this.proxies.set(handle, new WeakRef(made));
    return this.own(made, handle);
  }

  private writeObject(w: Writer, object: ModelObject): Writer {
    if (object instanceof EngineObject) return w.u8(Tag.Object).u32(object.handle);
    if (object instanceof NativeObject) {
      const { place, type, context, handle } = object;
      const number = handle ? 0 : type.id;
      if ("address" in place) return w.u8(Tag.Typed).u32(handle).u32(number).u64(place.address).u32(context);
      const vt = type.kind === "pointer" ? "UI8" : (type.vt ?? "UI8");
      return w.u8(Tag.TypedNumber).u32(handle).u32(number).u8(vtNumber(vt)).u64(place.bits).u32(context);
    }
    this.writeNode(w.u8(Tag.NodeObject), object);
    return this.writeList(w, object.parents());
  }
}

function conceptBits(object: ModelObject): number {
  const { concepts } = object;
  return (
    (concepts.display ? ConceptBit.Display : 0) |
    (concepts.iterate ? ConceptBit.Iterate : 0) |
    (concepts.index ? ConceptBit.Index : 0) |
    (concepts.compareTo ? ConceptBit.Compare : 0) |
    (concepts.equals ? ConceptBit.Equals : 0)
  );
}
