/** Where everything goes: what hangs together is laid out by dagre, then the pieces are packed onto one sheet. */
import { graphlib, layout as dagre } from "@dagrejs/dagre";
import type { Group, Placed } from "./groups";
import { groupsOf } from "./groups";
import { pack } from "./pack";
import type { Paths } from "./paths";
import { HEADER, PAD, headerWidth, sizeOf, textWidth } from "./sizes";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface EdgeLine {
  readonly points: readonly Point[];
  readonly label?: Point;
}

export interface Layout {
  /** Upper left corners. Processes and groups come before what is in them. */
  readonly boxes: ReadonlyMap<string, Placed>;
  readonly groups: readonly { readonly group: Group; readonly box: Placed; readonly line: EdgeLine }[];
  /** By position in `edges`; those of groups are missing. */
  readonly lines: ReadonlyMap<number, EdgeLine>;
  readonly w: number;
  readonly h: number;
}

interface Part {
  readonly boxes: Placed[];
  readonly lines: Map<number, EdgeLine>;
  readonly groups: { group: Group; box: Placed; line: EdgeLine }[];
  w: number;
  h: number;
}

/** `aspect` is the width of the screen over its height. */
export function layOut(paths: Paths, aspect: number): Layout {
  const groups = groupsOf(paths);
  const inGroup = new Map<string, Group>();
  for (const group of groups) for (const box of group.boxes) inGroup.set(box.id, group);
  const parts = piecesOf(paths, groups, inGroup).map((piece) => layOutPiece(paths, piece, inGroup));
  const { places, w, h } = pack(parts, aspect);
  const boxes = new Map<string, Placed>();
  const lines = new Map<number, EdgeLine>();
  const placedGroups: Layout["groups"][number][] = [];
  parts.forEach((part, index) => {
    const by = places[index] ?? { x: 0, y: 0 };
    const moved = (box: Placed): Placed => ({ ...box, x: box.x + by.x, y: box.y + by.y });
    const movedLine = (line: EdgeLine): EdgeLine => {
      const points = line.points.map((point) => ({ x: point.x + by.x, y: point.y + by.y }));
      return line.label ? { points, label: { x: line.label.x + by.x, y: line.label.y + by.y } } : { points };
    };
    for (const box of part.boxes) boxes.set(box.id, moved(box));
    part.lines.forEach((line, place) => lines.set(place, movedLine(line)));
    for (const { group, box, line } of part.groups)
      placedGroups.push({ group, box: moved(box), line: movedLine(line) });
  });
  return { boxes, groups: placedGroups, lines, w, h };
}

interface Piece {
  /** Threads, ports and objects. */
  readonly leaves: string[];
  readonly groups: Group[];
  /** Positions in `edges`. */
  readonly edges: number[];
}

/** What hangs together over waits or in one process, in the order of the document: the gravest first. */
function piecesOf(paths: Paths, groups: readonly Group[], inGroup: ReadonlyMap<string, Group>): Piece[] {
  const parent = new Map<string, string>();
  const root = (id: string): string => {
    let at = id;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    let walk = id;
    while (walk !== at) {
      const up = parent.get(walk) ?? at;
      parent.set(walk, at);
      walk = up;
    }
    return at;
  };
  const name = (id: string) => inGroup.get(id)?.id ?? id;
  const join = (a: string, b: string) => parent.set(root(name(a)), root(name(b)));
  for (const node of paths.graph.nodes) if (node.parent !== undefined) join(node.id, node.parent);
  for (const edge of paths.graph.edges) join(edge.from, edge.to);
  const pieces = new Map<string, Piece>();
  const pieceOf = (id: string): Piece => {
    const key = root(name(id));
    let piece = pieces.get(key);
    if (!piece) pieces.set(key, (piece = { leaves: [], groups: [], edges: [] }));
    return piece;
  };
  for (const node of paths.graph.nodes) {
    if (inGroup.has(node.id)) pieceOf(node.id);
    else if (node.kind !== "process" || !paths.children.has(node.id)) pieceOf(node.id).leaves.push(node.id);
  }
  for (const group of groups) pieceOf(group.id).groups.push(group);
  paths.graph.edges.forEach((edge, place) => {
    if (!inGroup.has(edge.from)) pieceOf(edge.from).edges.push(place);
  });
  return Array.from(pieces.values());
}

