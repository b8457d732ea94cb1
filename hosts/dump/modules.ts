import type { Snapshot } from "../snapshot/format.js";
import type { Identity } from "./identity.js";
import type { KernelModule } from "./kernelModule.js";
import { type Machine, putPointer } from "./machine.js";

/** One loaded module as the debugger's list has it. */
export interface LoadedModule {
  readonly base: bigint;
  readonly size: number;
  readonly timeStamp: number;
  /** Such as `\SystemRoot\system32\ntoskrnl.exe`. */
  readonly path: string;
}

/** The modules of a snapshot, the kernel first: the engine calls the first one `nt`. */
export function loadedModules(
  snapshot: Snapshot,
  machine: Machine,
  nt: KernelModule,
  identity: Identity,
): LoadedModule[] {
  const bits = machine.pointerSize * 8;
  const others = (snapshot.modules ?? []).map((module) => ({
    base: BigInt.asUintN(bits, BigInt(module.base)),
    size: module.size,
    timeStamp: 0,
    path: `\\SystemRoot\\system32\\drivers\\${module.name.includes(".") ? module.name : `${module.name}.sys`}`,
  }));
  const kernel = { ...nt, timeStamp: identity.timeStamp, path: `\\SystemRoot\\system32\\${identity.imageName}` };
  return [kernel, ...others.filter(({ base }) => base !== nt.base)];
}

/** Members of the loader's entry, `_LDR_DATA_TABLE_ENTRY`. Source: kernel-dump "Module list". */
const ENTRY_64 = {
  size: 0x88 + 0x20,
  base: 0x30,
  imageSize: 0x40,
  fullName: 0x48,
  baseName: 0x58,
  flags: 0x68,
  loadCount: 0x6c,
  timeStamp: 0x9c,
};
const ENTRY_32 = {
  size: 0x50,
  base: 0x18,
  imageSize: 0x20,
  fullName: 0x24,
  baseName: 0x2c,
  flags: 0x34,
  loadCount: 0x38,
  timeStamp: 0x44,
};

/** The loader's entries behind one another at `address`, in a ring with the list's head. */
export function loaderEntries(
  machine: Machine,
  modules: readonly LoadedModule[],
  head: bigint,
  address: bigint,
): { head: Buffer; entries: Buffer } {
  const places = machine.pointerSize === 8 ? ENTRY_64 : ENTRY_32;
  const names = modules.map(({ path }) => Buffer.from(path, "utf16le"));
  const entryAt = (index: number): bigint => (modules.length === 0 ? head : address + BigInt(index * places.size));
  const namesAt = modules.length * places.size;
  const entries = Buffer.alloc(namesAt + names.reduce((sum, name) => sum + name.length + 2, 0));
  let nameAt = namesAt;
  modules.forEach((module, index) => {
    const at = index * places.size;
    const name = names[index] ?? Buffer.alloc(0);
    putPointer(machine, entries, at, index + 1 < modules.length ? entryAt(index + 1) : head);
    putPointer(machine, entries, at + machine.pointerSize, index > 0 ? entryAt(index - 1) : head);
    putPointer(machine, entries, at + places.base, module.base);
    entries.writeUInt32LE(module.size, at + places.imageSize);
    const string = (place: number, from: number): void => {
      entries.writeUInt16LE(name.length - from, at + place);
      entries.writeUInt16LE(name.length - from + 2, at + place + 2);
      const length = machine.pointerSize === 8 ? 8 : 4;
      putPointer(machine, entries, at + place + length, address + BigInt(nameAt + from));
    };
    string(places.fullName, 0);
    string(places.baseName, (module.path.lastIndexOf("\\") + 1) * 2);
    entries.writeUInt32LE(0x4000, at + places.flags);
    entries.writeUInt16LE(1, at + places.loadCount);
    entries.writeUInt32LE(module.timeStamp, at + places.timeStamp);
    name.copy(entries, nameAt);
    nameAt += name.length + 2;
  });
  const ring = Buffer.alloc(2 * machine.pointerSize);
  putPointer(machine, ring, 0, entryAt(0));
  putPointer(machine, ring, machine.pointerSize, entryAt(modules.length - 1));
  return { head: ring, entries };
}
