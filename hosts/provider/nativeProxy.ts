/**
 * The debugger's objects as the script holds them: proxies. A name is looked up among the projected members, the keys of
 * the data model, the native fields and, for a pointer, in what it points to. Source: host-api 1.7.
 */
import { ModelError, type Intrinsic, type Method, type ModelObject, type NativeView, type Value } from "./dataModel.js";
import { E_BOUNDS } from "./errors.js";
import { findConcept, findKey, keyNames } from "./keys.js";
import { linq } from "./linq.js";
import { writeMember } from "./nativeWrite.js";
import { resolveType } from "./nativeTypes.js";
import { projected } from "./projected.js";
import { Tag } from "./tag.js";
import type { World } from "./world.js";

/** "No such member", as opposed to a member without a value. */
export const ABSENT = Symbol("absent");

const ARRAY_INDEX = /^(0|[1-9]\d*)$/;

/** What a proxy is made of. Its prototype is never seen. */
class Target {
  constructor(readonly model: ModelObject) {}
}

export class NativeProxies {
  private readonly models = new Tag<ModelObject>();
  private readonly handler: ProxyHandler<Target>;
  private readonly objectPrototype: object;

  constructor(private readonly world: World) {
    this.objectPrototype = (world.realm.builtins.Object as unknown as { prototype: object }).prototype;
    this.handler = this.makeHandler();
  }

  /** A proxy for `model`: a new one each time, two of one object are not `==`. Source: engine-host. */
  of(model: ModelObject): object {
    return this.models.put(new Proxy(new Target(model), this.handler), model);
  }

  modelOf(proxy: unknown): ModelObject | undefined {
    return this.models.of(proxy);
  }

  /** A method of the debugger as a function. `self` is the object it was taken from. */
  method(method: Method, self: Value, name = ""): object {
    const { world } = this;
    return world.realm.function(name, (_self, args) =>
      world.guard(() => {
        world.hostCall("call", name, ...args);
        return world.marshal.toScript(
          method.call(
            self,
            // An array of this realm, not of the script's: that one has no newer methods.
            Array.from(args, (value) => world.marshal.toModel(value)),
          ),
          self,
        );
      }),
    );
  }

  /** The value of an intrinsic, enumeration, bit field or pointer. */
  read(native: NativeView, model: ModelObject): Intrinsic {
    if (native.address !== undefined) this.world.counters.read(native.address, native.type.size, model.context);
    return native.value();
  }

  /** A key, a native field, or either of what a pointer points to; ABSENT when nobody knows the name. */
  value(model: ModelObject, name: string): unknown {
    const { world } = this;
    const key = findKey(model, name, world);
    if (key) {
      world.hostCall("getKey", name);
      const value = key.get(model);
      return value.kind === "method" ? this.methodOf(value, model, name) : world.marshal.toScript(value, model);
    }
    const { native } = model;
    if (!native) return ABSENT;
    const field = native.field(name);
    if (field) {
      world.hostCall("getField", name);
      return world.marshal.toScript(field, model);
    }
    if (resolveType(native.type).kind !== "pointer" || name in this.objectPrototype) return ABSENT;
    return this.value(native.dereference(), name);
  }

  /** Element or item `i`; ABSENT when the object has none by number. */
  private element(model: ModelObject, i: number): unknown {
    const { world } = this;
    const type = model.native && resolveType(model.native.type);
    if (model.native && (type?.kind === "array" || type?.kind === "pointer")) {
      // An array declared without a length (`T[]`) is as long as somebody reads it.
      if (type.count !== undefined && type.count !== 0 && i >= type.count)
        throw new ModelError("Index out of range", E_BOUNDS);
      world.hostCall("getField", String(i));
      return world.marshal.toScript(model.native.element(i), model);
    }
    const index = findConcept(model, "index");
    if (!index) return ABSENT;
    world.hostCall("index", i);
    return world.marshal.toScript(index(model, [world.marshal.toModel(i)]), model);
  }

