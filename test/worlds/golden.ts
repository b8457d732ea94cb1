/**
 * Published debugger sessions rebuilt: every number in a line without `# filler` is from the session that the golden
 * case names. Filler is what the session leaves out and a machine cannot do without. Source: golden-cases.
 */
import type { Builder } from "./builder";
import { read } from "./dsl";
import { world, type World } from "./world";

/** G2. Message in service: pending queue plus a server thread. Vista or Server 2008, x64. */
export function g2(): World {
  return world(
    "6.0.6001-x64",
    `
    process client.exe pid 0x33c                                          # filler: the name
    thread client tid 0x3c40 at 0xfffffa801afae6f0
    process svchost.exe at 0xfffffa801807b8f0
    thread server at 0xfffffa801aeec060
    port \\RPC Control\\filler of svchost.exe at 0xfffffa8017dbb060       # filler: the name
    connect client.exe -> filler client 0xfffffa8018a95e60
    client calls filler, in service of server, at 0xfffff8800f4cc950, id 0xBFC, callback 0x1FEF27, sequence 0x4D4D4, data 0x68, total 0x90, 12s # filler: the time
    set message client MessageAttributes.ClientContext = 0x25599e0
    set message client MessageAttributes.ServerContext = 0
    set message client MessageAttributes.PortContext = 0x30d640
    current client`,
  );
}

/** G6 (a). One thread waits on the port itself; one message waits at the client's end. Windows 10 20H2, x64. */
export function g6a(): World {
  return world(
    "10.0.19041.685-x64",
    `
    process CPP-ALPC-Basic-Server.exe pid 0x201c at 0xffff810a8e33a080 as server # filler: the end of the name
    thread receiver tid 0x384 at 0xffff810a8a126080
    process CPP-ALPC-Basic-Client.exe pid 0x2d08 at 0xffff810a8c352080 as client
    thread client waiting event                                           # filler
    port \\FALPCPort of server at 0xffff810a851b1d20 info 0xffff91069bdacf40 waitqueue receiver
    connect client -> \\FALPCPort as c client 0xffff810a8130bc50 server 0xffff810a810d9c50
    thread sender in server                                               # filler
    sender sends client of c, queued
    set port \\FALPCPort SequenceNo = 1
    current client`,
  );
}

/** G6 (b). Three threads registered with the completion object of a port, two connections. */
export function g6b(): World {
  return world(
    "10.0.19041.685-x64",
    `
    process svchost.exe pid 0x204 at 0xffffbb0f876d0340
    thread w1 tid 0x1948 at 0xffffbb0f8a826080
    thread w2 tid 0x1360 at 0xffffbb0f853f06c0
    thread w3 tid 0xdb4 at 0xffffbb0f8211a080
    process VBoxService.exe at 0xffffbb0f82f30140
    process svchost.exe as svchost2 at 0xffffbb0f876f0480
    port \\RPC Control\\TermSrvApi of svchost.exe at 0xffffbb0f877b1090 info 0xffff930a6fc57890
    connect VBoxService.exe -> TermSrvApi server 0xffffbb0f87e36a00 client 0xffffbb0f87968d40
    connect svchost2 -> TermSrvApi server 0xffffbb0f8a8c97f0 client 0xffffbb0f8a6bbde0
    set port TermSrvApi SequenceNo = 0x34a6
    current svchost.exe`,
    {},
    (w) => {
      const port = w.ports.find((p) => p.path === "\\RPC Control\\TermSrvApi")!;
      const pool = ["w1", "w2", "w3"].map((name) => w.threads.get(name)!);
      w.pool(port, pool, { at: 0xffffbb0f876afd00n });
    },
  );
}

