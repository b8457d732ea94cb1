/** ETHREAD and KTHREAD. Sources: alpc-semantics 3, waits.md, layouts. */
import type { Builder } from "./builder";
import type { Kernel, Placed } from "./kernel";
import * as lpc from "./lpc";
import type { Thread, ThreadState, Wait, Waitable } from "./model";
import { OBJECT, writeEvent, writeHeader, writeSemaphore } from "./writeDispatcher";

/** KTHREAD_STATE and KWAIT_REASON: documented values, the same on every build. */
const STATES: Record<ThreadState, number> = {
  initialized: 0,
  ready: 1,
  running: 2,
  standby: 3,
  terminated: 4,
  waiting: 5,
};
export const REASONS: Readonly<Record<string, number>> = {
  Executive: 0,
  DelayExecution: 4,
  Suspended: 5,
  UserRequest: 6,
  WrExecutive: 7,
  WrDelayExecution: 11,
  WrQueue: 15,
  WrLpcReceive: 16,
  WrLpcReply: 17,
  WrKeyedEvent: 21,
  WrResource: 27,
  WrPushLock: 28,
  WrMutex: 29,
  WrAlertByThreadId: 37,
};

/** THREAD_WAIT_OBJECTS: more need blocks from pool. Block 3 belongs to the thread's timer. */
const OWN_BLOCKS = 3;
const TIMER_BLOCK = 3;
const WAIT_TIMEOUT = 0x102;

/** The wait lists of all objects, filled while threads are written. */
export type WaitLists = Map<bigint, bigint[]>;

/** What a thread does in the end: what was said, or what its place tells. */
export function settle(builder: Builder, thread: Thread): void {
  const { kernel } = builder;
  const idle = !thread.serving && thread.state === undefined && !thread.wait;
  const place: Placed = { type: "_ETHREAD", address: thread.address };
  if (idle && thread.waitsOn) {
    const own = kernel.find(place, "AlpcWaitSemaphore");
    const header = builder.isLpc ? thread.waitsOn.semaphore!.header : own!;
    thread.wait = { reason: "WrLpcReceive", objects: [{ header }], all: false, timeout: false };
  } else if (idle && thread.queue) {
    thread.wait = { reason: "WrQueue", objects: [thread.queue], all: false, timeout: false };
  }
  if (thread.wait) thread.state ??= "waiting";
  if (thread.suspended && (!thread.wait || thread.wait.reason === "WrLpcReply")) {
    // The suspension is a wait of its own; the request stays in AlpcMessage. Source: alpc-semantics 3.1 (G3).
    const object = kernel.find(place, "Tcb.SuspendEvent") ?? kernel.at(place, "Tcb.SuspendSemaphore");
    thread.wait = { reason: "Suspended", objects: [{ header: object }], all: false, timeout: false };
    thread.state = "waiting";
  }
  thread.state ??= "running";
}

export function isReceiving(thread: Thread): boolean {
  return thread.state === "waiting" && thread.wait?.reason === "WrLpcReceive";
}

