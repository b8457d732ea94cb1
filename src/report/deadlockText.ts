/** The report of /deadlock, written to be read at three in the morning: the verdict first, the evidence below it. */
import { hex } from "../target/address";
import { doubtText, evidenceOf } from "../waits/evidence";
import { factName, processName } from "../waits/names";
import type { Analysis, Chain, Deadlock, Finding, Wait, WaitingThread } from "../waits/result";
import type { World } from "../waits/world";
import { plural } from "./lines";
import { secondsText } from "../waits/names";
import { rootText, waitText } from "./words";

/** Frames of a thread's stack, where the target has them. */
export type Frames = (thread: WaitingThread) => readonly string[] | undefined;

const MAX_FRAMES = 8;
/** Waits shown per chain and findings per rule without /v. */
const MAX_SHOWN = 10;

export interface ReportOptions {
  readonly frames: Frames;
  readonly verbose: boolean;
}

export function deadlockReport(analysis: Analysis, world: World, options: ReportOptions): string[] {
  return verdictLines(analysis)
    .concat(...analysis.deadlocks.map((deadlock, index) => deadlockLines(deadlock, index, world, options)))
    .concat(chainsLines(analysis.chains, world, options))
    .concat(findingsLines(analysis.findings, options))
    .concat(incompleteLines(analysis))
    .concat("", countsLine(analysis));
}

/** The first line says it all. */
export function verdictLines(analysis: Analysis): string[] {
  const proved = analysis.deadlocks.filter((deadlock) => deadlock.certainty === "proved");
  const suspected = analysis.deadlocks.length - proved.length;
  const stuck = new Set<number>();
  for (const deadlock of analysis.deadlocks) {
    for (const thread of deadlock.members.concat(deadlock.victims)) stuck.add(thread.index);
  }
  const warnings = analysis.findings.filter((finding) => finding.severity !== "info").length;
  switch (analysis.verdict) {
    case "deadlock":
      return [
        "DEADLOCK: " +
          proved.length +
          " proved" +
          (suspected > 0 ? ", " + suspected + " suspected" : "") +
          ". " +
          plural(stuck.size, "thread") +
          " cannot proceed.",
      ];
    case "suspected":
      return ["SUSPECTED DEADLOCK: " + suspected + ", not proved. " + plural(stuck.size, "thread") + " may be stuck."];
    case "starvation":
      return ["STARVATION: no deadlock, but messages are queued and every receiver is busy with something that waits."];
    case "blocked":
      return ["BLOCKED: no deadlock, but " + plural(warnings, "finding needs", "findings need") + " attention."];
    case "healthy":
      return ["HEALTHY: no deadlock, nothing suspicious."];
  }
}

function deadlockLines(deadlock: Deadlock, index: number, world: World, options: ReportOptions): string[] {
  const lines = [
    "",
    "Deadlock " +
      (index + 1) +
      ": " +
      deadlock.certainty +
      " " +
      deadlock.kind +
      " of " +
      plural(deadlock.members.length, "thread"),
  ];
  const members = new Set(deadlock.members.map((member) => member.fact.thread));
  for (const member of inOrder(deadlock)) {
    for (const wait of member.waits) if (wait.kind !== "other") lines.push(...edgeLines(world, member, wait, members));
    if (options.verbose) lines.push(...frameLines(options.frames(member), "      "));
  }
  if (deadlock.victims.length > 0) {
    lines.push("  Behind " + (deadlock.members.length === 1 ? "it" : "them") + ":");
    for (const victim of deadlock.victims) {
      for (const wait of victim.waits) if (wait.kind !== "other") lines.push("    " + waitText(world, victim, wait));
    }
  }
  return lines;
}

/** Members of a cycle so that each is followed by the one it waits for; others by address. */
function inOrder(deadlock: Deadlock): readonly WaitingThread[] {
  if (deadlock.kind !== "cycle") return deadlock.members;
  const byAddress = new Map(deadlock.members.map((member) => [member.fact.thread, member] as const));
  const ordered: WaitingThread[] = [];
  let next = deadlock.members[0];
  while (next && ordered.indexOf(next) < 0) {
    ordered.push(next);
    const on: WaitingThread | undefined = next.waits
      .reduce<readonly Wait["on"][number][]>((all, wait) => all.concat(wait.on), [])
      .map((address) => byAddress.get(address))
      .filter((member): member is WaitingThread => member !== undefined)[0];
    next = on;
  }
  return ordered.length === deadlock.members.length ? ordered : deadlock.members;
}

