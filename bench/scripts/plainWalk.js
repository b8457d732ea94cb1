"use strict";
// What a script does that asks the debugger for every member: the yardstick of docs/performance.md. It walks the lists
// that `!alpcx /deadlock` walks and asks for the members that the rules of waiting need, or for all that alpcx has in hand
// after a read (`everyMember`, which the benchmark sets in front of this text). It judges nothing.

function initializeScript() {
  return [new host.apiVersionSupport(1, 3)];
}

const PROCESS = [
  "UniqueProcessId",
  "ImageFileName",
  "CreateTime",
  "ExitTime",
  "ProcessExiting",
  "Pcb.Header.SignalState",
];
const THREAD = [
  "Tcb.Header.Type",
  "Tcb.Header.SignalState",
  "Tcb.State",
  "Tcb.WaitReason",
  "Tcb.WaitTime",
  "Tcb.SuspendCount",
  "Tcb.WaitBlockCount",
  "Tcb.TimerActive",
  "Tcb.Process",
  "Cid.UniqueProcess",
  "Cid.UniqueThread",
  "AlpcMessage",
  "AlpcWaitListEntry.Flink",
];
const PORT = [
  "OwnerProcess",
  "CompletionPort",
  "u1.s1.Type",
  "u1.s1.Waitable",
  "u1.s1.Closed",
  "u1.s1.Disconnected",
  "WaitQueue.Flink",
];
const INFO = ["ConnectionPort", "ServerCommunicationPort", "ClientCommunicationPort", "CommunicationList.Flink"];
const QUEUES = ["MainQueue", "LargeMessageQueue", "PendingQueue", "DirectQueue"];
const MESSAGE = [
  "PortQueue",
  "WaitingThread",
  "ServerThread",
  "PortMessage.MessageId",
  "u1.s1.QueueType",
  "u1.s1.Canceled",
  "u1.s1.Ready",
];

const WAITING = 5;
let all = false;
const offsets = new Map();

function member(object, path) {
  let value = object;
  for (const name of path.split(".")) value = value[name];
  return value;
}

/** Asks for `paths`, or for every member of `type` when all are wanted. */
function members(object, type, paths) {
  for (const path of all && everyMember[type] ? everyMember[type] : paths) member(object, path);
}

function offsetOf(type, path) {
  const key = type + "." + path;
  if (offsets.has(key)) return offsets.get(key);
  let offset = 0;
  let found = host.getModuleType("nt", type);
  for (const name of path.split(".")) {
    const field = found.fields[name];
    offset += Number(field.offset);
    found = field.type;
  }
  offsets.set(key, offset);
  return offset;
}

/** Calls `visit` with each `type` that is linked into a list through `link`. `head` is the address of the list. */
function walk(head, first, type, link, visit) {
  const offset = offsetOf(type, link);
  for (let entry = first; entry.compareTo(head) !== 0; ) {
    const object = host.createTypedObject(entry.subtract(offset), "nt", type);
    visit(object);
    entry = member(object, link).Flink.address;
  }
}

function walkSymbol(name, type, link, visit) {
  const head = host.getModuleSymbolAddress("nt", name);
  walk(head, host.createTypedObject(head, "nt", "_LIST_ENTRY").Flink.address, type, link, visit);
}

function walkMember(object, path, type, link, visit) {
  const head = member(object, path);
  walk(head.targetLocation.address || head.address, head.Flink.address, type, link, visit);
}

/** Walks everything; gives the number of list entries it saw. */
function plainWalk(wantsAll) {
  all = wantsAll === true;
  let seen = 0;
  walkSymbol("PsActiveProcessHead", "_EPROCESS", "ActiveProcessLinks", (process) => {
    seen++;
    members(process, "_EPROCESS", PROCESS);
    walkMember(process, "Pcb.ThreadListHead", "_ETHREAD", "Tcb.ThreadListEntry", (thread) => {
      seen++;
      members(thread, "_ETHREAD", THREAD);
      if (Number(thread.Tcb.State) !== WAITING) return;
      const block = thread.Tcb.WaitBlockList.dereference();
      members(block, "_KWAIT_BLOCK", ["Object", "Thread", "WaitType"]);
      if (block.Object.isNull) return;
      host.createTypedObject(block.Object.address, "nt", "_KMUTANT").Header.Type;
    });
  });
  walkSymbol("AlpcpPortList", "_ALPC_PORT", "PortListEntry", (port) => {
    seen++;
    members(port, "_ALPC_PORT", PORT);
    const header = port.targetLocation.address.subtract(offsetOf("_OBJECT_HEADER", "Body"));
    members(host.createTypedObject(header, "nt", "_OBJECT_HEADER"), "", ["HandleCount", "TypeIndex", "InfoMask"]);
    members(port.CommunicationInfo.dereference(), "_ALPC_COMMUNICATION_INFO", INFO);
    for (const queue of QUEUES) {
      member(port, queue + "Length");
      walkMember(port, queue, "_KALPC_MESSAGE", "Entry", (message) => {
        seen++;
        members(message, "_KALPC_MESSAGE", MESSAGE);
      });
    }
  });
  return seen;
}

/** The well-known query over handles, as a script writes it: the ports of all processes, each as often as it is open. */
function handleQuery() {
  let found = 0;
  for (const process of host.currentSession.Processes) {
    for (const handle of process.Io.Handles) if (handle.Type === "ALPC Port") found++;
  }
  return found;
}
