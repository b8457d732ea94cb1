/** Views of all ports: /lp, /lp0, /find, /id. */
import { toNumber } from "../target/address";
import { isLpc } from "../lpc/era";
import type { LpcPortKind } from "../lpc/port";
import { describeEnd, isSound, type WalkEnd } from "../nt/list";
import { allPorts as walkPorts, connectionEnds, isAlpcPort, type AnyPort } from "../model/era";
import { messagesById, type AnyMessage } from "../model/find";
import { anyMessageDocument, anyMessageLine, anyPortDocument, anyPortText } from "../report/anyText";
import { plural, pointerText } from "../report/lines";
import { lpcScanLine } from "../report/lpcPortText";
import { Clock } from "../nt/clock";
import { argumentOf, type Command, type Context, type Output } from "./command";
import { fromMessage, toPort } from "./next";
import { LIMIT, limitOf, parseNumber } from "./parse";

/** As the hidden switches of `!alpc` name the kinds. Source: golden case G26. */
const SHORT: { readonly [kind in LpcPortKind]: string } = {
  ConnectionPort: "CON",
  ClientCommunicationPort: "CLI",
  ServerCommunicationPort: "SRV",
  // LPC only.
  UnconnectedCommunicationPort: "UNC",
};

export const allPorts: Command = {
  name: "lp",
  options: LIMIT,
  summary: "all ports with kind and number of messages",
  examples: ["/lp", "/lp /limit 100"],
  run(context: Context): Output {
    const all = portList(context);
    const { list } = all;
    const lines = list.map((found) =>
      isAlpcPort(found)
        ? line(found, String(found.messageCount)) + label(found)
        : lpcScanLine(found) + "  " + short(found) + " " + found.messageCount,
    );
    const { kernel } = context.look();
    if (isLpc(kernel)) lines.push("", plural(list.length, "port") + " found" + HOW_FOUND);
    return output(lines, all, list, "@$cursession.Alpc.Ports");
  },
};

const HOW_FOUND =
  " through handle tables, names, threads and processes. LPC keeps no list of ports: one that none of these leads to is missing";

const QUEUE_ORDER = ["MainQueue", "PendingQueue", "LargeMessageQueue", "CanceledQueue"] as const;

export const orphanPorts: Command = {
  name: "lp0",
  options: LIMIT,
  summary: "ports without handles: what leaks",
  examples: ["/lp0"],
  run(context: Context): Output {
    const all = portList(context);
    const list = all.list.filter((found) => found.header.handleCount === 0);
    const lines = list.map((found) => {
      const lengths = isAlpcPort(found)
        ? QUEUE_ORDER.map((name) => found.queueLength(name) || 0).join(" ")
        : found.messages.items.length + " " + found.dataInfoMessages.items.length;
      const counts = found.header.handleCount + " " + found.header.pointerCount;
      return line(found, "| " + counts + " | " + lengths + " | " + clients(found)) + label(found);
    });
    if (lines.length === 0) lines.push("(every port has a handle)");
    return output(lines, all, list, "@$cursession.Alpc.Orphans");
  },
};

export const find: Command = {
  name: "find",
  argument: "TEXT",
  options: LIMIT,
  summary: "ports by a part of the name; * stands for any text",
  examples: ["/find lsass", '/find "\\RPC Control\\LRPC-*"'],
  run(context: Context): Output {
    const all = portList(context);
    const pattern = matcher(argumentOf(context.parsed));
    const list = all.list.filter(
      (found) => found.isNamed && (pattern.test(found.name) || pattern.test(found.fullName)),
    );
    const lines = list.map(
      (found) =>
        pointerText(found.address, found.kernel.pointerSize) + " " + found.fullName + "  " + anyPortText(found),
    );
    if (lines.length === 0) lines.push("(no port has such a name)");
    return output(lines, all, list, "@$cursession.Alpc.NamedPorts");
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
    const { end } = walkPorts(look.kernel);
    const found = id === undefined ? [] : messagesById(look, id);
    const text = id === undefined ? "0" : "0x" + id.toString(16);
    const clock = new Clock(look.kernel);
    const lines: string[] = [];
    for (const message of found) lines.push(...anyMessageLine(message, clock));
    if (lines.length === 0) lines.push("(no message in any queue has this id)");
    return {
      lines: lines.concat(endLines(end)),
      document: {
        schema: "alpcx.messages/1",
        messages: found.map(anyMessageDocument),
      },
      next: found.length > 0 ? fromMessage(found[0] as AnyMessage) : [],
      // A request that was received is in no queue.
      dx: isLpc(look.kernel) && found.length > 0 ? "@$cursession.Alpc.Message(" + text + ")" : IN_QUEUES + text + ")",
    };
  },
};

const IN_QUEUES = "@$cursession.Alpc.Messages.Where(m => m.MessageId == ";

interface PortList {
  /** The ports that are looked at, one by one, with progress. */
  readonly list: readonly AnyPort[];
  readonly end: WalkEnd;
  /** How many there are. */
  readonly total: number;
}

/** All ports, or as many as the limit lets. */
function portList(context: Context): PortList {
  const walk = walkPorts(context.look().kernel);
  const list = walk.items.slice(0, limitOf(context.parsed));
  list.forEach((found, done) => {
    context.progress("ports", done);
    // What all of these commands ask for first costs a read each.
    void found.kind;
  });
  return { list, end: walk.end, total: walk.items.length };
}

function line(found: AnyPort, rest: string): string {
  return pointerText(found.address, found.kernel.pointerSize) + " " + short(found) + " " + rest;
}

function short(found: AnyPort): string {
  return found.kind === undefined ? "???" : SHORT[found.kind];
}

function label(found: AnyPort): string {
  const name = found.name;
  return name === "" ? "" : "  " + name;
}

function clients(found: AnyPort): number {
  return found.kind === "ConnectionPort" ? connectionEnds(found).length : 0;
}

/** What to say when the walk over all ports did not reach the end. */
export function endLines(end: WalkEnd): string[] {
  return isSound(end) ? [] : ["not all ports were found: " + describeEnd(end)];
}

function output(lines: readonly string[], all: PortList, list: readonly AnyPort[], dx: string): Output {
  const looked = all.list.length;
  const stopped =
    looked < all.total ? ["stopped at the limit: looked at " + looked + " of " + all.total + " ports"] : [];
  const document = { schema: "alpcx.ports/1", ports: list.map(anyPortDocument) };
  return {
    lines: lines.concat(stopped, endLines(all.end)),
    document: looked < all.total ? Object.assign(document, { lookedAt: looked, of: all.total }) : document,
    // One row of many: the first with messages.
    next: toPort(list.filter((found) => found.messageCount > 0)[0] || list[0]),
    dx,
  };
}

/** Any case; `*` stands for any text, everything else for itself. */
function matcher(pattern: string): RegExp {
  return new RegExp(pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*"), "i");
}
