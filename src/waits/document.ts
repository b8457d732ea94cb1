/** The analysis as the published document, schema `alpcx.deadlock/1`: the members and their order are a contract. */
import { hex, NULL, type Address } from "../target/address";
import type { Analysis, Chain, Counts, Deadlock, Finding, Root, Wait, WaitState } from "./result";

export const SCHEMA = "alpcx.deadlock/1";

export interface DeadlockDocument {
  readonly schema: typeof SCHEMA;
  readonly verdict: Analysis["verdict"];
  readonly deadlocks: readonly {
    readonly kind: Deadlock["kind"];
    readonly certainty: Deadlock["certainty"];
    readonly threads: readonly string[];
    readonly victims: readonly string[];
    readonly waits: readonly WaitDocument[];
  }[];
  readonly chains: readonly {
    readonly root: {
      readonly thread?: string;
      readonly process?: string;
      readonly object?: string;
      readonly why: Root["why"];
    };
    readonly waiters: number;
    readonly longestWaitSeconds?: number;
    readonly waits: readonly WaitDocument[];
  }[];
  readonly findings: readonly {
    readonly rule: Finding["rule"];
    readonly severity: Finding["severity"];
    readonly subject: string;
    readonly text: string;
  }[];
  /** `address` is `0x0` where there is none, as with a symbol that is missing. */
  readonly incomplete: readonly { readonly what: string; readonly address: string; readonly why: string }[];
  readonly counts: Counts;
}

export interface WaitDocument {
  readonly thread: string;
  readonly tid: number;
  readonly pid: number;
  readonly image: string;
  readonly kind: Exclude<Wait["kind"], "other">;
  readonly state: PublishedState;
  readonly message?: string;
  readonly messageId?: number;
  readonly port?: string;
  readonly portName?: string;
  readonly object?: string;
  readonly on: readonly string[];
  readonly waitType?: "any" | "all";
  readonly process?: string;
  readonly candidates?: readonly string[];
  readonly waitedSeconds?: number;
  readonly timeout?: true;
}

export type PublishedState = "queued" | "inService" | "parked" | "replyReady" | "canceled" | "owned" | "unknown";

export function toDocument(analysis: Analysis): DeadlockDocument {
  return {
    schema: SCHEMA,
    verdict: analysis.verdict,
    deadlocks: analysis.deadlocks.map((deadlock) => ({
      kind: deadlock.kind,
      certainty: deadlock.certainty,
      threads: deadlock.members.map((thread) => hex(thread.fact.thread)),
      victims: deadlock.victims.map((thread) => hex(thread.fact.thread)),
      waits: waitDocuments(deadlock.waits),
    })),
    chains: analysis.chains.map(chainDocument),
    findings: analysis.findings.map(({ rule, severity, subject, text }) => ({
      rule,
      severity,
      subject: hex(subject),
      text,
    })),
    incomplete: analysis.incomplete.map(({ what, address, why }) => ({ what, address: hex(address ?? NULL), why })),
    counts: analysis.counts,
  };
}

/** One wait as it is published; a wait of kind `other` is not. */
export function waitDocument(wait: Wait): WaitDocument | undefined {
  if (wait.kind === "other") return undefined;
  const name = wait.portFact?.name;
  return {
    thread: hex(wait.waiter.thread),
    tid: wait.waiter.tid,
    pid: wait.waiter.pid,
    image: wait.waiter.image,
    kind: wait.kind,
    state: publishedState(wait.state),
    ...member("message", wait.message),
    ...(wait.messageId === undefined ? {} : { messageId: wait.messageId }),
    ...member("port", wait.port),
    ...(name === undefined ? {} : { portName: name }),
    ...member("object", wait.object),
    on: wait.on.map(hex),
    ...(wait.waitType === undefined ? {} : { waitType: wait.waitType }),
    ...member("process", wait.process),
    ...(wait.candidates.length === 0 ? {} : { candidates: wait.candidates.map(hex) }),
    ...(wait.waitedSeconds === undefined ? {} : { waitedSeconds: milliseconds(wait.waitedSeconds) }),
    ...(wait.timeout ? { timeout: true as const } : {}),
  };
}

/** The finer states are published under the coarser name. */
export function publishedState(state: WaitState): PublishedState {
  switch (state) {
    case "staleServer":
      return "parked";
    case "lost":
    case "unreadable":
    case "none":
      return "unknown";
    default:
      return state;
  }
}

function chainDocument(chain: Chain): DeadlockDocument["chains"][number] {
  const { thread, process, object, why } = chain.root;
  return {
    root: { ...member("thread", thread), ...member("process", process), ...member("object", object), why },
    waiters: chain.waiters,
    ...(chain.longestWaitSeconds === undefined ? {} : { longestWaitSeconds: milliseconds(chain.longestWaitSeconds) }),
    waits: waitDocuments(chain.waits),
  };
}

function waitDocuments(waits: readonly Wait[]): WaitDocument[] {
  const documents: WaitDocument[] = [];
  for (const wait of waits) {
    const document = waitDocument(wait);
    if (document !== undefined) documents.push(document);
  }
  return documents;
}

function member<Name extends string>(name: Name, address: Address | undefined): { [key in Name]?: string } {
  return (address === undefined ? {} : { [name]: hex(address) }) as { [key in Name]?: string };
}

/** No clock is finer; binary fractions are not worth printing. */
function milliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
