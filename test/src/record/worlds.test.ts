/** Every named situation gives the same answers when it was recorded. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { open } from "../../tools/session";
import * as library from "../../worlds/library";
import { world } from "../../worlds/world";

const folder = mkdtempSync(join(tmpdir(), "alpcx-worlds-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const situations = Object.entries(library).flatMap(([name, text]) =>
  typeof text === "string" ? [[name, String(text)] as const] : [],
);

/** Not every situation can be said on every build. */
function build(layout: string, text: string): object | undefined {
  try {
    return world(layout, text).snapshot;
  } catch {
    return undefined;
  }
}

describe.each(["10.0.19041.1706-x64", "6.1.7601-x86", "5.2.3790-2003sp2-x64"])("on %s", (layout) => {
  const possible = situations.flatMap(([name, text]) => {
    const snapshot = build(layout, text);
    return snapshot === undefined ? [] : [[name, snapshot] as const];
  });

  it("most situations can be said", () => expect(possible.length).toBeGreaterThan(situations.length / 2));
  it.each(possible)("%s is recorded as it is", (name, snapshot) => {
    const path = join(folder, `${layout}-${name}.json`);
    const session = open(snapshot);
    expect(session.run(`!alpcx /record ${path}`).errors).toBe("");
    const recorded = open(path);
    for (const line of ["!alpcx /deadlock /json", "!alpcx /deadlock /v", "!alpcx /deadlock /quick"])
      expect(recorded.run(line)).toEqual(session.run(line));
  });
});
