/**
 * Builds a machine in the memory layout of any Windows build. Objects get their addresses when they are made; memory is
 * written by `finish`, when everything is known. Behaviour: alpc-semantics 2 (ALPC), 8 (LPC).
 */
import type { Layout } from "../layouts/layouts";
import { Clock } from "./clock";
import { HandleTable } from "./handleTable";
import { Kernel, type Placement } from "./kernel";
import * as lpc from "./lpc";
import type {
  Connection,
  CriticalSection,
  Dispatcher,
  Message,
  Mutant,
  Port,
  PortKind,
  Process,
  Queue,
  QueueName,
  Resource,
  Thread,
  Wait,
  Waitable,
} from "./model";
import { QUEUES } from "./model";
import type {
  BuilderOptions,
  ConnectOptions,
  Delivery,
  MessageOptions,
  PortOptions,
  ProcessOptions,
  ThreadOptions,
} from "./options";
import { Requests } from "./requests";
import { Objects, type KernelObject } from "./objects";

/** Seconds a wait has lasted when nothing is said. */
const WAITED = 5;
/** PORT_ALL_ACCESS. */
const PORT_ACCESS = 0x1f0001;

export class Builder {
  readonly kernel: Kernel;
  readonly objects: Objects;
  readonly clock = new Clock();
  readonly processes: Process[] = [];
  readonly threads = new Map<string, Thread>();
  readonly ports: Port[] = [];
  readonly connections: Connection[] = [];
  readonly messages: Message[] = [];
  readonly queues: Queue[] = [];
  readonly dispatchers = new Map<string, Dispatcher>();
  readonly resources = new Map<string, Resource>();
  readonly sections = new Map<string, CriticalSection>();
  readonly isLpc: boolean;
  private readonly requests = new Requests(this);
  readonly system: Process;
  readonly idle: Process;
  current: { process?: Process; thread?: Thread } = {};
  description = "synthetic";
  private readonly ids = new Set<number>([0]);
  private nextPid = 0x184;
  private nextTid = 0x1400;
  private nextName = 0;

  constructor(
    readonly layout: Layout,
    options: BuilderOptions = {},
  ) {
    this.kernel = new Kernel(layout);
    this.isLpc = this.kernel.era.lpc;
    this.objects = new Objects(this.kernel);
    this.idle = this.makeProcess({ name: "Idle", pid: 0, age: this.clock.uptime });
    this.system = this.process({ name: "System", pid: 4, age: this.clock.uptime, at: options.systemAt });
    this.thread(this.system, { name: "System.1", tid: 8, state: "running" });
  }

  process(options: ProcessOptions): Process {
    const process = this.makeProcess(options);
    this.processes.push(process);
    return process;
  }

  thread(process: Process, options: ThreadOptions): Thread {
    if (this.threads.has(options.name)) throw new Error(`there is a thread ${options.name} already`);
    const size = this.kernel.structs.size("_ETHREAD");
    const object = this.objects.create("Thread", "nonPaged", size, "Thre", options);
    const thread: Thread = {
      kind: "thread",
      name: options.name,
      tid: this.takeId(options.tid, () => (this.nextTid += 4)),
      process,
      object,
      address: object.address,
      header: object.address,
      suspended: false,
      serving: false,
      mutants: [],
    };
    if (options.state) thread.state = options.state;
    process.threads.push(thread);
    this.threads.set(options.name, thread);
    return thread;
  }

  /** A connection port. */
  port(owner: Process, options: PortOptions): Port {
    const port = this.makePort("connection", owner, options.path ?? this.unnamed("port"), options);
    const info = this.makeInfo(port, options.infoAt, port.name);
    port.info = info;
    if (options.waitable && !this.isLpc) port.semaphore = this.dispatcher("semaphore", `${port.name} semaphore`);
    if (!options.noHandle) this.handle(owner, port.object);
    return port;
  }

  /** A connection between a process and a connection port. */
  connect(client: Process, port: Port, options: ConnectOptions = {}): Connection {
    const name = options.name ?? this.unnamed("connection");
    const serverPort = this.makePort("server", port.owner, `server of ${name}`, { at: options.serverAt });
    const clientPort = this.makePort("client", client, `client of ${name}`, { at: options.clientAt });
    const connection = this.isLpc ? lpc.connection(name, port) : this.makeInfo(port, options.infoAt, name);
    connection.serverPort = serverPort;
    connection.clientPort = clientPort;
    serverPort.info = connection;
    clientPort.info = connection;
    port.info.connections.push(connection);
    this.connections.push(connection);
    this.handle(port.owner, serverPort.object);
    this.handle(client, clientPort.object, PORT_ACCESS, options.clientHandle);
    return connection;
  }

