import type { SnapshotField, SnapshotType } from "../../snapshot/format.js";

/**
 * The members of a structure as a compiler writes them: those of an anonymous member stand in its place, at their
 * offsets in the whole. An anonymous member of an unknown type stays as it is.
 * @param name of the type, to leave a type that contains itself.
 */
export function flatten(
  types: ReadonlyMap<string, SnapshotType>,
  name: string,
  type: SnapshotType,
  outer: ReadonlySet<string> = new Set(),
): SnapshotField[] {
  const path = new Set(outer).add(name);
  return type.fields.flatMap((field) => {
    const inner = field.anonymous === true ? field.type.replace(/^(?:struct|union|class)\s+/, "").trim() : "";
    const definition = types.get(inner);
    if (definition === undefined || path.has(inner)) return [field];
    return flatten(types, inner, definition, path).map((member) => ({
      ...member,
      offset: field.offset + member.offset,
    }));
  });
}
