/** `_KALPC_MESSAGE` with the `_BLOB` in front of it and the `_PORT_MESSAGE` inside. */
import { clearBits, isKernel, isNull, type Address } from "../target/address";
import { Gap, type Prefix, type StructReader, type Structure } from "../target/layout";
import type { Kernel } from "../nt/kernel";
import type { QueueName } from "./port";

const MEMBERS = [
  "Entry",
  "PortQueue",
  "OwnerPort",
  "WaitingThread",
  "ServerThread",
  "ConnectionPort",
  "CommunicationInfo",
  "SequenceNo",
  "QuotaProcess",
  "CancelQueuePort",
  "CancelSequencePort",
  "CancelSequenceNo",
  "CancelListEntry",
  "Reserve",
  "ExtensionBuffer",
  "ExtensionBufferSize",
  "DataUserVa",
  "MessageAttributes.ClientContext",
  "MessageAttributes.ServerContext",
  "MessageAttributes.PortContext",
  "MessageAttributes.CancelPortContext",
  "MessageAttributes.SecurityData",
  "MessageAttributes.View",
  "MessageAttributes.HandleData",
  // Windows 10 and later; WorkOnBehalfData since 14393.
  "MessageAttributes.DirectEvent",
  "MessageAttributes.WorkOnBehalfData",
  "u1.s1.QueueType",
  "u1.s1.QueuePortType",
  "u1.s1.Canceled",
  "u1.s1.Ready",
  "u1.s1.ReleaseMessage",
  "u1.s1.SharedQuota",
  "u1.s1.ReplyWaitReply",
  // Serviced kernels of May 2022 and later.
  "u1.s1.InCanceledQueue",
  "PortMessage",
  "PortMessage.u1.s1.DataLength",
  "PortMessage.u1.s1.TotalLength",
  "PortMessage.u2.s2.Type",
  "PortMessage.ClientId.UniqueProcess",
  "PortMessage.ClientId.UniqueThread",
  "PortMessage.MessageId",
  "PortMessage.CallbackId",
  "PortMessage.ClientViewSize",
] as const;

/** `_BLOB_ID`: MESSAGE. Source: layouts/enums [PDB]. */
const BLOB_MESSAGE = 2;
/** LPC_CONTINUATION_REQUIRED, in PortMessage.u2.s2.Type. Source: alpc-semantics 1.3. */
const CONTINUATION = 0x2000;
/** In the id of a free message. Source: alpc-semantics 5. */
const FREE = 0x80000000;

/** Source: phnt by way of layouts/enums; 1, 2, 3 and 10 also seen in `!alpc` and `!lpc` output. */
const TYPES: { readonly [type: number]: string } = {
  1: "LPC_REQUEST",
  2: "LPC_REPLY",
  3: "LPC_DATAGRAM",
  4: "LPC_LOST_REPLY",
  5: "LPC_PORT_CLOSED",
  6: "LPC_CLIENT_DIED",
  7: "LPC_EXCEPTION",
  8: "LPC_DEBUG_EVENT",
  9: "LPC_ERROR_EVENT",
  10: "LPC_CONNECTION_REQUEST",
  11: "LPC_CONNECTION_REPLY",
  12: "LPC_CANCELED",
  13: "LPC_UNREGISTER_PROCESS",
};

/** `u1.s1.QueueType`. 1 and 3 are seen in `!alpc`; 2 and 4 are checked by /selftest. Source: alpc-semantics 1.4. */
const QUEUE_BY_NUMBER: { readonly [type: number]: QueueName } = {
  1: "MainQueue",
  2: "LargeMessageQueue",
  3: "PendingQueue",
  4: "DirectQueue",
};

export class Message {
  constructor(
    readonly kernel: Kernel,
    readonly raw: Structure,
  ) {}

  get address(): Address {
    return this.raw.address;
  }

