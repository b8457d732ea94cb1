/** Zoom and pan: wheel, drag, two fingers, keys. */

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const LEAST = 0.03;
/** Here single threads of a group cannot be told apart. */
const VERY_FAR = 0.3;
const MOST = 3;
const MARGIN = 20;
/** Names that keep their size reach over their boxes. */
const FAR_MARGIN = 46;
/** A press that moves less is a click. */
const CLICK = 4;

export class View {
  private x = 0;
  private y = 0;
  private scale = 1;
  private pressed: { x: number; y: number; moved: boolean } | undefined;
  private readonly fingers = new Map<number, { x: number; y: number }>();

  constructor(
    private readonly frame: SVGSVGElement,
    private readonly sheet: SVGGElement,
    /** Told after every change of the zoom. */
    private readonly zoomed: (scale: number) => void,
  ) {
    frame.addEventListener("wheel", this.onWheel, { passive: false });
    frame.addEventListener("pointerdown", this.onDown);
    frame.addEventListener("pointermove", this.onMove);
    for (const name of ["pointerup", "pointercancel"] as const) frame.addEventListener(name, this.onUp);
    // A drag ends in a click, which chooses nothing.
    frame.addEventListener("click", (event) => this.pressed?.moved && event.stopImmediatePropagation(), true);
  }

  /** Shows an area as large as it goes, but no larger than `most`. */
  fit(area: Area, most = 1.35): void {
    const { width, height } = this.frame.getBoundingClientRect();
    const within = (margin: number) =>
      Math.min((width - 2 * margin) / Math.max(1, area.w), (height - 2 * margin) / Math.max(1, area.h), most);
    const near = within(MARGIN);
    this.scale = clamp(near < VERY_FAR ? within(FAR_MARGIN) : near);
    this.x = width / 2 - (area.x + area.w / 2) * this.scale;
    this.y = height / 2 - (area.y + area.h / 2) * this.scale;
    this.apply();
  }

  /** Moves an area into sight, and near enough to be read. */
  reveal(area: Area): void {
    const { width, height } = this.frame.getBoundingClientRect();
    const left = area.x * this.scale + this.x;
    const top = area.y * this.scale + this.y;
    const isSeen = left > 0 && top > 0 && left + area.w * this.scale < width && top + area.h * this.scale < height;
    if (isSeen && this.scale > 0.5) return;
    this.scale = Math.max(this.scale, 0.8);
    this.x = width / 2 - (area.x + area.w / 2) * this.scale;
    this.y = height / 2 - (area.y + area.h / 2) * this.scale;
    this.apply();
  }

  zoomBy(factor: number, at?: { x: number; y: number }): void {
    const { width, height } = this.frame.getBoundingClientRect();
    const { x, y } = at ?? { x: width / 2, y: height / 2 };
    const scale = clamp(this.scale * factor);
    this.x = x - ((x - this.x) / this.scale) * scale;
    this.y = y - ((y - this.y) / this.scale) * scale;
    this.scale = scale;
    this.apply();
  }

  pan(dx: number, dy: number): void {
    this.x += dx;
    this.y += dy;
    this.apply();
  }

  private apply(): void {
    this.sheet.setAttribute(
      "transform",
      `translate(${this.x.toFixed(2)} ${this.y.toFixed(2)}) scale(${this.scale.toFixed(4)})`,
    );
    // Far away only titles can be read: they grow, the rest goes.
    this.frame.classList.toggle("far", this.scale < 0.42);
    this.frame.classList.toggle("very-far", this.scale < VERY_FAR);
    this.frame.style.setProperty("--unscale", String(1 / this.scale));
    this.zoomed(this.scale);
  }

  private readonly onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const step = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
    const factor = Math.exp(-Math.max(-160, Math.min(160, step)) * 0.0022);
    this.zoomBy(factor, this.inFrame(event));
  };

  private readonly onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.pressed = { x: event.clientX, y: event.clientY, moved: this.fingers.size > 1 };
  };

  private readonly onMove = (event: PointerEvent): void => {
    const before = this.fingers.get(event.pointerId);
    if (!before || !this.pressed) return;
    const far = Math.hypot(event.clientX - this.pressed.x, event.clientY - this.pressed.y);
    if (!this.pressed.moved && far < CLICK) return;
    if (!this.pressed.moved) this.frame.setPointerCapture(event.pointerId);
    this.pressed.moved = true;
    const [other] = Array.from(this.fingers)
      .filter(([id]) => id !== event.pointerId)
      .map(([, at]) => at);
    const now = { x: event.clientX, y: event.clientY };
    this.fingers.set(event.pointerId, now);
    if (other) {
      const grown =
        Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
      const box = this.frame.getBoundingClientRect();
      this.zoomBy(grown, { x: (now.x + other.x) / 2 - box.left, y: (now.y + other.y) / 2 - box.top });
    } else this.pan(now.x - before.x, now.y - before.y);
  };

  private readonly onUp = (event: PointerEvent): void => {
    this.fingers.delete(event.pointerId);
  };

  private inFrame(event: MouseEvent): { x: number; y: number } {
    const { left, top } = this.frame.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }
}

function clamp(scale: number): number {
  return Math.min(MOST, Math.max(LEAST, scale));
}

/** The smallest area with all of these in it. */
export function around(areas: readonly (Area | undefined)[]): Area | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const area of areas) {
    if (!area) continue;
    left = Math.min(left, area.x);
    top = Math.min(top, area.y);
    right = Math.max(right, area.x + area.w);
    bottom = Math.max(bottom, area.y + area.h);
  }
  return left === Infinity ? undefined : { x: left, y: top, w: right - left, h: bottom - top };
}
