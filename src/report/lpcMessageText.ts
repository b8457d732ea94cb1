/** A request as `!lpc message` answered: who waits, who works on it, the ports; then its state. Source: golden case G5. */
import { Gap } from "../target/layout";
import { replyChainPort } from "../lpc/replyChain";
import type { LpcRequest } from "../lpc/request";
import { Clock } from "../nt/clock";
import type { Thread } from "../nt/thread";
import { secondsText } from "../waits/names";
import { pointerText } from "./lines";
import { lpcPortReport, messageLines } from "./lpcPortText";
import { threadLine } from "./portText";

export function lpcMessageReport(found: LpcRequest): string[] {
  const size = found.kernel.pointerSize;
  const id = found.messageId === undefined ? "?" : found.messageId.toString(16);
  const clock = new Clock(found.kernel);
  const lines = ["Searching message " + id + " in threads ..."];
  for (const server of found.servers)
    lines.push("    Server thread " + pointerText(server.address, size) + " is working on message " + id);
  for (const client of found.clients) {
    lines.push("Client thread " + pointerText(client.address, size) + " waiting a reply from " + id);
    lines.push("Searching thread " + pointerText(client.address, size) + " in port rundown queues ...");
    const rundown = replyChainPort(client);
    if (rundown instanceof Gap) lines.push("    (" + rundown.why + ")");
    else if (rundown) lines.push(...lpcPortReport(rundown));
  }
  if (found.clients.length === 0 && !(found.queuePort instanceof Gap)) lines.push(...lpcPortReport(found.queuePort));
  lines.push("Done.");
  const block = found.message;
  if (block) lines.push("", ...messageLines(block, 0, clock));
  lines.push("", "  State: " + stateText(found));
  for (const client of found.clients) lines.push("  " + threadText(client, clock, "waits for the reply"));
  for (const server of found.servers) lines.push("  " + threadText(server, clock, "received it"));
  return lines;
}

function stateText(found: LpcRequest): string {
  const { state } = found;
  const at = found.queuePort instanceof Gap ? "" : " at " + found.queuePort.name;
  switch (state) {
    case "Queued":
      return "Queued" + at + ", nobody has received it";
    case "InService":
      return "InService" + (found.message ? "" : " (it was received, so its message is freed)");
    case "Unknown":
      return "Unknown: in no queue, and no thread has it: the reply is lost, or somebody answers it later";
    default:
      return state;
  }
}

function threadText(thread: Thread, clock: Clock, what: string): string {
  const seconds = thread.isWaiting ? clock.secondsSince(thread.waitTime) : undefined;
  return threadLine(thread) + " " + what + (seconds === undefined ? "" : ", has waited " + secondsText(seconds));
}
