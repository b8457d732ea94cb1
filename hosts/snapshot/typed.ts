/** Typed objects: a place in the target's memory, or a value, together with its type. */
import {
  ModelError,
  type Concepts,
  type Intrinsic,
  type IntrinsicType,
  type Item,
  type Key,
  type ModelObject,
  type NativeType,
  type NativeView,
} from "../provider/dataModel.js";
import { flag, integer } from "./model/values.js";

/** What typed objects need of the target. */
export interface TypedWorld {
  readonly pointerSize: 4 | 8;
  readMemory(address: bigint, size: number): Uint8Array;
  /** Models that extensions attached to objects of this type. */
  modelsOf(type: NativeType): readonly ModelObject[];
  /** Concepts that a visualizer gives objects of this type. */
  conceptsOf?(type: NativeType): Concepts | undefined;
}

/** Makes the object at `address`. Touches no memory. */
export function typedAt(
  world: TypedWorld,
  address: bigint,
  type: NativeType,
  more?: readonly ModelObject[],
): TypedObject {
  return new TypedObject(world, type, wrap(world, address), undefined, more);
}

/** Makes an object that lies nowhere: a pointer or number with this value. */
export function typedValue(world: TypedWorld, value: bigint, type: NativeType): TypedObject {
  return new TypedObject(world, type, undefined, value);
}

function wrap(world: TypedWorld, address: bigint): bigint {
  return BigInt.asUintN(world.pointerSize * 8, address);
}

class TypedObject implements ModelObject {
  readonly kind = "object";
  readonly native: NativeView;
  private own: readonly ModelObject[];

  constructor(
    private readonly world: TypedWorld,
    type: NativeType,
    address: bigint | undefined,
    value?: bigint,
    more: readonly ModelObject[] = [],
    private readonly isRaw = false,
  ) {
    this.native = new View(world, type, address, value);
    this.own = more;
    const { native } = this;
    if (!isRaw && world.conceptsOf?.(type) !== undefined) {
      Object.defineProperty(native, "raw", {
        get: () => new TypedObject(world, type, address, value, [], true),
      });
    }
  }

  get concepts(): Concepts {
    const given = this.isRaw ? undefined : this.world.conceptsOf?.(this.native.type);
    if (given !== undefined) return given;
    return this.native.type.kind === "array" ? ARRAY : NONE;
  }

  keys(): Iterable<Key> {
    return [];
  }

  key(): undefined {
    return undefined;
  }

  parents(): readonly ModelObject[] {
    const models = this.isRaw ? [] : this.world.modelsOf(this.native.type);
    return this.own.length === 0 ? models : [...this.own, ...models];
  }

  addParent(parent: ModelObject): void {
    if (!this.own.includes(parent)) this.own = [...this.own, parent];
  }

  removeParent(parent: ModelObject): void {
    this.own = this.own.filter((known) => known !== parent);
  }
}

const NONE: Concepts = {};

/** The elements of an array, under signed indices as the engine lists them. */
const ARRAY: Concepts = {
  *iterate(self): Iterator<Item> {
    const view = self.native;
    for (let i = 0; i < (view?.type.count ?? 0); i++) {
      const value = view?.element(i);
      // Elements that are one value are read on the way: the walk ends where memory does. Measured on the engine.
      if (value === undefined || !isReadable(value)) return;
      yield { value, indices: [integer("I4", i)] };
    }
  },
  dimensionality: () => 1,
  index(self, [index]) {
    const i = index?.kind === "intrinsic" ? Number(index.value) : NaN;
    if (self.native === undefined || !Number.isInteger(i)) throw new ModelError("", 0x80070057);
    return self.native.element(i);
  },
};

function isReadable({ native }: ModelObject): boolean {
  if (native?.type.vt === undefined) return true;
  try {
    native.value();
    return true;
  } catch (error) {
    if (error instanceof ModelError) return false;
    throw error;
  }
}

class View implements NativeView {
  declare readonly address?: bigint;

  constructor(
    private readonly world: TypedWorld,
    readonly type: NativeType,
    private readonly place: bigint | undefined,
    private readonly given: bigint | undefined,
  ) {
    if (place !== undefined) this.address = place;
  }

  value(): Intrinsic {
    const { type } = this;
    if (type.vt === undefined) throw new ModelError(`Object of type '${type.name}' has no value`);
    if (this.place === undefined) return fromInteger(type.vt, this.given ?? 0n);
    const bytes =
      type.kind === "pointer" ? this.pointerBytes(this.place) : this.world.readMemory(this.place, type.size);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (type.vt === "R4") return { kind: "intrinsic", vt: "R4", value: view.getFloat32(0, true) };
    if (type.vt === "R8") return { kind: "intrinsic", vt: "R8", value: view.getFloat64(0, true) };
    return fromInteger(type.vt, bitsOf(type, little(bytes)));
  }

  /** A pointer of which memory holds only the first bytes is read with zeros behind them. Measured on the engine. */
  private pointerBytes(place: bigint): Uint8Array {
    const { size } = this.type;
    try {
      return this.world.readMemory(place, size);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      const bytes = new Uint8Array(size);
      for (let i = 0; i < size; i++) {
        try {
          bytes.set(this.world.readMemory(place + BigInt(i), 1), i);
        } catch (end) {
          if (i === 0 || !(end instanceof ModelError)) throw error;
          break;
        }
      }
      return bytes;
    }
  }

  field(name: string): ModelObject | undefined {
    const field = this.type.field(name);
    if (field === undefined || this.place === undefined) return undefined;
    // The address of a member is not wrapped: what lies behind the end of the address space is unreadable.
    return new TypedObject(this.world, field.type, this.place + BigInt(field.offset));
  }

  dereference(): ModelObject {
    const target = this.type.kind === "pointer" ? this.type.baseType : undefined;
    const address = this.pointer();
    // A null pointer leads to an object all the same: only reading it fails. Measured on the engine.
    if (target !== undefined && target.kind !== "function" && target.name !== "void") {
      return typedAt(this.world, address, target);
    }
    throw new ModelError(`No type (or void) for object at Address 0x${address.toString(16)}`);
  }

  element(i: number): ModelObject {
    const element = this.type.baseType;
    if (element === undefined || (this.type.kind !== "array" && this.type.kind !== "pointer")) {
      throw new ModelError("Unexpected failure to dereference object");
    }
    const start = this.type.kind === "array" ? this.place : this.pointer();
    return typedAt(this.world, (start ?? 0n) + BigInt(i) * BigInt(element.size), element);
  }

  private pointer(): bigint {
    const value = this.value().value;
    return typeof value === "bigint" ? value : 0n;
  }
}

function little(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] ?? 0);
  return value;
}

function bitsOf(type: NativeType, unit: bigint): bigint {
  if (type.bits === undefined) return unit;
  const raw = BigInt.asUintN(type.bits.length, unit >> BigInt(type.bits.lsb));
  return type.vt?.startsWith("I") === true ? BigInt.asIntN(type.bits.length, raw) : raw;
}

function fromInteger(vt: IntrinsicType, value: bigint): Intrinsic {
  if (vt === "BOOL") return flag(value !== 0n);
  if (vt === "R4" || vt === "R8") return { kind: "intrinsic", vt, value: Number(value) };
  if (vt === "BSTR") throw new ModelError("Object has no value");
  return integer(vt, value);
}

export type { TypedObject };
