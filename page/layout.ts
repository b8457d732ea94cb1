/**
 * Where everything goes, from the inside out: the content of a process, then what hangs together, each laid out by dagre,
 * then all pieces on one sheet. Requests run from left to right; what runs back closes a circle.
 */
import { groupsOf, type Group, type Placed } from "./groups";
import { straight, throughBoxes, type EdgeLine } from "./lines";
import { pack } from "./pack";
import type { Paths } from "./paths";
import { innerLayout } from "./processLayout";
import { rank } from "./rank";
import { LABEL_ROW, labelRows, sizeOf, textWidth } from "./sizes";

export type { EdgeLine } from "./lines";

export interface Layout {
  /** Upper left corners. Processes come before what is in them. */
  readonly boxes: ReadonlyMap<string, Placed>;
  readonly groups: readonly { readonly group: Group; readonly box: Placed; readonly line: EdgeLine }[];
  /** By position in `edges`; those of groups are missing. */
  readonly lines: ReadonlyMap<number, EdgeLine>;
  readonly w: number;
  readonly h: number;
}

/** A process, a group, or something that is in no process. */
interface Block {
  readonly id: string;
  readonly w: number;
  readonly h: number;
  /** Of what is in it, from its corner. */
  readonly boxes: readonly Placed[];
  readonly lines: ReadonlyMap<number, EdgeLine>;
  readonly group?: Group;
}

/** `aspect` is the width of the screen over its height. */
export function layOut(paths: Paths, aspect: number): Layout {
  const blocks = blocksOf(paths);
  const blockOf = new Map<string, Block>();
  for (const block of blocks) for (const box of block.boxes) blockOf.set(box.id, block);
  const pieces = piecesOf(paths, blocks, blockOf).map((piece) => layOutPiece(paths, piece, blockOf));
  const { places, w, h } = pack(pieces, aspect);
  const layout = {
    boxes: new Map<string, Placed>(),
    groups: [] as Layout["groups"][number][],
    lines: new Map<number, EdgeLine>(),
    w,
    h,
  };
  pieces.forEach((piece, index) => {
    const by = places[index] ?? { x: 0, y: 0 };
    for (const box of piece.boxes) layout.boxes.set(box.id, { ...box, x: box.x + by.x, y: box.y + by.y });
    piece.lines.forEach((line, place) => layout.lines.set(place, move(line, by.x, by.y)));
    for (const { group, box, line } of piece.groups)
      layout.groups.push({ group, box: { ...box, x: box.x + by.x, y: box.y + by.y }, line: move(line, by.x, by.y) });
  });
  return layout;
}

function blocksOf(paths: Paths): Block[] {
  const groups = groupsOf(paths);
  const inGroup = new Set<string>();
  for (const group of groups) for (const box of group.boxes) inGroup.add(box.id);
  const blocks: Block[] = groups.map((group) => ({
    id: group.id,
    w: group.w,
    h: group.h,
    boxes: group.boxes,
    lines: new Map(),
    group,
  }));
  for (const node of paths.graph.nodes) {
    if (inGroup.has(node.id)) continue;
    if (node.kind === "process") {
      const content = (paths.children.get(node.id) ?? []).filter((child) => !inGroup.has(child.id));
      if (content.length > 0 || !paths.children.has(node.id))
        blocks.push({ id: node.id, ...innerLayout(paths, node, content) });
    } else if (node.parent === undefined) {
      const { w, h } = sizeOf(node);
      blocks.push({ id: node.id, w, h, boxes: [{ id: node.id, x: 0, y: 0, w, h }], lines: new Map() });
    }
  }
  return blocks;
}

interface Piece {
  readonly blocks: Block[];
  /** Positions in `edges` of those between blocks. */
  readonly edges: number[];
}

/** What hangs together over waits, in the order of the document: the gravest first. */
function piecesOf(paths: Paths, blocks: readonly Block[], blockOf: ReadonlyMap<string, Block>): Piece[] {
  const parent = new Map<string, string>();
  const root = (id: string): string => {
    let at = id;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    for (let walk = id; walk !== at;) {
      const up: string = parent.get(walk) ?? at;
      parent.set(walk, at);
      walk = up;
    }
    return at;
  };
  const between: number[] = [];
  paths.graph.edges.forEach((edge, place) => {
    const [from, to] = [blockOf.get(edge.from), blockOf.get(edge.to)];
    if (!from || !to || from === to) return;
    between.push(place);
    parent.set(root(from.id), root(to.id));
  });
  const pieces = new Map<string, Piece>();
  const pieceOf = (block: Block): Piece => {
    const key = root(block.id);
    const piece = pieces.get(key) ?? { blocks: [], edges: [] };
    pieces.set(key, piece);
    return piece;
  };
  for (const node of paths.graph.nodes) {
    const block = blockOf.get(node.id);
    if (block) pieceOf(block);
  }
  for (const block of blocks) pieceOf(block).blocks.push(block);
  for (const place of between) {
    const block = blockOf.get(paths.graph.edges[place]?.from ?? "");
    if (block) pieceOf(block).edges.push(place);
  }
  return Array.from(pieces.values());
}

