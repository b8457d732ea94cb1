/** The drawing: boxes, lines and marks as SVG. */
import type { GraphDocument, GraphNode } from "../src/report/graphDocument";
import { shorten, svg } from "./dom";
import type { Placed } from "./groups";
import type { Layout } from "./layout";
import { arrowHead, pathOf, type EdgeLine } from "./lines";
import type { Paths } from "./paths";
import { headerOf, LABEL_ROW, labelRows, linesOf, markOf, textWidth } from "./sizes";

export interface Drawing {
  readonly sheet: SVGGElement;
  /** A process may have several. */
  readonly nodes: ReadonlyMap<string, readonly SVGGElement[]>;
  /** By position in `edges`; the edges of a group share one element. */
  readonly edges: ReadonlyMap<number, SVGGElement>;
  /** The gravest first. */
  readonly signs: readonly SVGTextElement[];
  readonly groupEdges: ReadonlyMap<SVGGElement, readonly number[]>;
}

export function draw(paths: Paths, layout: Layout): Drawing {
  const nodes = new Map<string, SVGGElement[]>();
  const edges = new Map<number, SVGGElement>();
  const groupEdges = new Map<SVGGElement, readonly number[]>();
  const back = svg("g");
  const middle = svg("g");
  const front = svg("g");
  const names: { readonly element: SVGTextElement; readonly weight: number }[] = [];
  for (const { group, box } of layout.groups) {
    names.push({ element: sign(box.x + box.w / 2, box.y + box.h / 2, `${String(group.threads)} wait`, ""), weight: 1 });
    back.append(
      svg(
        "g",
        { class: "group", "data-group": group.id },
        svg("rect", { x: box.x, y: box.y, width: box.w, height: box.h, rx: 10 }),
        svg("text", { x: box.x + 12, y: box.y + 16 }, group.title),
      ),
    );
  }
  layout.boxes.forEach((box) => {
    const node = paths.nodes.get(box.of ?? box.id);
    if (!node) return;
    const isBox = node.kind === "process";
    const element = isBox ? drawProcess(paths.graph, node, box) : drawNode(paths.graph, node, box);
    if (box.isCompact) element.classList.add("compact");
    else if (isBox) {
      const inside = paths.children.get(node.id) ?? [];
      const isMember = inside.some((child) => child.role === "member");
      const certainty = isMember
        ? certaintyClass(
            paths.graph,
            inside.flatMap((child) => child.deadlocks ?? []),
          )
        : "";
      const element = sign(box.x + box.w / 2, box.y, shorten(node.label, 16), certainty);
      names.push({ element, weight: certainty === "" ? 2 : 3 });
    }
    nodes.set(node.id, (nodes.get(node.id) ?? []).concat(element));
    (isBox ? back : front).append(element);
  });
  layout.lines.forEach((line, place) => {
    const edge = paths.graph.edges[place];
    if (!edge) return;
    const classes = ["edge", edge.leg, edge.leg === "wait" ? "state-" + edge.state : edge.certainty];
    if (edge.deadlock !== undefined) classes.push(certaintyClass(paths.graph, [edge.deadlock]));
    const isInside = boxOf(paths, edge.from) === boxOf(paths, edge.to);
    const label = edge.leg !== "wait" ? [] : isInside ? [edge.label] : labelRows(edge.label);
    const element = drawEdge(classes.join(" "), line, label, 1);
    element.setAttribute("data-edge", String(place));
    edges.set(place, element);
    middle.append(element);
  });
  for (const { group, line } of layout.groups) {
    const first = paths.wait(group.waits[0] ?? 0);
    const element = drawEdge("edge wait bundle state-" + first.state, line, [], Math.min(6, 1.5 + group.threads / 8));
    element.setAttribute("data-edge", String(group.waits[0]));
    for (const place of group.waits) edges.set(place, element);
    groupEdges.set(element, group.waits);
    middle.append(element);
  }
  const signs = names.sort((a, b) => b.weight - a.weight).map(({ element }) => element);
  const top = svg("g", { class: "signs" }, ...signs);
  return { sheet: svg("g", { id: "sheet" }, back, middle, front, top), nodes, edges, groupEdges, signs };
}

/** The process that something is drawn in; itself without one. */
function boxOf(paths: Paths, id: string): string {
  return paths.nodes.get(id)?.parent ?? id;
}

export function certaintyClass(graph: GraphDocument, deadlocks: readonly number[] | undefined): string {
  const all = (deadlocks ?? []).map((index) => graph.deadlocks[index]?.certainty);
  return all.includes("proved") ? "proved" : all.length > 0 ? "suspected" : "";
}

