/** Members the provider itself puts on native objects. They hide keys and fields of the same name. Source: host-api 1.7. */
import { ModelError, type ModelObject, type NativeType, type NativeView } from "./dataModel.js";
import { addressOf, integerArgument, textArgument } from "./arguments.js";
import { findConcept } from "./keys.js";
import { contexts } from "./location.js";
import { ABSENT } from "./nativeProxy.js";
import { resolveType } from "./nativeTypes.js";
import { writeMember } from "./nativeWrite.js";
import { makeType } from "./typeObject.js";
import { unicodeText } from "./unicodeString.js";
import type { World } from "./world.js";

/** The projected member `name` of `model`, or ABSENT. */
export function projected(world: World, model: ModelObject, name: string): unknown {
  const { native } = model;
  const common = onEveryObject(world, model, name);
  if (common !== ABSENT || !native) return common;
  const type = resolveType(native.type);
  const typed = onTypedObject(world, model, native, name);
  if (typed !== ABSENT) return typed;
  if (type.kind === "pointer") return onPointer(world, model, native, type, name);
  return type.kind === "enum" && name === "valueOf"
    ? world.realm.function("valueOf", () => world.marshal.intrinsic(world.marshal.proxies.read(native, model)))
    : ABSENT;
}

function onEveryObject(world: World, model: ModelObject, name: string): unknown {
  const method = (call: (args: unknown[]) => unknown): object =>
    world.realm.function(name, (_self, args) => world.guard(() => call(args)));
  switch (name) {
    case "toString":
      return method(() => {
        world.hostCall("toString");
        return displayString(world, model);
      });
    case "hostContext":
      return contexts.put(world.realm.object(), { context: model.context });
    case "addParentModel":
      return method(([parent]) => {
        if (!model.addParent) throw new ModelError("The object takes no parent models");
        model.addParent(world.marshal.parentModel(parent));
      });
    case "removeParentModel":
      return method(([parent]) => {
        model.removeParent?.(world.marshal.parentModel(parent));
      });
    case "getValueAt": {
      const index = findConcept(model, "index");
      if (!index) return ABSENT;
      return method((args) => {
        world.hostCall("index", ...args);
        const indices = args.map((value) => world.marshal.toModel(value));
        return world.marshal.toScript(index(model, indices), model);
      });
    }
    case "setValueAt": {
      const set = findConcept(model, "setAt");
      if (!set) return ABSENT;
      return method(([value, ...args]) => {
        const indices = args.map((index) => world.marshal.toModel(index));
        set(model, indices, world.marshal.toModel(value));
      });
    }
    case "address":
      return isPointer(model) || world.api.atLeast(1) ? address(world, model) : ABSENT;
    case "getObjectValue":
      if (!world.api.atLeast(1)) return ABSENT;
      return method(([member]) => {
        const value = world.marshal.proxies.value(model, textArgument(member, "name"));
        return value === ABSENT ? undefined : value;
      });
    case "setObjectValue":
      if (!world.api.atLeast(1)) return ABSENT;
      return method(([member, value]) => {
        world.hostCall("setValue", member);
        writeMember(world, model, textArgument(member, "name"), value);
      });
    case "compareTo":
    case "equals": {
      const compare = world.api.atLeast(2) ? findConcept(model, name) : undefined;
      return compare ? method(([other]) => compare(model, world.marshal.toModel(other))) : ABSENT;
    }
    default:
      return ABSENT;
  }
}

function onTypedObject(world: World, model: ModelObject, native: NativeView, name: string): unknown {
  switch (name) {
    case "targetLocation":
      if (native.address === undefined) return undefined;
      return world.locations.make({ address: native.address, context: model.context });
    case "targetSize":
      return world.int64.fromNumber(native.type.size);
    case "targetType":
      return makeType(world, native.type);
    case "runtimeTypedObject":
      return world.marshal.proxies.of(model);
    default:
      return ABSENT;
  }
}

function onPointer(world: World, model: ModelObject, native: NativeView, type: NativeType, name: string): unknown {
  const { realm, marshal, backend } = world;
  switch (name) {
    case "isNull":
      return addressOf(world, model) === 0n;
    case "dereference":
      return realm.function(name, () =>
        world.guard(() => {
          world.hostCall("dereference");
          return marshal.toScript(native.dereference(), model);
        }),
      );
    case "add":
      return realm.function(name, (_self, [elements]) =>
        world.guard(() => {
          const step = BigInt(type.baseType?.size || 1) * BigInt(integerArgument(world, elements, "elements"));
          const moved = BigInt.asUintN(64, (addressOf(world, model) ?? 0n) + step);
          return marshal.toScript(backend.createPointer(moved, native.type, model.context), model);
        }),
      );
    case "valueOf":
      // Whether a pointer converts to a number is not documented: no script may count on it.
      return realm.function(name, () =>
        world.guard(() => {
          throw new ModelError("A pointer object is no number: use address or isNull");
        }),
      );
    default:
      return ABSENT;
  }
}

function isPointer({ native }: ModelObject): boolean {
  return native !== undefined && resolveType(native.type).kind === "pointer";
}

function address(world: World, model: ModelObject): unknown {
  const found = addressOf(world, model);
  if (found === undefined) throw new world.realm.builtins.TypeError("Object does not have an address");
  return world.int64.fromBigInt(found);
}

/** The display string; for what has none the value of a pointer, the name of an enumeration's constant. */
function displayString(world: World, model: ModelObject): string {
  const display = findConcept(model, "display");
  const text = display?.(model);
  if (text !== undefined && text !== "") return text;
  const { native } = model;
  if (!native) return "[object Object]";
  const type = resolveType(native.type);
  if (type.kind === "pointer") return `0x${(addressOf(world, model) ?? 0n).toString(16)}`;
  if (type.kind !== "enum") return unicodeText(world, model) ?? "[object Object]";
  const { value } = world.marshal.proxies.read(native, model);
  for (const [name, constant] of type.constants ?? []) if (constant === Number(value)) return name;
  return String(value);
}
