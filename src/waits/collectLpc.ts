/** The part of the facts that is read from LPC: Windows XP and Server 2003. */
import { isNull, NULL, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { allLpcPorts } from "../lpc/ports";
import { lpcPort, type LpcPort } from "../lpc/port";
import { lpcReceivers, receivingOn } from "../lpc/receivers";
import { receivedMessageId, serversOf, waitingForLpc } from "../lpc/threads";
import { isSound } from "../nt/list";
import { process } from "../nt/process";
import type { Thread } from "../nt/thread";
import type { Collector, Progress, Source, Writable } from "./collect";
import type { LpcReplyFact, PortFact } from "./types";

export class LpcSource implements Source {
  constructor(private readonly into: Collector) {}

  addAllPorts(progress: Progress): void {
    if (this.into.isLimited) {
      // The search for ports goes through the handle tables of all processes, however few are wanted.
      const why = "LPC keeps no list of ports, and the handle tables of all processes were not searched for them";
      this.into.leftOut("ports", NULL, why);
      return;
    }
    const { ports, gaps } = allLpcPorts(this.into.kernel);
    for (const { what, gap } of gaps) this.into.lost(what, gap.address, gap.why);
    const connections = new Map<LpcPort, number>();
    for (const found of ports) {
      const target = found.kind === "ClientCommunicationPort" ? found.connectionPort : undefined;
      if (target && !(target instanceof Gap)) connections.set(target, (connections.get(target) || 0) + 1);
    }
    ports.forEach((found, index) => {
      progress("ports", index);
      const fact = this.addPort(found);
      this.walkLists(found);
      for (const message of found.messages.items) this.into.messages.add(message.address);
      for (const message of found.dataInfoMessages.items) this.into.messages.add(message.address);
      fact.messageCount = found.messageCount;
      if (found.kind === "ConnectionPort") fact.connectionCount = connections.get(found) || 0;
    });
  }

  walkAgain(_: string, owner: Address): void {
    const found = lpcPort(this.into.kernel, owner);
    if (found instanceof Gap) return;
    this.addPort(found);
    this.walkLists(found);
  }

  private walkLists(found: LpcPort): void {
    this.into.ended(found.messages.end, found.address, "ReceiveHead");
    this.into.ended(found.dataInfoMessages.end, found.address, "LpcDataInfoChainHead");
    this.into.ended(found.replyChain.end, found.address, "LpcReplyChainHead");
  }

  isIdle(found: Thread): boolean {
    return found.isWaiting && (found.waitsInQueue || receivingOn(found) !== undefined);
  }

  learnSemaphores(): void {
    // The semaphore of an LPC port leads back to it.
  }

  isServing(found: Thread): boolean {
    return receivedMessageId(found) !== undefined;
  }

  replyFact(found: Thread): LpcReplyFact | undefined {
    const wait = waitingForLpc(found);
    if (!wait) return undefined;
    const id = wait.messageId;
    const fact: Writable<LpcReplyFact> = { kind: "lpc", messageId: id || 0, servers: [], place: "unreadable" };
    if (wait.reply) {
      fact.replied = true;
      if (wait.reply instanceof Gap) this.into.lost("message", wait.reply.address, wait.reply.why);
      else {
        fact.message = wait.reply.address;
        this.into.messages.add(wait.reply.address);
      }
      if (wait.wrongReplyId !== undefined) fact.wrongReplyId = wait.wrongReplyId;
    }
    if (id === undefined) this.into.lost("thread", found.address, "LpcReplyMessageId cannot be read");
    else {
      const servers = serversOf(this.into.kernel, id).map((server) => server.address);
      fact.servers = servers;
      for (const server of servers) this.into.name(server);
    }
    const port = wait.queuePort;
    if (port instanceof Gap) {
      if (!wait.reply) this.into.lost("port", port.address, port.why);
      return fact;
    }
    this.addPort(port);
    fact.port = port.address;
    const queued = port.messages;
    this.into.ended(queued.end, port.address, "ReceiveHead");
    const block = queued.items.filter((message) => message.messageId === id)[0];
    fact.place = block ? "queued" : isSound(queued.end) ? "nowhere" : "unreadable";
    const kept = block || port.dataInfoMessages.items.filter((message) => message.messageId === id)[0];
    if (kept && !wait.reply) {
      fact.message = kept.address;
      this.into.messages.add(kept.address);
    }
    // Whoever receives there may be the one that answers.
    if (block) for (const receiver of lpcReceivers(port).threads) this.into.name(receiver.address);
    return fact;
  }

  private addPort(found: LpcPort): Writable<PortFact> {
    const known = this.into.ports.get(found.address);
    if (known) return known;
    const able = lpcReceivers(found);
    this.into.ended(able.end, found.address, "the waiters of its semaphore");
    const fact: Writable<PortFact> = {
      port: found.address,
      receivers: able.threads.map((thread) => thread.address),
    };
    this.into.ports.set(found.address, fact);
    if (!isSound(able.end)) fact.receiversIncomplete = true;
    if (found.name !== "") fact.name = found.name;
    const unnamed = found.nameGap;
    if (unnamed) this.into.lost("port name", unnamed.address, unnamed.why);
    if (found.isClosed) fact.closed = true;
    if (found.isDisconnected) fact.disconnected = true;
    const handles = found.header.handleCount;
    if (handles !== undefined) fact.handleCount = handles;
    if (found.raw.isPartial) this.into.lost("port", found.address, "a part of it cannot be read");
    this.addOwner(found, fact);
    return fact;
  }

  private addOwner(found: LpcPort, fact: Writable<PortFact>): void {
    const address = found.ownerAddress;
    if (address === undefined) return;
    if (isNull(address)) {
      fact.ownerInvalid = true;
      return;
    }
    fact.ownerProcess = address;
    const owner = process(this.into.kernel, address);
    if (owner instanceof Gap) this.into.lost("process", address, owner.why);
    // The memory of a process that is gone is used for something else.
    else if (!owner.mayBeProcess) fact.ownerInvalid = true;
    else this.into.addProcess(owner);
  }
}