function edgeLines(world: World, member: WaitingThread, wait: Wait, members: ReadonlySet<unknown>): string[] {
  const lines = ["  " + waitText(world, member, wait)];
  for (const evidence of evidenceOf(world, wait)) lines.push("      " + evidence.basis + ": " + evidence.text);
  if (wait.on.some((thread) => members.has(thread))) {
    for (const doubt of wait.doubts) lines.push("      doubt: " + doubtText(doubt));
  }
  return lines;
}

function chainsLines(chains: readonly Chain[], world: World, options: ReportOptions): string[] {
  if (chains.length === 0) return [];
  const lines = ["", "Who must act, and who waits for it:"];
  for (const chain of chains) {
    const longest = chain.longestWaitSeconds === undefined ? "" : ", longest " + secondsText(chain.longestWaitSeconds);
    lines.push(
      "  " + plural(chain.waiters, "thread waits", "threads wait") + longest + " <- " + rootName(chain, world),
    );
    if (chain.rootThread) lines.push(...frameLines(options.frames(chain.rootThread), "      "));
    const shown = options.verbose ? chain.waits : chain.waits.slice(0, MAX_SHOWN);
    for (const wait of shown) {
      lines.push("      " + waitText(world, { fact: wait.waiter }, wait));
      if (wait.candidates.length > 0) {
        const names = wait.candidates.map((thread) => hex(thread)).join(", ");
        lines.push("          a guess: its wait began with that of " + names);
      }
    }
    if (shown.length < chain.waits.length)
      lines.push("      and " + (chain.waits.length - shown.length) + " more (/v shows all)");
  }
  return lines;
}

function rootName(chain: Chain, world: World): string {
  const { root } = chain;
  const who = chain.rootThread
    ? factName(chain.rootThread.fact)
    : root.process !== undefined
      ? processName(world, root.process)
      : root.object !== undefined
        ? hex(root.object)
        : "unknown";
  return who + ": " + rootText(root.why) + (chain.rootProcessExiting ? "; the process is exiting" : "");
}

function frameLines(frames: readonly string[] | undefined, indent: string): string[] {
  if (!frames) return [];
  const lines = frames.slice(0, MAX_FRAMES).map((frame) => indent + "| " + frame);
  return frames.length > MAX_FRAMES ? lines.concat(indent + "| ...") : lines;
}

function findingsLines(findings: readonly Finding[], options: ReportOptions): string[] {
  if (findings.length === 0) return [];
  const lines = ["", "Findings:"];
  const shown = new Map<string, number>();
  for (const finding of findings) {
    const count = (shown.get(finding.rule) || 0) + 1;
    shown.set(finding.rule, count);
    if (count > MAX_SHOWN && !options.verbose) continue;
    lines.push("  " + finding.severity + " " + finding.rule + ": " + finding.text);
  }
  shown.forEach((count, rule) => {
    if (count > MAX_SHOWN && !options.verbose)
      lines.push("  and " + (count - MAX_SHOWN) + " more " + rule + " (/v shows all)");
  });
  return lines;
}

function incompleteLines(analysis: Analysis): string[] {
  const lines = analysis.incomplete.map((item) => {
    return "  " + item.what + (item.address === undefined ? "" : " " + hex(item.address)) + ": " + item.why;
  });
  const head = lines.length === 0 ? [] : ["", "Could not be read:"].concat(lines);
  if (!analysis.quick) return head;
  return head.concat("", "Quick: findings that need all ports were not looked for.");
}

export function countsLine(analysis: Analysis): string {
  const { processes, threads, ports, messages, waitingThreads } = analysis.counts;
  return (
    "Looked at " +
    plural(processes, "process", "processes") +
    ", " +
    plural(threads, "thread") +
    ", " +
    plural(ports, "port") +
    ", " +
    plural(messages, "message") +
    "; " +
    plural(waitingThreads, "thread waits", "threads wait") +
    " for a reply."
  );
}
