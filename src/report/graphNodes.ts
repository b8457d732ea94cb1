/** The nodes of the graph: what a chosen wait touches, each once, each in its process. */
import { hex, NULL, type Address } from "../target/address";
import type { Judged } from "../model/look";
import { secondsText } from "../waits/names";
import type { Chain, Wait, WaitingThread } from "../waits/result";
import type { PortFact } from "../waits/types";
import { isGone, isIdle, threadAt } from "../waits/world";
import type { Choice } from "./graphChoice";
import type { GraphNode, NodeRole } from "./graphDocument";
import { plural } from "./lines";
import { rootDoes, waitText } from "./words";

type Draft = { -readonly [K in keyof GraphNode]: GraphNode[K] };

export class GraphNodes {
  private readonly drafts = new Map<string, Draft>();
  private readonly byAddress = new Map<Address, string>();
  private readonly roles = new Map<Address, { role: NodeRole; deadlocks: number[] }>();

  constructor(
    private readonly judged: Judged,
    choice: Choice,
  ) {
    judged.analysis.deadlocks.forEach((deadlock, index) => {
      for (const member of deadlock.members) this.roleIn(member, "member", index);
      for (const victim of deadlock.victims) this.roleIn(victim, "victim", index);
    });
    // In the order of the waits: whoever draws finds the gravest first.
    for (const wait of choice.waits) {
      this.thread(wait.waiter.thread);
      this.via(wait);
      for (const thread of wait.on) if (choice.threads.has(thread)) this.thread(thread);
    }
  }

  all(): GraphNode[] {
    return Array.from(this.drafts.values());
  }

  /** The node of a thread, port, process or object, where it is drawn. Damaged memory may put two at one address. */
  idAt(address: Address): string | undefined {
    return this.threadId(address) || this.byAddress.get(address);
  }

  threadId(address: Address): string | undefined {
    const id = "thread-" + hex(address);
    return this.drafts.has(id) ? id : undefined;
  }

  threadIds(addresses: readonly Address[]): string[] {
    return addresses.map((address) => this.threadId(address)).filter((id): id is string => id !== undefined);
  }

  /** Between the thread that waits and who can end the wait: the port of a request, the object. Not for threads. */
  via(wait: Wait): string | undefined {
    if (wait.port !== undefined) return this.port(wait.port);
    if (wait.kind === "alpc" || wait.kind === "lpc") {
      // Without a port: the thread that has the request, else the message or, failing that, what is not known.
      if (wait.on.length > 0) return undefined;
      return this.object(wait.message || wait.waiter.thread, "message", wait, wait.process);
    }
    if (wait.kind === "thread" && wait.on.length > 0) return undefined;
    // A lock is drawn with its owner, the end of a process in that process.
    const inside = wait.kind === "process" ? wait.object : wait.process;
    return this.object(wait.object || wait.waiter.thread, wait.kind, wait, inside);
  }

  /** Marks where chains end; gives how many of the roots are not drawn. */
  markRoots(): { readonly notDrawn: number } {
    let notDrawn = 0;
    for (const chain of this.judged.analysis.chains) {
      const draft = this.rootOf(chain);
      if (!draft) {
        notDrawn++;
        continue;
      }
      const why = rootDoes(chain.root.why, chain.rootThread);
      draft.root = draft.root === undefined || draft.root === why ? why : draft.root + "; " + why;
      draft.waiters = (draft.waiters || 0) + chain.waiters;
    }
    return { notDrawn };
  }

  private rootOf({ root }: Chain): Draft | undefined {
    const { thread, object, process } = root;
    const id =
      (thread !== undefined && this.threadId(thread)) ||
      (object !== undefined && this.byAddress.get(object)) ||
      (process !== undefined && this.byAddress.get(process));
    return id ? this.drafts.get(id) : undefined;
  }

  private roleIn({ fact }: WaitingThread, role: NodeRole, deadlock: number): void {
    const known = this.roles.get(fact.thread);
    if (known) known.deadlocks.push(deadlock);
    else this.roles.set(fact.thread, { role, deadlocks: [deadlock] });
  }

  private add(address: Address, node: Draft): string {
    this.drafts.set(node.id, node);
    if (node.kind !== "thread" && !this.byAddress.has(address)) this.byAddress.set(address, node.id);
    return node.id;
  }

  private process(address: Address | undefined): string | undefined {
    if (address === undefined || address === NULL) return undefined;
    const id = "process-" + hex(address);
    if (this.drafts.has(id)) return id;
    const fact = this.judged.waits.world.processes.get(address);
    const pid = fact && fact.pid.toString(16);
    const state = !fact ? "" : fact.terminated ? "terminated" : fact.exiting ? "exiting" : "";
    const threads = (this.judged.waits.world.threadsOf.get(address) || []).length;
    const facts = ["process " + (pid === undefined ? "" : pid + " ") + "at " + hex(address)];
    if (fact) facts.push(plural(threads, "live thread"));
    if (fact && fact.ageSeconds !== undefined) facts.push("started " + secondsText(fact.ageSeconds) + " ago");
    if (state !== "") facts.push("it is " + state);
    const draft: Draft = {
      id,
      kind: "process",
      address: hex(address),
      label: fact ? fact.image : "process " + hex(address),
      detail: (pid === undefined ? "" : pid) + (state === "" ? "" : (pid === undefined ? "" : ", ") + state),
      facts,
      command: "!alpcx /lpp " + hex(address),
    };
    if (pid !== undefined) draft.dx = "@$cursession.Processes[0x" + pid + "].Alpc";
    return this.add(address, draft);
  }

