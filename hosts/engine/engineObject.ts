/** Objects that live in the engine, as Node sees them. */
import { ModelError } from "../provider/dataModel.js";
import type { Concepts, Item, Key, Metadata, Method, ModelObject, NativeView, Value } from "../provider/dataModel.js";
import type { Link } from "./link.js";
import { ConceptBit, Op, Writer } from "./protocol.js";

/** What every object of the engine's can do, whatever form it has on the wire. */
export abstract class EngineThing implements ModelObject {
  readonly kind = "object";
  abstract readonly native?: NativeView;
  abstract readonly context?: unknown;
  private parentUndos: Map<ModelObject, () => void> | undefined;

  constructor(protected readonly link: Link) {}

  /** The concepts the engine finds on the object, its parents included. */
  protected abstract bits(): number;

  /**
   * The engine itself looks through an object's parents, so their keys show here as the object's own, and `parents()`
   * has nothing to add.
   */
  *keys(): Iterable<Key> {
    const r = this.link.ask(Op.Keys, this.about());
    const names = Array.from({ length: r.u32() }, () => r.text());
    for (const name of names) yield this.keyOf(name);
  }

  key(name: string): Key | undefined {
    const r = this.link.ask(Op.GetKey, this.about().text(name).u8(0));
    return r.u8() ? this.keyOf(name) : undefined;
  }

  parents(): readonly ModelObject[] {
    return [];
  }

  get concepts(): Concepts {
    const bits = this.bits();
    const concepts: Concepts = {};
    if (bits & ConceptBit.Display) concepts.display = () => this.display();
    if (bits & ConceptBit.Iterate) concepts.iterate = () => this.iterate();
    if (bits & ConceptBit.Index) {
      concepts.dimensionality = () => this.link.ask(Op.IndexDimensions, this.about()).u32();
      concepts.index = (_self, indices) =>
        this.link.readValue(this.link.ask(Op.Index, this.link.writeList(this.about(), indices)));
      concepts.setAt = (_self, indices, value) => {
        this.link.ask(Op.SetIndex, this.link.writeValue(this.link.writeList(this.about(), indices), value));
      };
    }
    if (bits & ConceptBit.Compare)
      concepts.compareTo = (_self, other) =>
        this.link.ask(Op.Compare, this.link.writeValue(this.about(), other)).u32() | 0;
    if (bits & ConceptBit.Equals)
      concepts.equals = (_self, other) =>
        this.link.ask(Op.Equals, this.link.writeValue(this.about(), other)).u8() !== 0;
    return concepts;
  }

  addParent(parent: ModelObject): void {
    this.parentUndos ??= new Map();
    this.parentUndos.set(parent, this.link.register(Op.AddParent, this.link.writeValue(this.lasting(), parent)));
    this.link.modelsChanged();
  }

  removeParent(parent: ModelObject): void {
    this.parentUndos?.get(parent)?.();
    this.parentUndos?.delete(parent);
    this.link.modelsChanged();
  }

  setKey(name: string, value: Value | undefined, metadata?: Metadata): void {
    const w = this.about()
      .text(name)
      .u8(value === undefined ? 2 : 1);
    if (value !== undefined) this.link.writeMetadata(this.link.writeValue(w, value), metadata);
    this.link.ask(Op.SetKey, w);
  }

  /** This object at the start of a request. */
  protected about(): Writer {
    return this.link.writeValue(new Writer(), this);
  }

  /** The same, of an object that outlives the request. */
  protected lasting(): Writer {
    return this.about();
  }

  private keyOf(name: string): Key {
    return {
      name,
      get: () => this.readKey(name),
      set: (_self, value) => {
        const w = this.link.writeValue(this.about().text(name).u8(0), value);
        this.link.ask(Op.SetKey, this.link.writeMetadata(w, undefined));
      },
    };
  }

  private readKey(name: string): Value {
    const r = this.link.ask(Op.GetKey, this.about().text(name).u8(1));
    if (!r.u8()) return { kind: "none" };
    const value = this.link.readValue(r);
    return value.kind === "method" && value instanceof EngineMethod ? value.named(name) : value;
  }

  private display(): string | undefined {
    const r = this.link.ask(Op.Display, this.about());
    const has = r.u8();
    const text = r.text();
    return has ? text : undefined;
  }

  private iterate(): Iterator<Item> {
    const { link } = this;
    let walk: number | undefined = link.ask(Op.Iterate, this.about()).u32();
    const close = (): void => {
      if (walk !== undefined) link.ask(Op.CloseIterator, new Writer().u32(walk));
      walk = undefined;
    };
    const end = { done: true, value: undefined } as const;
    return {
      next(): IteratorResult<Item, undefined> {
        if (walk === undefined) return end;
        const r = link.ask(Op.Next, new Writer().u32(walk));
        if (!r.u8()) {
          close();
          return end;
        }
        return { done: false, value: { value: link.readValue(r), indices: link.readList(r) } };
      },
      return(): IteratorResult<Item, undefined> {
        close();
        return end;
      },
    };
  }
}

/** An object by its handle in the bridge. */
export class EngineObject extends EngineThing {
  declare readonly native?: NativeView;
  declare readonly context?: unknown;
  private conceptBits: number | undefined;

  constructor(
    link: Link,
    readonly handle: number,
  ) {
    super(link);
  }

  protected bits(): number {
    this.conceptBits ??= this.link.ask(Op.Concepts, this.about()).u8();
    return this.conceptBits;
  }

  construct(args: readonly Value[]): Value {
    return this.link.readValue(this.link.ask(Op.CreateInstance, this.link.writeList(this.about(), args)));
  }
}

/** A method of the engine's. */
export class EngineMethod implements Method {
  readonly kind = "method";

  constructor(
    private readonly link: Link,
    readonly handle: number,
    private readonly name = "",
    /** Keeps the proxy that owns the handle alive. */
    private readonly owner?: EngineMethod,
  ) {}

  named(name: string): EngineMethod {
    return new EngineMethod(this.link, this.handle, name, this.owner ?? this);
  }

  call(self: Value, args: readonly Value[]): Value {
    const w = this.link.writeValue(new Writer(), this);
    this.link.writeValue(w, self);
    return this.link.readValue(this.link.ask(Op.CallMethod, this.link.writeList(w, this.safe(args))));
  }

  /** ExecuteCommand("") crashes the engine, " " does what it should. Source: real-engine 3. */
  private safe(args: readonly Value[]): readonly Value[] {
    const [first, ...others] = args;
    if (this.name !== "ExecuteCommand" || first?.kind !== "intrinsic" || first.value !== "") return args;
    return [{ kind: "intrinsic", vt: "BSTR", value: " " }, ...others];
  }
}

/** Throws what an error value says. */
export function valueOrThrow(value: Value): Value {
  if (value.kind === "error") throw new ModelError(value.message ?? "", value.code);
  return value;
}
