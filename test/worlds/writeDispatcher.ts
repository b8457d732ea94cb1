/** Dispatcher objects: what threads wait for. Header types: KOBJECTS (documented values). */
import type { Kernel, Placed } from "./kernel";
import type { Dispatcher, Mutant, Queue } from "./model";

export const OBJECT = {
  notificationEvent: 0,
  synchronizationEvent: 1,
  mutant: 2,
  process: 3,
  queue: 4,
  semaphore: 5,
  thread: 6,
  timer: 8,
} as const;

/** A DISPATCHER_HEADER without waiters; the waiters link themselves in when threads are written. */
export function writeHeader(kernel: Kernel, header: bigint, type: number, bodySize: number, signalState: number): void {
  const place: Placed = { type: "_DISPATCHER_HEADER", address: header };
  kernel.set(place, "Type", type);
  kernel.maybe(place, "Size", (bodySize / 4) & 0xff);
  kernel.set(place, "SignalState", signalState);
  const list = kernel.at(place, "WaitListHead");
  if (kernel.readPointer(list) === 0n) kernel.link(list, []);
}

export function writeSemaphore(kernel: Kernel, header: bigint, count: number, limit: number): void {
  writeHeader(kernel, header, OBJECT.semaphore, kernel.structs.size("_KSEMAPHORE"), count);
  kernel.set({ type: "_KSEMAPHORE", address: header }, "Limit", limit);
}

export function writeEvent(kernel: Kernel, header: bigint, signalled: boolean): void {
  writeHeader(kernel, header, OBJECT.synchronizationEvent, kernel.structs.size("_KEVENT"), signalled ? 1 : 0);
}

export function writeDispatcher(kernel: Kernel, object: Dispatcher): void {
  const { structs } = kernel;
  switch (object.kind) {
    case "event":
      writeEvent(kernel, object.header, object.signalled);
      return;
    case "semaphore":
      writeSemaphore(kernel, object.header, object.signalled ? 1 : 0, 1);
      return;
    case "timer":
      writeHeader(kernel, object.header, OBJECT.timer, structs.size("_KTIMER"), object.signalled ? 1 : 0);
      return;
    case "mutant":
      writeMutant(kernel, object as Mutant);
  }
}

/** SignalState 1 is free, 0 is owned once. Owned ones are linked in their owner's MutantListHead. */
function writeMutant(kernel: Kernel, mutant: Mutant): void {
  const owned = mutant.owner !== undefined && !mutant.abandoned;
  writeHeader(kernel, mutant.header, OBJECT.mutant, kernel.structs.size("_KMUTANT"), owned ? 0 : 1);
  const place = { type: "_KMUTANT", address: mutant.address };
  if (owned) kernel.set(place, "OwnerThread", mutant.owner!.address);
  kernel.set(place, "Abandoned", mutant.abandoned ? 1 : 0);
  if (!owned || mutant.owner!.state === "terminated") kernel.link(kernel.at(place, "MutantListEntry"), []);
}

/** A packet goes straight to a thread that waits, so there are packets only while none does. */
export function writeQueue(kernel: Kernel, queue: Queue): void {
  const idle = queue.threads.some((t) => t.state === "waiting" && t.wait?.objects[0] === queue);
  const count = idle ? 0 : queue.packets;
  writeHeader(kernel, queue.header, OBJECT.queue, kernel.structs.size("_KQUEUE"), count);
  const place = { type: "_KQUEUE", address: queue.address };
  kernel.set(place, "MaximumCount", 2);
  kernel.set(place, "CurrentCount", queue.threads.filter((t) => t.state === "running").length);
  kernel.link(
    kernel.at(place, "EntryListHead"),
    Array.from({ length: count }, () => allocatePacket(kernel)),
  );
  kernel.link(
    kernel.at(place, "ThreadListHead"),
    queue.threads
      .filter((t) => t.state !== "terminated")
      .map((t) => kernel.at({ type: "_KTHREAD", address: t.address }, "QueueListEntry")),
  );
}

/** A completion packet; returns its link. */
function allocatePacket(kernel: Kernel): bigint {
  const type = "_IO_MINI_COMPLETION_PACKET_USER";
  if (!kernel.structs.has(type)) return kernel.allocate("nonPaged", 0x40, "IoMi");
  return kernel.at({ type, address: kernel.allocate("nonPaged", kernel.structs.size(type), "IoMi") }, "ListEntry");
}
