/** The published sessions of the ALPC era, asked the same questions: the same values, the same diagnosis. */
import { describe, expect, it } from "vitest";
import type { DeadlockDocument } from "../../../src/waits/document";
import { members, value } from "../../tools/members";
import { open, type TestSession } from "../../tools/session";
import { golden } from "../../worlds/golden";
import type { World } from "../../worlds/world";
import { g17, g20, g6g, g7, g8, G8_PORTS } from "./goldenWorlds";

const session = (w: World): TestSession => open(w.snapshot);
const port = (address: string) => `@$cursession.Alpc.Port(${address})`;

/** Lines of a session as published: without indentation of the source, empty lines kept. */
function published(text: string): string[] {
  return text
    .replace(/^\n/, "")
    .replace(/\n\s*$/, "")
    .split("\n");
}

describe("G2: a message in service", () => {
  const s = session(golden.g2());

  it("prints /m with the published labels, order and values", () => {
    const lines = s.lines("!alpcx /m fffff8800f4cc950");
    expect(lines.slice(0, 27)).toEqual(
      published(`
Message @ fffff8800f4cc950
  MessageID             : 0x0BFC (3068)
  CallbackID            : 0x1FEF27 (2092839)
  SequenceNumber        : 0x0004D4D4 (316628)
  Type                  : LPC_REQUEST
  DataLength            : 0x0068 (104)
  TotalLength           : 0x0090 (144)
  Canceled              : No
  Release               : No
  ReplyWaitReply        : No
  Continuation          : Yes
  OwnerPort             : fffffa8018a95e60 [ALPC_CLIENT_COMMUNICATION_PORT]
  WaitingThread         : fffffa801afae6f0
  QueueType             : ALPC_MSGQUEUE_PENDING
  QueuePort             : fffffa8017dbb060 [ALPC_CONNECTION_PORT]
  QueuePortOwnerProcess : fffffa801807b8f0 (svchost.exe)
  ServerThread          : fffffa801aeec060
  QuotaCharged          : No
  CancelQueuePort       : 0000000000000000
  CancelSequencePort    : 0000000000000000
  CancelSequenceNumber  : 0x00000000 (0)
  ClientContext         : 00000000025599e0
  ServerContext         : 0000000000000000
  PortContext           : 000000000030d640
  CancelPortContext     : 0000000000000000
  SecurityData          : 0000000000000000
  View                  : 0000000000000000
`),
    );
    expect(lines).toContain("  State: InService");
  });
  it("finds it by its id, hexadecimal and decimal, and from its thread", () => {
    for (const what of ["fffff880`0f4cc950", "bfc", "0xbfc", "0n3068"])
      expect(s.lines(`!alpcx /m ${what}`)[0]).toBe("Message @ fffff8800f4cc950");
    expect(value(s, "@$curthread.Alpc.WaitingFor")).toBe("InService: LPC_REQUEST 0xbfc from 33c.3c40 at filler");
    expect(s.run("!alpcx /id bfc").text).toContain("fffff8800f4cc950");
  });
  it("leads from the client to the server thread", () => {
    const { chains } = s.json<DeadlockDocument>("!alpcx /deadlock");
    expect(chains).toHaveLength(1);
    expect(chains[0]?.root).toMatchObject({ thread: "0xfffffa801aeec060", process: "0xfffffa801807b8f0" });
    expect(value(s, "@$curthread.Alpc.WaitingFor.QueuePort.OwnerProcess")).toMatch(/^svchost\.exe/);
  });
});

