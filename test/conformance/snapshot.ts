/** A world opened in the snapshot host. */
import { join, sep } from "node:path";
import { openSnapshot } from "../../hosts/snapshot/session.js";
import type { Host } from "./play";
import { loadWorld, ROOT, WORLDS } from "./worlds";

export function openWorldInSnapshot(world: string): Host & { close(): void } {
  let printed: string[] = [];
  const print = (text: string): void => void printed.push(text);
  const file = join(ROOT, WORLDS[world]!.file);
  const session = openSnapshot(loadWorld(WORLDS[world]!), { file, output: print, error: print });
  return {
    alpc: join(ROOT, "dist", "alpc.js"),
    scripts: join(ROOT, "test", "conformance", "scripts", sep),
    text(line) {
      printed = [];
      session.run(line);
      return printed.join("");
    },
    close: () => session.close(),
  };
}
