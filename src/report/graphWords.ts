/** The few words that fit into a drawing. */
import { secondsText } from "../waits/names";
import type { Wait } from "../waits/result";

const STATES: { readonly [state in Wait["state"]]: string } = {
  queued: "queued",
  inService: "in service",
  parked: "parked",
  staleServer: "server thread ended",
  replyReady: "reply ready",
  canceled: "canceled",
  owned: "",
  lost: "lost",
  unreadable: "not readable",
  unknown: "unknown",
  none: "",
};

const KINDS: { readonly [kind in Wait["kind"]]: string } = {
  alpc: "",
  lpc: "",
  mutant: "mutant",
  thread: "its end",
  process: "its end",
  criticalSection: "critical section",
  eresource: "ERESOURCE",
  pushLock: "push lock",
  other: "",
};

/** `in service`, `queued`, `mutant`. */
export function stateLabel(wait: Wait): string {
  return STATES[wait.state] || KINDS[wait.kind];
}

/** How long, in words: seconds where there is a clock. */
export function waitedText(wait: Wait): string | undefined {
  if (wait.waitedSeconds !== undefined) return secondsText(wait.waitedSeconds);
  return wait.waitedTicks === undefined ? undefined : wait.waitedTicks + " ticks";
}