interface Part {
  readonly boxes: Placed[];
  readonly lines: Map<number, EdgeLine>;
  readonly groups: { group: Group; box: Placed; line: EdgeLine }[];
  w: number;
  h: number;
}

function layOutPiece(paths: Paths, piece: Piece, blockOf: ReadonlyMap<string, Block>): Part {
  const edges = piece.edges
    // The waits of a group are drawn as one.
    .filter((place) => {
      const group = blockOf.get(paths.graph.edges[place]?.from ?? "")?.group;
      return group === undefined || group.waits[0] === place;
    })
    .map((place) => {
      const edge = paths.graph.edges[place];
      const from = blockOf.get(edge?.from ?? "")?.id ?? "";
      const to = blockOf.get(edge?.to ?? "")?.id ?? "";
      const isGroup = blockOf.get(edge?.from ?? "")?.group !== undefined;
      const label = edge?.leg === "wait" && !isGroup ? edge.label : "";
      const rows = label === "" ? [] : labelRows(label);
      const w = rows.length === 0 ? 0 : Math.ceil(Math.max(...rows.map((row) => textWidth(row, 11, 600)))) + 14;
      return { key: place, from, to, w, h: 4 + LABEL_ROW * rows.length, weight: edge?.deadlock === undefined ? 1 : 20 };
    });
  const ranked = rank(piece.blocks, edges, { nodesep: 44, ranksep: 28, edgesep: 18 });
  const part: Part = { boxes: [], lines: new Map(), groups: [], w: 0, h: 0 };
  const absolute = new Map<string, Placed>();
  for (const block of piece.blocks) {
    const at = ranked.corners.get(block.id) ?? { x: 0, y: 0 };
    for (const box of block.boxes) {
      const moved = { ...box, x: box.x + at.x, y: box.y + at.y };
      absolute.set(box.id, moved);
      part.boxes.push(moved);
    }
    block.lines.forEach((line, place) => part.lines.set(place, move(line, at.x, at.y)));
  }
  const outer = (block: Block): Placed => ({
    id: block.id,
    ...(ranked.corners.get(block.id) ?? { x: 0, y: 0 }),
    w: block.w,
    h: block.h,
  });
  const lanes = new Map<string, number>();
  for (const { key } of edges) {
    const edge = paths.graph.edges[key];
    const [from, to] = [blockOf.get(edge?.from ?? ""), blockOf.get(edge?.to ?? "")];
    const target = absolute.get(edge?.to ?? "");
    const source = from?.group ? outer(from) : absolute.get(edge?.from ?? "");
    if (!edge || !from || !to || !target || !source) continue;
    const way = ranked.ways.get(key);
    const line = way ? throughBoxes(source, outer(from), way, outer(to), target, lanes) : straight(source, target);
    if (from.group) part.groups.push({ group: from.group, box: outer(from), line });
    else part.lines.set(key, line);
  }
  return toOrigin(part);
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
  for (const box of part.boxes.concat(part.groups.map((one) => one.box))) {
    reach(box.x, box.y);
    reach(box.x + box.w, box.y + box.h);
  }
  for (const line of Array.from(part.lines.values()).concat(part.groups.map((one) => one.line)))
    for (const point of line.points) reach(point.x, point.y);
  if (left === Infinity) return part;
  const lines = new Map<number, EdgeLine>();
  part.lines.forEach((line, place) => lines.set(place, move(line, -left, -top)));
  const moved = (box: Placed): Placed => ({ ...box, x: box.x - left, y: box.y - top });
  return {
    boxes: part.boxes.map(moved),
    groups: part.groups.map(({ group, box, line }) => ({ group, box: moved(box), line: move(line, -left, -top) })),
    lines,
    w: right - left,
    h: bottom - top,
  };
}

function move(line: EdgeLine, dx: number, dy: number): EdgeLine {
  const points = line.points.map((point) => ({ x: point.x + dx, y: point.y + dy }));
  return line.label ? { points, label: { x: line.label.x + dx, y: line.label.y + dy } } : { points };
}
