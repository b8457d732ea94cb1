/** `!alpcx /?`: made from the table of commands. */
import { UsageError } from "../target/target";
import { spaces } from "../report/lines";
import { suggestion } from "./parse";
import { argumentOf, type Command, type Context, type Output } from "./command";

/** The help command over a table that contains it. */
export function helpCommand(table: () => readonly Command[]): Command {
  return {
    name: "?",
    argument: "COMMAND",
    argumentIsOptional: true,
    summary: "this help; with a command, its own",
    examples: ["/?", "/? deadlock"],
    run(context: Context): Output {
      const wanted = argumentOf(context.parsed).replace(/^[/-]/, "").toLowerCase();
      const lines = wanted === "" ? overview(table()) : one(table(), wanted);
      const commands = table().map((command) => ({
        usage: usage(command),
        summary: command.summary,
        examples: command.examples,
      }));
      return { lines, document: { schema: "alpcx.help/1", commands } };
    },
  };
}

function overview(table: readonly Command[]): string[] {
  const width = Math.max(...table.map((command) => usage(command).length)) + 2;
  return ["alpcx: who waits for whom over ALPC", ""]
    .concat(table.map((command) => "  " + usage(command) + spaces(width - usage(command).length) + command.summary))
    .concat([
      "",
      "  /json after a command prints one JSON document, /v prints more. !alpcx /? COMMAND shows examples.",
      "  Addresses and ids are hexadecimal: ffffe001`23456789, bfc, 0x1234; 0n3068 is decimal.",
      "  Objects for dx: @$cursession.Alpc, @$curprocess.Alpc, @$curthread.Alpc",
    ]);
}

function one(table: readonly Command[], wanted: string): string[] {
  const command = table.find((known) => known.name === wanted);
  if (!command) {
    const names = table.map((known) => known.name).filter((name) => name !== "" && name !== "?");
    throw new UsageError("there is no /" + wanted + suggestion(wanted, names, "/") + " !alpcx /? lists the commands");
  }
  return [usage(command), "  " + command.summary].concat((command.detail || []).map((line) => "  " + line)).concat(
    ["", "Examples:"],
    command.examples.map((example) => "  !alpcx " + example),
  );
}

/** `!alpcx /graph dot|html FILE` */
export function usage(command: Command): string {
  const parts = ["!alpcx"];
  if (command.name !== "") parts.push("/" + command.name);
  if (command.choices) parts.push(command.choices.join("|"));
  if (command.argument !== undefined)
    parts.push(command.argumentIsOptional ? "[" + command.argument + "]" : command.argument);
  for (const name of command.switches || []) parts.push("[/" + name + "]");
  for (const name of Object.keys(command.options || {})) {
    parts.push("[/" + name + " " + (command.options || {})[name] + "]");
  }
  return parts.join(" ");
}
