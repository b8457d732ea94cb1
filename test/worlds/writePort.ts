/** `_ALPC_PORT`, `_ALPC_COMMUNICATION_INFO`, `_KALPC_MESSAGE`. Source: alpc-semantics 1 and 2. */
import type { Builder } from "./builder";
import type { Kernel, Placed } from "./kernel";
import * as lpc from "./lpc";
import type { Connection, Message, Port, QueueName } from "./model";
import { isReceiving } from "./writeThread";

/** `u1.s1.Type` of a port and `QueuePortType` of a message. */
const KIND = { connection: 1, client: 2, server: 3 } as const;
/** `u1.s1.QueueType`. Being canceled is none. Source: alpc-semantics 1.4. */
const QUEUE_TYPE: Partial<Record<QueueName, number>> = {
  MainQueue: 1,
  LargeMessageQueue: 2,
  PendingQueue: 3,
  DirectQueue: 4,
};
/** _BLOB_ID */
const CONNECTION_INFO = 1;
const MESSAGE = 2;
/** ALLOWIMPERSONATION, ALLOW_LPC_REQUESTS; WAITABLE_PORT. Source: layouts/enums. */
const ATTRIBUTES = 0x30000;
const WAITABLE = 0x40000;

export function writePort(builder: Builder, port: Port, dummyEvent: bigint): void {
  const { kernel } = builder;
  const place: Placed = { type: "_ALPC_PORT", address: port.address };
  kernel.set(place, "CommunicationInfo", port.info.address);
  // Bit 0: the owner is no longer valid.
  kernel.set(place, "OwnerProcess", port.owner.address | (port.ownerGone ? 1n : 0n));
  kernel.set(place, "CompletionPort", port.pool?.address ?? 0n);
  kernel.set(place, "CompletionKey", port.pool ? port.address & 0xffffn : 0n);
  for (const queue of ["MainQueue", "LargeMessageQueue", "PendingQueue", "DirectQueue"] as const) {
    const head = kernel.find(place, queue);
    if (head === undefined) continue;
    const messages = port.queues[queue];
    kernel.link(
      head,
      messages.map((m) => kernel.at({ type: "_KALPC_MESSAGE", address: m.address }, "Entry")),
    );
    kernel.maybe(place, `${queue}Length`, messages.length);
  }
  const canceled = port.queues.CanceledQueue;
  kernel.link(
    kernel.at(place, "CanceledQueue"),
    canceled.map((m) => kernel.at({ type: "_KALPC_MESSAGE", address: m.address }, "CancelListEntry")),
  );
  kernel.maybe(place, "CanceledQueueLength", canceled.length);
  const receivers = port.waitQueue.filter(isReceiving);
  kernel.link(
    kernel.at(place, "WaitQueue"),
    receivers.map((t) => kernel.at({ type: "_ETHREAD", address: t.address }, "AlpcWaitListEntry")),
  );
  kernel.maybe(place, "WaitQueueLength", receivers.length);
  kernel.set(place, "Semaphore", port.semaphore?.header ?? dummyEvent);
  kernel.set(place, "PortAttributes.Flags", ATTRIBUTES | (port.semaphore ? WAITABLE : 0));
  kernel.set(place, "PortAttributes.MaxMessageLength", port.maxMessageLength);
  kernel.maybe(place, "PortAttributes.SecurityQos.Length", 12);
  kernel.link(kernel.at(place, "ResourceListHead"), []);
  kernel.set(place, "SequenceNo", port.sequence);
  kernel.set(place, "u1.s1.Initialized", 1);
  kernel.set(place, "u1.s1.Type", KIND[port.portKind]);
  kernel.set(place, "u1.s1.Closed", port.closed ? 1 : 0);
  kernel.set(place, "u1.s1.Disconnected", port.disconnected ? 1 : 0);
  kernel.set(place, "u1.s1.ConnectionPending", port.connectionPending ? 1 : 0);
  kernel.set(place, "u1.s1.Waitable", port.semaphore ? 1 : 0);
}

