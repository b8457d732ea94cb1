/** Small pieces of text output. */
import { digits, type Address } from "../target/address";

/** `  Label                     : value`, the value in the same column on every line. */
export function field(indent: number, label: string, value: string, column: number): string {
  const start = spaces(indent) + label;
  return start + spaces(column - start.length) + ": " + value;
}

export function spaces(count: number): string {
  return count > 0 ? " ".repeat(count) : "";
}

/** `0x0BFC (3068)`: as `!alpc` prints ids and counters. */
export function hexAndDecimal(value: number | undefined, width: number): string {
  if (value === undefined) return "?";
  const digitsOf = value.toString(16).toUpperCase();
  return (
    "0x" + (digitsOf.length < width ? "0".repeat(width - digitsOf.length) + digitsOf : digitsOf) + " (" + value + ")"
  );
}

export function yesNo(value: boolean | undefined): string {
  return value === undefined ? "?" : value ? "Yes" : "No";
}

/** A pointer with all its digits; `?` where it could not be read. */
export function pointerText(address: Address | undefined, pointerSize: 4 | 8): string {
  return address === undefined ? "?" : digits(address, pointerSize);
}

/** `0 of 8`, `1 thread`, `3 threads`. */
export function plural(count: number, one: string, many: string = one + "s"): string {
  return count + " " + (count === 1 ? one : many);
}