describe("G6 (a): a message waits at the client's end", () => {
  const w = golden.g6a();
  w.set("thread", "receiver", "Tcb.Teb", 0x100291000n);
  const s = session(w);

  it("prints /p with the published labels, order and values", () => {
    const lines = s.lines("!alpcx /p ffff810a851b1d20");
    const wanted = published(`
Port  ffff810a851b1d20
  Type                      : ALPC_CONNECTION_PORT
  CommunicationInfo         : ffff91069bdacf40
    ConnectionPort          : ffff810a851b1d20 (FALPCPort)
    ClientCommunicationPort : 0000000000000000
    ServerCommunicationPort : 0000000000000000
  OwnerProcess              : ffff810a8e33a080 (CPP-ALPC-Basic)
  SequenceNo                : 0x00000001 (1)
  CompletionPort            : 0000000000000000
  CompletionList            : 0000000000000000
  ConnectionPending         : No
  ConnectionRefused         : No
  Disconnected              : No
  Closed                    : No
  FlushOnClose              : Yes
  ReturnExtendedInfo        : No
  Waitable                  : No
  Security                  : Static
  Wow64CompletionList       : No

  1 thread(s) are waiting on the port:

    THREAD ffff810a8a126080  Cid 201c.0384  Teb: 0000000100291000 Win32Thread: 0000000000000000 WAIT

  Main queue is empty.
  Direct message queue is empty.
  Large message queue is empty.
  Pending queue is empty.
  Canceled queue is empty.`);
    // Ours adds why the thread waits.
    expect(lines.map((line) => line.replace(/ WAIT: \(\w+\)$/, " WAIT")).slice(0, wanted.length)).toEqual(wanted);
  });
  it("prints /lpc as published", () => {
    expect(s.lines("!alpcx /lpc ffff810a851b1d20").slice(0, 3)).toEqual(
      published(`

ffff810a851b1d20('FALPCPort') 0, 1 connections
      ffff810a810d9c50 0 ->ffff810a8130bc50 1 ffff810a8c352080('CPP-ALPC-Basic')`),
    );
  });
  it("tells a thread that waits on the port from one at a completion object", () => {
    expect(value(s, `${port('"FALPCPort"')}.Receivers[0].By`)).toBe("WaitQueue");
    expect(value(s, `${port('"FALPCPort"')}.Workers.Count()`)).toBe("0x0");
    expect(value(s, `${port("0xffff810a8130bc50")}.MainQueue.Count()`)).toBe("0x1");
  });
});

describe("G6 (b): three threads registered with the completion object", () => {
  const s = session(golden.g6b());

  it("names them, as registered and not as waiting on the port", () => {
    const text = s.run("!alpcx /p \\RPC Control\\TermSrvApi".replace(/ (\\.*)$/, ' "$1"')).text;
    expect(text).toContain(
      "  SequenceNo                : 0x000034A6 (13478)\n  CompletionPort            : ffffbb0f876afd00\n",
    );
    expect(text).toContain(
      "  3 thread(s) are registered with port IO completion object:\n\n    THREAD ffffbb0f8a826080  Cid 0204.1948",
    );
    expect(text).toContain("THREAD ffffbb0f853f06c0  Cid 0204.1360");
    expect(text).toContain("THREAD ffffbb0f8211a080  Cid 0204.0db4");
    expect(text).not.toContain("waiting on the port");
  });
  it("prints both connections", () => {
    expect(s.lines("!alpcx /lpc TermSrvApi").slice(0, 4)).toEqual(
      published(`

ffffbb0f877b1090('TermSrvApi') 0, 2 connections
      ffffbb0f87e36a00 0 ->ffffbb0f87968d40 0 ffffbb0f82f30140('VBoxService.ex')
      ffffbb0f8a8c97f0 0 ->ffffbb0f8a6bbde0 0 ffffbb0f876f0480('svchost.exe')`),
    );
  });
});

