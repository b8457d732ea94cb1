/** Random machines for any ALPC layout: processes, ports, connections, and messages in every place a message can be. */
import fc from "fast-check";
import type { Builder } from "../../worlds/builder";
import type { Message, Port, Thread } from "../../worlds/model";
import type { Delivery } from "../../worlds/options";
import { world, type World } from "../../worlds/world";

const PLACES = ["queued", "large", "direct", "inService", "stale", "parked", "ready", "canceled"] as const;
export type Place = (typeof PLACES)[number];

interface Call {
  readonly from: number;
  readonly to: number;
  readonly place: Place;
  readonly synchronous: boolean;
  readonly data: number;
  readonly ticks: number;
  /** The server asks the client, so the message is queued at the client's end. */
  readonly back: boolean;
}

export interface Plan {
  readonly increment: number;
  readonly images: readonly string[];
  readonly ports: readonly {
    readonly owner: number;
    readonly name: string;
    readonly pool: boolean;
    readonly idle: number;
  }[];
  readonly calls: readonly Call[];
}

/** What was made, for the assertions. */
export interface Made {
  readonly world: World;
  readonly ports: readonly Port[];
  readonly messages: readonly { readonly message: Message; readonly place: Place }[];
  readonly waiting: readonly Thread[];
}

const name = (least: number, most: number) =>
  fc.stringMatching(new RegExp(`^[A-Za-z][A-Za-z0-9_.-]{${least},${most}}$`));

export const plans: fc.Arbitrary<Plan> = fc.record({
  // 15.600 and 15.625 ms both occur, and so may others.
  increment: fc.constantFrom(156001, 156250, 100000, 156000, 10000),
  images: fc.array(name(2, 24), { minLength: 2, maxLength: 5 }),
  ports: fc.array(fc.record({ owner: fc.nat(9), name: name(0, 34), pool: fc.boolean(), idle: fc.nat(3) }), {
    minLength: 1,
    maxLength: 4,
  }),
  calls: fc.array(
    fc.record({
      from: fc.nat(9),
      to: fc.nat(9),
      place: fc.constantFrom(...PLACES),
      synchronous: fc.boolean(),
      data: fc.nat(0x200),
      ticks: fc.integer({ min: 1, max: 100000 }),
      back: fc.boolean(),
    }),
    { maxLength: 12 },
  ),
});

/** Builds a plan on a layout. The same plan gives the same machine. */
export function build(layout: string, plan: Plan): Made {
  const made: { ports: Port[]; messages: Made["messages"][number][]; waiting: Thread[] } = {
    ports: [],
    messages: [],
    waiting: [],
  };
  const w = world(layout, (b) => {
    b.clock.increment = plan.increment;
    const processes = plan.images.map((image, i) => b.process({ name: `${image} ${i}`, image }));
    const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
    plan.ports.forEach((wanted, i) => {
      const owner = at(processes, wanted.owner);
      // Two ports may have one name, in two directories.
      const port = b.port(owner, { path: `\\Directory${i}\\${wanted.name}` });
      const idle = Array.from({ length: wanted.idle }, (_, n) => b.thread(owner, { name: `idle ${i} ${n}` }));
      if (wanted.pool) b.pool(port, idle);
      else for (const thread of idle) b.receive(thread, port);
      made.ports.push(port);
    });
    plan.calls.forEach((call, i) => perform(b, call, i, at(processes, call.from), at(made.ports, call.to), made));
  });
  return { world: w, ...made };
}

function perform(
  b: Builder,
  call: Call,
  index: number,
  client: Port["owner"],
  port: Port,
  made: { messages: { message: Message; place: Place }[]; waiting: Thread[] },
): void {
  const connection = b.connectionOf(client, port);
  const sender = b.thread(call.back ? port.owner : client, { name: `sender ${index}` });
  const receiver = call.back ? client : port.owner;
  const worker = (name: string, state: "running" | "terminated") => b.thread(receiver, { name, state });
  const hasDirect = b.kernel.has("_ALPC_PORT", "DirectQueue");
  const place = call.place === "direct" && !hasDirect ? "queued" : call.place;
  const delivery = ((): Delivery => {
    switch (place) {
      case "queued":
        return { state: "queued", queue: "MainQueue" };
      case "large":
        return { state: "queued", queue: "LargeMessageQueue" };
      case "direct":
        return { state: "queued", queue: "DirectQueue" };
      case "inService":
        return { state: "inService", by: worker(`worker ${index}`, "running") };
      case "stale":
        return { state: "inService", by: worker(`old ${index}`, "terminated") };
      case "parked":
        return { state: "parked", by: undefined };
      default:
        return { state: place };
    }
  })();
  const options = {
    name: `message ${index}`,
    dataLength: call.data,
    ...(call.back ? { throughServerOf: connection } : {}),
  };
  const target = call.back ? connection.clientPort! : port;
  if (call.synchronous) {
    made.messages.push({ message: b.call(sender, target, delivery, options), place });
    sender.waitedTicks = call.ticks;
    made.waiting.push(sender);
  } else {
    sender.state = "running";
    made.messages.push({ message: b.send(sender, target, delivery, options), place });
  }
}
