/** `!alpcx` alone: the health of the machine in under a screen. */
import type { Analysis, Deadlock } from "../waits/result";
import type { World } from "../waits/world";
import { countsLine, inOrder, verdictLines } from "./deadlockText";
import { lossLines } from "./lossLines";
import { shortNames } from "../waits/names";
import { waitText } from "./words";
import type { Waits } from "../waits/judge";

/** Rows of each kind. */
const TOP = 5;
/** Threads of one deadlock that are named. */
const MAX_NAMED = 6;

export function summaryReport(analysis: Analysis, waits: Waits): string[] {
  const world: World = waits.world;
  const lines = verdictLines(analysis).concat(countsLine(analysis));
  for (const deadlock of analysis.deadlocks.slice(0, TOP)) lines.push("  " + deadlockLine(world, deadlock));
  if (analysis.deadlocks.length > TOP) lines.push("  and " + (analysis.deadlocks.length - TOP) + " more deadlocks");
  const notable = analysis.findings.filter((finding) => finding.severity !== "info");
  for (const finding of notable.slice(0, TOP))
    lines.push("  " + finding.severity + " " + finding.rule + ": " + finding.text);
  if (notable.length > TOP) lines.push("  and " + (notable.length - TOP) + " more findings");
  const longest = waits.threads
    .filter((thread) => thread.reply !== undefined && thread.waitedSeconds !== undefined)
    .sort((a, b) => (b.waitedSeconds as number) - (a.waitedSeconds as number) || a.index - b.index)
    .slice(0, TOP);
  if (longest.length > 0) lines.push("Longest waits for a reply:");
  for (const thread of longest) {
    lines.push("  " + waitText(world, thread, thread.reply));
  }
  const lost = lossLines(analysis.incomplete, TOP, "").slice(1);
  lines.push(...lost);
  if (analysis.deadlocks.length > 0 || notable.length > 0 || lost.length > 0)
    lines.push("!alpcx /deadlock tells the whole story.");
  return lines;
}

function deadlockLine(world: World, deadlock: Deadlock): string {
  const { certainty, kind, members, victims } = deadlock;
  const name = shortNames(world);
  const names = inOrder(deadlock)
    .slice(0, MAX_NAMED)
    .map((member) => name.thread(member.fact.thread));
  const more = members.length > MAX_NAMED ? " and " + (members.length - MAX_NAMED) + " more" : "";
  const behind = victims.length === 0 ? "" : "; " + victims.length + " more behind";
  return certainty + " " + kind + ": " + names.join(", ") + more + behind;
}
