/** Operators on intrinsic values with C++'s promotions. Source: real-engine 2.1, 2.6, 2.10; transcript 11. */
import { ModelError, type IntegerType, type Intrinsic, type Value } from "../../provider/dataModel.js";
import { flag, integer, intrinsicOf, isUnsigned, real, text, truth, widthOf } from "./intrinsic.js";
import { E_FAIL, E_UNEXPECTED } from "./errors.js";
import type { Binary, Unary } from "./syntax.js";
import { compareValues, equalValues } from "./compare.js";

type Number_ = Exclude<Intrinsic, { vt: "BSTR" }>;

/** A binary operator other than `&&` and `||`. Throws a ModelError. */
export function binary(operator: Binary, left: Value, right: Value): Intrinsic {
  switch (operator) {
    case "==":
      return flag(equalValues(left, right));
    case "!=":
      return flag(!equalValues(left, right));
    case "<":
      return flag(compareValues(left, right) < 0);
    case ">":
      return flag(compareValues(left, right) > 0);
    case "<=":
      return flag(compareValues(left, right) <= 0);
    case ">=":
      return flag(compareValues(left, right) >= 0);
    default:
      return calculate(operator, left, right);
  }
}

function calculate(operator: Binary, left: Value, right: Value): Intrinsic {
  const a = intrinsicOf(left);
  const b = intrinsicOf(right);
  if (a === undefined || b === undefined) throw unexpected();
  if (a.vt === "BSTR" || b.vt === "BSTR") {
    if (operator !== "+") throw new ModelError("", ARITHMETIC.includes(operator) ? E_UNEXPECTED : E_FAIL);
    return text(asText(a) + asText(b));
  }
  if (a.vt === "R4" || a.vt === "R8" || b.vt === "R4" || b.vt === "R8") return realOperation(operator, a, b);
  return integerOperation(operator, a, b);
}

const ARITHMETIC: readonly Binary[] = ["-", "*", "/", "%"];

function unexpected(): ModelError {
  return new ModelError("Unexpected type(s) for arithmetic operation");
}

/** As a part of a string: numbers are decimal whatever their radix. Source: real-engine 2.10 [p.Name + ":" + p.Count]. */
function asText(value: Intrinsic): string {
  return String(value.value);
}

function realOperation(operator: Binary, a: Number_, b: Number_): Intrinsic {
  const vt = a.vt === "R8" || b.vt === "R8" || !(a.vt === "R4" && b.vt === "R4") ? "R8" : "R4";
  const x = Number(a.value);
  const y = Number(b.value);
  switch (operator) {
    case "+":
      return real(x + y, vt);
    case "-":
      return real(x - y, vt);
    case "*":
      return real(x * y, vt);
    case "/":
      return real(x / y, vt);
    default:
      throw unexpected();
  }
}

/** The type both operands take: at least int, the wider one, unsigned where one of that width is. */
function common(a: IntegerType, b: IntegerType): IntegerType {
  const wide = promote(a);
  const other = promote(b);
  if (widthOf(wide) !== widthOf(other)) return widthOf(wide) > widthOf(other) ? wide : other;
  return isUnsigned(wide) ? wide : other;
}

function promote(vt: IntegerType): IntegerType {
  // Small unsigned numbers stay unsigned. Measured on the engine: (unsigned char)1 + 1 is 0x2.
  return widthOf(vt) < 32 ? (isUnsigned(vt) ? "UI4" : "I4") : vt;
}

function typeOf(value: Number_): IntegerType {
  if (value.vt === "BOOL" || value.vt === "R4" || value.vt === "R8") return "I4";
  return value.vt;
}

function integerOperation(operator: Binary, a: Number_, b: Number_): Intrinsic {
  if (operator === "<<" || operator === ">>") {
    const vt = promote(typeOf(a));
    // As processors do, the count is taken modulo the width.
    const count = BigInt.asUintN(vt === "I8" || vt === "UI8" ? 6 : 5, BigInt(b.value));
    return integer(vt, operator === "<<" ? BigInt(a.value) << count : BigInt(a.value) >> count);
  }
  const vt = common(typeOf(a), typeOf(b));
  const x = BigInt(integer(vt, BigInt(a.value)).value);
  const y = BigInt(integer(vt, BigInt(b.value)).value);
  if ((operator === "/" || operator === "%") && y === 0n) throw new ModelError("Illegal division by zero");
  switch (operator) {
    case "+":
      return integer(vt, x + y);
    case "-":
      return integer(vt, x - y);
    case "*":
      return integer(vt, x * y);
    case "/":
      return integer(vt, x / y);
    case "%":
      return integer(vt, x % y);
    case "&":
      return integer(vt, x & y);
    case "|":
      return integer(vt, x | y);
    case "^":
      return integer(vt, x ^ y);
    default:
      throw unexpected();
  }
}

/** `-`, `+`, `~` and `!`. Throws a ModelError. */
export function unary(operator: Exclude<Unary, "*" | "&">, operand: Value): Intrinsic {
  if (operator === "!") return flag(!truth(operand));
  const value = intrinsicOf(operand);
  if (value === undefined) throw unexpected();
  if (value.vt === "BSTR") {
    if (operator === "+") return value;
    throw new ModelError("", E_UNEXPECTED);
  }
  if (value.vt === "R4" || value.vt === "R8") {
    if (operator === "~") throw unexpected();
    return real(operator === "-" ? -value.value : value.value, value.vt);
  }
  const vt = promote(typeOf(value));
  const number = BigInt(value.value);
  if (operator === "~") return integer(vt, ~number);
  return integer(vt, operator === "-" ? -number : number);
}
