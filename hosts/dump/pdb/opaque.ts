import type { SnapshotField, SnapshotType } from "../../snapshot/format.js";
import { parseType, type TypeExpression } from "../typeText.js";

/**
 * Structures that are elements of arrays and have no definition, with the size their room allows. The engine divides
 * sizes to count elements, so they need one. Source: kernel-dump "PDB".
 */
export function opaqueElements(
  types: ReadonlyMap<string, SnapshotType>,
  sizeOf: (type: TypeExpression) => number | undefined,
): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const type of types.values()) {
    for (const field of type.fields) {
      const { element, count } = elementOf(parseType(field.type));
      if (count === 0 || element.kind !== "name" || element.name === "function") continue;
      if (element.tag === "enum" || sizeOf(element) !== undefined) continue;
      const size = Math.floor(room(type, field) / count);
      const before = sizes.get(element.name);
      // The room may end in padding: the smallest is the nearest.
      if (size > 0 && (before === undefined || size < before)) sizes.set(element.name, size);
    }
  }
  return sizes;
}

/** What an array holds in the end and how many; count 0 for what is no array. */
function elementOf(type: TypeExpression): { element: TypeExpression; count: number } {
  if (type.kind !== "array") return { element: type, count: 0 };
  const inner = elementOf(type.of);
  return { element: inner.element, count: type.of.kind === "array" ? inner.count * type.count : type.count };
}

/** Bytes from a field to the next one that starts behind it, or to the end. */
function room(type: SnapshotType, field: SnapshotField): number {
  const later = type.fields.map((other) => other.offset).filter((offset) => offset > field.offset);
  return Math.min(type.size, ...later) - field.offset;
}
