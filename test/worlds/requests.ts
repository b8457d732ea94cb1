/** Messages, and where they are delivered. Source: alpc-semantics 2. */
import type { Builder } from "./builder";
import * as lpc from "./lpc";
import type { Message, Port, QueueName, Thread } from "./model";
import type { Delivery, MessageOptions } from "./options";

/** LPC_REQUEST */
const REQUEST = 1;
/** LPC_CANCELED. Source: alpc-semantics 2.6. */
const CANCELED = 12;

export class Requests {
  private lastId: number | undefined;
  private nextCallbackId = 0x1a340;

  constructor(private readonly builder: Builder) {}

  make(sender: Thread, port: Port, options: MessageOptions): Message {
    const back = options.throughServerOf;
    const connection =
      back ?? (port.portKind === "connection" ? this.builder.connectionOf(sender.process, port) : port.info);
    // Source: alpc-semantics 2.1, where a message is queued by the port it was sent through.
    const ownerPort = back ? back.serverPort! : (connection.clientPort ?? port);
    const queuePort = back ? back.clientPort! : connection.connectionPort;
    const dataLength = options.dataLength ?? 0x94;
    const totalLength = options.totalLength ?? dataLength + this.builder.kernel.structs.size("_PORT_MESSAGE");
    const message: Message = {
      kind: "message",
      name: options.name ?? sender.name,
      address: this.builder.isLpc
        ? lpc.allocateMessage(this.builder, totalLength, options)
        : this.allocateMessage(totalLength, options),
      id: options.id ?? this.nextId(),
      callbackId: options.callbackId ?? ++this.nextCallbackId,
      sequence: options.sequence ?? ++queuePort.sequence,
      type: options.type ?? REQUEST,
      dataLength,
      totalLength,
      ownerPort,
      queuePort,
      sender,
      ready: false,
      release: false,
      replyWaitReply: false,
      connection,
    };
    this.builder.messages.push(message);
    return message;
  }

  private allocateMessage(totalLength: number, options: MessageOptions): bigint {
    const { structs } = this.builder.kernel;
    const blob = structs.size("_BLOB");
    // The data lie behind the PORT_MESSAGE that ends the structure.
    const size = structs.offset("_KALPC_MESSAGE", "PortMessage") + Math.max(totalLength, structs.size("_PORT_MESSAGE"));
    const whole = blob + Math.max(size, structs.size("_KALPC_MESSAGE"));
    const { at, ownPage } = options;
    const block = this.builder.kernel.allocate("paged", whole, "AlMs", {
      ownPage,
      at: at === undefined ? undefined : at - BigInt(blob),
    });
    return block + BigInt(blob);
  }

  deliver(message: Message, delivery: Delivery): void {
    if (this.builder.isLpc) {
      lpc.deliver(message, delivery);
      return;
    }
    const put = (queue: QueueName): void => {
      if (queue === "DirectQueue" && !this.builder.kernel.has("_ALPC_PORT", "DirectQueue")) {
        throw new Error(`${this.builder.layout.name} has no direct queue`);
      }
      message.queue = queue;
      message.queuePort.queues[queue].push(message);
    };
    if (delivery.state === "queued") {
      put(delivery.queue);
      if (delivery.queue === "MainQueue" && message.queuePort.pool) message.queuePort.pool.packets++;
    } else if (delivery.state === "inService" || delivery.state === "parked") {
      put("PendingQueue");
      if (delivery.by) message.serverThread = delivery.by;
      if (delivery.by && delivery.state === "inService") delivery.by.serving = true;
      // LPC_CONTINUATION_REQUIRED: set when the message is received. Source: alpc-semantics 2.2.
      message.type |= 0x2000;
    } else if (delivery.state === "ready" || delivery.state === "replied") {
      message.ready = true;
      message.type = 2;
      if (delivery.state === "replied") message.waitingThread = undefined;
    } else if (delivery.state === "canceled") {
      message.type = CANCELED;
      put("CanceledQueue");
    } else throw new Error("an ALPC request cannot be lost: it is on a queue or answered");
  }

  /** ALPC ids are handles, so multiples of four; LPC counts. */
  private nextId(): number {
    this.lastId ??= this.builder.isLpc ? 0xa99e4 : 0x9f0;
    return (this.lastId += this.builder.isLpc ? 1 : 4);
  }
}
