/** The report of /deadlock, written to be read at three in the morning: the verdict first, the evidence below it. */
import { hex } from "../target/address";
import { doubtText, evidenceOf } from "../waits/evidence";
import { secondsText, shortNames } from "../waits/names";
import type { Analysis, Chain, Deadlock, Wait, WaitingThread } from "../waits/result";
import type { World } from "../waits/world";
import { findingsLines } from "./findingsText";
import { lossText } from "./lossLines";
import { guessLines } from "./guessText";
import { plural } from "./lines";
import { addressesText, rootDoes, rootName, rootText, waitText } from "./words";

/** Frames of a thread's stack, where the target has them. */
export type Frames = (thread: WaitingThread) => readonly string[] | undefined;

const MAX_FRAMES = 8;
/** A debugger unwinds a stack in milliseconds: with a thousand roots that would be most of the time. */
const MAX_STACKS = 20;
/** Waits shown per chain without /v. */
const MAX_SHOWN = 10;
/** Processes named in the first line. */
const MAX_NAMED = 4;

export interface ReportOptions {
  readonly frames: Frames;
  readonly verbose: boolean;
}

export function deadlockReport(analysis: Analysis, world: World, options: ReportOptions): string[] {
  return verdictLines(analysis)
    .concat(limitLines(analysis))
    .concat(...analysis.deadlocks.map((deadlock, index) => deadlockLines(deadlock, index, world, options)))
    .concat(chainsLines(analysis.chains, world, options))
    .concat(guessLines(analysis.chains, world))
    .concat(findingsLines(analysis.findings, world, options.verbose))
    .concat(incompleteLines(analysis, options.verbose))
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
          " cannot proceed" +
          amongText(analysis.deadlocks[0]),
      ];
    case "suspected":
      return [
        "SUSPECTED DEADLOCK: " +
          suspected +
          ", not proved. " +
          plural(stuck.size, "thread") +
          " may be stuck" +
          amongText(analysis.deadlocks[0]),
      ];
    case "starvation":
      return ["STARVATION: no deadlock, but messages are queued and every receiver is busy with something that waits."];
    case "blocked":
      return ["BLOCKED: no deadlock, but " + plural(warnings, "finding needs", "findings need") + " attention."];
    case "healthy":
      // A machine of which a part is not known is not called sound without a word.
      return [
        (analysis.limit !== undefined
          ? "HEALTHY as far as was looked"
          : analysis.incomplete.length === 0
            ? "HEALTHY"
            : "HEALTHY as far as could be read") + ": no deadlock, nothing suspicious.",
      ];
  }
}

/** A report on a part of the machine says so before anything is concluded from it. */
function limitLines({ limit }: Analysis): string[] {
  if (limit === undefined) return [];
  const what = plural(limit, "thread") + " and " + plural(limit, "port");
  return ["INCOMPLETE: only the first " + what + " were looked at (/limit). What was left out is named below."];
}

