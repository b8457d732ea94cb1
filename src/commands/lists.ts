/** Views of all ports: /lp, /lp0, /find, /id. */
import { toNumber } from "../target/address";
import { ports, QUEUES, type Port, type PortKind } from "../alpc/port";
import type { Message } from "../alpc/message";
import { describeEnd, isSound, type WalkEnd } from "../nt/list";
import { Gap } from "../target/layout";
import type { Look } from "../model/look";
import { messageState } from "../model/message";
import { portText } from "../model/port";
import { pointerText } from "../report/lines";
import { messageDocument, portDocument } from "../report/documents";
import { messageLine } from "../report/portText";
import { Clock } from "../nt/clock";
import { argumentOf, type Command, type Context, type Output } from "./command";
import { parseNumber } from "./parse";

/** As the hidden switches of `!alpc` name the kinds. Source: golden case G26. */
const SHORT: { readonly [kind in PortKind]: string } = {
  ConnectionPort: "CON",
  ClientCommunicationPort: "CLI",
  ServerCommunicationPort: "SRV",
};

export const allPorts: Command = {
  name: "lp",
  summary: "all ports with kind and number of messages",
  examples: ["/lp"],
  run(context: Context): Output {
    const { list, end } = portList(context.look());
    const lines = list.map((found) => line(found, String(found.messageCount)) + label(found));
    return output(lines, end, list, "@$cursession.Alpc.Ports");
  },
};

export const orphanPorts: Command = {
  name: "lp0",
  summary: "ports without handles: what leaks",
  examples: ["/lp0"],
  run(context: Context): Output {
    const all = portList(context.look());
    const list = all.list.filter((found) => found.header.handleCount === 0);
    const lines = list.map((found) => {
      const lengths = (["MainQueue", "PendingQueue", "LargeMessageQueue", "CanceledQueue"] as const)
        .map((name) => found.queueLength(name) || 0)
        .join(" ");
      const counts = found.header.handleCount + " " + found.header.pointerCount;
      return line(found, "| " + counts + " | " + lengths + " | " + clients(found)) + label(found);
    });
    if (lines.length === 0) lines.push("(every port has a handle)");
    return output(lines, all.end, list, "@$cursession.Alpc.Orphans");
  },
};

export const find: Command = {
  name: "find",
  argument: "TEXT",
  summary: "ports by a part of the name; * stands for any text",
  examples: ["/find lsass", '/find "\\RPC Control\\LRPC-*"'],
  run(context: Context): Output {
    const all = portList(context.look());
    const pattern = matcher(argumentOf(context.parsed));
    const list = all.list.filter(
      (found) => found.isNamed && (pattern.test(found.name) || pattern.test(found.fullName)),
    );
    const lines = list.map(
      (found) => pointerText(found.address, found.kernel.pointerSize) + " " + found.fullName + "  " + portText(found),
    );
    if (lines.length === 0) lines.push("(no port has such a name)");
    return output(lines, all.end, list, "@$cursession.Alpc.NamedPorts");
  },
};

export const byId: Command = {
  name: "id",
  argument: "ID",
  summary: "messages by id, in the queues of all ports",
  examples: ["/id bfc", "/id 0n3068"],
  run(context: Context): Output {
    const look = context.look();
    const id = toNumber(parseNumber(argumentOf(context.parsed)));
    const all = portList(look);
    const hits = new Map<unknown, Message>();
    for (const owner of all.list) {
      for (const name of QUEUES) {
        const queue = owner.queue(name);
        for (const message of queue ? queue.walk.items : [])
          if (message.messageId === id) hits.set(message.address, message);
      }
    }
    const found = Array.from(hits.values());
    const clock = new Clock(look.kernel);
    const lines = found.map((message) => messageLine(message, clock) + " " + messageState(message));
    if (lines.length === 0) lines.push("(no message in any queue has this id)");
    return {
      lines: lines.concat(endLines(all.end)),
      document: {
        schema: "alpcx.messages/1",
        messages: found.map((message) => messageDocument(message, messageState(message))),
      },
      dx:
        "@$cursession.Alpc.Messages.Where(m => m.MessageId == " + (id === undefined ? 0 : "0x" + id.toString(16)) + ")",
    };
  },
};

function portList(look: Look): { list: readonly Port[]; end: WalkEnd } {
  const walk = ports(look.kernel);
  return { list: walk.items, end: walk.end };
}

function line(found: Port, rest: string): string {
  return (
    pointerText(found.address, found.kernel.pointerSize) +
    " " +
    (found.kind === undefined ? "???" : SHORT[found.kind]) +
    " " +
    rest
  );
}

function label(found: Port): string {
  const name = found.name;
  return name === "" ? "" : "  " + name;
}

function clients(found: Port): number {
  const info = found.kind === "ConnectionPort" ? found.communicationInfo : undefined;
  return info === undefined || info instanceof Gap ? 0 : info.connections.items.length;
}

function endLines(end: WalkEnd): string[] {
  return isSound(end) ? [] : ["the list of all ports is damaged: " + describeEnd(end)];
}

function output(lines: readonly string[], end: WalkEnd, list: readonly Port[], dx: string): Output {
  return {
    lines: lines.concat(endLines(end)),
    document: { schema: "alpcx.ports/1", ports: list.map(portDocument) },
    dx,
  };
}

/** Any case; `*` stands for any text, everything else for itself. */
function matcher(pattern: string): RegExp {
  return new RegExp(pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*"), "i");
}
