/** The search box: marks what fits, Enter goes from one to the next. */
import type { GraphNode } from "../src/report/graphDocument";
import type { Drawing } from "./draw";
import { nameOf } from "./panel";
import type { Paths } from "./paths";

export class Search {
  private hits: string[] = [];
  private at = -1;
  private readonly texts: readonly { readonly id: string; readonly text: string }[];

  constructor(
    paths: Paths,
    private readonly drawing: Drawing,
    private readonly input: HTMLInputElement,
    private readonly found: HTMLElement,
    private readonly go: (id: string) => void,
  ) {
    this.texts = paths.graph.nodes.map((node) => ({ id: node.id, text: textOf(paths, node) }));
    input.addEventListener("input", () => {
      this.run();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || this.hits.length === 0) return;
      event.preventDefault();
      this.at = (this.at + (event.shiftKey ? this.hits.length - 1 : 1)) % this.hits.length;
      this.say();
      this.go(this.hits[this.at] as string);
    });
  }

  run(): void {
    // As WinDbg users write addresses: with or without backquote and 0x.
    const wanted = this.input.value.trim().toLowerCase().replace(/`/g, "");
    this.hits = wanted === "" ? [] : this.texts.filter(({ text }) => text.includes(wanted)).map(({ id }) => id);
    this.at = -1;
    const hits = new Set(this.hits);
    this.drawing.nodes.forEach((elements, id) => {
      for (const element of elements) element.classList.toggle("hit", hits.has(id));
    });
    this.drawing.sheet.ownerSVGElement?.classList.toggle("searching", wanted !== "");
    this.say();
  }

  private say(): void {
    const { length } = this.hits;
    if (this.input.value.trim() === "") this.found.textContent = "";
    else if (length === 0) this.found.textContent = "nothing found";
    else
      this.found.textContent = this.at < 0 ? `${String(length)} found` : `${String(this.at + 1)} of ${String(length)}`;
  }
}

function textOf(paths: Paths, node: GraphNode): string {
  const waits = paths.waitsOf(node.id).map((place) => paths.wait(place));
  const messages = waits.map((wait) => `${wait.message ?? ""} 0x${(wait.messageId ?? 0).toString(16)}`);
  return [nameOf(paths, node), node.address, ...(node.kind === "thread" ? node.facts.slice(0, 1) : []), ...messages]
    .join(" ")
    .toLowerCase();
}
