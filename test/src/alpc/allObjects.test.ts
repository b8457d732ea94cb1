/** One machine per layout with every kind of object in it: what is decoded is what the builder put in, field by field. */
import { describe, expect, it } from "vitest";
import { members, value } from "../../tools/members";
import { open, type TestSession } from "../../tools/session";
import { Extras, type Values } from "../../worlds/extras";
import type { Placed } from "../../worlds/kernel";
import { alpcLayouts, world, type World } from "../../worlds/world";

const TEXT = `
  process svc.exe pid 0x500 ; thread w1 tid 0x504 ; thread w2 tid 0x508
  process app.exe pid 0x600 ; threads t1..t7
  port Svc of svc.exe pool w1 w2
  port Waiting of svc.exe waitqueue r1
  port Waitable of svc.exe waitable ; thread s1 in svc.exe
  s1 waits semaphore of Waitable, 3s
  connect app.exe -> Svc as link
  t1 calls Svc, in service of w1, id 0x9f4, callback 0x77, sequence 5, data 0x20, total 0x60, 12s, as served
  t2 sends Svc, queued, id 0x9f8, as queued
  t3 sends Svc, large, id 0x9fc, as large
  t4 calls Svc, canceled, id 0xa00, as canceled
  t5 calls Svc, parked by w2, id 0xa04, as parked
  t6 calls Svc, ready, id 0xa08, as ready
  t7 sends Svc, queued, id 0xa0c, data 0x30, as extended
  current svc.exe`;
const DIRECT = "t1 sends Svc, direct, id 0xa10, as direct";

const hex = (value: bigint | number) => `0x${value.toString(16)}`;

/** What to write, and what the member then shows. `type` and `path` tell whether the build has the field. */
type Field = readonly [member: string, path: string, write: bigint | number, shows: string];

class Machine {
  readonly world: World;
  readonly extras: Extras;
  readonly port: Placed;
  readonly served: Placed;
  private opened: TestSession | undefined;

  constructor(readonly layout: string) {
    const hasDirect = world(layout, "process a.exe ; thread t").builder.kernel.has("_ALPC_PORT", "DirectQueue");
    this.world = world(layout, TEXT + (hasDirect ? `\n${DIRECT}` : ""));
    this.extras = new Extras(this.world);
    this.port = this.world.place("port", "Svc");
    this.served = this.world.place("message", "served");
  }

  get session(): TestSession {
    return (this.opened ??= open(this.world.snapshot));
  }

  /** The members that the build should show, of these fields. */
  expected(type: string, fields: readonly Field[]): Record<string, string> {
    const present = fields.filter(([, path]) => this.extras.has(type, path));
    return Object.fromEntries(present.map(([member, , , shows]) => [member, shows]));
  }

  /** Names of members that the build must not show. */
  absent(type: string, fields: readonly Field[]): string[] {
    return fields.filter(([, path]) => !this.extras.has(type, path)).map(([member]) => member);
  }

  check(expression: string, type: string, fields: readonly Field[]): void {
    const shown = members(this.session, expression);
    expect(shown).toMatchObject(this.expected(type, fields));
    for (const member of this.absent(type, fields)) expect(shown).not.toHaveProperty(member);
  }
}

const values = (fields: readonly Field[]): Values => Object.fromEntries(fields.map(([, path, write]) => [path, write]));
const PORT = '@$cursession.Alpc.Port("Svc")';
const message = (id: number) => `@$cursession.Alpc.Message(${hex(id)})`;