  private thread(address: Address): string {
    const id = "thread-" + hex(address);
    if (this.drafts.has(id)) return id;
    const { waits } = this.judged;
    const fact = threadAt(waits.world, address);
    const index = waits.world.indexOf.get(address);
    const thread = index === undefined ? undefined : waits.threads[index];
    const parent = this.process(fact && fact.process);
    const tid = fact && fact.tid.toString(16);
    const facts = ["thread " + (fact ? fact.pid.toString(16) + "." + tid + " " : "") + "at " + hex(address)];
    if (thread) {
      for (const wait of thread.waits)
        facts.push(wait.kind === "other" ? otherText(wait) : waitText(waits.world, thread, wait));
      if (fact && fact.suspended) facts.push("it is suspended");
    }
    const draft: Draft = {
      id,
      kind: "thread",
      address: hex(address),
      label: "thread " + (tid === undefined ? hex(address) : tid),
      detail: thread ? threadDetail(thread) : "not read",
      facts,
      command: "!alpcx /chain " + hex(address),
      dx: "@$cursession.Alpc.Thread(" + hex(address) + ")",
    };
    if (parent !== undefined) draft.parent = parent;
    const role = this.roles.get(address);
    if (role) {
      draft.role = role.role;
      draft.deadlocks = role.deadlocks;
    }
    return this.add(address, draft);
  }

  private port(address: Address): string {
    const id = "port-" + hex(address);
    if (this.drafts.has(id)) return id;
    const { world } = this.judged.waits;
    const fact = world.ports.get(address);
    const parent = this.process(fact && fact.ownerProcess);
    const draft: Draft = {
      id,
      kind: "port",
      address: hex(address),
      label: (fact && fact.name) || "port " + hex(address),
      detail: fact ? this.portDetail(fact) : "not read",
      facts: ["port at " + hex(address)].concat(fact ? this.portFacts(fact) : []),
      command: "!alpcx /p " + hex(address),
      dx: "@$cursession.Alpc.Port(" + hex(address) + ")",
    };
    if (parent !== undefined) draft.parent = parent;
    return this.add(address, draft);
  }

  private portDetail(fact: PortFact): string {
    const { idle, all } = this.receivers(fact);
    const free = all === 0 ? "no receiver" : idle + " of " + all + " free";
    return (isGone(this.judged.waits.world, fact) ? "server gone, " : "") + free;
  }

  private portFacts(fact: PortFact): string[] {
    const { idle, all } = this.receivers(fact);
    const facts = [all === 0 ? "no receiver was found" : idle + " of " + plural(all, "receiver") + " idle"];
    if (fact.closed) facts.push("it is closed");
    if (fact.disconnected) facts.push("it is disconnected");
    if (fact.ownerInvalid) facts.push("its owner is marked invalid");
    for (const queue of fact.queues || [])
      if (queue.counter > 0) facts.push(queue.name + ": " + plural(queue.counter, "message"));
    if (fact.connectionCount) facts.push(plural(fact.connectionCount, "connection"));
    return facts;
  }

  private receivers(fact: PortFact): { readonly idle: number; readonly all: number } {
    let idle = 0;
    for (const thread of fact.receivers) {
      const receiver = threadAt(this.judged.waits.world, thread);
      if (receiver && isIdle(receiver)) idle++;
    }
    return { idle, all: fact.receivers.length };
  }

  private object(address: Address, what: string, wait: Wait, inside: Address | undefined): string {
    const id = "object-" + what + "-" + hex(address);
    if (this.drafts.has(id)) return id;
    const parent = this.process(inside);
    const name = NAMES[what] || what;
    const draft: Draft = {
      id,
      kind: "object",
      address: hex(address),
      label: wait.messageId !== undefined ? name + " 0x" + wait.messageId.toString(16) : name,
      detail: wait.kind === "process" ? plural(wait.on.length, "live thread") : hex(address),
      facts: [name + " at " + hex(address)],
    };
    if (what === "process") draft.command = "!alpcx /lpp " + hex(address);
    else if (wait.message !== undefined) draft.command = "!alpcx /m " + hex(wait.message);
    if (parent !== undefined) draft.parent = parent;
    if (wait.on.length === 0) draft.facts = draft.facts.concat("nobody is known who can end a wait for it");
    return this.add(address, draft);
  }
}

const NAMES: { readonly [what: string]: string } = {
  process: "end of the process",
  thread: "end of a thread",
  criticalSection: "critical section",
  eresource: "ERESOURCE",
  pushLock: "push lock",
};

function otherText(wait: Wait): string {
  return "waits for " + (wait.what || "something") + ", which can come from outside";
}

function threadDetail(thread: WaitingThread): string {
  const { fact, waits, waitedSeconds } = thread;
  if (fact.state !== "waiting") return fact.state === "terminated" ? "ended" : fact.state;
  const time = waitedSeconds === undefined ? "" : " " + secondsText(waitedSeconds);
  if (fact.suspended) return "suspended" + time;
  const first = waits[0];
  if (isIdle(fact)) return "idle" + time;
  if (first && first.kind === "other" && waits.length === 1) return (first.what || "waits") + time;
  return "waits" + time;
}
