/**
 * `host.Int64`: 64-bit integers as opaque objects. Equal values are one object while anybody holds it, so `===` and Map
 * keys work. Source: host-api 1.5; what it leaves open is in Variants.
 *
 * A value with bit 63 set exists twice, as unsigned (addresses) and as signed (negative numbers): the two are different
 * objects, as seen with dx literals. Source: engine-host 4.
 */
import type { Variants } from "./options.js";
import type { Realm } from "./realm.js";
import { InternTable } from "./internTable.js";

/** An Int64 as our code sees it: nothing but an identity. Its parts are read through Int64Space. */
export interface Int64 {
  asNumber(): number;
  toString(radix?: number): string;
}

const TWO32 = 4294967296;
const PRECISION = "64 bit value loses precision on conversion to number";

/** Parts of a value: two signed halves, and whether bit 63 is a sign. */
interface Parts {
  readonly high: number;
  readonly low: number;
  readonly negative: boolean;
}

/** All Int64 objects of one script. */
export class Int64Space {
  /** `host.Int64`. */
  readonly constructor64: object;
  private readonly table = new InternTable<Int64>();
  private readonly parts: (value: object) => Parts;
  private readonly create: (high: number, low: number, negative: boolean) => Int64;
  private readonly has: (value: object) => boolean;

  /** `equalsAvailable`: whether the script asked for API 1.2. */
  constructor(
    private readonly realm: Realm,
    private readonly variants: Variants,
    equalsAvailable: () => boolean = () => true,
  ) {
    const made = defineClass(this, variants, equalsAvailable);
    this.parts = made.parts;
    this.create = made.create;
    this.has = made.has;
    for (const key of Object.getOwnPropertyNames(made.Value.prototype)) {
      const member: unknown = Object.getOwnPropertyDescriptor(made.Value.prototype, key)?.value;
      if (typeof member === "function" && key !== "constructor") realm.adopt(member);
    }
    realm.adopt(made.Value);
    this.constructor64 = this.makeConstructor(made.Value.prototype);
  }

  /** The object of a bit pattern. `negative` is heeded only with bit 63 set. */
  of(high: number, low: number, negative = false): Int64 {
    const sign = negative && high < 0;
    return this.table.get(high, low, sign) ?? this.table.add(high, low, sign, this.create(high, low, sign));
  }

  /** From an unsigned (0 to 2^64-1) or a negative (down to -2^63) value. */
  fromBigInt(value: bigint): Int64 {
    const bits = BigInt.asUintN(64, value);
    return this.of(Number(bits >> 32n) | 0, Number(bits & 0xffffffffn) | 0, value < 0n);
  }

  /** From an integral number within 64 bits; throws an Error of the script otherwise. */
  fromNumber(value: number): Int64 {
    return this.split(value, (high, low, negative) => this.of(high, low, negative));
  }

  /** `make` with the parts of an integral number within 64 bits; throws an Error of the script otherwise. */
  split<T>(value: number, make: (high: number, low: number, negative: boolean) => T): T {
    if (!Number.isInteger(value) || value >= TWO32 * TWO32 || value < -(TWO32 * TWO32) / 2) {
      throw this.error(`Invalid argument: ${value} is no 64 bit integer`);
    }
    const high = Math.floor(value / TWO32) | 0;
    return make(high, value | 0, value < 0 && high < 0);
  }

  is(value: unknown): value is Int64 {
    return typeof value === "object" && value !== null && this.has(value);
  }

  /** The value: negative only for a signed one. */
  toBigInt(value: Int64): bigint {
    const { high, low, negative } = this.parts(value);
    const bits = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
    return negative ? BigInt.asIntN(64, bits) : bits;
  }

