/** The column beside the drawing: what was found, or all that is known of what is chosen. */
import type { GraphEdge, GraphFinding, GraphNode, WaitEdge } from "../src/report/graphDocument";
import { html, visible } from "./dom";
import type { Paths } from "./paths";

export interface Choosing {
  node(id: string): void;
  nodes(ids: readonly string[]): void;
}

type Block = HTMLElement | undefined;

/** Rows of a list that are shown at once. */
const ROWS = 200;

export function overview(paths: Paths, choose: Choosing): HTMLElement[] {
  const { graph } = paths;
  const deadlocks = graph.deadlocks.map((deadlock, index) => {
    const victims = deadlock.victims.length === 0 ? "" : `, ${String(deadlock.victims.length)} behind`;
    const text = `${String(index + 1)}: ${deadlock.text}${victims}`;
    return row(text, "mark " + deadlock.certainty, () => {
      choose.nodes(deadlock.members);
    });
  });
  const roots = graph.nodes
    .filter((node) => node.root !== undefined)
    .sort((a, b) => (b.waiters ?? 0) - (a.waiters ?? 0))
    .map((node) =>
      row(
        `${nameOf(paths, node)}: ${node.root ?? ""}`,
        "mark root",
        () => {
          choose.node(node.id);
        },
        waiting(node),
      ),
    );
  const finding = ({ severity, rule, text, node }: GraphFinding) =>
    row(
      `${rule}: ${text}`,
      "mark " + severity,
      node === undefined
        ? undefined
        : () => {
            choose.node(node);
          },
    );
  const grave = graph.findings.filter(({ severity }) => severity !== "info").map(finding);
  const hints = graph.findings.filter(({ severity }) => severity === "info").map(finding);
  const notes = graph.notes.map((note) => html("p", { class: "note" }, visible(note)));
  return present([
    block("Deadlocks", deadlocks),
    block("Who must act", roots),
    block("Findings", grave),
    more("For information", hints),
    block("Not in the picture", notes),
  ]);
}

export function details(paths: Paths, node: GraphNode, choose: Choosing): HTMLElement[] {
  const { graph } = paths;
  const marks: HTMLElement[] = [];
  for (const index of node.deadlocks ?? []) {
    const deadlock = graph.deadlocks[index];
    if (!deadlock) continue;
    const text = `${node.role === "member" ? "In" : "Stuck behind"} deadlock ${String(index + 1)}, ${deadlock.certainty}`;
    marks.push(
      row(text, "mark " + deadlock.certainty, () => {
        choose.nodes(deadlock.members);
      }),
    );
  }
  if (node.root !== undefined) marks.push(row("Root: " + node.root, "mark root", undefined, waiting(node)));
  for (const finding of graph.findings)
    if (finding.node === node.id) marks.push(row(`${finding.rule}: ${finding.text}`, "mark " + finding.severity));
  const waits = paths.waitsOf(node.id).map((place) => waitBlock(paths.wait(place)));
  const behind = paths.path(node.id).behind;
  const waiters = Array.from(behind.nodes)
    .filter((id) => id !== node.id && paths.nodes.get(id)?.kind === "thread")
    .map((id) => nodeRow(paths, id, choose));
  const inside = (paths.children.get(node.id) ?? []).map((child) => nodeRow(paths, child.id, choose));
  return present([
    html("h2", {}, visible(nameOf(paths, node))),
    html(
      "div",
      { class: "facts" },
      ...node.facts
        .slice(0, 1)
        .concat(node.kind === "thread" ? [] : node.facts.slice(1))
        .map((fact) => html("p", {}, visible(fact))),
    ),
    ...marks,
    block("In WinDbg", commands([node.command, node.dx === undefined ? undefined : "dx " + node.dx])),
    block(waits.length > 1 ? "Waits for several" : "Waits", waits),
    block("In it", inside),
    block(`Waiting for it (${String(waiters.length)})`, waiters),
  ]);
}

export function edgeDetails(paths: Paths, edge: GraphEdge, places: readonly number[], choose: Choosing): HTMLElement[] {
  const ends = [edge.from, edge.to].map((id) => nodeRow(paths, id, choose));
  if (edge.leg === "wait") {
    const [only, another] = places.map((place) => paths.wait(place));
    if (only && another) {
      const rows = places.map((place) => nodeRow(paths, paths.wait(place).from, choose));
      return present([
        html("h2", {}, `${String(places.length)} waits`),
        block("From", rows),
        block("To", ends.slice(1)),
      ]);
    }
    return present([html("h2", {}, "A wait"), waitBlock(edge), block("From and to", ends)]);
  }
  const title = edge.certainty === "serves" ? "Who answers" : "Who may answer";
  return present([
    html("h2", {}, title),
    ...edge.of.map((place) => waitBlock(paths.wait(place))),
    block("From and to", ends),
  ]);
}

