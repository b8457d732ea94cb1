/** Text of single values. Source: real-engine 0.3 rule 2, 2.1, 2.2. */
import type { Intrinsic } from "../../provider/dataModel.js";
import { isIntegerType, isUnsigned, widthOf } from "./intrinsic.js";

export type Radix = 2 | 8 | 10 | 16;

export function isRadix(value: number | undefined): value is Radix {
  return value === 2 || value === 8 || value === 10 || value === 16;
}

/** A number, boolean or string as dx prints it. Without `radix`: signed decimal, unsigned hexadecimal. */
export function intrinsicText(value: Intrinsic, radix?: number): string {
  if (value.vt === "BSTR") return value.value;
  if (value.vt === "BOOL") return value.value ? "true" : "false";
  if (value.vt === "R4" || value.vt === "R8") return realText(value.value);
  return integerText(value, isRadix(radix) ? radix : undefined);
}

function integerText(value: Intrinsic, radix: Radix | undefined): string {
  if (!isIntegerType(value.vt)) return "";
  const number = BigInt(value.value);
  if ((radix ?? (isUnsigned(value.vt) ? 16 : 10)) === 10) return number.toString();
  const bits = BigInt.asUintN(widthOf(value.vt), number);
  switch (radix) {
    case 8:
      return bits === 0n ? "0" : `0${bits.toString(8)}`;
    case 2:
      return `0y${bits.toString(2)}`;
    default:
      return `0x${bits.toString(16)}`;
  }
}

/** `%f`. */
function realText(value: number): string {
  // Source: engine-host "Aliases and dx" 5 for NaN; the others are that run-time library's names too.
  if (Number.isNaN(value)) return "1.#QNAN0";
  if (!Number.isFinite(value)) return value > 0 ? "1.#INF00" : "-1.#INF00";
  if (Object.is(value, -0)) return "-0.000000";
  return Math.abs(value) < 1e21 ? value.toFixed(6) : `${BigInt(value)}.000000`;
}

const LATIN = 0xa0;
const PRINTABLE = /[\p{L}\p{M}\p{N}\p{P}\p{Zs}]/u;

/** A string as one line: what cannot be printed becomes a dot. Source: real-engine 2.2. */
export function printable(text: string): string {
  let shown = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isPlain = code < 0x80 ? code >= 0x20 && code !== 0x7f : code >= LATIN && code < 0x100;
    shown += isPlain || code > 0xffff || (code >= 0x100 && PRINTABLE.test(character)) ? character : ".";
  }
  return shown;
}

/** In quotes, with C escapes. Source: real-engine 2.2 [PreferredFormat 13]. */
export function quoted(text: string): string {
  const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0" };
  return `"${text.replace(/["\\]/g, "\\$&").replace(/[\n\r\t\0]/g, (character) => escapes[character] ?? character)}"`;
}
