/** A message as `!alpc /m` prints it: its labels, its order, and below that what it lacks. Source: golden case G2. */
import { digits, isNull, type Address } from "../target/address";
import { Gap } from "../target/layout";
import type { Message } from "../alpc/message";
import { KIND_NAMES, port, type QueueName } from "../alpc/port";
import { queueOf, queuePort } from "../alpc/queues";
import { Clock } from "../nt/clock";
import { thread } from "../nt/thread";
import { field, hexAndDecimal, pointerText, yesNo } from "./lines";
import { secondsText } from "../waits/names";
import { threadLine } from "./portText";

const COLUMN = 24;

/** MAIN and PENDING are seen in `!alpc`; the others follow the same form. Source: alpc-semantics 1.4. */
const QUEUE_TYPES: { readonly [queue in QueueName]: string } = {
  MainQueue: "ALPC_MSGQUEUE_MAIN",
  LargeMessageQueue: "ALPC_MSGQUEUE_LARGE",
  PendingQueue: "ALPC_MSGQUEUE_PENDING",
  DirectQueue: "ALPC_MSGQUEUE_DIRECT",
  CanceledQueue: "ALPC_MSGQUEUE_CANCELED",
};

export function messageReport(found: Message, state: string): string[] {
  const size = found.kernel.pointerSize;
  const line = (label: string, value: string) => field(2, label, value, COLUMN);
  const flag = (label: string, path: string) => line(label, yesNo(found.raw.flag(path)));
  const pointer = (label: string, path: string) => line(label, pointerText(found.raw.pointer(path), size));
  const owner = queuePort(found);
  const queue = owner instanceof Gap ? found.queueByNumber : queueOf(found, owner);
  const shared = found.raw.flag("u1.s1.SharedQuota");
  const lines = [
    "Message @ " + digits(found.address, size),
    line("MessageID", hexAndDecimal(found.messageId, 4)),
    line("CallbackID", hexAndDecimal(found.callbackId, 4)),
    line("SequenceNumber", hexAndDecimal(found.sequenceNo, 8)),
    line("Type", found.type || "?"),
    line("DataLength", hexAndDecimal(found.dataLength, 4)),
    line("TotalLength", hexAndDecimal(found.totalLength, 4)),
    flag("Canceled", "u1.s1.Canceled"),
    flag("Release", "u1.s1.ReleaseMessage"),
    flag("ReplyWaitReply", "u1.s1.ReplyWaitReply"),
    line("Continuation", yesNo(found.type === undefined ? undefined : found.isContinuation)),
    line("OwnerPort", portWithKind(found, found.ownerPort)),
    pointer("WaitingThread", "WaitingThread"),
    line("QueueType", queue === undefined ? "ALPC_MSGQUEUE_NONE" : QUEUE_TYPES[queue]),
    line("QueuePort", portWithKind(found, found.queuePort)),
    line("QueuePortOwnerProcess", ownerOf(found)),
    pointer("ServerThread", "ServerThread"),
    line(
      "QuotaCharged",
      shared === undefined ? "?" : yesNo(found.quotaProcess !== undefined && !isNull(found.quotaProcess) && !shared),
    ),
    pointer("CancelQueuePort", "CancelQueuePort"),
    pointer("CancelSequencePort", "CancelSequencePort"),
    line("CancelSequenceNumber", hexAndDecimal(found.raw.unsigned("CancelSequenceNo"), 8)),
    pointer("ClientContext", "MessageAttributes.ClientContext"),
    pointer("ServerContext", "MessageAttributes.ServerContext"),
    pointer("PortContext", "MessageAttributes.PortContext"),
    pointer("CancelPortContext", "MessageAttributes.CancelPortContext"),
    pointer("SecurityData", "MessageAttributes.SecurityData"),
    pointer("View", "MessageAttributes.View"),
  ];
  if (found.raw.has("MessageAttributes.HandleData")) lines.push(pointer("HandleData", "MessageAttributes.HandleData"));
  return lines.concat("", "  State: " + state, threads(found));
}

function portWithKind(found: Message, address: Address | undefined): string {
  const text = pointerText(address, found.kernel.pointerSize);
  if (address === undefined || isNull(address)) return text;
  const other = port(found.kernel, address);
  if (other instanceof Gap) return text + " (" + other.why + ")";
  return text + (other.kind === undefined ? "" : " [" + KIND_NAMES[other.kind] + "]");
}

function ownerOf(found: Message): string {
  const queue = queuePort(found);
  if (queue instanceof Gap) return "?";
  const text = pointerText(queue.ownerAddress, found.kernel.pointerSize);
  const owner = queue.owner;
  return text + " (" + (owner instanceof Gap ? owner.why : owner.image) + ")";
}

function threads(found: Message): string[] {
  const clock = new Clock(found.kernel);
  const lines: string[] = [];
  for (const [label, address] of [
    ["waits for the reply", found.waitingThread],
    ["received it", found.serverThread],
  ] as const) {
    if (address === undefined || isNull(address)) continue;
    const one = thread(found.kernel, address);
    if (one instanceof Gap)
      lines.push(
        "  " + pointerText(address, found.kernel.pointerSize) + " " + label + ", but cannot be read: " + one.why,
      );
    else {
      const seconds = one.isWaiting ? clock.secondsSince(one.waitTime) : undefined;
      lines.push(
        "  " + threadLine(one) + " " + label + (seconds === undefined ? "" : ", has waited " + secondsText(seconds)),
      );
    }
  }
  return lines;
}
