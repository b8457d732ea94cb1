/** Every dx line of the recorded sessions prints what Microsoft's engine printed, character for character. */
import { describe, expect, it } from "vitest";
import { DebuggerStub } from "./debuggerStub";
import { idleRules, reasonToSkip } from "./notHere";
import { readTranscript, type Entry } from "./transcript";

const FILES = [
  "07-function-alias-results.txt",
  "08-dx-literals.txt",
  "09-dx-display.txt",
  "10-dx-containers-errors-metadata-grids.txt",
  "11-dx-linq.txt",
  "12-dx-laziness-and-limits.txt",
  "13-dx-dml.txt",
  "14-kernel-model.txt",
  "15-parent-models.txt",
  "18-alias-metadata-and-awkward-arguments.txt",
  "20-callback-counts.txt",
];

/** Key look-ups are no callback of this data model, and the number of indices asked for is not passed on. */
function withoutLookups(output: string): string {
  return output.replace(/<dynget [^>]*>/g, "").replace(/ dims=\d+>/g, ">");
}

/** Splits a line at `;` outside quotes. */
function statements(line: string): string[] {
  return [...line.matchAll(/(?:"(?:[^"\\]|\\.)*"|[^;"]|"(?=[^"]*$))+/g)].map((match) => match[0].trim());
}

function run(stub: DebuggerStub, line: string): string {
  let output = "";
  for (const statement of statements(line)) {
    const alias = /^!([^\s(]+)\s*([^]*)$/.exec(statement);
    const dx = /^dx(?=\W|$)\s*([^]*)$/.exec(statement);
    if (dx !== null) output += stub.dx(dx[1] ?? "");
    else if (alias !== null) {
      // `!alias TEXT` is `dx @$alias(TEXT)`. Source: real-engine 0.2.
      const text = alias[2] ?? "";
      output += stub.dx(`@$${alias[1]}${/^\(.*\)$/.test(text) ? text : `(${text})`}`);
    } else if (statement.startsWith(".echo ")) output += `${statement.slice(6)}\n`;
  }
  return output;
}

function obey(stub: DebuggerStub, entry: Entry): void {
  const [word, argument = ""] = entry.line.split(" ");
  switch (word) {
    case "%root":
      return stub.makeRoot();
    case "%attach":
      return stub.attach();
    case "%attachfail":
      return stub.attachFailing();
    case "%alias":
      return stub.addAlias(argument);
    case "%aliasmeta":
      return stub.addAliasesWithMetadata();
    case "%args":
      stub.showsArguments = argument !== "0";
      return;
    case "%mode":
      stub.mode = argument;
      return;
    case "%trace":
      stub.probe.isTracing = argument === "1";
      return;
    case "%dml":
    case "%exec":
      return;
    case "%count": {
      const { getters, nexts, displays } = stub.probe;
      stub.probe.reset();
      expect(`[getters ${getters} iterator-next ${nexts} display ${displays}]\n`, `count at ${entry.number}`).toBe(
        entry.output,
      );
      return;
    }
    default:
      throw new Error(`${entry.file}:${entry.number}: ${entry.line}`);
  }
}

const skipped: string[] = [];

describe.each(FILES)("%s", (file) => {
  const stub = new DebuggerStub();
  if (/^(?:09|1[01])/.test(file)) stub.makeRoot();
  let showsMarkup = false;
  for (const entry of readTranscript(file)) {
    if (entry.line.startsWith("%dml")) showsMarkup = entry.line === "%dml 1";
    const { line, number } = entry;
    const reason =
      showsMarkup && !entry.isDirective ? markup(line) : entry.isDirective ? undefined : reasonToSkip(entry);
    if (reason !== undefined) {
      skipped.push(`${file}:${number} ${line.slice(0, 70)}: ${reason}`);
      if (/^\.prefer_dml/.test(line)) {
        it(`${number}: ${line}`, () => void (stub.preferDml = line.endsWith("1")));
      }
      // The counts of transcript 20 hold with markup too.
      else if (showsMarkup && file.startsWith("20") && line.startsWith("dx")) {
        it(`${number}: ${line} (calls only)`, () => void run(stub, line));
      }
      continue;
    }
    it(`${number}: ${line}`, () => {
      if (entry.isDirective) return obey(stub, entry);
      expect(withoutLookups(run(stub, line))).toBe(withoutLookups(entry.output));
    });
  }
});

function markup(line: string): string {
  return line.startsWith("dx") ? "its output is DML markup" : "a command of the front end";
}

it("leaves out only what is named, for a reason that still holds", () => {
  console.log(`${skipped.length} lines of the transcripts do not apply:\n${skipped.join("\n")}`);
  expect(idleRules()).toEqual([]);
});
