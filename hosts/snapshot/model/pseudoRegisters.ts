/** `Debugger.State.PseudoRegisters`: names the debugger keeps for itself. Names and failures: measured on the engine. */
import { ModelError, type ModelObject, type Value } from "../../provider/dataModel.js";
import type { Session } from "./session.js";
import { bareError, E_FAIL, E_NOTIMPL, integer, KeyedObject } from "./values.js";
import type { ModelWorld } from "./world.js";

const GENERAL =
  "exp ea ea2 p ra thread proc teb peb tid tpid exentry dtid dpid dsid frame bphit dbgtime csp callret ptrsize pagesize fp";
const ERRORS = "clrex lastclrex exr_chance exr_code exr_numparams bug_code bug_param1 bug_param2 bug_param3 bug_param4";
const KERNEL = "pcr prcb";
const ALIASES = "retreg retreg64 ip eventip previp relip scopeip argreg";
const TEMPORARIES = 20;

export interface PseudoRegisters {
  readonly object: ModelObject;
  /** The value of `@$name`; undefined when there is no such pseudo-register. Throws when it has no value. */
  get(name: string): Value | undefined;
  /** Whether there was one to take the value. Throws when it takes none, or not this. */
  set(name: string, value: Value): boolean;
}

export function makePseudoRegisters(world: ModelWorld, session: Session): PseudoRegisters {
  const known = knownValues(world, session);
  const temporaries = new Map<string, Value>();
  const groups: readonly (readonly [name: string, members: readonly string[]])[] = [
    ["Errors", ERRORS.split(" ")],
    ["General", GENERAL.split(" ")],
    ["Kernel", KERNEL.split(" ")],
    ["RegisterAliases", ALIASES.split(" ")],
    ["Temporaries", Array.from({ length: TEMPORARIES }, (_, i) => `t${i}`)],
  ];
  const names = new Set(groups.flatMap(([, members]) => members));
  const get = (name: string): Value | undefined => {
    if (!names.has(name)) return undefined;
    const value = known.get(name)?.() ?? temporaries.get(name);
    // A recording has no processor whose registers they would show.
    if (value === undefined) throw new ModelError("Unable to access pseudo-register");
    return value;
  };
  const object = new KeyedObject();
  for (const [group, members] of groups) {
    const made = new KeyedObject();
    for (const name of members) made.define(name, () => get(name) ?? { kind: "none" });
    object.with(group, made);
  }
  return {
    object,
    get,
    set(name, value) {
      if (!names.has(name)) return false;
      const typed = /^t\d+$/.test(name) ? typedNumber(world, value) : undefined;
      if (typed === undefined) throw bareError(E_NOTIMPL);
      temporaries.set(name, typed);
      return true;
    },
  };
}

const TYPES: Readonly<Record<string, string>> = {
  I4: "int",
  UI4: "unsigned int",
  I8: "__int64",
  UI8: "unsigned __int64",
  R8: "double",
};

/** A number with its type, as temporaries keep it. */
function typedNumber(world: ModelWorld, value: Value): Value | undefined {
  if (value.kind === "object") return value.native?.type.vt === undefined ? undefined : value;
  if (value.kind !== "intrinsic" || value.vt === "BSTR" || value.vt === "BOOL") return undefined;
  const type = world.type(TYPES[value.vt] ?? "");
  return type === undefined ? undefined : world.number(value, type);
}

function knownValues(world: ModelWorld, session: Session): ReadonlyMap<string, () => Value> {
  const number = (value: number) => (): Value => {
    const type = world.type("unsigned int");
    return type === undefined ? integer("UI4", value) : world.pointer(BigInt(value), type);
  };
  const { pointerSize } = world.snapshot.target;
  const found = new Map<string, () => Value>([
    ["ptrsize", number(pointerSize)],
    ["pagesize", number(0x1000)],
  ]);
  if (!world.isKernel) return found;
  const addressOf = (what: "Thread" | "Process") => (): Value => {
    const holder = session.current(what);
    const object = holder.key("KernelObject")?.get(holder);
    if (object?.kind !== "object") throw bareError(E_FAIL);
    const { native } = object;
    // Where the type is unknown the object is a pointer by itself.
    if (native?.address === undefined) return object;
    // Of 32 bits the thread is extended by its sign, the process is not.
    const isExtended = what === "Thread" && pointerSize === 4;
    return world.pointer(isExtended ? BigInt.asIntN(32, native.address) : native.address, native.type.pointerTo());
  };
  return found.set("thread", addressOf("Thread")).set("proc", addressOf("Process"));
}
