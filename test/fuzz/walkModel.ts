/** Walks everything a script's model leads to, as dx does when it lists it: keys, items, display strings. Bounded. */
import type { ModelObject, Value } from "../../hosts/provider/dataModel";
import { ScriptModel } from "../../hosts/provider/scriptModel";

export interface WalkLimits {
  readonly depth: number;
  readonly objects: number;
  readonly items: number;
}

export interface Walked {
  readonly objects: number;
  /** `path: message` of each getter, item or display string that failed. */
  readonly failures: readonly string[];
  /** `Class.member` of each getter that was called. */
  readonly getters: ReadonlySet<string>;
}

const LIMITS: WalkLimits = { depth: 6, objects: 600, items: 60 };

/** The debugger's own objects are not walked. Objects that show the same are walked once per kind of path: a port leads to its owner, which leads to the port. */
export function walkModel(start: ModelObject, name: string, limits: WalkLimits = LIMITS): Walked {
  const failures: string[] = [];
  const seen = new Set<string>();
  const getters = new Set<string>();
  const queue: { object: ModelObject; path: string; depth: number }[] = [{ object: start, path: name, depth: 0 }];
  let objects = 0;
  const guard = <T>(path: string, get: () => T): T | undefined => {
    try {
      return get();
    } catch (error) {
      failures.push(`${path}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  const take = (value: Value | undefined, path: string, depth: number): void => {
    if (value === undefined) return;
    // An iteration that cannot begin says which symbols to load.
    const isWord = value.kind === "error" && /^UsageError: the symbols of nt /.test(value.message ?? "");
    if (value.kind === "error" && !isWord) failures.push(`${path}: ${value.message ?? value.code.toString(16)}`);
    else if (value instanceof ScriptModel && depth <= limits.depth) {
      queue.push({ object: value, path, depth });
    } else if (value.kind === "intrinsic" && /undefined|\bNaN\b|\[object /.test(String(value.value))) {
      failures.push(`${path}: shows ${String(value.value)}`);
    }
  };
  for (let at = queue.shift(); at !== undefined && objects < limits.objects; at = queue.shift()) {
    const { object, path, depth } = at;
    const { concepts } = object;
    const display = guard(`${path} (display)`, () => concepts.display?.(object));
    if (display !== undefined && /undefined|\bNaN\b|\[object /.test(display))
      failures.push(`${path}: shows ${display}`);
    const keys = guard(path, () => [...object.keys()]) ?? [];
    const owner = object instanceof ScriptModel ? object.source.constructor?.name : undefined;
    for (const key of keys) getters.add(`${owner ?? ""}.${key.name}`);
    const values = keys.map((key) => ({ key, value: guard(`${path}.${key.name}`, () => key.get(object)) }));
    const identity = JSON.stringify([
      keys.map((key) => key.name),
      display,
      values.map(({ value }) => (value?.kind === "intrinsic" ? String(value.value) : value?.kind)),
      // A collection shows nothing of what it holds.
      concepts.iterate === undefined ? "" : path.replace(/\[\d+\]/g, ""),
    ]);
    if (seen.has(identity)) continue;
    seen.add(identity);
    objects++;
    for (const { key, value } of values) take(value, `${path}.${key.name}`, depth + 1);
    if (concepts.iterate === undefined) continue;
    guard(`${path} (items)`, () => {
      const items = concepts.iterate!(object);
      for (let i = 0; i < limits.items; i++) {
        const next = items.next();
        if (next.done === true) return;
        take(next.value.value, `${path}[${i}]`, depth + 1);
      }
    });
  }
  return { objects, failures, getters };
}
