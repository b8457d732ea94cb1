/** `dx @$curthread.Alpc` */
import type { Address } from "../target/address";
import { Gap } from "../target/layout";
import { thread, type Thread } from "../nt/thread";
import { secondsText } from "../waits/names";
import { chainRows, waiterRows } from "../waits/tree";
import { isLpc } from "../lpc/era";
import { HopObject } from "./analysis";
import { Collection } from "./collection";
import { describe, text } from "./describe";
import {
  allPorts,
  awaitedMessage,
  receivesOn,
  servedBy,
  showPort,
  type AnyMessageObject,
  type AnyPortObject,
} from "./era";
import type { Look } from "./look";
import { ThreadLpc } from "./threadLpc";
import { waited } from "./references";

export class ThreadAlpc {
  private readonly __look: Look;
  private readonly __address: Address;

  constructor(look: Look, address: Address) {
    this.__look = look;
    this.__address = address;
  }

  get WaitingFor(): AnyMessageObject | string | undefined {
    const own = this.__thread;
    return own instanceof Gap ? own.why : awaitedMessage(this.__look, own);
  }
  get Serving(): Collection<AnyMessageObject> {
    return new Collection(() => {
      const own = this.__thread;
      return own instanceof Gap ? [] : servedBy(this.__look, own);
    });
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
  get ReceivingOn(): Collection<AnyPortObject> {
    return new Collection(
      () =>
        allPorts(this.__look.kernel)
          .items.filter((owner) => receivesOn(this.__address, owner))
          .map((owner) => showPort(this.__look, owner)),
      () => allPorts(this.__look.kernel).end,
    );
  }
  get Lpc(): ThreadLpc | undefined {
    const own = this.__thread;
    return own instanceof Gap || !isLpc(this.__look.kernel) ? undefined : new ThreadLpc(this.__look, own);
  }

  toString(): string {
    const own = this.__thread;
    if (own instanceof Gap) return own.why;
    const message = awaitedMessage(this.__look, own);
    if (message === undefined) return "waits for no reply";
    if (typeof message === "string") return "waits for a reply, but its message cannot be read";
    const number = message.MessageId;
    const id = number === undefined ? "" : " 0x" + number.toString(16);
    const seconds = waited(this.__look, own);
    return (
      "waits for the reply to message" +
      id +
      " (" +
      message.State +
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
  Lpc: text("The LPC members of the thread; Windows XP and Server 2003"),
});
