import { describe, expect, it } from "vitest";
import { golden } from "./golden";
import { Reader } from "./reader";

/** Fields as the published session prints them. */
describe("golden cases", () => {
  it("G2: the waiting thread leads to message 3068 in service of svchost", () => {
    const w = golden.g2();
    const reader = Reader.ofSnapshot(w.snapshot);
    const thread = { type: "_ETHREAD", address: 0xfffffa801afae6f0n };
    expect(reader.at(thread, "AlpcWaitSemaphore")).toBe(0xfffffa801afaea80n);
    expect(reader.get(thread, "Cid.UniqueProcess")).toBe(0x33cn);
    expect(reader.get(thread, "Cid.UniqueThread")).toBe(0x3c40n);
    const message = { type: "_KALPC_MESSAGE", address: reader.get(thread, "AlpcMessage") };
    expect(message.address).toBe(0xfffff8800f4cc950n);
    const expected: Record<string, bigint> = {
      "PortMessage.MessageId": 0xbfcn,
      "PortMessage.CallbackId": 0x1fef27n,
      SequenceNo: 0x4d4d4n,
      "PortMessage.u1.s1.DataLength": 0x68n,
      "PortMessage.u1.s1.TotalLength": 0x90n,
      "u1.s1.Canceled": 0n,
      "u1.s1.ReleaseMessage": 0n,
      "u1.s1.ReplyWaitReply": 0n,
      "u1.s1.QueueType": 3n,
      "u1.s1.QueuePortType": 1n,
      OwnerPort: 0xfffffa8018a95e60n,
      WaitingThread: 0xfffffa801afae6f0n,
      PortQueue: 0xfffffa8017dbb060n,
      ServerThread: 0xfffffa801aeec060n,
      "MessageAttributes.ClientContext": 0x25599e0n,
      "MessageAttributes.ServerContext": 0n,
      "MessageAttributes.PortContext": 0x30d640n,
    };
    for (const [path, value] of Object.entries(expected)) expect(reader.get(message, path), path).toBe(value);
    // LPC_REQUEST, and the continuation bit: "Continuation: Yes".
    expect(reader.get(message, "PortMessage.u2.s2.Type")).toBe(0x2001n);
    const port = { type: "_ALPC_PORT", address: 0xfffffa8017dbb060n };
    expect(reader.get(port, "OwnerProcess")).toBe(0xfffffa801807b8f0n);
  });

  it("G6 (a): one thread waits on the port, one message waits at the client's end", () => {
    const w = golden.g6a();
    const reader = Reader.ofSnapshot(w.snapshot);
    const port = { type: "_ALPC_PORT", address: 0xffff810a851b1d20n };
    expect(reader.get(port, "CommunicationInfo")).toBe(0xffff91069bdacf40n);
    expect(reader.get(port, "SequenceNo")).toBe(1n);
    expect(reader.list(reader.at(port, "WaitQueue"), "_ETHREAD", "AlpcWaitListEntry")).toEqual([0xffff810a8a126080n]);
    expect(reader.get({ type: "_ALPC_PORT", address: 0xffff810a8130bc50n }, "MainQueueLength")).toBe(1n);
    expect(reader.text(0xffff810a8e33a080n + BigInt(reader.structs.offset("_EPROCESS", "ImageFileName")), 15)).toEqual(
      Buffer.from("CPP-ALPC-Basic\0"),
    );
  });

  it("G6 (b): three threads are registered with the completion object", () => {
    const reader = Reader.ofSnapshot(golden.g6b().snapshot);
    const port = { type: "_ALPC_PORT", address: 0xffffbb0f877b1090n };
    const queue = { type: "_KQUEUE", address: reader.get(port, "CompletionPort") };
    expect(queue.address).toBe(0xffffbb0f876afd00n);
    expect(reader.list(reader.at(queue, "ThreadListHead"), "_KTHREAD", "QueueListEntry")).toEqual([
      0xffffbb0f8a826080n,
      0xffffbb0f853f06c0n,
      0xffffbb0f8211a080n,
    ]);
  });

  it("G6 (c, e): winlogon has 13 client ports and one server; ntsvcs holds 34, senssvc 2", () => {
    const w = golden.g6c();
    const ports = w.builder.ports.filter((p) => p.owner.name === "winlogon.exe");
    expect(ports.filter((p) => p.portKind === "client")).toHaveLength(13);
    expect(w.get("port", "ntsvcs", "PendingQueueLength")).toBe(34n);
    expect(w.get("port", "senssvc", "PendingQueueLength")).toBe(2n);
    const system = w.snapshot.processes[0]!;
    expect(system.address).toBe("0xffffbb0f8206f300");
    expect(system.handles?.find((h) => h.handle === 0x550)?.object).toBe("0xffffbb0f82f3dd10");
  });

  it("G6 (d): the client of SeLsaCommandPort is System", () => {
    const w = golden.g6d();
    expect(w.process("System")).toBe("0xffff810a7d47b080");
    expect(w.get("port", "client of connection 1", "OwnerProcess")).toBe(0xffff810a7d47b080n);
  });

  it("G6 (f): the newest port is the last of the list; its queues lead to themselves", () => {
    const w = golden.g6f();
    const reader = Reader.ofSnapshot(w.snapshot);
    const port = { type: "_ALPC_PORT", address: 0xffffac0e27ab96e0n };
    const head = BigInt(w.snapshot.symbols!["AlpcpPortList"]!);
    expect(reader.get(port, "PortListEntry.Flink")).toBe(head);
    expect(reader.get(port, "PortListEntry.Blink")).toBe(0xffffac0e29c07310n);
    expect(reader.get(port, "MainQueue.Flink")).toBe(0xffffac0e27ab9770n);
    expect(reader.get(port, "DirectQueue.Flink")).toBe(0xffffac0e27ab97b0n);
    expect(reader.get(port, "WaitQueue.Flink")).toBe(0xffffac0e27ab97c8n);
    expect(reader.get(port, "CanceledQueue.Flink")).toBe(0xffffac0e27ab9860n);
    expect(reader.get({ type: "_EPROCESS", address: 0xffffac0e2b4f14c0n }, "UniqueProcessId")).toBe(0x1240n);
  });

  it("G10: bit 0 of the owner is set", () => {
    const w = golden.g10();
    expect(w.port("filler")).toBe("0xffffac014120a660");
    expect(w.get("port", "filler", "OwnerProcess")).toBe(0xffffac0144310341n);
    expect(w.get("port", "filler", "CompletionPort")).toBe(0xffffac012feae840n);
  });

  it("G13: 62149 ticks are 16 minutes 9.530 seconds; the chain ends at a process object", () => {
    const w = golden.g13();
    const { clock } = w.builder;
    const ticks = BigInt(clock.ticks) - w.get("thread", "a", "Tcb.WaitTime");
    expect(ticks).toBe(62149n);
    expect(Math.floor((Number(ticks) * clock.increment) / 1e4)).toBe(969_530);
    expect(w.get("thread", "s", "Tcb.WaitBlock[0].Object")).toBe(BigInt(w.process("child.exe")));
  });

  it("G14: the process has waited since its start; two chains share a tail", () => {
    const w = golden.g14();
    expect(w.pid("ProcessA.exe")).toBe(0x13c40);
    expect(w.tid("a")).toBe(0x1332c);
    expect(BigInt(w.builder.clock.ticks) - w.get("thread", "a", "Tcb.WaitTime")).toBe(14208n);
    expect(w.get("message", "m1", "ServerThread")).toBe(w.get("message", "m2", "ServerThread"));
  });
});
