/** The threads that receive on a port, idle or busy, as dx shows them. */
import type { Port } from "../alpc/port";
import type { Receiver } from "../alpc/receivers";
import { busyText, workOf, type Work } from "../alpc/work";
import type { Thread } from "../nt/thread";
import { Collection } from "./collection";
import { describe, text } from "./describe";
import type { Look } from "./look";
import { MessageObject, messageObject } from "./message";
import { ThreadReference } from "./references";

/** A thread that receives on a port. */
export class WorkerObject {
  private readonly __look: Look;
  private readonly __port: Port;
  private readonly __thread: Thread;
  private readonly __by: Receiver["by"];

  constructor(look: Look, port: Port, thread: Thread, by: Receiver["by"]) {
    this.__look = look;
    this.__port = port;
    this.__thread = thread;
    this.__by = by;
  }
  get Thread(): ThreadReference {
    return new ThreadReference(this.__look, this.__thread);
  }
  get By(): string {
    return this.__by;
  }
  get IsIdle(): boolean {
    return this.__work.isIdle;
  }
  get BusyWith(): string | undefined {
    return busyText(this.__work, this.__thread);
  }
  get Received(): Collection<MessageObject> {
    return new Collection(() => this.__work.received.map((found) => new MessageObject(this.__look, found)));
  }
  get WaitingFor(): MessageObject | string | undefined {
    return messageObject(this.__look, this.__work.waitsFor);
  }
  toString(): string {
    const busy = this.BusyWith;
    return (busy === undefined ? "idle: " : "busy: ") + this.Thread.toString() + (busy ? ", " + busy : "");
  }
  private get __work(): Work {
    return workOf(this.__port, this.__thread);
  }
}
describe(WorkerObject, {
  Thread: text("The thread"),
  By: text("WaitQueue: blocked in a receive; CompletionPort: registered with the completion object; Semaphore"),
  IsIdle: text("Free to take the next message"),
  BusyWith: text("The messages it received, and what it waits for or its state; nothing when it is idle"),
  Received: text("Messages of this port that it received and that are not answered"),
  WaitingFor: text("The message whose reply it waits for itself"),
});
