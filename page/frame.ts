/** The page around the drawing: verdict, tools, column. */
import type { GraphDocument } from "../src/report/graphDocument";
import { html, svg, visible } from "./dom";
import { legend } from "./legend";

export interface Frame {
  readonly svg: SVGSVGElement;
  readonly stage: HTMLElement;
  readonly panel: HTMLElement;
  readonly search: HTMLInputElement;
  /** What the search found. */
  readonly found: HTMLElement;
  readonly fit: HTMLButtonElement;
  readonly closer: HTMLButtonElement;
  readonly farther: HTMLButtonElement;
}

export function buildFrame(graph: GraphDocument, into: HTMLElement): Frame {
  const drawing = svg("svg", { id: "frame", "aria-label": "Wait graph", role: "group" });
  const panel = html("div", { class: "panel", "aria-live": "polite" });
  const search = html("input", {
    type: "search",
    id: "search",
    placeholder: "Search (name, id, address, port)",
    "aria-label": "Search",
    autocomplete: "off",
    spellcheck: "false",
  });
  const found = html("span", { id: "found", role: "status" });
  const button = (id: string, label: string, title: string) =>
    html("button", { type: "button", id, title, "aria-label": title }, label);
  const fit = button("fit", "Fit", "Show everything (f)");
  const closer = button("closer", "+", "Zoom in (+)");
  const farther = button("farther", "\u2212", "Zoom out (-)");
  const stage = html("div", { class: "stage" }, drawing);
  const head = html(
    "header",
    {},
    html("h1", { class: "verdict " + graph.verdict }, visible(graph.headline)),
    html("p", { class: "looked" }, visible(graph.looked), " ", drawn(graph)),
    html("div", { class: "tools", role: "toolbar", "aria-label": "Tools" }, found, search, closer, farther, fit),
  );
  into.append(head, stage, html("aside", { "aria-label": "Details" }, panel, legend()));
  if (graph.nodes.length === 0) stage.append(html("p", { class: "empty" }, "Nobody waits for anybody here."));
  return { svg: drawing, stage, panel, search, found, fit, closer, farther };
}

function drawn(graph: GraphDocument): string {
  const count = (one: string, many: string, kind: string) => {
    const found = graph.nodes.filter((node) => node.kind === kind).length;
    return `${String(found)} ${found === 1 ? one : many}`;
  };
  const waits = graph.edges.filter((edge) => edge.leg === "wait").length;
  const parts = [
    waits === 1 ? "1 wait" : `${String(waits)} waits`,
    count("thread", "threads", "thread"),
    count("port", "ports", "port"),
    count("process", "processes", "process"),
  ];
  return `Drawn: ${parts.join(", ")}.`;
}
