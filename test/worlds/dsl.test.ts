import { describe, expect, it } from "vitest";
import { world, type World } from "./world";

const LAYOUT = "10.0.19041.1706-x64";
const SERVER = "process svc.exe ; port Svc of svc.exe pool w1..w2 ; process app.exe ; threads t1..t3";
const STATE = { ready: 1n, running: 2n, terminated: 4n, waiting: 5n };
const REASON = { delay: 4n, suspended: 5n, user: 6n, queue: 15n, receive: 16n, reply: 17n };

const of = (text: string, layout = LAYOUT): World => world(layout, text);
const state = (w: World, name: string): bigint => w.get("thread", name, "Tcb.State");
const reason = (w: World, name: string): bigint => w.get("thread", name, "Tcb.WaitReason");

describe("threads", () => {
  it("of which nothing is said run", () => {
    expect(state(of("process a.exe ; thread t"), "t")).toBe(STATE.running);
  });

  it("of a pool are idle until something is said", () => {
    const w = of(SERVER);
    expect([state(w, "w1"), reason(w, "w1")]).toEqual([STATE.waiting, REASON.queue]);
    expect(w.get("thread", "w1", "Tcb.Queue")).toBe(BigInt(w.queue("Svc")));
  });

  it("that serve are not idle", () => {
    const w = of(`${SERVER} ; t1 calls Svc, in service of w1`);
    expect(state(w, "w1")).toBe(STATE.running);
    expect(state(w, "w2")).toBe(STATE.waiting);
  });

  it("in a wait queue wait on their own semaphore and hold an attribute set", () => {
    const w = of("process svc.exe ; port Svc of svc.exe waitqueue r1");
    expect([state(w, "r1"), reason(w, "r1")]).toEqual([STATE.waiting, REASON.receive]);
    expect(w.get("port", "Svc", "WaitQueueLength")).toBe(1n);
    expect(w.get("thread", "r1", "AlpcMessage")).toBe(0xf0000000n);
  });

  it("leave the wait queue when they do something", () => {
    const w = of(`process svc.exe ; port Svc of svc.exe waitqueue r1 ; process app.exe ; thread t
      t calls Svc, in service of r1`);
    expect(w.get("port", "Svc", "WaitQueueLength")).toBe(0n);
  });

  it("asleep wait for their own timer", () => {
    const w = of("process a.exe ; thread t asleep 3s");
    expect(reason(w, "t")).toBe(REASON.delay);
    expect(w.get("thread", "t", "Tcb.TimerActive")).toBe(1n);
  });

  it("that have ended are no longer listed, but their memory is there", () => {
    const w = of("process a.exe ; thread t terminated ; thread u");
    expect(w.snapshot.processes[1]!.threads).toHaveLength(1);
    expect(state(w, "t")).toBe(STATE.terminated);
    expect(w.get("thread", "t", "Tcb.Header.SignalState")).toBe(1n);
    expect(w.get("thread", "t", "Terminated")).toBe(1n);
  });

  it("that are suspended while they wait for a reply keep their message", () => {
    const w = of(`${SERVER} ; t1 calls Svc, in service of w1, suspended`);
    expect([reason(w, "t1"), w.get("thread", "t1", "Tcb.SuspendCount")]).toEqual([REASON.suspended, 1n]);
    expect(w.get("thread", "t1", "AlpcMessage")).toBe(BigInt(w.message("t1")));
  });

  it("have the stack that is said", () => {
    const w = of("process a.exe ; thread t ; t stack: nt!KiSwapContext+0x76, nt!KiSwapThread+0x500");
    expect(w.snapshot.processes[1]!.threads[0]!.frames).toEqual(["nt!KiSwapContext+0x76", "nt!KiSwapThread+0x500"]);
  });
});

