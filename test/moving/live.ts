/** A session over a machine that runs: its memory changes while alpcx reads it. */
import { openSnapshot } from "../../hosts/snapshot/session";
import { validateSnapshot, type LoadedSnapshot } from "../../hosts/snapshot/validate";
import type { Snapshot } from "../../hosts/snapshot/format";
import type { SnapshotMemory } from "../../hosts/snapshot/memory";
import type { DeadlockDocument } from "../../src/waits/document";
import { problemsOf } from "../fuzz/schema";
import { problemsOfText } from "../fuzz/drive";
import { SCRIPT } from "../tools/session";

export interface Answer {
  readonly text: string;
  readonly errors: string;
  readonly failed: boolean;
  readonly document: DeadlockDocument | undefined;
  /** Broken promises. */
  readonly problems: readonly string[];
}

export interface Live {
  readonly memory: SnapshotMemory;
  /** Called before every read from now on. */
  onRead(hook: (address: bigint, size: number) => void): void;
  ask(line: string): Answer;
  close(): void;
}

/** The snapshot as the target of a debugger that is attached to a machine; as a dump when it is not `isLive`. */
export function goLive(snapshot: Snapshot, isLive = true): Live {
  const own = JSON.parse(JSON.stringify({ ...snapshot, target: { ...snapshot.target, isLive } })) as Snapshot;
  const loaded: LoadedSnapshot = validateSnapshot(own);
  let text = "";
  let errors = "";
  const session = openSnapshot(loaded, { output: (piece) => (text += piece), error: (piece) => (errors += piece) });
  session.run(`.scriptload ${SCRIPT}`);
  const { memory } = session.backend;
  let isInside = false;
  return {
    memory,
    onRead(hook) {
      memory.beforeRead = (address, size) => {
        // What the hook itself reads is no read of the debugger.
        if (isInside) return;
        isInside = true;
        try {
          hook(address, size);
        } finally {
          isInside = false;
        }
      };
    },
    ask(line) {
      text = errors = "";
      const { failed } = session.run(`dx -s @$alpcx("${line}")`);
      const problems = problemsOfText({ text, errors, failed });
      let document: DeadlockDocument | undefined;
      if (line.endsWith("/json") && !failed) {
        document = JSON.parse(text) as DeadlockDocument;
        problems.push(...problemsOf(document));
      }
      return { text, errors, failed, document, problems };
    },
    close: () => session.close(),
  };
}
