/** A session whose output the test reads. */
import type { Snapshot } from "../../../hosts/snapshot/format.js";
import { openSnapshot, type SnapshotSession } from "../../../hosts/snapshot/session.js";
import { validateSnapshot } from "../../../hosts/snapshot/validate.js";

export interface Typist {
  readonly session: SnapshotSession;
  /** Types a line; gives what was printed, results and failures in their order. */
  type(line: string): string;
  /** Everything printed as a result so far; a test may clear it. */
  results: string;
  failures: string;
  /** Whether the last line failed. */
  readonly failed: boolean;
}

export function sitDown(snapshot: Snapshot): Typist {
  let all = "";
  const typist = { results: "", failures: "", failed: false };
  const session = openSnapshot(validateSnapshot(snapshot), {
    file: "C:\\dbg\\small.json",
    output: (text) => {
      all += text;
      typist.results += text;
    },
    error: (text) => {
      all += text;
      typist.failures += text;
    },
  });
  return Object.assign(typist, {
    session,
    type(line: string): string {
      all = "";
      typist.failed = session.run(line).failed;
      return all;
    },
  });
}
