/** Rectangles and arrows to places, left to right: the layout library, behind one function. */
import { graphlib, layout as dagre } from "@dagrejs/dagre";
import type { Point, Way } from "./lines";

export interface Rectangle {
  readonly id: string;
  readonly w: number;
  readonly h: number;
}

export interface Arrow {
  readonly key: number;
  readonly from: string;
  readonly to: string;
  /** Of its label; 0 without. */
  readonly w: number;
  readonly h: number;
  readonly weight: number;
}

export interface Spacing {
  readonly nodesep: number;
  readonly ranksep: number;
  readonly edgesep: number;
}

export interface Ranked {
  /** Upper left corners. */
  readonly corners: ReadonlyMap<string, Point>;
  readonly ways: ReadonlyMap<number, Way>;
  readonly w: number;
  readonly h: number;
}

/** Above this the exact ranking takes too long in a browser. */
const EXACT = 1500;

export function rank(rectangles: readonly Rectangle[], arrows: readonly Arrow[], spacing: Spacing): Ranked {
  const graph = new graphlib.Graph({ multigraph: true });
  const ranker = rectangles.length + arrows.length > EXACT ? "tight-tree" : "network-simplex";
  graph.setGraph({ rankdir: "LR", marginx: 0, marginy: 0, ranker, ...spacing });
  for (const { id, w, h } of rectangles) graph.setNode(id, { width: w, height: h });
  for (const arrow of arrows) {
    const label = arrow.w === 0 ? {} : { width: arrow.w, height: arrow.h, labelpos: "c" };
    graph.setEdge(arrow.from, arrow.to, { ...label, weight: arrow.weight, minlen: 1 }, String(arrow.key));
  }
  try {
    dagre(graph);
  } catch {
    return inRows(rectangles);
  }
  const corners = new Map<string, Point>();
  for (const { id, w, h } of rectangles) {
    const { x, y } = graph.node(id) as Point;
    corners.set(id, { x: x - w / 2, y: y - h / 2 });
  }
  const ways = new Map<number, Way>();
  for (const { key, from, to, w } of arrows) {
    const { points = [], x, y } = graph.edge(from, to, String(key)) as { points?: Point[]; x?: number; y?: number };
    const inner = points.slice(1, -1);
    ways.set(key, w > 0 && x !== undefined && y !== undefined ? { points: inner, label: { x, y } } : { points: inner });
  }
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return { corners, ways, w: width, h: height };
}

/** Should the library fail on an odd graph: plain rows, nothing lost. */
function inRows(rectangles: readonly Rectangle[]): Ranked {
  const columns = Math.ceil(Math.sqrt(rectangles.length));
  const wide = Math.max(0, ...rectangles.map(({ w }) => w)) + 80;
  const high = Math.max(0, ...rectangles.map(({ h }) => h)) + 60;
  const corners = new Map<string, Point>();
  rectangles.forEach(({ id }, i) => corners.set(id, { x: (i % columns) * wide, y: Math.floor(i / columns) * high }));
  return { corners, ways: new Map(), w: columns * wide, h: Math.ceil(rectangles.length / columns) * high };
}
