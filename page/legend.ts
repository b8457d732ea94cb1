/** What the signs mean. Made of the same classes as the drawing. */
import { html, svg } from "./dom";

const WIDE = 46;

export function legend(): HTMLElement {
  const sign = (content: SVGElement) => svg("svg", { width: WIDE, height: 18, "aria-hidden": "true" }, content);
  const box = (classes: string) =>
    sign(svg("g", { class: "node " + classes }, svg("rect", { x: 6, y: 2, width: 34, height: 14, rx: 4 })));
  const port = () => sign(svg("g", { class: "node port" }, svg("path", { d: "M6,2 H32 L40,9 L32,16 H6 Z" })));
  const line = (classes: string) =>
    sign(
      svg(
        "g",
        { class: "edge " + classes },
        svg("path", { class: "line", d: "M2,9 H38" }),
        svg("path", { class: "head", d: "M44,9 L36,5.5 L36,12.5 Z" }),
      ),
    );
  const entry = (picture: Element, text: string) => html("li", {}, picture, text);
  return html(
    "details",
    { class: "legend", open: "" },
    html("summary", {}, "Legend"),
    html(
      "ul",
      {},
      entry(box("process"), "process"),
      entry(box("thread"), "thread"),
      entry(port(), "port"),
      entry(box("object"), "other object"),
      entry(box("thread member proved"), "deadlock, proved"),
      entry(box("thread member suspected"), "deadlock, suspected"),
      entry(box("thread victim proved"), "victim of one"),
      entry(box("thread root"), "root: must act"),
      entry(line("wait state-inService"), "waits, in service"),
      entry(line("wait state-queued"), "waits, queued"),
      entry(line("answer serves"), "serves or owns"),
      entry(line("answer may"), "may answer"),
    ),
    html(
      "p",
      {},
      "Click a thread to follow its chain. / searches, f fits, + and - zoom, arrows go along the waits, Esc goes back.",
    ),
  );
}