  private member(model: ModelObject, name: string): unknown {
    const own = projected(this.world, model, name);
    if (own !== ABSENT) return own;
    if (ARRAY_INDEX.test(name)) {
      const element = this.element(model, Number(name));
      if (element !== ABSENT) return element;
    }
    const value = this.value(model, name);
    if (value !== ABSENT) return value;
    const query = isIterable(model) ? linq(this.world, model, name) : undefined;
    return query ?? (Reflect.get(this.objectPrototype, name) as unknown);
  }

  private methodOf(method: Method, self: ModelObject, name: string): unknown {
    const known = this.world.marshal.toScript(method, self);
    // A function of this script comes back as itself; anybody else's gets its name.
    return this.world.marshal.isOwnFunction(method) ? known : this.method(method, self, name);
  }

  private iterate(model: ModelObject): object {
    const { world } = this;
    const items = iteratorOf(model);
    return world.realm.iterator(
      () =>
        world.guard(() => {
          world.hostCall("iterate");
          const step = items.next();
          if (step.done === true) return { done: true, value: undefined };
          return { done: false, value: world.marshal.toScript(step.value.value, model) };
        }),
      () => items.return?.(),
    );
  }

  private names(model: ModelObject): string[] {
    if (this.world.variants.enumeration === "none") return [];
    const type = model.native && resolveType(model.native.type);
    const fields = type?.kind === "udt" ? type.fields().map(({ name }) => name) : [];
    return [...new Set([...keyNames(model), ...fields])];
  }

  private makeHandler(): ProxyHandler<Target> {
    const { world } = this;
    const has = (model: ModelObject, name: string): boolean =>
      world.variants.enumeration === "complete" &&
      (findKey(model, name, world) !== undefined || model.native?.field(name) !== undefined);
    return {
      get: ({ model }, name) => {
        if (typeof name === "string") return world.guard(() => this.member(model, name));
        if (name !== Symbol.iterator || !isIterable(model)) return Reflect.get(this.objectPrototype, name) as unknown;
        return world.realm.function("[Symbol.iterator]", () => world.guard(() => this.iterate(model)));
      },
      set: ({ model }, name, value) => {
        if (typeof name !== "string") return false;
        world.guard(() => {
          world.hostCall("setValue", name);
          writeMember(world, model, name, value);
        });
        return true;
      },
      has: ({ model }, name) =>
        typeof name === "string" ? world.guard(() => has(model, name)) : name === Symbol.iterator && isIterable(model),
      ownKeys: ({ model }) => world.guard(() => this.names(model)),
      getOwnPropertyDescriptor: ({ model }, name) => {
        if (typeof name !== "string" || !world.guard(() => has(model, name))) return undefined;
        const get = world.realm.function(name, () => world.guard(() => this.member(model, name)));
        return { get, enumerable: true, configurable: true };
      },
      getPrototypeOf: () => this.objectPrototype,
      setPrototypeOf: () => false,
      defineProperty: () => false,
      deleteProperty: () => false,
      preventExtensions: () => false,
    };
  }
}

export function isIterable(model: ModelObject): boolean {
  if (findConcept(model, "iterate")) return true;
  return model.native !== undefined && resolveType(model.native.type).kind === "array";
}

/** A fresh walk: the iterable concept's, or over the elements of a native array. */
export function iteratorOf(
  model: ModelObject,
): Iterator<{ readonly value: Value; readonly indices: readonly Value[] }> {
  const iterate = findConcept(model, "iterate");
  return iterate ? iterate(model) : elements(model);
}

function* elements({ native }: ModelObject): Generator<{ value: Value; indices: Value[] }, void> {
  const count = native ? (resolveType(native.type).count ?? 0) : 0;
  for (let i = 0; native && i < count; i++) {
    yield { value: native.element(i), indices: [{ kind: "intrinsic", vt: "UI8", value: BigInt(i) }] };
  }
}
