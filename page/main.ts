/** The page of `/graph html`: reads the graph beside it, draws it, and lets one walk in it. */
import type { GraphDocument } from "../src/report/graphDocument";
import { html, svg, visible } from "./dom";
import { draw } from "./draw";
import type { Placed } from "./groups";
import { layOut } from "./layout";
import { legend } from "./legend";
import { details, edgeDetails, overview, tipOf, tipOfEdge, type Choosing } from "./panel";
import { Paths, type Path } from "./paths";
import { Search } from "./search";
import { Tip } from "./tip";
import { View, type Area } from "./view";

function start(): void {
  const data = document.getElementById("graph")?.textContent ?? "";
  const graph = JSON.parse(data) as GraphDocument;
  const paths = new Paths(graph);
  const frame = svg("svg", { id: "frame", "aria-label": "Wait graph", role: "group" });
  const panel = html("aside", { "aria-label": "Details", "aria-live": "polite" });
  const search = html("input", {
    type: "search",
    id: "search",
    placeholder: "Search (name, id, address, port)",
    "aria-label": "Search",
    autocomplete: "off",
    spellcheck: "false",
  });
  const found = html("span", { id: "found", role: "status" });
  const button = (label: string, title: string) => html("button", { type: "button", title }, label);
  const fit = button("Fit", "Show everything (f)");
  const closer = button("+", "Zoom in (+)");
  const farther = button("\u2212", "Zoom out (-)");
  const stage = html("div", { class: "stage" }, frame, legend());
  document
    .getElementById("app")
    ?.append(
      html(
        "header",
        {},
        html("h1", { class: "verdict " + graph.verdict }, visible(graph.headline)),
        html("p", { class: "looked" }, visible(graph.looked), " ", html("span", { class: "drawn" }, drawn(graph))),
        html("div", { class: "tools", role: "toolbar" }, search, found, closer, farther, fit),
      ),
      stage,
      panel,
    );
  if (graph.nodes.length === 0) stage.append(html("p", { class: "empty" }, "Nobody waits for anybody here."));

  const box = stage.getBoundingClientRect();
  const layout = layOut(paths, Math.max(0.6, box.width / Math.max(1, box.height)));
  const drawing = draw(paths, layout);
  frame.append(drawing.sheet);
  const view = new View(frame, drawing.sheet);
  const tip = new Tip();
  const whole: Area = { x: 0, y: 0, w: layout.w, h: layout.h };
  let current: string | undefined = graph.nodes.find((node) => node.kind !== "process")?.id;
  let tabStop: SVGGElement | undefined;

  const lightUp = (path: Path | undefined, chosen: readonly string[]): void => {
    frame.classList.toggle("chosen", path !== undefined);
    drawing.nodes.forEach((element, id) => {
      element.classList.toggle("ahead", path?.ahead.nodes.has(id) ?? false);
      element.classList.toggle("behind", path?.behind.nodes.has(id) ?? false);
      element.classList.toggle("this", chosen.includes(id));
      element.setAttribute("aria-pressed", String(chosen.includes(id)));
    });
    // A process is lit with what is in it.
    if (path)
      for (const node of graph.nodes)
        if (node.parent !== undefined && (path.ahead.nodes.has(node.id) || path.behind.nodes.has(node.id)))
          drawing.nodes.get(node.parent)?.classList.add("around");
    if (!path)
      drawing.nodes.forEach((element) => {
        element.classList.remove("around");
      });
    const places = new Map<SVGGElement, number[]>();
    drawing.edges.forEach((element, place) => places.set(element, (places.get(element) ?? []).concat(place)));
    places.forEach((all, element) => {
      element.classList.toggle("ahead", path !== undefined && all.some((place) => path.ahead.edges.has(place)));
      element.classList.toggle("behind", path !== undefined && all.some((place) => path.behind.edges.has(place)));
    });
  };

  const show = (content: readonly HTMLElement[], isChoice: boolean): void => {
    panel.replaceChildren();
    if (isChoice) {
      const back = html("button", { type: "button", class: "back" }, "\u2190 Overview");
      back.addEventListener("click", clear);
      panel.append(back);
    }
    panel.append(...content);
    panel.scrollTop = 0;
  };

  const stop = (id: string): void => {
    tabStop?.setAttribute("tabindex", "-1");
    tabStop = drawing.nodes.get(id);
    tabStop?.setAttribute("tabindex", "0");
    current = id;
  };

  const areaOf = (ids: readonly string[]): Area | undefined => around(ids.map((id) => layout.boxes.get(id)));

  const choose: Choosing = {
    node(id) {
      const node = paths.nodes.get(id);
      if (!node) return;
      for (const element of drawing.nodes.values()) element.classList.remove("around");
      lightUp(paths.path(id), [id]);
      show(details(paths, node, choose), true);
      stop(id);
      const area = areaOf([id]);
      if (area) view.reveal(area);
    },
    nodes(ids) {
      const [first] = ids;
      if (first === undefined) return;
      choose.node(first);
      const path = paths.path(first);
      const area = areaOf(ids.concat(Array.from(path.ahead.nodes)));
      if (area) view.fit(area, 1);
    },
  };

  function clear(): void {
    for (const element of drawing.nodes.values()) element.classList.remove("around");
    lightUp(undefined, []);
    show(overview(paths, choose), false);
  }

  const chooseEdge = (element: SVGGElement): void => {
    const place = Number(element.getAttribute("data-edge"));
    const edge = graph.edges[place];
    if (!edge) return;
    const places = drawing.groupEdges.get(element) ?? [place];
    for (const one of drawing.nodes.values()) one.classList.remove("around");
    lightUp(places.length > 1 ? paths.path(edge.to) : paths.pathOfEdge(place), []);
    show(edgeDetails(paths, edge, places, choose), true);
  };

  const on = (event: Event): { node?: string; edge?: SVGGElement } => {
    const target = event.target instanceof Element ? event.target : undefined;
    const node = target?.closest("[data-node]")?.getAttribute("data-node") ?? undefined;
    const edge = target?.closest<SVGGElement>("[data-edge]") ?? undefined;
    return { ...(node === undefined ? {} : { node }), ...(edge === undefined ? {} : { edge }) };
  };
  frame.addEventListener("click", (event) => {
    const { node, edge } = on(event);
    if (node !== undefined) {
      choose.node(node);
      drawing.nodes.get(node)?.focus({ preventScroll: true });
    } else if (edge) chooseEdge(edge);
    else clear();
  });
  frame.addEventListener("pointermove", (event) => {
    const { node, edge } = on(event);
    const known = node === undefined ? undefined : paths.nodes.get(node);
    if (known) tip.show(tipOf(paths, known), event.clientX, event.clientY);
    else if (edge) {
      const place = Number(edge.getAttribute("data-edge"));
      const one = graph.edges[place];
      if (one) tip.show(tipOfEdge(paths, one, drawing.groupEdges.get(edge) ?? [place]), event.clientX, event.clientY);
    } else tip.hide();
  });
  frame.addEventListener("pointerleave", () => {
    tip.hide();
  });
  frame.addEventListener("pointerdown", () => {
    tip.hide();
  });

  const focus = (id: string | undefined): void => {
    if (id === undefined) return;
    choose.node(id);
    drawing.nodes.get(id)?.focus({ preventScroll: true });
  };
  const order = graph.nodes.map((node) => node.id).filter((id) => drawing.nodes.has(id));
  const keys: { readonly [key: string]: () => void } = {
    f: () => {
      view.fit(whole);
    },
    "+": () => {
      view.zoomBy(1.25);
    },
    "=": () => {
      view.zoomBy(1.25);
    },
    "-": () => {
      view.zoomBy(0.8);
    },
    "/": () => {
      search.focus();
    },
    Escape: clear,
  };
  const moves: { readonly [key: string]: (id: string) => string | undefined } = {
    ArrowRight: (id) => paths.neighbours(id, true)[0],
    ArrowLeft: (id) => paths.neighbours(id, false)[0],
    ArrowDown: (id) => order[order.indexOf(id) + 1],
    ArrowUp: (id) => order[order.indexOf(id) - 1],
    Enter: (id) => id,
    " ": (id) => id,
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target as Element;
    if (target === search) {
      if (event.key === "Escape") {
        search.value = "";
        finder.run();
        search.blur();
      }
      return;
    }
    const isNode = target.closest("[data-node]") !== null;
    const move = isNode || target === document.body ? moves[event.key] : undefined;
    // Enter on a button is the button's.
    const act = move
      ? () => {
          focus(current === undefined ? undefined : move(current));
        }
      : keys[event.key];
    if (!act || (target.closest("button,summary") && event.key !== "Escape" && !isNode && event.key.length > 1)) return;
    event.preventDefault();
    act();
  });

  const finder = new Search(paths, drawing, search, found, (id) => {
    choose.node(id);
  });
  fit.addEventListener("click", () => {
    view.fit(whole);
  });
  closer.addEventListener("click", () => {
    view.zoomBy(1.25);
  });
  farther.addEventListener("click", () => {
    view.zoomBy(0.8);
  });
  addEventListener("resize", () => {
    view.pan(0, 0);
  });
  if (current !== undefined) stop(current);
  clear();
  view.fit(whole);
  document.documentElement.setAttribute("data-ready", "");
}

function drawn(graph: GraphDocument): string {
  const count = (kind: string) => String(graph.nodes.filter((node) => node.kind === kind).length);
  const waits = graph.edges.filter((edge) => edge.leg === "wait").length;
  return `Drawn: ${String(waits)} waits, ${count("thread")} threads, ${count("port")} ports, ${count("process")} processes.`;
}

function around(boxes: readonly (Placed | undefined)[]): Area | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    if (!box) continue;
    left = Math.min(left, box.x);
    top = Math.min(top, box.y);
    right = Math.max(right, box.x + box.w);
    bottom = Math.max(bottom, box.y + box.h);
  }
  return left === Infinity ? undefined : { x: left, y: top, w: right - left, h: bottom - top };
}

start();
