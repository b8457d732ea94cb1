/** What a drawing looks like as rectangles, and whether they keep clear of each other. */
import type { Page } from "playwright-core";

export interface Box {
  readonly id: string;
  readonly kind: string;
  readonly isCompact: boolean;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** The outlines of all nodes, in the drawing's own measure. */
export function boxesOf(page: Page): Promise<Box[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll<SVGGElement>("#sheet [data-node]")).map((element) => {
      const { x, y, width, height } = (element.firstElementChild as SVGGraphicsElement).getBBox();
      const kind = ["process", "thread", "port", "object"].find((name) => element.classList.contains(name)) ?? "";
      const id = element.getAttribute("data-node") ?? "";
      return { id, kind, isCompact: element.classList.contains("compact"), x, y, w: width, h: height };
    }),
  );
}

/** Pairs that lie over each other: of processes, and of all that lies in them. */
export function overlaps(boxes: readonly Box[]): string[] {
  const found: string[] = [];
  const layers = [boxes.filter((box) => box.kind === "process"), boxes.filter((box) => box.kind !== "process")];
  for (const layer of layers) {
    layer.forEach((a, i) => {
      for (const b of layer.slice(i + 1)) {
        const isApart =
          a.x + a.w <= b.x + 0.5 || b.x + b.w <= a.x + 0.5 || a.y + a.h <= b.y + 0.5 || b.y + b.h <= a.y + 0.5;
        if (!isApart) found.push(a.id + " over " + b.id);
      }
    });
  }
  return found;
}

/** Things that do not lie in a box of their process. */
export function strays(boxes: readonly Box[], parentOf: (id: string) => string | undefined): string[] {
  return boxes
    .filter((box) => parentOf(box.id) !== undefined)
    .filter((box) => {
      const around = boxes.filter((one) => one.kind === "process" && one.id === parentOf(box.id));
      return !around.some(
        (one) => box.x >= one.x && box.y >= one.y && box.x + box.w <= one.x + one.w && box.y + box.h <= one.y + one.h,
      );
    })
    .map((box) => box.id);
}
