/**
 * 64-bit addresses: compare, add, mask, hex. Nothing else knows how they are stored.
 *
 * JavaScript numbers hold 53 bits and ES2017 has no BigInt, but a kernel address read as a *signed* 64-bit number is small
 * (0xffffe00123456789 is -0x1ffedcba9877). So an address is that signed number when a number holds it exactly, and 16 hex
 * digits otherwise (garbage read from damaged memory). Each value has one form: `===`, Map and Set work.
 */

declare const brand: unique symbol;
export type Address = (number | string) & { readonly [brand]: true };

const TWO32 = 4294967296;

/** The null pointer. */
export const NULL = 0 as Address;

/** From the two unsigned halves of a 64-bit value. */
export function fromParts(low: number, high: number): Address {
  const value = (high | 0) * TWO32 + (low >>> 0);
  if (Number.isSafeInteger(value)) return value as Address;
  return (padded(high >>> 0) + padded(low >>> 0)) as Address;
}

/** The unsigned halves: low, high. */
export function lowPart(address: Address): number {
  // The conversion to 32 bits is modulo 2^32, and exact for whole numbers.
  return typeof address === "number" ? address >>> 0 : parseInt(address.slice(8), 16);
}

export function highPart(address: Address): number {
  return typeof address === "number" ? Math.floor(address / TWO32) >>> 0 : parseInt(address.slice(0, 8), 16);
}

/** From hexadecimal digits, with or without `0x` and backquotes; undefined when it is no such number or too long. */
export function fromHex(text: string): Address | undefined {
  const digits = text.replace(/`/g, "").replace(/^0x/i, "");
  if (!/^[0-9a-f]{1,16}$/i.test(digits)) return undefined;
  const all = ("0000000000000000" + digits).slice(-16);
  return fromParts(parseInt(all.slice(8), 16), parseInt(all.slice(0, 8), 16));
}

/** From a small non-negative number (an id, a 32-bit pointer). */
export function fromNumber(value: number): Address {
  return value as Address;
}

/** `0x` and hexadecimal digits without padding, as dx and the JSON documents print it. */
export function hex(address: Address): string {
  const high = highPart(address);
  const low = lowPart(address);
  return "0x" + (high === 0 ? low.toString(16) : high.toString(16) + padded(low));
}

/** All digits of a pointer, without prefix, as `!alpc` prints it: 8 or 16. */
export function digits(address: Address, pointerSize: 4 | 8): string {
  return pointerSize === 4 ? padded(lowPart(address)) : padded(highPart(address)) + padded(lowPart(address));
}

/** Unsigned order. */
export function compare(a: Address, b: Address): number {
  if (typeof a === "number" && typeof b === "number" && a < 0 === b < 0) return a - b;
  return highPart(a) - highPart(b) || lowPart(a) - lowPart(b);
}

/** Adds a small signed number, modulo 2^64. */
export function add(address: Address, delta: number): Address {
  if (typeof address === "number") {
    const sum: number = address + delta;
    if (Number.isSafeInteger(sum)) return sum as Address;
  }
  const low = lowPart(address) + delta;
  return fromParts(mod(low, TWO32), highPart(address) + Math.floor(low / TWO32));
}

/** The distance a - b, when it is small enough for a number; NaN otherwise. */
export function distance(a: Address, b: Address): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const high = (highPart(a) - highPart(b)) | 0;
  const value = high * TWO32 + (lowPart(a) - lowPart(b));
  return Number.isSafeInteger(value) ? value : NaN;
}

/** The low bits under a small mask such as 1, 7 or 15. */
export function lowBits(address: Address, mask: number): number {
  return (lowPart(address) & mask) >>> 0;
}

/** The address with the bits of a small mask cleared: tagged pointers, fast references. */
export function clearBits(address: Address, mask: number): Address {
  const bits = lowBits(address, mask);
  return bits === 0 ? address : add(address, -bits);
}

export function isNull(address: Address): boolean {
  return address === 0;
}

/**
 * Whether a pointer may point into the kernel's half: on 64-bit the canonical upper half (five-level paging included), on
 * 32-bit at or above 2 GB.
 */
export function isKernel(address: Address, pointerSize: 4 | 8): boolean {
  // A number below 0 has at least the eleven highest bits set.
  if (pointerSize === 8 && typeof address === "number") return address < 0;
  return pointerSize === 4
    ? highPart(address) === 0 && lowPart(address) >= 0x80000000
    : highPart(address) >= 0xff000000;
}

/** As a plain number when it is small (ids, 32-bit values), else undefined. */
export function toNumber(address: Address): number | undefined {
  return typeof address === "number" && address >= 0 ? address : undefined;
}

function mod(value: number, n: number): number {
  const rest = value % n;
  return rest < 0 ? rest + n : rest;
}

function padded(value: number): string {
  const text = (value >>> 0).toString(16);
  return text.length === 8 ? text : ("0000000" + text).slice(-8);
}
