/** Chains: from every thread that waits for a reply, over whoever must act, to the root; those with one root are one chain. */
import { hex, NULL, type Address } from "../target/address";
import { isOwed, type Waits } from "./judge";
import { byChain, waitsOf } from "./order";
import type { Chain, Root, RootWhy, Wait, WaitingThread } from "./result";
import { isExiting, isGone, isIdle, threadAt, type World } from "./world";

/** Where a chain goes from a thread: on to exactly one other, or here it ends. */
export type Step = { readonly next: number } | { readonly root: Root };

/** What a chain does at a thread. Pure: depends on this thread, on those it waits for and on the port, on nothing else. */
export function stepFrom(waits: Waits, thread: WaitingThread): Step {
  const { world } = waits;
  const { fact } = thread;
  if (fact.state === "unreadable") return { root: rootOf("unreadable", undefined, fact.process, fact.thread) };
  if (fact.state !== "waiting") return { root: rootOf("runnable", fact.thread, fact.process) };
  // Whatever a suspended thread would do next, somebody has to resume it first.
  if (isSuspendedOnly(thread)) return { root: rootOf("suspended", fact.thread, fact.process) };
  const [first, ...rest] = thread.waits;
  if (thread.reply !== undefined && rest.length === 0) return stepFromReply(world, thread, thread.reply);
  const only = first === undefined ? undefined : whoMustAct(world, first);
  if (only !== undefined && rest.every((wait) => whoMustAct(world, wait) === only)) return goOn(world, only);
  return { root: rootOf("other wait", fact.thread, fact.process) };
}

/** The way of one thread to its root: the threads in order, itself first. Ends where the threads go in a circle. */
export function wayFrom(
  waits: Waits,
  start: WaitingThread,
): { readonly threads: readonly WaitingThread[]; readonly root?: Root } {
  const threads: WaitingThread[] = [];
  const met = new Set<number>();
  for (let at: WaitingThread | undefined = start; at !== undefined && !met.has(at.index);) {
    threads.push(at);
    met.add(at.index);
    const step = stepFrom(waits, at);
    if ("root" in step) return { threads, root: step.root };
    at = waits.threads[step.next];
  }
  return { threads };
}

/** A suspended thread that waits for nothing else. */
export function isSuspendedOnly(thread: WaitingThread): boolean {
  return thread.fact.state === "waiting" && thread.fact.suspended === true && !thread.waits.some(isOwed);
}

/** Everybody who waits for a reply and is in no deadlock nor behind one, grouped by root, in published order. */
export function findChains(waits: Waits, blocked: Uint8Array): Chain[] {
  const roots: (Root | undefined)[] = waits.threads.map(() => undefined);
  const passed = new Uint8Array(waits.threads.length);
  const groups = new Map<string, { root: Root; threads: WaitingThread[]; rootThread: WaitingThread | undefined }>();

  for (const thread of waits.threads) {
    if (thread.reply === undefined || blocked[thread.index] === 1) continue;
    const root = follow(thread.index);
    passed[thread.index] = 1;
    roots[thread.index] = root;
  }
  for (const thread of waits.threads) {
    const root = passed[thread.index] === 1 ? roots[thread.index] : undefined;
    if (root === undefined) continue;
    const key = keyOf(root);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { root, threads: [thread], rootThread: rootThreadOf(root) });
    else group.threads.push(thread);
  }
  return Array.from(groups.values())
    .map((group) => toChain(waits, group.root, group.threads, group.rootThread))
    .sort(byChain);

  function rootThreadOf(root: Root): WaitingThread | undefined {
    const index = root.thread === undefined ? undefined : waits.world.indexOf.get(root.thread);
    return index === undefined ? undefined : waits.threads[index];
  }

  /** The root of a thread; remembered for every thread on the way, so that a shared tail is walked once. */
  function follow(start: number): Root {
    const way: number[] = [];
    const onWay = new Set<number>();
    let at = start;
    let root = roots[at];
    while (root === undefined) {
      const thread = waits.threads[at];
      if (thread === undefined) throw new RangeError("no thread " + String(at));
      const step = stepFrom(waits, thread);
      // Threads that only wait for each other are stuck and were never asked about; this keeps the walk finite all the same.
      if ("root" in step || onWay.has(step.next)) {
        root = "root" in step ? step.root : rootOf("other wait", thread.fact.thread, thread.fact.process);
        roots[at] = root;
        break;
      }
      way.push(at);
      onWay.add(at);
      at = step.next;
      root = roots[at];
    }
    for (const index of way) {
      roots[index] = root;
      passed[index] = 1;
    }
    return root;
  }
}

