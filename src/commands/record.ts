import { record, recordedText, type Recorded } from "../record/record";
import { roots } from "../model/roots";
import { argumentOf, type Command, type Context, type Output } from "./command";
import { LIMIT, limitOf } from "./parse";

export const recordCommand: Command = {
  name: "record",
  argument: "FILE",
  switches: ["all", "force"],
  options: LIMIT,
  summary: "writes a snapshot of everything the analysis reads, for alpcx --snapshot",
  examples: ["/record C:\\temp\\hang.json", '/record "C:\\my dumps\\hang.json" /all'],
  detail: [
    "/all adds whole structures, every known type, handles to ports and the stacks of all threads.",
    "/force replaces a file that is there. /limit N looks at no more than N ports, messages, processes and threads each.",
    "Data of messages, names and security descriptors are in the file: alpcx --anonymize replaces them before you share it.",
  ],
  run(context: Context): Output {
    const { switches } = context.parsed;
    const done = record(context.look(), argumentOf(context.parsed), roots, {
      all: switches.has("all"),
      force: switches.has("force"),
      limit: limitOf(context.parsed),
      progress: context.progress,
    });
    return { lines: recordLines(done), document: Object.assign({ schema: "alpcx.record/1" }, done) };
  },
};

/** What was written, in words. */
export function recordLines(done: Recorded): string[] {
  const lines = [
    recordedText(done),
    "  look at it anywhere: alpcx --snapshot FILE; share it without names: alpcx --anonymize OUT --snapshot FILE",
  ];
  if (done.ambiguous > 0)
    lines.push("  " + done.ambiguous + " reads of user memory are left out: processes differ at the same address");
  if (done.stopped) lines.push("  stopped at the limit: not every object was looked at");
  return lines;
}
