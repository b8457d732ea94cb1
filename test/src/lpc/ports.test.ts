/** LPC keeps no list of ports: each of the ways to find one, alone. */
import { describe, expect, it } from "vitest";
import { allLpcPorts } from "../../../src/lpc/ports";
import { lpcPort, type LpcPort } from "../../../src/lpc/port";
import { replyChainPort } from "../../../src/lpc/replyChain";
import { receivingOn } from "../../../src/lpc/receivers";
import { requestOf } from "../../../src/lpc/request";
import { receivedMessageId, waitingForLpc } from "../../../src/lpc/threads";
import { namedObjects } from "../../../src/nt/directory";
import { thread as readThread, type Thread } from "../../../src/nt/thread";
import { analyse } from "../../../src/waits/analyse";
import { collect } from "../../../src/waits/collect";
import { hex } from "../../../src/target/address";
import { Gap } from "../../../src/target/layout";
import { address, lookAt } from "../../tools/target";
import { lpcLayouts, world, type World } from "../../worlds/world";
import { session } from "./tools";

const machine = `
  process svc.exe ; threads w1..w2 ; port \\RPC Control\\Svc of svc.exe
  process app.exe ; threads t1..t2
  connect app.exe -> Svc as c`;
const looking = (w: World) => lookAt(w.builder.kernel).kernel;
const found = (w: World) => allLpcPorts(looking(w)).ports.map((port) => hex(port.address));
const ends = (w: World) => [w.port("Svc"), w.port("client of c"), w.port("server of c")];
const at = (w: World, name: string) => readThread(looking(w), address(BigInt(w.thread(name)))) as Thread;

/** Takes the handle tables of all processes away. */
function withoutHandles(w: World): World {
  for (const process of w.builder.processes) w.set("process", process.name, "ObjectTable", 0);
  return w;
}
/** Takes the namespace away. */
function withoutNames(w: World): World {
  const { kernel } = w.builder;
  kernel.writePointer(kernel.symbol("ObpRootDirectoryObject"), 0n);
  return w;
}

