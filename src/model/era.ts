/**
 * What the model and the commands need of ports and messages on either side of Windows Vista. Each era decodes its own
 * structures; here they meet, and nowhere else.
 */
import { isNull, NULL, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { port as alpcPort, ports as alpcPorts, QUEUES, Port } from "../alpc/port";
import { receivers } from "../alpc/receivers";
import { waitingFor } from "../alpc/waiting";
import { lpcConnections } from "../lpc/connections";
import { isLpc } from "../lpc/era";
import { allLpcPorts } from "../lpc/ports";
import { lpcPort, type LpcPort } from "../lpc/port";
import { lpcReceivers } from "../lpc/receivers";
import { LpcRequest, requestOf } from "../lpc/request";
import { receivedMessageId, waitingForLpc } from "../lpc/threads";
import type { Kernel } from "../nt/kernel";
import { COMPLETE, type Walk } from "../nt/list";
import type { Thread } from "../nt/thread";
import type { Look } from "./look";
import { LpcMessageObject } from "./lpcMessage";
import { LpcConnectionObject, LpcPortObject } from "./lpcPort";
import { MessageObject, messageObject } from "./message";
import { ConnectionObject, PortObject, type PortObject as AlpcPortObject } from "./port";

export type AnyPort = Port | LpcPort;
export type AnyPortObject = AlpcPortObject | LpcPortObject;
export type AnyMessageObject = MessageObject | LpcMessageObject;

export function isAlpcPort(found: AnyPort): found is Port {
  return found instanceof Port;
}

/** The port at an address. */
export function anyPort(kernel: Kernel, address: Address): AnyPort | Gap {
  return isLpc(kernel) ? lpcPort(kernel, address) : alpcPort(kernel, address);
}

/** All ports of the machine. On LPC those that a search finds; what it could not read is the end of the walk. */
export function allPorts(kernel: Kernel): Walk<AnyPort> {
  if (!isLpc(kernel)) return alpcPorts(kernel);
  const { ports, gaps } = allLpcPorts(kernel);
  const first = gaps[0];
  if (!first) return { items: ports, end: COMPLETE, recovered: 0 };
  const why = first.what + ": " + first.gap.why + (gaps.length > 1 ? ", and " + (gaps.length - 1) + " more" : "");
  return { items: ports, end: { kind: "unreadable", at: first.gap.address, why }, recovered: 0 };
}

export function showPort(look: Look, found: AnyPort): AnyPortObject {
  return isAlpcPort(found) ? new PortObject(look, found) : new LpcPortObject(look, found);
}

/** A port by address; a text that says why where it cannot be read, undefined for null. */
export function anyPortObject(look: Look, address: Address | undefined): AnyPortObject | string | undefined {
  if (address === undefined || isNull(address)) return undefined;
  const found = anyPort(look.kernel, address);
  return found instanceof Gap ? found.why : showPort(look, found);
}

/** The two ends of a connection; one may be gone. */
export interface Ends {
  readonly server: AnyPort | undefined;
  readonly client: AnyPort | undefined;
}

/** The connections of a connection port. */
export function connectionEnds(owner: AnyPort): readonly Ends[] {
  if (!isAlpcPort(owner)) return lpcConnections(owner);
  const info = owner.communicationInfo;
  if (info instanceof Gap) return [];
  const end = (address: Address | undefined): Port | undefined => {
    const found = alpcPort(owner.kernel, address || NULL);
    return found instanceof Gap ? undefined : found;
  };
  return info.connections.items.map((connection) => ({
    server: end(connection.serverCommunicationPort),
    client: end(connection.clientCommunicationPort),
  }));
}

export function connectionObjects(look: Look, owner: AnyPort): (ConnectionObject | LpcConnectionObject)[] {
  if (!isAlpcPort(owner)) return lpcConnections(owner).map((one) => new LpcConnectionObject(look, one));
  const info = owner.communicationInfo;
  return info instanceof Gap ? [] : info.connections.items.map((one) => new ConnectionObject(look, one));
}

/** The messages that some ports hold, each once. */
export function heldMessages(look: Look, list: readonly AnyPort[]): AnyMessageObject[] {
  const seen = new Set<Address>();
  const found: AnyMessageObject[] = [];
  const take = <T extends { readonly address: Address }>(items: readonly T[], show: (item: T) => AnyMessageObject) => {
    for (const item of items) {
      if (seen.has(item.address)) continue;
      seen.add(item.address);
      found.push(show(item));
    }
  };
  for (const owner of list) {
    if (isAlpcPort(owner)) {
      for (const name of QUEUES) {
        const queue = owner.queue(name);
        if (queue) take(queue.walk.items, (message) => new MessageObject(look, message));
      }
    } else {
      const show = (message: (typeof owner.messages.items)[number]) =>
        new LpcMessageObject(look, new LpcRequest(look.kernel, message.messageId, message));
      take(owner.messages.items, show);
      take(owner.dataInfoMessages.items, show);
    }
  }
  return found;
}

/** Whether a thread waits for a reply. */
export function waitsForReply(thread: Thread): boolean {
  return (isLpc(thread.kernel) ? waitingForLpc(thread) : waitingFor(thread)) !== undefined;
}

/** What a thread waits for the reply to; a text where it cannot be read, undefined when it waits for none. */
export function awaitedMessage(look: Look, thread: Thread): AnyMessageObject | string | undefined {
  if (!isLpc(look.kernel)) return messageObject(look, waitingFor(thread));
  const request = requestOf(thread);
  return request && new LpcMessageObject(look, request);
}

/** Messages that a thread received last and that are not answered yet. */
export function servedBy(look: Look, server: Thread): AnyMessageObject[] {
  if (isLpc(look.kernel)) {
    const id = receivedMessageId(server);
    return id === undefined ? [] : [new LpcMessageObject(look, new LpcRequest(look.kernel, id))];
  }
  const found: MessageObject[] = [];
  for (const owner of alpcPorts(look.kernel).items) {
    for (const name of QUEUES) {
      const queue = owner.queue(name);
      for (const message of queue ? queue.walk.items : [])
        if (message.serverThread === server.address) found.push(new MessageObject(look, message));
    }
  }
  return found;
}

/** Whether a thread receives on a port. */
export function receivesOn(thread: Address, owner: AnyPort): boolean {
  return isAlpcPort(owner)
    ? receivers(owner).list.some((receiver) => receiver.thread.address === thread)
    : lpcReceivers(owner).threads.some((receiver) => receiver.address === thread);
}
