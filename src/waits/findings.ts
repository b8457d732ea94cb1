/** All findings, in published order. Where no clock period is known, none that depends on time is made. */
import { hex } from "../target/address";
import type { Waits } from "./judge";
import { byFinding } from "./order";
import { findAboutPorts } from "./portFindings";
import { findAboutProcesses } from "./processFindings";
import type { Finding, Rule, Severity } from "./result";
import { findAboutThreads } from "./threadFindings";

export const SEVERITY: Readonly<Record<Rule, Severity>> = {
  "server-gone": "error",
  "lost-reply": "warning",
  "wrong-reply": "error",
  "corrupt-list": "error",
  "self-call": "error",
  "starved-port": "warning",
  "no-receiver": "warning",
  "suspended-server": "warning",
  "abandoned-mutant": "warning",
  "counter-mismatch": "warning",
  "blocked-at-start": "warning",
  "blocked-at-exit": "warning",
  "stale-server-thread": "info",
  "suspended-client": "info",
  "orphan-port": "info",
  "canceled-waiter": "info",
  "long-wait": "info",
};

/** A finding before its severity is known: the rule decides that. */
export type Found = Omit<Finding, "severity">;

export function findFindings(waits: Waits): Finding[] {
  const findings = new Map<string, Finding>();
  for (const list of [findAboutPorts(waits), findAboutThreads(waits), findAboutProcesses(waits)]) {
    for (const { rule, subject, text } of list) {
      const finding = { rule, severity: SEVERITY[rule], subject, text };
      findings.set(`${rule} ${hex(subject)} ${text}`, finding);
    }
  }
  return Array.from(findings.values()).sort(byFinding);
}
