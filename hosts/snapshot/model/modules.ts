/** Modules of a process: in kernel mode those of the system. */
import type { ModelObject, Value } from "../../provider/dataModel.js";
import type { SnapshotModule } from "../format.js";
import { bareError, container, E_INVALIDARG, integer, KeyedObject, text, textOf, wholeNumber } from "./values.js";
import type { ModelWorld } from "./world.js";

// The engine calls the first module of the system `nt`, whatever its file is. Source: kernel-dump "How the engine goes about it".
const KERNEL_IMAGE = "ntoskrnl.exe";

/** A container indexed by number or by name; names ignore case. */
export function modulesOf(world: ModelWorld): ModelObject {
  const modules = world.snapshot.modules ?? [];
  const objects = modules.map((module) => makeModule(world, module));
  const find = (index: Value): Value | undefined => {
    const name = textOf(index)?.toLowerCase();
    const i = wholeNumber(index);
    if (name !== undefined) return objects[modules.findIndex((module) => module.name.toLowerCase() === name)];
    if (i === undefined) throw bareError(E_INVALIDARG);
    return objects[Number(i)];
  };
  return container(() => objects.map((value, i) => ({ index: integer("UI8", i), value })), find);
}

/** The engine extends addresses of 32 bits by their sign. Measured. */
function extended(world: ModelWorld, address: bigint): bigint {
  return world.snapshot.target.pointerSize === 4 ? BigInt.asIntN(32, address) : address;
}

function makeModule(world: ModelWorld, module: SnapshotModule): ModelObject {
  const isKernelImage = world.isKernel && module.name === "nt";
  const name = isKernelImage ? KERNEL_IMAGE : module.name;
  return new KeyedObject({ display: () => name }, [world.namedModel("Debugger.Models.Module")])
    .define("BaseAddress", () => integer("UI8", extended(world, BigInt(module.base))))
    .define("Name", () => text(name))
    .define("Size", () => integer("UI8", module.size))
    .define("MappingForm", () => text("Loaded"))
    .define("SymbolType", () => text(isKernelImage && world.snapshot.symbols ? "PDB (Public)" : "Deferred"));
}
