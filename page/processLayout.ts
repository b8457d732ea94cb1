/**
 * The inside of one process, row by row: a port, and below it, indented, the threads that serve it. So every thread faces the
 * right side, where its own waits leave, and every port the left, where requests come in.
 */
import type { GraphNode } from "../src/report/graphDocument";
import type { Placed } from "./groups";
import type { EdgeLine } from "./lines";
import { pack } from "./pack";
import type { Paths } from "./paths";
import { HEADER, PAD, headerWidth, sizeOf, textWidth } from "./sizes";

export interface Inner {
  readonly w: number;
  readonly h: number;
  /** The process first; from its own corner. */
  readonly boxes: readonly Placed[];
  /** By position in `edges`: what begins and ends in this process. */
  readonly lines: ReadonlyMap<number, EdgeLine>;
}

const ROW_GAP = 12;
const LABEL_GAP = 30;
const INDENT = 24;
/** Deeper rows are not indented further. */
const DEEPEST = 5;
/** More parts than this stand in several columns. */
const COLUMN = 6;

export function innerLayout(paths: Paths, process: GraphNode, content: readonly GraphNode[]): Inner {
  const parts = partsOf(paths, content).map((part) => layOutPart(paths, part));
  const { places, w, h } = pack(parts, parts.length <= COLUMN ? 0.01 : 1.2, ROW_GAP);
  const width = Math.max(w, headerWidth(process));
  const all = { x: 0, y: 0, w: width + 2 * PAD, h: HEADER + h + (h === 0 ? 0 : PAD) };
  const boxes: Placed[] = [{ id: process.id, ...all }];
  const lines = new Map<number, EdgeLine>();
  parts.forEach((part, index) => {
    const dx = PAD + (places[index]?.x ?? 0);
    const dy = HEADER + (places[index]?.y ?? 0);
    // What stands in one column ends at the same side.
    const wider = parts.length <= COLUMN ? width - part.w : 0;
    for (const box of part.boxes) boxes.push({ ...box, x: box.x + dx, y: box.y + dy, w: box.w + wider });
    part.lines.forEach((line, place) => {
      const points = line.points.map((point) => ({ x: point.x + dx, y: point.y + dy }));
      lines.set(place, line.label ? { points, label: { x: line.label.x + dx, y: line.label.y + dy } } : { points });
    });
  });
  return { w: all.w, h: all.h, boxes, lines };
}

interface Part {
  readonly nodes: GraphNode[];
  readonly edges: number[];
}

/** What hangs together inside. */
function partsOf(paths: Paths, content: readonly GraphNode[]): Part[] {
  const partOf = new Map<string, Part>();
  for (const node of content) partOf.set(node.id, { nodes: [node], edges: [] });
  const inner = content.flatMap((node) => paths.edgesFrom(node.id));
  for (const place of inner) {
    const edge = paths.graph.edges[place];
    const [from, to] = [partOf.get(edge?.from ?? ""), partOf.get(edge?.to ?? "")];
    if (!from || !to) continue;
    if (from !== to) {
      from.nodes.push(...to.nodes);
      from.edges.push(...to.edges);
      for (const node of to.nodes) partOf.set(node.id, from);
    }
    from.edges.push(place);
  }
  return Array.from(new Set(content.map((node) => partOf.get(node.id)))).filter((part) => part !== undefined);
}

interface Row {
  readonly node: GraphNode;
  readonly depth: number;
}

interface LaidOut {
  readonly boxes: readonly Placed[];
  readonly lines: ReadonlyMap<number, EdgeLine>;
  readonly w: number;
  readonly h: number;
}

function layOutPart(paths: Paths, part: Part): LaidOut {
  const rows = rowsOf(paths, part);
  const labelled = new Set(
    part.edges.map((place) => paths.graph.edges[place]).map((edge) => (edge?.leg === "wait" ? edge.to : "")),
  );
  const sizes = rows.map(({ node }) => sizeOf(node));
  const right = Math.max(...rows.map(({ depth }, i) => depth * INDENT + (sizes[i]?.w ?? 0)));
  const boxes = new Map<string, Placed>();
  let y = 0;
  rows.forEach(({ node, depth }, i) => {
    if (i > 0) y += labelled.has(node.id) ? LABEL_GAP : ROW_GAP;
    const x = depth * INDENT;
    const h = sizes[i]?.h ?? 0;
    boxes.set(node.id, { id: node.id, x, y, w: right - x, h });
    y += h;
  });
  const lines = new Map<number, EdgeLine>();
  let widest = right;
  let lane = 0;
  for (const place of part.edges) {
    const edge = paths.graph.edges[place];
    const [from, to] = [boxes.get(edge?.from ?? ""), boxes.get(edge?.to ?? "")];
    if (!edge || !from || !to) continue;
    const middle = to.y + to.h / 2;
    if (from.y < to.y && from.x < to.x) {
      const rail = from.x + 10;
      const points = [
        { x: rail, y: from.y + from.h },
        { x: rail, y: middle },
        { x: to.x, y: middle },
      ];
      const label =
        edge.leg === "wait" ? { label: { x: to.x + 8 + textWidth(edge.label, 11, 600) / 2, y: to.y - 10 } } : {};
      lines.set(place, { points, ...label });
      continue;
    }
    // Back up, or to a row that is no further in: around the right side.
    const out = right + 12 + (lane++ % 6) * 7;
    widest = Math.max(widest, out + 4);
    const start = { x: from.x + from.w, y: from.y + from.h * (from === to ? 0.3 : 0.5) };
    const end = from === to ? { x: to.x + to.w, y: to.y + to.h * 0.7 } : { x: to.x + to.w, y: middle + 6 };
    const label =
      edge.leg === "wait" ? { label: { x: right - textWidth(edge.label, 11, 600) / 2, y: (start.y + end.y) / 2 } } : {};
    lines.set(place, { points: [start, { x: out, y: start.y }, { x: out, y: end.y }, end], ...label });
  }
  return { boxes: Array.from(boxes.values()), lines, w: widest, h: y };
}

/** Depth first from what nothing inside leads to, ports first; each node once. */
function rowsOf(paths: Paths, part: Part): Row[] {
  const below = new Map<string, string[]>();
  const led = new Set<string>();
  for (const place of part.edges) {
    const edge = paths.graph.edges[place];
    if (!edge || edge.from === edge.to) continue;
    below.set(edge.from, (below.get(edge.from) ?? []).concat(edge.to));
    led.add(edge.to);
  }
  const byId = new Map(part.nodes.map((node) => [node.id, node] as const));
  const ports = part.nodes.filter((node) => node.kind === "port");
  const others = part.nodes.filter((node) => node.kind !== "port");
  const free = (node: GraphNode) => !led.has(node.id);
  const starts = ports.filter(free).concat(others.filter(free), ports, others);
  const rows: Row[] = [];
  const seen = new Set<string>();
  for (const start of starts) {
    const todo: Row[] = [{ node: start, depth: 0 }];
    for (let row = todo.pop(); row; row = todo.pop()) {
      if (seen.has(row.node.id)) continue;
      seen.add(row.node.id);
      rows.push(row);
      const next = (below.get(row.node.id) ?? []).map((id) => byId.get(id)).filter((node) => node !== undefined);
      for (const node of next.reverse()) todo.push({ node, depth: Math.min(DEEPEST, row.depth + 1) });
    }
  }
  return rows;
}
