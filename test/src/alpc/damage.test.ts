/** Damaged memory: members are values that say why, commands answer in words, and nothing is thrown. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { members, value } from "../../tools/members";
import { open, type TestSession } from "../../tools/session";
import { Extras } from "../../worlds/extras";
import type { Placed } from "../../worlds/kernel";
import { world, type World } from "../../worlds/world";

interface Machine {
  readonly world: World;
  /** Everything that damage may hit. */
  readonly places: Record<string, Placed>;
}

/** A served message with a security context, a view and handles, at a port with resources and a completion list. */
function machine(layout: string): Machine {
  const w = world(
    layout,
    `
    process svc.exe ; threads w1..w2
    port Svc of svc.exe pool w1 w2
    process app.exe ; threads t1..t3
    t1 calls Svc, in service of w1, 12s
    t2 calls Svc, queued, 9s
    t3 calls Svc, canceled, 9s
    current svc.exe`,
  );
  const extras = new Extras(w);
  const port = w.place("port", "Svc");
  const message = w.place("message", "t1");
  const token = extras.token("S-1-5-18", { TokenType: 2 });
  const section = extras.blob("_KALPC_SECTION", { Size: 0x1000 });
  const region = extras.blob("_KALPC_REGION", { Size: 0x1000 });
  const view = extras.blob("_KALPC_VIEW", { Size: 0x1000 });
  const security = extras.blob("_KALPC_SECURITY_DATA", { "DynamicSecurity.ClientToken": token.address });
  const handles = extras.blob("_KALPC_HANDLE_DATA", { ObjectType: 0x10 });
  extras.list(section, "RegionListHead", [region], "RegionListEntry");
  extras.list(region, "ViewListHead", [view], "ViewListEntry");
  extras.resources(port, [section, security]);
  const list = extras.completionList(port, {}, {});
  extras.write(port, { "StaticSecurity.ClientToken": token.address });
  extras.write(message, {
    "MessageAttributes.SecurityData": security.address,
    "MessageAttributes.View": view.address,
    "MessageAttributes.HandleData": handles.address,
  });
  extras.extension(w.place("message", "t2"), Buffer.alloc(0x40, 0x41));
  const { kernel } = w.builder;
  const header: Placed = {
    type: "_OBJECT_HEADER",
    address: port.address - BigInt(kernel.structs.offset("_OBJECT_HEADER", "Body")),
  };
  const places: Record<string, Placed> = {
    port,
    header,
    message,
    queued: w.place("message", "t2"),
    canceled: w.place("message", "t3"),
    token,
    section,
    region,
    view,
    security,
    handles,
    list: list.list,
    listHeader: list.header,
    process: w.place("process", "svc.exe"),
    thread: w.place("thread", "w1"),
    connection: w.place("connection", "Svc"),
    queue: w.place("queue", "Svc"),
    descriptor: { type: "", address: kernel.get(header, "SecurityDescriptor") & ~15n },
    blob: { type: "_BLOB", address: section.address - BigInt(kernel.structs.size("_BLOB")) },
    handleTable: { type: "_HANDLE_TABLE", address: kernel.get(w.place("process", "svc.exe"), "ObjectTable") },
  };
  return { world: w, places };
}

const hex = (value: bigint) => `0x${value.toString(16)}`;