describe.each(lpcLayouts)("ports of %s are found", (layout) => {
  const make = (text = "") => world(layout, machine + text);

  it("through handle tables, in the order of their handles", () => {
    const w = withoutNames(make());
    expect(found(w)).toEqual([w.port("Svc"), w.port("server of c"), w.port("client of c")]);
  });
  it("through the object directory, down to the last bucket", () => {
    const w = withoutHandles(make());
    // Of an unused connection the name leads to the connection port only.
    expect(found(w)).toEqual([w.port("Svc")]);
    expect(namedObjects(looking(w)).gaps).toEqual([]);
  });
  it("through the port a thread waits on, and from there to the other end", () => {
    const w = withoutNames(withoutHandles(make("\n t1 calls Svc, in service of w1")));
    expect(found(w).sort()).toEqual(ends(w).sort());
  });
  it("through the reply chain, where the thread does not name its port", () => {
    const w = withoutNames(withoutHandles(make("\n t1 calls Svc, in service of w1\n t2 calls Svc, in service of w2")));
    for (const name of ["t1", "t2"]) w.set("thread", name, "LpcWaitingOnPort", 0);
    expect(found(w).sort()).toEqual(ends(w).sort());
    for (const name of ["t1", "t2"]) {
      const rundown = replyChainPort(at(w, name));
      expect(hex((rundown as LpcPort).address)).toBe(w.port("server of c"));
      const wait = waitingForLpc(at(w, name))!;
      expect(hex((wait.port as LpcPort).address)).toBe(w.port("client of c"));
      expect(hex((wait.queuePort as LpcPort).address)).toBe(w.port("Svc"));
    }
  });
  it("through the semaphore a thread waits on to receive", () => {
    const w = withoutNames(withoutHandles(make("\n w1 receives on Svc")));
    expect(found(w)).toEqual([w.port("Svc")]);
  });
  it("through the exception port of a process", () => {
    const w = withoutNames(withoutHandles(make()));
    w.set("process", "app.exe", "ExceptionPort", BigInt(w.port("Svc")));
    expect(found(w)).toEqual([w.port("Svc")]);
  });
  it("through the list of the type's objects, where the global flag +otl kept one", () => {
    const w = withoutNames(withoutHandles(make()));
    const { kernel } = w.builder;
    // A port with creator info in front of its header, linked in the type's list.
    const body = kernel.structs.offset("_OBJECT_HEADER", "Body");
    const info = kernel.structs.size("_OBJECT_HEADER_CREATOR_INFO");
    const size = kernel.structs.size("_LPCP_PORT_OBJECT");
    const block = kernel.allocate("paged", info + body + size, "Port");
    const port = block + BigInt(info + body);
    kernel.memory.writeBytes(
      block + BigInt(info),
      kernel.memory.readBytes(BigInt(w.port("Svc")) - BigInt(body), body + size),
    );
    kernel.set({ type: "_OBJECT_HEADER", address: port - BigInt(body) }, "NameInfoOffset", 0);
    const type = kernel.readPointer(kernel.symbol("LpcPortObjectType"));
    kernel.link(kernel.at({ type: "_OBJECT_TYPE", address: type }, "TypeList"), [
      kernel.at({ type: "_OBJECT_HEADER_CREATOR_INFO", address: block }, "TypeList"),
    ]);
    expect(found(w)).toContain(hex(address(port)));
  });
  it("once, however many ways lead to them; other objects are not taken for ports", () => {
    const w = make("\n t1 calls Svc, in service of w1\n t2 waits event e");
    w.builder.handle(
      w.builder.processes.find((p) => p.name === "app.exe")!,
      w.builder.dispatchers.get("e")!.object!,
    );
    expect(found(w).sort()).toEqual(ends(w).sort());
    expect(lpcPort(looking(w), address(BigInt(w.thread("t1"))))).toBeInstanceOf(Gap);
    expect(lpcPort(looking(w), address(0x1000n))).toBeInstanceOf(Gap);
  });
  it("as waitable ports too", () => {
    const w = world(layout, "process svc.exe ; thread w ; port Svc of svc.exe waitable");
    const ports = allLpcPorts(looking(w)).ports;
    expect(ports.map((port) => [hex(port.address), port.isWaitable, port.flagNames])).toEqual([
      [w.port("Svc"), true, ["WaitablePort"]],
    ]);
    const { kernel } = w.builder;
    const type = kernel.readPointer(kernel.symbol("LpcWaitablePortObjectType"));
    expect(ports[0]!.header.typePointer).toBe(address(type));
  });
  it("by what they look like, where the symbols of the types are missing", () => {
    const w = make("\n t1 calls Svc, in service of w1");
    for (const symbol of ["LpcPortObjectType", "LpcWaitablePortObjectType"]) w.builder.kernel.symbols.delete(symbol);
    expect(found(w)).toEqual(expect.arrayContaining(ends(w)));
  });
  it("and a handle table that cannot be read is said to be missing", () => {
    const w = make("\n t1 calls Svc, in service of w1");
    w.set("process", "svc.exe", "ObjectTable", 0xfffffff0);
    const { gaps } = allLpcPorts(looking(w));
    expect(gaps).toMatchObject([{ what: "handle table" }]);
    const facts = collect(looking(w), false);
    expect(facts.incomplete.map((one) => one.what)).toEqual(["handle table"]);
    expect(session(w).run("!alpcx /lp").text).toContain("not all ports were found: unreadable at 0x");
  });
});

