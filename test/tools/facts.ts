/** The blocks of docs/engine-facts.md: found, run, compared; run as a program it writes them as the engine prints them. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { enginePath, findEngine } from "../../hosts/engine/find.js";
import { openWorldInEngine } from "../conformance/engine";

export const DOC = fileURLToPath(new URL("../../docs/engine-facts.md", import.meta.url));
export const SCRIPT = fileURLToPath(new URL("../conformance/scripts/facts.js", import.meta.url));
/** The machine on which the lines run. */
export const WORLD = "deadlock";
const BLOCK = /```facts\n([\s\S]*?)```/g;

export const written = (): string => readFileSync(DOC, "utf8");

/** The document with its lines run one after the other in one session. `script` is the path as the host writes it. */
export function rendered(text: (line: string) => string, script = SCRIPT): string {
  const loaded = text(`.scriptload ${script}`);
  if (!loaded.includes("successfully loaded")) throw new Error(loaded);
  return written().replace(BLOCK, (_all, block: string) => {
    const lines = block.split("\n").filter((line) => line.startsWith("kd> "));
    const shown = lines.map((line) => `${line}\n${text(line.slice(4)).replace(/ +$/gm, "")}`);
    return "```facts\n" + shown.join("") + "```";
  });
}

/** The same in Microsoft's engine. */
export function renderedInEngine(): string {
  const place = findEngine({});
  if (!place.ready) throw new Error(place.problem);
  const host = openWorldInEngine(WORLD);
  try {
    return rendered((line) => host.text(line), enginePath(SCRIPT, place));
  } finally {
    host.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(DOC, renderedInEngine());
