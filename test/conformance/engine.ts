/** A world opened in Microsoft's engine, as a small dump: every read outside the snapshot fails. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DUMP_NAME, exportDump } from "../../hosts/dump/index.js";
import { enginePath, findEngine } from "../../hosts/engine/find.js";
import { openEngine } from "../../hosts/engine/index.js";
import { createProvider } from "../../hosts/provider/index.js";
import type { Host } from "./play";
import { loadWorld, ROOT, WORLDS } from "./worlds";

export interface EngineHost extends Host {
  /** `10.0.29507.1001`. */
  readonly version: string;
  close(): void;
}

export function openWorldInEngine(world: string): EngineHost {
  const folder = mkdtempSync(join(tmpdir(), "alpcx-conformance-"));
  const { snapshot } = loadWorld(WORLDS[world]!);
  exportDump(snapshot, folder, "small");
  let printed: string[] = [];
  const print = (text: string): void => void printed.push(text);
  const session = openEngine({
    dump: join(folder, DUMP_NAME),
    symbols: folder,
    image: folder,
    print,
    printError: print,
    provider: (backend) => createProvider(backend),
  });
  const text = (line: string): string => {
    printed = [];
    session.run(line);
    return printed.join("");
  };
  const version = /Debugger Version (\S+)/.exec(text("version"))?.[1] ?? "unknown";
  const place = findEngine({});
  if (!place.ready) throw new Error(place.problem);
  return {
    alpc: enginePath(join(ROOT, "dist", "alpc.js"), place),
    scripts: enginePath(join(ROOT, "test", "conformance", "scripts"), place) + "\\",
    text,
    version,
    close() {
      session.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
