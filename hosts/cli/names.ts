/** Names that may come next in a dx expression. */
import type { ModelObject, Value } from "../provider/dataModel.js";
import type { SnapshotBackend } from "../snapshot/backend.js";

/** Keys of the object that a path such as `@$curprocess` or `Debugger.Utility` leads to; `""` stands for the beginning. */
export function namesUnder(backend: SnapshotBackend, path: string): string[] {
  const { state } = backend;
  if (path === "") {
    const variables = [state.debuggerVariables, state.userVariables, state.functionAliases].flatMap(keysOf);
    return [...keysOf(backend.root()), ...variables.map((name) => `@$${name}`)];
  }
  const [first = "", ...rest] = path.split(".");
  let object = first.startsWith("@$")
    ? (follow(state.debuggerVariables, first.slice(2)) ?? follow(state.userVariables, first.slice(2)))
    : follow(backend.root(), first);
  for (const name of rest) object = object && follow(object, name);
  return object === undefined ? [] : keysOf(object);
}

function keysOf(object: ModelObject): string[] {
  const own = [...object.keys()].map((key) => key.name);
  const fields = object.native?.type.fields().map((field) => field.name) ?? [];
  return [...own, ...fields, ...object.parents().flatMap(keysOf)];
}

/** The object under a key; a failing getter leads nowhere. */
function follow(object: ModelObject, name: string): ModelObject | undefined {
  try {
    const value = valueOf(object, object, name) ?? object.native?.field(name);
    return value?.kind === "object" ? value : undefined;
  } catch {
    return undefined;
  }
}

function valueOf(self: ModelObject, holder: ModelObject, name: string): Value | undefined {
  const key = holder.key(name);
  if (key !== undefined) return key.get(self);
  for (const parent of holder.parents()) {
    const value = valueOf(self, parent, name);
    if (value !== undefined) return value;
  }
  return undefined;
}
