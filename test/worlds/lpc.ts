/** LPC of Windows XP and Server 2003. Source: alpc-semantics 8. */
import type { Builder } from "./builder";
import type { Delivery, MessageOptions } from "./options";
import type { Kernel } from "./kernel";
import type { Connection, Dispatcher, Message, Port, PortKind, Thread } from "./model";
import { writeSemaphore } from "./writeDispatcher";

/** Low nibble of Flags, and the bits above. Source: alpc-semantics 8.1. */
const FLAGS: Record<PortKind, number> = { connection: 1, server: 3, client: 4 };
const DYNAMIC_SECURITY = 0x80000000;
const WAITABLE = 0x20000000;
const DELETED = 0x10000000;

/** The three ports of a connection; LPC has no structure for it. */
export function connection(name: string, port: Port): Connection {
  return { kind: "connection", name, address: 0n, connectionPort: port, connections: [] };
}

/** The nonpaged part of a port: connection and client communication ports have one. */
export function preparePort(builder: Builder, port: Port, kind: PortKind): void {
  if (kind === "server") return;
  const { kernel } = builder;
  const address = kernel.allocate("nonPaged", kernel.structs.size("_LPCP_NONPAGED_PORT_QUEUE"), "Port");
  const header = address + BigInt(kernel.structs.offset("_LPCP_NONPAGED_PORT_QUEUE", "Semaphore"));
  const semaphore: Dispatcher = { kind: "semaphore", name: `${port.name} queue`, address, header, signalled: false };
  port.semaphore = semaphore;
}

/** An `_LPCP_MESSAGE`, which ends in the PORT_MESSAGE with its data. */
export function allocateMessage(builder: Builder, totalLength: number, options: MessageOptions): bigint {
  const { kernel } = builder;
  const size = kernel.structs.offset("_LPCP_MESSAGE", "Request") + totalLength;
  const { at, ownPage } = options;
  return kernel.allocate("paged", Math.max(size, kernel.structs.size("_LPCP_MESSAGE")), "LpcM", { at, ownPage });
}

export function deliver(message: Message, delivery: Delivery): void {
  const client = message.waitingThread;
  if (client) {
    client.lpc = { ...client.lpc, replyMessageId: message.id, waitingOn: message.ownerPort };
    const server = message.connection?.serverPort;
    if (server) {
      client.lpc.chainedAt = server;
      server.replyChain.push(client);
    }
  }
  switch (delivery.state) {
    case "queued":
      message.queue = "MainQueue";
      message.queuePort.queues.MainQueue.push(message);
      return;
    case "inService": {
      // The block is freed at receive: only the two ids tie client and server.
      if (!delivery.by) throw new Error("an LPC request is in service of a thread");
      delivery.by.serving = true;
      delivery.by.lpc = { ...delivery.by.lpc, received: { id: message.id, valid: true } };
      return;
    }
    case "lost":
    case "parked":
      return;
    case "ready":
    case "replied":
      message.ready = true;
      message.type = 2;
      if (client?.lpc) {
        const server = client.lpc.chainedAt;
        if (server) server.replyChain.splice(server.replyChain.indexOf(client), 1);
        client.lpc = { replyMessage: message, ...(client.lpc.received ? { received: client.lpc.received } : {}) };
      }
      return;
    case "canceled":
      throw new Error("LPC requests are not canceled");
  }
}

export function writePort(kernel: Kernel, port: Port): void {
  const place = { type: "_LPCP_PORT_OBJECT", address: port.address };
  kernel.set(place, "ConnectionPort", port.info.connectionPort.address);
  const peer =
    port.portKind === "client" ? port.info.serverPort : port.portKind === "server" ? port.info.clientPort : undefined;
  kernel.set(place, "ConnectedPort", peer?.address ?? 0n);
  const queue = port.queues.MainQueue;
  if (port.semaphore) {
    kernel.set(place, "MsgQueue.NonPagedPortQueue", port.semaphore.address);
    kernel.set(place, "MsgQueue.Semaphore", port.semaphore.header);
    kernel.set({ type: "_LPCP_NONPAGED_PORT_QUEUE", address: port.semaphore.address }, "BackPointer", port.address);
    // A release wakes a thread that waits, so the count is above zero only while none does.
    const receivers = port.waitQueue.some(
      (t) => t.state === "waiting" && t.wait?.objects[0]?.header === port.semaphore?.header,
    );
    writeSemaphore(kernel, port.semaphore.header, receivers ? 0 : queue.length, 0x7fffffff);
    kernel.link(
      kernel.at(place, "MsgQueue.ReceiveHead"),
      queue.map((m) => kernel.at({ type: "_LPCP_MESSAGE", address: m.address }, "Entry")),
    );
  }
  const creator = port.creator ?? port.owner.threads[0];
  kernel.set(place, "Creator.UniqueProcess", port.owner.pid);
  kernel.set(place, "Creator.UniqueThread", creator?.tid ?? 0);
  kernel.link(
    kernel.at(place, "LpcReplyChainHead"),
    port.replyChain.map((t) => kernel.at({ type: "_ETHREAD", address: t.address }, "LpcReplyChain")),
  );
  kernel.link(kernel.at(place, "LpcDataInfoChainHead"), []);
  if (port.portKind === "connection") kernel.set(place, "ServerProcess", port.ownerGone ? 0n : port.owner.address);
  kernel.set(place, "MaxMessageLength", port.maxMessageLength);
  kernel.set(place, "MaxConnectionInfoLength", 0x40);
  const waitable = port.object.typeName === "WaitablePort" ? WAITABLE : 0;
  const flags = FLAGS[port.portKind] | (port.portKind === "client" ? DYNAMIC_SECURITY : 0) | waitable;
  kernel.set(place, "Flags", (flags | (port.closed ? DELETED : 0)) >>> 0);
  kernel.link(kernel.at(place, "WaitEvent.Header.WaitListHead"), []);
}

export function writeMessage(kernel: Kernel, message: Message): void {
  const place = { type: "_LPCP_MESSAGE", address: message.address };
  if (!message.queue) kernel.link(kernel.at(place, "Entry"), []);
  kernel.set(place, "SenderPort", message.ownerPort.address);
  kernel.set(place, "RepliedToThread", 0n);
  kernel.set(place, "PortContext", 0x21);
}

export function writeThread(kernel: Kernel, thread: Thread): void {
  const place = { type: "_ETHREAD", address: thread.address };
  const { lpc } = thread;
  writeSemaphore(kernel, kernel.at(place, "LpcReplySemaphore"), 0, 1);
  if (!lpc?.chainedAt) kernel.link(kernel.at(place, "LpcReplyChain"), []);
  if (lpc?.replyMessageId !== undefined) kernel.set(place, "LpcReplyMessageId", lpc.replyMessageId);
  // One union: the port with bit 0 set while it waits, the reply when it has come.
  if (lpc?.waitingOn) kernel.set(place, "LpcWaitingOnPort", lpc.waitingOn.address | 1n);
  if (lpc?.replyMessage) kernel.set(place, "LpcReplyMessage", lpc.replyMessage.address);
  if (lpc?.received) {
    // LpcReceivedMessageId shares its bytes with Win32StartAddress; the bit says what they are.
    kernel.set(place, "LpcReceivedMessageId", lpc.received.id);
    kernel.set(place, "LpcReceivedMsgIdValid", lpc.received.valid ? 1 : 0);
  }
}