export function writeThread(builder: Builder, thread: Thread, lists: WaitLists): void {
  const { kernel } = builder;
  const place: Placed = { type: "_ETHREAD", address: thread.address };
  const ended = thread.state === "terminated";
  writeThreadHeader(kernel, place, ended);
  kernel.set(place, "Cid.UniqueProcess", thread.process.pid);
  kernel.set(place, "Cid.UniqueThread", thread.tid);
  kernel.set(place, "Tcb.ApcState.Process", thread.process.address);
  kernel.maybe(place, "Tcb.Process", thread.process.address);
  kernel.maybe(place, "ThreadsProcess", thread.process.address);
  for (const index of [0, 1]) {
    const apcs = kernel.find(place, `Tcb.ApcState.ApcListHead[${index}]`);
    if (apcs !== undefined) kernel.link(apcs, []);
  }
  kernel.link(
    kernel.at(place, "Tcb.MutantListHead"),
    thread.mutants
      .filter((m) => !m.abandoned)
      .map((m) => kernel.at({ type: "_KMUTANT", address: m.address }, "MutantListEntry")),
  );
  const suspend = kernel.find(place, "Tcb.SuspendEvent");
  if (suspend === undefined) writeSemaphore(kernel, kernel.at(place, "Tcb.SuspendSemaphore"), 0, 2);
  else writeEvent(kernel, suspend, false);
  kernel.set(place, "Tcb.SuspendCount", thread.suspended ? 1 : 0);
  kernel.set(place, "Tcb.State", STATES[thread.state ?? "running"]);
  if (thread.process.pid > 4) kernel.set(place, "Tcb.Teb", teb(kernel, thread));
  if (ended) {
    kernel.maybe(place, "Terminated", 1);
    kernel.set(place, "ExitStatus", 0);
  }
  if (builder.isLpc) {
    kernel.set(place, "Win32StartAddress", 0x7c810000 + thread.tid);
    lpc.writeThread(kernel, thread);
  } else {
    writeTimes(builder, place, ended);
    kernel.set(place, "StartAddress", 0x77a10000 + thread.tid);
    writeAlpc(kernel, place, thread);
  }
  if (thread.queue && !ended) kernel.set(place, "Tcb.Queue", thread.queue.address);
  writeWait(builder, place, thread, lists);
}

function writeThreadHeader(kernel: Kernel, place: Placed, ended: boolean): void {
  const header = kernel.at(place, "Tcb.Header");
  // Windows 7 and later keep flags in the byte that was the size.
  const size = kernel.has("_DISPATCHER_HEADER", "ThreadControlFlags") ? 0 : kernel.structs.size("_KTHREAD");
  writeHeader(kernel, header, OBJECT.thread, size, ended ? 1 : 0);
}

function writeTimes(builder: Builder, place: Placed, ended: boolean): void {
  const { kernel, clock } = builder;
  kernel.set(place, "CreateTime.QuadPart", clock.ago(600));
  if (ended) kernel.set(place, "ExitTime.QuadPart", clock.ago(3));
}

function writeAlpc(kernel: Kernel, place: Placed, thread: Thread): void {
  writeSemaphore(kernel, kernel.at(place, "AlpcWaitSemaphore"), 0, 1);
  if (isReceiving(thread)) kernel.set(place, "AlpcReceiveAttributeSet", 0xf0000000);
  else if (thread.message) kernel.set(place, "AlpcMessage", thread.message.address);
}

/** User address of the TEB; nothing is there. */
function teb(kernel: Kernel, thread: Thread): bigint {
  const index = BigInt(thread.process.threads.indexOf(thread) + 1);
  return kernel.pointer === 8 ? 0x7fffffe0000n - index * 0x2000n : 0x7ffdf000n - index * 0x1000n;
}

function writeWait(builder: Builder, place: Placed, thread: Thread, lists: WaitLists): void {
  const { kernel } = builder;
  writeTimer(builder, place, thread);
  const waiting = thread.state === "waiting";
  const semaphore = kernel.at(place, builder.isLpc ? "LpcReplySemaphore" : "AlpcWaitSemaphore");
  // A thread that runs keeps the wait blocks of its last wait. Source: waits.md.
  const last: Wait = { reason: "Executive", objects: [{ header: semaphore }], all: false, timeout: false };
  const wait = (waiting ? thread.wait : undefined) ?? last;
  const blocks = placeBlocks(kernel, place, wait.objects.length);
  wait.objects.forEach((object, i) => {
    writeBlock(kernel, blocks[i]!, thread, object, i, wait.all);
    if (waiting && !object.isAddress)
      enlist(lists, object, kernel.at({ type: "_KWAIT_BLOCK", address: blocks[i]! }, "WaitListEntry"));
    else kernel.link(kernel.at({ type: "_KWAIT_BLOCK", address: blocks[i]! }, "WaitListEntry"), []);
  });
  const timer = kernel.at(place, `Tcb.WaitBlock[${TIMER_BLOCK}]`);
  const ring = [...blocks, ...(waiting && wait.timeout ? [timer] : [])];
  if (ring.length === 0) ring.push(timer);
  kernel.set(place, "Tcb.WaitBlockList", ring[0]!);
  kernel.maybe(place, "Tcb.WaitBlockCount", Math.max(wait.objects.length, 1));
  if (kernel.has("_KWAIT_BLOCK", "NextWaitBlock")) {
    ring.forEach((block, i) => {
      kernel.set({ type: "_KWAIT_BLOCK", address: block }, "NextWaitBlock", ring[(i + 1) % ring.length]!);
    });
  }
  if (!waiting) return;
  kernel.set(place, "Tcb.WaitReason", REASONS[wait.reason] ?? 0);
  kernel.set(place, "Tcb.WaitMode", wait.kernelMode ? 0 : 1);
  kernel.set(place, "Tcb.WaitTime", (builder.clock.ticks - (thread.waitedTicks ?? builder.defaultWait)) >>> 0);
}

