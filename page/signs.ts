/** Names that keep their size when all else is too small to be read. Where they would lie over each other the graver stays. */

const SIZE = 11;
/** Where else a sign may stand: pixels below its place. */
const MOVES = [0, 25, 13, -14];

interface Sign {
  readonly element: SVGTextElement;
  readonly x: number;
  readonly y: number;
  /** At size 1. */
  readonly w: number;
}

export class Signs {
  private readonly signs: Sign[];
  private scale = 0;

  /** `elements` in order, the gravest first. */
  constructor(elements: readonly SVGTextElement[], widthOf: (text: string, size: number, weight: number) => number) {
    this.signs = elements.map((element) => ({
      element,
      x: Number(element.getAttribute("x")),
      y: Number(element.getAttribute("y")),
      w: widthOf(element.textContent, SIZE, 600),
    }));
  }

  /** Chooses anew which of them are shown at this zoom. */
  update(scale: number): void {
    if (scale === this.scale) return;
    this.scale = scale;
    const taken: Place[] = [];
    for (const { element, x, y, w } of this.signs) {
      const places = MOVES.map((move) => ({ x: x * scale, y: y * scale + move, w }));
      const place = places.find((one) => taken.every((other) => isApart(one, other)));
      element.classList.toggle("covered", place === undefined);
      if (!place) continue;
      element.setAttribute("y", String(place.y / scale));
      taken.push(place);
    }
  }
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
}

function isApart(a: Place, b: Place): boolean {
  return Math.abs(a.x - b.x) > (a.w + b.w) / 2 + 4 || Math.abs(a.y - b.y) > SIZE + 2;
}
