/**
 * A small kernel that goes on working while it is looked at: threads call a port, servers receive and reply. Each
 * operation is a row of single writes, so that a reader in between sees lists that are half linked.
 */
import type { SnapshotMemory } from "../../hosts/snapshot/memory";
import type { Snapshot } from "../../hosts/snapshot/format";
import { Shapes } from "../fuzz/shape";

/** One call: a client, its message, and where it is. */
interface Call {
  readonly thread: bigint;
  readonly message: bigint;
  place: "queued" | "pending" | "idle";
}

type Write = () => void;

const WAITING = 5;
const RUNNING = 2;

export class MovingKernel {
  private readonly shapes: Shapes;
  private readonly calls: Call[];
  private todo: Write[] = [];
  private state: number;
  /** Operations that were begun. */
  operations = 0;

  constructor(
    private readonly memory: SnapshotMemory,
    private readonly snapshot: Snapshot,
    private readonly port: bigint,
    private readonly servers: readonly bigint[],
    calls: readonly { thread: bigint; message: bigint; place: "queued" | "pending" }[],
    seed: number,
  ) {
    this.shapes = new Shapes(snapshot);
    this.calls = calls.map((call) => ({ ...call }));
    this.state = seed | 1;
  }

  /** One write. When an operation is done the next one begins. */
  step(): void {
    if (this.todo.length === 0) this.begin();
    this.todo.shift()?.();
  }

  private begin(): void {
    const call = this.calls[this.random(this.calls.length)];
    if (call === undefined) return;
    this.operations++;
    if (call.place === "idle") this.send(call);
    else if (call.place === "queued") this.receive(call);
    else this.reply(call);
  }

  private send(call: Call): void {
    call.place = "queued";
    this.add(() => this.pointer("_KALPC_MESSAGE", call.message, "WaitingThread", call.thread));
    this.add(() => this.pointer("_KALPC_MESSAGE", call.message, "PortQueue", this.port));
    this.link(call, "MainQueue", 1);
    this.add(() => this.pointer("_ETHREAD", call.thread, "AlpcMessage", call.message));
    this.add(() => this.run(call.thread, WAITING));
  }

  private receive(call: Call): void {
    call.place = "pending";
    const server = this.servers[this.random(this.servers.length)]!;
    this.add(() => this.run(server, RUNNING));
    this.unlink(call, "MainQueue");
    this.add(() => this.pointer("_KALPC_MESSAGE", call.message, "ServerThread", server));
    this.link(call, "PendingQueue", 3);
  }

  private reply(call: Call): void {
    call.place = "idle";
    this.unlink(call, "PendingQueue");
    this.add(() => this.pointer("_KALPC_MESSAGE", call.message, "PortQueue", 0n));
    this.add(() => this.pointer("_KALPC_MESSAGE", call.message, "WaitingThread", 0n));
    this.add(() => this.pointer("_ETHREAD", call.thread, "AlpcMessage", 0n));
    this.add(() => this.run(call.thread, RUNNING));
  }

  /** At the end of a queue. */
  private link(call: Call, queue: "MainQueue" | "PendingQueue", queueType: number): void {
    const head = this.port + this.at("_ALPC_PORT", queue);
    const entry = call.message + this.at("_KALPC_MESSAGE", "Entry");
    let last = 0n;
    this.add(() => {
      last = this.word(head + this.pointerSize);
      this.write(entry, head);
    });
    this.add(() => this.write(entry + this.pointerSize, last));
    this.add(() => this.write(last, entry));
    this.add(() => this.write(head + this.pointerSize, entry));
    this.add(() => this.setQueueType(call.message, queueType));
    this.add(() => this.count(queue, 1));
  }

  private unlink(call: Call, queue: "MainQueue" | "PendingQueue"): void {
    const entry = call.message + this.at("_KALPC_MESSAGE", "Entry");
    this.add(() => this.write(this.word(entry + this.pointerSize), this.word(entry)));
    this.add(() => this.write(this.word(entry) + this.pointerSize, this.word(entry + this.pointerSize)));
    this.add(() => this.setQueueType(call.message, 0));
    this.add(() => this.count(queue, -1));
  }

  private setQueueType(message: bigint, type: number): void {
    // The lowest bits of u1.State, up to Windows 8.1 two of them, later three.
    const address = message + this.at("_KALPC_MESSAGE", "u1");
    const byte = this.memory.read(address, 1)[0] ?? 0;
    const mask = this.queueTypeMask();
    this.memory.poke(address, Uint8Array.of((byte & ~mask) | (type & mask)));
  }

  private queueTypeMask(): number {
    for (const type of Object.values(this.snapshot.types)) {
      const field = type.fields.find((each) => each.name === "QueueType");
      if (field?.bitLen !== undefined) return (1 << field.bitLen) - 1;
    }
    return 3;
  }

  private count(queue: string, by: number): void {
    const offset = this.shapes.offset("_ALPC_PORT", `${queue}Length`);
    if (offset === undefined) return;
    const address = this.port + BigInt(offset);
    const view = new DataView(new ArrayBuffer(4));
    const bytes = this.memory.read(address, 4);
    view.setUint32(0, new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) + by, true);
    this.memory.poke(address, new Uint8Array(view.buffer));
  }

  private run(thread: bigint, state: number): void {
    this.memory.poke(thread + this.at("_ETHREAD", "Tcb.State"), Uint8Array.of(state));
  }

  private pointer(type: string, address: bigint, member: string, value: bigint): void {
    this.write(address + this.at(type, member), value);
  }

  private at(type: string, member: string): bigint {
    const offset = this.shapes.offset(type, member);
    if (offset === undefined) throw new Error(`no ${type}.${member}`);
    return BigInt(offset);
  }

  private get pointerSize(): bigint {
    return BigInt(this.snapshot.target.pointerSize);
  }

  private word(address: bigint): bigint {
    const bytes = Buffer.from(this.memory.read(address, Number(this.pointerSize)));
    return bytes.length === 8 ? bytes.readBigUInt64LE() : BigInt(bytes.readUInt32LE());
  }

  private write(address: bigint, value: bigint): void {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt.asUintN(64, value));
    this.memory.poke(address, Uint8Array.from(bytes.subarray(0, Number(this.pointerSize))));
  }

  private add(write: Write): void {
    this.todo.push(write);
  }

  private random(below: number): number {
    this.state = (Math.imul(this.state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((this.state / 0x80000000) * below);
  }
}