describe("G6 (c), (e): winlogon in both directions, and handles of System", () => {
  const s = session(golden.g6c());

  it("prints /lpp as published", () => {
    // Behind what is published stand what to type next and the dx line.
    expect(s.lines("!alpcx /lpp ffffbb0f858e9080").slice(0, -2)).toEqual(
      published(`

Ports created by the process ffffbb0f858e9080:

      ffffbb0f858dc590('WMsgKRpc049181') 0, 1 connections
            ffffbb0f84255d10 0 ->ffffbb0f82f3dd10 0 ffffbb0f8206f300('System')

Ports the process ffffbb0f858e9080 is connected to:

      ffffbb0f8584fbd0 0 -> ffffbb0f845ddd40('ApiPort') 0 ffffbb0f858c1080('csrss.exe')
      ffffbb0f85951070 0 -> ffffbb0f858dab20('lsasspirpc') 0 ffffbb0f8590f100('lsass.exe')
      ffffbb0f876367d0 0 -> ffffbb0f858cfd20('ntsvcs') 34 ffffbb0f85908100('services.exe')
      ffffbb0f87644530 0 -> ffffbb0f8595a810('epmapper') 0 ffffbb0f859e9340('svchost.exe')
      ffffbb0f8773ac60 0 -> ffffbb0f8769ea90('LRPC-19740434a85e57dece') 0 ffffbb0f876cb2c0('svchost.exe')
      ffffbb0f87735ca0 0 -> ffffbb0f8595a310('LRPC-d09fe7462b829698ce') 0 ffffbb0f859752c0('svchost.exe')
      ffffbb0f87808c50 0 -> ffffbb0f8769f090('DwmApiPort') 0 ffffbb0f87679080('dwm.exe')
      ffffbb0f87807070 0 -> ffffbb0f877af570('ThemeApiPort') 0 ffffbb0f876cb2c0('svchost.exe')
      ffffbb0f820d9980 0 -> ffffbb0f877af570('ThemeApiPort') 0 ffffbb0f876cb2c0('svchost.exe')
      ffffbb0f87cdec60 0 -> ffffbb0f877b1590('LRPC-668375facce0e621b6') 0 ffffbb0f876cb2c0('svchost.exe')
      ffffbb0f87dbc9d0 0 -> ffffbb0f877b1310('LRPC-5dda9535f44b592f4b') 0 ffffbb0f876cb2c0('svchost.exe')
      ffffbb0f87cdfa00 0 -> ffffbb0f87742a20('IUserProfile2') 0 ffffbb0f876cb2c0('svchost.exe')
      ffffbb0f87bd26d0 0 -> ffffbb0f87971590('senssvc') 2 ffffbb0f876cb2c0('svchost.exe')`),
    );
  });
  it("raises no alarm over 34 parked messages", () => {
    const document = s.json<DeadlockDocument>("!alpcx /deadlock");
    expect(document.verdict).toBe("healthy");
    expect(document.findings).toEqual([]);
  });
  it("lists the handles of System that are ports, with their access", () => {
    const handles = "@$cursession.Processes[4].Alpc.Handles";
    const rows = Object.values(members(s, handles)).map((text) => text.replace(/: .*: (\w+),.*/, " $1"));
    expect(rows).toEqual([
      "0x7c PowerMonitorPort",
      "0x84 PowerPort",
      "0xec SeRmCommandPort",
      "0x17c PdcPort",
      "0x550 WMsgKRpc049181",
    ]);
    const wmsg = members(s, `${handles}.Where(h => h.Handle == 0x550).First()`);
    expect(wmsg).toMatchObject({ Handle: "0x550", GrantedAccess: "0x1f0001", Rights: "PORT_ALL_ACCESS" });
    expect(value(s, `${handles}.Where(h => h.Handle == 0x550).First().Port.Address`)).toBe("0xffffbb0f82f3dd10");
  });
});

