/** `dx @$curthread.Alpc` */
import type { Address } from "../target/address";
import { Gap } from "../target/layout";
import { ports, QUEUES } from "../alpc/port";
import { receivers } from "../alpc/receivers";
import { waitingFor } from "../alpc/waiting";
import { thread, type Thread } from "../nt/thread";
import { secondsText } from "../waits/names";
import { chainRows, waiterRows } from "../waits/tree";
import { HopObject } from "./analysis";
import { Collection } from "./collection";
import { describe, text } from "./describe";
import type { Look } from "./look";
import { MessageObject, messageObject, messageState } from "./message";
import { PortObject } from "./port";
import { waited } from "./references";

export class ThreadAlpc {
  private readonly __look: Look;
  private readonly __address: Address;

  constructor(look: Look, address: Address) {
    this.__look = look;
    this.__address = address;
  }

  get WaitingFor(): MessageObject | string | undefined {
    const own = this.__thread;
    return own instanceof Gap ? own.why : messageObject(this.__look, waitingFor(own));
  }
  get Serving(): Collection<MessageObject> {
    return new Collection(() => servedBy(this.__look, this.__address));
  }
  get WaitChain(): Collection<HopObject> {
    return new Collection(() => {
      const own = this.__thread;
      if (own instanceof Gap) return [];
      const { waits } = this.__look.chain(own);
      return chainRows(waits, own.address).map((row) => new HopObject(this.__look, waits.world, row));
    });
  }
  get ReplyChain(): Collection<HopObject> {
    return new Collection(() => {
      const { waits } = this.__look.judged(false);
      return waiterRows(waits, this.__address)
        .slice(1)
        .map((row) => new HopObject(this.__look, waits.world, row));
    });
  }
  get ReceivingOn(): Collection<PortObject> {
    return new Collection(
      () =>
        ports(this.__look.kernel)
          .items.filter((owner) => receivers(owner).list.some((receiver) => receiver.thread.address === this.__address))
          .map((owner) => new PortObject(this.__look, owner)),
      () => ports(this.__look.kernel).end,
    );
  }

  toString(): string {
    const own = this.__thread;
    if (own instanceof Gap) return own.why;
    const message = waitingFor(own);
    if (message === undefined) return "waits for no reply";
    if (message instanceof Gap) return "waits for a reply, but its message cannot be read";
    const id = message.messageId === undefined ? "" : " 0x" + message.messageId.toString(16);
    const seconds = waited(this.__look, own);
    return (
      "waits for the reply to message" +
      id +
      " (" +
      messageState(message) +
      ")" +
      (seconds === undefined ? "" : " for " + secondsText(seconds))
    );
  }

  private get __thread(): Thread | Gap {
    return thread(this.__look.kernel, this.__address);
  }
}
describe(ThreadAlpc, {
  WaitingFor: text("The message whose reply this thread waits for"),
  Serving: text("Messages whose ServerThread is this thread, on every port of the machine"),
  WaitChain: text("From this thread to the root, a row per hop; it branches where several may answer"),
  ReplyChain: text("Who waits for this thread, directly and through others"),
  ReceivingOn: text(
    "The ports this thread receives on: in their WaitQueue, or registered with their completion object",
  ),
});

/** Messages in any queue of the machine that a thread received last. */
function servedBy(look: Look, server: Address): MessageObject[] {
  const found: MessageObject[] = [];
  for (const owner of ports(look.kernel).items) {
    for (const name of QUEUES) {
      const queue = owner.queue(name);
      if (!queue) continue;
      for (const message of queue.walk.items) {
        if (message.serverThread === server) found.push(new MessageObject(look, message));
      }
    }
  }
  return found;
}
