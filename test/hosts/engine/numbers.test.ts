import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bitsOfBytes, fromBits, toBits } from "../../../hosts/engine/numbers.js";

describe("numbers on the wire", () => {
  test("a signed byte of all ones is -1, an unsigned one 255; higher bits do not count", () => {
    expect(fromBits("I1", 0xffn)).toEqual({ kind: "intrinsic", vt: "I1", value: -1 });
    expect(fromBits("UI1", 0xabffn)).toEqual({ kind: "intrinsic", vt: "UI1", value: 255 });
    expect(fromBits("I8", 1n << 63n)).toEqual({ kind: "intrinsic", vt: "I8", value: -(1n << 63n) });
  });

  test.each(["I1", "UI1", "I2", "UI2", "I4", "UI4", "I8", "UI8", "BOOL"] as const)("%s goes there and back", (vt) => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), (bits) => {
        const value = fromBits(vt, bits);
        expect(fromBits(vt, toBits(value))).toEqual(value);
      }),
    );
  });

  test("doubles go there and back", () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        expect(fromBits("R8", toBits({ kind: "intrinsic", vt: "R8", value }))).toMatchObject({ value });
      }),
    );
  });

  test("bytes are little endian", () => {
    expect(bitsOfBytes(Uint8Array.of(0x78, 0x56, 0x34, 0x12))).toBe(0x12345678n);
    expect(bitsOfBytes(new Uint8Array(0))).toBe(0n);
  });

  test("a text is no number", () => {
    expect(() => toBits({ kind: "intrinsic", vt: "BSTR", value: "1" })).toThrow(TypeError);
  });
});
