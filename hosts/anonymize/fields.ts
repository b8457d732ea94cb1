/** Offsets of members in the types of a snapshot, by path. */
import type { Snapshot } from "../snapshot/format.js";

export interface Place {
  readonly offset: number;
  /** The type's text. */
  readonly type: string;
}

/** Where `path` lies in a type; undefined where the snapshot does not say. */
export function field(snapshot: Snapshot, typeName: string, path: string): Place | undefined {
  let type = typeName;
  let offset = 0;
  for (const name of path.split(".")) {
    const found = member(snapshot, type, name, 0);
    if (found === undefined) return undefined;
    offset += found.offset;
    type = found.type;
  }
  return { offset, type };
}

/** A member by name, also through members that have no name of their own. */
function member(snapshot: Snapshot, type: string, name: string, depth: number): Place | undefined {
  const declared = Object.hasOwn(snapshot.types, type) ? snapshot.types[type] : undefined;
  for (const one of declared?.fields ?? []) {
    if (one.name === name) return { offset: one.offset, type: one.type };
    if (depth > 8 || !(one.anonymous === true || one.name === "")) continue;
    const inner = member(snapshot, one.type, name, depth + 1);
    if (inner) return { offset: one.offset + inner.offset, type: inner.type };
  }
  return undefined;
}

export function sizeOf(snapshot: Snapshot, type: string): number | undefined {
  return Object.hasOwn(snapshot.types, type) ? snapshot.types[type]?.size : undefined;
}