/** The sentence of a wait with what it rests on. */
function waitBlock(edge: WaitEdge): HTMLElement {
  const evidence = edge.evidence.map((item) =>
    html("li", { class: item.basis }, html("b", {}, item.basis), " ", visible(item.text)),
  );
  return html(
    "div",
    { class: "wait" },
    html("p", {}, visible(edge.text)),
    html("ul", {}, ...evidence),
    ...commands([edge.command]),
  );
}

/** What the pointer is on, in short. */
export function tipOf(paths: Paths, node: GraphNode): HTMLElement[] {
  const mark = node.root === undefined ? [] : ["root: " + node.root];
  const waits = paths.waitsOf(node.id);
  if (waits.length === 0) {
    const facts = node.facts.concat(mark).map((fact) => html("p", {}, visible(fact)));
    return [html("b", {}, visible(nameOf(paths, node))), ...facts];
  }
  return waits.slice(0, 4).map((place) => tipOfWait(paths.wait(place)));
}

export function tipOfEdge(paths: Paths, edge: GraphEdge, places: readonly number[]): HTMLElement[] {
  if (edge.leg === "wait" && places.length < 2) return [tipOfWait(edge)];
  const waits = edge.leg === "wait" ? places : edge.of;
  const shown = waits.slice(0, 5).map((place) => html("p", {}, visible(paths.wait(place).text)));
  const more = waits.length > 5 ? [html("p", {}, `and ${String(waits.length - 5)} more`)] : [];
  const head = edge.leg === "wait" ? "waits" : edge.certainty === "serves" ? "has the request" : "may answer";
  return [html("b", {}, head), ...shown, ...more];
}

function tipOfWait(edge: WaitEdge): HTMLElement {
  const evidence = edge.evidence.map((item) =>
    html("li", { class: item.basis }, html("b", {}, item.basis), " ", visible(item.text)),
  );
  return html("div", {}, html("p", {}, visible(edge.text)), html("ul", {}, ...evidence));
}

export function nameOf(paths: Paths, node: GraphNode): string {
  const process = node.parent === undefined ? undefined : paths.nodes.get(node.parent);
  if (node.kind === "process") return `${node.label} ${node.detail}`.trim();
  return process ? `${process.label} ${process.detail}: ${node.label}` : node.label;
}

function nodeRow(paths: Paths, id: string, choose: Choosing): HTMLElement {
  const node = paths.nodes.get(id);
  if (!node) return html("div");
  const text = nameOf(paths, node) + (node.kind === "process" || node.detail === "" ? "" : ", " + node.detail);
  return row(
    text,
    node.role === undefined ? "" : "mark " + (paths.graph.deadlocks[node.deadlocks?.[0] ?? 0]?.certainty ?? ""),
    () => {
      choose.node(id);
    },
  );
}

function waiting(node: GraphNode): string {
  if (node.waiters === undefined) return "";
  return node.waiters === 1 ? "1 waits" : `${String(node.waiters)} wait`;
}

function row(text: string, classes: string, act?: () => void, count = ""): HTMLElement {
  const content: (Node | string)[] = [html("span", {}, visible(text))];
  if (count !== "") content.push(html("span", { class: "count" }, count));
  if (!act) return html("div", { class: "row " + classes }, ...content);
  const button = html("button", { class: "row " + classes, type: "button" }, ...content);
  button.addEventListener("click", act);
  return button;
}

function commands(texts: readonly (string | undefined)[]): HTMLElement[] {
  return texts
    .filter((text): text is string => text !== undefined)
    .map((text) => {
      const copy = html("button", { class: "copy", type: "button", "aria-label": "Copy " + text }, "Copy");
      const code = html("code", {}, text);
      copy.addEventListener("click", () => {
        copyText(text, code, copy);
      });
      return html("div", { class: "command" }, code, copy);
    });
}

/** Into the clipboard; where the browser does not let a page of a file do that, the text is marked for Ctrl+C. */
function copyText(text: string, code: HTMLElement, button: HTMLElement): void {
  const done = () => {
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 1200);
  };
  const mark = () => {
    getSelection()?.selectAllChildren(code);
    button.textContent = "Ctrl+C";
  };
  // Typed as always there, but missing outside secure contexts.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard) clipboard.writeText(text).then(done, mark);
  else mark();
}

function block(title: string, content: readonly HTMLElement[]): Block {
  if (content.length === 0) return undefined;
  const more = content.length > ROWS ? [html("p", { class: "note" }, `and ${String(content.length - ROWS)} more`)] : [];
  return html("section", {}, html("h3", {}, title), ...content.slice(0, ROWS), ...more);
}

/** A list that is closed at first. */
function more(title: string, content: readonly HTMLElement[]): Block {
  const inner = block(title, content);
  if (!inner) return undefined;
  const summary = html("summary", {}, `${title} (${String(content.length)})`);
  inner.firstChild?.remove();
  return html("details", { class: "more" }, summary, inner);
}

function present(blocks: readonly Block[]): HTMLElement[] {
  return blocks.filter((one): one is HTMLElement => one !== undefined);
}
