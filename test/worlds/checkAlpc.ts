/** Ports, connections, queues and messages of ALPC. Source of the rules: alpc-semantics 1 to 5. */
import type { Census, Findings } from "./check";
import { entries } from "./checkHandles";
import { hex } from "./memory";
import type { Reader } from "./reader";

const QUEUES = [
  ["MainQueue", 1n],
  ["LargeMessageQueue", 2n],
  ["PendingQueue", 3n],
  ["DirectQueue", 4n],
] as const;
const SLOTS = ["ConnectionPort", "ClientCommunicationPort", "ServerCommunicationPort"] as const;

export function checkAlpc(reader: Reader, findings: Findings, census: Census): void {
  const ports = reader.list(reader.symbols.get("AlpcpPortList")!, "_ALPC_PORT", "PortListEntry");
  const ids = entries(reader, reader.readPointer(reader.symbols.get("AlpcMessageTable")!));
  const known = new Set(ports);
  for (const port of ports) {
    findings.part(`port ${hex(port)}`, () => {
      checkPort(reader, findings, port, known, census);
      checkQueues(reader, findings, port, ids);
    });
  }
}

function checkPort(reader: Reader, findings: Findings, port: bigint, known: Set<bigint>, census: Census): void {
  const place = { type: "_ALPC_PORT", address: port };
  const what = `port ${hex(port)}`;
  const owner = reader.get(place, "OwnerProcess");
  findings.expect(census.processes.includes(owner & ~1n), `${what} has no owner`);
  const info = { type: "_ALPC_COMMUNICATION_INFO", address: reader.get(place, "CommunicationInfo") };
  checkBlob(reader, findings, info.address, 1n);
  const kind = Number(reader.get(place, "u1.s1.Type"));
  const slot = SLOTS[kind - 1];
  findings.expect(slot !== undefined && reader.get(info, slot) === port, `${what} is not in the slot of its kind`);
  for (const name of SLOTS) {
    const other = reader.get(info, name);
    findings.expect(other === 0n || known.has(other), `${what}: ${name} ${hex(other)} is no known port`);
  }
  if (kind === 1) {
    const type = info.type;
    for (const address of reader.list(reader.at(info, "CommunicationList"), type, "CommunicationList")) {
      findings.expect(
        reader.get({ type, address }, "ConnectionPort") === port,
        `${what}: connection ${hex(address)} belongs to another port`,
      );
    }
  } else {
    const connectionPort = { type: "_ALPC_PORT", address: reader.get(info, "ConnectionPort") };
    const head = { type: info.type, address: reader.get(connectionPort, "CommunicationInfo") };
    const listed = reader.list(reader.at(head, "CommunicationList"), info.type, "CommunicationList");
    findings.expect(listed.includes(info.address), `${what}: its connection is not in the list of its port`);
  }
  const waiters = reader.list(reader.at(place, "WaitQueue"), "_ETHREAD", "AlpcWaitListEntry");
  for (const thread of waiters) findings.expect(census.threads.has(thread), `${what}: ${hex(thread)} is no thread`);
  count(reader, findings, place, "WaitQueueLength", waiters.length);
  const queue = reader.get(place, "CompletionPort");
  if (queue === 0n) return;
  const q = { type: "_KQUEUE", address: queue };
  findings.expect(reader.get(q, "Header.Type") === 4n, `${what}: its completion object is no queue`);
  for (const thread of reader.list(reader.at(q, "ThreadListHead"), "_KTHREAD", "QueueListEntry")) {
    const own = reader.get({ type: "_KTHREAD", address: thread }, "Queue");
    findings.expect(own === queue, `${what}: thread ${hex(thread)} is registered elsewhere`);
  }
}

function checkQueues(reader: Reader, findings: Findings, port: bigint, ids: Map<number, bigint>): void {
  const place = { type: "_ALPC_PORT", address: port };
  const kind = reader.get(place, "u1.s1.Type");
  for (const [queue, type] of QUEUES) {
    if (!reader.has("_ALPC_PORT", queue)) continue;
    const messages = reader.list(reader.at(place, queue), "_KALPC_MESSAGE", "Entry");
    for (const message of messages) {
      const m = { type: "_KALPC_MESSAGE", address: message };
      const what = `message ${hex(message)}`;
      findings.expect(reader.get(m, "PortQueue") === port, `${what} names another port than ${hex(port)}`);
      findings.expect(reader.get(m, "u1.s1.QueueType") === type, `${what}: QueueType is not that of ${queue}`);
      findings.expect(reader.get(m, "u1.s1.QueuePortType") === kind, `${what}: QueuePortType is not that of its port`);
      checkMessage(reader, findings, message, ids);
    }
    count(reader, findings, place, `${queue}Length`, messages.length);
  }
  const canceled = reader.list(reader.at(place, "CanceledQueue"), "_KALPC_MESSAGE", "CancelListEntry");
  for (const message of canceled) {
    const m = { type: "_KALPC_MESSAGE", address: message };
    findings.expect(reader.get(m, "u1.s1.Canceled") === 1n, `message ${hex(message)} is not canceled`);
    findings.expect(reader.get(m, "CancelQueuePort") === port, `message ${hex(message)} is canceled elsewhere`);
    checkMessage(reader, findings, message, ids);
  }
  count(reader, findings, place, "CanceledQueueLength", canceled.length);
}

function checkMessage(reader: Reader, findings: Findings, message: bigint, ids: Map<number, bigint>): void {
  const m = { type: "_KALPC_MESSAGE", address: message };
  const what = `message ${hex(message)}`;
  checkBlob(reader, findings, message, 2n);
  const id = Number(reader.get(m, "PortMessage.MessageId"));
  if (id >>> 26 === 0) findings.expect(ids.get(id) === message, `AlpcMessageTable does not lead from ${id} to ${what}`);
  const waiting = reader.get(m, "WaitingThread");
  if (waiting === 0n) return;
  const told = reader.get({ type: "_ETHREAD", address: waiting }, "AlpcMessage");
  findings.expect(told === message, `thread ${hex(waiting)} waits for another message than ${hex(message)}`);
}

function checkBlob(reader: Reader, findings: Findings, body: bigint, resource: bigint): void {
  const address = body - BigInt(reader.structs.size("_BLOB"));
  findings.expect(reader.get({ type: "_BLOB", address }, "ResourceId") === resource, `${hex(body)} has no blob header`);
}

function count(
  reader: Reader,
  findings: Findings,
  place: { type: string; address: bigint },
  path: string,
  n: number,
): void {
  if (!reader.has(place.type, path)) return;
  const told = reader.get(place, path);
  findings.expect(told === BigInt(n), `port ${hex(place.address)}: ${path} is ${told}, there are ${n}`);
}
