/** Typed objects of the target: their bytes are read and decoded here, the engine is asked only for what it adds. */
import { ModelError } from "../provider/dataModel.js";
import type { Concepts, Intrinsic, Item, Key, ModelObject, NativeView, Value } from "../provider/dataModel.js";
import { EngineThing } from "./engineObject.js";
import type { EngineType } from "./engineType.js";
import type { Link } from "./link.js";
import { bitsOfBytes, fromBits, isSigned } from "./numbers.js";
import { Op, type Writer } from "./protocol.js";

/** Where a typed object's value is: in memory, or only here (a cast number). */
export type Place = { readonly address: bigint } | { readonly bits: bigint };

export class NativeObject extends EngineThing {
  readonly native: NativeValue;

  constructor(
    link: Link,
    readonly type: EngineType,
    readonly place: Place,
    /** The number of the debugger's context (a process); 0 is the current one. */
    readonly context: number,
    /** Set when this one object has more than its type: parents of its own. */
    public handle = 0,
  ) {
    super(link);
    this.native = new NativeValue(link, type, place, context);
  }

  override *keys(): Iterable<Key> {
    if (this.extended()) yield* super.keys();
  }

  override key(name: string): Key | undefined {
    return this.extended() ? super.key(name) : undefined;
  }

  override get concepts(): Concepts {
    // Elements of an array need no engine.
    if (this.type.kind !== "array" || this.extended()) return super.concepts;
    const { native, type } = this;
    return {
      ...super.concepts,
      dimensionality: () => 1,
      index: (_self, [index]) => native.element(indexNumber(index)),
      iterate: function* (): Iterator<Item> {
        for (let i = 0; i < (type.count ?? 0); i++)
          yield { value: native.element(i), indices: [{ kind: "intrinsic", vt: "UI8", value: BigInt(i) }] };
      },
    };
  }

  /** Whether the object has keys or parents in the data model; most have none, and each type is asked once. */
  private extended(): boolean {
    return this.handle !== 0 || this.link.typeModel(this.type, () => this.about()).parents > 0;
  }

  protected bits(): number {
    return this.link.typeModel(this.type, () => this.about()).bits;
  }

  /** A parent is added to one object of the engine's, which must then be the same one every time. */
  protected override lasting(): Writer {
    if (this.handle === 0) {
      this.handle = this.link.ask(Op.Hold, this.about()).u32();
      this.link.own(this, this.handle);
    }
    return this.about();
  }
}

export class NativeValue implements NativeView {
  declare readonly address?: bigint;

  constructor(
    private readonly link: Link,
    readonly type: EngineType,
    private readonly place: Place,
    private readonly context: number,
  ) {
    if ("address" in place) this.address = place.address;
  }

  value(): Intrinsic {
    const type = plain(this.type);
    const vt = type.kind === "pointer" ? "UI8" : type.vt;
    if (vt === undefined || vt === "BSTR" || type.kind === "udt" || type.kind === "array")
      throw new ModelError(`${type.name} is no value`, 0x80070057);
    const stored =
      "bits" in this.place
        ? this.place.bits
        : bitsOfBytes(this.link.readMemory(this.place.address, type.size, this.context));
    if (!type.bits) return fromBits(vt, stored);
    const { lsb, length } = type.bits;
    const cut = stored >> BigInt(lsb);
    return fromBits(vt, isSigned(vt) ? BigInt.asIntN(length, cut) : BigInt.asUintN(length, cut));
  }

  field(name: string): ModelObject | undefined {
    const type = plain(this.type);
    const found = type.kind === "udt" ? type.field(name) : undefined;
    if (!found || !("address" in this.place)) return undefined;
    return this.at(this.place.address + BigInt(found.offset), found.type as EngineType);
  }

  dereference(): ModelObject {
    const type = plain(this.type);
    if (type.kind !== "pointer") throw new ModelError(`${type.name} is no pointer`, 0x80070057);
    const address = BigInt(this.value().value);
    const target = type.baseType && plain(type.baseType as EngineType);
    // Source: kernel-dump "Engine behaviour". What a null pointer leads to fails when it is read, as in dx.
    if (!target || target.kind === "function" || target.name === "void")
      throw new ModelError(`No type (or void) for object at Address 0x${address.toString(16)}`);
    return this.at(address, type.baseType as EngineType);
  }

  element(i: number): ModelObject {
    const type = plain(this.type);
    const base = type.baseType as EngineType | undefined;
    if (!base || (type.kind !== "array" && type.kind !== "pointer"))
      throw new ModelError(`${type.name} has no elements`, 0x80070057);
    // An array without a length (`T[]`) has no end.
    if (type.kind === "array" && (i < 0 || i >= (type.count || Infinity)))
      throw new ModelError("the index is outside the array", 0x8000000b);
    const start = type.kind === "pointer" ? BigInt(this.value().value) : this.address;
    if (start === undefined) throw new ModelError(`${type.name} lies in no memory`, 0x80070057);
    return this.at(start + BigInt(base.size) * BigInt(i), base);
  }

  private at(address: bigint, type: EngineType): NativeObject {
    return new NativeObject(this.link, type, { address: this.link.wrap(address) }, this.context);
  }
}

/** The type behind typedefs. */
function plain(type: EngineType): EngineType {
  let t = type;
  while (t.kind === "typedef" && t.baseType) t = t.baseType as EngineType;
  return t;
}

function indexNumber(index: Value | undefined): number {
  if (index?.kind === "intrinsic" && (typeof index.value === "number" || typeof index.value === "bigint"))
    return Number(index.value);
  if (index?.kind === "object" && index.native) return Number(index.native.value().value);
  throw new ModelError("an index must be a number", 0x80070057);
}
