/** The wait graph as data, schema `alpcx.graph/1`: what `/graph` draws and what it prints under /json. */
import type { Counts, DeadlockKind, Certainty, Severity, Verdict, Wait } from "../waits/result";

export const GRAPH_SCHEMA = "alpcx.graph/1";

export interface GraphDocument {
  readonly schema: typeof GRAPH_SCHEMA;
  readonly verdict: Verdict;
  /** The verdict as the reports begin with it. */
  readonly headline: string;
  /** What was looked at, in words. */
  readonly looked: string;
  readonly counts: Counts;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly deadlocks: readonly GraphDeadlock[];
  readonly findings: readonly GraphFinding[];
  /** Threads that are not drawn. */
  readonly omitted: {
    /** They wait for nobody, and nobody that is drawn waits for them. */
    readonly notWaiting: number;
    /** Their waits are beyond the limit; some may be drawn as what others wait for. */
    readonly waiting: number;
  };
  /** What is left out and what could not be read, in words. */
  readonly notes: readonly string[];
}

export type NodeKind = "process" | "thread" | "port" | "object";

/** `member` and `victim` of a deadlock. */
export type NodeRole = "member" | "victim";

export interface GraphNode {
  /** Unique in the document. */
  readonly id: string;
  readonly kind: NodeKind;
  /** The process it is drawn in. */
  readonly parent?: string;
  /** Hexadecimal. */
  readonly address: string;
  /** Short, for the drawing. */
  readonly label: string;
  /** State and time, for the second line. */
  readonly detail: string;
  /** What is known of it, a sentence each. */
  readonly facts: readonly string[];
  readonly role?: NodeRole;
  /** Numbers of the deadlocks it belongs to or is stuck behind, from 0. */
  readonly deadlocks?: readonly number[];
  /** Chains end here: why, in words. */
  readonly root?: string;
  /** How many threads wait for what this root must do. */
  readonly waiters?: number;
  /** The command that shows it, and the dx expression that gives it. */
  readonly command?: string;
  readonly dx?: string;
}

/**
 * A wait (`wait`: from the thread that waits to the port, object or thread it waits for), or who can end one (`answer`:
 * from that port or object to a thread).
 */
export type GraphEdge = WaitEdge | AnswerEdge;

interface EdgeBase {
  readonly from: string;
  readonly to: string;
  /** Number of the deadlock that it is part of, from 0. */
  readonly deadlock?: number;
  /** For the drawing. */
  readonly label: string;
}

export interface WaitEdge extends EdgeBase {
  readonly leg: "wait";
  readonly kind: Exclude<Wait["kind"], "other">;
  readonly state: Wait["state"];
  readonly waitedSeconds?: number;
  /** The same in words, ticks where there is no clock. */
  readonly waited?: string;
  readonly timeout?: true;
  readonly message?: string;
  readonly messageId?: number;
  /** The whole sentence. */
  readonly text: string;
  readonly evidence: readonly { readonly basis: "recorded" | "concluded" | "doubt" | "guess"; readonly text: string }[];
  readonly command?: string;
}

export interface AnswerEdge extends EdgeBase {
  readonly leg: "answer";
  /** `serves`: that thread; `may`: any one of several. */
  readonly certainty: "serves" | "may";
  /** Positions in `edges` of the waits that it can end. */
  readonly of: readonly number[];
}

export interface GraphDeadlock {
  readonly kind: DeadlockKind;
  readonly certainty: Certainty;
  readonly text: string;
  /** Ids of nodes. */
  readonly members: readonly string[];
  readonly victims: readonly string[];
}

export interface GraphFinding {
  readonly severity: Severity;
  readonly rule: string;
  readonly text: string;
  /** Id of the node it is about, where that is drawn. */
  readonly node?: string;
}
