/** What the model hands out for many: lazy, iterable, and honest about a list that is damaged. */
import { describeEnd, isSound, type WalkEnd } from "../nt/list";
import { describe, text } from "./describe";

/** Rows of the model. dx adds Count(), Where(), Select() and the rest. */
export class Collection<T> {
  private readonly __items: () => Iterable<T>;
  private readonly __end: () => WalkEnd | undefined;

  constructor(items: () => Iterable<T>, end: () => WalkEnd | undefined = () => undefined) {
    this.__items = items;
    this.__end = end;
  }

  get Damage(): string | undefined {
    const end = this.__end();
    return end === undefined || isSound(end) ? undefined : describeEnd(end);
  }

  // No display string: counting would walk what nobody asked for.
  toString(): string {
    return "";
  }

  *[Symbol.iterator](): IterableIterator<T> {
    for (const item of this.__items()) yield item;
  }
}
describe(Collection, { Damage: text("How the walk over the list ended, when it did not reach the end") });
