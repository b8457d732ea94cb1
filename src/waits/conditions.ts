/** From judged waits to the two graphs: lenient by the table with timeouts ignored, strict without what proves nothing. */
import type { Condition, Meter, WaitGraph } from "./graph";
import type { Waits } from "./judge";
import type { Wait, WaitingThread } from "./result";

/** Which waits hold: all that have somebody to wait for, or only those that can be part of a proof. */
export type Strictness = "lenient" | "strict";

export function waitGraph(waits: Waits, strictness: Strictness, meter: Meter = { edges: 0 }): WaitGraph {
  return {
    conditions: waits.threads.map((thread) => conditionOf(thread, strictness)),
    parts: waits.alternatives.map((alternative) => alternative.indexes),
    meter,
  };
}

/** Undefined when the thread may proceed whatever the others do. */
function conditionOf(thread: WaitingThread, strictness: Strictness): Condition | undefined {
  const { waits, fact } = thread;
  const holding = waits.filter((wait) => holds(wait, strictness));
  const mode = fact.waitType ?? "any";
  if (holding.length === 0 || (mode === "any" && holding.length < waits.length)) return undefined;
  // Two handles to one object are one part.
  return { mode, parts: Array.from(new Set(holding.map((wait) => wait.alternative))) };
}

function holds(wait: Wait, strictness: Strictness): boolean {
  return wait.alternative >= 0 && (strictness === "lenient" || wait.doubts.length === 0);
}