/** The processes of the largest deadlock, in the order of its circle. */
function amongText(deadlock: Deadlock | undefined): string {
  if (!deadlock) return ".";
  const images: string[] = [];
  for (const { fact } of inOrder(deadlock)) if (images.indexOf(fact.image) < 0) images.push(fact.image);
  const named = images.slice(0, MAX_NAMED).join(", ") + (images.length > MAX_NAMED ? " ..." : "");
  if (deadlock.members.length === 1) return ": " + named + " waits for itself.";
  return ": " + (images.length === 1 ? "threads of " + named : named) + " wait for each other.";
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
  const listed = new Set<unknown>();
  for (const member of inOrder(deadlock)) {
    if (member.waits.length > 1)
      lines.push("  " + shortNames(world).thread(member.fact.thread) + " waits for " + manyText(member) + ":");
    for (const wait of member.waits)
      if (wait.kind !== "other") lines.push(...edgeLines(world, member, wait, members, listed));
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

function manyText(member: WaitingThread): string {
  const all = (member.waits[0] as Wait).waitType === "all";
  return (all ? "all of " : "any of ") + plural(member.waits.length, "object");
}

/** Members of a cycle so that each is followed by the one it waits for; others by address. */
export function inOrder(deadlock: Deadlock): readonly WaitingThread[] {
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

/** A sentence, and below it what it rests on. The receivers of a port are listed once. */
function edgeLines(
  world: World,
  member: WaitingThread,
  wait: Wait,
  members: ReadonlySet<unknown>,
  listed: Set<unknown>,
): string[] {
  const lines = ["  " + waitText(world, member, wait)];
  const indent = "      ";
  const addresses = addressesText(wait);
  const evidence = evidenceOf(world, wait, shortNames(world)).map((item) => item.basis + ": " + item.text);
  if (wait.state === "queued") {
    // The sentence has said that it is queued, and where.
    evidence.shift();
    if (wait.port !== undefined && listed.has(wait.port))
      evidence.splice(0, evidence.length, "recorded: receivers as above");
    listed.add(wait.port);
  }
  evidence.forEach((text, index) =>
    lines.push(indent + text + (index === 0 && addresses !== "" ? "; " + addresses : "")),
  );
  if (wait.on.some((thread) => members.has(thread))) {
    for (const doubt of wait.doubts) lines.push(indent + "doubt: " + doubtText(doubt));
  }
  return lines;
}

function chainsLines(chains: readonly Chain[], world: World, options: ReportOptions): string[] {
  if (chains.length === 0) return [];
  const lines = ["", "Who must act, and who waits for it:"];
  let hasStacks = false;
  chains.forEach((chain, index) => {
    const longest = chain.longestWaitSeconds === undefined ? "" : ", longest " + secondsText(chain.longestWaitSeconds);
    const does = chain.rootThread ? rootDoes(chain.root.why, chain.rootThread) : rootText(chain.root.why);
    lines.push(
      "  " +
        rootName(world, chain) +
        ": " +
        does +
        (chain.rootProcessExiting ? "; the process is exiting" : "") +
        " <- " +
        plural(chain.waiters, "thread waits", "threads wait") +
        longest,
    );
    if (chain.rootThread && (options.verbose || index < MAX_STACKS)) {
      const stack = frameLines(options.frames(chain.rootThread), "      ");
      hasStacks = hasStacks || stack.length > 0;
      lines.push(...stack);
    }
    const shown = options.verbose ? chain.waits : chain.waits.slice(0, MAX_SHOWN);
    for (const wait of shown) {
      lines.push("      " + waitText(world, { fact: wait.waiter }, wait));
      if (wait.candidates.length > 0) {
        const name = shortNames(world);
        const names = wait.candidates.map((thread) => name.thread(thread) + " (" + hex(thread) + ")").join(", ");
        lines.push("          a guess: its wait began with that of " + names);
      }
    }
    if (shown.length < chain.waits.length)
      lines.push("      and " + (chain.waits.length - shown.length) + " more (/v shows all)");
  });
  if (hasStacks && !options.verbose && chains.length > MAX_STACKS)
    lines.push("  Stacks are those of the first " + MAX_STACKS + " (/v shows all)");
  return lines;
}

function frameLines(frames: readonly string[] | undefined, indent: string): string[] {
  if (!frames) return [];
  const lines = frames.slice(0, MAX_FRAMES).map((frame) => indent + "| " + frame);
  return frames.length > MAX_FRAMES ? lines.concat(indent + "| ...") : lines;
}

/** What could not be read; of the same kind only the first few. */
function incompleteLines(analysis: Analysis, verbose: boolean): string[] {
  const lines: string[] = [];
  const shown = new Map<string, number>();
  for (const item of analysis.incomplete) {
    const count = (shown.get(item.what) || 0) + 1;
    shown.set(item.what, count);
    if (count > MAX_SHOWN && !verbose) continue;
    lines.push("  " + lossText(item));
  }
  shown.forEach((count, what) => {
    if (count > MAX_SHOWN && !verbose)
      lines.push("  and " + (count - MAX_SHOWN) + " more: " + what + " (/v shows all)");
  });
  const head =
    lines.length === 0
      ? []
      : ["", analysis.limit === undefined ? "Could not be read:" : "Left out, or could not be read:"].concat(lines);
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
