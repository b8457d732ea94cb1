/** A port as `!alpc /p` prints it: its labels, its order. Source: golden cases G6, G7. */
import { isNull, NULL, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { KIND_NAMES, port, type Port, type Queue, type QueueName } from "../alpc/port";
import { completionThreads, receivers, waitQueue } from "../alpc/receivers";
import type { Message } from "../alpc/message";
import { describeEnd, isSound } from "../nt/list";
import { thread as threadAt, type Thread } from "../nt/thread";
import { Clock } from "../nt/clock";
import { field, hexAndDecimal, pointerText, yesNo } from "./lines";
import { secondsText } from "../waits/names";

const COLUMN = 28;

const QUEUE_LABELS: readonly (readonly [QueueName, string])[] = [
  ["MainQueue", "Main queue"],
  ["DirectQueue", "Direct message queue"],
  ["LargeMessageQueue", "Large message queue"],
  ["PendingQueue", "Pending queue"],
  ["CanceledQueue", "Canceled queue"],
];

export function portReport(found: Port): string[] {
  const size = found.kernel.pointerSize;
  const info = found.communicationInfo;
  const line = (label: string, value: string, indent = 2) => field(indent, label, value, COLUMN);
  const flag = (label: string, path: string) => line(label, yesNo(found.raw.flag(path)));
  const end = (label: string, address: Address | undefined) => line(label, endText(found, address), 4);
  const gone = info instanceof Gap;
  const flush = found.raw.flag("u1.s1.NoFlushOnClose");
  const dynamic = found.raw.flag("u1.s1.DynamicSecurity");
  const lines = [
    "Port  " + pointerText(found.address, size),
    line("Type", found.kind === undefined ? "?" : KIND_NAMES[found.kind]),
    line("CommunicationInfo", pointerText(found.raw.pointer("CommunicationInfo"), size)),
    end("ConnectionPort", gone ? undefined : info.connectionPort),
    end("ClientCommunicationPort", gone ? undefined : info.clientCommunicationPort),
    end("ServerCommunicationPort", gone ? undefined : info.serverCommunicationPort),
    line("OwnerProcess", ownerText(found)),
    line("SequenceNo", hexAndDecimal(found.raw.unsigned("SequenceNo"), 8)),
    line("CompletionPort", pointerText(found.raw.pointer("CompletionPort"), size)),
    line("CompletionList", pointerText(found.raw.pointer("CompletionList"), size)),
    flag("ConnectionPending", "u1.s1.ConnectionPending"),
    flag("ConnectionRefused", "u1.s1.ConnectionRefused"),
    flag("Disconnected", "u1.s1.Disconnected"),
    flag("Closed", "u1.s1.Closed"),
    line("FlushOnClose", yesNo(flush === undefined ? undefined : !flush)),
    flag("ReturnExtendedInfo", "u1.s1.ReturnExtendedInfo"),
    flag("Waitable", "u1.s1.Waitable"),
    line("Security", dynamic === undefined ? "?" : dynamic ? "Dynamic" : "Static"),
    flag("Wow64CompletionList", "u1.s1.Wow64CompletionList"),
    "",
  ];
  return lines.concat(threadLines(found), queueLines(found));
}

/** The port's name in parentheses where it has one; why it cannot be read otherwise. */
function endText(found: Port, address: Address | undefined): string {
  const text = pointerText(address === undefined ? NULL : address, found.kernel.pointerSize);
  if (address === undefined || isNull(address)) return text;
  const other = port(found.kernel, address);
  if (other instanceof Gap) return text + " (" + other.why + ")";
  const name = other.header.name;
  return name instanceof Gap || name === "" ? text : text + " (" + name + ")";
}

function ownerText(found: Port): string {
  const address = found.ownerAddress;
  const text = pointerText(address, found.kernel.pointerSize);
  if (address === undefined || isNull(address)) return text;
  if (!found.ownerIsValid) return text + " (gone: the kernel marked the owner as no longer valid)";
  const owner = found.owner;
  return text + " (" + (owner instanceof Gap ? owner.why : owner.image) + ")";
}

function threadLines(found: Port): string[] {
  const groups: [readonly Thread[], string][] = [
    [waitQueue(found).items, "are waiting on the port"],
    [completionThreads(found).items, "are registered with port IO completion object"],
    [
      receivers(found)
        .list.filter((one) => one.by === "Semaphore")
        .map((one) => one.thread),
      "are waiting on the semaphore of the port",
    ],
  ];
  const lines: string[] = [];
  for (const [threads, what] of groups) {
    if (threads.length === 0) continue;
    lines.push("  " + threads.length + " thread(s) " + what + ":", "");
    for (const thread of threads) lines.push("    " + threadLine(thread));
    lines.push("");
  }
  const all = receivers(found);
  if (!isSound(all.end)) lines.push("  " + all.what + ": " + describeEnd(all.end), "");
  return lines;
}

/** `THREAD ffff810a8a126080  Cid 201c.0384  Teb: ... Win32Thread: ... WAIT` */
export function threadLine(thread: Thread): string {
  const size = thread.kernel.pointerSize;
  const state = !thread.isKnown
    ? "?"
    : !thread.isLive
      ? "TERMINATED"
      : thread.isWaiting
        ? "WAIT"
        : (thread.state || "?").toUpperCase();
  const reason = thread.waitReason === undefined ? "" : ": (" + thread.waitReason + ")";
  return (
    "THREAD " +
    pointerText(thread.address, size) +
    "  Cid " +
    thread.cid +
    "  Teb: " +
    pointerText(thread.teb, size) +
    " Win32Thread: " +
    pointerText(thread.win32Thread, size) +
    " " +
    state +
    reason
  );
}

function queueLines(found: Port): string[] {
  const lines: string[] = [];
  const clock = new Clock(found.kernel);
  for (const [name, label] of QUEUE_LABELS) {
    const queue = found.queue(name);
    if (!queue) continue;
    lines.push(...oneQueue(queue, label, clock));
  }
  return lines;
}

function oneQueue(queue: Queue, label: string, clock: Clock): string[] {
  const { items, end } = queue.walk;
  const sound = isSound(end);
  if (items.length === 0 && sound && !queue.length) return ["  " + label + " is empty."];
  const lines = ["  " + label + " has " + items.length + " message(s)"];
  if (queue.length !== undefined && queue.length !== items.length)
    lines.push("    (the kernel's counter says " + queue.length + ")");
  if (!sound)
    lines.push(
      "    (" +
        describeEnd(end) +
        (queue.walk.recovered > 0 ? "; " + queue.walk.recovered + " found from the other end" : "") +
        ")",
    );
  lines.push("");
  for (const message of items) lines.push("    " + messageLine(message, clock));
  lines.push("");
  return lines;
}

/** Address, id, client, waiting thread, server thread, type, and how long its sender has waited. */
export function messageLine(message: Message, clock: Clock): string {
  const size = message.kernel.pointerSize;
  const id = message.messageId === undefined ? "????????" : ("0000000" + message.messageId.toString(16)).slice(-8);
  const client = idText(message.clientPid) + ":" + idText(message.clientTid);
  const seconds = waitedSeconds(message, clock);
  return (
    pointerText(message.address, size) +
    " " +
    id +
    " " +
    client +
    " " +
    pointerText(message.waitingThread, size) +
    " " +
    pointerText(message.serverThread, size) +
    " " +
    (message.type || "?") +
    (seconds === undefined ? "" : " waited " + secondsText(seconds))
  );
}

function waitedSeconds(message: Message, clock: Clock): number | undefined {
  const waiter = waitingThread(message);
  return waiter && waiter.isWaiting ? clock.secondsSince(waiter.waitTime) : undefined;
}

function waitingThread(message: Message): Thread | undefined {
  const address = message.waitingThread;
  if (address === undefined || isNull(address)) return undefined;
  const found = threadAt(message.kernel, address);
  return found instanceof Gap ? undefined : found;
}

function idText(id: number | undefined): string {
  return id === undefined ? "????????" : ("0000000" + id.toString(16)).slice(-8);
}