describe.each(lpcLayouts)("an LPC port of %s", (layout) => {
  const w = world(layout, machine + "\n t1 calls Svc, queued, id 0x100\n t2 sends Svc, queued, id 0x101");
  const port = (name: string) => lpcPort(looking(w), address(BigInt(w.port(name)))) as LpcPort;

  it("knows its kind, its connection and its owner", () => {
    expect(["Svc", "server of c", "client of c"].map((name) => port(name).kind)).toEqual([
      "ConnectionPort",
      "ServerCommunicationPort",
      "ClientCommunicationPort",
    ]);
    expect(hex((port("client of c").connectionPort as LpcPort).address)).toBe(w.port("Svc"));
    expect(hex((port("client of c").connectedPort as LpcPort).address)).toBe(w.port("server of c"));
    const own = port("Svc");
    expect(own.connectionPort).toBe(own);
    expect(["Svc", "server of c", "client of c"].map((name) => hex(port(name).ownerAddress!))).toEqual([
      w.process("svc.exe"),
      w.process("svc.exe"),
      w.process("app.exe"),
    ]);
    expect(port("client of c").fullName).toBe("\\RPC Control\\Svc");
    expect(port("client of c").isNamed).toBe(false);
  });
  it("queues messages in the order of their arrival", () => {
    expect(port("Svc").messages.items.map((message) => message.messageId)).toEqual([0x100, 0x101]);
    expect(port("Svc").semaphoreState).toBe(2);
    expect(port("server of c").messages).toMatchObject({ items: [], end: { kind: "complete" } });
  });
  it("has no owner any more when the creator's process is gone", () => {
    const gone = world(layout, machine);
    gone.set("port", "client of c", "Creator.UniqueProcess", 0xfff0);
    const client = lpcPort(looking(gone), address(BigInt(gone.port("client of c")))) as LpcPort;
    expect(client.ownerIsValid).toBe(false);
    expect(session(gone).run(`dx @$cursession.Alpc.Port(${gone.port("client of c")}).OwnerProcess`).text).toContain(
      "owner gone (was process 0xfff0)",
    );
  });
  it("belongs to who has a handle, when it was made without a creator's id", () => {
    const kernelMade = world(layout, machine);
    kernelMade.set("port", "client of c", "Creator.UniqueProcess", 0);
    const client = allLpcPorts(looking(kernelMade)).ports.find(
      (one) => hex(one.address) === kernelMade.port("client of c"),
    )!;
    expect(hex(client.ownerAddress!)).toBe(kernelMade.process("app.exe"));
  });
  it("names its unconnected kind, its sections and its quality of service", () => {
    const other = world(layout, machine);
    other.set("port", "client of c", "Flags", 0x80000002);
    other.set("port", "client of c", "ClientSectionBase", 0x310000);
    other.set("port", "client of c", "SecurityQos.ImpersonationLevel", 2);
    const { text } = session(other).run(`dx @$cursession.Alpc.Port(${other.port("client of c")})`);
    expect(text).toMatch(/Kind +: UnconnectedCommunicationPort\n/);
    expect(text).toMatch(/ClientSectionBase : 0x310000\n/);
    expect(text).toMatch(/SecurityQos +: SecurityImpersonation, Static\n/);
    expect(text).toMatch(/FlagNames +: UnconnectedCommunicationPort SecurityDynamic\n/);
  });
});

