/** How a line runs from one thing to another. */
import type { Placed } from "./groups";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface EdgeLine {
  readonly points: readonly Point[];
  /** Its middle. */
  readonly label?: Point;
}

/** Where the layout leads a line between two blocks: without its ends. */
export interface Way {
  readonly points: readonly Point[];
  readonly label?: Point;
}

const STUB = 14;
const LANE = 6;
const DETOUR = 24;

/**
 * From the right side of a thread out of its block, along the way, into the other block to the left side of a port. What runs
 * back goes around the blocks, above or below them.
 */
export function throughBoxes(
  source: Placed,
  from: Placed,
  way: Way,
  to: Placed,
  target: Placed,
  lanes: Map<string, number>,
): EdgeLine {
  const start = { x: source.x + source.w, y: source.y + source.h / 2 };
  const end = { x: target.x, y: target.y + target.h / 2 };
  const label = way.label ? { label: way.label } : {};
  if (from.x + from.w <= to.x) {
    const out = { x: from.x + from.w + STUB, y: start.y };
    const into = { x: to.x - STUB, y: end.y };
    if (way.points.length > 1) return { points: [start, out, ...way.points, into, end], ...label };
    // Between neighbours the layout may send a lone line far off its way, only to find room for its label.
    const near = (point: Point): Point => {
      const y = Math.max(Math.min(start.y, end.y) - DETOUR, Math.min(Math.max(start.y, end.y) + DETOUR, point.y));
      return { x: point.x, y };
    };
    const points = [start, out, ...way.points.map(near), into, end];
    return way.label ? { points, label: near(way.label) } : { points };
  }
  // Between neighbours there is nothing to lead around: straight over both of them.
  const lane = way.points.length < 2 ? [] : way.points;
  const [first, last] = [lane[0], lane[lane.length - 1]];
  const around = (box: Placed, near: Point | undefined): { y: number; by: number } => {
    const isAbove = near === undefined || near.y < box.y + box.h;
    const key = box.id + (isAbove ? " above" : " below");
    const taken = lanes.get(key) ?? 0;
    lanes.set(key, taken + 1);
    const by = STUB + (taken % 4) * LANE;
    return { y: isAbove ? box.y - by : box.y + box.h + by, by };
  };
  const a = around(from, first);
  const b = around(to, last);
  const points = [
    start,
    { x: from.x + from.w + a.by, y: start.y },
    { x: from.x + from.w + a.by, y: a.y },
    { x: from.x - STUB, y: a.y },
    ...lane,
    { x: to.x + to.w + STUB, y: b.y },
    { x: to.x - b.by, y: b.y },
    { x: to.x - b.by, y: end.y },
    end,
  ];
  if (lane.length > 0 || !way.label) return { points, ...label };
  return { points, label: { x: (from.x + to.x + to.w) / 2, y: (a.y + b.y) / 2 } };
}

/** Between two boxes, should the layout give no way. */
export function straight(a: Placed, b: Placed): EdgeLine {
  const points = [
    { x: a.x + a.w / 2, y: a.y + a.h / 2 },
    { x: b.x + b.w / 2, y: b.y + b.h / 2 },
  ];
  return { points };
}

/** As the `d` of a path, its corners rounded. */
export function pathOf(points: readonly Point[]): string {
  const [first] = points;
  if (!first) return "";
  let d = `M${at(first)}`;
  for (let i = 1; i < points.length; i++) {
    const [before, point, after] = [points[i - 1], points[i], points[i + 1]];
    if (!before || !point) continue;
    if (!after) {
      d += ` L${at(point)}`;
      continue;
    }
    d += ` L${at(toward(point, before))} Q${at(point)} ${at(toward(point, after))}`;
  }
  return d;
}

function toward(point: Point, other: Point): Point {
  const length = Math.hypot(other.x - point.x, other.y - point.y) || 1;
  const step = Math.min(16, length / 2) / length;
  return { x: point.x + (other.x - point.x) * step, y: point.y + (other.y - point.y) * step };
}

function at(point: Point): string {
  return `${point.x.toFixed(1)},${point.y.toFixed(1)}`;
}

/** The triangle at the end of a line. */
export function arrowHead(points: readonly Point[], size: number): string {
  const end = points[points.length - 1];
  const before = points[points.length - 2];
  if (!end || !before) return "";
  const length = Math.hypot(end.x - before.x, end.y - before.y) || 1;
  const [ux, uy] = [(end.x - before.x) / length, (end.y - before.y) / length];
  const [bx, by] = [end.x - ux * size, end.y - uy * size];
  const half = size * 0.45;
  const left = { x: bx - uy * half, y: by + ux * half };
  const right = { x: bx + uy * half, y: by - ux * half };
  return `M${at(end)} L${at(left)} L${at(right)} Z`;
}