/** Asks for everything once; gives what looks like an exception that came through. */
function askAll(s: TestSession, { places }: Machine): string[] {
  const port = `@$cursession.Alpc.Port(${hex(places["port"]!.address)})`;
  const message = `@$cursession.Alpc.Message(${hex(places["message"]!.address)})`;
  const lines = [
    `dx -r3 ${port}`,
    `dx -r2 ${port}.Resources`,
    `dx -r4 ${port}.Resources.First()`,
    `dx -r2 ${port}.Receivers`,
    `dx -r3 ${port}.Security`,
    `dx -r3 ${message}`,
    `dx -r4 ${message}.Attributes`,
    `dx -r2 ${message}.Data`,
    "dx -r2 @$curprocess.Alpc",
    "dx -r2 @$curprocess.Alpc.Handles",
    "dx -r2 @$cursession.Alpc.Messages",
    `!alpcx /p ${hex(places["port"]!.address)} /v`,
    `!alpcx /m ${hex(places["message"]!.address)} /v`,
    `!alpcx /sd ${hex(places["port"]!.address)}`,
    "!alpcx /lp",
    "!alpcx /lp0",
    "!alpcx /id 9f4",
    "!alpcx /deadlock",
  ];
  const thrown: string[] = [];
  for (const line of lines) {
    const { text, errors } = s.run(line);
    for (const row of (text + errors).split("\n")) {
      if (
        /defect of alpcx|TypeError|RangeError|is not a function|undefined is not|Cannot read prop|is not iterable|Invalid array|Maximum call|\[object|NaN/.test(
          row,
        )
      )
        thrown.push(`${line}: ${row}`);
    }
  }
  return thrown;
}

describe.each(["6.1.7601-x86", "10.0.19041.1706-x64"])("%s", (layout) => {
  it("answers on an intact machine", () => {
    const made = machine(layout);
    expect(askAll(open(made.world.snapshot), made)).toEqual([]);
  });

  it("throws for no bytes, wherever they are overwritten", () => {
    const names = Object.keys(machine(layout).places);
    const damage = fc.record({
      name: fc.constantFrom(...names),
      offset: fc.nat(0x1ff),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 32 }),
    });
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (all) => {
        const made = machine(layout);
        for (const { name, offset, bytes } of all) {
          const place = made.places[name]!;
          made.world.builder.kernel.memory.writeBytes(place.address + BigInt(offset), bytes);
        }
        expect(askAll(open(made.world.snapshot), made)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it("throws for no bytes that are missing", () => {
    const made = machine(layout);
    for (const name of [
      "token",
      "section",
      "region",
      "view",
      "security",
      "handles",
      "list",
      "listHeader",
      "descriptor",
    ]) {
      const one = machine(layout);
      const place = one.places[name]!;
      one.world.builder.kernel.memory.punch(place.address, 16);
      expect(askAll(open(one.world.snapshot), one), name).toEqual([]);
    }
    expect(Object.keys(made.places).length).toBeGreaterThan(10);
  });

  it("says why where a pointer leads to something else", () => {
    const made = machine(layout);
    const { kernel } = made.world.builder;
    const { message, port } = made.places as Record<string, Placed>;
    kernel.set(message!, "MessageAttributes.SecurityData", made.places["view"]!.address);
    kernel.set(message!, "MessageAttributes.HandleData", made.places["view"]!.address);
    kernel.set(message!, "MessageAttributes.View", 0x1234);
    kernel.set(port!, "StaticSecurity.ClientToken", made.places["thread"]!.address);
    kernel.writePointer(kernel.symbol("SeTokenObjectType"), made.world.builder.objects.type("Event").address);
    const s = open(made.world.snapshot);
    const shown = members(s, `@$cursession.Alpc.Message(${hex(message!.address)}).Attributes`);
    expect(shown["SecurityData"]).toBe("no SecurityContext: its blob says View");
    expect(shown["HandleData"]).toBe("no handle data: its blob says otherwise");
    expect(shown["View"]).toBe("not a kernel address");
    expect(value(s, `@$cursession.Alpc.Port(${hex(port!.address)}).StaticSecurity.Token`)).toMatch(/is no token$/);
  });

  it("notices a QueueType that is not the list it is linked in, and believes the links", () => {
    const made = machine(layout);
    made.world.set("message", "t1", "u1.s1.QueueType", 1);
    const s = open(made.world.snapshot);
    const shown = members(s, `@$cursession.Alpc.Message(${hex(made.places["message"]!.address)})`);
    expect(shown).toMatchObject({
      QueueType: "PendingQueue",
      QueueNumber: "0x1",
      QueueAgrees: "false",
      State: "InService",
    });
    const { text } = s.run(`!alpcx /m ${hex(made.places["message"]!.address)} /v`);
    expect(text).toContain("QueueType is 1, but the message is linked in PendingQueue of its port");
  });

  it("finds a message by its id in the queues where the table of ids is gone, and believes no wrong entry", () => {
    const made = machine(layout);
    const id = made.world.messageId("t2");
    const { kernel } = made.world.builder;
    const table = kernel.readPointer(kernel.symbol("AlpcMessageTable"));
    kernel.memory.writeBytes(table, Buffer.alloc(kernel.structs.size("_HANDLE_TABLE")));
    const command = `!alpcx /m ${id.toString(16)}`;
    expect(open(made.world.snapshot).lines(command)[0]).toContain(made.world.message("t2").slice(2));
    const other = machine(layout);
    other.world.set("message", "t2", "PortMessage.MessageId", 0x7770);
    const run = open(other.world.snapshot).run(command);
    expect(run.text + run.errors).toContain("no message with id");
  });
});
