/** What holds on every machine, whatever the build: the invariants at the end of the golden cases, on random machines. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { members, value } from "../../tools/members";
import { open, type TestSession } from "../../tools/session";
import { QUEUES, type Port } from "../../worlds/model";
import { alpcLayouts, world } from "../../worlds/world";
import { build, plans, type Made, type Place } from "./randomWorld";

const hex = (value: bigint | number) => `0x${value.toString(16)}`;
const RUNS = { numRuns: 2 };

interface PortDocument {
  port: string;
  kind: string;
  name: string;
  fullName: string;
  ownerImage: string;
  connectionPort?: string;
  clientPort?: string;
  serverPort?: string;
  queues: { name: string; length: number; end: string; messages: string[] }[];
}
interface MessageDocument {
  state: string;
  queueType?: string;
  queuePort: string;
  waitingThread?: string;
  serverThread?: string;
  dataLength: number;
  totalLength: number;
}

/** A document is asked for once per session. */
const documents = new WeakMap<TestSession, Map<string, unknown>>();
function document<T>(s: TestSession, command: string): T {
  let known = documents.get(s);
  if (!known) documents.set(s, (known = new Map()));
  if (!known.has(command)) known.set(command, s.json(command));
  return known.get(command) as T;
}

const port = (s: TestSession, address: bigint) => document<PortDocument>(s, `!alpcx /p ${hex(address)}`);
const message = (s: TestSession, address: bigint) => document<MessageDocument>(s, `!alpcx /m ${hex(address)}`);

const STATE: Record<Place, string> = {
  queued: "Queued",
  large: "Queued",
  direct: "Queued",
  inService: "InService",
  stale: "Parked",
  parked: "Parked",
  ready: "ReplyReady",
  canceled: "Canceled",
};
const QUEUE: Partial<Record<Place, string>> = {
  queued: "MainQueue",
  large: "LargeMessageQueue",
  direct: "DirectQueue",
  inService: "PendingQueue",
  stale: "PendingQueue",
  parked: "PendingQueue",
};
const KIND = {
  connection: "ConnectionPort",
  client: "ClientCommunicationPort",
  server: "ServerCommunicationPort",
} as const;

/** The number behind a port: main + large + pending + canceled, not direct. */
const held = (found: Port) =>
  QUEUES.filter((name) => name !== "DirectQueue").reduce((sum, name) => sum + found.queues[name].length, 0);

/** 1: each port of a connection refers to the same info, and exactly one of the three slots equals the port. */
function checkTriples(s: TestSession, made: Made): void {
  for (const found of made.world.builder.ports) {
    const shown = port(s, found.address);
    const own = hex(found.address);
    expect([shown.connectionPort, shown.clientPort, shown.serverPort].filter((slot) => slot === own)).toEqual([own]);
    expect(shown.kind).toBe(KIND[found.portKind]);
    expect(shown.connectionPort).toBe(hex(found.info.connectionPort.address));
    if (found.portKind === "connection") expect([shown.clientPort, shown.serverPort]).toEqual([undefined, undefined]);
    else
      expect([shown.clientPort, shown.serverPort]).toEqual(
        [found.info.clientPort, found.info.serverPort].map((end) => hex(end!.address)),
      );
  }
}

/** 2: who waits for which message, queued at which port, owned by which process. */
function checkWaiters(s: TestSession, made: Made): void {
  const rows = members(s, "@$cursession.Alpc.WaitingThreads.Select(t => t.Address)");
  expect(Object.values(rows).sort()).toEqual(made.waiting.map((thread) => hex(thread.address)).sort());
  for (const thread of made.waiting) {
    const awaited = thread.message!;
    const own = `@$cursession.Alpc.Thread(${hex(thread.address)}).Alpc.WaitingFor`;
    expect(value(s, `${own}.Address`)).toBe(hex(awaited.address));
    expect(value(s, `${own}.QueuePort.OwnerProcess.Address`)).toBe(hex(awaited.queuePort.owner.address));
    expect(message(s, awaited.address)).toMatchObject({
      waitingThread: hex(thread.address),
      queuePort: hex(awaited.queuePort.address),
    });
  }
}

/** 3: the place of a message, by its queue and its server thread. 4: header sizes. */
function checkMessages(s: TestSession, made: Made): void {
  const header = made.world.layout.pointerSize === 8 ? 0x28 : 0x18;
  for (const { message: found, place } of made.messages) {
    const shown = message(s, found.address);
    expect(shown.state, place).toBe(STATE[place]);
    if (place !== "canceled") expect(shown.queueType, place).toBe(QUEUE[place]);
    if (QUEUE[place] === "MainQueue") expect(shown.serverThread).toBeUndefined();
    if (place === "inService") expect(shown.serverThread).toBe(hex(found.serverThread!.address));
    const live = members(s, `@$cursession.Alpc.Message(${hex(found.address)})`)["ServerThreadIsLive"];
    expect(live, place).toBe(place === "stale" ? "false" : found.serverThread ? "true" : undefined);
    expect(shown.totalLength - shown.dataLength).toBe(header);
    expect(shown.dataLength).toBe(found.dataLength);
  }
}

/** 5: the two forms of a number agree, ids with at least 4 digits and sequence numbers with 8. */
function checkNumbers(s: TestSession, made: Made): void {
  for (const { message: found } of made.messages) {
    const { text } = s.run(`!alpcx /m ${hex(found.address)}`);
    const pairs = [...text.matchAll(/^ {2}(\w+) +: 0x([\dA-F]+) \((\d+)\)$/gm)];
    expect(pairs.length).toBeGreaterThanOrEqual(6);
    for (const [, label, digits, decimal] of pairs) {
      expect(parseInt(digits!, 16), label).toBe(Number(decimal));
      const width = label!.endsWith("SequenceNumber") ? 8 : 4;
      expect(digits!.length, label).toBeGreaterThanOrEqual(width);
      expect(digits, label).toBe(Number(decimal).toString(16).toUpperCase().padStart(width, "0"));
    }
    expect(text).toContain(`: 0x${found.id.toString(16).toUpperCase().padStart(4, "0")} (${found.id})`);
  }
}

