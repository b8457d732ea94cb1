/**
 * A script's object as the data model sees it: its properties, getters and methods as keys, its protocol methods as
 * concepts. As a parent model it lends these to another object, which then is `this`. Source: host-api 1.8, 2.3.
 */
import { ModelError, type Concepts, type Key, type Metadata, type ModelObject, type Value } from "./dataModel.js";
import { arrayConcepts, objectConcepts } from "./scriptConcepts.js";
import type { World } from "./world.js";

/** Members by which the debugger talks to an object; they are no keys. */
const protocol = new Set([
  "constructor",
  "toString",
  "getDimensionality",
  "getValueAt",
  "setValueAt",
  "compareTo",
  "equals",
]);

const ARRAY_INDEX = /^(0|[1-9]\d*)$/;

export class ScriptModel implements ModelObject {
  readonly kind = "object";
  private readonly isArray: boolean;
  private settled: Concepts | undefined;
  private hints: ReadonlyMap<string, Metadata> | undefined;
  private readonly added: ModelObject[] = [];

  /** `role`: an object of its own, or a parent model that gives its members to others. */
  constructor(
    readonly world: World,
    readonly source: object,
    readonly role: "object" | "parent",
    /** Names that are not shown although the object has them (the library, on the global object). */
    private readonly hidden: ReadonlySet<string> = new Set(),
  ) {
    this.isArray = Array.isArray(source) || (ArrayBuffer.isView(source) && !(source instanceof DataView));
  }

  /** Settled in the second phase only: which concepts there are depends on the API version. */
  get concepts(): Concepts {
    if (this.settled) return this.settled;
    const concepts = this.isArray ? arrayConcepts(this) : objectConcepts(this);
    if (this.world.phase === 2) this.settled = concepts;
    return concepts;
  }

  *keys(): Iterable<Key> {
    for (const name of this.names()) {
      const key = this.key(name);
      if (key) yield key;
    }
  }

  key(name: string): Key | undefined {
    return name.startsWith("__") && !this.world.asksItself ? undefined : this.anyKey(name);
  }

  /** A key by name, also one whose name begins with `__`: for the script itself. Source: engine-host 16. */
  anyKey(name: string): Key | undefined {
    if (!this.isListed(name)) return undefined;
    const found = this.find(name);
    return found && this.makeKey(name, found);
  }

  parents(): readonly ModelObject[] {
    return this.added;
  }

  addParent(parent: ModelObject): void {
    this.added.push(parent);
  }

  removeParent(parent: ModelObject): void {
    const at = this.added.indexOf(parent);
    if (at >= 0) this.added.splice(at, 1);
  }

  /** Adds a property to the script's object, if the script allows that. */
  setKey(name: string, value: Value | undefined): void {
    this.refuseWrites(name);
    if (value === undefined) Reflect.deleteProperty(this.source, name);
    else Reflect.set(this.source, name, this.world.marshal.toScript(value));
  }

  private names(): Set<string> {
    const names = new Set<string>();
    for (const holder of this.holders()) {
      for (const name of Object.getOwnPropertyNames(holder)) if (this.isListed(name)) names.add(name);
    }
    if (this.isArray) names.add("length");
    return names;
  }

  private isListed(name: string): boolean {
    return !protocol.has(name) && !this.hidden.has(name) && !(this.isArray && ARRAY_INDEX.test(name));
  }

  /** The object and its prototypes, up to the library's. */
  private *holders(): Iterable<object> {
    let holder: object | null = this.source;
    for (; holder && !this.world.realm.builtinPrototypes.has(holder); holder = prototypeOf(holder)) yield holder;
  }

  private find(name: string): PropertyDescriptor | undefined {
    for (const holder of this.holders()) {
      const descriptor = Object.getOwnPropertyDescriptor(holder, name);
      if (descriptor) return descriptor;
    }
    if (this.isArray && name === "length") return { value: (this.source as ArrayLike<unknown>).length };
    return undefined;
  }

  private makeKey(name: string, found: PropertyDescriptor): Key {
    const { world } = this;
    const metadata = this.metadataOf(name);
    const { get, set } = found;
    return {
      name,
      ...(metadata && { metadata }),
      get: (self) => {
        if (typeof found.value === "function") return world.marshal.method(found.value as object);
        return world.enter(() => {
          const value: unknown = get
            ? Reflect.apply(get, world.marshal.thisFor(self), [])
            : this.dataValue(name, found);
          return world.marshal.toModel(value);
        });
      },
      set: (self, value) => {
        if (!set) this.refuseWrites(name);
        world.enter(() => {
          const converted = world.marshal.toScript(value);
          if (set) Reflect.apply(set, world.marshal.thisFor(self), [converted]);
          else Reflect.set(this.source, name, converted);
        });
      },
    };
  }

  /** The value as it is now, not as it was when the key was made. */
  private dataValue(name: string, found: PropertyDescriptor): unknown {
    return Object.hasOwn(this.source, name) ? (this.source as Record<string, unknown>)[name] : found.value;
  }

  private refuseWrites(name: string): void {
    if (!this.world.outsideWrites) throw new ModelError(`The property '${name}' cannot be written`);
  }

  private metadataOf(name: string): Metadata | undefined {
    this.hints ??= this.world.metadata.ofMembers(this.source);
    return this.hints.get(name);
  }
}

function prototypeOf(object: object): object | null {
  return Object.getPrototypeOf(object) as object | null;
}
