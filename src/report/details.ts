/** What `/v` adds to a port or message: attributes, security, resources, data. */
import { hex, isNull, NULL, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { completionList } from "../alpc/completionList";
import type { Message } from "../alpc/message";
import { objectTypeNames } from "../alpc/messageAttributes";
import { messageData } from "../alpc/messageData";
import type { Port } from "../alpc/port";
import { LIMITS, portFlagNames } from "../alpc/portAttributes";
import { checkQueue } from "../alpc/queues";
import { receivers } from "../alpc/receivers";
import { resources, type Resource } from "../alpc/resources";
import { busyText, workOf } from "../alpc/work";
import { describeEnd, isSound, type Walk } from "../nt/list";
import { sidText } from "../nt/sid";
import { token, type ClientContext, type Qos } from "../nt/token";
import { hexDump } from "./hexDump";
import { field, pointerText, spaces } from "./lines";
import { securityReport } from "./securityText";

const COLUMN = 28;

export function portDetails(found: Port): string[] {
  const size = found.kernel.pointerSize;
  const { raw, attributes } = found;
  const lines = ["", "  PortAttributes"];
  const line = (label: string, value: string | undefined) => {
    if (value !== undefined) lines.push(field(4, label, value, COLUMN));
  };
  const pointer = (label: string, address: Address | undefined) => {
    if (address !== undefined && !isNull(address)) line(label, pointerText(address, size));
  };
  line("Flags", named(attributes.flags, portFlagNames));
  line("SecurityQos", attributes.qos && qosText(attributes.qos));
  for (const name of LIMITS) line(name, number(attributes.limit(name)));
  line("DupObjectTypes", named(attributes.dupObjectTypes, objectTypeNames));
  line("Lpc", yes(raw.flag("u1.s1.Lpc"), raw.flag("u1.s1.LpcToLpc") ? ", both ends" : ""));
  pointer("CompletionKey", raw.pointer("CompletionKey"));
  pointer("PortContext", raw.pointer("PortContext"));
  pointer("Semaphore", found.semaphore);
  pointer("CallbackObject", raw.pointer("CallbackObject"));
  pointer("TargetQueuePort", raw.pointer("TargetQueuePort"));
  pointer("TargetSequencePort", raw.pointer("TargetSequencePort"));
  line("StaticSecurity", contextText(found, found.staticSecurity));
  const counts = [found.header.handleCount, found.header.pointerCount];
  line("Handles, references", counts.map((count) => (count === undefined ? "?" : String(count))).join(", "));
  lines.push(...completionLines(found), ...busyLines(found));
  lines.push("", "  Resources", ...resourceLines(resources(found), 4), "", "  Security");
  const descriptor = found.securityDescriptor;
  if (descriptor instanceof Gap) lines.push("    (" + descriptor.why + ")");
  else for (const text of securityReport(descriptor)) lines.push("    " + text);
  return lines;
}

function completionLines(found: Port): string[] {
  const list = completionList(found);
  if (list === undefined) return [];
  if (list instanceof Gap) return ["", "  Completion list (" + list.why + ")"];
  const { header } = list;
  if (header instanceof Gap) return ["", "  Completion list (" + header.why + ")"];
  const text = (name: "Head" | "Tail" | "ActiveThreadCount") => String(list.count(name));
  return [
    "",
    "  Completion list " + pointerText(list.address, found.kernel.pointerSize),
    field(4, "Head, Tail", text("Head") + ", " + text("Tail"), COLUMN),
    field(4, "ActiveThreadCount", text("ActiveThreadCount"), COLUMN),
  ];
}

function busyLines(found: Port): string[] {
  const { list } = receivers(found);
  if (list.length === 0) return [];
  const lines = ["", "  Receivers"];
  for (const { thread, by } of list) {
    const busy = busyText(workOf(found, thread), thread);
    const address = pointerText(thread.address, found.kernel.pointerSize);
    lines.push("    " + address + " " + thread.cid + " " + by + " " + (busy === undefined ? "idle" : "busy: " + busy));
  }
  return lines;
}

function resourceLines(walk: Walk<Resource> | undefined, indent: number): string[] {
  if (walk === undefined) return [];
  const lines: string[] = [];
  for (const one of walk.items) {
    lines.push(spaces(indent) + pointerText(one.address, one.kernel.pointerSize) + " " + resourceText(one));
    lines.push(...resourceLines(one.regions, indent + 2), ...resourceLines(one.views, indent + 2));
  }
  if (!isSound(walk.end)) lines.push(spaces(indent) + "(" + describeEnd(walk.end) + ")");
  else if (walk.items.length === 0) lines.push(spaces(indent) + "none");
  return lines;
}

/** `Section, size 0x10000`: a resource on one line. */
export function resourceText(one: Resource): string {
  const { raw, kind } = one;
  if (!raw) return kind;
  const parts = [kind];
  const size = raw.unsigned("Size");
  if (size !== undefined) parts.push("size 0x" + size.toString(16));
  const offset = kind === "Region" ? raw.unsigned("Offset") : undefined;
  if (offset !== undefined) parts.push("offset 0x" + offset.toString(16));
  const at = kind === "View" ? raw.pointer("Address") : undefined;
  if (at !== undefined) parts.push("at " + hex(at));
  if (kind === "View" && raw.flag("u1.s1.WriteAccess")) parts.push("writable");
  const handle = raw.pointer("SectionHandle") || raw.pointer("Handle") || raw.pointer("ContextHandle");
  if (handle !== undefined && !isNull(handle)) parts.push("handle " + hex(handle));
  if (one.security) parts.push(contextText(one, one.security) || "nothing captured");
  return parts.join(", ");
}

export function messageDetails(found: Message): string[] {
  const size = found.kernel.pointerSize;
  const { attributes, raw } = found;
  const lines = ["", "  Attributes"];
  const line = (label: string, value: string | undefined) => {
    if (value !== undefined) lines.push(field(4, label, value, COLUMN));
  };
  const part = (label: string, one: Resource | Gap | undefined) => {
    if (one instanceof Gap) line(label, pointerText(one.address, size) + " (" + one.why + ")");
    else if (one) line(label, pointerText(one.address, size) + " " + resourceText(one));
  };
  part("SecurityData", attributes.securityData);
  part("View", attributes.view);
  const handles = attributes.handleData;
  if (handles instanceof Gap) line("HandleData", handles.why);
  else if (handles) {
    const count = handles.count === undefined ? "" : ", " + handles.count + " handle(s)";
    line("HandleData", pointerText(handles.address, size) + " " + named(handles.objectType, objectTypeNames) + count);
  }
  const direct = attributes.directEvent;
  if (direct) line("DirectEvent", pointerText(direct.event, size));
  const work = attributes.workOnBehalf;
  if (work) line("WorkOnBehalf", "thread 0x" + work.threadId.toString(16));
  if (lines.length === 2) lines.push("    none but contexts");
  const check = checkQueue(found);
  if (check.agrees === false) {
    lines.push(
      "",
      "  QueueType is " +
        check.number +
        ", but the message is linked in " +
        (check.linked || "no queue") +
        " of its port",
    );
  }
  const block = found.quotaBlock;
  if (block !== undefined && !isNull(block)) lines.push("", "  Shared quota block: " + pointerText(block, size));
  lines.push("", ...dataLines(found));
  const user = raw.pointer("DataUserVa") || NULL;
  if (!isNull(user)) lines.push("  In the sender's memory at " + hex(user));
  return lines;
}

function dataLines(found: Message): string[] {
  const parts = messageData(found);
  if (parts.length === 0) return ["  Data: none"];
  const lines: string[] = [];
  for (const { where, address, bytes } of parts) {
    lines.push("  Data " + (where === "inline" ? "behind the header" : "in the extension buffer") + ":");
    if (bytes instanceof Gap) lines.push("    (" + bytes.why + ")");
    else for (const row of hexDump(address, bytes, found.kernel.pointerSize)) lines.push("    " + row);
  }
  return lines;
}

function contextText(of: Port | Resource, context: ClientContext | undefined): string | undefined {
  if (!context) return undefined;
  if (context.token === undefined || isNull(context.token)) return undefined;
  const qos = context.qos === undefined ? "" : qosText(context.qos) + ", ";
  const who = token(of.kernel, context.token);
  const user = who instanceof Gap ? who : who.user;
  const name = typeof user === "string" ? sidText(user) : user === undefined ? "?" : user.why;
  return qos + "token " + pointerText(context.token, of.kernel.pointerSize) + " (" + name + ")";
}

function qosText(qos: Qos): string {
  const { impersonationLevel, contextTracking, effectiveOnly } = qos;
  return [impersonationLevel, contextTracking, effectiveOnly ? "effective only" : undefined]
    .filter((part) => part !== undefined)
    .join(", ");
}

function named(value: number | undefined, names: (value: number) => string[]): string | undefined {
  if (value === undefined) return undefined;
  const list = names(value);
  return "0x" + value.toString(16) + (list.length === 0 ? "" : " (" + list.join(" | ") + ")");
}

function number(value: number | undefined): string | undefined {
  return value === undefined ? undefined : "0x" + value.toString(16) + " (" + value + ")";
}

function yes(value: boolean | undefined, more: string): string | undefined {
  return value === undefined ? undefined : (value ? "Yes" : "No") + more;
}
