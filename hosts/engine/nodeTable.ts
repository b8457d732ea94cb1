/** What of Node's the engine holds: objects, methods, iterations, each by a number. */
import type { Item, Method, ModelObject } from "../provider/dataModel.js";

export type NodeThing = ModelObject | Method | Iterator<Item>;

/**
 * Every time a thing is sent counts; the bridge gives the counts back one by one as the engine lets go. At zero the
 * number is forgotten, so a thing that only the engine held can be collected.
 */
export class NodeTable {
  private readonly things = new Map<number, { thing: NodeThing; count: number }>();
  private readonly numbers = new Map<NodeThing, number>();
  private last = 0;

  /** The number to send, counted. */
  send(thing: NodeThing): number {
    const known = this.numbers.get(thing);
    if (known !== undefined) {
      this.entry(known).count++;
      return known;
    }
    const number = ++this.last;
    this.things.set(number, { thing, count: 1 });
    this.numbers.set(thing, number);
    return number;
  }

  get(number: number): NodeThing {
    return this.entry(number).thing;
  }

  release(number: number): void {
    const entry = this.things.get(number);
    if (!entry || --entry.count > 0) return;
    this.things.delete(number);
    this.numbers.delete(entry.thing);
  }

  get size(): number {
    return this.things.size;
  }

  private entry(number: number): { thing: NodeThing; count: number } {
    const entry = this.things.get(number);
    if (!entry) throw new Error(`the engine asks for object ${number}, which it has let go`);
    return entry;
  }
}
