/** The threads that wait for a dispatcher object, through its own list of wait blocks. */
import { add, isNull, type Address } from "../target/address";
import { Gap } from "../target/layout";
import type { Kernel } from "./kernel";
import { walkIn, type Walk } from "./list";
import { thread, type Thread } from "./thread";

/** `DISPATCHER_HEADER.WaitListHead` of the object at an address; each thread as its wait block names it. */
export function waitersOf(kernel: Kernel, object: Address): Walk<Thread> {
  return kernel.once("waiters", object, () => {
    const none = (why: string): Walk<Thread> => ({
      items: [],
      end: { kind: "unreadable", at: object, why },
      recovered: 0,
    });
    if (isNull(object)) return none("the object is null");
    const reader = kernel.reader("_DISPATCHER_HEADER", ["Type", "SignalState", "WaitListHead"]);
    const raw = kernel.read("_DISPATCHER_HEADER", reader, object);
    if (raw instanceof Gap) return none(raw.why);
    const head = raw.at("WaitListHead");
    const links = raw.links("WaitListHead");
    const blocks = kernel.expected("_KWAIT_BLOCK", ["WaitListEntry", "Thread"], "wait list entry");
    const offset = blocks && blocks.offset("WaitListEntry");
    if (head === undefined || links === undefined || !blocks || offset === undefined)
      return none("the list of its waiters cannot be read");
    return walkIn(kernel, "of waiters", head, links, (entry) => {
      const block = blocks.read(add(entry, -offset));
      if (block instanceof Gap) return block;
      const own = block.links("WaitListEntry");
      const owner = block.pointer("Thread");
      if (!own || owner === undefined) return new Gap(entry, "the wait block cannot be read");
      const waiter = thread(kernel, owner);
      return waiter instanceof Gap ? waiter : { links: own, value: waiter };
    });
  });
}
