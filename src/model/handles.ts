/** The handles of a process that are ports, as dx shows them. */
import { add, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { portRights } from "../nt/acl";
import { handleTable, type HandleEntry } from "../nt/handleTable";
import type { Kernel } from "../nt/kernel";
import { headerOf } from "../nt/object";
import { process } from "../nt/process";
import { Collection } from "./collection";
import { describe, text } from "./describe";
import { anyPortObject, type AnyPortObject } from "./era";
import type { Look } from "./look";
import { flagsText } from "./security";

/** The object types of ports of all eras. Source: alpc-semantics 7, 8.1 [PDB]. */
const TYPES = ["AlpcPortObjectType", "LpcPortObjectType", "LpcWaitablePortObjectType"] as const;

export class PortHandleObject {
  private readonly __look: Look;
  private readonly __entry: HandleEntry;
  private readonly __object: Address;

  constructor(look: Look, entry: HandleEntry, object: Address) {
    this.__look = look;
    this.__entry = entry;
    this.__object = object;
  }
  get Handle(): number {
    return this.__entry.handle;
  }
  get GrantedAccess(): number | undefined {
    return this.__entry.access;
  }
  get Rights(): string | undefined {
    return this.__entry.access === undefined ? undefined : flagsText(portRights(this.__entry.access));
  }
  get Port(): AnyPortObject | string | undefined {
    return anyPortObject(this.__look, this.__object);
  }
  toString(): string {
    return "0x" + this.__entry.handle.toString(16) + ": " + String(this.Port);
  }
}
describe(PortHandleObject, {
  Handle: text("The handle value"),
  GrantedAccess: text("Access mask of the handle, ULONG"),
  Rights: text("The same by name"),
  Port: text("The port it leads to"),
});

interface PortHandles {
  readonly rows: readonly { readonly entry: HandleEntry; readonly object: Address }[];
  /** The first part that could not be read. */
  readonly gap: Gap | undefined;
}

/** The handles of a process that lead to ports, in their order. The table is walked once per look. */
export function portHandles(look: Look, owner: Address): Collection<PortHandleObject> {
  const found = () => look.kernel.once("port handles", owner, () => walk(look.kernel, owner));
  return new Collection(
    () => found().rows.map((row) => new PortHandleObject(look, row.entry, row.object)),
    () => {
      const { gap } = found();
      return gap && { kind: "unreadable", at: gap.address, why: gap.why };
    },
  );
}

function walk(kernel: Kernel, owner: Address): PortHandles {
  const found = process(kernel, owner);
  if (found instanceof Gap) return { rows: [], gap: found };
  const pointer = found.raw.pointer("ObjectTable");
  if (pointer === undefined) return { rows: [], gap: new Gap(owner, "ObjectTable cannot be read") };
  // A process that has ended has no table any more.
  if (pointer === 0) return { rows: [], gap: undefined };
  const table = handleTable(kernel, pointer);
  if (table instanceof Gap) return { rows: [], gap: table };
  const { entries, gaps } = table.walk();
  const layout = kernel.target.type("_OBJECT_HEADER");
  const body = layout && layout.field("Body");
  if (!body) return { rows: [], gap: new Gap(pointer, "the symbols of nt have no _OBJECT_HEADER") };
  const rows = entries
    .map((entry) => ({ entry, object: add(entry.pointer, body.offset) }))
    .filter((row) => isPortObject(kernel, row.object) === true);
  return { rows, gap: gaps[0] };
}

/** Whether an object is a port of any era by its type; undefined where the type cannot be told. */
export function isPortObject(kernel: Kernel, object: Address): boolean | undefined {
  const header = headerOf(kernel, object);
  if (header instanceof Gap) return undefined;
  const answers = TYPES.map((type) => header.isOfType(type));
  if (answers.some((answer) => answer === true)) return true;
  return answers.every((answer) => answer === undefined) ? undefined : false;
}
