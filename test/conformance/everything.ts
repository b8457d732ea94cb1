/** Machines with every kind of object in them, so that each member of the model has something to show. */
import { Extras, type Values } from "../worlds/extras";
import type { Placed } from "../worlds/kernel";
import { world, type Builder, type World } from "../worlds/world";

/** In both eras. Two servers wait for each other; others wait behind them. */
const COMMON = `
  process svc.exe pid 0x500 ; thread w1 tid 0x504 ; thread w2 tid 0x508 ; thread w3 tid 0x50c
  process app.exe pid 0x600 ; threads t1..t2 ; thread t3 tid 0x60c ; threads t4..t8
  process peer.exe pid 0x700 ; thread p tid 0x704
  port Svc of svc.exe pool w1 w2 w3
  port Peer of peer.exe pool p
  port Broken of svc.exe
  connect app.exe -> Svc as link
  connect app.exe -> Broken as away
  t1 calls Svc, in service of w1, id 0x9f4, sequence 5, data 0x20, 12s, as served
  t2 sends Svc, queued, id 0x9f8, data 0x10, as queued
  t4 sends Broken, queued, id 0xa00, as lost1
  t5 sends Broken, queued, id 0xa04, as lost2
  p calls Svc, in service of w2, id 0xa08, 20s
  w2 calls Peer, in service of p, id 0xa0c, 19s
  w1 calls Peer, queued, id 0xa10, timeout, 11s`;

const ALPC = `${COMMON}
  port Waiting of svc.exe waitqueue r1
  port Waitable of svc.exe waitable ; thread s1 in svc.exe
  s1 waits semaphore of Waitable, 3s
  t3 sends Svc, large, id 0x9fc, as large
  t6 calls Svc, canceled, id 0xa14, as canceled
  t7 calls Svc, parked by w3, id 0xa18, as parked
  t8 sends Svc, queued, id 0xa1c, data 0x30, as extended
  current w1
  damage: loop MainQueue of port Broken
  damage: loop WaitQueue of port Waiting`;

const LPC = `${COMMON}
  t3 calls Svc, replied, id 0x9fc, data 0x18, as answered
  t6 calls Svc, in service of w3, id 0xa14, as also
  t7 calls Broken, queued, id 0xa18, as connecting
  current w1
  damage: loop MsgQueue.ReceiveHead of port Broken
  damage: loop LpcReplyChainHead of port "server of away"`;

/** A port whose descriptor has all there can be. */
function guarded(b: Builder): void {
  const owner = b.processes.find(({ name }) => name === "peer.exe");
  if (!owner) throw new Error("there is no peer.exe");
  b.port(owner, {
    path: "\\RPC Control\\Guarded",
    security: {
      owner: "S-1-5-18",
      group: "S-1-5-32-544",
      dacl: [
        { sid: "S-1-5-7", mask: 0x1f0001, kind: "deny" },
        { sid: "S-1-1-0", mask: 0x20001, flags: 2 },
        { sid: "S-1-5-21-1004336348-1177238915-682003330-512", mask: 1 },
      ],
      sacl: [{ sid: "S-1-1-0", mask: 0xf0000, kind: "audit", flags: 0xc0 }],
    },
  });
}

