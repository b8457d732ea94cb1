/** A generated machine of any size, for benchmarks and read budgets. The same numbers make the same machine. */
import type { Builder } from "../test/worlds/builder";
import type { Port, Process, Thread } from "../test/worlds/model";
import { world, type World } from "../test/worlds/world";

export interface Size {
  readonly processes: number;
  readonly threads: number;
  /** Of all kinds; a connection takes two beside the connection port. */
  readonly ports: number;
  readonly messages: number;
}

/** A large terminal server. */
export const SCALE_1: Size = { processes: 300, threads: 5_000, ports: 10_000, messages: 20_000 };

/** The size of scale 1, multiplied. */
export function scaled(scale: number): Size {
  const times = (n: number): number => Math.max(2, Math.round(n * scale));
  return {
    processes: times(SCALE_1.processes),
    threads: times(SCALE_1.threads),
    ports: times(SCALE_1.ports),
    messages: times(SCALE_1.messages),
  };
}

/** Of the threads: how many wait for a reply, and how many of these are in service. */
const WAITING_SHARE = 0.25;
const POOL = 4;

/**
 * A machine in which a quarter of the threads wait for replies, in chains of up to a few servers, with one deadlock of
 * three threads; all other messages are asynchronous and parked. Server processes own the connection ports.
 */
export function machine(layout: string, size: Size): World {
  return world(layout, (w) => new Generator(w, size).build(), { unchecked: true });
}

class Generator {
  private readonly processes: Process[] = [];
  private readonly threads: Thread[] = [];
  private readonly ports: Port[] = [];
  /** Threads nobody has given anything to do. */
  private readonly free: Thread[] = [];
  private state = 0x2545f491;

  constructor(
    private readonly w: Builder,
    private readonly size: Size,
  ) {}

  build(): void {
    const { w, size } = this;
    w.description = `generated: ${size.processes} processes, ${size.threads} threads, ${size.ports} ports, ${size.messages} messages`;
    for (let i = 0; i < size.processes; i++) this.processes.push(w.process({ name: `p${i}.exe` }));
    for (let i = 0; i < size.threads; i++) {
      const thread = w.thread(this.processes[i % size.processes]!, { name: `t${i}` });
      this.threads.push(thread);
      this.free.push(thread);
    }
    this.makePorts();
    this.makeDeadlock();
    this.makeCalls();
    this.makeConnections();
    this.makeAsynchronous();
    for (const thread of this.free) {
      if (!thread.queue && !thread.waitsOn) w.wait(thread, [w.dispatcher("event", `event ${thread.name}`)]);
    }
  }

  /** One connection port for every nine, each with a pool as far as there are threads. */
  private makePorts(): void {
    const { w, size } = this;
    const named = Math.max(3, Math.round(size.ports / 9));
    for (let i = 0; i < named; i++) {
      const owner = this.processes[i % this.processes.length]!;
      const port = w.port(owner, { path: `\\RPC Control\\port${i}` });
      this.ports.push(port);
      const pool = owner.threads.slice(0, POOL).filter((t) => !t.queue && !t.waitsOn);
      if (w.isLpc) for (const thread of pool) w.receive(thread, port);
      else if (pool.length > 0) w.pool(port, pool);
    }
  }

  /** The two ends of connections make up the number of ports. */
  private makeConnections(): void {
    const { w, size } = this;
    while (w.ports.length + 2 <= size.ports) w.connect(this.pick(this.processes), this.pick(this.ports));
  }

  private makeDeadlock(): void {
    const [a, b, c] = [0, 1, 2].map((i) => this.threads[i % this.threads.length]!);
    const port = (thread: Thread): Port => this.ports.find((p) => p.owner === thread.process) ?? this.ports[0]!;
    if (a === undefined || b === undefined || c === undefined || new Set([a, b, c]).size < 3) return;
    this.call(a, port(b), b, 120);
    this.call(b, port(c), c, 119);
    this.call(c, port(a), a, 118);
  }

  private makeCalls(): void {
    const { size } = this;
    const waiting = Math.min(Math.round(size.threads * WAITING_SHARE), this.threads.length - 3);
    // Clients come from the end of the list, servers before them: chains, but no further circle.
    for (let i = 0; i < waiting; i++) {
      const client = this.threads[this.threads.length - 1 - i]!;
      const server = this.threads[3 + Math.floor(this.random() * Math.max(1, this.threads.length - i - 5))]!;
      const port = this.ports.find((p) => p.owner === server.process) ?? this.ports[0]!;
      if (client.message || client === server || this.threads.indexOf(server) >= this.threads.length - 1 - i) continue;
      this.call(client, port, server, 1 + (i % 50));
    }
  }

  private makeAsynchronous(): void {
    const { w, size } = this;
    const connections = w.connections.filter((c) => c.clientPort!.owner.threads.length > 0);
    while (w.messages.length < size.messages) {
      const { clientPort, connectionPort } = this.pick(connections);
      const by = connectionPort.pool?.threads[0];
      const delivery = by ? ({ state: "parked", by } as const) : ({ state: "queued", queue: "MainQueue" } as const);
      const name = `m${w.messages.length}`;
      w.send(this.pick(clientPort!.owner.threads), connectionPort, delivery, { name, dataLength: 64 });
    }
  }

  private call(client: Thread, port: Port, server: Thread, seconds: number): void {
    this.w.call(client, port, { state: "inService", by: server }, { name: client.name });
    this.w.waited(client, seconds);
    for (const thread of [client, server]) {
      const at = this.free.indexOf(thread);
      if (at >= 0) this.free.splice(at, 1);
    }
  }

  private pick<T>(all: readonly T[]): T {
    return all[Math.floor(this.random() * all.length)]!;
  }

  /** xorshift32: below 1, the same on every run. */
  private random(): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) / 2 ** 32;
  }
}
