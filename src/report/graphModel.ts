/** The analysis as a graph: processes with threads and ports in them, waits as edges through the ports. */
import { hex, NULL, type Address } from "../target/address";
import type { Judged } from "../model/look";
import { doubtText, evidenceOf } from "../waits/evidence";
import { shortNames, shortThread } from "../waits/names";
import type { Deadlock, Wait } from "../waits/result";
import { countsLine, verdictLines } from "./deadlockText";
import { threadAt } from "../waits/world";
import { choose, type Choice } from "./graphChoice";
import { GRAPH_SCHEMA, type AnswerEdge, type GraphDocument, type GraphEdge, type WaitEdge } from "./graphDocument";
import { GraphNodes } from "./graphNodes";
import { notesOf } from "./graphNotes";
import { stateLabel, waitedText } from "./graphWords";
import { waitText } from "./words";

/** The graph of an analysis; `limit` bounds the waiting threads that are drawn. */
export function graphOf(judged: Judged, limit?: number): GraphDocument {
  const { analysis } = judged;
  const choice = choose(judged, limit);
  const nodes = new GraphNodes(judged, choice);
  const edges = edgesOf(judged, choice, nodes);
  const roots = nodes.markRoots();
  const notWaiting = Math.max(0, analysis.counts.threads - choice.threads.size - choice.unseen);
  return {
    schema: GRAPH_SCHEMA,
    verdict: analysis.verdict,
    headline: verdictLines(analysis).join(" "),
    looked: countsLine(analysis),
    counts: analysis.counts,
    nodes: nodes.all(),
    edges,
    deadlocks: analysis.deadlocks.map((deadlock) => ({
      kind: deadlock.kind,
      certainty: deadlock.certainty,
      text: deadlockLabel(deadlock),
      members: nodes.threadIds(deadlock.members.map((member) => member.fact.thread)),
      victims: nodes.threadIds(deadlock.victims.map((victim) => victim.fact.thread)),
    })),
    findings: analysis.findings.map((finding) => {
      const node = nodes.idAt(finding.subject);
      const { severity, rule, text } = finding;
      return node === undefined ? { severity, rule, text } : { severity, rule, text, node };
    }),
    omitted: { notWaiting, waiting: choice.left },
    notes: notesOf(analysis, notWaiting, choice.left, roots.notDrawn),
  };
}

function deadlockLabel(deadlock: Deadlock): string {
  const images = deadlock.members.map((member) => member.fact.image);
  const named = images.slice(0, 6).join(", ") + (images.length > 6 ? " and " + (images.length - 6) + " more" : "");
  return deadlock.certainty + " " + deadlock.kind + ": " + named;
}

/** For each thread the deadlocks it is a member of: at most one. */
function memberships(deadlocks: readonly Deadlock[]): Map<Address, number> {
  const member = new Map<Address, number>();
  deadlocks.forEach((deadlock, index) => {
    for (const { fact } of deadlock.members) member.set(fact.thread, index);
  });
  return member;
}

function edgesOf(judged: Judged, choice: Choice, nodes: GraphNodes): GraphEdge[] {
  const waits: WaitEdge[] = [];
  const answers = new Map<string, { -readonly [K in keyof AnswerEdge]: AnswerEdge[K] } & { of: number[] }>();
  const memberOf = memberships(judged.analysis.deadlocks);
  for (const wait of choice.waits) {
    const from = nodes.threadId(wait.waiter.thread);
    const via = nodes.via(wait);
    const drawn = wait.on.filter((thread) => choice.threads.has(thread));
    const own = memberOf.get(wait.waiter.thread);
    const isInside = own !== undefined && wait.on.some((thread) => memberOf.get(thread) === own);
    const direct = via === undefined ? drawn : [];
    if (from === undefined) continue;
    if (via !== undefined) waits.push(waitEdge(judged, wait, from, via, isInside ? own : undefined));
    const position = waits.length - 1;
    for (const thread of direct) {
      const to = nodes.threadId(thread);
      const isCircle = own !== undefined && memberOf.get(thread) === own;
      if (to !== undefined) waits.push(waitEdge(judged, wait, from, to, isCircle ? own : undefined));
    }
    if (via === undefined) continue;
    for (const thread of drawn) {
      const to = nodes.threadId(thread);
      if (to === undefined) continue;
      const certainty = wait.on.length === 1 || wait.state === "inService" ? "serves" : "may";
      const key = via + " " + to + " " + certainty;
      let edge = answers.get(key);
      if (!edge) {
        const label = wait.kind === "process" ? "may end it" : certainty === "may" ? "may answer" : answerLabel(wait);
        edge = { leg: "answer", from: via, to, label, certainty, of: [] };
        answers.set(key, edge);
      }
      edge.of.push(position);
      if (own !== undefined && memberOf.get(thread) === own) edge.deadlock = own;
    }
  }
  return (waits as GraphEdge[]).concat(Array.from(answers.values()));
}

function answerLabel(wait: Wait): string {
  if (wait.kind !== "alpc" && wait.kind !== "lpc") return "owner";
  return wait.state === "inService" ? "in service" : "receiver";
}

function waitEdge(judged: Judged, wait: Wait, from: string, to: string, deadlock: number | undefined): WaitEdge {
  const { world } = judged.waits;
  const waited = waitedText(wait);
  const text = waitText(world, { fact: wait.waiter }, wait);
  const evidence: WaitEdge["evidence"][number][] = evidenceOf(world, wait, shortNames(world)).slice();
  if (wait.on.length > 0) for (const doubt of wait.doubts) evidence.push({ basis: "doubt", text: doubtText(doubt) });
  for (const candidate of wait.candidates)
    evidence.push({
      basis: "guess",
      text: "its wait began with that of " + shortThread(threadAt(world, candidate), candidate),
    });
  const edge: { -readonly [K in keyof WaitEdge]: WaitEdge[K] } = {
    leg: "wait",
    from,
    to,
    kind: wait.kind as WaitEdge["kind"],
    state: wait.state,
    label: [stateLabel(wait), waited].filter((part) => part !== undefined && part !== "").join(", "),
    text,
    evidence,
  };
  if (deadlock !== undefined) edge.deadlock = deadlock;
  if (wait.waitedSeconds !== undefined) edge.waitedSeconds = Math.round(wait.waitedSeconds * 1000) / 1000;
  if (waited !== undefined) edge.waited = waited;
  if (wait.timeout) edge.timeout = true;
  if (wait.message !== undefined) edge.message = hex(wait.message);
  if (wait.messageId !== undefined) edge.messageId = wait.messageId;
  const shown = wait.message !== undefined && wait.message !== NULL ? "!alpcx /m " + hex(wait.message) : undefined;
  if (shown !== undefined) edge.command = shown;
  return edge;
}
