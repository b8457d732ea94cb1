/** The sessions shown in Markdown files: found, run, compared, written anew. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { open, type TestSession } from "./session";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const BLOCK = /<!-- run (\S+) -->\n```\n([\s\S]*?)```/g;

/** The file with every shown session as it runs today. */
export function rendered(file: string): string {
  const sessions = new Map<string, TestSession>();
  return readFileSync(ROOT + file, "utf8").replace(BLOCK, (_, snapshot: string, block: string) => {
    let session = sessions.get(snapshot);
    if (!session) sessions.set(snapshot, (session = open(ROOT + snapshot)));
    const lines = block.split("\n").filter((line) => line.startsWith("kd> "));
    const shown = lines.map((line) => {
      const { text, errors } = session.run(line.slice(4));
      return line + "\n" + (text + errors).replace(/[ ]+$/gm, "");
    });
    return "<!-- run " + snapshot + " -->\n```\n" + shown.join("\n") + "```";
  });
}

/** The files that show sessions. */
export const SHOWN = ["README.md", "docs/recipes.md"];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const file of SHOWN) writeFileSync(ROOT + file, rendered(file));
}
