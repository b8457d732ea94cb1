/** Which threads are drawn: those that wait, the gravest first, and those that can end a drawn wait. */
import type { Address } from "../target/address";
import { isIdle, threadAt } from "../waits/world";
import type { Judged } from "../model/look";
import type { Wait } from "../waits/result";

/** Threads that wait, without `/limit`. More cannot be read on a screen. */
export const DRAWN_WAITERS = 600;
/** Busy receivers of one port that wait for nobody: more tell nothing new. */
const RECEIVERS = 8;

export interface Choice {
  readonly threads: ReadonlySet<Address>;
  /** The waits of the chosen threads that are drawn, in drawing order. */
  readonly waits: readonly Wait[];
  /** Threads that wait for somebody, but their waits are beyond the limit. */
  readonly left: number;
  /** Those of them that are not drawn as somebody's server either. */
  readonly unseen: number;
}

export function choose(judged: Judged, limit: number = DRAWN_WAITERS): Choice {
  const { analysis, waits } = judged;
  const waiting = new Map<Address, readonly Wait[]>();
  for (const thread of waits.threads) {
    const drawn = thread.waits.filter((wait) => wait.kind !== "other");
    if (drawn.length > 0) waiting.set(thread.fact.thread, drawn);
  }
  const order = new Set<Address>();
  const add = (thread: Address) => waiting.has(thread) && order.add(thread);
  for (const deadlock of analysis.deadlocks) for (const member of deadlock.members) add(member.fact.thread);
  for (const deadlock of analysis.deadlocks) for (const victim of deadlock.victims) add(victim.fact.thread);
  for (const chain of analysis.chains) for (const wait of chain.waits) add(wait.waiter.thread);
  waiting.forEach((_, thread) => add(thread));

  const threads = new Set<Address>();
  const chosen: Wait[] = [];
  order.forEach((thread) => {
    if (threads.size >= limit) return;
    threads.add(thread);
    chosen.push(...(waiting.get(thread) || []));
  });
  const left = order.size - threads.size;
  const busy = new Map<Address, number>();
  for (const wait of chosen) {
    for (const thread of wait.on) {
      if (!threads.has(thread) && isWorthDrawing(judged, wait, thread, busy)) threads.add(thread);
    }
  }
  let unseen = 0;
  order.forEach((thread) => {
    if (!threads.has(thread)) unseen++;
  });
  return { threads, waits: chosen, left, unseen };
}

/** One of several that can end a wait: not the idle ones of a pool, not every thread of a process that is waited for. */
function isWorthDrawing(judged: Judged, wait: Wait, thread: Address, busy: Map<Address, number>): boolean {
  if (wait.on.length === 1 || wait.state === "inService") return true;
  const fact = threadAt(judged.waits.world, thread);
  if (wait.kind === "process" || fact === undefined || isIdle(fact) || wait.port === undefined) return false;
  const count = busy.get(wait.port) || 0;
  busy.set(wait.port, count + 1);
  return count < RECEIVERS;
}