describe("G6 (d), (f), (g): a kernel client; a port just made; a quality of service", () => {
  it("names System as the client", () => {
    expect(session(golden.g6d()).lines("!alpcx /lpc SeLsaCommandPort").slice(0, 3)).toEqual(
      published(`

ffff810a830b0310('SeLsaCommandPort') 0, 1 connections
      ffff810a830e0a00 0 ->ffff810a830b2df0 0 ffff810a7d47b080('System')`),
    );
  });
  it("(f): the newest port is the last of the list, empty, of svchost 0x1240", () => {
    const s = session(golden.g6f());
    expect(value(s, "@$cursession.Alpc.Ports.Last().Address")).toBe("0xffffac0e27ab96e0");
    expect(value(s, `${port("0xffffac0e27ab96e0")}.OwnerProcess`)).toBe("svchost.exe (0x1240)");
    expect(s.run("!alpcx /p ffffac0e27ab96e0").text.match(/is empty/g)).toHaveLength(5);
  });
  it("(f): survives the half-built port: null list heads, no CommunicationInfo, no owner", () => {
    const w = golden.g6f();
    const place = w.place("port", "ClipServiceTransportEndpoint-00001");
    const { kernel } = w.builder;
    const size = kernel.structs.size("_ALPC_PORT");
    const links = kernel.memory.readBytes(place.address, 2 * kernel.pointer);
    kernel.memory.writeBytes(place.address, Buffer.alloc(size));
    kernel.memory.writeBytes(place.address, links);
    const s = session(w);
    const shown = members(s, port("0xffffac0e27ab96e0"));
    expect(shown).toMatchObject({ OwnerIsValid: "false", Name: "ClipServiceTransportEndpoint-00001" });
    expect(shown).not.toHaveProperty("OwnerProcess");
    expect(shown).not.toHaveProperty("ConnectionPort");
    for (const name of [
      "MainQueue",
      "PendingQueue",
      "DirectQueue",
      "CanceledQueue",
      "Waiters",
      "Workers",
      "Receivers",
      "Resources",
    ])
      expect(value(s, `${port("0xffffac0e27ab96e0")}.${name}.Count()`), name).toBe("0x0");
    expect(s.run("!alpcx /p ffffac0e27ab96e0 /v").errors).toBe("");
    expect(s.json<DeadlockDocument>("!alpcx /deadlock").verdict).toBe("healthy");
  });
  it("(g): SecurityAnonymous, tracked dynamically, effective only", () => {
    expect(members(session(g6g()), `${port("0xffffac0e285d5d40")}.Attributes.SecurityQos`)).toEqual({
      ImpersonationLevel: "SecurityAnonymous",
      ContextTrackingMode: "Dynamic",
      EffectiveOnly: "true",
    });
  });
  it("(h): offsets of the published layout are those the decoder uses", () => {
    const { structs } = golden.g6a().builder.kernel;
    const offsets: Record<string, number> = {
      MainQueue: 0x90,
      PendingQueue: 0xb8,
      DirectQueue: 0xd0,
      WaitQueue: 0xe8,
      ResourceListHead: 0x150,
      CanceledQueue: 0x180,
      u1: 0x1a0,
      CanceledQueueLength: 0x1d0,
    };
    for (const [name, offset] of Object.entries(offsets)) expect(structs.offset("_ALPC_PORT", name), name).toBe(offset);
    for (const [name, offset] of [
      ["ServerThread", 0xc8],
      ["ExtensionBuffer", 0xe0],
      ["PortMessage", 0xf0],
    ] as const)
      expect(structs.offset("_KALPC_MESSAGE", name), name).toBe(offset);
  });
});

describe("G7: ApiPort with 131 connections", () => {
  const s = session(g7());

  it("prints the port and its five receivers", () => {
    const lines = s.lines("!alpcx /p ffff898f172b2df0");
    expect(lines).toContain("    ConnectionPort          : ffff898f172b2df0 (ApiPort)");
    expect(lines).toContain("  OwnerProcess              : ffff898f17481140 (csrss.exe)");
    expect(lines).toContain("  SequenceNo                : 0x0023BE45 (2342469)");
    expect(lines).toContain("  5 thread(s) are waiting on the port:");
    expect(lines.find((line) => line.includes("ffff898f3353b080"))).toMatch(
      /^ {4}THREAD ffff898f3353b080 {2}Cid 0288\.2538 {2}Teb: 00000090bce88000 Win32Thread: ffff898f340cde60 WAIT/,
    );
  });
  it("prints all 131 connections", () => {
    const lines = s.lines("!alpcx /lpc ApiPort");
    expect(lines[1]).toBe("ffff898f172b2df0('ApiPort') 0, 131 connections");
    expect(lines.filter((line) => line.includes(" ->"))).toHaveLength(131);
    expect(value(s, `${port('"ApiPort"')}.FullName`)).toBe("\\Sessions\\1\\Windows\\ApiPort");
  });
});

