/** `Environment` of a process or thread. */
import { ModelError, type ModelObject } from "../../provider/dataModel.js";
import { bareError, E_FAIL, KeyedObject } from "./values.js";
import type { ModelWorld } from "./world.js";

/**
 * The environment block `typeName` to which `field` of `structure` points.
 * Without symbols, and without its type, it fails as it does in the engine. Source: real-engine 3; measured.
 */
export function environment(
  world: ModelWorld,
  typeName: string,
  structure: () => ModelObject | undefined,
  path: string,
): ModelObject {
  return new KeyedObject().define("EnvironmentBlock", () => {
    const type = world.type(typeName);
    const owner = structure();
    if (owner?.native?.type.kind !== "udt") throw bareError(E_FAIL);
    if (type === undefined) throw new ModelError("Invalid type for dereferenced object");
    const pointer = path.split(".").reduce<ModelObject | undefined>((at, name) => at?.native?.field(name), owner);
    if (pointer?.native === undefined) throw bareError(E_FAIL);
    return world.typed(BigInt(pointer.native.value().value), type);
  });
}
