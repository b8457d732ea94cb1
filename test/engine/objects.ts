/** Hand-made objects of the data model, and a session over a small dump, for the engine's tests. */
import type { Concepts, Intrinsic, Key, Metadata, Method, ModelObject, Value } from "../../hosts/provider/dataModel.js";

export const none: Value = { kind: "none" };
export const i4 = (value: number): Intrinsic => ({ kind: "intrinsic", vt: "I4", value });
export const ui4 = (value: number): Intrinsic => ({ kind: "intrinsic", vt: "UI4", value });
export const ui8 = (value: bigint): Intrinsic => ({ kind: "intrinsic", vt: "UI8", value });
export const r8 = (value: number): Intrinsic => ({ kind: "intrinsic", vt: "R8", value });
export const bool = (value: boolean): Intrinsic => ({ kind: "intrinsic", vt: "BOOL", value });
export const text = (value: string): Intrinsic => ({ kind: "intrinsic", vt: "BSTR", value });

/** A value, a getter, or a getter with metadata. */
export type Member = Value | ((self: ModelObject) => Value) | { get: (self: ModelObject) => Value; metadata: Metadata };

export function object(
  members: Record<string, Member> = {},
  concepts: Concepts = {},
  parents: readonly ModelObject[] = [],
): ModelObject {
  const keys = new Map<string, Key>();
  for (const [name, member] of Object.entries(members)) {
    if (typeof member === "function") keys.set(name, { name, get: member });
    else if ("get" in member) keys.set(name, { name, get: member.get, metadata: member.metadata });
    else keys.set(name, { name, get: () => member });
  }
  return {
    kind: "object",
    concepts,
    keys: () => keys.values(),
    key: (name) => keys.get(name),
    parents: () => parents,
    setKey: (name, value) => {
      if (value === undefined) keys.delete(name);
      else keys.set(name, { name, get: () => value });
    },
  };
}

export function method(call: (self: Value, args: readonly Value[]) => Value, metadata?: Metadata): Method {
  return metadata ? { kind: "method", call, metadata } : { kind: "method", call };
}

/** A container with an index of one dimension. */
export function list(values: readonly Value[], more: Concepts = {}): ModelObject {
  return object(
    {},
    {
      dimensionality: () => 1,
      index: (_self, [i]) => {
        const at = i?.kind === "intrinsic" ? Number(i.value) : -1;
        return values[at] ?? { kind: "error", code: 0x8000000b, message: "no such item" };
      },
      *iterate() {
        for (const [i, value] of values.entries()) yield { value, indices: [ui8(BigInt(i))] };
      },
      ...more,
    },
  );
}
