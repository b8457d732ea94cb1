/**
 * Further published sessions rebuilt as machines, beside those in test/worlds/golden.ts. What a line marks as filler the
 * session leaves out. Source: golden-cases.
 */
import { Extras } from "../../worlds/extras";
import { securityDescriptor } from "../../worlds/security";
import { world, type World } from "../../worlds/world";

/** G6 (g): a port with its security quality of service. An older Windows 10, x64. */
export function g6g(): World {
  const w = world(
    "10.0.18362.356-x64",
    `
    process svchost.exe at 0xffffac0e2bedd080 ; thread s waiting event    # filler: the name, the thread
    port \\RPC Control\\filler of svchost.exe at 0xffffac0e285d5d40 info 0xffff8386ffb0c790 # filler: the name
    current svchost.exe`,
  );
  new Extras(w).write(w.place("port", "filler"), {
    "PortAttributes.SecurityQos.Length": 0xc,
    "PortAttributes.SecurityQos.ImpersonationLevel": 0,
    "PortAttributes.SecurityQos.ContextTrackingMode": 1,
    "PortAttributes.SecurityQos.EffectiveOnly": 1,
  });
  return w;
}

/** G7: ApiPort of a session, with five receivers and 131 connections. Windows 10, x64. */
export function g7(): World {
  const clients = Array.from(
    { length: 131 },
    (_, i) => `process client${i}.exe ; connect client${i}.exe -> ApiPort as c${i}`,
  );
  return world(
    "10.0.18362.356-x64",
    `
    process csrss.exe pid 0x288 at 0xffff898f17481140
    thread first tid 0x2538 at 0xffff898f3353b080
    port \\Sessions\\1\\Windows\\ApiPort of csrss.exe at 0xffff898f172b2df0 waitqueue first r2 r3 r4 r5 # filler: r2 to r5
    ${clients.join("\n")}                                                 # filler: who connected
    set port ApiPort SequenceNo = 0x23be45
    set thread first Tcb.Teb = 0x90bce88000
    set thread first Tcb.Win32Thread = 0xffff898f340cde60
    current csrss.exe`,
  );
}

/** The ports of the service: address, name, clients as server end, client end, process; messages held. */
const SERVICE: readonly (readonly [string, string, number, readonly (readonly [string, string, string, string])[]])[] =
  [
    [
      "ffff970f8e76ad30",
      "OLEC4EA145C32D5AB917AD12FA45688",
      0,
      [["ffff970f85fe1a80", "ffff970f87165a80", "svchost.exe", "ffff970f87ca5080"]],
    ],
    [
      "ffff970f8ab938f0",
      "Palo-Alto-Networks-Traps-ESM-Rpc",
      0,
      [["ffff970f870ac0b0", "ffff970f9209f070", "cyserver.exe", "ffff970f8e6df080"]],
    ],
    ["ffff970f8c4d6aa0", "Palo-Alto-Networks-Traps-Report-Rpc", 0, []],
    [
      "ffff970f8b2e9760",
      "TasWorkerServer_811AC91A",
      4,
      [
        ["ffff970f871242c0", "ffff970f8d0e2510", "tlaworker.exe", "ffff970f8eeb1080"],
        ["ffff970f871682c0", "ffff970f8d0cd7a0", "tlaworker.exe", "ffff970f8eeaf080"],
        ["ffff970f87035910", "ffff970f85f35910", "tlaworker.exe", "ffff970f8eeb0080"],
        ["ffff970f87046910", "ffff970f87068910", "tlaworker.exe", "ffff970f8efe2080"],
      ],
    ],
    ["ffff970f91dc4d30", "Palo-Alto-Networks-Traps-DB-Rpc", 0, []],
    ["ffff970f927f2d30", "Palo-Alto-Networks-Traps-Scan-Rpc", 0, []],
    ["ffff970f8eeafda0", "CyveraPort", 0, [["ffff970f8bb93d10", "ffff970f8e54ec70", "System", "ffff970f84c7e040"]]],
  ];
export const G8_PORTS = SERVICE;

