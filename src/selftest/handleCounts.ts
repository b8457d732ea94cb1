/** The handles to each port in the tables of all processes, against the count in its header. */
import { add, isNull, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { handleTable } from "../nt/handleTable";
import type { Kernel } from "../nt/kernel";
import { isSound } from "../nt/list";
import type { ObjectHeader } from "../nt/object";
import { processes } from "../nt/process";
import { Tally } from "./tally";

interface HandleCounts {
  /** By address of the `_OBJECT_HEADER`. */
  readonly counts: ReadonlyMap<Address, number>;
  /** Whether every table could be read to its end. */
  readonly whole: boolean;
  /** Why not, in the first case. */
  readonly why: string | undefined;
}

function handleCounts(kernel: Kernel): HandleCounts {
  const counts = new Map<Address, number>();
  const list = processes(kernel);
  let why = isSound(list.end) ? undefined : "the list of processes is damaged";
  for (const owner of list.items) {
    const pointer = owner.raw.pointer("ObjectTable");
    // A process that has ended has closed its handles.
    if (pointer !== undefined && isNull(pointer)) continue;
    const table =
      pointer === undefined ? new Gap(owner.address, "ObjectTable cannot be read") : handleTable(kernel, pointer);
    if (table instanceof Gap) {
      why = why || table.why;
      continue;
    }
    const { entries, gaps } = table.walk();
    if (gaps[0]) why = why || gaps[0].why;
    for (const entry of entries) counts.set(entry.pointer, (counts.get(entry.pointer) || 0) + 1);
  }
  return { counts, whole: why === undefined, why };
}

export function checkHandles(
  kernel: Kernel,
  ports: readonly { readonly address: Address; readonly header: ObjectHeader }[],
): Tally {
  const tally = new Tally("handles: the handle tables of all processes against HandleCount of each port", "ports");
  const header = kernel.target.type("_OBJECT_HEADER");
  const body = header && header.field("Body");
  if (!body) return tally.skip("the symbols have no _OBJECT_HEADER");
  const { counts, whole, why } = handleCounts(kernel);
  if (counts.size === 0) return tally.skip(why || "no handle table has an entry");
  for (const one of ports) {
    const expected = one.header.handleCount;
    const found = counts.get(add(one.address, -body.offset)) || 0;
    // Tables that are missing in part can only have fewer.
    const short = expected !== undefined && found < expected && !whole;
    const holds = expected === undefined || short ? undefined : found === expected;
    tally.count(holds, one.address, () => "HandleCount " + expected + ", found " + found);
  }
  return tally;
}
