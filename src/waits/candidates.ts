/** Guesses shown beside a wait nobody is known to end: threads of the owing process that began to wait in the same tick. */
import { compare, type Address } from "../target/address";
import type { WaitState } from "./result";
import type { ThreadFact } from "./types";
import type { World } from "./world";

const GUESSED: readonly WaitState[] = ["parked", "staleServer", "lost", "unreadable", "unknown"];

export class Candidates {
  private byTick: Map<Address, Map<number, Address[]>> | undefined;

  constructor(private readonly world: World) {}

  /** By address; empty when the state calls for none. Never the waiter itself. */
  beside(wait: { readonly state: WaitState; readonly process?: Address }, waiter: ThreadFact): readonly Address[] {
    if (wait.process === undefined || waiter.waitTime === undefined || GUESSED.indexOf(wait.state) < 0) return [];
    this.byTick = this.byTick ?? index(this.world);
    const threads = this.byTick.get(wait.process)?.get(waiter.waitTime);
    return threads === undefined ? [] : threads.filter((thread) => thread !== waiter.thread).sort(compare);
  }
}

function index(world: World): Map<Address, Map<number, Address[]>> {
  const byTick = new Map<Address, Map<number, Address[]>>();
  for (const fact of world.threads) {
    if (fact.state !== "waiting" || fact.waitTime === undefined) continue;
    let ofProcess = byTick.get(fact.process);
    if (ofProcess === undefined) byTick.set(fact.process, (ofProcess = new Map<number, Address[]>()));
    const threads = ofProcess.get(fact.waitTime);
    if (threads === undefined) ofProcess.set(fact.waitTime, [fact.thread]);
    else threads.push(fact.thread);
  }
  return byTick;
}
