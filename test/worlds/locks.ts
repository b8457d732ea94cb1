/** Locks that the kernel's dispatcher knows nothing of: ERESOURCEs, and critical sections in user memory. */
import type { SnapshotType } from "../../hosts/snapshot/format";
import type { Builder } from "./builder";
import type { Kernel } from "./kernel";
import type { CriticalSection, Process, Resource, Waitable } from "./model";
import { writeEvent } from "./writeDispatcher";

/** The event in a `_KWAIT_CHAIN_ENTRY`. Source: docs/locks.md. */
const EVENT_IN_ENTRY = 0x18n;
/** ResourceOwnedExclusive (wdm.h). */
const OWNED_EXCLUSIVE = 0x80;

/** Whether exclusive waiters hang on a chain of stack entries: Windows 10 1703 and later. */
export function hasWaiterChain(kernel: Kernel): boolean {
  return !kernel.structs.field("_ERESOURCE", "ExclusiveWaiters").type.startsWith("_KEVENT");
}

/** What one more thread waits for that wants the resource exclusively. */
export function resourceWaiter(kernel: Kernel, resource: Resource): Waitable {
  resource.waiters++;
  if (!hasWaiterChain(kernel)) return resource.event;
  // On the stack of the waiter.
  const entry = kernel.allocate("nonPaged", 0x40, "KStk");
  resource.entries.push(entry);
  const header = entry + EVENT_IN_ENTRY;
  writeEvent(kernel, header, false);
  return { header };
}

/** All resources, in the list of all. */
export function writeResources(builder: Builder): void {
  const { kernel } = builder;
  const resources = [...builder.resources.values()];
  for (const resource of resources) writeResource(kernel, resource);
  if (!kernel.structs.has("_ERESOURCE")) return;
  kernel.link(
    kernel.symbol("ExpSystemResourcesList", 2 * kernel.pointer),
    resources.map((r) => kernel.at({ type: "_ERESOURCE", address: r.address }, "SystemResourcesList")),
  );
}

function writeResource(kernel: Kernel, resource: Resource): void {
  const place = { type: "_ERESOURCE", address: resource.address };
  const owners = resource.sharedBy.length > 0 ? resource.sharedBy : resource.owner ? [resource.owner] : [];
  const shared = resource.sharedBy.length > 0;
  kernel.set(place, "ActiveCount", shared ? owners.length : owners.length > 0 ? 1 : 0);
  kernel.set(place, "Flag", owners.length > 0 && !shared ? OWNED_EXCLUSIVE : 0);
  kernel.set(place, "ExclusiveWaiters", hasWaiterChain(kernel) ? (resource.entries[0] ?? 0n) : resource.event.address);
  resource.entries.forEach((entry, i) => kernel.writePointer(entry, resource.entries[i + 1] ?? 0n));
  kernel.set(place, "NumberOfExclusiveWaiters", resource.waiters);
  const entry = kernel.has("_ERESOURCE", "OwnerEntry") ? "OwnerEntry" : "OwnerThreads[0]";
  kernel.set(place, `${entry}.OwnerThread`, owners[0]?.address ?? 0n);
  kernel.set(place, `${entry}.OwnerCount`, owners.length > 0 ? 1 : 0);
  if (owners.length < 2) return;
  const size = kernel.structs.size("_OWNER_ENTRY");
  const table = kernel.allocate("nonPaged", size * (owners.length + 2), "ReTa");
  const at = (i: number) => ({ type: "_OWNER_ENTRY", address: table + BigInt(i * size) });
  kernel.set(at(0), "TableSize", owners.length + 2);
  owners.slice(1).forEach((owner, i) => {
    kernel.set(at(i + 1), "OwnerThread", owner.address);
    kernel.set(at(i + 1), "OwnerCount", 1);
  });
  kernel.set(place, "OwnerTable", table);
}

/** Members of RTL_CRITICAL_SECTION and its debug information (winnt.h). */
const lockSemaphore = (kernel: Kernel): bigint => BigInt(2 * kernel.pointer + 8);
const SECTION = 0x28n;

/** What one more thread waits for: the section's event up to Windows 7, an address since. */
export function sectionWaiter(kernel: Kernel, section: CriticalSection): Waitable & { reason?: string } {
  section.waiters++;
  if (!waitsByAddress(kernel)) return section.event;
  return { header: section.address + lockSemaphore(kernel), isAddress: true, reason: "WrAlertByThreadId" };
}

function waitsByAddress(kernel: Kernel): boolean {
  return kernel.has("_KTHREAD", "WaitBlockCount");
}

export function writeSections(builder: Builder): void {
  const byProcess = new Map<Process, CriticalSection[]>();
  for (const section of builder.sections.values()) {
    const list = byProcess.get(section.process);
    if (list) list.push(section);
    else byProcess.set(section.process, [section]);
  }
  for (const [process, sections] of byProcess) writeProcessSections(builder, process, sections);
}

/** Each with debug information in the ring that PEB.LoaderLock leads to, or, since Windows 8, without. */
function writeProcessSections(builder: Builder, process: Process, sections: readonly CriticalSection[]): void {
  const { kernel } = builder;
  for (const section of sections) writeSection(kernel, section, -1n);
  if (waitsByAddress(kernel)) return;
  const size = BigInt(kernel.pointer);
  const take = (length: number): bigint => {
    const address = process.userNext;
    process.userNext += BigInt((length + 63) & ~63);
    kernel.memory.map(address, length);
    return address;
  };
  const head = take(16);
  const loader = take(0x40);
  const links = [loader, ...sections.map((section) => section.address)].map((address) => {
    const debug = take(0x40);
    kernel.writePointer(address, debug);
    kernel.writePointer(debug + size, address);
    return debug + 2n * size;
  });
  // The loader lock is free.
  kernel.memory.writeInt(loader + size, 4, -1);
  kernel.link(head, links);
  const peb = take(0x200);
  kernel.writePointer(peb + BigInt(loaderLockOffset(kernel.pointer)), loader);
  kernel.set({ type: "_EPROCESS", address: process.address }, "Peb", peb);
}

function writeSection(kernel: Kernel, section: CriticalSection, debug: bigint): void {
  const { pointer } = kernel;
  kernel.memory.map(section.address, Number(SECTION));
  const at = (offset: number): bigint => section.address + BigInt(offset);
  kernel.writePointer(at(0), debug & (pointer === 8 ? 0xffffffffffffffffn : 0xffffffffn));
  kernel.memory.writeInt(at(pointer), 4, section.owner ? -2 - 4 * section.waiters : -1);
  kernel.memory.writeInt(at(pointer + 4), 4, section.owner ? 1 : 0);
  kernel.writePointer(at(pointer + 8), BigInt(section.owner?.tid ?? 0));
  kernel.writePointer(at(2 * pointer + 8), waitsByAddress(kernel) ? 0n : BigInt(section.eventHandle));
}

/** Source: the public symbols of nt, `_PEB.LoaderLock`. The layouts in test/layouts leave `_PEB` out. */
function loaderLockOffset(pointer: 4 | 8): number {
  return pointer === 8 ? 0x110 : 0xa0;
}

/** `_PEB` as far as it is needed, for layouts that leave it out. */
export function pebType(pointer: 4 | 8): SnapshotType {
  const offset = loaderLockOffset(pointer);
  return {
    kind: "struct",
    size: offset + pointer,
    fields: [{ name: "LoaderLock", offset, type: "void *" }],
  };
}
