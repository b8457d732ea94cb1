import { describe, expect, test } from "vitest";
import { answer, run, thrown } from "./run.js";

const PRECISION = "64 bit value loses precision on conversion to number";
const big = `host.parseInt64("0xffffe00123456789")`;

describe("an Int64", () => {
  test("every 64 bit value is one, however small", () => {
    expect(
      answer(`
        const t = host.createTypedObject(${"host.parseInt64('0xffffe00000001000')"}, "nt", "_THING");
        return [typeof t.Small, t.Small === 7, t.Small == 7, typeof t.Count, typeof t.targetType.size,
          typeof t.targetType.fields.Big.offset, typeof t.targetSize, t.targetType.fields.Big.offset === 12,
          typeof host.namespace.Debugger.Processes.Count(), host.namespace.Debugger.Processes.Count() === 3,
          host.namespace.Debugger.Processes.Count() == 3];`),
    ).toEqual(["object", false, true, "number", "object", "object", "object", false, "object", false, true]);
  });

  const conversions = [
    "Number(x)",
    'x + "s"',
    "x == 0",
    "x < 1",
    "x & 1",
    "-x",
    "Math.max(x)",
    "x + 1",
    "x.asNumber()",
    "x.valueOf()",
    "[1][+x]",
  ];
  test.each(conversions)("of a kernel address: %s throws", (expression) => {
    expect(thrown(`const x = ${big}; ${expression}`)).toEqual({ message: PRECISION, isError: true });
  });

  test("53 bits and no more convert", () => {
    const convert = (text: string): unknown =>
      answer(`try { return +host.parseInt64("${text}"); } catch (e) { return "throws"; }`);
    expect(convert("9007199254740991")).toBe(2 ** 53 - 1);
    expect(convert("9007199254740992")).toBe(2 ** 53);
    expect(convert("9007199254740993")).toBe("throws");
    expect(convert("1152921504606846976")).toBe("throws");
    expect(convert("-9007199254740992")).toBe(-(2 ** 53));
    expect(convert("-9007199254740993")).toBe("throws");
  });

  test("text conversions use toString and do not throw", () => {
    expect(
      answer(
        `const x = ${big}; return [\`\${x}\`, String(x), [x].join(), x.toString(), x.toString(10), x.toString(2).length];`,
      ),
    ).toEqual([
      "0xffffe00123456789",
      "0xffffe00123456789",
      "0xffffe00123456789",
      "0xffffe00123456789",
      "18446708894224181129",
      64,
    ]);
  });

  test("small ones are decimal with +, hexadecimal in a template", () => {
    expect(
      answer(`const x = new host.Int64(5); return [x + "", \`\${x}\`, ["a"][new host.Int64(0)] === undefined];`),
    ).toEqual(["5", "0x5", true]);
  });

  test("the radix form has a prefix or none", () => {
    const body = `return [${big}.toString(16), new host.Int64(26).toString(16)];`;
    expect(answer(body)).toEqual(["ffffe00123456789", "1a"]);
    expect(answer(body, { variants: { hexPrefix: true } })).toEqual(["0xffffe00123456789", "0x1a"]);
  });

  test("equal values are one object, also as keys of a Map", () => {
    expect(
      answer(`
        const a = ${big}, b = ${big}.add(1).subtract(1), c = new host.Int64(0x23456789, 0xffffe001);
        return [a === b, a === c, a == c, new Map([[a, 1], [b, 2], [c, 3]]).size, new Set([a, a.add(1)]).size,
          host.Int64(5) === new host.Int64(5), a instanceof host.Int64];`),
    ).toEqual([true, true, true, 1, 2, true, true]);
  });

  test("a signed and an unsigned pattern are two values; bitwiseAnd makes the signed one unsigned", () => {
    const signed = { kind: "intrinsic", vt: "I8", value: -5n } as const;
    const r = run(`
      const [x] = args; const u = new host.Int64(-5, -1);
      return JSON.stringify([x === u, x.compareTo(0) < 0, u.compareTo(0) > 0, +x, x.bitwiseAnd(u) === u, x.toString()]);`);
    expect(r.json(signed)).toEqual([false, true, true, -5, true, "0xfffffffffffffffb"]);
  });

  test("halves, comparison, shifts and differences come in the variants that are unknown", () => {
    const body = `const x = ${big};
      return [x.getHighPart(), x.getLowPart(), x.getHighPart() >>> 0, x.compareTo(1), x.bitwiseShiftRight(60).toString(),
        new host.Int64(5).subtract(10).toString(), new host.Int64(5).subtract(10).compareTo(0), x.toString(10)];`;
    expect(answer(body)).toEqual([
      -8191,
      0x23456789,
      0xffffe001,
      1,
      "0xffffffffffffffff",
      "0xfffffffffffffffb",
      1,
      "18446708894224181129",
    ]);
    expect(
      answer(body, {
        variants: {
          halves: "unsigned",
          compare: "signed",
          shiftRight: "logical",
          differences: "signed",
          decimalSigned: true,
        },
      }),
    ).toEqual([0xffffe001, 0x23456789, 0xffffe001, -1, "0xf", "0xfffffffffffffffb", -1, "-35179485370487"]);
  });

  test("arithmetic wraps at 64 bits and carries between the halves", () => {
    expect(
      answer(`
        const p = (t) => host.parseInt64(t);
        return [p("0xffffffff").add(1), p("0x100000000").subtract(1), p("0xffffffffffffffff").add(2),
          p("0xffffe00000001000").add(-8), p("0x100000001").multiply(p("0x100000001")), p("100").divide(7), p("100").modulo(7),
          p("0xf0f0").bitwiseXor(0xffff), p("1").bitwiseShiftLeft(63), p("1").bitwiseShiftLeft(64), p("0xff").bitwiseOr(0x100),
          p("5").add(-10)].map(String);`),
    ).toEqual([
      "0x100000000",
      "0xffffffff",
      "0x1",
      "0xffffe00000000ff8",
      "0x200000001",
      "0xe",
      "0x2",
      "0xf0f",
      "0x8000000000000000",
      "0x0",
      "0x1ff",
      "0xfffffffffffffffb",
    ]);
  });

  test("has no BigInt in it and no content", () => {
    expect(
      answer(
        `const x = ${big}; return [Object.keys(x), JSON.stringify(x), typeof x.convertToNumber(), x.constructor === host.Int64];`,
      ),
    ).toEqual([[], "{}", "number", true]);
  });

  test.each(["1.5", "NaN", "'5'", "undefined", "null", "{}"])("add(%s) is refused", (argument) => {
    expect(thrown(`new host.Int64(1).add(${argument})`)).toMatchObject({ isError: true });
  });

  test("equals exists from API 1.2 on", () => {
    expect(answer("return typeof new host.Int64(1).equals", { api: 1 })).toBe("undefined");
    expect(answer("return [new host.Int64(1).equals(1), (1).equals(new host.Int64(2))]", { api: 2 })).toEqual([
      true,
      false,
    ]);
  });
});

