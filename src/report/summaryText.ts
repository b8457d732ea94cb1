/** `!alpcx` alone: the health of the machine in under a screen. */
import { hex } from "../target/address";
import type { Analysis } from "../waits/result";
import type { World } from "../waits/world";
import { countsLine, verdictLines } from "./deadlockText";
import { secondsText } from "../waits/names";
import { waitText } from "./words";
import type { Waits } from "../waits/judge";

const TOP = 5;

export function summaryReport(analysis: Analysis, waits: Waits): string[] {
  const world: World = waits.world;
  const lines = verdictLines(analysis).concat(countsLine(analysis));
  for (const deadlock of analysis.deadlocks.slice(0, TOP)) {
    const names = deadlock.members.map((member) => member.fact.image + " " + hex(member.fact.thread));
    lines.push("  " + deadlock.certainty + " " + deadlock.kind + ": " + names.join(", "));
  }
  const notable = analysis.findings.filter((finding) => finding.severity !== "info");
  for (const finding of notable.slice(0, TOP))
    lines.push("  " + finding.severity + " " + finding.rule + ": " + finding.text);
  if (notable.length > TOP) lines.push("  and " + (notable.length - TOP) + " more findings");
  const longest = waits.threads
    .filter((thread) => thread.reply !== undefined && thread.waitedSeconds !== undefined)
    .sort((a, b) => (b.waitedSeconds as number) - (a.waitedSeconds as number))
    .slice(0, TOP);
  if (longest.length > 0) lines.push("Longest waits for a reply:");
  for (const thread of longest) {
    lines.push("  " + secondsText(thread.waitedSeconds as number) + "  " + waitText(world, thread, thread.reply));
  }
  return lines;
}