/** The connections of winlogon: client port, connection port, its name, messages it holds, process. */
const WINLOGON: readonly (readonly [client: string, port: string, name: string, held: number, server: string])[] = [
  ["ffffbb0f8584fbd0", "ffffbb0f845ddd40", "\\Sessions\\1\\Windows\\ApiPort", 0, "csrss.exe ffffbb0f858c1080"],
  ["ffffbb0f85951070", "ffffbb0f858dab20", "\\RPC Control\\lsasspirpc", 0, "lsass.exe ffffbb0f8590f100"],
  ["ffffbb0f876367d0", "ffffbb0f858cfd20", "\\RPC Control\\ntsvcs", 34, "services.exe ffffbb0f85908100"],
  ["ffffbb0f87644530", "ffffbb0f8595a810", "\\RPC Control\\epmapper", 0, "svchost.exe ffffbb0f859e9340"],
  ["ffffbb0f8773ac60", "ffffbb0f8769ea90", "\\RPC Control\\LRPC-19740434a85e57dece", 0, "svchost.exe ffffbb0f876cb2c0"],
  ["ffffbb0f87735ca0", "ffffbb0f8595a310", "\\RPC Control\\LRPC-d09fe7462b829698ce", 0, "svchost.exe ffffbb0f859752c0"],
  ["ffffbb0f87808c50", "ffffbb0f8769f090", "\\Windows\\DwmApiPort", 0, "dwm.exe ffffbb0f87679080"],
  ["ffffbb0f87807070", "ffffbb0f877af570", "\\ThemeApiPort", 0, "svchost.exe ffffbb0f876cb2c0"],
  ["ffffbb0f820d9980", "ffffbb0f877af570", "\\ThemeApiPort", 0, "svchost.exe ffffbb0f876cb2c0"],
  ["ffffbb0f87cdec60", "ffffbb0f877b1590", "\\RPC Control\\LRPC-668375facce0e621b6", 0, "svchost.exe ffffbb0f876cb2c0"],
  ["ffffbb0f87dbc9d0", "ffffbb0f877b1310", "\\RPC Control\\LRPC-5dda9535f44b592f4b", 0, "svchost.exe ffffbb0f876cb2c0"],
  ["ffffbb0f87cdfa00", "ffffbb0f87742a20", "\\RPC Control\\IUserProfile2", 0, "svchost.exe ffffbb0f876cb2c0"],
  ["ffffbb0f87bd26d0", "ffffbb0f87971590", "\\RPC Control\\senssvc", 2, "svchost.exe ffffbb0f876cb2c0"],
];

/**
 * G6 (c) and (e). winlogon in both directions, and handles of System. A healthy machine although 34 messages are held by
 * ntsvcs. The directories of the names are filler, so are the asynchronous calls that make up the counts.
 */
export function g6c(): World {
  return world("10.0.19041.685-x64", describeWinlogon, { systemAt: 0xffffbb0f8206f300n });
}

function describeWinlogon(w: Builder): void {
  read(
    w,
    `
    process winlogon.exe pid 0x250 at 0xffffbb0f858e9080 parent 0x1e8
    thread winlogon waiting event 60s                                     # filler
    port \\RPC Control\\WMsgKRpc049181 of winlogon.exe at 0xffffbb0f858dc590
    current winlogon.exe`,
  );
  // Handle 550 of System is the client's end of WMsgKRpc049181; 484 is a port the session does not explain.
  const handles: [number, string, string][] = [
    [0x7c, "ffffbb0f82142df0", "\\PowerMonitorPort"],
    [0x84, "ffffbb0f8207a880", "\\PowerPort"],
    [0xec, "ffffbb0f82caddc0", "\\SeRmCommandPort"],
    [0x17c, "ffffbb0f825ebc80", "\\PdcPort"],
  ];
  for (const [handle, address, path] of handles) {
    const port = w.port(w.system, { path, at: BigInt(`0x${address}`), noHandle: true });
    w.handle(w.system, port.object, 0x1f0001, handle);
  }
  const wmsg = w.ports[0]!;
  const link = w.connect(w.system, wmsg, {
    serverAt: 0xffffbb0f84255d10n,
    clientAt: 0xffffbb0f82f3dd10n,
    clientHandle: 0x550,
  });
  if (!link.clientPort) throw new Error("no client port");
  const winlogon = wmsg.owner;
  for (const [clientAt, portAt, path, held, server] of WINLOGON) {
    const [image, address] = server.split(" ") as [string, string];
    const name = `${image} ${address}`;
    const owner = w.processes.find((p) => p.name === name) ?? w.process({ name, image, at: BigInt(`0x${address}`) });
    const known = w.ports.find((p) => p.path === path);
    const port = known ?? w.port(owner, { path, at: BigInt(`0x${portAt}`) });
    w.connect(winlogon, port, { clientAt: BigInt(`0x${clientAt}`) });
    if (held === 0) continue;
    const worker = w.thread(owner, { name: `worker of ${path}` });
    w.pool(port, [worker]);
    for (let i = 0; i < held; i++) {
      w.send(w.threads.get("winlogon")!, port, { state: "parked", by: worker }, { name: `${path} ${i}` });
    }
  }
}

