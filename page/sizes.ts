/** How large things are drawn. Pixels at zoom 1. */
import type { GraphNode } from "../src/report/graphDocument";
import { shorten } from "./dom";

export const HEADER = 24;
export const PAD = 10;
/** Characters of a label in the drawing; the panel shows all of it. */
const LABEL = 30;
const LINE = 15;

/** Of a row of words beside a line. */
export const LABEL_ROW = 14;

const FONT = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

let context: CanvasRenderingContext2D | null | undefined;

export function textWidth(text: string, size: number, weight = 400): number {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return text.length * size * 0.56;
  context.font = `${String(weight)} ${String(size)}px ${FONT}`;
  return context.measureText(text).width;
}

/** The lines of a node, the first is its name. */
export function linesOf(node: GraphNode): string[] {
  const lines = [shorten(node.label, LABEL)];
  if (node.detail !== "") lines.push(shorten(node.detail, LABEL));
  return lines;
}

/** The mark on a node: never colour alone. */
export function markOf(node: GraphNode): string {
  const numbers = (node.deadlocks ?? []).map((index) => index + 1);
  if (node.role === "member") return "deadlock " + numbers.join(", ");
  if (node.role === "victim") return "victim of " + (numbers.length > 3 ? String(numbers.length) : numbers.join(", "));
  if (node.root !== undefined) return "root" + (node.waiters === undefined ? "" : " of " + String(node.waiters));
  return "";
}

/** The words beside a line between two boxes, in rows: what stands between boxes pushes them apart. */
export function labelRows(label: string): string[] {
  const comma = label.indexOf(", ");
  return comma < 0 ? [label] : [label.slice(0, comma), label.slice(comma + 2)];
}

export function headerOf(node: GraphNode): string {
  return shorten(node.label, LABEL);
}

export function headerWidth(node: GraphNode): number {
  const mark = markOf(node);
  return (
    textWidth(headerOf(node), 12.5, 600) +
    (node.detail === "" ? 0 : 8 + textWidth(node.detail, 11)) +
    (mark === "" ? 0 : 20 + textWidth(mark, 10, 600))
  );
}

export function sizeOf(node: GraphNode): { readonly w: number; readonly h: number } {
  const [name = "", detail = ""] = linesOf(node);
  const mark = markOf(node);
  const first = textWidth(name, 12, 600) + (mark === "" ? 0 : 18 + textWidth(mark, 10, 600));
  const inset = node.kind === "port" ? 34 : 22;
  return {
    w: Math.ceil(Math.max(84, first, textWidth(detail, 11)) + inset),
    h: 12 + LINE * linesOf(node).length,
  };
}

/** A thread among many alike, in one line. */
export function compactSize(node: GraphNode): { readonly w: number; readonly h: number } {
  const mark = markOf(node);
  const width = textWidth(shorten(node.label, LABEL), 12, 600) + 8 + textWidth(shorten(node.detail, LABEL), 11);
  return { w: Math.ceil(width + (mark === "" ? 0 : 14 + textWidth(mark, 10, 600)) + 20), h: 24 };
}
