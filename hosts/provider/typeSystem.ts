/** `host.typeSystem`. Source: host-api 1.3. */
import { ModelError, type Intrinsic, type NativeType, type Value } from "./dataModel.js";
import { argument, integerArgument, textArgument } from "./arguments.js";
import { resolveType } from "./nativeTypes.js";
import { findType } from "./symbols.js";
import { Tag } from "./tag.js";
import type { World } from "./world.js";

/** What `marshalAs` returns: a value that leaves with the type that was asked for. */
export const marshalledAs = new Tag<Value>();

/** One dimension for `createArrayOf`. */
export interface ArrayDimension {
  readonly lowerBound: number;
  readonly length: number;
  readonly stride: number;
}
export const arrayDimensions = new Tag<ArrayDimension>();

/** The object behind `host.typeSystem`. */
export function makeTypeSystem(world: World): object {
  const { realm } = world;
  const kinds = realm.object();
  for (const name of ["standard", "reference", "rValueReference", "cxHat"]) {
    const kind = realm.object();
    Object.defineProperty(kind, "toString", { value: realm.function("toString", () => name) });
    kinds[name] = Object.freeze(kind);
  }
  const arrayDimension = realm.function("arrayDimension", (_self, [lower, length, stride]) =>
    world.guard(() => {
      const dimension = {
        lowerBound: integerArgument(world, lower, "lowerBound"),
        length: integerArgument(world, length, "length"),
        stride: integerArgument(world, stride, "stride"),
      };
      return arrayDimensions.put(Object.assign(realm.object(), dimension), dimension);
    }),
  );
  const marshalAs = realm.function("marshalAs", (_self, [value, module, type, context]) =>
    world.guard(() => {
      world.hostCall("marshalAs", module, type);
      const found = findType(world, module, textArgument(type, "type"), context);
      if (!found) throw new ModelError(`Unable to find the type '${String(type)}'`);
      return marshalledAs.put(realm.object(), convert(world.marshal.toModel(argument(value, "value")), found));
    }),
  );
  return Object.freeze(Object.assign(realm.object(), { marshalAs, arrayDimension, pointerKind: Object.freeze(kinds) }));
}

/** `value` with the VARTYPE of `type`. */
function convert(value: Value, type: NativeType): Value {
  const { vt } = resolveType(type);
  if (vt === undefined || value.kind !== "intrinsic" || typeof value.value === "string") {
    throw new ModelError(`Unable to marshal the value as '${type.name}'`);
  }
  return integerOf(vt, value.value);
}

function integerOf(vt: NonNullable<NativeType["vt"]>, from: number | bigint | boolean): Intrinsic {
  const whole = (): bigint => BigInt(typeof from === "number" ? Math.trunc(from) : from);
  switch (vt) {
    case "BOOL":
      return { kind: "intrinsic", vt, value: Boolean(from) };
    case "I8":
      return { kind: "intrinsic", vt, value: BigInt.asIntN(64, whole()) };
    case "UI8":
      return { kind: "intrinsic", vt, value: BigInt.asUintN(64, whole()) };
    case "R4":
    case "R8":
      return { kind: "intrinsic", vt, value: Number(from) };
    case "BSTR":
      throw new ModelError("Unable to marshal a number as text");
    default: {
      const bits = 8 * Number(vt.replace(/\D/g, ""));
      const wrapped = vt.startsWith("U") ? BigInt.asUintN(bits, whole()) : BigInt.asIntN(bits, whole());
      return { kind: "intrinsic", vt, value: Number(wrapped) };
    }
  }
}
