/** Published sessions of the LPC era. Numbers in a line without `# filler` are from the session. Source: golden-cases. */
import { describe, expect, it } from "vitest";
import type { DeadlockDocument } from "../../../src/waits/document";
import { world } from "../../worlds/world";
import { counts, messageData, plain, semaphoreAt, session } from "./tools";

describe("G4: notepad's exception port is csrss' ApiPort (XP x86)", () => {
  const w = world(
    "5.1.2600-xpsp3-x86",
    `
    process csrss.exe at 0x87122da8 ; thread c
    port \\Windows\\ApiPort of csrss.exe at 0xe29fa040
    process notepad.exe at 0x86f55648 pid 0xeb8 current ; thread n`,
  );
  w.set("process", "notepad.exe", "ExceptionPort", 0xe29fa040n);
  counts(w, "ApiPort", 1, 250);
  semaphoreAt(w, "ApiPort", 0x8795d710n);
  const s = session(w);

  it("is found from the process", () => {
    const { text } = s.run("dx @$curprocess.Alpc.ExceptionPort");
    expect(text).toContain("empty: ApiPort, connection port of csrss.exe");
    expect(text).toMatch(/Address +: 0xe29fa040\n/);
    expect(s.run("dx @$curprocess.Alpc.DebugPort").text).not.toContain("port of");
  });
  it("prints the lines of !lpc port", () => {
    const lines = plain(s.lines("!alpcx /p e29fa040"));
    expect(lines.slice(0, 7)).toEqual([
      "",
      "Server connection port e29fa040 Name: ApiPort",
      "Handles: 1 References: 250",
      "Server process : 87122da8 (csrss.exe)",
      "Queue semaphore : 8795d710",
      "Semaphore state 0 (0x0)",
      "The message queue is empty",
    ]);
    expect(lines).toContain("The LpcDataInfoChainHead queue is empty");
  });
  it("is healthy", () => expect(s.json<DeadlockDocument>("!alpcx /deadlock").verdict).toBe("healthy"));
});