  /** Threads that receive through a completion object; idle ones wait for it. */
  pool(port: Port, threads: readonly Thread[], options: Placement = {}): Queue {
    if (this.isLpc) throw new Error("LPC knows no completion objects: let the threads receive on the port");
    const queue = port.pool ?? this.makeQueue(options);
    port.pool = queue;
    for (const thread of threads) {
      if (thread.queue && thread.queue !== queue) throw new Error(`${thread.name} is in the pool of another port`);
      if (thread.queue === queue) continue;
      thread.queue = queue;
      queue.threads.push(thread);
    }
    return queue;
  }

  /** A thread that blocks in a receive on the port itself. */
  receive(thread: Thread, port: Port): void {
    thread.waitsOn = port;
    port.waitQueue.push(thread);
  }

  /** The connection of a process to a port; the first one, or a new one. */
  connectionOf(client: Process, port: Port): Connection {
    return port.info.connections.find((c) => c.clientPort?.owner === client) ?? this.connect(client, port);
  }

  /** A synchronous request: the thread waits until it is answered. */
  call(client: Thread, port: Port, delivery: Delivery, options: MessageOptions = {}): Message {
    const message = this.requests.make(client, port, options);
    if (client.message) throw new Error(`${client.name} waits for another reply already`);
    if (client.state === undefined) client.state = "waiting";
    client.message = message;
    message.waitingThread = client;
    const semaphore = this.kernel.at(
      { type: "_ETHREAD", address: client.address },
      this.isLpc ? "LpcReplySemaphore" : "AlpcWaitSemaphore",
    );
    if (client.state === "waiting") {
      client.wait ??= { reason: "WrLpcReply", objects: [{ header: semaphore }], all: false, timeout: false };
    }
    this.requests.deliver(message, delivery);
    return message;
  }

  /** An asynchronous message: nobody waits for an answer. `datagram`s are never pended. */
  send(sender: Thread, port: Port, delivery: Delivery, options: MessageOptions = {}): Message {
    const message = this.requests.make(sender, port, options);
    this.requests.deliver(message, delivery);
    return message;
  }

  /** Makes a thread wait. A second call adds nothing: it is refused. */
  wait(thread: Thread, objects: readonly Waitable[], options: Partial<Wait> = {}): void {
    if (thread.wait) throw new Error(`${thread.name} waits already`);
    thread.state ??= "waiting";
    thread.wait = {
      reason: options.reason ?? "UserRequest",
      objects,
      all: options.all ?? false,
      timeout: options.timeout ?? false,
      ...(options.kernelMode === undefined ? {} : { kernelMode: options.kernelMode }),
    };
  }

  /** Seconds a wait has lasted. */
  waited(thread: Thread, seconds: number): void {
    thread.waitedTicks = this.clock.ticksIn(seconds);
  }

  dispatcher(kind: Dispatcher["kind"], name: string, options: Placement & { signalled?: boolean } = {}): Dispatcher {
    const known = this.dispatchers.get(name);
    if (known) {
      if (known.kind !== kind) throw new Error(`${name} is a ${known.kind}`);
      return known;
    }
    const body = { event: "_KEVENT", semaphore: "_KSEMAPHORE", mutant: "_KMUTANT", timer: "_KTIMER" }[kind];
    const typeName = kind[0]!.toUpperCase() + kind.slice(1);
    const size = this.kernel.structs.size(body);
    const object = this.objects.create(typeName, "nonPaged", size, typeName.slice(0, 4), options);
    const made: Dispatcher = {
      kind,
      name,
      address: object.address,
      header: object.address,
      object,
      signalled: options.signalled ?? false,
    };
    this.dispatchers.set(name, made);
    return made;
  }

  mutant(name: string, options: Placement & { owner?: Thread; abandoned?: boolean } = {}): Mutant {
    const mutant = this.dispatcher("mutant", name, options) as Mutant;
    mutant.abandoned ??= false;
    if (options.abandoned) mutant.abandoned = true;
    if (options.owner && mutant.owner !== options.owner) {
      if (mutant.owner) throw new Error(`${name} is owned by ${mutant.owner.name} already`);
      mutant.owner = options.owner;
      if (options.owner.state !== "terminated") options.owner.mutants.push(mutant);
    }
    return mutant;
  }

  /** An ERESOURCE; `owner` holds it exclusively. */
  resource(name: string, options: Placement & { owner?: Thread } = {}): Resource {
    let resource = this.resources.get(name);
    if (!resource) {
      const size = this.kernel.structs.size("_ERESOURCE");
      const address = this.kernel.allocate("nonPaged", size, "Ntfr", options);
      const event = this.dispatcher("event", `${name} (exclusive waiters)`);
      resource = { kind: "resource", name, address, event, sharedBy: [], waiters: 0, entries: [] };
      this.resources.set(name, resource);
    }
    if (options.owner) resource.owner = options.owner;
    return resource;
  }