function stepFromReply(world: World, thread: WaitingThread, reply: Wait): Step {
  const { fact } = thread;
  switch (reply.state) {
    case "canceled":
      return { root: rootOf("other wait", fact.thread, fact.process) };
    case "replyReady":
      return { root: rootOf("runnable", fact.thread, fact.process) };
    case "unreadable":
      return { root: rootOf("unreadable", undefined, reply.process, reply.message ?? reply.port) };
    default:
      break;
  }
  const only = whoMustAct(world, reply);
  // An LPC request that two threads claim has a live one too, so its server is not gone.
  if (reply.state === "inService") {
    if (only !== undefined) return goOn(world, only);
    return { root: rootOf("parked", undefined, reply.process, reply.message) };
  }
  if (reply.portFact !== undefined && isGone(world, reply.portFact)) {
    return { root: rootOf("server gone", undefined, reply.process, reply.port) };
  }
  if (reply.state === "queued") {
    if (only !== undefined) return goOn(world, only);
    return { root: rootOf("queued", undefined, reply.process, reply.port) };
  }
  const why: RootWhy = reply.state === "staleServer" ? "stale server" : "parked";
  return { root: rootOf(why, undefined, reply.process, reply.message) };
}

/**
 * The one thread that must act; undefined when there are several or none, or may be more than were found. An idle receiver
 * is about to take the message, so the chain ends at the port.
 */
function whoMustAct(world: World, wait: Wait): Address | undefined {
  const [only, another] = wait.on;
  if (only === undefined || another !== undefined || wait.doubts.indexOf("incompleteList") >= 0) return undefined;
  const fact = wait.state === "queued" ? threadAt(world, only) : undefined;
  return fact !== undefined && isIdle(fact) ? undefined : only;
}

function goOn(world: World, thread: Address): Step {
  const next = world.indexOf.get(thread);
  return next === undefined ? { root: rootOf("unreadable", undefined, undefined, thread) } : { next };
}

function rootOf(why: RootWhy, thread: Address | undefined, process: Address | undefined, object?: Address): Root {
  return {
    ...(thread === undefined ? {} : { thread }),
    ...(process === undefined || process === NULL ? {} : { process }),
    ...(object === undefined ? {} : { object }),
    why,
  };
}

function keyOf(root: Root): string {
  return [root.why as string]
    .concat([root.thread, root.process, root.object].map((part) => (part === undefined ? "" : hex(part))))
    .join("|");
}

function toChain(
  waits: Waits,
  root: Root,
  threads: readonly WaitingThread[],
  rootThread: WaitingThread | undefined,
): Chain {
  const waiters = threads.filter((thread) => thread.reply !== undefined);
  let longest: number | undefined;
  for (const { waitedSeconds } of waiters) {
    if (waitedSeconds !== undefined && (longest === undefined || waitedSeconds > longest)) longest = waitedSeconds;
  }
  return {
    root,
    ...(rootThread === undefined ? {} : { rootThread }),
    waiters: waiters.length,
    ...(longest === undefined ? {} : { longestWaitSeconds: longest }),
    waits: waitsOf(threads),
    rootProcessExiting: isExiting(waits.world, root.process),
  };
}
