/** Reads the recorded sessions of Microsoft's engine. */
import { readFileSync } from "node:fs";

export interface Entry {
  readonly file: string;
  /** Line number in the file, from 1. */
  readonly number: number;
  /** A typed line, or a command to the probe program (`%root`). */
  readonly line: string;
  readonly isDirective: boolean;
  readonly output: string;
}

const FOLDER = new URL("../../../conformance/transcripts/", import.meta.url);

/** All typed lines and probe commands of a transcript in order, each with what was printed after it. */
export function readTranscript(file: string): Entry[] {
  const text = readFileSync(new URL(file, FOLDER), "utf8");
  // A trace may leave the prompt in the middle of a line.
  const starts = [...text.matchAll(/(?:^|(?<=>))kd> (.*)\n?|^#(%.*)\n|^#---.*\n/gm)];
  return starts.flatMap((start, i) => {
    const end = start.index + start[0].length;
    const line = start[1] ?? start[2];
    if (line === undefined) return [];
    const output = text.slice(end, starts[i + 1]?.index ?? text.length);
    const number = text.slice(0, start.index).split("\n").length;
    return [{ file, number, line, isDirective: start[2] !== undefined, output }];
  });
}
