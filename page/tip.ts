/** What is under the pointer, beside it. */
import { html } from "./dom";

export class Tip {
  private readonly element = html("div", { class: "tip", "aria-hidden": "true", hidden: "" });

  constructor() {
    document.body.append(this.element);
  }

  show(content: readonly HTMLElement[], x: number, y: number): void {
    this.element.replaceChildren(...content);
    this.element.hidden = false;
    const { width, height } = this.element.getBoundingClientRect();
    const left = x + 16 + width > innerWidth ? x - width - 12 : x + 16;
    const top = y + 16 + height > innerHeight ? y - height - 12 : y + 16;
    this.element.style.left = `${String(Math.max(4, left))}px`;
    this.element.style.top = `${String(Math.max(4, top))}px`;
  }

  hide(): void {
    this.element.hidden = true;
  }
}
