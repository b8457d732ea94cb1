/** A recording holds what the owners of locks are found by: read again, it gives the same answer. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { open } from "../tools/session";
import { machine, standardLayouts } from "./machine";

let folder = "";
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "alpcx-"))));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(standardLayouts)("on %s", (layout) => {
  it.each(["resource R owned by t kernel mode 3s", "critical section C owned by v 44s"])("a wait for %s", (lock) => {
    const m = machine(
      layout,
      `process app.exe ; port App of app.exe pool t
       process svc.exe ; port Svc of svc.exe pool w v
       t calls Svc, in service of w, 45s
       v calls App, in service of t, 46s
       w waits ${lock}`,
    );
    expect(m.answer.deadlocks).toHaveLength(1);
    const file = join(folder, `${layout}-${lock.split(" ")[0]}.json`);
    expect(m.session.run(`!alpcx /record ${file}`).failed).toBe(false);
    expect(open(file).json("!alpcx /deadlock")).toEqual(m.answer);
  });
});