  /** The bit pattern as an unsigned value. */
  toUnsigned(value: Int64): bigint {
    const { high, low } = this.parts(value);
    return high === 0 ? BigInt(low >>> 0) : (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
  }

  isNegative(value: Int64): boolean {
    return this.parts(value).negative;
  }

  /** An argument of a method: a number or an Int64, nothing else. */
  coerce(value: unknown): Int64 {
    if (typeof value === "number") return this.fromNumber(value);
    if (this.is(value)) return value;
    throw this.error("Invalid argument: a number or a 64 bit value is expected");
  }

  /** Decimal, or hexadecimal with `0x`; with a radix, digits of it. Throws on anything else, blanks and backquotes too. */
  parse(text: string, radix = 10): Int64 {
    const hex = /^0x([0-9a-f]+)$/i.exec(text);
    const digits = hex && (radix === 16 || radix === 10) ? (hex[1] ?? "") : text;
    const base = hex ? 16 : radix;
    const prefix = { 2: "0b", 8: "0o", 10: "", 16: "0x" }[base];
    const valid = { 2: /^[01]+$/, 8: /^[0-7]+$/, 10: /^-?[0-9]+$/, 16: /^[0-9a-f]+$/i }[base];
    if (prefix === undefined || !valid) throw this.error(`Invalid argument: radix ${radix}`);
    if (!valid.test(digits)) throw this.error(`Invalid argument: '${text}' is no 64 bit integer`);
    const value = BigInt(prefix + digits);
    if (value >= 1n << 64n || value < -(1n << 63n)) {
      throw this.error(`Invalid argument: '${text}' does not fit into 64 bits`);
    }
    return this.fromBigInt(value);
  }

  /** Called when no script code runs: lets go of values nobody holds. */
  settle(): void {
    this.table.settle();
  }

  error(message: string): Error {
    return new this.realm.builtins.Error(message);
  }

  private makeConstructor(prototype: object): object {
    const from = (value: unknown): Int64 => (typeof value === "string" ? this.parse(value) : this.coerce(value));
    const half = (value: unknown): number => {
      if (typeof value === "number" && Number.isInteger(value) && value >= -TWO32 / 2 && value < TWO32)
        return value | 0;
      throw this.error("Invalid argument: 32 bits are expected");
    };
    // No arrow function: it must work with and without `new`.
    const constructor = this.realm.function("Int64", (_self, args) =>
      args.length > 1 && args[1] !== undefined ? this.of(half(args[1]), half(args[0])) : from(args[0]),
    );
    Object.defineProperty(constructor, "prototype", { value: prototype, writable: false });
    Object.defineProperty(prototype, "constructor", {
      value: constructor,
      writable: true,
      configurable: true,
      enumerable: false,
    });
    return constructor;
  }

  /** An exact result as an object: wrapped to 64 bits; negative where the operands or the variant make it so. */
  exact(value: bigint, signed: boolean): Int64 {
    const negative = value < 0n && value >= -(1n << 63n) && (signed || this.variants.differences === "signed");
    return this.fromBigInt(negative ? value : BigInt.asUintN(64, value));
  }
}

function compareParts(a: Parts, b: Parts, signed: boolean): number {
  const top = ({ high, negative }: Parts): number => (signed || negative ? high : high >>> 0);
  const difference = top(a) - top(b) || (a.low >>> 0) - (b.low >>> 0);
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

function toNumber({ high, low, negative }: Parts): number {
  return (negative ? high : high >>> 0) * TWO32 + (low >>> 0);
}

/** Within 53 bits: |value| <= 2^53. */
function isPrecise({ high, low, negative }: Parts): boolean {
  if (negative) return high >= -0x200000;
  const top = high >>> 0;
  return top < 0x200000 || (top === 0x200000 && low === 0);
}

function hex({ high, low }: Parts): string {
  const digits = (low >>> 0).toString(16);
  return high === 0 ? digits : (high >>> 0).toString(16) + digits.padStart(8, "0");
}

/** The class behind the objects. Made per script, so that its prototype is the script's own. */
function defineClass(space: Int64Space, variants: Variants, equalsAvailable: () => boolean) {
  const arithmetic = (a: Value, other: unknown, f: (x: bigint, y: bigint) => bigint): Int64 => {
    const b = operand(other);
    const signed = space.isNegative(a) || space.isNegative(b);
    return space.exact(f(space.toBigInt(a), space.toBigInt(b)), signed);
  };
  const nonZero = (value: bigint): bigint => {
    if (value === 0n) throw space.error("Division by zero");
    return value;
  };

  class Value implements Int64 {
    readonly #high: number;
    readonly #low: number;
    readonly #negative: boolean;

    constructor(high: number, low: number, negative: boolean) {
      this.#high = high;
      this.#low = low;
      this.#negative = negative;
    }

    static has(value: object): value is Value {
      return #high in value;
    }

    static parts(value: object): Parts {
      const v = value as Value;
      return { high: v.#high, low: v.#low, negative: v.#negative };
    }

    asNumber(): number {
      const parts = Value.parts(this);
      if (!isPrecise(parts)) throw space.error(PRECISION);
      return toNumber(parts);
    }
    valueOf(): number {
      return this.asNumber();
    }
    convertToNumber(): number {
      return toNumber(Value.parts(this));
    }
    getLowPart(): number {
      return variants.halves === "signed" ? this.#low : this.#low >>> 0;
    }
    getHighPart(): number {
      return variants.halves === "signed" ? this.#high : this.#high >>> 0;
    }

    add(other: unknown): Int64 {
      const b = operand(other);
      if (this.#negative || b.#negative) return arithmetic(this, b, (x, y) => x + y);
      const low = (this.#low >>> 0) + (b.#low >>> 0);
      return space.of((this.#high + b.#high + (low >= TWO32 ? 1 : 0)) | 0, low | 0);
    }
    subtract(other: unknown): Int64 {
      const b = operand(other);
      if (this.#negative || b.#negative || compareParts(Value.parts(this), Value.parts(b), false) < 0) {
        return arithmetic(this, b, (x, y) => x - y);
      }
      const low = (this.#low >>> 0) - (b.#low >>> 0);
      return space.of((this.#high - b.#high - (low < 0 ? 1 : 0)) | 0, low | 0);
    }
    multiply(other: unknown): Int64 {
      return arithmetic(this, other, (x, y) => x * y);
    }
    divide(other: unknown): Int64 {
      return arithmetic(this, other, (x, y) => x / nonZero(y));
    }
    modulo(other: unknown): Int64 {
      return arithmetic(this, other, (x, y) => x % nonZero(y));
    }

    bitwiseAnd(other: unknown): Int64 {
      const b = operand(other);
      return space.of(this.#high & b.#high, this.#low & b.#low);
    }
    bitwiseOr(other: unknown): Int64 {
      const b = operand(other);
      return space.of(this.#high | b.#high, this.#low | b.#low);
    }
    bitwiseXor(other: unknown): Int64 {
      const b = operand(other);
      return space.of(this.#high ^ b.#high, this.#low ^ b.#low);
    }
    bitwiseShiftLeft(bits: unknown): Int64 {
      const n = shiftCount(bits);
      if (n >= 64) return space.of(0, 0);
      return space.fromBigInt(BigInt.asUintN(64, space.toUnsigned(this) << BigInt(n)));
    }
    bitwiseShiftRight(bits: unknown): Int64 {
      const n = shiftCount(bits);
      const value = BigInt.asIntN(64, space.toUnsigned(this));
      if (variants.shiftRight === "arithmetic") return space.fromBigInt(BigInt.asUintN(64, value >> BigInt(n)));
      return space.fromBigInt(n >= 64 ? 0n : BigInt.asUintN(64, value) >> BigInt(n));
    }

    compareTo(other: unknown): number {
      const b = Value.parts(operand(other));
      return compareParts(Value.parts(this), b, variants.compare === "signed");
    }
    get equals(): ((other: unknown) => boolean) | undefined {
      return equalsAvailable() ? equals : undefined;
    }

    toString(radix?: unknown): string {
      const parts = Value.parts(this);
      if (radix === undefined) return `0x${hex(parts)}`;
      if (radix === 16) return variants.hexPrefix ? `0x${hex(parts)}` : hex(parts);
      if (radix === 10) {
        const value = space.toBigInt(this);
        return (variants.decimalSigned ? BigInt.asIntN(64, value) : value).toString();
      }
      if (radix === 2 || radix === 8) return space.toUnsigned(this).toString(radix);
      throw space.error(`Invalid argument: radix ${String(radix)}`);
    }
  }

  /** An argument; a number is not worth an entry in the table. */
  const operand = (value: unknown): Value =>
    typeof value === "number" ? space.split(value, create) : (space.coerce(value) as Value);
  const shiftCount = (bits: unknown): number => {
    const n = operand(bits).asNumber();
    if (n < 0) throw space.error("Invalid argument: a negative shift");
    return n;
  };
  function equals(this: Value, other: unknown): boolean {
    return compareParts(Value.parts(this), Value.parts(operand(other)), false) === 0;
  }
  const create = (high: number, low: number, negative: boolean): Value => new Value(high, low, negative);
  return {
    Value,
    create,
    parts: (value: object): Parts => Value.parts(value),
    has: (value: object): value is Value => Value.has(value),
  };
}