/** The structure of a connection port is the head of the list of its connections. */
export function writeConnection(kernel: Kernel, info: Connection): void {
  writeBlob(kernel, info.address, CONNECTION_INFO);
  const place: Placed = { type: "_ALPC_COMMUNICATION_INFO", address: info.address };
  kernel.set(place, "ConnectionPort", info.connectionPort.address);
  kernel.set(place, "ClientCommunicationPort", info.clientPort?.address ?? 0n);
  kernel.set(place, "ServerCommunicationPort", info.serverPort?.address ?? 0n);
  if (info !== info.connectionPort.info) return;
  kernel.link(
    kernel.at(place, "CommunicationList"),
    info.connections.map((c) => kernel.at({ type: place.type, address: c.address }, "CommunicationList")),
  );
}

export function writeMessage(builder: Builder, message: Message): void {
  const { kernel } = builder;
  if (builder.isLpc) {
    lpc.writeMessage(kernel, message);
    writePortMessage(kernel, { type: "_LPCP_MESSAGE", address: message.address }, "Request", message);
    return;
  }
  writeBlob(kernel, message.address, MESSAGE);
  const place: Placed = { type: "_KALPC_MESSAGE", address: message.address };
  kernel.set(place, "PortQueue", message.queuePort.address);
  kernel.set(place, "OwnerPort", message.ownerPort.address);
  kernel.set(place, "WaitingThread", message.waitingThread?.address ?? 0n);
  kernel.set(place, "ServerThread", message.serverThread?.address ?? 0n);
  kernel.set(place, "SequenceNo", message.sequence);
  kernel.set(place, "CommunicationInfo", message.connection?.address ?? 0n);
  kernel.set(place, "ConnectionPort", message.connection?.connectionPort.address ?? 0n);
  kernel.set(place, "MessageAttributes.ClientContext", 0x25599e0);
  kernel.set(place, "MessageAttributes.PortContext", 0x1f0300);
  kernel.set(place, "u1.s1.QueueType", (message.queue && QUEUE_TYPE[message.queue]) ?? 0);
  kernel.set(place, "u1.s1.QueuePortType", KIND[message.queuePort.portKind]);
  kernel.set(place, "u1.s1.Ready", message.ready ? 1 : 0);
  kernel.set(place, "u1.s1.ReleaseMessage", message.release ? 1 : 0);
  kernel.set(place, "u1.s1.ReplyWaitReply", message.replyWaitReply ? 1 : 0);
  if (!message.queue || message.queue === "CanceledQueue") kernel.link(kernel.at(place, "Entry"), []);
  if (message.queue === "CanceledQueue") {
    kernel.set(place, "u1.s1.Canceled", 1);
    kernel.maybe(place, "u1.s1.InCanceledQueue", 1);
    kernel.set(place, "CancelQueuePort", message.queuePort.address);
    kernel.set(place, "CancelSequencePort", message.connection?.serverPort?.address ?? message.queuePort.address);
    kernel.set(place, "CancelSequenceNo", message.sequence);
  } else kernel.link(kernel.at(place, "CancelListEntry"), []);
  writePortMessage(kernel, place, "PortMessage", message);
}

/** The PORT_MESSAGE that the receiver sees, with recognisable data behind it. */
function writePortMessage(kernel: Kernel, place: Placed, path: string, message: Message): void {
  kernel.set(place, `${path}.u1.s1.DataLength`, message.dataLength);
  kernel.set(place, `${path}.u1.s1.TotalLength`, message.totalLength);
  kernel.set(place, `${path}.u2.s2.Type`, message.type);
  kernel.set(place, `${path}.ClientId.UniqueProcess`, message.sender.process.pid);
  kernel.set(place, `${path}.ClientId.UniqueThread`, message.sender.tid);
  kernel.set(place, `${path}.MessageId`, message.id);
  kernel.set(place, `${path}.CallbackId`, message.callbackId);
  const data = kernel.at(place, path) + BigInt(kernel.structs.size("_PORT_MESSAGE"));
  kernel.memory.writeBytes(data, Buffer.alloc(message.dataLength, `request ${message.id.toString(16)} `));
}

function writeBlob(kernel: Kernel, body: bigint, resource: number): void {
  const place: Placed = { type: "_BLOB", address: body - BigInt(kernel.structs.size("_BLOB")) };
  kernel.set(place, "ResourceId", resource);
  kernel.set(place, "ReferenceCount", 1);
  const list = kernel.find(place, "ResourceList");
  if (list !== undefined) kernel.link(list, []);
}
