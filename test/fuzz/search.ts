/** Damages one machine many times and gives what broke, shrunk. */
import fc from "fast-check";
import type { Base } from "./bases";
import type { Edit } from "./edits";
import { judge, PARTS } from "./judge";
import { signature } from "./kept";
import { mutations, resolve, type Kind, type Mutation } from "./mutations";

export interface Found {
  readonly edits: readonly Edit[];
  readonly failure: string;
}

export interface Searched {
  readonly ran: number;
  readonly found: readonly Found[];
  /** Longest time of one damaged machine. */
  readonly seconds: number;
}

/** Tries `count` mutations; a failure whose signature is in `known` is passed over. New ones are added to it. */
export function search(base: Base, seed: number, count: number, known: Set<string>, kinds?: readonly Kind[]): Searched {
  const found: Found[] = [];
  let ran = 0;
  let seconds = 0;
  const editsOf = (list: readonly Mutation[]): Edit[] => list.flatMap((mutation) => resolve(base.inventory, mutation));
  const news = (edits: readonly Edit[], part?: number): string | undefined => {
    const { driven, failures } = judge(base, edits, part);
    seconds = Math.max(seconds, driven.seconds);
    return failures.find((failure) => !known.has(signature(failure)));
  };
  while (ran < count) {
    let tried = 0;
    let hasFailed = false;
    const property = fc.property(mutations(kinds), fc.nat(PARTS - 1), (list, part) => {
      if (!hasFailed) tried++;
      const failure = news(editsOf(list), part);
      hasFailed ||= failure !== undefined;
      return failure === undefined;
    });
    const details = fc.check(property, { seed: seed + ran, numRuns: count - ran, interruptAfterTimeLimit: 600_000 });
    ran += Math.max(1, tried);
    if (!details.failed || details.counterexample === null) break;
    const edits = smallest(editsOf(details.counterexample[0]), (some) => news(some) !== undefined);
    const failure = news(edits);
    if (failure === undefined) continue; // seen only in part of the commands, under a name that is known
    for (const each of judge(base, edits).failures) known.add(signature(each));
    found.push({ edits, failure });
  }
  return { ran, found, seconds };
}

/** Leaves out every edit that is not needed. */
function smallest(edits: readonly Edit[], fails: (edits: readonly Edit[]) => boolean): readonly Edit[] {
  let rest = edits;
  for (const edit of edits) {
    const fewer = rest.filter((each) => each !== edit);
    if (fewer.length > 0 && fails(fewer)) rest = fewer;
  }
  return rest;
}