  /** Whether the memory holds a message: the `_BLOB` in front of it says so. True where the build or dump lacks the blob. */
  get isMessage(): boolean {
    const id = this.raw.unsigned("Blob.ResourceId");
    return id === undefined || id === BLOB_MESSAGE;
  }

  get messageId(): number | undefined {
    return this.raw.unsigned("PortMessage.MessageId");
  }

  get callbackId(): number | undefined {
    return this.raw.unsigned("PortMessage.CallbackId");
  }

  get sequenceNo(): number | undefined {
    return this.raw.unsigned("SequenceNo");
  }

  /** `LPC_REQUEST` ...; undefined where it cannot be read. */
  get type(): string | undefined {
    const type = this.raw.unsigned("PortMessage.u2.s2.Type");
    return type === undefined ? undefined : TYPES[type & 0xff] || "type 0x" + (type & 0xff).toString(16);
  }

  get dataLength(): number | undefined {
    return this.raw.unsigned("PortMessage.u1.s1.DataLength");
  }

  get totalLength(): number | undefined {
    return this.raw.unsigned("PortMessage.u1.s1.TotalLength");
  }

  get clientPid(): number | undefined {
    return this.raw.unsigned("PortMessage.ClientId.UniqueProcess");
  }

  get clientTid(): number | undefined {
    return this.raw.unsigned("PortMessage.ClientId.UniqueThread");
  }

  get isCanceled(): boolean {
    return this.raw.flag("u1.s1.Canceled") === true;
  }

  /** The reply has arrived. */
  get isReady(): boolean {
    return this.raw.flag("u1.s1.Ready") === true;
  }

  get isContinuation(): boolean {
    return ((this.raw.unsigned("PortMessage.u2.s2.Type") || 0) & CONTINUATION) !== 0;
  }

  get isFree(): boolean {
    return (this.messageId || 0) >= FREE;
  }

  /** The port whose queue it is on, or was on last. */
  get queuePort(): Address | undefined {
    return this.raw.pointer("PortQueue");
  }

  /** The port it was sent through. */
  get ownerPort(): Address | undefined {
    return this.raw.pointer("OwnerPort");
  }

  get connectionPort(): Address | undefined {
    return this.raw.pointer("ConnectionPort");
  }

  /** Blocked until the reply; null for an asynchronous message. */
  get waitingThread(): Address | undefined {
    return this.raw.pointer("WaitingThread");
  }

  /** Received it last; null when nobody has. A bare pointer: the thread may have ended. */
  get serverThread(): Address | undefined {
    return this.raw.pointer("ServerThread");
  }

  /** Flags may lie in the low bits. Source: alpc-semantics 1.3. */
  get quotaProcess(): Address | undefined {
    const pointer = this.raw.pointer("QuotaProcess");
    return pointer === undefined ? undefined : clearBits(pointer, 7);
  }

  /** The queue that QueueType names; undefined for 0 and for a number that names none. */
  get queueByNumber(): QueueName | undefined {
    return QUEUE_BY_NUMBER[this.raw.unsigned("u1.s1.QueueType") || 0];
  }
}

export function messageReader(kernel: Kernel): StructReader {
  return kernel.needed("_KALPC_MESSAGE", MEMBERS, () => blob(kernel));
}

function blob(kernel: Kernel): Prefix | undefined {
  const layout = kernel.target.type("_BLOB");
  return layout && { name: "Blob", layout, size: layout.size, paths: ["ResourceId"] };
}

/** The message at an address, read once together with its blob. Not checked: see `Message.isMessage`. */
export function message(kernel: Kernel, address: Address): Message | Gap {
  return kernel.once("Message", address, () => {
    if (isNull(address)) return new Gap(address, "the message pointer is null");
    if (!isKernel(address, kernel.pointerSize)) return new Gap(address, "not a kernel address");
    const raw = messageReader(kernel).read(address);
    return raw instanceof Gap ? raw : new Message(kernel, raw);
  });
}