function layOutPiece(paths: Paths, piece: Piece, inGroup: ReadonlyMap<string, Group>): Part {
  const graph = new graphlib.Graph({ compound: true, multigraph: true });
  graph.setGraph({
    rankdir: "LR",
    nodesep: 20,
    edgesep: 14,
    ranksep: 44,
    marginx: 0,
    marginy: 0,
    ranker: "network-simplex",
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const processes = new Set<string>();
  for (const id of piece.leaves) {
    const node = paths.nodes.get(id);
    if (!node) continue;
    const { w, h } = sizeOf(node);
    const process = node.parent === undefined ? undefined : paths.nodes.get(node.parent);
    // A box is never narrower than its title.
    const least = process ? headerWidth(process) : 0;
    graph.setNode(id, { width: Math.max(w, least), height: h });
    if (!process) continue;
    if (!processes.has(process.id)) graph.setNode(process.id, {});
    processes.add(process.id);
    graph.setParent(id, process.id);
  }
  for (const group of piece.groups) {
    graph.setNode(group.id, { width: group.w, height: group.h });
    graph.setEdge(group.id, group.target, { minlen: 1, weight: 2 }, group.id);
  }
  for (const place of piece.edges) {
    const edge = paths.graph.edges[place];
    if (!edge) continue;
    const text = edge.leg === "wait" ? edge.label : "";
    const label = text === "" ? {} : { width: Math.ceil(textWidth(text, 11)) + 10, height: 16, labelpos: "c" };
    const weight = edge.deadlock === undefined ? 1 : 3;
    graph.setEdge(edge.from, edge.to, { ...label, weight, minlen: 1 }, String(place));
  }
  try {
    dagre(graph);
  } catch {
    return inRows(paths, piece);
  }
  return partOf(paths, piece, graph, processes, inGroup);
}

function partOf(
  paths: Paths,
  piece: Piece,
  graph: InstanceType<typeof graphlib.Graph>,
  processes: ReadonlySet<string>,
  inGroup: ReadonlyMap<string, Group>,
): Part {
  const part: Part = { boxes: [], lines: new Map(), groups: [], w: 0, h: 0 };
  const corner = (id: string): Placed => {
    const { x, y, width, height } = graph.node(id) as { x: number; y: number; width: number; height: number };
    return { id, x: x - width / 2, y: y - height / 2, w: width, h: height };
  };
  const leaves = new Map(piece.leaves.map((id) => [id, corner(id)] as const));
  for (const process of processes) part.boxes.push(around(process, paths, leaves));
  part.boxes.push(...leaves.values());
  const lineOf = (label: unknown): EdgeLine => {
    const edge = label as { points?: Point[]; x?: number; y?: number; width?: number };
    const points = edge.points ?? [];
    return edge.width && edge.x !== undefined && edge.y !== undefined
      ? { points, label: { x: edge.x, y: edge.y } }
      : { points };
  };
  for (const place of piece.edges) {
    const edge = paths.graph.edges[place];
    if (edge && !inGroup.has(edge.from)) part.lines.set(place, lineOf(graph.edge(edge.from, edge.to, String(place))));
  }
  for (const group of piece.groups) {
    const box = corner(group.id);
    for (const inner of group.boxes) part.boxes.push({ ...inner, x: inner.x + box.x, y: inner.y + box.y });
    part.groups.push({ group, box, line: lineOf(graph.edge(group.id, group.target, group.id)) });
  }
  return toOrigin(part);
}

/** A process around what is in it. */
function around(process: string, paths: Paths, leaves: ReadonlyMap<string, Placed>): Placed {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { id } of paths.children.get(process) ?? []) {
    const box = leaves.get(id);
    if (!box) continue;
    left = Math.min(left, box.x);
    top = Math.min(top, box.y);
    right = Math.max(right, box.x + box.w);
    bottom = Math.max(bottom, box.y + box.h);
  }
  return { id: process, x: left - PAD, y: top - HEADER, w: right - left + 2 * PAD, h: bottom - top + HEADER + PAD };
}

/** Moves a part so that it begins at 0, 0, and measures it. */
function toOrigin(part: Part): Part {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const reach = (x: number, y: number) => {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  };
  const all = part.boxes.concat(part.groups.map(({ box }) => box));
  for (const box of all) {
    reach(box.x, box.y);
    reach(box.x + box.w, box.y + box.h);
  }
  part.lines.forEach((line) => line.points.forEach((point) => reach(point.x, point.y)));
  if (left === Infinity) return part;
  const moved = (point: Point) => ({ x: point.x - left, y: point.y - top });
  const movedLine = (line: EdgeLine): EdgeLine => {
    const points = line.points.map(moved);
    return line.label ? { points, label: moved(line.label) } : { points };
  };
  const lines = new Map<number, EdgeLine>();
  part.lines.forEach((line, place) => lines.set(place, movedLine(line)));
  return {
    boxes: part.boxes.map((box) => ({ ...box, ...moved(box) })),
    groups: part.groups.map(({ group, box, line }) => ({
      group,
      box: { ...box, ...moved(box) },
      line: movedLine(line),
    })),
    lines,
    w: right - left,
    h: bottom - top,
  };
}

/** Should the library fail on an odd graph: plain rows with straight lines, nothing lost. */
function inRows(paths: Paths, piece: Piece): Part {
  const part: Part = { boxes: [], lines: new Map(), groups: [], w: 0, h: 0 };
  const leaves = new Map<string, Placed>();
  const columns = Math.ceil(Math.sqrt(piece.leaves.length));
  const order = piece.leaves.slice().sort((a, b) => text(paths, a).localeCompare(text(paths, b)));
  order.forEach((id, index) => {
    const node = paths.nodes.get(id);
    const size = node ? sizeOf(node) : { w: 80, h: 40 };
    leaves.set(id, { id, x: (index % columns) * 340, y: Math.floor(index / columns) * 110, ...size });
  });
  const processes = new Set(order.map((id) => paths.nodes.get(id)?.parent).filter((id) => id !== undefined));
  for (const process of processes) part.boxes.push(around(process, paths, leaves));
  part.boxes.push(...leaves.values());
  let below = Math.ceil(order.length / columns) * 110;
  for (const group of piece.groups) {
    const box = { id: group.id, x: 0, y: below, w: group.w, h: group.h };
    for (const inner of group.boxes) part.boxes.push({ ...inner, y: inner.y + below });
    const points = [{ x: box.w, y: below + box.h / 2 }, middle(leaves.get(group.target))];
    part.groups.push({ group, box, line: { points } });
    below += group.h + 40;
  }
  for (const place of piece.edges) {
    const edge = paths.graph.edges[place];
    if (edge) part.lines.set(place, { points: [middle(leaves.get(edge.from)), middle(leaves.get(edge.to))] });
  }
  return toOrigin(part);
}

function middle(box: Placed | undefined): Point {
  return box ? { x: box.x + box.w / 2, y: box.y + box.h / 2 } : { x: 0, y: 0 };
}

function text(paths: Paths, id: string): string {
  const node = paths.nodes.get(id);
  return (node?.parent ?? "") + id;
}
