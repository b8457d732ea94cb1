/** The page of `/graph html`: reads the graph beside it, draws it, and lets one walk in it. */
import type { GraphDocument } from "../src/report/graphDocument";
import { draw } from "./draw";
import { buildFrame } from "./frame";
import { listenToKeys } from "./keys";
import { layOut } from "./layout";
import { Light } from "./light";
import { details, edgeDetails, overview, tipOf, tipOfEdge, type Choosing } from "./panel";
import { html } from "./dom";
import { Paths } from "./paths";
import { Search } from "./search";
import { Signs } from "./signs";
import { textWidth } from "./sizes";
import { Tip } from "./tip";
import { around, View } from "./view";

function start(graph: GraphDocument, into: HTMLElement): void {
  const paths = new Paths(graph);
  const frame = buildFrame(graph, into);
  const { width, height } = frame.stage.getBoundingClientRect();
  const layout = layOut(paths, Math.max(0.6, width / Math.max(1, height)));
  const drawing = draw(paths, layout);
  frame.svg.append(drawing.sheet);
  const signs = new Signs(drawing.signs, textWidth);
  const view = new View(frame.svg, drawing.sheet, (scale) => {
    signs.update(scale);
  });
  const light = new Light(paths, drawing, frame.svg);
  const tip = new Tip();
  const whole = { x: 0, y: 0, w: layout.w, h: layout.h };
  const order = graph.nodes.map((node) => node.id).filter((id) => drawing.nodes.has(id));
  /** Where the keys are: the one node that the tab key comes to. */
  let current = order.find((id) => paths.nodes.get(id)?.kind !== "process") ?? "";

  const elementOf = (id: string): SVGGElement | undefined => drawing.nodes.get(id)?.[0];
  const areaOf = (ids: readonly string[]) =>
    around(
      ids
        .flatMap((id) => [id, ...(paths.children.get(id) ?? []).map((child) => child.id)])
        .map((id) => layout.boxes.get(id)),
    );
  const show = (content: readonly HTMLElement[], isChoice: boolean): void => {
    const back = html("button", { type: "button", class: "back" }, "\u2190 Overview");
    back.addEventListener("click", clear);
    frame.panel.replaceChildren(...(isChoice ? [back] : []), ...content);
    frame.panel.scrollTop = 0;
  };
  const stopAt = (id: string): void => {
    elementOf(current)?.setAttribute("tabindex", "-1");
    elementOf(id)?.setAttribute("tabindex", "0");
    current = id;
  };
  const choose: Choosing = {
    node(id) {
      const node = paths.nodes.get(id);
      if (!node) return;
      light.set(paths.path(id), id);
      show(details(paths, node, choose), true);
      stopAt(id);
      const area = areaOf([id]);
      if (area) view.reveal(area);
    },
    nodes(ids) {
      const [first] = ids;
      if (first === undefined) return;
      choose.node(first);
      const area = areaOf(ids.concat(Array.from(paths.path(first).ahead.nodes)));
      if (area) view.fit(area, 1.1);
    },
  };
  const goTo = (id: string | undefined): void => {
    if (id === undefined) return;
    choose.node(id);
    elementOf(id)?.focus({ preventScroll: true });
  };
  const chooseEdge = (element: SVGGElement): void => {
    const place = Number(element.getAttribute("data-edge"));
    const edge = graph.edges[place];
    if (!edge) return;
    const places = drawing.groupEdges.get(element) ?? [place];
    light.set(places.length > 1 ? paths.path(edge.to) : paths.pathOfEdge(place), undefined);
    show(edgeDetails(paths, edge, places, choose), true);
  };
  function clear(): void {
    light.set(undefined, undefined);
    show(overview(paths, choose), false);
  }

  const under = (event: Event) => {
    const target = event.target instanceof Element ? event.target : undefined;
    const node = target?.closest("[data-node]")?.getAttribute("data-node");
    return { node: paths.nodes.get(node ?? ""), edge: target?.closest<SVGGElement>("[data-edge]") };
  };
  frame.svg.addEventListener("click", (event) => {
    const { node, edge } = under(event);
    const group = event.target instanceof Element ? event.target.closest("[data-group]") : null;
    const block = layout.groups.find((one) => one.group.id === group?.getAttribute("data-group"));
    if (node) goTo(node.id);
    else if (block && frame.svg.classList.contains("very-far")) view.fit(block.box, 1);
    else if (edge) chooseEdge(edge);
    else clear();
  });
  frame.svg.addEventListener("pointermove", (event) => {
    const { node, edge } = under(event);
    const place = Number(edge?.getAttribute("data-edge"));
    const one = edge ? graph.edges[place] : undefined;
    if (node) tip.show(tipOf(paths, node), event.clientX, event.clientY);
    else if (edge && one)
      tip.show(tipOfEdge(paths, one, drawing.groupEdges.get(edge) ?? [place]), event.clientX, event.clientY);
    else tip.hide();
  });
  for (const name of ["pointerleave", "pointerdown", "wheel"] as const)
    frame.svg.addEventListener(
      name,
      () => {
        tip.hide();
      },
      { passive: true },
    );

  const finder = new Search(paths, drawing, frame.search, frame.found, choose.node);
  const fit = () => {
    view.fit(whole);
  };
  const closer = () => {
    view.zoomBy(1.25);
  };
  const farther = () => {
    view.zoomBy(0.8);
  };
  frame.fit.addEventListener("click", fit);
  frame.closer.addEventListener("click", closer);
  frame.farther.addEventListener("click", farther);
  listenToKeys({
    acts: {
      f: fit,
      "+": closer,
      "=": closer,
      "-": farther,
      "/": () => {
        frame.search.focus();
      },
      Escape: clear,
    },
    moves: {
      ArrowRight: () => {
        goTo(paths.neighbours(current, true)[0]);
      },
      ArrowLeft: () => {
        goTo(paths.neighbours(current, false)[0]);
      },
      ArrowDown: () => {
        goTo(order[order.indexOf(current) + 1]);
      },
      ArrowUp: () => {
        goTo(order[order.indexOf(current) - 1]);
      },
      Enter: () => {
        goTo(current);
      },
      " ": () => {
        goTo(current);
      },
    },
    search: frame.search,
    leaveSearch() {
      frame.search.value = "";
      finder.run();
      frame.search.blur();
    },
  });
  stopAt(current);
  clear();
  fit();
  document.documentElement.setAttribute("data-ready", "");
}

const app = document.getElementById("app");
const data = document.getElementById("graph")?.textContent;
if (app && data) start(JSON.parse(data) as GraphDocument, app);
