/** The lines, and what the engine printed for them. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { WORLDS } from "./worlds";

/** A file of lines; it runs in one session per world, after the files before it. */
export interface LineSet {
  readonly name: string;
  readonly worlds: readonly string[];
  readonly lines: readonly string[];
}

export interface Entry {
  readonly line: string;
  readonly output: string;
}

export interface Recording {
  /** What opened the machine: the engine's version. */
  readonly header: string;
  readonly entries: readonly Entry[];
}

const LINES = new URL("./lines/", import.meta.url);
/** Output that looks like the line before it. */
const PROMPT = /^(\\*kd> )/gm;
const NO_LINE_END = "<no line end>\n";

/** All sets in the order of their names. `# worlds: a b` says where a set runs; other lines with `#` are comments. */
export function lineSets(): LineSet[] {
  return readdirSync(LINES)
    .filter((file) => file.endsWith(".txt"))
    .sort()
    .map((file) => {
      const all = readFileSync(new URL(file, LINES), "utf8").split("\n");
      const worlds = all.flatMap((line) => /^# worlds: (.*)$/.exec(line)?.[1]?.split(" ") ?? []);
      const unknown = worlds.filter((world) => WORLDS[world] === undefined);
      if (worlds.length === 0 || unknown.length > 0) throw new Error(`${file}: worlds: ${unknown.join(" ")}`);
      const lines = all.filter((line) => line !== "" && !line.startsWith("#"));
      return { name: file.replace(".txt", ""), worlds, lines };
    });
}

function place(world: string, set: string): URL {
  return new URL(`./recorded/${world}/${set}.txt`, import.meta.url);
}

export function readRecording(world: string, set: string): Recording | undefined {
  const file = place(world, set);
  if (!existsSync(file)) return undefined;
  const [header = "", ...blocks] = readFileSync(file, "utf8").split(/^kd> /m);
  return {
    header: header.trim(),
    entries: blocks.map((block) => {
      const end = block.indexOf("\n");
      const output = block.slice(end + 1);
      return {
        line: block.slice(0, end),
        output: unescaped(output.endsWith(NO_LINE_END) ? output.slice(0, -NO_LINE_END.length - 1) : output),
      };
    }),
  };
}

function unescaped(output: string): string {
  return output.replace(/^\\(\\*kd> )/gm, "$1");
}

export function writeRecording(world: string, set: string, { header, entries }: Recording): void {
  const file = place(world, set);
  mkdirSync(dirname(file.pathname), { recursive: true });
  const blocks = entries.map(({ line, output }) => {
    const ends = output === "" || output.endsWith("\n");
    return `kd> ${line}\n${output.replace(PROMPT, "\\$1")}${ends ? "" : `\n${NO_LINE_END}`}`;
  });
  writeFileSync(file, `${header}\n\n${blocks.join("")}`);
}