describe("calls", () => {
  it.each([
    ["queued", "MainQueue", 1n],
    ["large", "LargeMessageQueue", 2n],
    ["in service of w1", "PendingQueue", 3n],
    ["parked by w2", "PendingQueue", 3n],
    ["direct", "DirectQueue", 4n],
  ])("%s: on the %s", (how, queue, type) => {
    const w = of(`${SERVER} ; t1 calls Svc, ${how}`);
    expect(w.get("port", "Svc", `${queue}Length`)).toBe(1n);
    expect(w.get("message", "t1", "u1.s1.QueueType")).toBe(type);
    expect(w.get("message", "t1", "WaitingThread")).toBe(BigInt(w.thread("t1")));
    expect(reason(w, "t1")).toBe(REASON.reply);
  });

  it("canceled: linked by the other entry, on no queue type", () => {
    const w = of(`${SERVER} ; t1 calls Svc, canceled`);
    expect(w.get("port", "Svc", "CanceledQueueLength")).toBe(1n);
    expect(w.get("message", "t1", "u1.s1.QueueType")).toBe(0n);
    expect(w.get("message", "t1", "PortMessage.u2.s2.Type")).toBe(12n);
  });

  it("ready: answered, the thread has not run; replied: as the kernel leaves it", () => {
    const ready = of(`${SERVER} ; t1 calls Svc, ready`);
    expect(ready.get("message", "t1", "u1.s1.Ready")).toBe(1n);
    expect(ready.get("message", "t1", "WaitingThread")).toBe(BigInt(ready.thread("t1")));
    const replied = of(`${SERVER} ; t1 calls Svc, replied`);
    expect(replied.get("message", "t1", "WaitingThread")).toBe(0n);
  });

  it("connect the client once", () => {
    const w = of(`${SERVER} ; t1 calls Svc, queued ; t2 calls Svc, queued`);
    expect(w.builder.connections).toHaveLength(1);
    expect(w.get("message", "t1", "OwnerPort")).toBe(w.get("message", "t2", "OwnerPort"));
  });

  it("that are sent leave the sender free and have names of their own", () => {
    const w = of(`${SERVER} ; t1 sends Svc, parked by w1 ; t1 sends Svc, queued ; t1 calls Svc, queued`);
    expect(w.get("message", "t1", "WaitingThread")).toBe(0n);
    expect(w.get("message", "t1.2", "u1.s1.QueueType")).toBe(1n);
    expect(w.get("message", "t1.3", "WaitingThread")).toBe(BigInt(w.thread("t1")));
  });

  it("through the server's end are queued at the client's", () => {
    const w = of(`${SERVER} ; connect app.exe -> Svc as c ; w1 sends client of c, queued`);
    expect(w.get("message", "w1", "PortQueue")).toBe(BigInt(w.port("client of c")));
    expect(w.get("message", "w1", "OwnerPort")).toBe(BigInt(w.port("server of c")));
  });

  it("last as long as is said, in ticks of the machine", () => {
    const w =
      of(`clock increment 100000 ticks 500000\n ${SERVER} ; t1 calls Svc, queued 12s ; t2 calls Svc, queued 1h30min
      t3 calls Svc, queued since tick 7`);
    expect(w.get("thread", "t1", "Tcb.WaitTime")).toBe(500000n - 1200n);
    expect(w.get("thread", "t2", "Tcb.WaitTime")).toBe(500000n - 540000n + 2n ** 32n);
    expect(w.get("thread", "t3", "Tcb.WaitTime")).toBe(7n);
  });

  it("take numbers as they are said", () => {
    const w = of(
      `${SERVER} ; t1 calls Svc, in service of w1, id 0xBFC, callback 0x1FEF27, sequence 9, data 0x68, total 0x90`,
    );
    expect(w.get("message", "t1", "PortMessage.MessageId")).toBe(0xbfcn);
    expect(w.messageId("t1")).toBe(0xbfc);
    expect(w.get("message", "t1", "PortMessage.u1.s1.TotalLength")).toBe(0x90n);
  });
});

describe("waits", () => {
  it("for a mutant name its owner, who lists it", () => {
    const w = of(`${SERVER} ; t1 waits mutant M owned by t2, 4s`);
    expect(w.get("mutant", "M", "OwnerThread")).toBe(BigInt(w.thread("t2")));
    expect(w.get("thread", "t1", "Tcb.WaitBlock[0].Object")).toBe(BigInt(w.object("M")));
    expect(reason(w, "t1")).toBe(REASON.user);
  });

  it("for all of several objects say so in every block", () => {
    const w = of(`${SERVER} ; t1 waits all of thread t2, process svc.exe`);
    expect(w.get("thread", "t1", "Tcb.WaitBlockCount")).toBe(2n);
    expect(w.get("thread", "t1", "Tcb.WaitBlock[0].WaitType")).toBe(0n);
    expect(w.get("thread", "t1", "Tcb.WaitBlock[1].WaitType")).toBe(0n);
  });

  it("for more than three objects use blocks outside the thread", () => {
    const w = of(`${SERVER} ; t1 waits any of event a, event b, event c, event d`);
    const list = w.get("thread", "t1", "Tcb.WaitBlockList");
    expect(list).not.toBe(w.builder.kernel.at(w.place("thread", "t1"), "Tcb.WaitBlock"));
    expect(w.get("thread", "t1", "Tcb.WaitBlockCount")).toBe(4n);
  });

  it("up to Windows 7 with a timeout: the ring holds the timer's block", () => {
    const w = of(`${SERVER} ; t1 waits event e, timeout`, "6.1.7601.24540-x64");
    const { kernel } = w.builder;
    const thread = w.place("thread", "t1");
    expect(w.get("thread", "t1", "Tcb.WaitBlock[0].NextWaitBlock")).toBe(kernel.at(thread, "Tcb.WaitBlock[3]"));
    expect(w.get("thread", "t1", "Tcb.WaitBlock[3].NextWaitBlock")).toBe(kernel.at(thread, "Tcb.WaitBlock[0]"));
    expect(w.get("thread", "t1", "Tcb.WaitBlock[3].Object")).toBe(kernel.at(thread, "Tcb.Timer"));
  });

  it("for a resource and a critical section lead to structures that name the owner", () => {
    const w = of(`${SERVER} ; t1 waits resource R owned by t2 ; t3 waits critical section C owned by t2`);
    expect(w.get("resource", "R", "OwnerEntry.OwnerThread")).toBe(BigInt(w.thread("t2")));
    const section = w.builder.sections.get("C")!;
    const owner = w.builder.kernel.readPointer(section.address + 16n);
    expect(Number(owner)).toBe(w.tid("t2"));
  });
});

