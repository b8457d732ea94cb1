/** Every command, with each of its switches, has a line that the engine answered: a new one fails here until it has. */
import { describe, expect, it, vi } from "vitest";
import { COMMANDS } from "../../src/commands/run";
import { COMMON } from "../../src/commands/parse";
import { lineSets, readRecording } from "./tables";

// Pages are drawn by what the bundler puts in; no graph is drawn here.
vi.mock("alpcx:page", () => ({ NOTICE: "", SCRIPT: "", SCRIPT_HASH: "", STYLE: "", STYLE_HASH: "" }));

const SET = "81-alpc-commands";
const set = lineSets().find(({ name }) => name === SET);

/** Commands that write files, which the engine's package cannot: there they only say so. */
const WRITES = ["graph", "record"];

/** A line with the words of a command: first the command, then anything, among it all of `words`. */
function isLine(line: string, command: string, words: readonly string[]): boolean {
  const [alias, ...typed] = line.split(" ");
  if (alias !== "!alpcx") return false;
  if (command !== "" && typed.shift() !== `/${command}`) return false;
  // `!alpcx` alone takes switches only.
  if (command === "" && typed.some((word) => !COMMON.some((name) => word === `/${name}`))) return false;
  return words.every((word) => typed.includes(word));
}

const options = (name: string): string[][] => {
  const command = COMMANDS.find((known) => known.name === name)!;
  return [
    [],
    ...[...COMMON, ...(command.switches ?? []), ...Object.keys(command.options ?? {})].map((option) => [`/${option}`]),
    ...(command.choices ?? []).map((choice) => [choice]),
  ];
};

describe.each(COMMANDS.map(({ name }) => name))("!alpcx /%s", (command) => {
  it.each(options(command).map((words) => [words.join(" "), words] as const))("%s", (_title, words) => {
    const lines = set?.lines.filter((line) => isLine(line, command, words)) ?? [];
    expect(lines).not.toEqual([]);
    if (WRITES.includes(command)) return;
    for (const world of [/everything-.*x64/, /everything-xp.*x86/]) {
      const name = set?.worlds.find((one) => world.test(one)) ?? "";
      const answers = readRecording(name, SET)?.entries.filter(({ line }) => lines.includes(line)) ?? [];
      expect(answers.map(({ output }) => output).filter((text) => !text.startsWith("alpcx: error"))).not.toEqual([]);
    }
  });

  it("has help", () => {
    expect(set?.lines).toContain(`!alpcx /? ${command}`.trimEnd());
  });

  it("gives a document under /json", () => {
    if (WRITES.includes(command)) return;
    for (const world of set?.worlds ?? []) {
      for (const { line, output } of readRecording(world, SET)?.entries ?? []) {
        if (!isLine(line, command, ["/json"]) || output.startsWith("alpcx: error")) continue;
        const text = output
          .split("\n")
          .filter((one) => one.startsWith("{"))
          .join("");
        expect(JSON.parse(text), `${world}: ${line}`).toHaveProperty("schema");
      }
    }
  });
});