describe.each(lpcLayouts)("a thread of %s", (layout) => {
  const make = (text: string) => world(layout, machine + "\n" + text);

  it("waits for a reply while it waits on its own semaphore, and not by an id it once had", () => {
    const w = make("t1 calls Svc, in service of w1\n t2 waits event 40s");
    expect(waitingForLpc(at(w, "t1"))).toBeDefined();
    w.set("thread", "t2", "LpcReplyMessageId", 0x4711);
    w.set("thread", "t2", "LpcWaitingOnPort", BigInt(w.port("client of c")) | 1n);
    expect(waitingForLpc(at(w, "t2"))).toBeUndefined();
    w.set("thread", "w2", "LpcReplyMessageId", 0x4711);
    expect(waitingForLpc(at(w, "w2"))).toBeUndefined();
  });
  it("that is being torn down neither waits nor serves", () => {
    const w = make("t1 calls Svc, in service of w1");
    w.set("thread", "t1", "LpcExitThreadCalled", 1);
    w.set("thread", "w1", "LpcExitThreadCalled", 1);
    expect(waitingForLpc(at(w, "t1"))).toBeUndefined();
    expect(receivedMessageId(at(w, "w1"))).toBeUndefined();
  });
  it("still waits for its reply while it is suspended in that wait", () => {
    const w = make("t1 calls Svc, in service of w1, suspended");
    expect(requestOf(at(w, "t1"))).toMatchObject({ messageId: w.messageId("t1") });
  });
  it("that connects waits at the connection port, though it holds its request where a reply would be", () => {
    const w = make("t1 calls Svc, queued, type 10, 40s");
    // While a connection is made the union holds the request. Source: ReactOS.
    w.set("thread", "t1", "LpcReplyMessage", BigInt(w.message("t1")));
    const wait = waitingForLpc(at(w, "t1"))!;
    expect(wait.reply).toBeUndefined();
    expect(hex((wait.queuePort as LpcPort).address)).toBe(w.port("Svc"));
    expect(requestOf(at(w, "t1"))!.state).toBe("Queued");
  });
  it("of the server that asks its client waits for it to come to the client's end", () => {
    // Worlds check that every waiter is a client.
    const w = world(layout, machine + "\n w1 calls client of c, queued, 20s", { unchecked: true });
    const wait = waitingForLpc(at(w, "w1"))!;
    expect(hex((wait.port as LpcPort).address)).toBe(w.port("server of c"));
    expect(hex((wait.queuePort as LpcPort).address)).toBe(w.port("client of c"));
    const { chains } = analyse(collect(looking(w), false));
    expect(chains[0]!.root).toMatchObject({ why: "queued", process: address(BigInt(w.process("app.exe"))) });
  });
  it("with a port that is none and no chain: the wait is kept, and what is missing is named", () => {
    const w = make("t1 calls Svc, in service of w1, 40s");
    w.set("thread", "t1", "LpcWaitingOnPort", 0xfffffff1);
    const links = w.builder.kernel.at({ type: "_ETHREAD", address: BigInt(w.thread("t1")) }, "LpcReplyChain");
    w.builder.kernel.link(links, []);
    const facts = collect(looking(w), true);
    expect(facts.incomplete.map((one) => one.what)).toContain("port");
    // The id alone still ties both threads together.
    expect(analyse(facts).chains[0]!.root).toMatchObject({ why: "runnable", thread: address(BigInt(w.thread("w1"))) });
  });
  it("receives on the port whose queue it waits on, and is idle", () => {
    const w = make("w1 receives on Svc");
    expect(hex(receivingOn(at(w, "w1"))!.address)).toBe(w.port("Svc"));
    expect(receivingOn(at(w, "w2"))).toBeUndefined();
    expect(session(w).run(`dx @$cursession.Alpc.Thread(${w.thread("w1")}).Alpc.ReceivingOn`).text).toContain("Svc");
  });
});

describe.each(lpcLayouts)("damage on %s", (layout) => {
  const text = machine + "\n t1 calls Svc, queued, 40s\n t2 calls Svc, queued, 41s";
  const judged = (w: World) => {
    const facts = collect(looking(w), false);
    return { facts, rules: analyse(facts).findings.map((one) => one.rule) };
  };
  const head = (w: World, member: string) =>
    w.builder.kernel.at({ type: "_LPCP_PORT_OBJECT", address: BigInt(w.port("Svc")) }, member);

  it("a queue that leads back into itself: what came before is there, and the loop is named", () => {
    const w = world(layout, text);
    const { kernel } = w.builder;
    const second = BigInt(w.message("t2"));
    kernel.writePointer(second, BigInt(w.message("t1")));
    const { facts, rules } = judged(w);
    expect(rules).toContain("corrupt-list");
    expect(facts.damagedLists).toMatchObject([{ list: "ReceiveHead" }]);
    expect(facts.counts.messages).toBe(2);
  });
  it("a message that is paged out: nothing is claimed about who waits for it", () => {
    const w = world(layout, machine + "\n t1 calls Svc, queued, 40s");
    w.builder.kernel.writePointer(head(w, "MsgQueue.ReceiveHead"), 0xfffff000n);
    w.builder.kernel.writePointer(head(w, "MsgQueue.ReceiveHead") + BigInt(w.builder.kernel.pointer), 0xfffff000n);
    const { facts, rules } = judged(w);
    expect(facts.incomplete.map((one) => one.what)).toEqual(["ReceiveHead"]);
    expect(rules).not.toContain("lost-reply");
  });
  it("a reply chain that leads nowhere: the port is still found through the thread", () => {
    const w = world(layout, text);
    const server = w.builder.kernel.at(
      { type: "_LPCP_PORT_OBJECT", address: BigInt(w.port("server of c")) },
      "LpcReplyChainHead",
    );
    w.builder.kernel.writePointer(server, 0x1000n);
    const { facts } = judged(w);
    expect(facts.threads.filter((one) => one.waits[0]?.kind === "lpc")).toHaveLength(2);
    expect(facts.damagedLists.length + facts.incomplete.length).toBeGreaterThan(0);
  });
});
