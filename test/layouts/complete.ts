/** Completes the types of a build of which only a part was published. */
import type { SnapshotField, SnapshotType } from "../../hosts/snapshot/format";
import type { Types } from "./layouts";

export interface Completion {
  /** Name of the complete layout. */
  readonly from: string;
  /** Fields the build has lost, by type; what follows them moves up. */
  readonly dropped?: Readonly<Record<string, RegExp>>;
}

/** A type of which only some offsets are published (size unknown). */
type Published = Omit<SnapshotType, "size"> & { readonly size: number | null };

/**
 * All types of `neighbour`, with those of `published` in their place. A published type keeps every one of its own
 * fields; it takes the neighbour's for what lies before the first field on which both disagree, and, where it has no
 * size of its own or only a handful of fields, for the rest as well, moved by the distance of the last published field
 * before it.
 */
export function complete(published: Types, neighbour: Types, completion: Completion): Types {
  const types: Types = { ...neighbour };
  const own = published as Readonly<Record<string, Published>>;
  for (const [name, type] of Object.entries(own)) {
    const other = neighbour[name];
    const dropped = completion.dropped?.[name];
    const renamed = other && dropped ? { ...other, fields: other.fields.filter((f) => !dropped.test(f.name)) } : other;
    if (!renamed) types[name] = { ...type, size: type.size ?? 0 };
    else if (type.size === null) types[name] = moved(type.fields, renamed, other?.fields ?? []);
    else if (isSparse(type, renamed)) types[name] = { ...moved(type.fields, renamed, []), size: type.size };
    else types[name] = extended({ ...type, size: type.size }, renamed);
  }
  return types;
}

/** What the neighbour has up to the last published field on which both still agree. */
function extended(type: SnapshotType, neighbour: SnapshotType): SnapshotType {
  const known = new Set(type.fields.map((f) => f.name));
  const inNeighbour = new Map(neighbour.fields.map((f) => [f.name, f]));
  let agreed = 0;
  for (const field of [...type.fields].sort((a, b) => a.offset - b.offset)) {
    const other = inNeighbour.get(field.name);
    if (!other || other.offset !== field.offset) break;
    agreed = field.offset;
  }
  const more = neighbour.fields.filter((f) => !known.has(f.name) && f.offset < agreed);
  const fields = [...type.fields, ...more].sort((a, b) => a.offset - b.offset || (a.bitPos ?? 0) - (b.bitPos ?? 0));
  return { ...type, fields };
}

/** Too little is published to go without the neighbour's fields, and there is room for them. */
function isSparse(type: Published, neighbour: SnapshotType): boolean {
  return type.size !== null && type.size >= neighbour.size && type.fields.length * 4 < neighbour.fields.length;
}

/** The neighbour's fields where the published offsets put them. */
function moved(
  published: readonly SnapshotField[],
  neighbour: SnapshotType,
  before: readonly SnapshotField[],
): SnapshotType {
  // A member of a member (`u1.State`) lies where its first one lies.
  const offsets = new Map(published.map((f) => [f.name.replace(/\..*$/, ""), f.offset]));
  const gone = before.filter((f) => !neighbour.fields.some((n) => n.name === f.name));
  const ordered = [...neighbour.fields].sort((a, b) => a.offset - b.offset);
  let shift = 0;
  const fields = ordered.map((field) => {
    const offset = offsets.get(field.name);
    if (offset !== undefined) shift = offset - field.offset;
    else {
      const lost = gone.filter((g) => g.offset < field.offset).at(-1);
      if (lost && -shift < removed(gone, field.offset)) shift = -removed(gone, field.offset);
    }
    return { ...field, offset: field.offset + shift };
  });
  const size = (neighbour.size + shift + 7) & ~7;
  return { ...neighbour, size, fields };
}

/** Bytes of the dropped fields before an offset: counters are 4 bytes, pointers and locks 8, lists 16. */
function removed(gone: readonly SnapshotField[], before: number): number {
  return gone
    .filter((f) => f.offset < before)
    .reduce((sum, f) => sum + (f.type === "_LIST_ENTRY" ? 16 : f.type === "unsigned long" ? 4 : 8), 0);
}
