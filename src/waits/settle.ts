/**
 * On a machine that runs while it is read, facts of different moments meet. So what a proof rests on is read a second
 * time, and a list that looked damaged is walked a second time: what is not the same twice proves nothing, and is named.
 */
import { compare, type Address } from "../target/address";
import { findDeadlocks } from "./deadlock";
import { judgeWaits } from "./judge";
import type { AlpcReplyFact, DamagedListFact, Facts, IncompleteFact, PortFact, ThreadFact, WaitFact } from "./types";
import { buildWorld } from "./world";

/** A second look at the target. Nothing that was read before may be used again. */
export interface SecondLook {
  /** Facts of these threads and of all that they wait for. */
  threads(threads: readonly Address[]): Facts;
  /** Those of the lists that are damaged still. */
  lists(lists: readonly DamagedListFact[]): readonly DamagedListFact[];
}

/** A reading may show new members; after so many what is left unread proves nothing. */
const ROUNDS = 3;

/** The facts with what did not hold twice marked as such. A dump, or a machine that stands, is left as it is. */
export function settle(facts: Facts, again: SecondLook): Facts {
  if (!facts.isMoving) return facts;
  let settled = settleLists(facts, again);
  const confirmed = new Set<Address>();
  for (let round = 0; round <= ROUNDS; round++) {
    const members = provedMembers(settled).filter((member) => !confirmed.has(member));
    if (members.length === 0) break;
    settled =
      round === ROUNDS
        ? marked(settled, members, "its wait was not read a second time")
        : readAgain(settled, members, again.threads(members), confirmed);
  }
  return settled;
}

/** The threads of all proved deadlocks, by address. */
function provedMembers(facts: Facts): Address[] {
  const found = new Set<Address>();
  for (const deadlock of findDeadlocks(judgeWaits(buildWorld(facts))).all) {
    if (deadlock.certainty === "proved") for (const member of deadlock.members) found.add(member.fact.thread);
  }
  return Array.from(found).sort(compare);
}

/** Members whose evidence is the same go into `confirmed`; the others are as they were read last, and marked. */
function readAgain(facts: Facts, members: readonly Address[], second: Facts, confirmed: Set<Address>): Facts {
  const before = new Evidence(facts);
  const now = new Evidence(second);
  const changed = members.filter((member) => {
    const same = before.of(member) === now.of(member);
    if (same) confirmed.add(member);
    return !same;
  });
  if (changed.length === 0) return facts;
  const isChanged = new Set(changed);
  const merged: Facts = Object.assign({}, facts, {
    threads: facts.threads
      .map((fact) => (isChanged.has(fact.thread) && now.thread(fact.thread)) || fact)
      .concat(second.threads.filter((fact) => before.thread(fact.thread) === undefined)),
    ports: facts.ports.concat(second.ports.filter((fact) => before.port(fact.port) === undefined)),
    processes: facts.processes.concat(second.processes),
    incomplete: facts.incomplete.concat(second.incomplete.filter((lost) => !isKnown(facts.incomplete, lost))),
  });
  return marked(merged, changed, "its wait was not the same when it was read a second time");
}

function isKnown(list: readonly IncompleteFact[], lost: IncompleteFact): boolean {
  return list.some((known) => known.what === lost.what && known.address === lost.address && known.why === lost.why);
}

function marked(facts: Facts, members: readonly Address[], why: string): Facts {
  const those = new Set(members);
  return Object.assign({}, facts, {
    threads: facts.threads.map((fact) =>
      those.has(fact.thread) ? Object.assign({}, fact, { unsettled: true as const }) : fact,
    ),
    incomplete: facts.incomplete.concat(members.map((address) => ({ what: "thread", address, why }))),
  });
}

/** What a thread's edges rest on, as a text that is the same for the same evidence. */
class Evidence {
  private readonly threads = new Map<Address, ThreadFact>();
  private readonly ports = new Map<Address, PortFact>();
  private readonly members = new Map<Address, Address[]>();

  constructor(facts: Facts) {
    for (const fact of facts.threads) {
      this.threads.set(fact.thread, fact);
      if (fact.state === "terminated") continue;
      const siblings = this.members.get(fact.process);
      if (siblings) siblings.push(fact.thread);
      else this.members.set(fact.process, [fact.thread]);
    }
    for (const fact of facts.ports) this.ports.set(fact.port, fact);
  }

  thread(address: Address): ThreadFact | undefined {
    return this.threads.get(address);
  }

  port(address: Address): PortFact | undefined {
    return this.ports.get(address);
  }

  of(address: Address): string {
    const fact = this.threads.get(address);
    if (!fact) return "";
    const { state, waitTime, waitType, hasTimeout, waitUnknown } = fact;
    const unknown = waitUnknown === true;
    return JSON.stringify([
      state,
      waitTime,
      waitType,
      hasTimeout === true,
      unknown,
      fact.waits.map((wait) => this.wait(wait)),
    ]);
  }

  private wait(wait: WaitFact): unknown {
    switch (wait.kind) {
      case "alpc": {
        const { message, messageId, port, serverThread, canceled, ready, asynchronous } = wait;
        const place = placeOf(wait);
        const receivers = place === "queued" ? this.receivers(port) : [];
        return [wait.kind, message, messageId, place, port, serverThread, canceled, ready, asynchronous, receivers];
      }
      case "lpc": {
        const { messageId, port, servers, place, replied, wrongReplyId } = wait;
        const receivers = place === "queued" ? this.receivers(port) : [];
        return [wait.kind, messageId, port, servers.slice().sort(compare), place, replied, wrongReplyId, receivers];
      }
      case "process":
        return [wait.kind, wait.object, (this.members.get(wait.object) || []).slice().sort(compare)];
      case "mutant":
        return [wait.kind, wait.object, wait.owner, wait.abandoned];
      case "criticalSection":
      case "eresource":
      case "pushLock":
        return [wait.kind, wait.object, wait.owner];
      default:
        return [wait.kind, wait.object];
    }
  }

  private receivers(port: Address | undefined): Address[] {
    const fact = port === undefined ? undefined : this.ports.get(port);
    return fact ? fact.receivers.slice().sort(compare) : [];
  }
}

/** The queues before reception are one place: which of them it is changes no edge. */
function placeOf(wait: AlpcReplyFact): string {
  return wait.place === "main" || wait.place === "large" || wait.place === "direct" ? "queued" : wait.place;
}

/** A list whose damage is gone, or another, when it is walked again was only changing. */
function settleLists(facts: Facts, again: SecondLook): Facts {
  if (facts.damagedLists.length === 0) return facts;
  const still = again.lists(facts.damagedLists);
  const isDamaged = (list: DamagedListFact) =>
    still.some((each) => each.owner === list.owner && each.list === list.list && each.why === list.why);
  const moved = facts.damagedLists.filter((list) => !isDamaged(list));
  const why = "the list changed while it was walked: entries may be missing";
  return Object.assign({}, facts, {
    damagedLists: facts.damagedLists.filter(isDamaged),
    incomplete: facts.incomplete.concat(moved.map(({ owner, list }) => ({ what: list, address: owner, why }))),
  });
}
