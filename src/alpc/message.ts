/** `_KALPC_MESSAGE` with the `_BLOB` in front of it and the `_PORT_MESSAGE` inside. */
import { clearBits, isKernel, isNull, type Address } from "../target/address";
import { Gap, type StructReader, type Structure } from "../target/layout";
import type { Kernel } from "../nt/kernel";
import { messageTypeName, portMessageMembers } from "../nt/portMessage";
import { BLOB, blob } from "./blob";
import { ATTRIBUTE_MEMBERS, MessageAttributes } from "./messageAttributes";
import type { QueueName } from "./port";

const MEMBERS: readonly string[] = [
  "Entry",
  "PortQueue",
  "OwnerPort",
  "WaitingThread",
  "ServerThread",
  "ConnectionPort",
  "CommunicationInfo",
  "SequenceNo",
  "QuotaProcess",
  // Windows 8 and later; the second since Windows 10 1703.
  "WakeReference",
  "WakeReference2",
  "CancelQueuePort",
  "CancelSequencePort",
  "CancelSequenceNo",
  "CancelListEntry",
  "Reserve",
  "ExtensionBuffer",
  "ExtensionBufferSize",
  "DataUserVa",
  "u1.s1.QueueType",
  "u1.s1.QueuePortType",
  "u1.s1.Canceled",
  "u1.s1.Ready",
  "u1.s1.ReleaseMessage",
  "u1.s1.SharedQuota",
  "u1.s1.ReplyWaitReply",
  "u1.s1.OwnerPortReference",
  "u1.s1.ReceiverReference",
  // Windows 7 and later.
  "u1.s1.ViewAttributeRetrieved",
  "u1.s1.InDispatch",
  // Serviced kernels of May 2022 and later.
  "u1.s1.InCanceledQueue",
].concat(ATTRIBUTE_MEMBERS, portMessageMembers("PortMessage"));

/** LPC_CONTINUATION_REQUIRED, in PortMessage.u2.s2.Type. Source: alpc-semantics 1.3. */
const CONTINUATION = 0x2000;
/** In the id of a free message. Source: alpc-semantics 5. */
const FREE = 0x80000000;

/** `u1.s1.QueueType`. 1 and 3 are seen in `!alpc`; 2 and 4 are checked by /selftest. Source: alpc-semantics 1.4. */
const QUEUE_BY_NUMBER: { readonly [type: number]: QueueName } = {
  1: "MainQueue",
  2: "LargeMessageQueue",
  3: "PendingQueue",
  4: "DirectQueue",
};

export class Message {
  /** Where a walk of a port's queue found it: set by the walk. Notices in the CanceledQueue are linked elsewhere too. */
  foundIn: { readonly port: Address; readonly queue: QueueName } | undefined;

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
    return id === undefined || id === BLOB.message;
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
    return type === undefined ? undefined : messageTypeName(type);
  }

  get dataLength(): number | undefined {
    return this.raw.unsigned("PortMessage.u1.s1.DataLength");
  }

  get totalLength(): number | undefined {
    return this.raw.unsigned("PortMessage.u1.s1.TotalLength");
  }

  get clientPid(): number | undefined {
    return this.raw.id("PortMessage.ClientId.UniqueProcess");
  }

  get clientTid(): number | undefined {
    return this.raw.id("PortMessage.ClientId.UniqueThread");
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

  get attributes(): MessageAttributes {
    return new MessageAttributes(this);
  }

  /** Of connection requests: the size of the view that the client passes; the union with CallbackId otherwise. */
  get clientViewSize(): number | undefined {
    return this.type === "LPC_CONNECTION_REQUEST" ? this.raw.unsigned("PortMessage.ClientViewSize") : undefined;
  }

  /** Linked in the CanceledQueue of CancelQueuePort; undefined on builds that do not tell. */
  get isInCanceledQueue(): boolean | undefined {
    return this.raw.flag("u1.s1.InCanceledQueue");
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

  /** Who is charged; undefined when the quota is shared. Flags may lie in the low bits. Source: alpc-semantics 1.3. */
  get quotaProcess(): Address | undefined {
    return this.raw.flag("u1.s1.SharedQuota") === true ? undefined : this.quota;
  }

  /** The quota block that is charged when the quota is shared: it takes the place of the process. */
  get quotaBlock(): Address | undefined {
    return this.raw.flag("u1.s1.SharedQuota") === true ? this.quota : undefined;
  }

  private get quota(): Address | undefined {
    const pointer = this.raw.pointer("QuotaProcess");
    return pointer === undefined ? undefined : clearBits(pointer, 7);
  }

  /** `u1.s1.QueueType` as it is stored: 2 bits up to Windows 8.1, 3 bits later. */
  get queueNumber(): number | undefined {
    return this.raw.unsigned("u1.s1.QueueType");
  }

  /** The queue that QueueType names; undefined for 0 and for a number that names none. */
  get queueByNumber(): QueueName | undefined {
    return QUEUE_BY_NUMBER[this.queueNumber || 0];
  }
}

export function messageReader(kernel: Kernel): StructReader {
  return kernel.needed("_KALPC_MESSAGE", MEMBERS, () => blob(kernel));
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
