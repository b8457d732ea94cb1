/** Findings whose subject is a port, or whatever owns a list. */
import type { Address } from "../target/address";
import type { Found } from "./findings";
import { isOwed, isReply, type Waits } from "./judge";
import { LIMITS } from "./limits";
import { portName, processName, secondsText } from "./names";
import type { Wait } from "./result";
import type { PortFact, QueueFact } from "./types";
import { isExiting, isGone, isIdle, isLive, isOver, threadAt, type World } from "./world";

export function findAboutPorts(waits: Waits): Found[] {
  const { world } = waits;
  const found: Found[] = [];
  const clients = clientsByPort(waits);
  const serving = servingThreads(waits);
  world.ports.forEach((port) => {
    const waiting = clients.get(port.port);
    if (waiting !== undefined) {
      const queued = waiting.filter((wait) => wait.state === "queued");
      found.push(
        ...serverGone(world, port, waiting),
        ...starved(world, port, queued),
        ...noReceiver(world, port, queued, serving),
      );
    }
    if (!world.facts.isMoving && port.queues !== undefined) found.push(...counterMismatch(world, port.queues, port));
    if (!world.facts.quick && port.handleCount === 0) found.push(...orphan(world, port));
  });
  for (const { owner, list, why } of world.facts.damagedLists) {
    found.push({
      rule: "corrupt-list",
      subject: owner,
      text: `${list} of ${ownerName(world, owner)} is damaged: ${why}`,
    });
  }
  return found;
}

function serverGone(world: World, port: PortFact, waiting: readonly Wait[]): Found[] {
  if (waiting.length === 0 || !isGone(world, port)) return [];
  const reasons: string[] = [];
  if (port.ownerInvalid === true) reasons.push("its owner is no longer valid");
  if (isExiting(world, port.ownerProcess) && port.ownerProcess !== undefined) {
    const terminated = world.processes.get(port.ownerProcess)?.terminated === true;
    reasons.push(`its owner ${processName(world, port.ownerProcess)} ${terminated ? "has terminated" : "is exiting"}`);
  }
  if (port.closed === true) reasons.push("it is closed");
  if (port.disconnected === true) reasons.push("it is disconnected");
  const text = `${portName(world, port.port)}: ${clientsText(waiting.length)} for a reply, but ${reasons.join(", ")}`;
  return [{ rule: "server-gone", subject: port.port, text }];
}

function starved(world: World, port: PortFact, queued: readonly Wait[]): Found[] {
  const longest = longestOver(queued);
  const receivers = liveReceivers(world, port);
  if (longest === undefined || receivers.length === 0) return [];
  // A receiver that runs is only busy; one that could not be read may be free.
  const isStuck = (thread: Address): boolean => {
    const fact = threadAt(world, thread);
    return fact !== undefined && fact.state === "waiting" && !isIdle(fact);
  };
  if (!receivers.every(isStuck)) return [];
  const text = `${portName(world, port.port)}: ${String(queued.length)} queued, 0 of ${String(receivers.length)} free, longest for ${secondsText(longest)}`;
  return [{ rule: "starved-port", subject: port.port, text }];
}

function noReceiver(world: World, port: PortFact, queued: readonly Wait[], serving: ReadonlySet<Address>): Found[] {
  const longest = longestOver(queued);
  // Where a list of receivers could not be walked to its end, "none known" says nothing.
  if (longest === undefined || port.receiversIncomplete === true || liveReceivers(world, port).length > 0) return [];
  const threads = port.ownerProcess === undefined ? [] : (world.threadsOf.get(port.ownerProcess) ?? []);
  if (threads.some((fact) => fact.state !== "waiting" || serving.has(fact.thread))) return [];
  const text = `${portName(world, port.port)}: ${String(queued.length)} queued and no thread to receive, longest for ${secondsText(longest)}`;
  return [{ rule: "no-receiver", subject: port.port, text }];
}

function counterMismatch(world: World, queues: readonly QueueFact[], port: PortFact): Found[] {
  return queues
    .filter((queue) => queue.counter !== queue.walked)
    .map(({ name, counter, walked }) => ({
      rule: "counter-mismatch",
      subject: port.port,
      text: `${name} of ${portName(world, port.port)} counts ${String(counter)}, but holds ${String(walked)}`,
    }));
}

/** Of a port without handles. */
function orphan(world: World, port: PortFact): Found[] {
  const messages = port.messageCount ?? 0;
  const connections = port.connectionCount ?? 0;
  if (messages === 0 && connections === 0) return [];
  const text = `${portName(world, port.port)} has no handles, but still ${String(messages)} messages and ${String(connections)} connections`;
  return [{ rule: "orphan-port", subject: port.port, text }];
}

/** Replies that are still owed, by the port in whose queue the request is. */
function clientsByPort(waits: Waits): Map<Address, Wait[]> {
  const clients = new Map<Address, Wait[]>();
  for (const { waits: each } of waits.threads) {
    for (const wait of each) {
      if (!isReply(wait) || wait.port === undefined || !isOwed(wait)) continue;
      const list = clients.get(wait.port);
      if (list === undefined) clients.set(wait.port, [wait]);
      else list.push(wait);
    }
  }
  return clients;
}

/** Threads that have a message in service. */
function servingThreads(waits: Waits): Set<Address> {
  const serving = new Set<Address>();
  for (const { fact, waits: each } of waits.threads) {
    if (fact.serving === true && !isIdle(fact)) serving.add(fact.thread);
    for (const wait of each) if (wait.state === "inService") for (const server of wait.on) serving.add(server);
  }
  return serving;
}

function liveReceivers(world: World, port: PortFact): Address[] {
  return Array.from(new Set(port.receivers)).filter((thread) => isLive(world, thread));
}

/** The longest time a message has been queued, when it is long enough to mean something. */
function longestOver(queued: readonly Wait[]): number | undefined {
  let longest: number | undefined;
  for (const { waitedSeconds } of queued) {
    if (waitedSeconds !== undefined && isOver(waitedSeconds, longest ?? LIMITS.queued)) longest = waitedSeconds;
  }
  return longest;
}

function clientsText(count: number): string {
  return count === 1 ? "1 thread waits" : `${String(count)} threads wait`;
}

function ownerName(world: World, owner: Address): string {
  return world.processes.has(owner) ? processName(world, owner) : portName(world, owner);
}
