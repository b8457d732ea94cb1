/** What `/v /json` adds to a port or message: attributes, security, resources, data. */
import { hex, isNull, type Address } from "../target/address";
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
import { describeEnd, type Walk } from "../nt/list";
import { token, type ClientContext } from "../nt/token";
import type { Kernel } from "../nt/kernel";
import { securityDocument } from "./securityDocument";

export function portDetailDocument(found: Port): object {
  const { attributes } = found;
  const limits: { [name: string]: number | undefined } = {};
  for (const name of LIMITS) limits[name] = attributes.limit(name);
  const descriptor = found.securityDescriptor;
  const list = completionList(found);
  return {
    attributes: {
      flags: attributes.flags,
      flagNames: attributes.flags === undefined ? undefined : portFlagNames(attributes.flags),
      qos: attributes.qos,
      limits,
      dupObjectTypes: attributes.dupObjectTypeNames,
    },
    staticSecurity: contextDocument(found.kernel, found.staticSecurity),
    completionList:
      list === undefined
        ? undefined
        : list instanceof Gap
          ? { unreadable: list.why }
          : {
              address: hex(list.address),
              head: list.count("Head"),
              tail: list.count("Tail"),
              activeThreads: list.count("ActiveThreadCount"),
            },
    receivers: receivers(found).list.map(({ thread, by }) => {
      const work = workOf(found, thread);
      return { thread: hex(thread.address), by, idle: work.isIdle, busyWith: busyText(work, thread) };
    }),
    resources: resourceDocuments(resources(found)),
    security: descriptor instanceof Gap ? { unreadable: descriptor.why } : securityDocument(found.address, descriptor),
  };
}

export function messageDetailDocument(found: Message): object {
  const { attributes } = found;
  const handles = attributes.handleData;
  const direct = attributes.directEvent;
  const context = (name: "ClientContext" | "ServerContext" | "PortContext" | "CancelPortContext") =>
    pointer(attributes.context(name));
  return {
    queueNumber: found.queueNumber,
    queueAgrees: checkQueue(found).agrees,
    attributes: {
      clientContext: context("ClientContext"),
      serverContext: context("ServerContext"),
      portContext: context("PortContext"),
      cancelPortContext: context("CancelPortContext"),
      security: partDocument(attributes.securityData),
      view: partDocument(attributes.view),
      handles:
        handles === undefined
          ? undefined
          : handles instanceof Gap
            ? { unreadable: handles.why }
            : {
                address: hex(handles.address),
                objectTypes: handles.objectType === undefined ? undefined : objectTypeNames(handles.objectType),
                count: handles.count,
              },
      directEvent: direct && hex(direct.event),
      workOnBehalf: attributes.workOnBehalf,
    },
    data: messageData(found).map(({ where, address, bytes }) =>
      bytes instanceof Gap
        ? { where, address: hex(address), unreadable: bytes.why }
        : { where, address: hex(address), hex: hexText(bytes) },
    ),
  };
}

function resourceDocuments(walk: Walk<Resource> | undefined): object | undefined {
  if (walk === undefined) return undefined;
  return { end: describeEnd(walk.end), items: walk.items.map(resourceDocument) };
}

function resourceDocument(one: Resource): object {
  const size = one.raw && one.raw.unsigned("Size");
  return {
    address: hex(one.address),
    kind: one.kind,
    size,
    regions: resourceDocuments(one.regions),
    views: resourceDocuments(one.views),
    context: contextDocument(one.kernel, one.security),
  };
}

function partDocument(one: Resource | Gap | undefined): object | undefined {
  if (one === undefined) return undefined;
  return one instanceof Gap ? { address: hex(one.address), unreadable: one.why } : resourceDocument(one);
}

function contextDocument(kernel: Kernel, context: ClientContext | undefined): object | undefined {
  if (!context || context.token === undefined || isNull(context.token)) return undefined;
  const found = token(kernel, context.token);
  const user = found instanceof Gap ? found : found.user;
  return {
    token: hex(context.token),
    qos: context.qos,
    user: user instanceof Gap ? undefined : user,
    unreadable: user instanceof Gap ? user.why : undefined,
  };
}

function pointer(value: Address | undefined): string | undefined {
  return value === undefined || isNull(value) ? undefined : hex(value);
}

function hexText(bytes: Uint8Array): string {
  return Array.from(bytes)
    .map((byte) => ("0" + byte.toString(16)).slice(-2))
    .join("");
}