describe("parseInt64", () => {
  test("decimal, hexadecimal with and without radix, binary, an Int64", () => {
    expect(
      answer(`return ["12", "0x12", "-3"].map((t) => String(host.parseInt64(t))).concat(
        [["0x12", 16], ["FFFF", 16], ["101", 2], ["17", 8]].map(([t, r]) => String(host.parseInt64(t, r))),
        String(host.parseInt64(${big}, 16)));`),
    ).toEqual(["0xc", "0x12", "0xfffffffffffffffd", "0x12", "0xffff", "0x5", "0xf", "0xffffe00123456789"]);
  });

  test.each([
    "''",
    "'ffffe001`23456789', 16",
    "'xyz'",
    "' 1'",
    "'1n'",
    "'0x1ffffffffffffffff'",
    "'12', 36",
    "undefined",
    "'ff'",
  ])("(%s) throws", (args) => {
    expect(thrown(`host.parseInt64(${args})`)).toMatchObject({ isError: true });
  });
});

describe("a number", () => {
  test("has the methods of Int64, which are not enumerable", () => {
    expect(
      answer(`return [(6).add(1), (6).subtract(1), (6).multiply(2), (6).divide(4), (6).modulo(4), (6).bitwiseAnd(2), (6).bitwiseOr(1),
        (6).bitwiseXor(1), (6).bitwiseShiftLeft(1), (6).bitwiseShiftRight(1)].map(Number).concat((6).compareTo(7), (6).asNumber(),
        (6).convertToNumber(), (6).getLowPart(), (6).getHighPart(), Object.keys(Object(1)).length, typeof (6).add(1));`),
    ).toEqual([7, 5, 12, 1, 2, 2, 7, 7, 12, 3, -1, 6, 6, 6, 0, 0, "object"]);
  });

  test("may return numbers instead, as far as they go", () => {
    expect(
      answer(`return [typeof (6).add(1), (6).add(1) === 7, typeof (6).add(${big})];`, {
        variants: { numberMethods: "number" },
      }),
    ).toEqual(["number", true, "object"]);
  });

  test("of Node.js has none of them", () => {
    run("return 1");
    expect("add" in Object(1)).toBe(false);
  });
});
