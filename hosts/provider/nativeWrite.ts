/** Writes of a script into the debugger's objects: keys that have a setter, and members in target memory. */
import { ModelError, type ModelObject, type Value } from "./dataModel.js";
import { findKey } from "./keys.js";
import { addressOf, objectArgument } from "./arguments.js";
import { encodeMember, resolveType } from "./nativeTypes.js";
import type { World } from "./world.js";

/** Sets the member `name` of `model`; throws when there is none that can be written. */
export function writeMember(world: World, model: ModelObject, name: string, value: unknown): void {
  const key = findKey(model, name, world);
  if (key) {
    if (!key.set) throw new ModelError(`The property '${name}' cannot be written`);
    key.set(model, world.marshal.toModel(value));
    return;
  }
  const { native } = model;
  const field = native?.field(name);
  if (field) {
    writeObject(world, field, value);
    return;
  }
  if (native && resolveType(native.type).kind === "pointer") {
    writeMember(world, native.dereference(), name, value);
    return;
  }
  if (native || !model.setKey) throw new ModelError(`Object has no property '${name}' that can be written`);
  model.setKey(name, world.marshal.toModel(value));
}

/** Writes `value` over a typed object in target memory. */
export function writeObject(world: World, object: ModelObject, value: unknown): void {
  const { native, context } = object;
  const place = native?.address;
  if (!native || place === undefined) throw new ModelError("Object is in no memory");
  const { kind, size } = resolveType(native.type);
  if (kind === "udt" || kind === "array" || kind === "function") {
    throw new ModelError(`A value of type '${native.type.name}' cannot be written as a whole`);
  }
  const bytes = encodeMember(native.type, numeric(world, value), () => world.backend.readMemory(place, size, context));
  world.backend.writeMemory(place, bytes, context);
}

function numeric(world: World, value: unknown): number | bigint {
  const model = objectArgument(world, value);
  const pointee = model && addressOf(world, model);
  if (pointee !== undefined) return pointee;
  const marshalled: Value = world.marshal.toModel(value);
  if (marshalled.kind !== "intrinsic" || typeof marshalled.value === "string") {
    throw new ModelError("The value cannot be written to memory");
  }
  return typeof marshalled.value === "boolean" ? Number(marshalled.value) : marshalled.value;
}
