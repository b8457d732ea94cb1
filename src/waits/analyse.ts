/** The whole analysis: facts in, verdict out. Pure; the same facts in any order give the same result. */
import { findChains } from "./chains";
import { findDeadlocks } from "./deadlock";
import { findFindings } from "./findings";
import { judgeWaits, type Waits } from "./judge";
import type { Analysis, Deadlock, Finding, Verdict } from "./result";
import type { Facts } from "./types";
import { buildWorld } from "./world";

/** Judges a target by what is known of it. Never throws for odd facts; damaged memory is no misuse. */
export function analyse(facts: Facts): Analysis {
  return analyseWaits(judgeWaits(buildWorld(facts)));
}

/** The same from waits that are judged already. */
export function analyseWaits(waits: Waits): Analysis {
  const { facts } = waits.world;
  const deadlocks = findDeadlocks(waits);
  const findings = findFindings(waits);
  return {
    verdict: verdictOf(deadlocks.all, findings),
    deadlocks: deadlocks.all,
    chains: findChains(waits, deadlocks.blocked),
    findings,
    incomplete: facts.incomplete,
    counts: { ...facts.counts, waitingThreads: waits.threads.filter((thread) => thread.reply !== undefined).length },
    quick: facts.quick,
    ...(facts.limit === undefined ? {} : { limit: facts.limit }),
  };
}

/** The first that fits, worst first. Info alone is healthy. */
export function verdictOf(deadlocks: readonly Deadlock[], findings: readonly Finding[]): Verdict {
  if (deadlocks.some((deadlock) => deadlock.certainty === "proved")) return "deadlock";
  if (deadlocks.length > 0) return "suspected";
  if (findings.some((finding) => finding.rule === "starved-port")) return "starvation";
  return findings.some((finding) => finding.severity !== "info") ? "blocked" : "healthy";
}
