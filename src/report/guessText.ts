/**
 * Two processes that have long waited for each other, where the way back is not visible (a lock without a recorded owner):
 * a place to look at, no finding. It changes no verdict and is in no document.
 */
import { hex, type Address } from "../target/address";
import { LIMITS } from "../waits/limits";
import { shortNames } from "../waits/names";
import type { Chain } from "../waits/result";
import { isOver, type World } from "../waits/world";

/** Pairs that are named. */
const MAX_SHOWN = 5;

export function guessLines(chains: readonly Chain[], world: World): string[] {
  const waits = new Map<string, readonly [from: Address, to: Address]>();
  const key = (from: Address, to: Address): string => hex(from) + ">" + hex(to);
  for (const { root, waits: all } of chains) {
    if (root.why !== "other wait" || root.process === undefined) continue;
    for (const { kind, waiter, waitedSeconds } of all) {
      const isReply = kind === "alpc" || kind === "lpc";
      if (!isReply || waiter.process === root.process || !isOver(waitedSeconds, LIMITS.longWait)) continue;
      waits.set(key(waiter.process, root.process), [waiter.process, root.process]);
    }
  }
  const name = shortNames(world);
  const lines: string[] = [];
  waits.forEach(([from, to], forth) => {
    const back = key(to, from);
    if (forth < back && waits.has(back)) lines.push("  " + name.process(from) + " <-> " + name.process(to));
  });
  if (lines.length === 0) return [];
  const head =
    "A guess, not proved: suspected cycle. Each has waited longer than " +
    LIMITS.longWait +
    " s for a thread of the other, and that thread for something whose owner is not known, such as a lock:";
  const more = lines.length > MAX_SHOWN ? ["  and " + (lines.length - MAX_SHOWN) + " more pairs"] : [];
  return ["", head].concat(lines.slice(0, MAX_SHOWN), more);
}