describe("ports and processes", () => {
  it("a port by full path, with spaces, and by its last part", () => {
    const w = of(`process svc.exe ; port \\RPC Control\\My port of svc.exe ; process a.exe ; thread t
      t calls \\RPC Control\\My port, queued 3s`);
    expect(w.port("My port")).toBe(w.port("\\RPC Control\\My port"));
  });

  it("closed, disconnected, without owner, without handle", () => {
    const w = of("process svc.exe ; port Svc of svc.exe closed disconnected owner gone, no handle");
    expect(w.get("port", "Svc", "u1.s1.Closed")).toBe(1n);
    expect(w.get("port", "Svc", "u1.s1.Disconnected")).toBe(1n);
    expect(w.get("port", "Svc", "OwnerProcess") & 1n).toBe(1n);
    expect(w.snapshot.processes[1]!.handles).toEqual([]);
  });

  it("a waitable port has a semaphore of its own; others share one event", () => {
    const w = of("process svc.exe ; port A of svc.exe waitable ; port B of svc.exe ; port C of svc.exe");
    expect(w.get("port", "B", "DummyEvent")).toBe(w.get("port", "C", "DummyEvent"));
    expect(w.get("port", "A", "Semaphore")).not.toBe(w.get("port", "B", "Semaphore"));
  });

  it("processes of one image have names of their own", () => {
    const w = of("process svchost.exe as one ; process svchost.exe as two pid 0x13c40");
    expect(w.snapshot.processes.slice(1).map((p) => p.name)).toEqual(["svchost.exe", "svchost.exe"]);
    expect(w.pid("two")).toBe(0x13c40);
  });

  it("ids that are said later are not given to others before", () => {
    const first = of("process a.exe ; thread t").tid("t");
    expect(of(`process a.exe ; thread t ; thread u tid ${first}`).tid("u")).toBe(first);
  });
});

describe("a text that cannot be read", () => {
  it.each([
    ["process", /a process name is missing/],
    ["thread t", /a thread needs a process/],
    ["process a.exe ; thread t ; t dances", /a thread does no such thing in "t dances"/],
    ["process a.exe ; thread t ; t calls X", /there is no port X/],
    ["process a.exe ; thread t ; t calls \\RPC Control\\X", /there is no such port/],
    [`${SERVER} ; t1 calls Svc, in service of nobody`, /there is no thread nobody/],
    [`${SERVER} ; t1 calls Svc, queued ; t1 calls Svc, queued`, /waits for another reply already/],
    [`${SERVER} ; t1 waits`, /a thread waits for something/],
    [`${SERVER} ; t1 waits event ; t1 waits event`, /waits already/],
    [`${SERVER} ; t1 waits mutant M owned by t2 ; t3 waits mutant M owned by w1`, /owned by t2 already/],
    ["process a.exe pid x", /a pid x is no number/],
    ["process a.exe purple", /no such property/],
    ["process a.exe ; process a.exe", /a process a\.exe already/],
    ["process a.exe ; thread t ; thread t", /a thread t already/],
    ["damage: explode", /no such damage/],
    ["set teapot x y = 1", /teapot is none of/],
  ])("%s", (text, why) => {
    expect(() => of(text)).toThrow(why);
  });

  it("asks for what the build does not have", () => {
    expect(() => of(`${SERVER} ; t1 calls Svc, direct`, "6.1.7601-x86")).toThrow(/no direct queue/);
  });
});

describe("comments", () => {
  it("may hold anything", () => {
    expect(of("process a.exe # first; thread nobody\n# process b.exe\nthread t").snapshot.processes).toHaveLength(2);
  });
});
