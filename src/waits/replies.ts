/** The rows of the table about replies: from where a request is to the state of the wait for its reply. */
import type { Address } from "../target/address";
import type { WaitState } from "./result";
import type { AlpcReplyFact, LpcReplyFact } from "./types";
import { isIdle, isLive, threadAt, type World } from "./world";

export interface ReplyJudgement {
  readonly state: WaitState;
  /** Of a request in service: the threads that have it, any of which may answer. */
  readonly servers: readonly Address[];
  /** `ServerThread` as recorded, dead or alive. */
  readonly serverThread?: Address;
}

/** The state of a wait for the reply to an ALPC message. */
export function judgeAlpc(world: World, wait: AlpcReplyFact): ReplyJudgement {
  const { serverThread } = wait;
  const recorded = serverThread === undefined ? {} : { serverThread };
  const state = alpcState(world, wait);
  return { state, servers: state === "inService" && serverThread !== undefined ? [serverThread] : [], ...recorded };
}

function alpcState(world: World, wait: AlpcReplyFact): WaitState {
  if (wait.place === "unreadable") return "unreadable";
  if (wait.canceled === true) return "canceled";
  if (wait.ready === true) return "replyReady";
  if (wait.place === "none") return "unknown";
  // A message that nobody has received yet may keep the ServerThread of an earlier use.
  if (wait.place !== "pending") return "queued";
  // Pended without a receiver: copied into a completion list, or just being handed over.
  if (wait.serverThread === undefined) return "parked";
  if (!isLive(world, wait.serverThread)) return "staleServer";
  return wait.asynchronous === true || isIdleThread(world, wait.serverThread) ? "parked" : "inService";
}

/** The state of a wait for an LPC reply. Where several threads hold the id, one that is not idle keeps it in service. */
export function judgeLpc(world: World, wait: LpcReplyFact): ReplyJudgement {
  if (wait.replied === true || wait.wrongReplyId !== undefined) return { state: "replyReady", servers: [] };
  const servers = Array.from(new Set(wait.servers)).filter((server) => isLive(world, server));
  const [first] = servers;
  if (first !== undefined) {
    const state = servers.every((server) => isIdleThread(world, server)) ? "parked" : "inService";
    return {
      state,
      servers: state === "inService" ? servers : [],
      ...(servers.length === 1 ? { serverThread: first } : {}),
    };
  }
  if (wait.place === "queued") return { state: "queued", servers: [] };
  return { state: wait.place === "nowhere" ? "lost" : "unreadable", servers: [] };
}

function isIdleThread(world: World, thread: Address): boolean {
  const fact = threadAt(world, thread);
  return fact !== undefined && isIdle(fact);
}