/** G8: the ports of a security product. The messages' contents and the directories are filler. Windows 10 or 11, x64. */
export function g8(): World {
  const everybody = { owner: "S-1-5-18", group: "S-1-5-18", control: 0x800 };
  const w = world(
    "10.0.19041.1706-x64",
    (b) => {
      const service = b.process({ name: "cyserver.exe", pid: 0x24f8, at: 0xffff970f8e6df080n });
      const worker = b.thread(service, { name: "worker" });
      for (const [at, name, held, clients] of SERVICE) {
        const system = name === "CyveraPort";
        const port = b.port(service, {
          path: `\\RPC Control\\${name}`,
          at: BigInt(`0x${at}`),
          ...(system ? { security: { ...everybody, dacl: [{ sid: "S-1-5-18", mask: 0x1f0001 }] } } : {}),
        });
        for (const [serverAt, clientAt, image, address] of clients) {
          const known = b.processes.find((p) => p.address === BigInt(`0x${address}`));
          const client = known ?? b.process({ name: `${image} ${address}`, image, at: BigInt(`0x${address}`) });
          b.connect(client, port, { serverAt: BigInt(`0x${serverAt}`), clientAt: BigInt(`0x${clientAt}`) });
        }
        if (held === 0) continue;
        b.pool(port, [worker]);
        for (let i = 0; i < held; i++) {
          const client = port.info.connections[i]!.clientPort!.owner;
          const sender = b.thread(client, { name: `sender ${i}`, state: "running" });
          b.send(sender, port, { state: "parked", by: worker }, { name: `held ${i}` });
        }
      }
      b.current = { process: service };
    },
    { systemAt: 0xffff970f84c7e040n },
  );
  // The descriptor lies where the session has it, with a reference count in the low bits of the pointer.
  const { kernel } = w.builder;
  const bytes = securityDescriptor({
    ...everybody,
    dacl: [
      { sid: "S-1-1-0", mask: 0x30001 },
      { sid: "S-1-5-12", mask: 0x30001 },
      { sid: "S-1-5-32-544", mask: 0x1f0001 },
      { sid: "S-1-5-18", mask: 0x1f0001 },
    ],
  });
  const at = kernel.reserve(0xffffaa08ea537d60n, bytes.length, "ObSq");
  kernel.memory.writeBytes(at, bytes);
  kernel.set({ type: "_OBJECT_HEADER", address: 0xffff970f8ab938c0n }, "SecurityDescriptor", 0xffffaa08ea537d6dn);
  return w;
}

/** G17: others wait over LPC for a thread of a process that is exiting. x86; the build is filler. */
export function g17(): World {
  return world(
    "6.0.6001-x86",
    `
    process ServiceA.exe pid 0x1454 at 0x89d6d8e8 exiting
    thread last tid 0x14b0 at 0x89d36b60
    port \\RPC Control\\filler of ServiceA.exe                            # filler
    process ClientB.exe ; threads b1..b2                                  # filler
    process ClientC.exe ; thread c                                        # filler
    b1 calls filler, in service of last, 95s                              # filler
    c calls filler, in service of last, 90s                               # filler
    b2 waits mutant lock owned by b1, 88s                                 # filler: the critical section
    last waits event 100s                                                 # filler
    last stack: nt!KiSwapContext+0x26, nt!KeWaitForSingleObject+0x346, DriverA!Check+0x177
    current ClientB.exe`,
  );
}

/** G20: an orphaned session after log-off. Server 2008 R2, x64. The tokens, the server and the second session are filler. */
export function g20(): World {
  const w = world(
    "6.1.7601-x64",
    `
    process csrss.exe pid 0x38c parent 0x37c at 0xfffffa800a68c2e0
    thread waiter tid 0x398 at 0xfffffa800a696700
    process winlogon.exe ; thread w                                       # filler
    process csrss.exe as csrss2 ; thread waiter2                          # filler
    process server.exe at 0xfffffa8009d86630 ; threads s1..s3             # filler: the name, the threads
    port \\RPC Control\\filler of server.exe at 0xfffffa800aa539e0        # filler: the name
    waiter calls filler, in service of s1, at 0xfffff8a003053d00, 30min   # filler: the time
    w calls filler, in service of s2, 31min                               # filler
    waiter2 calls filler, in service of s3, 40min                         # filler
    current waiter`,
  );
  const extras = new Extras(w);
  const sessions: readonly (readonly [string, number])[] = [
    ["csrss.exe", 1],
    ["winlogon.exe", 1],
    ["csrss2", 2],
  ];
  for (const [name, SessionId] of sessions) {
    // The low bits of an _EX_FAST_REF are a reference count.
    w.set("process", name, "Token.Value", extras.token("S-1-5-18", { SessionId, TokenType: 1 }).address | 0xdn);
  }
  return w;
}
