import { hex, type Address } from "../target/address";
import { findThread } from "../model/find";
import { spaces } from "../report/lines";
import { lossText } from "../report/lossLines";
import { rowText } from "../report/words";
import { toDocument } from "../waits/document";
import { evidenceOf } from "../waits/evidence";
import { chainRows, type ChainRow } from "../waits/tree";
import { argumentOf, type Command, type Context, type Output } from "./command";
import { intoWait, toProcess } from "./next";
import { parseNumber } from "./parse";

export const chain: Command = {
  name: "chain",
  argument: "THREAD",
  summary: "the wait chain of one thread, as a tree, without a scan of the machine",
  examples: ["/chain fffffa80`1afae6f0", "/chain 3c40"],
  run(context: Context): Output {
    const look = context.look();
    const thread = findThread(look, parseNumber(argumentOf(context.parsed)));
    const { waits, analysis } = look.chain(thread);
    const rows = chainRows(waits, thread.address);
    const lines: string[] = [];
    for (const row of rows) {
      const indent = spaces(2 * row.depth);
      lines.push(indent + rowText(waits.world, row));
      if (row.wait && context.parsed.switches.has("v")) {
        for (const evidence of evidenceOf(waits.world, row.wait))
          lines.push(indent + "    " + evidence.basis + ": " + evidence.text);
      }
      if (row.end !== undefined && row.end !== "loop" && row.end !== "shown") {
        const { pid, tid } = row.thread.fact;
        const frames = row.wait ? undefined : look.target.frames(pid, tid);
        for (const frame of (frames || []).slice(0, 8)) lines.push(indent + "    | " + frame);
      }
    }
    for (const lost of analysis.incomplete) {
      lines.push("could not be read: " + lossText(lost));
    }
    return {
      lines,
      document: toDocument(analysis),
      next: intoWait(rows.length > 0 ? (rows[0] as ChainRow).wait : undefined).concat(toProcess(owing(rows))),
      dx: "@$cursession.Alpc.Thread(" + hex(thread.address) + ").Alpc.WaitChain",
      namesLosses: true,
    };
  },
};

/** The process that the first branch ends in. */
function owing(rows: readonly ChainRow[]): Address | undefined {
  const end = rows.filter((row) => row.end !== undefined)[0];
  if (!end) return undefined;
  return end.wait && end.wait.process !== undefined ? end.wait.process : end.thread.fact.process;
}