const under = (path: string, values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${path}.${name}`, value]));

const QOS: Values = { ImpersonationLevel: 2, ContextTrackingMode: 1, EffectiveOnly: 1 };
const CONTEXT: Values = { DirectlyAccessClientToken: 1, DirectAccessEffectiveOnly: 1, ServerIsRemote: 1 };

/** The token of a process: where builds keep the pointer, its low bits count references. */
function giveToken(extras: Extras, name: string, token: Placed): void {
  const place = extras.world.place("process", name);
  extras.write(place, { [extras.has("_EPROCESS", "Token.Value") ? "Token.Value" : "Token"]: token.address | 5n });
}

/** A machine of an ALPC build. */
export function alpcMachine(layout: string): World {
  const made = world(layout, ALPC, {}, guarded);
  const extras = new Extras(made);
  const { kernel } = made.builder;
  const port = made.place("port", "Svc");
  const served = made.place("message", "served");
  const svc = made.place("process", "svc.exe").address;
  const inKernel = kernel.era.nonPaged;
  const system = extras.token("S-1-5-18", {
    SessionId: 3,
    TokenType: 2,
    ImpersonationLevel: 2,
    AuthenticationId: 0x3e7,
  });
  const service = extras.token("S-1-5-19", { SessionId: 1, TokenType: 1, AuthenticationId: 0x3e5 }, "Advapi");
  giveToken(extras, "svc.exe", service);
  extras.write(made.place("process", "app.exe"), { WoW64Process: inKernel + 0x80n, Wow64Process: inKernel + 0x80n });
  extras.write(made.place("process", "svc.exe"), {
    ExceptionPortData: port.address | 3n,
    ExceptionPort: port.address,
    SecurityPort: made.place("port", "Guarded").address,
    DebugPort: made.place("thread", "t2").address,
  });

  // The port.
  extras.write(port, {
    ...under("PortAttributes", { ...under("SecurityQos", QOS), Flags: 0x30b1000, MaxMessageLength: 0x1234 }),
    ...under("PortAttributes", { MemoryBandwidth: 11, MaxPoolUsage: 12, MaxSectionSize: 13, MaxViewSize: 14 }),
    ...under("PortAttributes", { MaxTotalSectionSize: 15, DupObjectTypes: 0x81 }),
    ...under("StaticSecurity", { ...under("SecurityQos", QOS), ...CONTEXT, ClientToken: system.address }),
    ...under("u1.s1", { ReturnExtendedInfo: 1, DynamicSecurity: 1, Wow64CompletionList: 1, Lpc: 1, LpcToLpc: 1 }),
    ...under("u1.s1", { HadCompletionList: 1, NoFlushOnClose: 1 }),
    CompletionKey: 0x7000,
    PortContext: 0x7010,
    CallbackObject: inKernel + 0x10n,
    CallbackContext: 0x7020,
    ReferenceNo: 0x33,
    TargetQueuePort: port.address,
    TargetSequencePort: port.address,
    CachedMessage: served.address,
    Message: served.address,
  });
  extras.write(made.place("queue", "Svc"), { "Header.SignalState": 2 });
  const security = extras.blob("_KALPC_SECURITY_DATA", {
    ...under("DynamicSecurity", { ...under("SecurityQos", QOS), ClientToken: service.address }),
    ContextHandle: 0x80000030,
    OwningProcess: svc,
    OwnerPort: port.address,
    "u1.s1.Revoked": 1,
  });
  const section = extras.blob("_KALPC_SECTION", {
    Size: 0x10000,
    SectionObject: inKernel + 0x20n,
    SectionHandle: 0x80000010,
    OwnerProcess: svc,
    OwnerPort: port.address,
    NumberOfRegions: 1,
    "u1.s1.Secure": 1,
  });
  const view = extras.blob("_KALPC_VIEW", {
    Address: 0x5000,
    Size: 0x2000,
    OwnerProcess: svc,
    OwnerPort: port.address,
    ...under("u1.s1", { WriteAccess: 1, ForceUnlink: 1 }),
    SecureViewHandle: 0x41,
    WriteAccessHandle: 0x42,
    NumberOfOwnerMessages: 1,
  });
  const region = extras.blob("_KALPC_REGION", {
    Section: section.address,
    ReadOnlyView: view.address,
    ReadWriteView: view.address,
    Offset: 0x1000,
    Size: 0x2000,
    ViewSize: 0x2000,
    NumberOfViews: 1,
  });
  extras.write(view, { Region: region.address });
  const reserve = extras.blob("_KALPC_RESERVE", {
    Handle: 0x80000020,
    Size: 0x400,
    Active: 1,
    OwnerPort: port.address,
    Message: served.address,
  });
  extras.list(section, "RegionListHead", [region], "RegionListEntry");
  extras.list(region, "ViewListHead", [view], "ViewListEntry");
  extras.resources(port, [section, reserve, security]);
  const list: Values = {
    ...{ ConcurrencyCount: 4, TotalSize: 0x9000, ListSize: 0x400, DataSize: 0x8000, AttributeFlags: 0xe0000000 },
    ...{ UserVa: 0x6000, SystemVa: inKernel + 0x3000n, OwnerProcess: svc },
  };
  extras.completionList(port, list, {
    ...under("State.u1.s1", { Head: 0x123456, Tail: 0xabcdef, ActiveThreadCount: 2 }),
    ...{ LastMessageId: 0x9f4, LastCallbackId: 0x77, PostCount: 99, ReturnCount: 98 },
  });
  // One whose header is not there.
  const unmapped = extras.completionList(made.place("port", "Waiting"), list, {});
  extras.write(unmapped.list, { Header: inKernel - 0x100000n });

  // The messages.
  const event = inKernel + 0x40n;
  extras.write(served, {
    ...under("MessageAttributes", { ClientContext: 0x100, ServerContext: 0x200, PortContext: 0x300 }),
    ...under("MessageAttributes", { CancelPortContext: 0x400, SecurityData: security.address, View: view.address }),
    ...under("MessageAttributes.WorkOnBehalfData.Ticket", { ThreadId: 0x504, ThreadCreationTimeLow: 0xabcd }),
    "MessageAttributes.HandleData": extras.blob("_KALPC_HANDLE_DATA", { ObjectType: 0x90, Flags: 7, Count: 2 }).address,
    "MessageAttributes.DirectEvent.Event": event | 1n,
    "MessageAttributes.DirectEvent.Value": event | 3n,
    Reserve: reserve.address,
    QuotaProcess: svc | 1n,
    DataUserVa: 0x8000,
    CancelSequencePort: port.address,
    CancelSequenceNo: 3,
  });
  // Of a 32-bit sender; it asks for a connection with a view.
  extras.write(made.place("message", "large"), {
    "PortMessage.u1.s1.DataLength": 0x20,
    "PortMessage.u1.s1.TotalLength":
      0x20 + (extras.has("_PORT_MESSAGE32") ? kernel.structs.size("_PORT_MESSAGE32") : 0),
    "PortMessage.u2.s2.Type": 10,
    "PortMessage.ClientViewSize": 0x3000,
  });
  extras.write(made.place("message", "queued"), { "u1.s1.SharedQuota": 1, QuotaProcess: inKernel + 0xc0n });
  extras.extension(made.place("message", "extended"), Buffer.from(Array.from({ length: 0x30 }, (_, i) => i * 5)));
  extras.write(made.place("message", "parked"), { ExtensionBuffer: inKernel - 0x200000n, ExtensionBufferSize: 0x100 });
  extras.write(made.place("message", "parked"), { "PortMessage.u1.s1.DataLength": 0x10 });
  return made;
}

/** A machine of an LPC build. */
export function lpcMachine(layout: string): World {
  const made = world(layout, LPC, {}, guarded);
  const extras = new Extras(made);
  const { kernel } = made.builder;
  const port = made.place("port", "Svc");
  const service = extras.token("S-1-5-19", { SessionId: 1, TokenType: 1, AuthenticationId: 0x3e5 }, "Advapi");
  const client = extras.token("S-1-5-18", {
    SessionId: 3,
    TokenType: 2,
    ImpersonationLevel: 2,
    AuthenticationId: 0x3e7,
  });
  giveToken(extras, "svc.exe", service);
  extras.write(made.place("process", "app.exe"), { Wow64Process: kernel.era.nonPaged + 0x80n });
  extras.write(made.place("process", "svc.exe"), {
    ExceptionPort: port.address,
    SecurityPort: made.place("port", "Guarded").address,
    DebugPort: made.place("thread", "t2").address,
  });
  for (const end of ["client of link", "server of link"]) {
    extras.write(made.place("port", end), {
      ...under("SecurityQos", QOS),
      ...under("StaticSecurity", { ...under("SecurityQos", QOS), ...CONTEXT, ClientToken: client.address }),
      ...{ ClientSectionBase: 0x310000, ServerSectionBase: 0x420000, PortContext: 0x7010 },
      ClientThread: made.place("thread", "t1").address,
      ServerProcess: made.place("process", "app.exe").address,
    });
  }
  // Received, and kept because it names data areas in its sender.
  const kept = made.place("message", "queued");
  extras.list(port, "MsgQueue.ReceiveHead", [], "Entry");
  extras.list(port, "LpcDataInfoChainHead", [kept], "Entry");
  extras.write(kept, {
    "Request.u2.s2.DataInfoOffset": 0x40,
    "Request.CallbackId": 0x77,
    RepliedToThread: made.place("thread", "w1").address,
  });
  return made;
}
