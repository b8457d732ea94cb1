/** Ports and messages as `!lpc` printed them: its labels, its order. Source: golden cases G4, G5. */
import { isNull, NULL, type Address } from "../target/address";
import { Gap } from "../target/layout";
import type { LpcMessage } from "../lpc/message";
import type { LpcPort, LpcPortKind } from "../lpc/port";
import { lpcReceivers } from "../lpc/receivers";
import { clientsOf } from "../lpc/threads";
import { Clock } from "../nt/clock";
import { describeEnd, isSound, type Walk } from "../nt/list";
import { secondsText } from "../waits/names";
import { pointerText } from "./lines";
import { threadLine } from "./portText";

const TITLES: { readonly [kind in LpcPortKind]: string } = {
  ConnectionPort: "Server connection port ",
  UnconnectedCommunicationPort: "Unconnected communication port 0x",
  ServerCommunicationPort: "Server communication port 0x",
  ClientCommunicationPort: "Client communication port 0x",
};
const DATA_WORDS = 6;
/** The section views of both sides, and what else `!lpc` lacks. */
const SECTIONS = [
  ["Client section  ", "ClientSectionBase"],
  ["Server section  ", "ServerSectionBase"],
] as const;
const CONTEXT = [
  ["Port context    ", "PortContext"],
  ["Client thread   ", "ClientThread"],
] as const;

/** A port; of an end also its other end and the connection port, as `!lpc port` does. */
export function lpcPortReport(found: LpcPort): string[] {
  if (found.kind === "ConnectionPort") return onePort(found);
  const { connectedPort, connectionPort } = found;
  const peer = connectedPort instanceof Gap ? [] : onePort(connectedPort);
  const ends = onePort(found).concat(links(found), peer);
  return connectionPort instanceof Gap ? ends : ends.concat(onePort(connectionPort));
}

function links(found: LpcPort): string[] {
  const other = "0x" + text(found, found.raw.pointer("ConnectedPort"));
  const connection = "0x" + text(found, found.raw.pointer("ConnectionPort"));
  return ["        Connected port: " + other + "      Server connection port: " + connection];
}

/** One port with its queues, and what `!lpc` lacks: who receives, who waits, flags by name. */
function onePort(found: LpcPort): string[] {
  const own = found.header.name;
  const name = own instanceof Gap ? "(" + own.why + ")" : own;
  const title = found.kind === undefined ? "Port 0x" : TITLES[found.kind];
  const isConnection = found.kind === "ConnectionPort";
  const lines = [
    "",
    title + text(found, found.address) + (isConnection || name !== "" ? "  Name: " + name : ""),
    "    Handles: " + number(found.header.handleCount) + "   References: " + number(found.header.pointerCount),
  ];
  if (isConnection) lines.push("    Server process  : " + serverText(found));
  const semaphore = found.semaphore;
  // `!lpc` shows the queue of an end nowhere; messages in it are shown all the same.
  const isShown = isConnection || found.messages.items.length > 0 || !isSound(found.messages.end);
  if (isShown && semaphore !== undefined && !isNull(semaphore)) {
    const state = found.semaphoreState;
    lines.push("    Queue semaphore : " + text(found, semaphore));
    lines.push(
      "    Semaphore state " + (state === undefined ? "?" : state + " (0x" + (state >>> 0).toString(16) + ")"),
    );
    lines.push(...queue(found, found.messages, "Messages in queue", "message queue"));
  }
  lines.push(...queue(found, found.dataInfoMessages, "Messages in LpcDataInfoChainHead", "LpcDataInfoChainHead queue"));
  const flags = found.flags;
  lines.push(
    "    Flags           : " + (flags === undefined ? "?" : "0x" + flags.toString(16)) + " " + flagsText(found),
  );
  const kept = [...SECTIONS, ...CONTEXT].filter(([, member]) => !isNull(found.raw.pointer(member) || NULL));
  for (const [label, member] of kept) lines.push("    " + label + ": " + text(found, found.raw.pointer(member)));
  for (const thread of found.replyChain.items) lines.push("    Waits for a reply: " + threadLine(thread));
  if (!isSound(found.replyChain.end)) lines.push("    LpcReplyChainHead: " + describeEnd(found.replyChain.end));
  for (const thread of lpcReceivers(found).threads) lines.push("    Waits to receive : " + threadLine(thread));
  return lines;
}

