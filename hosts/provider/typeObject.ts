/** Type objects: `targetType`, `host.getModuleType`, and the field objects under `.fields`. Source: host-api 1.7. */
import type { NativeField, NativeType } from "./dataModel.js";
import { integerArgument } from "./arguments.js";
import { Tag } from "./tag.js";
import { arrayDimensions } from "./typeSystem.js";
import type { World } from "./world.js";

/** The types that type objects stand for. */
export const types = new Tag<NativeType>();

type Getter = (type: NativeType, world: World) => unknown;

/** What a type has only when its kind has it; otherwise reading the member throws. */
const getters: Readonly<Record<string, Getter>> = {
  name: (type) => type.name,
  containingModule: (type, { realm }) =>
    Object.assign(realm.object(), { Name: type.module, toString: realm.function("toString", () => type.module) }),
  size: (type, { int64 }) => int64.fromNumber(type.size),
  typeKind: (type) => (type.kind === "bitfield" ? (type.baseType?.kind ?? "intrinsic") : type.kind),
  baseType: (type, world) => {
    if (!type.baseType || type.kind === "enum" || type.kind === "bitfield") throw lacks(world, "base type");
    return makeType(world, type.baseType);
  },
  fields: (type, world) => {
    if (type.kind !== "udt") throw lacks(world, "set of fields");
    return makeFields(world, type);
  },
  baseClasses: (_type, { realm }) => realm.array([]),
  functionReturnType: (_type, world) => {
    throw lacks(world, "return type");
  },
  functionParameterTypes: (_type, world) => {
    throw lacks(world, "set of parameter types");
  },
  functionCallingConvention: (_type, world) => {
    throw lacks(world, "calling convention");
  },
  pointerKind: (type, world) => {
    if (type.kind !== "pointer") throw lacks(world, "pointer kind");
    return (world.typeSystem as { pointerKind: { standard: unknown } }).pointerKind.standard;
  },
  memberType: (_type, world) => {
    throw lacks(world, "member type");
  },
  isGeneric: () => false,
  genericArguments: (_type, { realm }) => realm.array([]),
  isBitField: (type) => type.bits !== undefined,
  bitFieldPositions: (type, world) => {
    if (!type.bits) throw lacks(world, "bit field position");
    return Object.assign(world.realm.object(), { lsb: type.bits.lsb, length: type.bits.length });
  },
};

function lacks(world: World, what: string): Error {
  return new world.realm.builtins.TypeError(`Object does not have a ${what}`);
}

const prototypes = new WeakMap<World, object>();

/** A type object. A new one each time: scripts must not compare them. */
export function makeType(world: World, type: NativeType): object {
  let prototype = prototypes.get(world);
  if (!prototype) prototypes.set(world, (prototype = makePrototype(world)));
  return types.put(Object.setPrototypeOf(world.realm.object(), prototype) as object, type);
}

function makePrototype(world: World): object {
  const { realm } = world;
  const prototype = realm.object();
  const self = (value: unknown): NativeType => {
    const type = types.of(value);
    if (!type) throw new realm.builtins.TypeError("Object is no type");
    return type;
  };
  for (const [name, get] of Object.entries(getters)) {
    const getter = realm.function(name, (value) => get(self(value), world));
    Object.defineProperty(prototype, name, { get: getter, configurable: true, enumerable: true });
  }
  const method = (name: string, call: (type: NativeType, args: unknown[]) => unknown): void => {
    const value = realm.function(name, (that, args) => world.guard(() => call(self(that), args)));
    Object.defineProperty(prototype, name, { value, configurable: true, writable: true, enumerable: false });
  };
  method("createPointerTo", (type) => makeType(world, type.pointerTo()));
  method("createArrayOf", (type, dimensions) => {
    const counts = dimensions.map((d) => arrayDimensions.of(d)?.length ?? integerArgument(world, d, "dimension"));
    return makeType(
      world,
      counts.reduceRight((element, count) => element.arrayOf(count), type),
    );
  });
  method("toString", (type) => type.name);
  return prototype;
}

/** `type.fields`: field objects by name. A name the type lacks is undefined. */
function makeFields(world: World, type: NativeType): object {
  const { enumeration } = world.variants;
  const field = (name: PropertyKey): NativeField | undefined =>
    typeof name === "string" ? type.field(name) : undefined;
  return new Proxy(world.realm.object(), {
    get: (target, name) => {
      const found = world.guard(() => field(name));
      return found ? makeField(world, found) : (Reflect.get(target, name) as unknown);
    },
    has: (_target, name) => enumeration === "complete" && field(name) !== undefined,
    ownKeys: () => (enumeration === "complete" ? [...new Set(type.fields().map(({ name }) => name))] : []),
    getOwnPropertyDescriptor: (_target, name) => {
      const found = enumeration === "complete" ? field(name) : undefined;
      if (!found) return undefined;
      return { value: makeField(world, found), configurable: true, enumerable: true, writable: false };
    },
    set: () => false,
    defineProperty: () => false,
    deleteProperty: () => false,
  });
}

function makeField(world: World, { name, type, offset }: NativeField): object {
  const field = Object.assign(world.realm.object(), {
    name,
    locationKind: "member",
    offset: world.int64.fromNumber(offset),
  });
  Object.defineProperty(field, "type", {
    get: world.realm.function("type", () => makeType(world, type)),
    configurable: true,
    enumerable: true,
  });
  return field;
}
