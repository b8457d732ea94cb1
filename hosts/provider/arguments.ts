/** Arguments of host calls: what a script may pass, and the errors when it passes something else. */
import { ModelError, type ModelObject } from "./dataModel.js";
import { E_INVALIDARG } from "./errors.js";
import { contexts, places, type Place } from "./location.js";
import { resolveType } from "./nativeTypes.js";
import type { World } from "./world.js";

export function invalid(what: string): ModelError {
  return new ModelError(`Invalid argument: ${what}`, E_INVALIDARG);
}

/** Any value but none. */
export function argument(value: unknown, name: string): unknown {
  if (value === undefined || value === null) throw invalid(`${name} is missing`);
  return value;
}

export function textArgument(value: unknown, name: string): string {
  if (typeof value !== "string") throw invalid(`${name} must be a string`);
  return value;
}

/** A number or Int64 as a number; throws when it is no integer within 53 bits. */
export function integerArgument(world: World, value: unknown, name: string): number {
  if (typeof value === "number" && Number.isInteger(value)) return value;
  if (world.int64.is(value)) return value.asNumber();
  throw invalid(`${name} must be an integer`);
}

/** A location: an address, a location object, or a native object. A pointer stands for what it points to. */
export function locationArgument(world: World, value: unknown): Place {
  const { int64 } = world;
  if (int64.is(value)) return { address: int64.toUnsigned(value), context: undefined };
  if (typeof value === "number") return { address: int64.toUnsigned(int64.fromNumber(value)), context: undefined };
  const place = places.of(value);
  if (place) return place;
  const model = objectArgument(world, value);
  const address = model && addressOf(world, model);
  if (address === undefined) throw invalid("the location must be an address, a location or a native object");
  return { address, context: model?.context };
}

/** Where `model` lies, for a pointer where it points to; undefined when it is in no memory. May read memory. */
export function addressOf(world: World, model: ModelObject): bigint | undefined {
  const { native } = model;
  if (!native) return undefined;
  if (resolveType(native.type).kind !== "pointer") return native.address;
  return BigInt.asUintN(64, BigInt(world.marshal.proxies.read(native, model).value as number | bigint));
}

/** The model behind a native object of the script, or undefined. */
export function objectArgument(world: World, value: unknown): ModelObject | undefined {
  return typeof value === "object" && value !== null ? world.marshal.proxies.modelOf(value) : undefined;
}

/** A context inheritor; undefined stands for `otherwise`. */
export function contextArgument(world: World, value: unknown, otherwise?: unknown): unknown {
  if (value === undefined || value === null) return otherwise;
  const known = contexts.of(value) ?? places.of(value);
  if (known) return known.context;
  const model = objectArgument(world, value);
  if (!model) throw invalid("the context must be an object of the target");
  return model.context;
}

/** Whether an argument can only be meant as a context inheritor. */
export function isContext(world: World, value: unknown): boolean {
  return typeof value === "object" && value !== null && !world.int64.is(value);
}

/** A module by name, or a module object, whose Name counts. Source: engine-host 16. */
export function moduleArgument(world: World, value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "object" && value !== null && !world.int64.is(value)) {
    const name = (value as { Name?: unknown }).Name;
    if (typeof name === "string") return name;
  }
  throw invalid("the module must be a name or a module object");
}