function flagsText(found: LpcPort): string {
  return "(" + [found.kind || "no kind"].concat(found.flagNames).join(", ") + ")";
}

function serverText(found: LpcPort): string {
  const { owner } = found;
  const address = text(found, found.serverProcess);
  return address + " (" + (owner instanceof Gap ? owner.why : owner.image) + ")";
}

function queue(found: LpcPort, walk: Walk<LpcMessage>, heading: string, what: string): string[] {
  const damage = isSound(walk.end) ? [] : ["    (" + describeEnd(walk.end) + ")"];
  if (walk.items.length === 0) return damage.length > 0 ? damage : ["    The " + what + " is empty"];
  const clock = new Clock(found.kernel);
  const lines = ["        " + heading + ":"];
  walk.items.forEach((message, index) => lines.push(...messageLines(message, index, clock)));
  return lines.concat(damage, "    The " + what + " contains " + walk.items.length + " messages");
}

/** A message in a queue, with how long its sender has waited. */
export function messageLines(message: LpcMessage, index: number, clock: Clock): string[] {
  const size = message.kernel.pointerSize;
  const entry = message.raw.links("Entry");
  const type = message.typeNumber;
  const from = padded(message.clientPid, 4) + "." + padded(message.clientTid, 4);
  const client = message.messageId === undefined ? undefined : clientsOf(message.kernel, message.messageId)[0];
  const seconds = client && clock.secondsSince(client.waitTime);
  const data = message.data(DATA_WORDS).map((word) => padded(word, 8));
  const lines = [
    " " +
      padded(index, 4) +
      " " +
      pointerText(message.address, size) +
      " - Busy  Id=" +
      padded(message.messageId, 8) +
      "  From: " +
      from +
      "  Context=" +
      pointerText(message.portContext, size) +
      "  [" +
      (entry ? pointerText(entry.flink, size) + " . " + pointerText(entry.blink, size) : "?") +
      "]",
    " Length=" +
      padded(message.totalLength, 4) +
      padded(message.dataLength, 4) +
      "  Type=" +
      padded(type === undefined ? undefined : type & 0xffff, 8) +
      " (" +
      (message.type || "?") +
      ")" +
      (seconds === undefined ? "" : "  waited " + secondsText(seconds)),
  ];
  if (data.length > 0) lines.push("                   Data: " + data.join(" "));
  return lines;
}

/** A line of `!lpc port` without an address, and of `!lpc scan`; then kind and number of messages. */
export function lpcScanLine(found: LpcPort): string {
  const flags = found.flags === undefined ? "?" : found.flags.toString(16);
  const at = (address: Address | undefined) => "0x" + text(found, address);
  return (
    "        ".slice(Math.min(8, flags.length)) +
    flags +
    "  Port: " +
    at(found.address) +
    " Connection: " +
    at(found.raw.pointer("ConnectionPort")) +
    "  Communication: " +
    at(found.raw.pointer("ConnectedPort")) +
    "  '" +
    (found.isNamed ? found.name : "") +
    "'"
  );
}

function text(found: LpcPort, address: Address | undefined): string {
  return pointerText(address, found.kernel.pointerSize);
}

function number(value: number | undefined): string {
  return value === undefined ? "?" : String(value);
}

function padded(value: number | undefined, width: number): string {
  if (value === undefined) return "?".repeat(width);
  const digits = value.toString(16);
  return digits.length < width ? "0".repeat(width - digits.length) + digits : digits;
}
