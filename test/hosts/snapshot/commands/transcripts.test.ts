import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Probe } from "./probe.js";

const FOLDER = new URL("./transcripts/", import.meta.url);

// Commands of the engine that have no place over a snapshot, and what a native extension answered.
const ABSENT = /^(?:\.load|\.unload|sxe|sx-|r |\.echo \$u0)/;
const OF_OTHERS = /\[native |<Win32 error/;

interface Exchange {
  readonly number: number;
  readonly line: string;
  readonly printed: string;
}

/** Replays a recording; gives back what it compared. */
function replay(text: string): { compared: number; beyond: string[]; different: (Exchange & { got: string })[] } {
  let probe = new Probe();
  const hasCodes = text.includes("[hr ");
  const lines = text.split("\n");
  const result = { compared: 0, beyond: [] as string[], different: [] as (Exchange & { got: string })[] };
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? "";
    // An alias made twice without being removed is the beginning of another recording.
    if (line === "#%alias alpcx" && probe.functions.has("alpcx")) probe = new Probe();
    if (line.startsWith("#%")) directive(probe, line.slice(2));
    const odd = /^\[CreateFunctionAlias '(.+)' 00000000\]$/.exec(line)?.[1];
    if (odd !== undefined) probe.functions.add(odd);
    if (!line.startsWith("kd> ")) continue;
    const number = i + 1;
    const printed: string[] = [];
    while (i + 1 < lines.length && !/^(?:kd> |#[%-])/.test(lines[i + 1] ?? "")) printed.push((lines[++i] ?? "") + "\n");
    const exchange = { number, line: line.slice(4), printed: printed.join("").replace(/\n\n$/, "\n") };
    // The last one of a file has the file's end behind it.
    const wanted = i === lines.length - 1 ? exchange.printed.replace(/\n$/, "") : exchange.printed;
    const isRegisterCommand = probe.aliases.get("!alpcx")?.startsWith("r ") === true && exchange.line.startsWith("!");
    if (ABSENT.test(exchange.line) || OF_OTHERS.test(wanted) || isRegisterCommand) continue;
    const answer = probe.answer(exchange.line);
    // Not every recording has the result codes.
    const got = hasCodes ? answer : answer?.replace(/\[hr [0-9a-f]+\]\n$/, "");
    if (got === undefined) {
      result.beyond.push(exchange.line);
      continue;
    }
    result.compared++;
    if (got.trimEnd() !== wanted.trimEnd()) result.different.push({ ...exchange, printed: wanted, got });
  }
  return result;
}

function directive(probe: Probe, text: string): void {
  const [word, ...rest] = text.split(" ");
  if (word === "alias") probe.functions.add("alpcx");
  if (word === "aliasmeta")
    for (const name of ["alpcm", "alpct", "alpcd", "alpcn", "alpcdup"]) probe.functions.add(name);
  if (word === "unalias") probe.functions.delete("alpcx");
  if (word === "exec") probe.executes = rest.length === 0 ? [] : [...probe.executes, rest.join(" ")];
}

describe("recorded dialogues with the engine, character for character", () => {
  const files = readdirSync(FOLDER).sort();
  test.each(files)("%s", (file) => {
    const { compared, different } = replay(readFileSync(new URL(file, FOLDER), "utf8"));
    expect(different).toEqual([]);
    expect(compared).toBeGreaterThan(6);
  });
});
