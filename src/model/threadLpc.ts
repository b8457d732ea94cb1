/** The LPC members of a thread as they are: Windows XP and Server 2003. Everything concluded from them is on `Alpc` itself. */
import { lowBits } from "../target/address";
import { toInt64 } from "../target/int64";
import { Gap } from "../target/layout";
import { replyChainNeighbours, replyChainPort } from "../lpc/replyChain";
import { IS_PORT, receivedMessageId } from "../lpc/threads";
import type { Thread } from "../nt/thread";
import { describe, text } from "./describe";
import type { Look } from "./look";
import { LpcPortObject } from "./lpcPort";
import { ThreadReference } from "./references";

export class ThreadLpc {
  private readonly __look: Look;
  private readonly __thread: Thread;

  constructor(look: Look, thread: Thread) {
    this.__look = look;
    this.__thread = thread;
  }
  get LpcReplyMessageId(): number | undefined {
    return this.__thread.raw.unsigned("LpcReplyMessageId");
  }
  get LpcReplyMessage(): Host.Int64 | undefined {
    return this.__union(false);
  }
  get LpcWaitingOnPort(): Host.Int64 | undefined {
    return this.__union(true);
  }
  get LpcReceivedMessageId(): number | undefined {
    return receivedMessageId(this.__thread);
  }
  get LpcReceivedMsgIdValid(): boolean | undefined {
    return this.__thread.raw.flag("LpcReceivedMsgIdValid");
  }
  get LpcReplySemaphore(): Host.Int64 | undefined {
    const address = this.__thread.raw.at("LpcReplySemaphore");
    return address === undefined ? undefined : toInt64(address);
  }
  get LpcExitThreadCalled(): boolean | undefined {
    return this.__thread.raw.flag("LpcExitThreadCalled");
  }
  get LpcReplyChainPort(): LpcPortObject | string | undefined {
    const found = replyChainPort(this.__thread);
    return found instanceof Gap ? found.why : found && new LpcPortObject(this.__look, found);
  }
  get LpcReplyChainPrevious(): ThreadReference | undefined {
    return this.__neighbour("before");
  }
  get LpcReplyChainNext(): ThreadReference | undefined {
    return this.__neighbour("after");
  }
  toString(): string {
    const waits = this.LpcReplyMessageId;
    const serves = this.LpcReceivedMessageId;
    const parts: string[] = [];
    if (waits) parts.push("Waiting for reply to LPC MessageId " + waits.toString(16));
    if (serves) parts.push("LPC Server thread working on message Id " + serves.toString(16));
    return parts.join("; ");
  }

  /** One place for two: bit 0 says that it is the port waited on. */
  private __union(asPort: boolean): Host.Int64 | undefined {
    const value = this.__thread.raw.pointer("LpcReplyMessage");
    if (value === undefined || value === 0) return undefined;
    return (lowBits(value, IS_PORT) !== 0) === asPort ? toInt64(value) : undefined;
  }

  private __neighbour(side: "before" | "after"): ThreadReference | undefined {
    const found = replyChainNeighbours(this.__thread)[side];
    return found instanceof Gap || found.address === this.__thread.address
      ? undefined
      : new ThreadReference(this.__look, found);
  }
}
describe(ThreadLpc, {
  LpcReplyMessageId: text("Id of the request whose reply it waits for, ULONG; 0 for none"),
  LpcReplyMessage: text("The reply it was given; shares its place with LpcWaitingOnPort"),
  LpcWaitingOnPort: text("The port it waits on, with bit 0 set as it is stored"),
  LpcReceivedMessageId: text("Id of the request it has received, ULONG; only while LpcReceivedMsgIdValid is set"),
  LpcReceivedMsgIdValid: text("Whether LpcReceivedMessageId is one: it shares its place with Win32StartAddress"),
  LpcReplySemaphore: text("Address of the semaphore it waits on for a reply"),
  LpcExitThreadCalled: text("The thread is being torn down"),
  LpcReplyChainPort: text("The port whose reply chain it is in"),
  LpcReplyChainPrevious: text("The thread before it in the reply chain"),
  LpcReplyChainNext: text("The thread after it in the reply chain"),
});