function classesOf(graph: GraphDocument, node: GraphNode): string {
  const classes = ["node", node.kind];
  if (node.role !== undefined) classes.push(node.role, certaintyClass(graph, node.deadlocks));
  if (node.root !== undefined) classes.push("root");
  return classes.join(" ");
}

function frame(graph: GraphDocument, node: GraphNode): SVGGElement {
  const mark = markOf(node);
  const label = [node.kind, node.label, node.detail, mark, node.root === undefined ? "" : "root: " + node.root];
  return svg("g", {
    class: classesOf(graph, node),
    role: "button",
    tabindex: -1,
    "aria-label": label.filter((part) => part !== "").join(", "),
    "data-node": node.id,
  });
}

function drawProcess(graph: GraphDocument, node: GraphNode, box: Placed): SVGGElement {
  const element = frame(graph, node);
  const title = svg("text", { class: "title", x: box.x + 10, y: box.y + 16.5 }, svg("tspan", {}, headerOf(node)));
  if (node.detail !== "") title.append(svg("tspan", { class: "detail", dx: 8 }, node.detail));
  element.append(svg("rect", { x: box.x, y: box.y, width: box.w, height: box.h, rx: 8 }), title);
  const mark = markOf(node);
  if (mark !== "") element.append(...badge(mark, box.x + box.w - 8, box.y + 6));
  return element;
}

function drawNode(graph: GraphDocument, node: GraphNode, box: Placed): SVGGElement {
  const element = frame(graph, node);
  const { x, y, w, h } = box;
  const isPort = node.kind === "port";
  // A port looks like a plug: pointed where requests leave it.
  const outline = isPort
    ? svg("path", {
        d: `M${x + 6},${y} H${x + w - 12} L${x + w},${y + h / 2} L${x + w - 12},${y + h} H${x + 6} Q${x},${y + h} ${x},${y + h - 6} V${y + 6} Q${x},${y} ${x + 6},${y} Z`,
      })
    : svg("rect", { x, y, width: w, height: h, rx: node.kind === "object" ? 2 : 6 });
  element.append(outline);
  if (box.isCompact) element.append(oneLine(node, x, y));
  else
    linesOf(node).forEach((line, index) => {
      const attributes = { class: index === 0 ? "name" : "detail", x: x + 11, y: y + 18 + index * 15 };
      element.append(svg("text", attributes, line));
    });
  const mark = markOf(node);
  if (mark !== "") element.append(...badge(mark, x + w - (isPort ? 14 : 6), box.isCompact ? y + 4.5 : y + 6));
  return element;
}

function oneLine(node: GraphNode, x: number, y: number): SVGElement {
  const [name = "", detail = ""] = linesOf(node);
  const text = svg("text", { class: "name", x: x + 9, y: y + 16 }, name);
  if (detail !== "") text.append(svg("tspan", { class: "detail", dx: 8 }, detail));
  return text;
}

/** A name that keeps its size when all else is too small to be read. */
function sign(x: number, y: number, text: string, certainty: string): SVGTextElement {
  return svg("text", { class: "sign " + certainty, x, y, "text-anchor": "middle" }, text);
}

function badge(text: string, right: number, top: number): SVGElement[] {
  const w = textWidth(text, 10, 600) + 10;
  return [
    svg("rect", { class: "badge", x: right - w, y: top, width: w, height: 15, rx: 7.5 }),
    svg("text", { class: "badge-text", x: right - w / 2, y: top + 11, "text-anchor": "middle" }, text),
  ];
}

function drawEdge(classes: string, line: EdgeLine, label: readonly string[], width: number): SVGGElement {
  const d = pathOf(line.points);
  const element = svg("g", { class: classes });
  element.append(
    svg("path", { class: "touch", d }),
    svg("path", { class: "line", d, "stroke-width": width > 1 ? width : undefined }),
  );
  const head = arrowHead(line.points, 7 + width);
  if (head !== "") element.append(svg("path", { class: "head", d: head }));
  const middle = line.label;
  if (label.length > 0 && middle) {
    const w = Math.max(...label.map((row) => textWidth(row, 11, 600))) + 8;
    const h = LABEL_ROW * label.length + 2;
    const top = middle.y - h / 2;
    element.append(svg("rect", { class: "label-back", x: middle.x - w / 2, y: top, width: w, height: h, rx: 4 }));
    label.forEach((row, index) => {
      const y = top + 12 + index * LABEL_ROW;
      element.append(svg("text", { class: "label", x: middle.x, y, "text-anchor": "middle" }, row));
    });
  }
  return element;
}
