/** Casts, pointers and addresses. Source: transcripts 11, 14; real-engine 3; kernel-dump "Engine behaviour". */
import { ModelError, type NativeType, type Value } from "../../provider/dataModel.js";
import { bareType, basicType, valueOfType } from "./basicTypes.js";
import type { DxEnvironment } from "./environment.js";
import { E_INVALIDARG } from "./errors.js";
import { flag, integer, integerOf, intrinsicOf, isIntegerType, real } from "./intrinsic.js";
import type { Binary } from "./syntax.js";
import { typeText, type TypeSyntax } from "./typeSyntax.js";

/** The type an expression names; undefined when the target does not have it. */
export function resolveType(syntax: TypeSyntax, env: DxEnvironment): NativeType | undefined {
  const base = env.type(syntax.module, syntax.base) ?? (syntax.isBasic ? basicType(syntax.base) : undefined);
  if (base === undefined) return undefined;
  return syntax.declarators.reduce<NativeType>(
    (type, declarator) => (declarator === "pointer" ? type.pointerTo() : type.arrayOf(declarator)),
    base,
  );
}

/** `(type)value`. Throws when the type is unknown or the value does not convert. */
export function cast(syntax: TypeSyntax, value: Value, env: DxEnvironment): Value {
  const type = resolveType(syntax, env);
  if (type === undefined) throw new ModelError(`Unable to find type '${typeText(syntax)}' for cast.`);
  const target = bareType(type);
  if (target.kind === "pointer") return env.createPointer(addressValue(value, target), type);
  const found = intrinsicOf(value);
  if (found === undefined || found.vt === "BSTR" || target.vt === undefined) {
    throw new ModelError(`Unable to cast object to type '${typeText(syntax)}'.`);
  }
  if (target.vt === "BOOL") return valueOfType(type, flag(Boolean(found.value)));
  if (target.vt === "R4" || target.vt === "R8") return valueOfType(type, real(Number(found.value), target.vt));
  if (!isIntegerType(target.vt)) throw new ModelError("", E_INVALIDARG);
  return valueOfType(type, integer(target.vt, integerOf(found) ?? 0n));
}

/** The address a value becomes: of an array, where it lies. */
function addressValue(value: Value, pointer: NativeType): bigint {
  const isArray = value.kind === "object" && value.native?.type.kind === "array";
  const address = isArray ? value.native.address : integerOf(value);
  if (address === undefined) throw new ModelError(`Unable to cast object to type '${pointer.name}'.`);
  return BigInt.asUintN(pointer.size * 8, address);
}

/** `*value`. */
export function dereference(value: Value): Value {
  const view = value.kind === "object" ? value.native : undefined;
  const kind = view && bareType(view.type).kind;
  if (view === undefined || (kind !== "pointer" && kind !== "array")) {
    throw new ModelError("Unable to dereference non pointer object");
  }
  return kind === "array" ? view.element(0) : view.dereference();
}

/** `&value`: of a typed object in memory, or of a symbol without a type (`void *`). */
export function addressOf(value: Value | { readonly address: bigint }, env: DxEnvironment): Value {
  if (!("kind" in value)) {
    const pointee = env.type(undefined, "void") ?? basicType("void");
    if (pointee === undefined) throw new ModelError("Unable to take address of object");
    return env.createPointer(value.address, pointee.pointerTo());
  }
  const view = value.kind === "object" ? value.native : undefined;
  if (view?.address === undefined) throw new ModelError("Unable to take address of object");
  return env.createPointer(view.address, view.type.pointerTo());
}

/** `pointer[i]` and `array[i]`; undefined for anything else, and for what a model gave an indexer. */
export function elementAt(object: Value, indices: readonly Value[]): Value | undefined {
  const view = object.kind === "object" ? object.native : undefined;
  const kind = view && bareType(view.type).kind;
  if (view === undefined || (kind !== "pointer" && kind !== "array")) return undefined;
  const i = indices.length === 1 && indices[0] !== undefined ? integerOf(indices[0]) : undefined;
  if (i === undefined) throw new ModelError("", E_INVALIDARG);
  return view.element(Number(i));
}

/** Pointer arithmetic; undefined when no operand is a pointer or the operator is none of it. */
export function offsetPointer(operator: Binary, left: Value, right: Value, env: DxEnvironment): Value | undefined {
  if (operator !== "+" && operator !== "-") return undefined;
  const first = pointerOf(left);
  const second = pointerOf(right);
  if (first !== undefined && second !== undefined) {
    if (operator === "+") return undefined;
    return integer("I8", BigInt.asIntN(64, first.value - second.value) / first.elementSize);
  }
  const pointer = first ?? (operator === "+" ? second : undefined);
  const count = pointer && integerOf(pointer === first ? right : left);
  if (pointer === undefined || count === undefined) return undefined;
  const distance = count * pointer.elementSize;
  const moved = pointer.value + (operator === "+" ? distance : -distance);
  return env.createPointer(BigInt.asUintN(pointer.type.size * 8, moved), pointer.type);
}

function pointerOf(value: Value): { type: NativeType; value: bigint; elementSize: bigint } | undefined {
  if (value.kind !== "object" || value.native === undefined) return undefined;
  const type = bareType(value.native.type);
  if (type.kind !== "pointer") return undefined;
  const elementSize = BigInt(type.baseType?.size ?? 0) || 1n;
  return { type, value: BigInt(value.native.value().value), elementSize };
}

/** `sizeof(type)`. */
export function sizeOfType(syntax: TypeSyntax, env: DxEnvironment): Value {
  const type = resolveType(syntax, env);
  if (type === undefined) throw new ModelError(`Unable to find type '${typeText(syntax)}'.`);
  return integer("UI8", type.size);
}

/** `sizeof(value)`. */
export function sizeOfValue(value: Value): Value {
  if (value.kind === "object" && value.native !== undefined) return integer("UI8", value.native.type.size);
  const size: Readonly<Record<string, number>> = { BOOL: 1, R4: 4, R8: 8 };
  if (value.kind !== "intrinsic" || value.vt === "BSTR") throw new ModelError("", E_INVALIDARG);
  return integer("UI8", size[value.vt] ?? Number(value.vt.replace(/\D/g, "")));
}
