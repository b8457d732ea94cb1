/** Casts, pointers and addresses. Source: transcripts 11, 14; real-engine 3; kernel-dump "Engine behaviour". */
import { ModelError, type NativeType, type Value } from "../../provider/dataModel.js";
import { bareType, basicType, valueOfType } from "./basicTypes.js";
import type { DxEnvironment } from "./environment.js";
import { cannotBind, E_FAIL, E_INVALIDARG, E_UNEXPECTED } from "./errors.js";
import { converted, flag, integer, integerOf, intrinsicOf, isIntegerType, real } from "./intrinsic.js";
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
  if (syntax.module !== undefined && !env.hasModule(syntax.module)) {
    throw new ModelError(`Unable to find module '${syntax.module}' for qualified type lookup.`);
  }
  const type = resolveType(syntax, env);
  if (type === undefined) throw new ModelError(`Unable to find type '${typeText(syntax)}' for cast.`);
  const target = bareType(type);
  const source = value.kind === "object" ? value.native && bareType(value.native.type).kind : undefined;
  if (source === "udt" || source === "function") throw new ModelError("Unable to cast from given type.");
  if (target.kind === "pointer") return env.createPointer(addressValue(value), type);
  const found = source === "array" ? integer("UI8", addressValue(value)) : intrinsicOf(value);
  if (found === undefined || found.vt === "BSTR") throw new ModelError("", E_UNEXPECTED);
  // The value is where the array lies. Measured on the engine.
  if (target.kind === "array") return env.createTyped(addressValue(value), type);
  if (target.vt === undefined) throw new ModelError("Cannot cast to given type.");
  if (target.vt === "BOOL") return valueOfType(type, flag(Boolean(found.value)));
  if (target.vt === "R4" || target.vt === "R8") return valueOfType(type, real(Number(found.value), target.vt));
  if (!isIntegerType(target.vt)) throw new ModelError("", E_INVALIDARG);
  return valueOfType(type, integer(target.vt, integerOf(found) ?? 0n));
}

/** The address a value becomes: of an array, where it lies. */
function addressValue(value: Value): bigint {
  const isArray = value.kind === "object" && value.native?.type.kind === "array";
  const found = isArray ? undefined : intrinsicOf(value);
  if (found !== undefined && !isIntegerType(found.vt) && found.vt !== "BOOL") {
    throw new ModelError("Invalid conversion between pointer and floating point type.");
  }
  const address = isArray ? value.native.address : integerOf(value);
  if (address === undefined) throw new ModelError("", E_UNEXPECTED);
  // A negative number keeps its sign in a pointer of 32 bits too. Measured on the engine.
  return BigInt.asUintN(64, address);
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
  const type = view.type.kind === "bitfield" ? (view.type.baseType ?? view.type) : view.type;
  return env.createPointer(view.address, type.pointerTo());
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
    if (operator === "+") throw new ModelError("", E_FAIL);
    if (first.target !== second.target) throw new ModelError("Invalid pointer types");
    if (first.isUnsized) throw new ModelError("Illegal use of unsized type");
    return integer("I8", BigInt.asIntN(64, first.value - second.value) / first.elementSize);
  }
  if (second !== undefined && operator === "-") throw new ModelError("", E_FAIL);
  const pointer = first ?? second;
  if (pointer === undefined) return undefined;
  const count = converted(pointer === first ? right : left);
  const distance = count * pointer.elementSize;
  const moved = pointer.value + (operator === "+" ? distance : -distance);
  return env.createPointer(BigInt.asUintN(pointer.type.size * 8, moved), pointer.type);
}

interface Pointer {
  readonly type: NativeType;
  readonly value: bigint;
  /** Name of what it points to. */
  readonly target: string;
  readonly isUnsized: boolean;
  readonly elementSize: bigint;
}

function pointerOf(value: Value): Pointer | undefined {
  if (value.kind !== "object" || value.native === undefined) return undefined;
  const type = bareType(value.native.type);
  if (type.kind !== "pointer") return undefined;
  const size = BigInt(type.baseType?.size ?? 0);
  const target = type.baseType?.name ?? "void";
  return {
    type,
    value: BigInt(value.native.value().value),
    target,
    isUnsized: size === 0n,
    elementSize: size || 1n,
  };
}

const COMPARISONS: readonly Binary[] = ["==", "!=", "<", ">", "<=", ">="];

/** Throws when a comparison is between pointers to different things; `void *` goes with all. Measured on the engine. */
export function checkPointers(operator: Binary, left: Value, right: Value): void {
  if (!COMPARISONS.includes(operator)) return;
  const first = pointerOf(left)?.target;
  const second = pointerOf(right)?.target;
  if (first === undefined || second === undefined || first === second) return;
  if (first !== "void" && second !== "void") throw new ModelError("Pointer types are unrelated");
}

/** `sizeof(type)`. */
export function sizeOfType(syntax: TypeSyntax, env: DxEnvironment): Value {
  const type = resolveType(syntax, env);
  if (type === undefined) throw cannotBind(syntax.base);
  if (type.size === 0) throw new ModelError("Illegal use of sizeof()");
  return integer("UI8", type.size);
}

/** `sizeof(value)`. */
export function sizeOfValue(value: Value): Value {
  if (value.kind === "object" && value.native !== undefined) return integer("UI8", value.native.type.size);
  const size: Readonly<Record<string, number>> = { BOOL: 1, R4: 4, R8: 8 };
  if (value.kind !== "intrinsic") throw new ModelError("", E_FAIL);
  if (value.vt === "BSTR") throw new ModelError("Illegal use of sizeof()");
  return integer("UI8", size[value.vt] ?? Number(value.vt.replace(/\D/g, "")));
}
