/** Which queue a message is in. The links decide; the number in QueueType only where they cannot be followed. */
import { add, distance, isNull, NULL, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { message as messageAt, messageReader, type Message } from "./message";
import { port, portReader, QUEUES, type Port, type QueueName } from "./port";

/** A queue longer than this is not followed from its middle. */
const MAX_STEPS = 100000;

/** The queue of `owner` that the message is in. Undefined when it is in none. */
export function queueOf(message: Message, owner: Port): QueueName | undefined {
  const linked = linkedQueue(message, owner);
  return linked === "unknown" ? message.queueByNumber : linked;
}

/**
 * The same without a walk where that can be told: the message lies beside the head of a list, or QueueType names a list
 * that holds something. Main and pending are known numbers; another one counts only where no other list holds anything.
 * Source: alpc-semantics 1.4.
 */
export function queueWithoutWalk(message: Message, owner: Port): QueueName | undefined {
  const links = message.raw.links("Entry");
  const beside = links && (headAt(links.flink, owner) || headAt(links.blink, owner));
  if (beside) return beside;
  const named = message.queueByNumber;
  if (named !== undefined && links && !isNull(links.flink) && holdsSomething(owner, named)) {
    if (named === "MainQueue" || named === "PendingQueue") return named;
    if (QUEUES.every((name) => name === named || name === "CanceledQueue" || !holdsSomething(owner, name)))
      return named;
  }
  return queueOf(message, owner);
}

function holdsSomething(owner: Port, name: QueueName): boolean {
  const links = owner.raw.links(name);
  return links !== undefined && links.flink !== owner.raw.at(name);
}

/**
 * The queue in whose list the message is linked: from entry to entry until one is the head of a list of `owner`. Undefined
 * when the entry is linked to nothing, "unknown" when the way is broken. Each message on the way is read once, and learns
 * the answer. Source: alpc-semantics 1.4, the decisive test.
 */
export function linkedQueue(message: Message, owner: Port): QueueName | "unknown" | undefined {
  const { kernel } = message;
  const known = kernel.once(
    "linked queues",
    owner.address,
    () => new Map<Address, QueueName | "unknown" | undefined>(),
  );
  if (known.has(message.address)) return known.get(message.address);
  const passed: Address[] = [];
  const finish = (result: QueueName | "unknown" | undefined) => {
    for (const address of passed) known.set(address, result);
    return result;
  };
  const offset = messageReader(kernel).offset("Entry") || 0;
  let current: Message = message;
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    passed.push(current.address);
    const links = current.raw.links("Entry");
    if (!links) return finish("unknown");
    const head = headAt(links.flink, owner) || headAt(links.blink, owner);
    if (head) return finish(head);
    const own = add(current.address, offset);
    if (isNull(links.flink) || links.flink === own) return finish(steps === 0 ? undefined : "unknown");
    const next = messageAt(kernel, add(links.flink, -offset));
    if (next instanceof Gap || !next.isMessage) return finish("unknown");
    const back = next.raw.links("Entry");
    if (!back || back.blink !== own) return finish("unknown");
    if (known.has(next.address)) return finish(known.get(next.address));
    // A ring without a head.
    if (next === message) return finish("unknown");
    current = next;
  }
  return finish("unknown");
}

/** The queue of a port whose list head lies at an address. The canceled queue is linked through another member. */
function headAt(address: Address, owner: Port): QueueName | undefined {
  for (const name of QUEUES) {
    const offset = name === "CanceledQueue" ? undefined : portReader(owner.kernel).offset(name);
    if (offset !== undefined && distance(address, owner.address) === offset) return name;
  }
  return undefined;
}

/** What QueueType says against what the links say. */
export interface QueueCheck {
  readonly number: number | undefined;
  readonly byNumber: QueueName | undefined;
  readonly linked: QueueName | "unknown" | undefined;
  /** Undefined where the links cannot tell. */
  readonly agrees: boolean | undefined;
}

export function checkQueue(message: Message): QueueCheck {
  const owner = queuePort(message);
  const { queueNumber: number, queueByNumber: byNumber } = message;
  const linked = owner instanceof Gap ? "unknown" : linkedQueue(message, owner);
  const agrees = linked === "unknown" || number === undefined ? undefined : linked === byNumber;
  return { number, byNumber, linked, agrees };
}

/** Whether the message is a cancel notice in the CanceledQueue of its CancelQueuePort; undefined where it cannot be told. */
export function isCancelNotice(message: Message): boolean | undefined {
  const told = message.isInCanceledQueue;
  if (told !== undefined) return told;
  const address = message.raw.pointer("CancelQueuePort");
  if (address === undefined) return undefined;
  if (isNull(address)) return false;
  const owner = port(message.kernel, address);
  const queue = owner instanceof Gap ? undefined : owner.queue("CanceledQueue");
  return queue && queue.walk.items.indexOf(message) >= 0;
}

/** The port a message is queued on; a Gap when there is none or it cannot be read. */
export function queuePort(message: Message): Port | Gap {
  const address = message.queuePort;
  if (address === undefined) return new Gap(message.address, "PortQueue cannot be read");
  return port(message.kernel, address || NULL);
}
