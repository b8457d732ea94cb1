/** Puts rectangles onto one sheet of about the wanted shape, in their order: rows from the top. */
const GAP = 48;

export interface Sheet {
  readonly places: readonly { readonly x: number; readonly y: number }[];
  readonly w: number;
  readonly h: number;
}

export function pack(parts: readonly { readonly w: number; readonly h: number }[], aspect: number, gap = GAP): Sheet {
  const widest = Math.max(0, ...parts.map((part) => part.w));
  const area = parts.reduce((sum, part) => sum + (part.w + gap) * (part.h + gap), 0);
  let best: Sheet | undefined;
  let bestScale = 0;
  // The width that lets the most be seen at once, of a few.
  for (const factor of [0.8, 1, 1.15, 1.3, 1.5, 1.8]) {
    const sheet = rows(parts, Math.max(widest, Math.sqrt(area * aspect) * factor), gap);
    const scale = Math.min(aspect / Math.max(1, sheet.w), 1 / Math.max(1, sheet.h));
    if (best && scale <= bestScale) continue;
    best = sheet;
    bestScale = scale;
  }
  return best ?? { places: [], w: 0, h: 0 };
}

/** Each goes to the lowest place from the top where it fits: what is low fills the room beside what is high. */
function rows(parts: readonly { readonly w: number; readonly h: number }[], width: number, gap: number): Sheet {
  // The outline of what is placed: from x on, free from y down.
  let skyline: { x: number; y: number }[] = [{ x: 0, y: 0 }];
  let right = 0;
  let bottom = 0;
  const places = parts.map((part) => {
    const w = part.w + gap;
    let best = { x: 0, y: Infinity };
    for (const { x } of skyline) {
      if (x > 0 && x + part.w > width) continue;
      const y = Math.max(
        ...skyline.filter((step, i) => step.x < x + w && (skyline[i + 1]?.x ?? Infinity) > x).map((s) => s.y),
      );
      if (y < best.y) best = { x, y };
    }
    const end = best.x + w;
    const after = skyline.filter((step) => step.x <= end).pop()?.y ?? 0;
    skyline = skyline.filter((step) => step.x < best.x || step.x > end);
    skyline.push({ x: best.x, y: best.y + part.h + gap }, { x: end, y: after });
    skyline.sort((a, b) => a.x - b.x);
    right = Math.max(right, best.x + part.w);
    bottom = Math.max(bottom, best.y + part.h);
    return best;
  });
  return { places, w: right, h: bottom };
}
