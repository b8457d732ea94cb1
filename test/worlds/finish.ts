/** Writes a whole machine to memory and wraps it up as a snapshot. */
import type { Snapshot } from "../../hosts/snapshot/format";
import type { Builder } from "./builder";
import { HandleTable } from "./handleTable";
import { hex } from "./memory";
import * as lpc from "./lpc";
import { pebType, writeResources, writeSections } from "./locks";
import type { Process } from "./model";
import { OBJECT, writeDispatcher, writeEvent, writeHeader, writeQueue } from "./writeDispatcher";
import { writeConnection, writeMessage, writePort } from "./writePort";
import { settle, writeThread, type WaitLists } from "./writeThread";

/** A secondary table holds the ids whose upper six bits are its number. Source: alpc-semantics 5. */
const SECONDARY_SHIFT = 26;
const SECONDARY_TABLES = 32;

/** Writes everything that has been made. Nothing can be added afterwards. */
export function finish(builder: Builder): void {
  const { kernel } = builder;
  for (const thread of builder.threads.values()) settle(builder, thread);
  const lists: WaitLists = new Map();
  writeResources(builder);
  for (const thread of builder.threads.values()) writeThread(builder, thread, lists);
  for (const process of [builder.idle, ...builder.processes]) writeProcess(builder, process);
  writeSections(builder);
  for (const object of builder.dispatchers.values()) writeDispatcher(kernel, object);
  for (const queue of builder.queues) writeQueue(kernel, queue);
  writePorts(builder);
  writeGlobals(builder);
  for (const [header, entries] of lists) {
    kernel.link(kernel.at({ type: "_DISPATCHER_HEADER", address: header }, "WaitListHead"), entries);
  }
  builder.objects.finish();
}

function writePorts(builder: Builder): void {
  const { kernel } = builder;
  for (const message of builder.messages) writeMessage(builder, message);
  if (builder.isLpc) {
    for (const port of builder.ports) lpc.writePort(kernel, port);
    kernel.memory.writeInt(
      kernel.symbol("LpcpNextMessageId", 4),
      4,
      Math.max(1, ...builder.messages.map((m) => m.id)) + 1,
    );
    kernel.memory.writeInt(kernel.symbol("LpcpNextCallbackId", 4), 4, 1);
    return;
  }
  if (!kernel.structs.has("_ALPC_PORT")) return;
  // The symbol is a pointer: two symbols of Windows 7 lie too close for an event, and published ports point into pool.
  const dummy = kernel.allocate("nonPaged", kernel.structs.size("_KEVENT"), "Even");
  writeEvent(kernel, dummy, false);
  kernel.writePointer(kernel.symbol("AlpcpDummyEvent"), dummy);
  for (const port of builder.ports) {
    writePort(builder, port, dummy);
    if (port.portKind === "connection") writeConnection(kernel, port.info);
  }
  for (const connection of builder.connections) writeConnection(kernel, connection);
  kernel.symbol("AlpcpPortListLock");
  kernel.link(
    kernel.symbol("AlpcpPortList", 2 * kernel.pointer),
    builder.ports.map((p) => kernel.at({ type: "_ALPC_PORT", address: p.address }, "PortListEntry")),
  );
}