describe.each(alpcLayouts)("%s", (layout) => {
  const m = new Machine(layout);
  const { extras } = m;
  const { kernel } = m.world.builder;
  const pointer = (low: number) => (kernel.pointer === 8 ? 0x1_0000_0000n + BigInt(low) : BigInt(low));
  const svc = m.world.place("process", "svc.exe");
  const isNarrow = kernel.pointer === 4;

  const attributes: Field[] = [
    ["Flags", "PortAttributes.Flags", 0x30b1000, "0x30b1000"],
    ["MaxMessageLength", "PortAttributes.MaxMessageLength", 0x1234, "4660"],
    ["MemoryBandwidth", "PortAttributes.MemoryBandwidth", 11, "11"],
    ["MaxPoolUsage", "PortAttributes.MaxPoolUsage", 12, "12"],
    ["MaxSectionSize", "PortAttributes.MaxSectionSize", 13, "13"],
    ["MaxViewSize", "PortAttributes.MaxViewSize", 14, "14"],
    ["MaxTotalSectionSize", "PortAttributes.MaxTotalSectionSize", 15, "15"],
    ["DupObjectTypes", "PortAttributes.DupObjectTypes", 0x81, "0x81"],
  ];
  const qos: Field[] = [
    ["ImpersonationLevel", "SecurityQos.ImpersonationLevel", 2, "SecurityImpersonation"],
    ["ContextTrackingMode", "SecurityQos.ContextTrackingMode", 1, "Dynamic"],
    ["EffectiveOnly", "SecurityQos.EffectiveOnly", 1, "true"],
  ];
  const portFields: Field[] = [
    ["CompletionKey", "CompletionKey", pointer(0x7000), hex(pointer(0x7000))],
    ["PortContext", "PortContext", pointer(0x7010), hex(pointer(0x7010))],
    ["CallbackObject", "CallbackObject", kernel.era.nonPaged + 0x10n, hex(kernel.era.nonPaged + 0x10n)],
    ["CallbackContext", "CallbackContext", pointer(0x7020), hex(pointer(0x7020))],
    ["ReferenceNo", "ReferenceNo", 0x33, "0x33"],
    ["ConnectionPending", "u1.s1.ConnectionPending", 1, "true"],
    ["ConnectionRefused", "u1.s1.ConnectionRefused", 1, "true"],
    ["Disconnected", "u1.s1.Disconnected", 0, "false"],
    ["FlushOnClose", "u1.s1.NoFlushOnClose", 1, "false"],
    ["ReturnExtendedInfo", "u1.s1.ReturnExtendedInfo", 1, "true"],
    ["Waitable", "u1.s1.Waitable", 0, "false"],
    ["DynamicSecurity", "u1.s1.DynamicSecurity", 1, "true"],
    ["Wow64CompletionList", "u1.s1.Wow64CompletionList", 1, "true"],
    ["Lpc", "u1.s1.Lpc", 1, "true"],
    ["LpcToLpc", "u1.s1.LpcToLpc", 1, "true"],
    ["HadCompletionList", "u1.s1.HadCompletionList", 1, "true"],
  ];
  const contexts: Field[] = [
    ["ClientContext", "MessageAttributes.ClientContext", pointer(0x100), hex(pointer(0x100))],
    ["ServerContext", "MessageAttributes.ServerContext", pointer(0x200), hex(pointer(0x200))],
    ["PortContext", "MessageAttributes.PortContext", pointer(0x300), hex(pointer(0x300))],
    ["CancelPortContext", "MessageAttributes.CancelPortContext", pointer(0x400), hex(pointer(0x400))],
  ];
  const section: Field[] = [
    ["Size", "Size", 0x10000, "0x10000"],
    ["SectionObject", "SectionObject", kernel.era.nonPaged + 0x20n, hex(kernel.era.nonPaged + 0x20n)],
    ["SectionHandle", "SectionHandle", 0x80000010n, "0x80000010"],
    ["OwnerProcess", "OwnerProcess", svc.address, "svc.exe (0x500)"],
    ["Internal", "u1.s1.Internal", 0, "false"],
    ["Secure", "u1.s1.Secure", 1, "true"],
    ["NumberOfRegions", "NumberOfRegions", 1, "1"],
  ];
  const region: Field[] = [
    ["Offset", "Offset", 0x1000, "0x1000"],
    ["Size", "Size", 0x2000, "0x2000"],
    ["ViewSize", "ViewSize", 0x2000, "0x2000"],
    ["Secure", "u1.s1.Secure", 1, "true"],
    ["NumberOfViews", "NumberOfViews", 2, "2"],
  ];
  const view: Field[] = [
    ["ViewAddress", "Address", pointer(0x5000), hex(pointer(0x5000))],
    ["Size", "Size", 0x2000, "0x2000"],
    ["OwnerProcess", "OwnerProcess", svc.address, "svc.exe (0x500)"],
    ["WriteAccess", "u1.s1.WriteAccess", 1, "true"],
    ["AutoRelease", "u1.s1.AutoRelease", 0, "false"],
    ["ForceUnlink", "u1.s1.ForceUnlink", 1, "true"],
    ["SystemSpace", "u1.s1.SystemSpace", 1, "true"],
    ["SecureViewHandle", "SecureViewHandle", pointer(0x41), hex(pointer(0x41))],
    ["WriteAccessHandle", "WriteAccessHandle", pointer(0x42), hex(pointer(0x42))],
    ["NumberOfOwnerMessages", "NumberOfOwnerMessages", 1, "1"],
  ];
  const reserve: Field[] = [
    ["Handle", "Handle", 0x80000020n, "0x80000020"],
    ["Size", "Size", 0x400, "0x400"],
    ["Active", "Active", 1, "true"],
  ];
  const security: Field[] = [
    ["ContextHandle", "ContextHandle", 0x80000030n, "0x80000030"],
    ["OwningProcess", "OwningProcess", svc.address, "svc.exe (0x500)"],
    ["Revoked", "u1.s1.Revoked", 1, "true"],
    ["Impersonated", "u1.s1.Impersonated", 0, "false"],
  ];
  const handleData: Field[] = [
    ["ObjectType", "ObjectType", 0x90, "0x90"],
    ["Flags", "Flags", 7, "0x7"],
    ["Count", "Count", 2, "2"],
  ];
  const listFields: Field[] = [
    ["ConcurrencyCount", "ConcurrencyCount", 4, "4"],
    ["TotalSize", "TotalSize", 0x9000, "0x9000"],
    ["ListSize", "ListSize", 0x400, "0x400"],
    ["DataSize", "DataSize", 0x8000, "0x8000"],
    ["AttributeFlags", "AttributeFlags", 0xe0000000n, "0xe0000000"],
    ["UserVa", "UserVa", pointer(0x6000), hex(pointer(0x6000))],
    ["OwnerProcess", "OwnerProcess", svc.address, "svc.exe (0x500)"],
  ];
  const headerFields: Field[] = [
    ["Head", "State.u1.s1.Head", 0x123456, String(0x123456)],
    ["Tail", "State.u1.s1.Tail", 0xabcdef, String(0xabcdef)],
    ["ActiveThreads", "State.u1.s1.ActiveThreadCount", 0x1234, String(0x1234)],
    ["LastMessageId", "LastMessageId", 0x9f4, "0x9f4"],
    ["LastCallbackId", "LastCallbackId", 0x77, "0x77"],
    ["PostCount", "PostCount", 99, "99"],
    ["ReturnCount", "ReturnCount", 98, "98"],
  ];

  // What the port has.
  const inPort = (fields: readonly Field[], path: string): Values =>
    Object.fromEntries(fields.map(([, name, write]) => [`${path}.${name}`, write]));
  const system = extras.token("S-1-5-18", { SessionId: 3, TokenType: 2, ImpersonationLevel: 2 });
  const service = extras.token("S-1-5-19", { SessionId: 0, TokenType: 1 }, "Advapi");
  extras.write(m.port, values(attributes));
  extras.write(m.port, inPort(qos, "PortAttributes"));
  extras.write(m.port, values(portFields));
  extras.write(m.port, inPort(qos, "StaticSecurity"));
  extras.write(m.port, { "StaticSecurity.ClientToken": system.address, "StaticSecurity.ServerIsRemote": 1 });
  extras.write(m.world.place("queue", "Svc"), { "Header.SignalState": 2 });
  extras.write(m.port, { TargetQueuePort: m.port.address, CachedMessage: m.served.address, Message: m.served.address });
  const places = {
    section: extras.blob("_KALPC_SECTION", { ...values(section), OwnerPort: m.port.address }),
    region: extras.blob("_KALPC_REGION", values(region)),
    view: extras.blob("_KALPC_VIEW", { ...values(view), OwnerPort: m.port.address }),
    other: extras.blob("_KALPC_VIEW", { Size: 0x2000 }),
    reserve: extras.blob("_KALPC_RESERVE", {
      ...values(reserve),
      OwnerPort: m.port.address,
      Message: m.served.address,
    }),
    security: extras.blob("_KALPC_SECURITY_DATA", { ...values(security), OwnerPort: m.port.address }),
    handles: extras.blob("_KALPC_HANDLE_DATA", values(handleData)),
  };
  extras.write(places.security, inPort(qos, "DynamicSecurity"));
  extras.write(places.security, { "DynamicSecurity.ClientToken": service.address });
  extras.list(places.section, "RegionListHead", [places.region], "RegionListEntry");
  extras.list(places.region, "ViewListHead", [places.view, places.other], "ViewListEntry");
  extras.resources(m.port, [places.section, places.reserve, places.security]);
  extras.completionList(m.port, values(listFields), values(headerFields));

  // What the message has.
  const event = kernel.era.nonPaged + 0x40n;
  extras.write(m.served, values(contexts));
  extras.write(m.served, {
    "MessageAttributes.SecurityData": places.security.address,
    "MessageAttributes.View": places.view.address,
    "MessageAttributes.HandleData": places.handles.address,
    Reserve: places.reserve.address,
    QuotaProcess: svc.address | 1n,
    DataUserVa: pointer(0x8000),
  });
  extras.write(m.served, { "MessageAttributes.DirectEvent.Event": event | 1n });
  if (extras.has("_KALPC_MESSAGE", "MessageAttributes.DirectEvent.Value")) {
    extras.write(m.served, { "MessageAttributes.DirectEvent.Value": event | 3n });
  }
  extras.write(m.served, {
    "MessageAttributes.WorkOnBehalfData.Ticket.ThreadId": 0x504,
    "MessageAttributes.WorkOnBehalfData.Ticket.ThreadCreationTimeLow": 0xabcd,
  });
  const extended = m.world.place("message", "extended");
  const bytes = Buffer.from(Array.from({ length: 0x30 }, (_, i) => (i * 7) & 0xff));
  const buffer = extras.extension(extended, bytes);

  it("shows the port's attributes", () => {
    m.check(`${PORT}.Attributes`, "_ALPC_PORT", attributes);
    expect(value(m.session, `${PORT}.Attributes.FlagNames`)).toBe(
      "LPC_MODE | ALLOW_IMPERSONATION | ALLOW_LPC_REQUESTS | ALLOW_DUP_OBJECT | DIRECT_MESSAGE | ALLOW_MULTIHANDLE_ATTRIBUTE",
    );
    expect(value(m.session, `${PORT}.Attributes.DupObjectTypeNames`)).toBe("File | Section");
    const own = qos.map(([member, path, write, shows]): Field => [member, `PortAttributes.${path}`, write, shows]);
    m.check(`${PORT}.Attributes.SecurityQos`, "_ALPC_PORT", own);
  });
  it("shows the port", () => {
    m.check(PORT, "_ALPC_PORT", portFields);
    expect(members(m.session, PORT)).toMatchObject({
      Address: hex(m.port.address),
      Kind: "ConnectionPort",
      FullName: "\\RPC Control\\Svc",
      OwnerProcess: "svc.exe (0x500)",
      HandleCount: "1",
      TargetQueuePort: expect.stringContaining("Svc") as string,
      CachedMessage: expect.stringContaining("0x9f4") as string,
      CompletionPackets: "2",
    });
  });
  it("shows what was captured of the client", () => {
    if (!extras.has("_ALPC_PORT", "StaticSecurity.ClientToken"))
      return expect(members(m.session, PORT)).not.toHaveProperty("StaticSecurity");
    expect(members(m.session, `${PORT}.StaticSecurity.Qos`)).toMatchObject({
      ImpersonationLevel: "SecurityImpersonation",
      ContextTrackingMode: "Dynamic",
      EffectiveOnly: "true",
    });
    expect(members(m.session, `${PORT}.StaticSecurity`)).toMatchObject({ ServerIsRemote: "true" });
    expect(members(m.session, `${PORT}.StaticSecurity.Token`)).toMatchObject({
      Address: hex(system.address),
      User: "S-1-5-18",
      UserName: "NT AUTHORITY\\SYSTEM",
      Type: "Impersonation",
      ImpersonationLevel: "SecurityImpersonation",
      SessionId: "3",
      Source: "User32",
    });
  });
  it("shows the resources of the port, with regions and views", () => {
    const resource = (i: number) => `${PORT}.Resources[${i}]`;
    expect(value(m.session, `${PORT}.Resources.Count()`)).toBe("0x3");
    m.check(resource(0), "_KALPC_SECTION", section);
    m.check(`${resource(0)}.Regions[0]`, "_KALPC_REGION", region);
    expect(value(m.session, `${resource(0)}.Regions[0].Views.Count()`)).toBe("0x2");
    m.check(`${resource(0)}.Regions[0].Views[0]`, "_KALPC_VIEW", view);
    m.check(resource(1), "_KALPC_RESERVE", reserve);
    expect(value(m.session, `${resource(1)}.Message.MessageId`)).toBe("0x9f4");
    m.check(resource(2), "_KALPC_SECURITY_DATA", security);
    const context = members(m.session, `${resource(2)}.DynamicSecurity.Token`);
    expect(context).toMatchObject({ User: "S-1-5-19", Type: "Primary", Source: "Advapi", SessionId: "0" });
    expect(context).not.toHaveProperty("ImpersonationLevel");
  });
  it("shows the completion list", () => {
    m.check(`${PORT}.CompletionList`, "_ALPC_COMPLETION_LIST", listFields);
    m.check(`${PORT}.CompletionList`, "_ALPC_COMPLETION_LIST_HEADER", headerFields);
    expect(value(m.session, `${PORT}.CompletionList.HasMessages`)).toBe("true");
  });
  it("shows the message", () => {
    expect(members(m.session, message(0x9f4))).toMatchObject({
      Address: hex(m.served.address),
      CallbackId: "0x77",
      SequenceNo: "0x5",
      Type: "LPC_REQUEST",
      DataLength: "0x20",
      TotalLength: "0x60",
      ClientId: expect.stringMatching(/^600\./) as string,
      State: "InService",
      QueueType: "PendingQueue",
      QueueNumber: "0x3",
      QueueAgrees: "true",
      InCanceledQueue: "false",
      Continuation: "true",
      QuotaProcess: "svc.exe (0x500)",
      Reserve: expect.stringContaining("Reserve") as string,
      DataUserVa: hex(pointer(0x8000)),
      ServerThread: expect.stringContaining("0500.0504") as string,
      ServerThreadIsLive: "true",
    });
    expect(members(m.session, message(0x9f4))).not.toHaveProperty("QuotaBlock");
  });
  it("shows the attributes of the message", () => {
    const attribute = `${message(0x9f4)}.Attributes`;
    m.check(attribute, "_KALPC_MESSAGE", contexts);
    m.check(`${attribute}.SecurityData`, "_KALPC_SECURITY_DATA", security);
    m.check(`${attribute}.View`, "_KALPC_VIEW", view);
    m.check(`${attribute}.HandleData`, "_KALPC_HANDLE_DATA", handleData);
    expect(value(m.session, `${attribute}.HandleData.ObjectTypeNames`)).toBe("Event | Section");
    const shown = members(m.session, attribute);
    const form = ["Event", "Value"].find((name) =>
      extras.has("_KALPC_MESSAGE", `MessageAttributes.DirectEvent.${name}`),
    );
    if (form === undefined) expect(shown).not.toHaveProperty("DirectEvent");
    else
      expect(members(m.session, `${attribute}.DirectEvent`)).toMatchObject({ Event: hex(event), Referenced: "true" });
    if (!extras.has("_KALPC_MESSAGE", "MessageAttributes.WorkOnBehalfData"))
      expect(shown).not.toHaveProperty("WorkOnBehalf");
    else {
      const work = members(m.session, `${attribute}.WorkOnBehalf`);
      expect(work).toMatchObject({ ThreadId: "0x504", ThreadCreationTimeLow: "0xabcd" });
    }
  });
  it("shows the data of a message, behind the header or in the extension buffer", () => {
    const data = members(m.session, `${message(0x9f4)}.Data`);
    expect(data["Where"]).toBe("inline");
    const shown = Array.from({ length: 0x20 }, (_, i) => Number(data[`[${hex(i)}]`]));
    expect(Buffer.from(shown).toString("latin1")).toBe(`request 9f4 `.repeat(3).slice(0, 0x20));
    const far = members(m.session, `${message(0xa0c)}.Data`);
    expect(far["Where"]).toBe("extension");
    expect(Array.from({ length: 0x30 }, (_, i) => Number(far[`[${hex(i)}]`]))).toEqual([...bytes]);
    const lines = members(m.session, `${message(0xa0c)}.Data.HexDump`);
    const start = isNarrow ? buffer.toString(16).padStart(8, "0") : buffer.toString(16).replace(/(.{8})$/, "`$1");
    expect(lines["[0x0]"]).toBe(`${start}  00 07 0e 15 1c 23 2a 31-38 3f 46 4d 54 5b 62 69  .....#*18?FMT[bi`);
  });
  it("names the queue of every message, and the links agree with the number", () => {
    const queues: Record<number, readonly [state: string, queue: string | undefined]> = {
      0x9f8: ["Queued", "MainQueue"],
      0x9fc: ["Queued", "LargeMessageQueue"],
      0xa04: ["Parked", "PendingQueue"],
      0xa08: ["ReplyReady", undefined],
      0xa0c: ["Queued", "MainQueue"],
      ...(extras.has("_ALPC_PORT", "DirectQueue") ? { 0xa10: ["Queued", "DirectQueue"] as const } : {}),
    };
    for (const [id, [state, queue]] of Object.entries(queues)) {
      const shown = members(m.session, message(Number(id)));
      expect(shown).toMatchObject({ State: state, QueueAgrees: "true", InCanceledQueue: "false" });
      expect(shown["QueueType"]).toBe(queue);
    }
    expect(members(m.session, message(0xa00))).toMatchObject({
      State: "Canceled",
      InCanceledQueue: "true",
      CancelQueuePort: expect.stringContaining("Svc") as string,
    });
  });
  it("shows the receivers, and what they are busy with", () => {
    const rows = (port: string) => {
      const shown = members(m.session, `@$cursession.Alpc.Port("${port}").Receivers`);
      return Object.keys(shown).filter((name) => name.startsWith("["));
    };
    const first = members(m.session, `${PORT}.Workers[0]`);
    expect(first).toMatchObject({ By: "CompletionPort", IsIdle: "false" });
    expect(first["BusyWith"]).toMatch(/^message 0x9f4: /);
    expect(members(m.session, `${PORT}.Workers[1]`)).toMatchObject({ IsIdle: "true" });
    expect(value(m.session, `${PORT}.Workers[1].Received.First().MessageId`)).toBe("0xa04");
    for (const [port, by] of [
      ["Waiting", "WaitQueue"],
      ["Waitable", "Semaphore"],
    ] as const) {
      expect(rows(port)).toEqual(["[0x0]"]);
      const row = members(m.session, `@$cursession.Alpc.Port("${port}").Receivers[0]`);
      expect(row).toMatchObject({ By: by, IsIdle: "true" });
    }
  });
  it("shows the handles of the process that are ports", () => {
    const row = members(m.session, "@$curprocess.Alpc.Handles[0]");
    expect(row).toMatchObject({ GrantedAccess: "0x1f0001", Rights: "PORT_ALL_ACCESS" });
    const ports = members(m.session, "@$curprocess.Alpc.Handles");
    const handles = m.world.builder.processes.find((p) => p.name === "svc.exe")?.handleList ?? [];
    const wanted = handles
      .filter((handle) => handle.object.typeName === "ALPC Port")
      .map((handle) => hex(handle.handle));
    expect(Object.values(ports).map((text) => text.split(":")[0])).toEqual(wanted);
  });
});
