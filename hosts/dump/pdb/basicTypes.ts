import type { TypeIndex } from "./typeRecords.js";

/** A C basic type: its index among the simple types and its size in bytes. Source: Microsoft's published cvinfo.h. */
interface BasicType {
  readonly index: TypeIndex;
  readonly size: number;
}

const BASIC = new Map<string, BasicType>(
  Object.entries({
    void: [0x03, 0],
    char: [0x70, 1],
    "signed char": [0x10, 1],
    "unsigned char": [0x20, 1],
    wchar: [0x71, 2],
    wchar_t: [0x71, 2],
    char16_t: [0x7a, 2],
    char32_t: [0x7b, 4],
    bool: [0x30, 1],
    short: [0x11, 2],
    "unsigned short": [0x21, 2],
    int: [0x74, 4],
    "unsigned int": [0x75, 4],
    long: [0x12, 4],
    "unsigned long": [0x22, 4],
    "long long": [0x13, 8],
    "unsigned long long": [0x23, 8],
    __int64: [0x13, 8],
    "unsigned __int64": [0x23, 8],
    float: [0x40, 4],
    double: [0x41, 8],
    "long double": [0x41, 8],
    HRESULT: [0x08, 4],
  } satisfies Record<string, readonly [number, number]>).map(([name, [index, size]]) => [name, { index, size }]),
);

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^(?:(unsigned|signed) )?(short|long|long long) int$/, "$1 $2"],
  [/^signed (short|int|long|long long|__int64)$/, "$1"],
  [/^unsigned$/, "unsigned int"],
  [/^signed$/, "int"],
];

/** The basic type of this name, or undefined when the name is not one of C's. */
export function basicType(name: string): BasicType | undefined {
  const plain = SPELLINGS.reduce((text, [from, to]) => text.replace(from, to).trim(), name);
  return BASIC.get(plain);
}

/** Index of the simple type `basic *`. */
export function pointerToBasic(index: TypeIndex, pointerSize: 4 | 8): TypeIndex {
  return index | (pointerSize === 8 ? 0x600 : 0x400);
}
