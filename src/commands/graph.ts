import { NOTICE, SCRIPT, SCRIPT_HASH, STYLE, STYLE_HASH } from "alpcx:page";
import { dotLines } from "../report/dot";
import type { GraphDocument } from "../report/graphDocument";
import { graphOf } from "../report/graphModel";
import { htmlPieces } from "../report/html";
import { plural } from "../report/lines";
import { checkTextFile, writeTextFile } from "../target/files";
import { argumentOf, type Command, type Context, type Output } from "./command";
import { LIMIT, limitOf } from "./parse";

export const graphCommand: Command = {
  name: "graph",
  choices: ["dot", "html"],
  argument: "FILE",
  switches: ["quick", "force"],
  options: LIMIT,
  summary: "the wait graph as Graphviz text, or as one HTML page that shows it",
  examples: ["/graph html C:\\temp\\waits.html", '/graph dot "C:\\my dumps\\waits.dot" /force'],
  detail: [
    "The page needs no network and no other file: open it in any browser, or send it to somebody.",
    "Drawn is what waits and what it waits for; idle threads are left out. /limit N draws up to N waiting threads.",
    "/force replaces a file that is there. /json prints the graph, nodes and edges, as well.",
  ],
  run(context: Context): Output {
    const { choice, switches } = context.parsed;
    checkTextFile(argumentOf(context.parsed), switches.has("force"));
    const graph = graphOf(context.look().judged(switches.has("quick"), context.progress), limitOf(context.parsed));
    const parts = { script: SCRIPT, style: STYLE, scriptHash: SCRIPT_HASH, styleHash: STYLE_HASH, notice: NOTICE };
    const pieces = choice === "dot" ? dotLines(graph) : htmlPieces(graph, parts);
    const file = writeTextFile(argumentOf(context.parsed), switches.has("force"), pieces);
    return { lines: graphLines(graph, file, choice === "dot"), document: graph, dx: "@$cursession.Alpc.Deadlocks" };
  },
};

/** What was written, in words. */
export function graphLines(graph: GraphDocument, file: string, isDot: boolean): string[] {
  const count = (kind: string) => graph.nodes.filter((node) => node.kind === kind).length;
  const waits = graph.edges.filter((edge) => edge.leg === "wait").length;
  return [
    graph.headline,
    "Wrote " + file + ": " + plural(waits, "wait") + " of " + graphCounts(count) + ".",
    ...graph.notes.map((note) => "  " + note),
    isDot ? "  draw it: dot -Tsvg FILE -o FILE.svg" : "  open it in a browser",
  ];
}

function graphCounts(count: (kind: string) => number): string {
  return (
    plural(count("thread"), "thread") +
    ", " +
    plural(count("port"), "port") +
    " and " +
    plural(count("process"), "process", "processes")
  );
}
