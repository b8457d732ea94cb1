/** `_KWAIT_BLOCK`: the objects a waiting thread waits for. */
import { add, compare, distance, isNull, NULL, type Address } from "../target/address";
import { Gap, type Structure } from "../target/layout";
import type { Kernel } from "./kernel";
import { threadReader, type Thread } from "./thread";

const MEMBERS = ["Object", "WaitType", "Thread", "NextWaitBlock"] as const;

/** MAXIMUM_WAIT_OBJECTS, and the timer's block on builds that link it. */
const MAX_BLOCKS = 65;

/** `_KWAIT_BLOCK.WaitType`: 0 is WaitAll, 1 is WaitAny. Source: waits.md. */
const WAIT_ALL = 0;

export interface ThreadWait {
  /** Addresses of the objects, without the thread's own timer. */
  readonly objects: readonly Address[];
  /** Whether all of them are waited for; any of them otherwise. */
  readonly all: boolean;
  /** Whether the wait ends by itself. */
  readonly timeout: boolean;
  /** Whether it ends by itself cannot be told; `timeout` is false. */
  readonly timeoutUnknown?: true;
  /** Set where the blocks could not all be read or do not fit together; the objects are what was found. */
  readonly gap?: Gap;
}

const NO_WAIT: ThreadWait = { objects: [], all: false, timeout: false };

/** What a thread waits for. Nothing for one that does not wait. */
export function threadWait(kernel: Kernel, thread: Thread): ThreadWait {
  if (!thread.isWaiting) return NO_WAIT;
  return kernel.once("wait", thread.address, () => readWait(kernel, thread));
}

function readWait(kernel: Kernel, thread: Thread): ThreadWait {
  const first = thread.raw.pointer("Tcb.WaitBlockList");
  const reader = kernel.expected("_KWAIT_BLOCK", MEMBERS);
  if (first === undefined || !reader) {
    const gap = new Gap(thread.address, "its wait blocks cannot be found");
    return withTimeout(thread, { objects: [], all: false, timeout: hasTimer(thread), gap });
  }
  const objects: Address[] = [];
  const timer = thread.raw.at("Tcb.Timer");
  const count = thread.raw.unsigned("Tcb.WaitBlockCount");
  let timeout = hasTimer(thread);
  let all = false;
  let gap: Gap | undefined;
  let block = first;
  for (let i = 0; ; i++) {
    // Since Windows 8 the blocks are an array of WaitBlockCount, up to Windows 7 a ring of NextWaitBlock.
    if (count !== undefined ? i >= count : i > 0 && block === first) break;
    if (i >= MAX_BLOCKS || isNull(block)) {
      gap = new Gap(
        block,
        isNull(block) ? "the ring of wait blocks ends in a null link" : "more wait blocks than a thread can have",
      );
      break;
    }
    const raw = ownBlock(kernel, thread, block) || reader.read(block);
    if (raw instanceof Gap) {
      gap = raw;
      break;
    }
    const owner = raw.pointer("Thread");
    const object = raw.pointer("Object");
    if (owner !== thread.address || object === undefined) {
      gap = new Gap(block, "the wait block belongs to another thread");
      break;
    }
    if (object === timer) timeout = true;
    // A thread that only sleeps waits for no object.
    else if (!isNull(object) && !isWaitTime(kernel, thread, block)) {
      objects.push(object);
      all = raw.unsigned("WaitType") === WAIT_ALL;
    }
    block = count !== undefined ? add(block, reader.layout.size) : raw.pointer("NextWaitBlock") || NULL;
  }
  const wait = { objects, all: all && objects.length > 1, timeout };
  return withTimeout(thread, gap ? { ...wait, gap } : wait);
}

/** Up to Windows 7 only the whole ring shows that there is no timeout; later the thread's own members do. */
function withTimeout(thread: Thread, wait: ThreadWait): ThreadWait {
  if (wait.timeout) return wait;
  const { raw } = thread;
  const isTold =
    raw.unsigned("Tcb.WaitBlockCount") !== undefined
      ? raw.flag("Tcb.TimerActive") !== undefined || raw.flag("Tcb.Timer.Header.Inserted") !== undefined
      : wait.gap === undefined;
  return isTold ? wait : Object.assign({}, wait, { timeoutUnknown: true as const });
}

/**
 * Windows 8 and later say it in the thread; up to Windows 7 the ring shows it (a block for the thread's own timer), and a
 * timer that is inserted. The timer's WaitListHead proves nothing. Source: waits.md.
 */
function hasTimer(thread: Thread): boolean {
  if (thread.raw.unsigned("Tcb.WaitBlockCount") === undefined) return false;
  return thread.raw.flag("Tcb.TimerActive") === true || thread.raw.flag("Tcb.Timer.Header.Inserted") === true;
}

/**
 * Whether the place of a block's Object is that of WaitTime: from Windows 8 on, in 32 bits, the fourth block of the thread,
 * which is its timer's, shares it. Source: layouts, `_KTHREAD` of 6.2.9200-x86 [PDB].
 */
function isWaitTime(kernel: Kernel, thread: Thread, block: Address): boolean {
  const blocks = kernel.reader("_KWAIT_BLOCK", MEMBERS);
  const place = blocks && blocks.offset("Object");
  const time = thread.raw.at("Tcb.WaitTime");
  return place !== undefined && time !== undefined && add(block, place) === time;
}

/** A block that lies in the thread's own array: no read. */
function ownBlock(kernel: Kernel, thread: Thread, block: Address): Structure | undefined {
  const field = threadReader(kernel).field("Tcb.WaitBlock");
  const reader = kernel.reader("_KWAIT_BLOCK", MEMBERS);
  if (!field || !reader) return undefined;
  const offset = distance(block, thread.address);
  const inside = offset >= field.offset && offset + reader.extent <= field.offset + field.size;
  return inside && compare(block, thread.address) > 0 ? thread.raw.inner(offset, reader) : undefined;
}