function writeProcess(builder: Builder, process: Process): void {
  const { kernel, clock } = builder;
  const place = { type: "_EPROCESS", address: process.address };
  const live = process.threads.filter((t) => t.state !== "terminated");
  writeHeader(kernel, process.header, OBJECT.process, kernel.structs.size("_KPROCESS"), process.exited ? 1 : 0);
  kernel.set(place, "UniqueProcessId", process.pid);
  kernel.set(place, "InheritedFromUniqueProcessId", process.parent);
  kernel.set(place, "CreateTime.QuadPart", clock.ago(process.age));
  const name = kernel.structs.field("_EPROCESS", "ImageFileName");
  // 15 characters are kept at most, and the last byte is a zero where there are 16. Source: layouts, golden case G6.
  kernel.memory.writeBytes(place.address + BigInt(name.offset), Buffer.from(process.image, "latin1").subarray(0, 14));
  kernel.set(place, "ActiveThreads", live.length);
  for (const [head, entry] of [
    ["Pcb.ThreadListHead", "Tcb.ThreadListEntry"],
    ["ThreadListHead", "ThreadListEntry"],
  ] as const) {
    kernel.link(
      kernel.at(place, head),
      live.map((t) => kernel.at({ type: "_ETHREAD", address: t.address }, entry)),
    );
  }
  const views = kernel.find(place, "AlpcContext.ViewListHead");
  if (views !== undefined) kernel.link(views, []);
  if (process.exiting || process.exited) {
    // A build that does not tell the flag still has the time of exit.
    const told = kernel.maybe(place, "ProcessExiting", 1);
    if (process.exited) kernel.maybe(place, "ProcessDelete", 1);
    if (process.exited || !told) kernel.set(place, "ExitTime.QuadPart", clock.ago(2));
  }
  if (process.pid !== 0 && !process.exited) kernel.set(place, "ObjectTable", process.handles.address);
  if (process.exceptionPort) {
    if (kernel.has("_EPROCESS", "ExceptionPort")) kernel.set(place, "ExceptionPort", process.exceptionPort.address);
    // The low bits are ExceptionPortState.
    else kernel.set(place, "ExceptionPortData", process.exceptionPort.address | 2n);
  }
  if (process.debugPort !== undefined) kernel.set(place, "DebugPort", process.debugPort);
  if (process.securityPort !== undefined) kernel.set(place, "SecurityPort", process.securityPort);
}

function writeGlobals(builder: Builder): void {
  const { kernel, clock } = builder;
  const { memory } = kernel;
  kernel.link(
    kernel.symbol("PsActiveProcessHead", 2 * kernel.pointer),
    builder.processes.map((p) => kernel.at({ type: "_EPROCESS", address: p.address }, "ActiveProcessLinks")),
  );
  kernel.writePointer(kernel.symbol("PsInitialSystemProcess"), builder.system.address);
  kernel.writePointer(kernel.symbol("PsIdleProcess"), builder.idle.address);
  memory.writeInt(kernel.symbol("KeMaximumIncrement", 4), 4, clock.increment);
  memory.writeInt(kernel.symbol("KeTimeIncrement", 4), 4, clock.increment);
  const build = Number(builder.layout.build.split(".")[2] ?? 0);
  memory.writeInt(kernel.symbol("NtBuildNumber", 4), 4, 0xf0000000 + build);
  writeTables(builder);
  writeSharedData(builder);
}

function writeTables(builder: Builder): void {
  const { kernel } = builder;
  const listed = builder.processes.filter((p) => !p.exited).map((p) => p.handles.finish());
  const ids = new HandleTable(kernel);
  for (const process of builder.processes) {
    if (!process.exited) ids.entries.set(process.pid, { target: process.address });
    for (const thread of process.threads) {
      if (thread.state !== "terminated") ids.entries.set(thread.tid, { target: thread.address });
    }
  }
  ids.finish();
  kernel.writePointer(kernel.symbol("PspCidTable"), ids.address);
  if (!builder.isLpc && kernel.structs.has("_ALPC_PORT")) listed.push(writeMessageTables(builder));
  kernel.link(kernel.symbol("HandleTableListHead", 2 * kernel.pointer), listed);
}

