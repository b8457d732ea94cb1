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

/** A time as people read it: `38.2 s`, `16:09.5`, `4 days 18:41:06`. */
export function duration(seconds: number): string {
  if (seconds < 60) return seconds.toFixed(1) + " s";
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor((seconds % 86400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = seconds % 60;
  if (days > 0 || hours > 0) {
    const clock = two(hours) + ":" + two(minutes) + ":" + two(Math.floor(rest));
    return days > 0 ? plural(days, "day") + " " + clock : clock;
  }
  const tenths = Math.floor(rest * 10) / 10;
  return minutes + ":" + (tenths < 10 ? "0" : "") + tenths.toFixed(1);
}

function two(value: number): string {
  return (value < 10 ? "0" : "") + value;
}
