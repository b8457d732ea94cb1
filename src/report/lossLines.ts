/** What could not be read, in words: what, where and why. */
import { hex, type Address } from "../target/address";

export interface LossItem {
  readonly what: string;
  readonly address?: Address;
  readonly why: string;
}

export function lossText({ what, address, why }: LossItem): string {
  return what + (address === undefined ? "" : " " + hex(address)) + ": " + why;
}

/** A block under a title of its own; empty when nothing was lost. `most` of them are named, `further` are only counted. */
export function lossLines(items: readonly LossItem[], most: number, hint: string, further: number = 0): string[] {
  if (items.length === 0) return [];
  const lines = ["", "Could not be read:"].concat(items.slice(0, most).map((item) => "  " + lossText(item)));
  const rest = Math.max(0, items.length - most) + further;
  return rest === 0 ? lines : lines.concat("  and " + rest + " more" + hint);
}
