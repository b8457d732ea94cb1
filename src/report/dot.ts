/** The graph as Graphviz text. ASCII; everything from the target is quoted so that it can be nothing but a label. */
import type { GraphDocument, GraphEdge, GraphNode } from "./graphDocument";

/** One line at a time, each with its end. */
export function dotLines(graph: GraphDocument): string[] {
  const lines = [
    "// Made by alpcx: who waits for whom. dot -Tsvg FILE -o FILE.svg draws it.",
    "digraph alpc {",
    "  graph [" +
      attributes({ rankdir: "LR", fontname: "Segoe UI, Helvetica, sans-serif", labelloc: "t", compound: "true" }) +
      ", label=" +
      quoted([graph.headline, graph.looked].concat(graph.notes).join("\n")) +
      "];",
    '  node [fontname="Segoe UI, Helvetica, sans-serif", fontsize=10, style="filled,rounded", shape=box, color="#8a94a6", fillcolor="#ffffff"];',
    '  edge [fontname="Segoe UI, Helvetica, sans-serif", fontsize=9, color="#5b6472"];',
  ];
  const inside = new Map<string, GraphNode[]>();
  for (const node of graph.nodes) {
    if (node.parent === undefined) continue;
    const list = inside.get(node.parent);
    if (list) list.push(node);
    else inside.set(node.parent, [node]);
  }
  for (const node of graph.nodes) {
    if (node.kind === "process") lines.push(...cluster(graph, node, inside.get(node.id) || []));
    else if (node.parent === undefined) lines.push("  " + statement(graph, node));
  }
  for (const edge of graph.edges) lines.push("  " + edgeStatement(graph, edge));
  lines.push("}");
  return lines.map((line) => line + "\n");
}

function cluster(graph: GraphDocument, process: GraphNode, content: readonly GraphNode[]): string[] {
  const look = { style: "filled,rounded", fillcolor: "#f2f4f8", color: process.root === undefined ? "#b4bccb" : ROOT };
  const label = [process.label + (process.detail === "" ? "" : "  " + process.detail)].concat(rootLine(process));
  return [
    "  subgraph " + quoted("cluster_" + process.id) + " {",
    "    graph [" + attributes(look) + ", label=" + quoted(label.join("\n")) + ", tooltip=" + tooltip(process) + "];",
    // A process without content is drawn all the same: somebody waits for it.
    ...(content.length > 0 ? content : [process]).map((node) => "    " + statement(graph, node)),
    "  }",
  ];
}

const RED = "#c62828";
const AMBER = "#b26a00";
const ROOT = "#1565c0";

function statement(graph: GraphDocument, node: GraphNode): string {
  const look: { [name: string]: string } = {};
  if (node.kind === "port") look.shape = "cds";
  else if (node.kind === "object") look.shape = "note";
  if (node.root !== undefined) Object.assign(look, { color: ROOT, penwidth: "2" });
  const certainty = certaintyOf(graph, node.deadlocks);
  if (node.role === "member") {
    const isProved = certainty === "proved";
    Object.assign(look, {
      color: isProved ? RED : AMBER,
      fillcolor: isProved ? "#fde0e0" : "#fff1d6",
      penwidth: "2",
      style: isProved ? "filled,rounded,bold" : "filled,rounded,dashed",
    });
  } else if (node.role === "victim") Object.assign(look, { color: certainty === "proved" ? RED : AMBER });
  const mark =
    node.role === "member"
      ? [certainty + " deadlock " + (node.deadlocks || []).map((index) => index + 1).join(", ")]
      : node.role === "victim"
        ? ["victim of deadlock " + (node.deadlocks || []).map((index) => index + 1).join(", ")]
        : [];
  const label = [node.label, node.detail].concat(mark, rootLine(node)).filter((line) => line !== "");
  const all = attributes(look);
  return (
    quoted(node.id) +
    " [label=" +
    quoted(label.join("\n")) +
    (all === "" ? "" : ", " + all) +
    ", tooltip=" +
    tooltip(node) +
    "];"
  );
}

function rootLine(node: GraphNode): string[] {
  return node.root === undefined ? [] : ["root: " + node.root];
}

function certaintyOf(
  graph: GraphDocument,
  deadlocks: readonly number[] | undefined,
): "proved" | "suspected" | undefined {
  const found = (deadlocks || []).map((index) => graph.deadlocks[index]);
  if (found.some((deadlock) => deadlock !== undefined && deadlock.certainty === "proved")) return "proved";
  return found.length > 0 ? "suspected" : undefined;
}

function edgeStatement(graph: GraphDocument, edge: GraphEdge): string {
  const look: { [name: string]: string } = {};
  if (edge.leg === "wait") look.style = edge.state === "inService" || edge.state === "owned" ? "solid" : "dashed";
  else Object.assign(look, { style: edge.certainty === "serves" ? "solid" : "dotted", arrowhead: "vee" });
  if (edge.deadlock !== undefined) {
    look.color = certaintyOf(graph, [edge.deadlock]) === "proved" ? RED : AMBER;
    look.penwidth = "2";
  }
  const text = edge.leg === "wait" ? edge.text : edge.label;
  const tip = edge.leg === "wait" ? [text].concat(edge.evidence.map((item) => item.basis + ": " + item.text)) : [text];
  return (
    quoted(edge.from) +
    " -> " +
    quoted(edge.to) +
    " [label=" +
    quoted(edge.label) +
    ", " +
    attributes(look) +
    ", tooltip=" +
    quoted(tip.join("\n")) +
    "];"
  );
}

function tooltip(node: GraphNode): string {
  return quoted(node.facts.concat(node.command === undefined ? [] : [node.command]).join("\n"));
}

function attributes(values: { readonly [name: string]: string }): string {
  return Object.keys(values)
    .map((name) => name + "=" + quoted(values[name] as string))
    .join(", ");
}

/** What is invisible or turns text around; see also `visible` of the page. */
const ODD = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/;

/**
 * A Graphviz string: a backslash would begin an escape, an ampersand an HTML entity, a quote end it. Newlines are ours or
 * the target's, and become line breaks. What is not ASCII becomes an entity; what is invisible, or beyond 16 bits, for which
 * Graphviz has no entities, becomes a visible escape.
 */
export function quoted(text: string): string {
  let result = "";
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    if (char === "\\") result += "\\\\";
    else if (char === '"') result += '\\"';
    else if (char === "\n") result += "\\n";
    else if (code > 0xffff) result += "\\\\u{" + code.toString(16) + "}";
    else if (ODD.test(char)) result += "\\\\u" + ("000" + code.toString(16)).slice(-4);
    else if (code > 0x7e || char === "&" || char === "<" || char === ">") result += "&#" + code + ";";
    else result += char;
  }
  return '"' + result + '"';
}
