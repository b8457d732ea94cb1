/** What we know about objects the script holds, out of its sight. */
export class Tag<T> {
  private readonly facts = new WeakMap<object, T>();

  /** Attaches a fact; returns the object. */
  put<O extends object>(object: O, fact: T): O {
    this.facts.set(object, fact);
    return object;
  }

  /** The fact about `value`, or undefined: for whatever is no tagged object. */
  of(value: unknown): T | undefined {
    return typeof value === "object" && value !== null ? this.facts.get(value) : undefined;
  }
}