  /** A critical section in the user memory of a process. */
  criticalSection(name: string, process: Process, options: { owner?: Thread } = {}): CriticalSection {
    let section = this.sections.get(name);
    if (!section) {
      const address = process.userNext;
      process.userNext += 0x40n;
      const event = this.dispatcher("event", `${name} (lock semaphore)`);
      const eventHandle = this.handle(process, event.object!, 0x100003);
      section = { kind: "criticalSection", name, address, process, event, eventHandle, waiters: 0 };
      this.sections.set(name, section);
    }
    if (options.owner) section.owner = options.owner;
    return section;
  }

  /** A handle of a process to an object: the next free one, or `wanted`. */
  handle(process: Process, object: KernelObject, access = PORT_ACCESS, wanted?: number): number {
    const handle = process.handles.add({ target: object.header, access }, wanted);
    object.handles++;
    process.handleList.push({ handle, object, access });
    return handle;
  }

  /** Seconds a wait has lasted where nothing was said. */
  get defaultWait(): number {
    return this.clock.ticksIn(WAITED);
  }

  /** Ids that are given out later in the text: nothing else gets them. */
  readonly promisedIds = new Set<number>();

  private takeId(wanted: number | undefined, next: () => number): number {
    let id = wanted ?? next();
    if (wanted !== undefined && wanted !== 0 && this.ids.has(wanted)) throw new Error(`the id ${wanted} is taken`);
    while (wanted === undefined && (this.ids.has(id) || this.promisedIds.has(id))) id = next();
    this.ids.add(id);
    return id;
  }

  private makeProcess(options: ProcessOptions): Process {
    const kernel = this.kernel;
    if (this.processes.some((p) => p.name === options.name))
      throw new Error(`there is a process ${options.name} already`);
    const object = this.objects.create("Process", "nonPaged", kernel.structs.size("_EPROCESS"), "Proc", options);
    const pid = this.takeId(options.pid, () => (this.nextPid += 0x24));
    const index = this.processes.length;
    return {
      kind: "process",
      name: options.name,
      image: options.image ?? options.name,
      pid,
      object,
      address: object.address,
      header: object.address,
      threads: [],
      handles: new HandleTable(kernel, { address: object.address, pid }),
      handleList: [],
      age: options.age ?? 1200,
      exiting: false,
      exited: false,
      parent: options.parent ?? (pid > 4 ? 4 : 0),
      userNext: kernel.era.user + (BigInt(index) << (kernel.pointer === 8 ? 32n : 20n)),
    };
  }

  private makePort(kind: PortKind, owner: Process, name: string, options: PortOptions): Port {
    const type = this.isLpc ? (options.waitable ? "WaitablePort" : "Port") : "ALPC Port";
    const body = this.isLpc ? "_LPCP_PORT_OBJECT" : "_ALPC_PORT";
    if (!this.kernel.structs.has(body)) throw new Error(`${this.layout.name} has no ${body}`);
    const pool = this.isLpc && !options.waitable ? "paged" : "nonPaged";
    const object = this.objects.create(type, pool, this.kernel.structs.size(body), this.isLpc ? "Port" : "ALPC", {
      ...options,
      path: kind === "connection" ? options.path : undefined,
    });
    const port: Port = {
      kind: "port",
      portKind: kind,
      name,
      ...(options.path === undefined ? {} : { path: options.path }),
      object,
      address: object.address,
      owner,
      info: undefined as unknown as Connection,
      queues: Object.fromEntries(QUEUES.map((q) => [q, [] as Message[]])) as Record<QueueName, Message[]>,
      waitQueue: [],
      ownerGone: false,
      closed: false,
      disconnected: false,
      connectionPending: false,
      sequence: 0,
      maxMessageLength: options.maxMessageLength ?? (this.isLpc ? 0x100 : 0x1000),
      replyChain: [],
    };
    if (this.isLpc) lpc.preparePort(this, port, kind);
    this.ports.push(port);
    return port;
  }

  private makeInfo(port: Port, at: bigint | undefined, name: string): Connection {
    if (this.isLpc) return lpc.connection(name, port);
    const blob = this.kernel.structs.size("_BLOB");
    const size = this.kernel.structs.size("_ALPC_COMMUNICATION_INFO");
    const block = this.kernel.allocate("paged", blob + size, "AlCI", {
      at: at === undefined ? undefined : at - BigInt(blob),
    });
    return { kind: "connection", name, address: block + BigInt(blob), connectionPort: port, connections: [] };
  }

  private makeQueue(options: Placement): Queue {
    const size = this.kernel.structs.size("_KQUEUE");
    const object = this.objects.create("IoCompletion", "nonPaged", size, "IoCo", options);
    const queue: Queue = {
      kind: "queue",
      object,
      address: object.address,
      header: object.address,
      threads: [],
      packets: 0,
    };
    this.queues.push(queue);
    return queue;
  }

  private unnamed(what: string): string {
    return `${what} ${++this.nextName}`;
  }
}
