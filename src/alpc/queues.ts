/** Which queue a message is in. The links decide; the number in QueueType only where they cannot be followed cheaply. */
import { distance } from "../target/address";
import { Gap } from "../target/layout";
import type { Message } from "./message";
import { port, portReader, QUEUES, type Port, type QueueName } from "./port";

/**
 * The queue of `owner` that the message is linked in. A neighbour that is a list head proves it without a read; else a
 * queue that was walked before; else the number. Undefined when it is in no queue.
 */
export function queueOf(message: Message, owner: Port): QueueName | undefined {
  return queueByNeighbour(message, owner) || message.queueByNumber;
}

function queueByNeighbour(message: Message, owner: Port): QueueName | undefined {
  const links = message.raw.links("Entry");
  if (!links) return undefined;
  for (const name of QUEUES) {
    // The canceled queue is linked through another member.
    if (name === "CanceledQueue") continue;
    const offset = portReader(owner.kernel).offset(name);
    if (offset === undefined) continue;
    if (distance(links.flink, owner.address) === offset || distance(links.blink, owner.address) === offset) return name;
  }
  return undefined;
}

/** The port a message is queued on; a Gap when there is none or it cannot be read. */
export function queuePort(message: Message): Port | Gap {
  const address = message.queuePort;
  if (address === undefined) return new Gap(message.address, "PortQueue cannot be read");
  return port(message.kernel, address);
}