describe("G5: the examples of !lpc (XP x86)", () => {
  const machine = `
    process csrss.exe at 0x84aa0140 ; thread c1 ; thread c2
    port \\Windows\\ApiPort of csrss.exe at 0xe14ae238
    process client.exe ; thread t at 0x842a4db0                             # filler: the process
    connect client.exe -> ApiPort server 0xe114a3c0 client 0xe1e7b948
  `;
  const received = world("5.1.2600-xpsp2-x86", machine + "t calls ApiPort, in service of c1, id 0x222be");
  counts(received, "ApiPort", 1, 107);
  counts(received, "server of connection 1", 1, 1);
  counts(received, "client of connection 1", 1, 3);
  semaphoreAt(received, "ApiPort", 0x84a96da8n);
  const s = session(received);
  const connection = [
    "Server connection port e14ae238 Name: ApiPort",
    "Handles: 1 References: 107",
    "Server process : 84aa0140 (csrss.exe)",
    "Queue semaphore : 84a96da8",
    "Semaphore state 0 (0x0)",
    "The message queue is empty",
    "The LpcDataInfoChainHead queue is empty",
  ];
  // What `!lpc` did not print is ours: flags, waiters.
  const theirs = (lines: string[]) => plain(lines).filter((line) => !/^(Flags|Waits|Port context|$)/.test(line));
  const triple = [
    "Server communication port 0xe114a3c0",
    "Handles: 1 References: 1",
    "The LpcDataInfoChainHead queue is empty",
    "Connected port: 0xe1e7b948 Server connection port: 0xe14ae238",
    "Client communication port 0xe1e7b948",
    "Handles: 1 References: 3",
    "The LpcDataInfoChainHead queue is empty",
    ...connection,
  ];

  it("(a) the three ports of a connection", () => {
    // Behind what is published stand what to type next and the dx line.
    expect(theirs(s.lines("!alpcx /p 0xe114a3c0")).slice(0, -2)).toEqual(triple);
    expect(theirs(s.lines("!alpcx /p ApiPort")).slice(0, -2)).toEqual(connection);
  });
  it("(b) a request in the queue", () => {
    const w = world(
      "5.1.2600-xpsp2-x86",
      machine +
        `process other.exe pid 0x584 ; thread q tid 0x680                # filler: the name
         q calls ApiPort, queued, at 0xe20d9b80, id 0x2249c, type 1, data 0x7c, total 0x98`,
    );
    const data = [0, 0x2021e, 0x584, 0x680, 0x2f0001, 7];
    messageData(w, "q", data);
    counts(w, "ApiPort", 1, 108);
    const lines = theirs(session(w).lines("!alpcx /p 0xe14ae238"));
    expect(lines).toEqual(
      expect.arrayContaining([
        "Handles: 1 References: 108",
        "Messages in queue:",
        "0000 e20d9b80 - Busy Id=0002249c From: 0584.0680 Context=00000021 [e14ae248 . e14ae248]",
        "Data: 00000000 0002021e 00000584 00000680 002f0001 00000007",
        "The message queue contains 1 messages",
        "The LpcDataInfoChainHead queue is empty",
      ]),
    );
    expect(lines.find((line) => line.startsWith("Length="))).toMatch(/^Length=0098007c Type=00000001 \(LPC_REQUEST\)/);
    const { text } = session(w).run("dx @$cursession.Alpc.Message(0x2249c)");
    expect(text).toContain("Queued: LPC_REQUEST 0x2249c from 584.680 at ApiPort");
    expect(text).toMatch(/Address +: 0xe20d9b80\n/);
  });
  it("(c) a request that was received: only threads know it", () => {
    const lines = theirs(s.lines("!alpcx /m 222be"));
    expect(lines[0]).toBe("Searching message 222be in threads ...");
    expect(lines).toContain("Client thread 842a4db0 waiting a reply from 222be");
    expect(lines).toContain(`Server thread ${received.thread("c1").slice(2)} is working on message 222be`);
    const from = lines.indexOf("Searching thread 842a4db0 in port rundown queues ...") + 1;
    expect(lines.slice(from, from + triple.length + 1)).toEqual([...triple, "Done."]);
    const document = s.json<{ state: string; message?: string; queueType?: string }>("!alpcx /m 222be");
    expect(document).toMatchObject({ state: "InService", waitingThread: "0x842a4db0", queuePort: "0xe14ae238" });
    expect(document.message).toBeUndefined();
  });
  it("(d) the scan of an end finds the pair", () => {
    const w = world(
      "5.1.2600-xpsp2-x86",
      `process smss.exe ; thread s
       port \\SmApiPort of smss.exe at 0xe141ef50
       process csrss.exe ; thread c
       connect csrss.exe -> SmApiPort server 0xe13d8830 client 0xe13d8910
       connect smss.exe -> SmApiPort                                        # filler: another connection`,
    );
    const lines = session(w).lines("!alpcx /lpc e13d8830").slice(1, -2);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^ {7}3 {2}Port: 0xe13d8830 Connection: 0xe141ef50 {2}Communication: 0xe13d8910 {2}'/);
    expect(lines[1]).toMatch(/^80000004 {2}Port: 0xe13d8910 Connection: 0xe141ef50 {2}Communication: 0xe13d8830 {2}'/);
    const all = session(w).lines("!alpcx /lp");
    expect(all).toContainEqual(
      expect.stringMatching(
        /^ {7}1 {2}Port: 0xe141ef50 Connection: 0xe141ef50 {2}Communication: 0x00000000 {2}'SmApiPort'/,
      ),
    );
  });
});

describe("G11: a real deadlock over LPC (Server 2003 x86)", () => {
  // Thread A serves 135b2 and waits for 135b8; how the circle closes was not published.
  const threadA = `
    clock ticks 239298 ; clock increment 156250
    process svchost.exe at 0x891b8b80 pid 0x9b4
    thread A tid 0x10dc at 0x89143020
    port \\RPC\\a of svchost.exe                                           # filler
    process b.exe ; thread b ; port \\RPC\\b of b.exe                       # filler
    connect svchost.exe -> b as ab client 0xd64a5328
    A calls b, in service of b, id 0x135b8, since tick 237408
    current A
  `;
  const layouts = ["5.2.3790-2003sp1-x86", "5.2.3790-2003sp2-x86"];

  it.each(layouts)("%s: A is a middle node, server of 135b2 and client of 135b8", (layout) => {
    const w = world(layout, threadA + "b calls a, in service of A, id 0x135b2, 29s");
    const s = session(w);
    const { text } = s.run("dx @$curthread.Alpc.Lpc");
    expect(text).toMatch(/LpcReplyMessageId : 0x135b8\n/);
    expect(text).toMatch(/LpcReceivedMessageId : 0x135b2\n/);
    expect(text).toMatch(/LpcReplySemaphore : 0x8914320c\n/);
    expect(text).toMatch(/LpcWaitingOnPort : 0xd64a5329\n/);
    // The same bytes: the session printed them as the start address too.
    expect(w.get("thread", "A", "Win32StartAddress")).toBe(0x135b2n);
    expect(s.run("dx @$curthread.Alpc.WaitingFor").text).toMatch(/MessageId +: 0x135b8\n[^]*Waited +: 29.531250\n/);
    expect(s.run("dx @$curthread.Alpc.Serving").text).toContain("0x135b2");
    expect(s.run("!alpcx /m 135b2").text).toContain("Server thread 89143020 is working on message 135b2");
  });
  it.each(layouts)("%s: closed by a call back, a proved cycle", (layout) => {
    const w = world(layout, threadA + "b calls a, in service of A, id 0x135b2, 29s");
    const document = session(w).json<DeadlockDocument>("!alpcx /deadlock");
    expect(document.verdict).toBe("deadlock");
    expect(document.deadlocks).toMatchObject([{ kind: "cycle", certainty: "proved" }]);
    expect(document.deadlocks[0]!.threads).toEqual(["0x89143020", w.thread("b")].sort());
    const wait = document.deadlocks[0]!.waits.find((one) => one.thread === "0x89143020")!;
    expect(wait).toMatchObject({ pid: 0x9b4, tid: 0x10dc, kind: "lpc", messageId: 0x135b8, waitedSeconds: 29.531 });
  });
  it.each(layouts)("%s: closed by a lock of A's, a proved cycle with its client behind it", (layout) => {
    const w = world(
      layout,
      threadA +
        `process client.exe ; thread c
         c calls a, in service of A, id 0x135b2, 30s
         b waits mutant M owned by A, 28s`,
    );
    const document = session(w).json<DeadlockDocument>("!alpcx /deadlock");
    expect(document.deadlocks[0]).toMatchObject({ certainty: "proved", victims: [w.thread("c")] });
    expect(document.deadlocks[0]!.threads).toEqual(["0x89143020", w.thread("b")].sort());
  });
  it("is none where the owner of the lock is not known", () => {
    const w = world(
      layouts[1]!,
      threadA + "process client.exe ; thread c\n c calls a, in service of A, id 0x135b2, 30s\n b waits event lock, 28s",
    );
    const document = session(w).json<DeadlockDocument>("!alpcx /deadlock");
    expect(document.deadlocks).toEqual([]);
    expect(document.chains).toMatchObject([{ root: { why: "other wait", thread: w.thread("b") }, waiters: 2 }]);
  });
  it("a chain that grows with each call back is no cycle", () => {
    const hops = Array.from({ length: 20 }, (_, i) => {
      const [from, to] = i % 2 === 0 ? ["a", "b"] : ["b", "a"];
      return `${from}${i} calls ${to.toUpperCase()}, in service of ${to}${i + 1}, ${60 - i}s`;
    });
    const w = world(
      layouts[1]!,
      `process a.exe ; ${Array.from({ length: 11 }, (_, i) => "thread a" + 2 * i).join(" ; ")} ; port A of a.exe
       process b.exe ; ${Array.from({ length: 10 }, (_, i) => "thread b" + (2 * i + 1)).join(" ; ")} ; port B of b.exe
       ${hops.join("\n")}`,
    );
    const document = session(w).json<DeadlockDocument>("!alpcx /deadlock");
    expect(document.deadlocks).toEqual([]);
    expect(document.chains).toMatchObject([{ waiters: 20, root: { why: "runnable", thread: w.thread("a20") } }]);
  });
});

describe("G12: the start of a chain (Server 2003 x86)", () => {
  const w = world(
    "5.2.3790-2003sp2-x86",
    `
    process AppA.exe at 0x88556778 pid 0x1f88
    thread t tid 0x1bd4 at 0x8861aab8
    process b.exe ; thread w ; port \\RPC\\b of b.exe                        # filler
    connect AppA.exe -> b client 0xe625bbd0
    t calls b, in service of w, id 0x37bb2                                  # filler: the server
    current t`,
  );
  it("names the thread, the message, the port and the semaphore", () => {
    const s = session(w);
    const { text } = s.run("dx @$curthread.Alpc.WaitingFor");
    expect(text).toMatch(/MessageId +: 0x37bb2\n/);
    expect(text).toMatch(/ClientId +: 1f88.1bd4\n/);
    expect(s.run("dx @$curthread.Alpc.WaitingFor.SenderPort.Address").text).toContain("0xe625bbd0");
    expect(s.run("dx @$curthread.Alpc.Lpc.LpcReplySemaphore").text).toContain("0x8861aca4");
    expect(s.lines("!alpcx /chain 0x8861aab8")[0]).toMatch(/^AppA\.exe 1f88\.1bd4 \(0x8861aab8\)/);
  });
});

describe("G18: a service whose threads hang in COM activation (Server 2003 x86)", () => {
  it("shows one root with all of them behind it, and its stack", () => {
    const frames =
      "ntdll!NtRequestWaitReplyPort+0xc, RPCRT4!LRPC_CCALL::SendReceive+0x230, ole32!CRpcResolver::CreateInstance+0x14e";
    const w = world(
      "5.2.3790-2003sp2-x86",
      `
      process sms.exe ; threads t1..t3
      process rpcss.exe ; threads r1..r3 ; port \\RPC Control\\epmapper of rpcss.exe
      process provider.exe ; thread p ; port \\RPC Control\\OLE1 of provider.exe
      t1 calls epmapper, in service of r1, 300s
      t2 calls epmapper, in service of r2, 250s
      t3 calls epmapper, in service of r3, 200s
      r1 calls OLE1, in service of p, 299s
      r2 waits mutant activation owned by r1, 249s
      r3 waits mutant activation, 199s
      t1 stack: ${frames}
      p stack: ntdll!KiFastSystemCallRet, provider!Start`,
    );
    const s = session(w);
    const document = s.json<DeadlockDocument>("!alpcx /deadlock");
    expect(document.deadlocks).toEqual([]);
    expect(document.chains).toMatchObject([{ root: { why: "runnable", thread: w.thread("p") }, waiters: 4 }]);
    const chain = s.lines(`!alpcx /chain ${w.thread("t3")}`).join("\n");
    for (const image of ["sms.exe", "rpcss.exe", "provider.exe"]) expect(chain).toContain(image);
    expect(chain).toContain("provider!Start");
  });
});

describe("G19: a driver's request to LSASS whose reply was lost (Server 2003 x64)", () => {
  const w = world(
    "5.2.3790-2003sp1-x64",
    `
    clock ticks 44704481 ; clock increment 156250
    process svchost.exe at 0xfffffade6f97c2b0 pid 0x4b4
    thread t tid 0x790 at 0xfffffade6c9f1390
    process lsass.exe ; threads l1..l3 ; port \\LsaAuthenticationPort of lsass.exe
    connect svchost.exe -> LsaAuthenticationPort client 0xfffffa800380cc40
    t calls LsaAuthenticationPort, lost, id 0x1561d96, since tick 18281033
    l1 waits event, since tick 18281033                                     # filler: what LSASS' threads do
    l2 waits event 5s
    l3 sleeps 3s
    current t`,
  );
  w.set("thread", "t", "Tcb.WaitMode", 0);
  const s = session(w);
  const document = s.json<DeadlockDocument>("!alpcx /deadlock");

  it("finds port, message and semaphore", () => {
    const { text } = s.run("dx @$curthread.Alpc.Lpc");
    expect(text).toMatch(/LpcReplyMessageId : 0x1561d96\n/);
    expect(text).toMatch(/LpcReplySemaphore : 0xfffffade6c9f1710\n/);
    expect(s.run("dx @$curthread.Alpc.WaitingFor.SenderPort.Address").text).toContain("0xfffffa800380cc40");
  });
  it("says that the reply is lost, whose it was to give, and how long ago", () => {
    expect(document.verdict).toBe("blocked");
    const lost = document.findings.filter((finding) => finding.rule === "lost-reply");
    expect(lost).toHaveLength(1);
    expect(lost[0]).toMatchObject({ severity: "warning", subject: "0xfffffade6c9f1390" });
    expect(lost[0]!.text).toContain("4 days 18:41:06");
    expect(document.chains).toMatchObject([{ root: { why: "parked", process: w.process("lsass.exe") }, waiters: 1 }]);
    expect(document.chains[0]!.waits[0]).toMatchObject({
      kind: "lpc",
      state: "unknown",
      messageId: 0x1561d96,
      portName: "LsaAuthenticationPort",
      candidates: [w.thread("l1")],
      waitedSeconds: 412866.375,
    });
  });
});

describe("G28: the header of an LPC message", () => {
  it("is decoded, and the call number of CSR is in its data", () => {
    const w = world(
      "5.2.3790-2003sp2-x86",
      `process csrss.exe ; thread c ; port \\Windows\\ApiPort of csrss.exe
       process app.exe ; thread t
       t calls ApiPort, queued, id 0xa, callback 0, data 0x20`,
    );
    // CaptureBuffer, ApiNumber. Only the number is published.
    messageData(w, "t", [0, 0x10001]);
    const { text } = session(w).run("dx @$cursession.Alpc.Message(0xa)");
    expect(text).toMatch(/MessageId +: 0xa\n/);
    expect(text).toMatch(/CallbackId +: 0x0\n/);
    expect(session(w).run("dx @$cursession.Alpc.Message(0xa).Data.Skip(1).First()").text).toContain("0x10001");
  });
});