describe("G8: the ports of a security product", () => {
  const s = session(g8());

  it("prints /lpp with the ports nobody is connected to, and the process connected to itself", () => {
    const wanted = ["", "Ports created by the process ffff970f8e6df080:", ""];
    for (const [at, name, held, clients] of G8_PORTS) {
      wanted.push(`      ${at}('${name}') ${held}, ${clients.length} connections`);
      for (const [server, client, image, process] of clients)
        wanted.push(`            ${server} 0 ->${client} 0 ${process}('${image}')`);
      wanted.push("");
    }
    expect(s.lines("!alpcx /lpp ffff970f8e6df080").slice(0, wanted.length)).toEqual(wanted);
  });
  it("prints the descriptor as !sd does, the reference count in the pointer masked", () => {
    const text = s.lines("!alpcx /sd ffff970f8ab938f0").map((line) => line.replace(/ \((PORT|DELETE).*\)$/, ""));
    expect(text.slice(0, 16)).toEqual(
      published(`
->Revision: 0x1
->Sbz1    : 0x0
->Control : 0x8804
            SE_DACL_PRESENT
            SE_SACL_AUTO_INHERITED
            SE_SELF_RELATIVE
->Owner   : S-1-5-18 (Well Known Group: NT AUTHORITY\\SYSTEM)
->Group   : S-1-5-18 (Well Known Group: NT AUTHORITY\\SYSTEM)
->Dacl    :
->Dacl    : ->AclRevision: 0x2
->Dacl    : ->Sbz1       : 0x0
->Dacl    : ->AclSize    : 0x5c
->Dacl    : ->AceCount   : 0x4
->Dacl    : ->Sbz2       : 0x0
->Dacl    : ->Ace[0]: ->AceType: ACCESS_ALLOWED_ACE_TYPE
->Dacl    : ->Ace[0]: ->AceFlags: 0x0`),
    );
    expect(text).toContain("->Dacl    : ->Ace[0]: ->AceSize: 0x14");
    expect(text).toContain("->Dacl    : ->Ace[0]: ->Mask : 0x00030001");
    expect(text).toContain("->Dacl    : ->Ace[0]: ->SID: S-1-1-0 (Well Known Group: localhost\\Everyone)");
    expect(text).toContain("->Dacl    : ->Ace[1]: ->SID: S-1-5-12 (Well Known Group: NT AUTHORITY\\RESTRICTED)");
    expect(text).toContain("->Dacl    : ->Ace[2]: ->AceSize: 0x18");
    expect(text).toContain("->Dacl    : ->Ace[2]: ->SID: S-1-5-32-544 (Alias: BUILTIN\\Administrators)");
    expect(text).toContain("->Dacl    : ->Ace[3]: ->Mask : 0x001f0001");
    expect(text).toContain("->Sacl    :  is NULL");
    const security = members(s, `${port("0xffff970f8ab938f0")}.Security`);
    expect(security).toMatchObject({
      Address: "0xffffaa08ea537d60",
      Owner: "S-1-5-18",
      OwnerName: "NT AUTHORITY\\SYSTEM",
      Sddl: "O:SYG:SYD:(A;;CCSDRC;;;WD)(A;;CCSDRC;;;RC)(A;;0x1f0001;;;BA)(A;;0x1f0001;;;SY)",
    });
  });
  it("answers who may connect with one query: everybody, but to CyveraPort", () => {
    const query =
      '@$curprocess.Alpc.ConnectionPorts.Where(p => p.Security.Dacl.Any(a => a.Sid == "S-1-1-0" && (a.Mask & 1) != 0)).Select(p => p.Name)';
    const names = Object.values(members(s, query));
    expect(names).toHaveLength(6);
    expect(names).not.toContain("CyveraPort");
  });
});

