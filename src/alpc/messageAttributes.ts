/** `_KALPC_MESSAGE_ATTRIBUTES`: what travels with a message beside its data. */
import { clearBits, isKernel, isNull, type Address } from "../target/address";
import { Gap } from "../target/layout";
import type { Kernel } from "../nt/kernel";
import { BLOB, blob } from "./blob";
import type { Message } from "./message";
import { resource, type Resource } from "./resources";

/** Members of `_KALPC_MESSAGE` that this file reads. */
export const ATTRIBUTE_MEMBERS = [
  "MessageAttributes.ClientContext",
  "MessageAttributes.ServerContext",
  "MessageAttributes.PortContext",
  "MessageAttributes.CancelPortContext",
  "MessageAttributes.SecurityData",
  "MessageAttributes.View",
  "MessageAttributes.HandleData",
  // Windows 10: up to 1809 a pointer with one flag, later one with two.
  "MessageAttributes.DirectEvent.Event",
  "MessageAttributes.DirectEvent.Value",
  "MessageAttributes.DirectEvent.DirectType",
  "MessageAttributes.DirectEvent.Referenced",
  "MessageAttributes.DirectEvent.EventReferenced",
  // Windows 10 1607 and later.
  "MessageAttributes.WorkOnBehalfData.Ticket.ThreadId",
  "MessageAttributes.WorkOnBehalfData.Ticket.ThreadCreationTimeLow",
] as const;

/** ALPC_MESSAGE_HANDLE_ATTRIBUTE.ObjectType. Source: phnt by way of layouts/enums. */
const OBJECT_TYPES: readonly (readonly [bit: number, name: string])[] = [
  [0x1, "File"],
  [0x2, "Invalid"],
  [0x4, "Thread"],
  [0x8, "Semaphore"],
  [0x10, "Event"],
  [0x20, "Process"],
  [0x40, "Mutex"],
  [0x80, "Section"],
  [0x100, "RegKey"],
  [0x200, "Token"],
  [0x400, "Composition"],
  [0x800, "Job"],
];

/** Bits of object types by name; what has none in hexadecimal. */
export function objectTypeNames(types: number): string[] {
  const names = OBJECT_TYPES.filter((known) => (types & known[0]) !== 0).map((known) => known[1]);
  const rest = OBJECT_TYPES.reduce((left, known) => (left & ~known[0]) >>> 0, types);
  return rest === 0 ? names : names.concat("0x" + rest.toString(16));
}

/** `_KALPC_HANDLE_DATA` */
export interface HandleData {
  readonly address: Address;
  /** Bits of object types. */
  readonly objectType: number | undefined;
  /** Up to Windows 10 1511. */
  readonly flags: number | undefined;
  /** Handles carried; Windows 10 1607 and later. */
  readonly count: number | undefined;
}

/** The event that is signalled instead of a thread being woken. */
export interface DirectEvent {
  /** Address of the event, flags masked. */
  readonly event: Address;
  readonly isReferenced: boolean | undefined;
}

/** For whom the work is done: the thread that started it. */
export interface WorkOnBehalf {
  readonly threadId: number;
  readonly threadCreationTimeLow: number | undefined;
}

export class MessageAttributes {
  constructor(private readonly message: Message) {}

  /** A value of the user's; null counts as none. Undefined where it cannot be read. */
  context(name: "ClientContext" | "ServerContext" | "PortContext" | "CancelPortContext"): Address | undefined {
    return this.message.raw.pointer("MessageAttributes." + name);
  }

  /** The captured client; undefined where there is none. */
  get securityData(): Resource | Gap | undefined {
    return this.linked("SecurityData", BLOB.securityContext);
  }

  /** The view that the message hands over; undefined where there is none. */
  get view(): Resource | Gap | undefined {
    return this.linked("View", BLOB.view);
  }

  get handleData(): HandleData | Gap | undefined {
    const pointer = this.message.raw.pointer("MessageAttributes.HandleData");
    if (pointer === undefined || isNull(pointer)) return undefined;
    return handleData(this.message.kernel, pointer);
  }

  get directEvent(): DirectEvent | undefined {
    const { raw } = this.message;
    const path = "MessageAttributes.DirectEvent.";
    // The flags take one bit of the pointer in the older form and two in the newer.
    const old = raw.pointer(path + "Event");
    const event = old === undefined ? raw.pointer(path + "Value") : old;
    if (event === undefined) return undefined;
    const address = clearBits(event, old === undefined ? 3 : 1);
    if (isNull(address)) return undefined;
    return { event: address, isReferenced: raw.flag(path + (old === undefined ? "EventReferenced" : "Referenced")) };
  }

  get workOnBehalf(): WorkOnBehalf | undefined {
    const path = "MessageAttributes.WorkOnBehalfData.Ticket.";
    const threadId = this.message.raw.unsigned(path + "ThreadId");
    if (!threadId) return undefined;
    return { threadId, threadCreationTimeLow: this.message.raw.unsigned(path + "ThreadCreationTimeLow") };
  }

  private linked(name: string, id: number): Resource | Gap | undefined {
    const pointer = this.message.raw.pointer("MessageAttributes." + name);
    return pointer === undefined || isNull(pointer) ? undefined : resource(this.message.kernel, pointer, id);
  }
}

function handleData(kernel: Kernel, address: Address): HandleData | Gap {
  return kernel.once("HandleData", address, () => {
    if (!isKernel(address, kernel.pointerSize)) return new Gap(address, "not a kernel address");
    const reader = kernel.reader("_KALPC_HANDLE_DATA", ["Flags", "ObjectType", "Count"], () => blob(kernel));
    if (!reader) return new Gap(address, "the symbols of nt have no _KALPC_HANDLE_DATA");
    const raw = reader.read(address);
    if (raw instanceof Gap) return raw;
    const id = raw.unsigned("Blob.ResourceId");
    if (id !== undefined && id !== BLOB.handleData) return new Gap(address, "no handle data: its blob says otherwise");
    return {
      address,
      objectType: raw.unsigned("ObjectType"),
      flags: raw.unsigned("Flags"),
      count: raw.unsigned("Count"),
    };
  });
}
