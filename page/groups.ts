/**
 * Many threads that wait for the same thing, and for whom nobody waits, become one block with one edge: fifty clients of one
 * port are a block of fifty, not a column of fifty boxes.
 */
import type { GraphNode } from "../src/report/graphDocument";
import type { Paths } from "./paths";
import { HEADER, PAD, headerWidth, sizeOf } from "./sizes";

/** Fewer stay single boxes. */
const LEAST = 5;
const GAP = 8;

export interface Placed {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Group {
  readonly id: string;
  /** What all of them wait for. */
  readonly target: string;
  /** Positions of their waits in `edges`. */
  readonly waits: readonly number[];
  readonly title: string;
  readonly threads: number;
  /** Relative to the upper left corner of the block. */
  readonly boxes: readonly Placed[];
  readonly w: number;
  readonly h: number;
}

export function groupsOf(paths: Paths): Group[] {
  const units = new Map<string, { processes: GraphNode[]; waits: number[]; threads: number }>();
  for (const process of paths.graph.nodes) {
    if (process.kind !== "process") continue;
    const threads = paths.children.get(process.id) ?? [];
    const key = keyOf(paths, process, threads);
    if (key === undefined) continue;
    const unit = units.get(key) ?? { processes: [], waits: [], threads: 0 };
    units.set(key, unit);
    unit.processes.push(process);
    unit.threads += threads.length;
    for (const thread of threads) unit.waits.push(...paths.waitsOf(thread.id));
  }
  const groups: Group[] = [];
  for (const unit of units.values()) if (unit.threads >= LEAST) groups.push(arrange(paths, unit));
  return groups;
}

/** The same for all processes whose every thread waits, in the same state and role, for one and the same thing. */
function keyOf(paths: Paths, process: GraphNode, threads: readonly GraphNode[]): string | undefined {
  if (threads.length === 0 || process.root !== undefined) return undefined;
  let key: string | undefined;
  for (const thread of threads) {
    const [only, another] = paths.waitsOf(thread.id);
    if (thread.kind !== "thread" || thread.root !== undefined || thread.role === "member") return undefined;
    if (only === undefined || another !== undefined || paths.hasWaiters(thread.id)) return undefined;
    const { to, state } = paths.wait(only);
    if (paths.nodes.get(to)?.parent === process.id) return undefined;
    const own = [to, state, thread.role ?? "", (thread.deadlocks ?? []).join(",")].join(" ");
    if (key !== undefined && key !== own) return undefined;
    key = own;
  }
  return key;
}

function arrange(paths: Paths, unit: { processes: GraphNode[]; waits: number[]; threads: number }): Group {
  const first = paths.wait(unit.waits[0] ?? 0);
  const boxes = unit.processes.map((process) => unitBox(process, paths.children.get(process.id) ?? []));
  const width = Math.max(...boxes.map((box) => box.w));
  const area = boxes.reduce((sum, box) => sum + (width + GAP) * (box.h + GAP), 0);
  const tallest = Math.max(...boxes.map((box) => box.h));
  // About as high as wide, a little wider: screens are.
  const height = Math.max(tallest, Math.sqrt(area / 1.3));
  const placed: Placed[] = [];
  let x = PAD;
  let y = HEADER;
  let bottom = 0;
  for (const box of boxes) {
    if (y > HEADER && y + box.h > HEADER + height + GAP) {
      x += width + GAP;
      y = HEADER;
    }
    placed.push({ id: box.id, x, y, w: width, h: box.h });
    for (const inner of box.inner)
      placed.push({ ...inner, x: x + inner.x, y: y + inner.y, w: box.columns === 1 ? width - 2 * PAD : inner.w });
    y += box.h + GAP;
    bottom = Math.max(bottom, y - GAP);
  }
  const state = first.label.split(",")[0] ?? "";
  return {
    id: "group-" + first.from,
    target: first.to,
    waits: unit.waits,
    title: `${String(unit.threads)} threads, ${first.leg === "wait" && first.state === "owned" ? "waiting" : state}`,
    threads: unit.threads,
    boxes: placed,
    w: x + width + PAD,
    h: bottom + PAD,
  };
}

function unitBox(process: GraphNode, threads: readonly GraphNode[]) {
  const sizes = threads.map(sizeOf);
  const w = Math.max(...sizes.map((size) => size.w));
  const h = Math.max(...sizes.map((size) => size.h));
  const columns = threads.length <= 4 ? 1 : Math.ceil(Math.sqrt(threads.length / 2.5));
  const inner = threads.map((thread, index) => ({
    id: thread.id,
    x: PAD + (index % columns) * (w + GAP),
    y: HEADER + Math.floor(index / columns) * (h + GAP),
    w,
    h,
  }));
  return {
    id: process.id,
    columns,
    inner,
    w: Math.ceil(Math.max(headerWidth(process) + 2 * PAD, columns * (w + GAP) - GAP + 2 * PAD)),
    h: HEADER + Math.ceil(threads.length / columns) * (h + GAP) - GAP + PAD,
  };
}