describe("G10: the owner is no longer valid", () => {
  const s = session(golden.g10());

  it("says so, with what it was, and follows nothing", () => {
    expect(value(s, `${port("0xffffac014120a660")}.OwnerProcess`)).toBe("owner gone (was 0xffffac0144310340)");
    expect(members(s, port("0xffffac014120a660"))).toMatchObject({
      OwnerIsValid: "false",
      CompletionPort: "0xffffac012feae840",
      CompletionKey: "0x263c0c8a310",
    });
    expect(s.run("!alpcx /p ffffac014120a660").text).toContain("OwnerProcess              : ffffac0144310340 (gone");
  });
  it("reads neither the address nor the one with the bit: both may be anything", () => {
    const w = golden.g10();
    w.garbage("process", "gone.exe");
    expect(value(session(w), `${port("0xffffac014120a660")}.OwnerProcess`)).toBe("owner gone (was 0xffffac0144310340)");
  });
});

describe("G13: a chain that ends at a process object, of a WOW64 client", () => {
  const s = session(golden.g13());

  it("follows thread -> process, and measures with the clock of that machine", () => {
    const lines = s.lines("!alpcx /chain fffffa80110b8700");
    expect(lines[0]).toMatch(/^ProcessA\.exe 12f8\.1328 .*16:09\.5$/);
    expect(lines[1]).toMatch(/waits for process child\.exe/);
    expect(value(s, "@$curthread.Alpc.WaitingFor.Waited")).toMatch(/^969\.530/);
  });
  it("shows the frames of the thread", () => {
    const frames = members(s, "@$cursession.Alpc.Thread(0xfffffa80110b8700).Frames");
    expect(frames["[0x5]"]).toBe("nt!AlpcpProcessSynchronousRequest + 0x24f");
    expect(Object.keys(frames).length).toBeGreaterThan(10);
  });
});

describe("G14: a process that has waited since it started", () => {
  const s = session(golden.g14());

  it("merges the chains that share a tail under one root, and sees no cycle", () => {
    const { chains, deadlocks } = s.json<DeadlockDocument>("!alpcx /deadlock");
    expect(deadlocks).toEqual([]);
    expect(chains).toHaveLength(1);
    expect(chains[0]?.waiters).toBe(4);
  });
  it("says that it is blocked during start-up, with its five-digit id", () => {
    const { findings } = s.json<DeadlockDocument>("!alpcx /deadlock");
    const mine = findings.find((finding) => finding.subject === "0xfffffa800b845bb0");
    expect(mine?.text).toMatch(/13c40\.1332c .* has waited 3:42\.0 .*blocked during start-up/);
    const others = findings.filter((finding) => finding !== mine);
    for (const { text } of others) expect(text).not.toContain("start-up");
  });
});

describe("G17: a shutdown that hangs", () => {
  const s = session(g17());

  it("says that the root's process is exiting, with its stack", () => {
    const { chains } = s.json<DeadlockDocument>("!alpcx /deadlock");
    expect(chains[0]?.root).toMatchObject({ thread: "0x89d36b60", process: "0x89d6d8e8" });
    const { text } = s.run("!alpcx /deadlock");
    expect(text).toContain("ServiceA.exe 1454.14b0");
    expect(text).toContain("the process is exiting");
    expect(text).toContain("DriverA!Check + 0x177");
  });
});

describe("G20: orphan sessions", () => {
  const s = session(g20());

  it("leads from csrss to the owner of the port", () => {
    const shown = members(s, "@$curthread.Alpc.WaitingFor");
    expect(shown).toMatchObject({ Address: "0xfffff8a003053d00", ClientId: "38c.398" });
    expect(value(s, "@$curthread.Alpc.WaitingFor.QueuePort.Address")).toBe("0xfffffa800aa539e0");
    expect(value(s, "@$curthread.Alpc.WaitingFor.QueuePort.OwnerProcess.Address")).toBe("0xfffffa8009d86630");
  });
  it("lists with one query, per session, which process waits on which", () => {
    const query = (session: number) =>
      `@$cursession.Alpc.WaitingThreads.Where(t => t.Process.SessionId == ${session}).Select(t => t.Process.Name + " -> " + t.Alpc.WaitingFor.QueuePort.OwnerProcess.Name)`;
    expect(Object.values(members(s, query(1))).sort()).toEqual([
      "csrss.exe -> server.exe",
      "winlogon.exe -> server.exe",
    ]);
    expect(Object.values(members(s, query(2)))).toEqual(["csrss.exe -> server.exe"]);
  });
});
