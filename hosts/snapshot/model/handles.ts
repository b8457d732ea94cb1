/** `Process.Io.Handles`: the handles that were recorded. Source: host-api 2.2. */
import type { ModelObject, Value } from "../../provider/dataModel.js";
import type { SnapshotHandle } from "../format.js";
import { bareError, container, E_INVALIDARG, integer, KeyedObject, NOTHING, text, wholeNumber } from "./values.js";
import type { ModelWorld } from "./world.js";

/** What the debugger types behind `UnderlyingObject`, by name of the object type. */
const BODY_TYPES: Readonly<Record<string, string>> = {
  "ALPC Port": "_ALPC_PORT",
  Event: "_KEVENT",
  Mutant: "_KMUTANT",
  Port: "_LPCP_PORT_OBJECT",
  Process: "_EPROCESS",
  Semaphore: "_KSEMAPHORE",
  Thread: "_ETHREAD",
  WaitablePort: "_LPCP_PORT_OBJECT",
};

/** A container indexed by handle value. */
export function handlesOf(world: ModelWorld, handles: readonly SnapshotHandle[]): ModelObject {
  const made = new Map<number, ModelObject>();
  const at = (handle: SnapshotHandle): ModelObject => {
    let object = made.get(handle.handle);
    if (object === undefined) made.set(handle.handle, (object = makeHandle(world, handle)));
    return object;
  };
  const find = (index: Value): Value | undefined => {
    const value = wholeNumber(index);
    if (value === undefined) throw bareError(E_INVALIDARG);
    const handle = handles.find((known) => BigInt(known.handle) === value);
    return handle && at(handle);
  };
  return container(() => handles.map((handle) => ({ index: integer("UI4", handle.handle), value: at(handle) })), find);
}

function makeHandle(world: ModelWorld, handle: SnapshotHandle): ModelObject {
  return new KeyedObject()
    .define("Handle", () => integer("UI4", handle.handle))
    .define("Type", () => text(handle.type))
    .define("GrantedAccess", () => integer("UI4", handle.grantedAccess))
    .define("Object", () => header(world, handle))
    .define("ObjectName", () => (handle.name === undefined ? NOTHING : text(handle.name)));
}

/** The `_OBJECT_HEADER` in front of the body, with what the debugger adds to it. */
function header(world: ModelWorld, handle: SnapshotHandle): Value {
  const type = world.type("_OBJECT_HEADER");
  const body = type?.field("Body");
  if (type === undefined || body === undefined) return NOTHING;
  const extra = new KeyedObject()
    .define("ObjectName", () => (handle.name === undefined ? NOTHING : text(handle.name)))
    .define("ObjectType", () => text(handle.type))
    .define("UnderlyingObject", () => underlying(world, handle));
  return world.typed(BigInt(handle.object) - BigInt(body.offset), type, [extra]);
}

function underlying(world: ModelWorld, handle: SnapshotHandle): Value {
  const name = Object.hasOwn(BODY_TYPES, handle.type) ? BODY_TYPES[handle.type] : undefined;
  const type = name === undefined ? undefined : world.type(name);
  return type === undefined ? NOTHING : world.typed(BigInt(handle.object), type);
}
