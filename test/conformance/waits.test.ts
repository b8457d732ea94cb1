/** Every word of the analysis was printed by the engine: a new verdict, rule, state or end of a chain fails here until it is. */
import { describe, expect, it } from "vitest";
import { SEVERITY } from "../../src/waits/findings";
import type { DeadlockDocument, WaitDocument } from "../../src/waits/document";
import type { Certainty, DeadlockKind, RootWhy, Verdict, WaitKind } from "../../src/waits/result";
import { lineSets, readRecording } from "./tables";

/** All names of a union; the compiler sees that none is missing. */
const namesOf = <T extends string>(all: Readonly<Record<T, true>>): string[] => Object.keys(all);

const VERDICTS = namesOf<Verdict>({ deadlock: true, suspected: true, starvation: true, blocked: true, healthy: true });
const KINDS = namesOf<DeadlockKind>({ cycle: true, knot: true, starvation: true });
const CERTAINTIES = namesOf<Certainty>({ proved: true, suspected: true });
const ROOTS = namesOf<RootWhy>({
  runnable: true,
  "other wait": true,
  queued: true,
  parked: true,
  suspended: true,
  "stale server": true,
  "server gone": true,
  unreadable: true,
});
/** Of locks only what a structure names the owner of: push locks are never attempted, and `other` is not published. */
const WAITS = namesOf<Exclude<WaitKind, "pushLock" | "other">>({
  alpc: true,
  lpc: true,
  mutant: true,
  thread: true,
  process: true,
  criticalSection: true,
  eresource: true,
});
const STATES = namesOf<WaitDocument["state"]>({
  queued: true,
  inService: true,
  parked: true,
  replyReady: true,
  canceled: true,
  owned: true,
  unknown: true,
});

/** What `/deadlock /json` and its kin gave, in the engine, on all worlds. */
const documents: DeadlockDocument[] = lineSets().flatMap((set) =>
  set.worlds.flatMap((world) =>
    (readRecording(world, set.name)?.entries ?? [])
      .filter(({ line }) => /^!alpcx \/(?:deadlock|chain).* \/json$/.test(line))
      .flatMap(({ output }) => output.split("\n").filter((line) => line.startsWith('{"schema":"alpcx.deadlock')))
      .map((text) => JSON.parse(text) as DeadlockDocument),
  ),
);
const waits = documents.flatMap(({ deadlocks, chains }) => [...deadlocks, ...chains]).flatMap((group) => group.waits);
const printed = (words: readonly string[]): string[] => [...new Set(words)].sort();

describe("the engine printed", () => {
  it("every verdict", () => expect(printed(documents.map(({ verdict }) => verdict))).toEqual(VERDICTS.sort()));
  it("every kind of deadlock, proved and suspected", () => {
    const deadlocks = documents.flatMap((document) => document.deadlocks);
    expect(printed(deadlocks.map(({ kind }) => kind))).toEqual(KINDS.sort());
    expect(printed(deadlocks.map(({ certainty }) => certainty))).toEqual(CERTAINTIES.sort());
  });
  it("every finding", () => {
    const findings = documents.flatMap((document) => document.findings);
    expect(printed(findings.map(({ rule }) => rule))).toEqual(Object.keys(SEVERITY).sort());
  });
  it("every end of a chain", () => {
    const roots = documents.flatMap(({ chains }) => chains.map(({ root }) => root.why));
    expect(printed(roots)).toEqual(ROOTS.sort());
  });
  it("every kind and state of a wait", () => {
    expect(printed(waits.map(({ kind }) => kind))).toEqual(WAITS.sort());
    expect(printed(waits.map(({ state }) => state))).toEqual(STATES.sort());
  });
});
