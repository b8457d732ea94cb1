/** Processes and threads as the model names them: small objects that lead to everything else. */
import { NULL, type Address } from "../target/address";
import { toInt64 } from "../target/int64";
import { Gap } from "../target/layout";
import { attempt } from "../target/windbg";
import { process, type Process } from "../nt/process";
import { thread, type Thread } from "../nt/thread";
import { threadWait } from "../nt/waitBlock";
import { Clock } from "../nt/clock";
import { Collection } from "./collection";
import { decimal, describe, text } from "./describe";
import type { Look } from "./look";
import { ProcessAlpc } from "./processAlpc";
import { tokenObject, type TokenObject } from "./security";
import { ThreadAlpc } from "./threadAlpc";

export class ProcessReference {
  private readonly __look: Look;
  private readonly __process: Process;

  constructor(look: Look, found: Process) {
    this.__look = look;
    this.__process = found;
  }

  get Address(): Host.Int64 {
    return toInt64(this.__process.address);
  }
  get Name(): string {
    return this.__process.image;
  }
  get Id(): number | undefined {
    return this.__process.pid;
  }
  get IsExiting(): boolean {
    return this.__process.isExiting;
  }
  get SessionId(): number | undefined {
    return this.__process.sessionId;
  }
  get Token(): TokenObject | string | undefined {
    return tokenObject(this.__look, this.__process.token);
  }
  get IsWow64(): boolean | undefined {
    return this.__process.isWow64;
  }
  get Alpc(): ProcessAlpc {
    return new ProcessAlpc(this.__look, this.__process.address);
  }
  get Process(): unknown {
    const pid = this.__process.pid;
    return pid === undefined ? undefined : this.__look.target.userContext(pid);
  }
  toString(): string {
    return processText(this.__process);
  }
}
describe(ProcessReference, {
  Address: text("Address of the _EPROCESS"),
  Name: text("ImageFileName, at most 14 characters"),
  Id: text("Process id"),
  IsExiting: text("ProcessExiting is set, or there is an exit time"),
  SessionId: decimal("Terminal services session, as its token says"),
  Token: text("Its primary token"),
  IsWow64: text("A 32-bit process on a 64-bit kernel"),
  Alpc: text("Ports, messages and waits of the process"),
  Process: text("The debugger's own process object"),
});

/** `svchost.exe (0x33c)` */
export function processText(found: Process): string {
  return found.image + (found.pid === undefined ? "" : " (0x" + found.pid.toString(16) + ")");
}

/** A process by address; a text that says why where it cannot be read, undefined for null. */
export function processReference(look: Look, address: Address | undefined): ProcessReference | string | undefined {
  if (address === undefined || address === NULL) return undefined;
  const found = process(look.kernel, address);
  return found instanceof Gap ? found.why : new ProcessReference(look, found);
}

export class ThreadReference {
  private readonly __look: Look;
  private readonly __thread: Thread;

  constructor(look: Look, found: Thread) {
    this.__look = look;
    this.__thread = found;
  }

  get Address(): Host.Int64 {
    return toInt64(this.__thread.address);
  }
  get Id(): number | undefined {
    return this.__thread.tid;
  }
  get Process(): ProcessReference | string | undefined {
    return processReference(this.__look, this.__thread.process);
  }
  get State(): string | undefined {
    return this.__thread.state;
  }
  get WaitReason(): string | undefined {
    return this.__thread.waitReason;
  }
  get IsLive(): boolean | undefined {
    return this.__thread.isKnown ? this.__thread.isLive : undefined;
  }
  get IsSuspended(): boolean {
    return this.__thread.isSuspended;
  }
  get HasTimeout(): boolean {
    return threadWait(this.__look.kernel, this.__thread).timeout;
  }
  get Waited(): number | undefined {
    return waited(this.__look, this.__thread);
  }
  get Frames(): Collection<string> | undefined {
    const { pid, tid } = this.__thread;
    const frames = pid === undefined || tid === undefined ? undefined : this.__look.target.frames(pid, tid);
    return frames && new Collection(() => frames);
  }
  get Alpc(): ThreadAlpc {
    return new ThreadAlpc(this.__look, this.__thread.address);
  }
  get Native(): unknown {
    return attempt(() => this.__look.target.typed("_ETHREAD", this.__thread.address));
  }
  toString(): string {
    return threadText(this.__look, this.__thread);
  }
}
describe(ThreadReference, {
  Address: text("Address of the _ETHREAD"),
  Id: text("Thread id"),
  Process: text("The process it belongs to"),
  State: text("_KTHREAD.State by name"),
  WaitReason: text("_KTHREAD.WaitReason by name, while it waits"),
  IsLive: text("A thread object that has not ended"),
  IsSuspended: text("Suspended or frozen"),
  HasTimeout: text("Its wait ends by itself"),
  Waited: decimal("Seconds since its wait began; nothing without nt!KeMaximumIncrement"),
  Frames: text("Its stack, most recent call first, where the target has it"),
  Alpc: text("What it waits for and serves"),
  Native: text("The typed nt!_ETHREAD"),
});

/** `svchost.exe 33c.3c40 Waiting` */
export function threadText(look: Look, found: Thread): string {
  const owner = found.process === undefined ? undefined : process(look.kernel, found.process);
  const image = owner === undefined || owner instanceof Gap ? "?" : owner.image;
  return image + " " + found.cid + " " + (!found.isKnown ? "?" : found.isLive ? found.state || "?" : "ended");
}

/** A thread by address; a text where it cannot be read, undefined for null. */
export function threadReference(look: Look, address: Address | undefined): ThreadReference | string | undefined {
  if (address === undefined || address === NULL) return undefined;
  const found = thread(look.kernel, address);
  if (found instanceof Gap) return found.why;
  return found.isThread ? new ThreadReference(look, found) : "not a thread any more";
}

/** Seconds since a waiting thread's wait began. */
export function waited(look: Look, found: Thread): number | undefined {
  return found.isWaiting ? clock(look).secondsSince(found.waitTime) : undefined;
}

export function clock(look: Look): Clock {
  return look.kernel.once("clock", NULL, () => new Clock(look.kernel));
}
