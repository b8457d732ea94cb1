/** Lights up what hangs together and dims the rest. */
import type { Drawing } from "./draw";
import type { Path, Paths } from "./paths";

export class Light {
  private readonly places = new Map<SVGGElement, number[]>();

  constructor(
    private readonly paths: Paths,
    private readonly drawing: Drawing,
    private readonly frame: SVGSVGElement,
  ) {
    drawing.edges.forEach((element, place) => {
      const places = this.places.get(element);
      if (places) places.push(place);
      else this.places.set(element, [place]);
    });
  }

  /** Without a path everything is lit. `chosen` is what was asked for. */
  set(path: Path | undefined, chosen: string | undefined): void {
    this.frame.classList.toggle("chosen", path !== undefined);
    const isLit = (id: string) => path !== undefined && (path.ahead.nodes.has(id) || path.behind.nodes.has(id));
    // A process is lit with what is in it.
    const around = new Set(this.paths.graph.nodes.filter((node) => isLit(node.id)).map((node) => node.parent));
    this.drawing.nodes.forEach((elements, id) => {
      for (const element of elements) {
        element.classList.toggle("ahead", path?.ahead.nodes.has(id) ?? false);
        element.classList.toggle("behind", path?.behind.nodes.has(id) ?? false);
        element.classList.toggle("around", around.has(id));
        element.classList.toggle("this", chosen === id);
        element.setAttribute("aria-pressed", String(chosen === id));
      }
    });
    this.places.forEach((places, element) => {
      element.classList.toggle("ahead", path !== undefined && places.some((place) => path.ahead.edges.has(place)));
      element.classList.toggle("behind", path !== undefined && places.some((place) => path.behind.edges.has(place)));
    });
  }
}
