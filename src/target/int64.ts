/**
 * Values as the host hands them out: an Int64, a number, a native enumeration or pointer object; the same value may come
 * in more than one of these forms (reference: host-api 1.4, engine-host 11).
 */
import { fromHex, fromParts, highPart, lowPart, type Address } from "./address";

/** An address as the host wants it. */
export function toInt64(address: Address): Host.Int64 {
  return new host.Int64(lowPart(address), highPart(address));
}

/** Any integer the host may give, as a 64-bit value; undefined when it is none. */
export function toAddress(value: unknown): Address | undefined {
  if (typeof value === "number")
    return Number.isFinite(value) ? fromParts(value % 4294967296, Math.floor(value / 4294967296)) : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  const int64 = value as Partial<Host.Int64>;
  if (typeof int64.getLowPart === "function" && typeof int64.getHighPart === "function") {
    return fromParts(int64.getLowPart() >>> 0, int64.getHighPart() >>> 0);
  }
  // The text form has `0x` or not, depending on the debugger's version.
  return fromHex(String(value));
}

/** Any small integer the host may give, as a number; undefined when it is none, or too large to be one. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "object" || value === null) return undefined;
  try {
    const number = Number(value);
    return Number.isFinite(number) ? number : undefined;
  } catch (error) {
    return undefined;
  }
}