/** The thread's own blocks, or an array from pool when they are too few. */
function placeBlocks(kernel: Kernel, place: Placed, count: number): bigint[] {
  const size = kernel.structs.size("_KWAIT_BLOCK");
  const first =
    count <= OWN_BLOCKS ? kernel.at(place, "Tcb.WaitBlock[0]") : kernel.allocate("nonPaged", size * count, "Wait");
  return Array.from({ length: count }, (_, i) => first + BigInt(i * size));
}

function writeBlock(
  kernel: Kernel,
  address: bigint,
  thread: Thread,
  object: Waitable,
  key: number,
  all: boolean,
): void {
  const block = { type: "_KWAIT_BLOCK", address };
  kernel.set(block, "Thread", thread.address);
  kernel.set(block, "Object", object.header);
  kernel.set(block, "WaitType", all ? 0 : 1);
  kernel.set(block, "WaitKey", key);
  kernel.maybe(block, "BlockState", activeState(kernel));
}

/** WaitBlockActive: 2 on Windows 7, 4 since the suspend states came with Windows 8. Source: layouts (enums). */
function activeState(kernel: Kernel): number {
  const told = kernel.layout.enums["_KWAIT_BLOCK_STATE"]?.constants["WaitBlockActive"];
  return told ?? (kernel.has("_KTHREAD", "WaitBlockCount") ? 4 : 2);
}

/** The thread's own timer, and its wait block, which is set up once for good. */
function writeTimer(builder: Builder, place: Placed, thread: Thread): void {
  const { kernel } = builder;
  const timeout = thread.state === "waiting" && thread.wait?.timeout === true;
  const timer = kernel.at(place, "Tcb.Timer");
  writeHeader(kernel, timer, OBJECT.timer, 0, 0);
  const block = { type: "_KWAIT_BLOCK", address: kernel.at(place, `Tcb.WaitBlock[${TIMER_BLOCK}]`) };
  const list = kernel.at(place, "Tcb.Timer.Header.WaitListHead");
  kernel.link(list, timeout ? [kernel.at(block, "WaitListEntry")] : []);
  if (!timeout) {
    kernel.writePointer(kernel.at(block, "WaitListEntry"), list);
    kernel.writePointer(kernel.at(block, "WaitListEntry") + BigInt(kernel.pointer), list);
  }
  kernel.set(block, "Thread", thread.address);
  kernel.set(block, "WaitType", 1);
  kernel.set(block, "WaitKey", WAIT_TIMEOUT);
  kernel.maybe(block, "BlockState", activeState(kernel));
  if (kernel.has("_KWAIT_BLOCK", "NextWaitBlock")) {
    // Since Windows 8 other members of the thread lie where the timer's block would name its object.
    kernel.set(block, "Object", timer);
    kernel.set(block, "NextWaitBlock", block.address);
  }
  if (!timeout) return;
  kernel.maybe(place, "Tcb.TimerActive", 1);
  kernel.set(place, "Tcb.Timer.Header.Inserted", 1);
  kernel.set(place, "Tcb.Timer.DueTime.QuadPart", BigInt(Math.round((builder.clock.uptime + 30) * 1e7)));
  kernel.link(kernel.at(place, "Tcb.Timer.TimerListEntry"), []);
}

function enlist(lists: WaitLists, object: Waitable, entry: bigint): void {
  const list = lists.get(object.header);
  if (list) list.push(entry);
  else lists.set(object.header, [entry]);
}
