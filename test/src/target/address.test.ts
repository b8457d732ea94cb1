import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as address from "../../../src/target/address";
import type { Address } from "../../../src/target/address";

const from = (value: bigint): Address =>
  address.fromParts(Number(value & 0xffffffffn), Number((value >> 32n) & 0xffffffffn));
const value = (a: Address): bigint => (BigInt(address.highPart(a)) << 32n) | BigInt(address.lowPart(a));
const any64 = fc.oneof(
  fc.bigInt(0n, (1n << 64n) - 1n),
  fc.bigInt(0xffff800000000000n, 0xffffffffffffffffn),
  fc.bigInt(0n, 0xffffffffn),
);

describe("address", () => {
  it("keeps every 64-bit value", () => {
    fc.assert(fc.property(any64, (v) => void expect(value(from(v))).toBe(v)));
  });
  it("has one form for each value, so that === compares", () => {
    fc.assert(fc.property(any64, any64, (a, b) => void expect(from(a) === from(b)).toBe(a === b)));
  });
  it("compares unsigned", () => {
    fc.assert(
      fc.property(any64, any64, (a, b) => {
        expect(Math.sign(address.compare(from(a), from(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });
  it("adds modulo 2^64", () => {
    fc.assert(
      fc.property(any64, fc.integer({ min: -100000, max: 100000 }), (v, delta) => {
        expect(value(address.add(from(v), delta))).toBe(BigInt.asUintN(64, v + BigInt(delta)));
      }),
    );
  });
  it("tells small distances exactly", () => {
    fc.assert(
      fc.property(any64, fc.integer({ min: -100000, max: 100000 }), (v, delta) => {
        expect(address.distance(address.add(from(v), delta), from(v))).toBe(delta);
      }),
    );
  });
  it("prints and reads hexadecimal", () => {
    fc.assert(
      fc.property(any64, (v) => {
        expect(address.hex(from(v))).toBe("0x" + v.toString(16));
        expect(address.fromHex(address.hex(from(v)))).toBe(from(v));
        expect(address.digits(from(v), 8)).toBe(v.toString(16).padStart(16, "0"));
      }),
    );
  });
  it("masks low bits", () => {
    fc.assert(
      fc.property(any64, fc.constantFrom(1, 3, 7, 15), (v, mask) => {
        expect(address.lowBits(from(v), mask)).toBe(Number(v & BigInt(mask)));
        expect(value(address.clearBits(from(v), mask))).toBe(v & ~BigInt(mask));
      }),
    );
  });
  it.each([
    ["0xffff800000000000", 8, true],
    ["0xff10000000000000", 8, true],
    ["0x00007fffffffffff", 8, false],
    ["0x86e411d0", 4, true],
    ["0x7ffe0000", 4, false],
    ["0xffffffff86e411d0", 4, false],
  ] as const)("knows whether %s on a %i-byte machine is the kernel's: %s", (text, size, expected) => {
    expect(address.isKernel(address.fromHex(text) as Address, size)).toBe(expected);
  });
});