function writeMessageTables(builder: Builder): bigint {
  const { kernel } = builder;
  const main = new HandleTable(kernel);
  const secondary = new Map<number, HandleTable>();
  for (const message of builder.messages) {
    const number = message.id >>> SECONDARY_SHIFT;
    let table = number === 0 ? main : secondary.get(number);
    if (!table) secondary.set(number, (table = new HandleTable(kernel)));
    table.entries.set(number === 0 ? message.id : message.id & ((1 << SECONDARY_SHIFT) - 1), {
      target: message.address,
    });
  }
  const link = main.finish();
  kernel.writePointer(kernel.symbol("AlpcMessageTable"), main.address);
  if (kernel.layout.symbols["AlpcpSecondaryMessageTables"] !== undefined) {
    const tables = kernel.symbol("AlpcpSecondaryMessageTables", SECONDARY_TABLES * kernel.pointer);
    for (const [number, table] of secondary) {
      table.finish();
      kernel.writePointer(tables + BigInt(number * kernel.pointer), table.address);
    }
  } else if (secondary.size > 0) throw new Error(`${kernel.layout.name} has no secondary message tables`);
  return link;
}

/** KUSER_SHARED_DATA: TickCountLow at 0, InterruptTime 8, SystemTime 0x14, TickCount 0x320 (documented). */
function writeSharedData(builder: Builder): void {
  const { kernel, clock } = builder;
  const { memory } = kernel;
  const { shared } = kernel.era;
  memory.map(shared, 4096);
  const time = (offset: number, value: bigint): void => {
    memory.writeInt(shared + BigInt(offset), 4, value & 0xffffffffn);
    memory.writeInt(shared + BigInt(offset + 4), 4, value >> 32n);
    memory.writeInt(shared + BigInt(offset + 8), 4, value >> 32n);
  };
  memory.writeInt(shared, 4, clock.ticks >>> 0);
  memory.writeInt(shared + 4n, 4, Math.floor((clock.increment / 10000) * 2 ** 24));
  time(8, BigInt(clock.ticks) * BigInt(clock.increment));
  time(0x14, clock.systemTime);
  time(0x320, BigInt(clock.ticks));
  // 64-bit builds since Vista have no such symbol. Source: the public symbols in test/layouts.
  if (builder.isLpc || kernel.pointer === 4) {
    memory.writeInt(kernel.symbol("KeTickCount", 12), 4, clock.ticks >>> 0);
  }
}

/** The snapshot of what is in memory now. */
export function snapshot(builder: Builder): Snapshot {
  const { kernel, layout } = builder;
  const process = builder.current.process ?? builder.processes[1] ?? builder.system;
  const live = process.threads.filter((t) => t.state !== "terminated");
  const thread = builder.current.thread ?? live[0] ?? builder.system.threads[0]!;
  const owner = live.includes(thread) ? process : thread.process;
  return {
    format: "alpcx-snapshot",
    version: 1,
    description: builder.description,
    origin: "synthetic",
    target: {
      kind: "kernel",
      arch: layout.arch,
      pointerSize: layout.pointerSize,
      build: layout.build,
      isLive: false,
    },
    modules: [{ name: "nt", base: hex(kernel.era.nt), size: kernel.era.ntSize }],
    symbols: Object.fromEntries([...kernel.symbols].sort().map(([name, address]) => [name, hex(address)])),
    types: builder.sections.size > 0 ? { _PEB: pebType(layout.pointerSize), ...layout.types } : layout.types,
    enums: layout.enums,
    memory: kernel.memory.ranges(),
    processes: builder.processes.map((p) => ({
      address: hex(p.address),
      id: p.pid,
      name: p.image,
      threads: p.threads
        .filter((t) => t.state !== "terminated")
        .map((t) => ({ address: hex(t.address), id: t.tid, ...(t.frames ? { frames: t.frames } : {}) })),
      handles: p.exited
        ? []
        : p.handleList.map(({ handle, object, access }) => ({
            handle,
            object: hex(object.address),
            type: object.typeName,
            grantedAccess: access,
            ...(object.name === undefined ? {} : { name: object.name }),
          })),
    })),
    current: { process: hex(owner.address), thread: hex(thread.address) },
  };
}