/** 6: the number behind a port, on either side of the arrow. 8: images are cut to 14 characters. */
function checkCounts(s: TestSession, made: Made): void {
  const size = 2 * made.world.layout.pointerSize;
  const digits = (address: bigint) => address.toString(16).padStart(size, "0");
  for (const found of made.ports) {
    const lines = s.lines(`!alpcx /lpc ${hex(found.address)}`);
    const own = found.path!.slice(found.path!.lastIndexOf("\\") + 1);
    const connections = found.info.connections;
    expect(lines[1]).toBe(`${digits(found.address)}('${own}') ${held(found)}, ${connections.length} connections`);
    connections.forEach((connection, i) => {
      const { serverPort, clientPort } = connection;
      const client = `${digits(clientPort!.owner.address)}('${clientPort!.owner.image.slice(0, 14)}')`;
      expect(lines[2 + i]).toBe(
        `      ${digits(serverPort!.address)} ${held(serverPort!)} ->${digits(clientPort!.address)} ${held(clientPort!)} ${client}`,
      );
    });
  }
  for (const process of new Set(made.ports.map((found) => found.owner))) {
    const { text } = s.run(`!alpcx /lpp ${hex(process.address)}`);
    for (const found of made.world.builder.ports) {
      if (found.owner !== process || found.portKind !== "client") continue;
      const target = found.info.connectionPort;
      expect(text).toContain(`      ${digits(found.address)} ${held(found)} -> ${digits(target.address)}(`);
      expect(text).toContain(`) ${held(target)} ${digits(target.owner.address)}('${target.owner.image.slice(0, 14)}')`);
    }
  }
}

/** Queues: the counter, the walk and what was put in agree. 7: names as given, also of unnamed ends, also twice. */
function checkQueues(s: TestSession, made: Made): void {
  for (const found of made.world.builder.ports) {
    const shown = port(s, found.address);
    for (const queue of shown.queues) {
      const wanted = found.queues[queue.name as (typeof QUEUES)[number]].map((one) => hex(one.address));
      expect(queue).toMatchObject({ length: wanted.length, end: "complete", messages: wanted });
    }
    const path = found.info.connectionPort.path!;
    expect(shown.fullName).toBe(path);
    expect(shown.name).toBe(path.slice(path.lastIndexOf("\\") + 1));
    expect(shown.ownerImage).toBe(found.owner.image.slice(0, 14));
  }
}

/** 9: wait time is ticks times the period of that machine. */
function checkTimes(s: TestSession, made: Made, increment: number): void {
  for (const thread of made.waiting) {
    const shown = Number(value(s, `@$cursession.Alpc.Thread(${hex(thread.address)}).Waited`));
    expect(shown).toBeCloseTo(thread.waitedTicks! * increment * 1e-7, 3);
  }
}

describe.each(alpcLayouts)("%s", (layout) => {
  it("holds on every machine", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const made = build(layout, plan);
        const s = open(made.world.snapshot);
        checkTriples(s, made);
        checkWaiters(s, made);
        checkMessages(s, made);
        checkNumbers(s, made);
        checkCounts(s, made);
        checkQueues(s, made);
        checkTimes(s, made, plan.increment);
      }),
      RUNS,
    );
  });
});

// 10: distances printed in published dumps. Source: golden cases G2, G13, G14 (Vista, 2008), G20 (2008 R2).
describe("distance from a thread to its ALPC semaphore", () => {
  it.each([
    ["6.0.6001-x64", 0x390n],
    ["6.0.6002-x64", 0x390n],
    ["6.1.7600-x64", 0x3c0n],
    ["6.1.7601-x64", 0x3c0n],
  ])("%s", (layout, distance) => {
    const w = world(
      layout,
      "process s.exe ; port P of s.exe waitqueue r ; process c.exe ; thread t ; t calls P, in service of r",
    );
    const thread = w.place("thread", "t");
    const semaphore = thread.address + distance;
    expect(w.builder.kernel.at(thread, "AlpcWaitSemaphore")).toBe(semaphore);
    // The decoder uses it: without the message, only this object tells that the thread waits for a reply.
    w.set("thread", "t", "AlpcMessage", 0xfffffa8000000000n);
    const shown = value(open(w.snapshot), `@$cursession.Alpc.Thread(${w.thread("t")}).Alpc.WaitingFor`);
    expect(shown).not.toBe("");
  });
});

describe("names", () => {
  it.each(["A", "a name of 35 characters, as in life..", "twice"])("%s", (name) => {
    const w = world("10.0.19041.1706-x64", (b) => {
      for (const owner of ["one.exe", "two.exe"]) {
        b.port(b.process({ name: owner }), { path: `\\${owner}\\${name}` });
      }
    });
    const s = open(w.snapshot);
    const found = s.lines(`!alpcx /find "${name}"`).filter((line) => line.includes(name));
    expect(found.length).toBeGreaterThanOrEqual(2);
    // A name that two ports have is no answer; the full path is.
    const { text, errors } = s.run(`!alpcx /p "${name}"`);
    expect(text + errors).toMatch(/2 ports are named/);
    expect(s.lines(`!alpcx /p "\\one.exe\\${name}"`)[0]).toMatch(/^Port {2}/);
  });
});
