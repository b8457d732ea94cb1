/** C's own types, for targets whose symbols do not bring them, and values of them that lie in no memory. */
import {
  ModelError,
  type Intrinsic,
  type IntrinsicType,
  type ModelObject,
  type NativeType,
  type NativeView,
} from "../../provider/dataModel.js";

// Sizes and VARTYPEs as the engine gives them. Source: real-engine 2.1; transcripts 08, 11, 14 [wchar_t is signed].
const BASIC: Readonly<Record<string, readonly [size: number, vt?: IntrinsicType]>> = {
  void: [0],
  bool: [1, "BOOL"],
  char: [1, "I1"],
  "unsigned char": [1, "UI1"],
  wchar_t: [2, "I2"],
  short: [2, "I2"],
  "unsigned short": [2, "UI2"],
  int: [4, "I4"],
  "unsigned int": [4, "UI4"],
  long: [4, "I4"],
  "unsigned long": [4, "UI4"],
  __int64: [8, "I8"],
  "unsigned __int64": [8, "UI8"],
  float: [4, "R4"],
  double: [8, "R8"],
};

/** A basic type by its canonical name; undefined for others. Pointers to it have `pointerSize` bytes. */
export function basicType(name: string, pointerSize: 4 | 8 = 8): NativeType | undefined {
  const found = BASIC[name];
  return found && derive({ name, kind: "intrinsic", size: found[0], ...(found[1] && { vt: found[1] }) }, pointerSize);
}

type Shape = Pick<NativeType, "name" | "kind" | "size" | "vt" | "baseType" | "count">;

function derive(shape: Shape, pointerSize: 4 | 8): NativeType {
  const type: NativeType = {
    ...shape,
    module: "",
    fields: () => [],
    field: () => undefined,
    pointerTo: () =>
      derive({ name: pointerName(type), kind: "pointer", size: pointerSize, vt: "UI8", baseType: type }, pointerSize),
    arrayOf: (count) =>
      derive(
        { name: `${type.name} [${count}]`, kind: "array", size: type.size * count, count, baseType: type },
        pointerSize,
      ),
  };
  return type;
}

function pointerName(type: NativeType): string {
  const array = /^(.*?) (\[\d+\](?:\[\d+\])*)$/.exec(type.name);
  return array === null ? `${type.name} *` : `${array[1]} (*)${array[2]}`;
}

/** A value of a type that lies in no memory: what a cast of a number gives. */
export function valueOfType(type: NativeType, value: Intrinsic): ModelObject {
  const fail = (): never => {
    throw new ModelError("Unable to dereference non pointer object");
  };
  const native: NativeView = { type, value: () => value, field: () => undefined, dereference: fail, element: fail };
  return { kind: "object", keys: () => [], key: () => undefined, concepts: {}, parents: () => [], native };
}

/** The type behind any typedefs. */
export function bareType(type: NativeType): NativeType {
  let found = type;
  for (let depth = 0; found.kind === "typedef" && found.baseType !== undefined && depth < 32; depth++) {
    found = found.baseType;
  }
  return found;
}
