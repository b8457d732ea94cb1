/** The recorded cases as dumps, each written once per test file. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DUMP_NAME, exportDump } from "../../hosts/dump/index.js";
import type { Snapshot } from "../../hosts/snapshot/format.js";

const folder = mkdtempSync(join(tmpdir(), "alpcx-engine-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

export interface CaseDump {
  readonly snapshot: Snapshot;
  readonly dump: string;
  /** Symbol and image path. */
  readonly symbols: string;
  readonly image: string;
}

const written = new Map<string, CaseDump>();

/** A case of test/cases as a small dump: every read outside of it fails. */
export function caseDump(name: string): CaseDump {
  let done = written.get(name);
  if (!done) {
    const file = new URL(`../cases/${name}.json.gz`, import.meta.url);
    const snapshot = JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")) as Snapshot;
    const into = join(folder, name);
    exportDump(snapshot, into, "small");
    done = { snapshot, dump: join(into, DUMP_NAME), symbols: into, image: into };
    written.set(name, done);
  }
  return done;
}

export const HEALTHY = "healthy-19041-x64";
/** Any dump, for tests that look at no target. */
export const testDump = caseDump(HEALTHY).dump;
