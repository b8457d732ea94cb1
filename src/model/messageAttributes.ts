/** What travels with a message beside its data, as dx shows it. */
import { hex, isNull } from "../target/address";
import { toInt64 } from "../target/int64";
import { Gap } from "../target/layout";
import {
  objectTypeNames,
  type DirectEvent,
  type HandleData,
  type MessageAttributes,
  type WorkOnBehalf,
} from "../alpc/messageAttributes";
import type { Resource } from "../alpc/resources";
import { decimal, describe, text } from "./describe";
import type { Look } from "./look";
import { resourceObject, type ResourceObject } from "./resources";
import { flagsText } from "./security";

/** `_KALPC_HANDLE_DATA` */
export class HandleDataObject {
  private readonly __data: HandleData;

  constructor(data: HandleData) {
    this.__data = data;
  }
  get Address(): Host.Int64 {
    return toInt64(this.__data.address);
  }
  get ObjectType(): number | undefined {
    return this.__data.objectType;
  }
  get ObjectTypeNames(): string | undefined {
    const types = this.__data.objectType;
    return types === undefined ? undefined : flagsText(objectTypeNames(types));
  }
  get Flags(): number | undefined {
    return this.__data.flags;
  }
  get Count(): number | undefined {
    return this.__data.count;
  }
  toString(): string {
    const count = this.Count === undefined ? "" : this.Count + " ";
    return count + "handle data: " + (this.ObjectTypeNames || "?");
  }
}
describe(HandleDataObject, {
  Address: text("Address of the _KALPC_HANDLE_DATA"),
  ObjectType: text("Bits of the object types, ULONG"),
  ObjectTypeNames: text("The object types by name"),
  Flags: text("Up to Windows 10 1511, ULONG"),
  Count: decimal("Handles; Windows 10 1607 and later"),
});

/** `_KALPC_DIRECT_EVENT` */
export class DirectEventObject {
  private readonly __event: DirectEvent;

  constructor(event: DirectEvent) {
    this.__event = event;
  }
  get Event(): Host.Int64 {
    return toInt64(this.__event.event);
  }
  get Referenced(): boolean | undefined {
    return this.__event.isReferenced;
  }
  toString(): string {
    return "event " + hex(this.__event.event);
  }
}
describe(DirectEventObject, {
  Event: text("Address of the event that is signalled instead of a thread being woken"),
  Referenced: text("The message holds a reference to it"),
});

/** `_ALPC_WORK_ON_BEHALF_TICKET` */
export class WorkOnBehalfObject {
  private readonly __work: WorkOnBehalf;

  constructor(work: WorkOnBehalf) {
    this.__work = work;
  }
  get ThreadId(): number {
    return this.__work.threadId;
  }
  get ThreadCreationTimeLow(): number | undefined {
    return this.__work.threadCreationTimeLow;
  }
  toString(): string {
    return "for thread 0x" + this.__work.threadId.toString(16);
  }
}
describe(WorkOnBehalfObject, {
  ThreadId: text("Id of the thread that the work is done for"),
  ThreadCreationTimeLow: text("Low part of that thread's creation time, so that a reused id is noticed"),
});

export class MessageAttributesObject {
  private readonly __look: Look;
  private readonly __attributes: MessageAttributes;

  constructor(look: Look, attributes: MessageAttributes) {
    this.__look = look;
    this.__attributes = attributes;
  }
  get ClientContext(): Host.Int64 | undefined {
    return this.__context("ClientContext");
  }
  get ServerContext(): Host.Int64 | undefined {
    return this.__context("ServerContext");
  }
  get PortContext(): Host.Int64 | undefined {
    return this.__context("PortContext");
  }
  get CancelPortContext(): Host.Int64 | undefined {
    return this.__context("CancelPortContext");
  }
  get SecurityData(): ResourceObject | string | undefined {
    return this.__resource(this.__attributes.securityData);
  }
  get View(): ResourceObject | string | undefined {
    return this.__resource(this.__attributes.view);
  }
  get HandleData(): HandleDataObject | string | undefined {
    const data = this.__attributes.handleData;
    if (data === undefined) return undefined;
    return data instanceof Gap ? data.why : new HandleDataObject(data);
  }
  get DirectEvent(): DirectEventObject | undefined {
    const event = this.__attributes.directEvent;
    return event && new DirectEventObject(event);
  }
  get WorkOnBehalf(): WorkOnBehalfObject | undefined {
    const work = this.__attributes.workOnBehalf;
    return work && new WorkOnBehalfObject(work);
  }
  toString(): string {
    const names = ["SecurityData", "View", "HandleData", "DirectEvent", "WorkOnBehalf"] as const;
    const carried = names.filter((name) => this[name] !== undefined);
    return carried.length === 0 ? "contexts only" : carried.join(", ");
  }
  private __context(name: "ClientContext" | "ServerContext" | "PortContext" | "CancelPortContext") {
    const value = this.__attributes.context(name);
    return value === undefined || isNull(value) ? undefined : toInt64(value);
  }
  private __resource(found: Resource | Gap | undefined): ResourceObject | string | undefined {
    if (found === undefined) return undefined;
    return found instanceof Gap ? found.why : resourceObject(this.__look, found);
  }
}
describe(MessageAttributesObject, {
  ClientContext: text("The client's own value; nothing when it is null"),
  ServerContext: text("The server's own value for this message"),
  PortContext: text("The server's own value for the connection"),
  CancelPortContext: text("The same, for the cancel notice"),
  SecurityData: text("The security context that was captured for this message"),
  View: text("The view that is handed over with it"),
  HandleData: text("The handles that are handed over with it"),
  DirectEvent: text("The event that is signalled for it; Windows 10 and later"),
  WorkOnBehalf: text("The thread that the work is done for; Windows 10 1607 and later"),
});
