/** Threads, their stacks and their registers as far as a snapshot has them. */
import type { ModelObject } from "../../provider/dataModel.js";
import type { SnapshotThread } from "../format.js";
import { environment } from "./environment.js";
import { help, integer, KeyedObject, method, sequence } from "./values.js";
import type { ModelWorld } from "./world.js";

// Source: kernel-dump "The process and thread model": what a thread without a saved context shows.
const NO_STACK = "<Unable to get stack trace>";

export function makeThread(world: ModelWorld, thread: SnapshotThread, switchTo: () => void): ModelObject {
  const display = (): string => thread.frames?.[0] ?? NO_STACK;
  const object = new KeyedObject({ display }, [world.namedModel("Debugger.Models.Thread")]);
  if (world.isKernel) object.define("KernelObject", () => world.kernelObject(thread.address, "_ETHREAD"));
  object.define("Id", () => integer("UI8", thread.id), help("The OS thread identifier for this thread (TID)"));
  object.define("Index", () => integer("UI8", 0), help("The index of this thread in the debugger thread list"));
  object.with("Stack", makeStack(world, thread));
  object.with("Registers", registers());
  object.with(
    "SwitchTo",
    method(() => {
      switchTo();
      return { kind: "none" };
    }, "SwitchTo() - Switch to this thread as the default context"),
  );
  const structure = (): ModelObject | undefined =>
    world.isKernel ? world.kernelObject(thread.address, "_ETHREAD") : undefined;
  object.with("Environment", environment(world, "_TEB", structure, "Tcb.Teb"));
  return object;
}

function makeStack(world: ModelWorld, thread: SnapshotThread): ModelObject {
  const frames = sequence((thread.frames ?? []).map((frame) => makeFrame(world, frame)));
  return new KeyedObject({}, [world.namedModel("Debugger.Models.Stack")]).with("Frames", frames);
}

/** One frame; `nt!KiSwapContext+0x76` is shown as `nt!KiSwapContext + 0x76`. Source: real-engine 14 `Stack.Frames`. */
function makeFrame(world: ModelWorld, frame: string): ModelObject {
  const shown = frame.replace(/\s*\+\s*(0x[0-9a-fA-F]+)\s*$/, " + $1");
  const parts = ["LocalVariables", "Parameters", "Attributes"];
  const object = new KeyedObject({ display: () => shown }, [world.namedModel("Debugger.Models.StackFrame")]);
  for (const part of parts) object.with(part, new KeyedObject());
  return object;
}

function registers(): ModelObject {
  const object = new KeyedObject();
  for (const group of ["User", "Kernel", "SIMD", "FloatingPoint", "CET"]) object.with(group, new KeyedObject());
  return object;
}
