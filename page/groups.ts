/**
 * Threads that wait for the same thing, and for whom nobody waits, become one block with one edge beside it, whatever else
 * their processes do: fifty clients of one port are a block of fifty, not a column of fifty boxes with fifty lines.
 */
import type { GraphNode } from "../src/report/graphDocument";
import type { Paths } from "./paths";
import { HEADER, PAD, compactSize, headerWidth } from "./sizes";

/** Fewer stay single boxes. */
const LEAST = 5;
const GAP = 6;

export interface Placed {
  readonly id: string;
  /** The process it shows a part of; a process has a box in every group that its threads are in. */
  readonly of?: string;
  /** It stands in a group: drawn small, and only as a block from far away. */
  readonly isCompact?: true;
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

interface Unit {
  /** The waiting threads of each process, in the order of the document. */
  readonly threads: Map<string, GraphNode[]>;
  readonly waits: number[];
}

export function groupsOf(paths: Paths): Group[] {
  const units = new Map<string, Unit>();
  for (const thread of paths.graph.nodes) {
    const wait = loneWait(paths, thread);
    if (wait === undefined || thread.parent === undefined) continue;
    const { to, state } = paths.wait(wait);
    const key = [to, state, thread.role ?? "", (thread.deadlocks ?? []).join(",")].join(" ");
    const unit = units.get(key) ?? { threads: new Map<string, GraphNode[]>(), waits: [] };
    units.set(key, unit);
    unit.waits.push(wait);
    const siblings = unit.threads.get(thread.parent);
    if (siblings) siblings.push(thread);
    else unit.threads.set(thread.parent, [thread]);
  }
  return Array.from(units.values())
    .filter((unit) => unit.waits.length >= LEAST)
    .map((unit) => arrange(paths, unit));
}

/** The wait of a thread that has just one, into another process, and that nobody waits for. */
function loneWait(paths: Paths, thread: GraphNode): number | undefined {
  if (thread.kind !== "thread" || thread.root !== undefined || thread.role === "member") return undefined;
  const [only, another] = paths.waitsOf(thread.id);
  if (only === undefined || another !== undefined || paths.hasWaiters(thread.id)) return undefined;
  const target = paths.nodes.get(paths.wait(only).to);
  return target?.parent === thread.parent ? undefined : only;
}

function arrange(paths: Paths, unit: Unit): Group {
  const first = paths.wait(unit.waits[0] ?? 0);
  const id = "group-" + String(unit.waits[0]);
  const boxes = Array.from(unit.threads)
    .map(([process, threads]) => ({ process: paths.nodes.get(process), threads }))
    .flatMap(({ process, threads }) => (process ? [unitBox(id, process, threads)] : []));
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
    placed.push({ id: box.id, of: box.of, isCompact: true, x, y, w: width, h: box.h });
    for (const inner of box.inner)
      placed.push({ ...inner, x: x + inner.x, y: y + inner.y, w: box.columns === 1 ? width - 2 * PAD : inner.w });
    y += box.h + GAP;
    bottom = Math.max(bottom, y - GAP);
  }
  const state = first.label.split(",")[0] ?? "";
  return {
    id,
    target: first.to,
    waits: unit.waits,
    title: `${String(unit.waits.length)} threads, ${first.leg === "wait" && first.state === "owned" ? "waiting" : state}`,
    threads: unit.waits.length,
    boxes: placed,
    w: x + width + PAD,
    h: bottom + PAD,
  };
}

function unitBox(group: string, process: GraphNode, threads: readonly GraphNode[]) {
  const sizes = threads.map(compactSize);
  const w = Math.max(...sizes.map((size) => size.w));
  const h = Math.max(...sizes.map((size) => size.h));
  const columns = threads.length <= 4 ? 1 : Math.ceil(Math.sqrt(threads.length / 2.5));
  const inner = threads.map((thread, index) => ({
    id: thread.id,
    isCompact: true as const,
    x: PAD + (index % columns) * (w + GAP),
    y: HEADER + Math.floor(index / columns) * (h + GAP),
    w,
    h,
  }));
  return {
    id: group + " " + process.id,
    of: process.id,
    columns,
    inner,
    w: Math.ceil(Math.max(headerWidth(process) + 2 * PAD, columns * (w + GAP) - GAP + 2 * PAD)),
    h: HEADER + Math.ceil(threads.length / columns) * (h + GAP) - GAP + PAD,
  };
}
