/** The graph indexed, and who hangs together: what a thread waits for, and who waits for it. */
import type { AnswerEdge, GraphDocument, GraphNode, WaitEdge } from "../src/report/graphDocument";

export interface Lit {
  readonly nodes: Set<string>;
  /** Positions in `edges`. */
  readonly edges: Set<number>;
}

export interface Path {
  /** What it waits for. */
  readonly ahead: Lit;
  /** Who waits for it. */
  readonly behind: Lit;
}

export class Paths {
  readonly nodes = new Map<string, GraphNode>();
  readonly children = new Map<string, GraphNode[]>();
  private readonly waitsFrom = new Map<string, number[]>();
  private readonly waitsTo = new Map<string, number[]>();
  private readonly answersFrom = new Map<string, number[]>();
  private readonly answersTo = new Map<string, number[]>();

  constructor(readonly graph: GraphDocument) {
    for (const node of graph.nodes) {
      this.nodes.set(node.id, node);
      if (node.parent !== undefined) push(this.children, node.parent, node);
    }
    graph.edges.forEach((edge, place) => {
      push(edge.leg === "wait" ? this.waitsFrom : this.answersFrom, edge.from, place);
      push(edge.leg === "wait" ? this.waitsTo : this.answersTo, edge.to, place);
    });
  }

  /** Positions of the waits of a thread, or of those that lead to a node. */
  waitsOf(id: string): readonly number[] {
    return this.waitsFrom.get(id) ?? [];
  }
  /** Positions of all edges that begin at a node. */
  edgesFrom(id: string): readonly number[] {
    return this.waitsOf(id).concat(this.answersFrom.get(id) ?? []);
  }
  waitsInto(id: string): readonly number[] {
    return this.waitsTo.get(id) ?? [];
  }
  hasWaiters(id: string): boolean {
    return this.waitsTo.has(id) || this.answersTo.has(id);
  }
  wait(place: number): WaitEdge {
    return this.graph.edges[place] as WaitEdge;
  }
  answer(place: number): AnswerEdge {
    return this.graph.edges[place] as AnswerEdge;
  }

  path(id: string): Path {
    const ahead: Lit = { nodes: new Set(), edges: new Set() };
    const behind: Lit = { nodes: new Set(), edges: new Set() };
    const starts = this.nodes.get(id)?.kind === "process" ? (this.children.get(id) ?? []).map((node) => node.id) : [id];
    this.goAhead(starts, ahead);
    this.goBack(starts, behind);
    return { ahead, behind };
  }

  /** The path of one edge: its waiter's, or that of all waits it can end. */
  pathOfEdge(place: number): Path {
    const edge = this.graph.edges[place];
    if (edge === undefined) return { ahead: empty(), behind: empty() };
    return this.path(edge.leg === "wait" ? edge.from : edge.to);
  }

  private goAhead(starts: readonly string[], lit: Lit): void {
    const todo = starts.slice();
    const seen = new Set<string>(starts);
    const next = (id: string) => {
      lit.nodes.add(id);
      if (!seen.has(id)) todo.push(id);
      seen.add(id);
    };
    for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
      lit.nodes.add(id);
      // A port that was chosen itself answers all its waits; on the way through, only the one that was followed.
      if (starts.includes(id))
        for (const place of this.answersFrom.get(id) ?? []) {
          lit.edges.add(place);
          next(this.answer(place).to);
        }
      for (const place of this.waitsOf(id)) {
        lit.edges.add(place);
        const { to } = this.wait(place);
        if (this.nodes.get(to)?.kind === "thread") {
          next(to);
          continue;
        }
        lit.nodes.add(to);
        for (const answer of this.answersFrom.get(to) ?? []) {
          if (!this.answer(answer).of.includes(place)) continue;
          lit.edges.add(answer);
          next(this.answer(answer).to);
        }
      }
    }
  }

  private goBack(starts: readonly string[], lit: Lit): void {
    const todo = starts.slice();
    const seen = new Set<string>(starts);
    const take = (place: number) => {
      lit.edges.add(place);
      const { from } = this.wait(place);
      if (!seen.has(from)) todo.push(from);
      seen.add(from);
    };
    for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
      lit.nodes.add(id);
      for (const place of this.waitsInto(id)) take(place);
      for (const place of this.answersTo.get(id) ?? []) {
        lit.edges.add(place);
        lit.nodes.add(this.answer(place).from);
        for (const wait of this.answer(place).of) take(wait);
      }
    }
  }

  /** The next nodes over one wait: ahead to who is waited for, or back to who waits. For the arrow keys. */
  neighbours(id: string, isAhead: boolean): string[] {
    const places = isAhead
      ? this.waitsOf(id).concat(this.answersFrom.get(id) ?? [])
      : this.waitsInto(id).concat(this.answersTo.get(id) ?? []);
    return places.map((place) => {
      const edge = this.graph.edges[place] as WaitEdge | AnswerEdge;
      return isAhead ? edge.to : edge.from;
    });
  }
}

function empty(): Lit {
  return { nodes: new Set(), edges: new Set() };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
