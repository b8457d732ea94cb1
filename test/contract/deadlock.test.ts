/** The document of `/deadlock /json` keeps the contract on every machine there is, and on random ones. */
import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DeadlockDocument } from "../../src/waits/document";
import { CASES, open } from "../tools/session";
import { alpcOnly, everywhere } from "../worlds/library";
import { alpcLayouts, lpcLayouts, world } from "../worlds/world";
import { brokenPromises } from "./promises";
import { machines } from "./randomText";

/** One document, one line, nothing on the side; the same bytes again. */
function documentOf(source: string | object): DeadlockDocument {
  const session = open(source);
  const { text, errors, failed } = session.run("!alpcx /deadlock /json");
  expect({ errors, failed }).toEqual({ errors: "", failed: false });
  expect(text.split("\n")).toHaveLength(2);
  expect(session.run("!alpcx /json /deadlock").text).toBe(text);
  return JSON.parse(text) as DeadlockDocument;
}

/** `/quick` leaves findings out that need all ports, and nothing else. */
function checkQuick(source: object, document: DeadlockDocument): void {
  const quick = open(source).json<DeadlockDocument>("!alpcx /deadlock /quick");
  expect(brokenPromises(quick)).toEqual([]);
  expect(quick.deadlocks).toEqual(document.deadlocks);
  expect(quick.chains).toEqual(document.chains);
  const rest = ["orphan-port", "counter-mismatch", "corrupt-list"];
  expect(quick.findings).toEqual(document.findings.filter(({ rule }) => !rest.includes(rule)));
}

describe("recorded cases", () => {
  it.each(readdirSync(CASES).filter((file) => file.endsWith(".gz")))("%s", (file) =>
    expect(brokenPromises(documentOf(CASES + file))).toEqual([]),
  );
});

describe("every situation of the library", () => {
  const inTurn = (situations: Readonly<Record<string, string>>, layouts: readonly string[], step: number) =>
    Object.entries(situations).map(([name, text], i) => [name, layouts[(i * step) % layouts.length]!, text] as const);
  const all = { ...everywhere, ...alpcOnly };
  it.each([...inTurn(all, alpcLayouts, 7), ...inTurn(everywhere, lpcLayouts, 1)])("%s on %s", (_, layout, text) => {
    const { snapshot } = world(layout, text);
    const document = documentOf(snapshot);
    expect(brokenPromises(document)).toEqual([]);
    checkQuick(snapshot, document);
  });
});

describe("a thread that sleeps waits for no object, and nothing of it is unreadable", () => {
  it.each([...alpcLayouts, ...lpcLayouts])("%s", (layout) => {
    const { snapshot } = world(
      layout,
      "process svc.exe ; thread w ; port Svc of svc.exe\nprocess app.exe ; thread t\n" +
        "t calls Svc, in service of w, 5s\nw sleeps 3s",
    );
    const { verdict, chains, incomplete } = documentOf(snapshot);
    expect({ verdict, roots: chains.map(({ root }) => root.why), incomplete }).toEqual({
      verdict: "healthy",
      roots: ["other wait"],
      incomplete: [],
    });
  });
});

describe.each([
  ["alpc", alpcLayouts, 2],
  ["lpc", lpcLayouts, 12],
] as const)("random machines of the era of %s", (era, layouts, runs) => {
  it.each(layouts)("%s", (layout) => {
    fc.assert(
      fc.property(machines(era), (text) => {
        const { snapshot } = world(layout, text, { unchecked: true });
        const document = documentOf(snapshot);
        expect(brokenPromises(document)).toEqual([]);
        expect(document.incomplete).toEqual([]);
        checkQuick(snapshot, document);
      }),
      { seed: layouts.indexOf(layout) + 1, numRuns: runs },
    );
  });
});