/** G6 (d). A port whose client is the kernel. */
export function g6d(): World {
  return world(
    "10.0.19041.685-x64",
    `
    system at 0xffff810a7d47b080
    process lsass.exe ; thread lsass waiting event 60s                    # filler
    port \\SeLsaCommandPort of lsass.exe at 0xffff810a830b0310            # filler: the owner
    connect System -> \\SeLsaCommandPort server 0xffff810a830e0a00 client 0xffff810a830b2df0
    current lsass.exe`,
  );
}

/** G6 (f). A connection port right after its creation, and the last one of all; every queue is empty. */
export function g6f(): World {
  return world(
    "10.0.18362.356-x64",
    `
    process svchost.exe pid 0x1240 at 0xffffac0e2b4f14c0 ; thread s waiting event # filler: the thread
    process other.exe at 0xffffac0e2c8ca7b0 ; thread o waiting event      # filler
    port \\RPC Control\\before of other.exe at 0xffffac0e29c07310         # filler: the name and owner
    port \\RPC Control\\ClipServiceTransportEndpoint-00001 of svchost.exe at 0xffffac0e27ab96e0 info 0xffff8386ff65eb20
    current svchost.exe`,
  );
}

/** G10. Bit 0 of OwnerProcess: the owner is no longer valid. */
export function g10(): World {
  return world(
    "10.0.22000.2003-x64",
    `
    process gone.exe at 0xffffac0144310340 exited                         # filler: the name
    process app.exe ; thread t waiting event                              # filler
    port \\RPC Control\\filler of gone.exe at 0xffffac014120a660 info 0xffffd388b5f73f80, owner gone, no handle # filler: the name
    set port filler CompletionKey = 0x263c0c8a310
    current app.exe`,
    {},
    (w) => w.pool(w.ports[0]!, [], { at: 0xffffac012feae840n }),
  );
}

/** G13. A chain that ends at a process object. The session does not show the last hop: what the server does is filler. */
export function g13(): World {
  return world(
    "6.0.6001-x64",
    `
    clock increment 156001 ticks 14066729                                 # wait start 14004580 plus 62149 ticks
    process ProcessA.exe pid 0x12f8 at 0xfffffa80110ad510
    thread a tid 0x1328 at 0xfffffa80110b8700
    process server.exe at 0xfffffa80109c8c10 ; thread s                   # filler: the name, the thread
    process child.exe ; thread c waiting event 970s                       # filler
    port \\RPC Control\\filler of server.exe at 0xfffffa8010c9d9a0        # filler: the name
    a calls filler, in service of s, at 0xfffff8801c7096e0, since tick 14004580
    s waits process child.exe 968s                                        # filler
    a stack: nt!KiSwapContext+0x7f, nt!KiSwapThread+0x13a, nt!KeWaitForSingleObject+0x2cb, nt!AlpcpSignalAndWait+0x92, nt!AlpcpReceiveSynchronousReply+0x44, nt!AlpcpProcessSynchronousRequest+0x24f, nt!NtAlpcSendWaitReceivePort+0x19f, nt!KiSystemServiceCopyEnd+0x13, ntdll!ZwAlpcSendWaitReceivePort+0xa, wow64!whNtAlpcSendWaitReceivePort+0x5f, wow64!Wow64SystemServiceEx+0xca, wow64cpu!ServiceNoTurbo+0x28
    current a`,
  );
}

/**
 * G14. A process that has waited since its start, and a second chain that shares the tail ("semicircular"): no cycle.
 * Everything behind the port is filler.
 */
export function g14(): World {
  return world(
    "6.0.6001-x64",
    `
    clock ticks 10926995                                                  # wait start 10912787 plus 14208 ticks
    process ProcessA.exe pid 0x13c40 parent 0x133c0 at 0xfffffa800b834c10 created 222.083s ago
    thread a tid 0x1332c at 0xfffffa800b845bb0
    process ProcessB.exe created 500s ago ; thread b                      # filler
    process middle.exe at 0xfffffa80054dfc10 ; threads m1..m2             # filler: the name, the threads
    process tail.exe ; thread z waiting event 400s                        # filler
    port \\RPC Control\\middle of middle.exe at 0xfffffa80055bca60        # filler: the name
    port \\RPC Control\\tail of tail.exe                                  # filler
    a calls \\RPC Control\\middle, in service of m1, at 0xfffff88012527770, since tick 10912787
    b calls \\RPC Control\\middle, in service of m2, 210s                 # filler
    m1 calls \\RPC Control\\tail, in service of z, 221s                   # filler
    m2 calls \\RPC Control\\tail, in service of z, 209s                   # filler
    current a`,
  );
}

export const golden = { g2, g6a, g6b, g6c, g6d, g6f, g10, g13, g14 };
