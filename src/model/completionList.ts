/** The completion list of a port, as dx shows it. */
import { isNull } from "../target/address";
import { toInt64 } from "../target/int64";
import { Gap } from "../target/layout";
import { attempt } from "../target/windbg";
import type { CompletionList } from "../alpc/completionList";
import { decimal, describe, text } from "./describe";
import type { Look } from "./look";
import { processReference, type ProcessReference } from "./references";

export class CompletionListObject {
  private readonly __look: Look;
  private readonly __list: CompletionList;

  constructor(look: Look, list: CompletionList) {
    this.__look = look;
    this.__list = list;
  }
  get Address(): Host.Int64 {
    return toInt64(this.__list.address);
  }
  get OwnerProcess(): ProcessReference | string | undefined {
    return processReference(this.__look, this.__list.raw.pointer("OwnerProcess"));
  }
  get Head(): number | undefined {
    return this.__list.count("Head");
  }
  get Tail(): number | undefined {
    return this.__list.count("Tail");
  }
  get ActiveThreads(): number | undefined {
    return this.__list.count("ActiveThreadCount");
  }
  get HasMessages(): boolean | undefined {
    return this.__list.hasMessages;
  }
  get LastMessageId(): number | undefined {
    return this.__list.count("LastMessageId");
  }
  get LastCallbackId(): number | undefined {
    return this.__list.count("LastCallbackId");
  }
  get PostCount(): number | undefined {
    return this.__list.count("PostCount");
  }
  get ReturnCount(): number | undefined {
    return this.__list.count("ReturnCount");
  }
  get ConcurrencyCount(): number | undefined {
    return this.__list.raw.unsigned("ConcurrencyCount");
  }
  get TotalSize(): number | undefined {
    return this.__list.raw.unsigned("TotalSize");
  }
  get ListSize(): number | undefined {
    return this.__list.raw.unsigned("ListSize");
  }
  get DataSize(): number | undefined {
    return this.__list.raw.unsigned("DataSize");
  }
  get UserVa(): Host.Int64 | undefined {
    return this.__pointer("UserVa");
  }
  get SystemVa(): Host.Int64 | undefined {
    return this.__pointer("SystemVa");
  }
  get AttributeFlags(): number | undefined {
    return this.__list.raw.unsigned("AttributeFlags");
  }
  get Missing(): string | undefined {
    const header = this.__list.header;
    return header instanceof Gap ? header.why : undefined;
  }
  get Native(): unknown {
    return attempt(() => this.__look.target.typed("_ALPC_COMPLETION_LIST", this.__list.address));
  }
  toString(): string {
    const filled = this.HasMessages;
    const state = filled === undefined ? "header not readable" : filled ? "messages wait in it" : "empty";
    return state + (this.ActiveThreads === undefined ? "" : ", " + this.ActiveThreads + " active threads");
  }
  private __pointer(name: string): Host.Int64 | undefined {
    const value = this.__list.raw.pointer(name);
    return value === undefined || isNull(value) ? undefined : toInt64(value);
  }
}
describe(CompletionListObject, {
  Address: text("Address of the _ALPC_COMPLETION_LIST"),
  OwnerProcess: text("The server that registered it"),
  Head: decimal("Where the next message is taken, 24 bits"),
  Tail: decimal("Where the next message is put, 24 bits"),
  ActiveThreads: decimal("Threads of the server that work on it"),
  HasMessages: text("Head and Tail differ: nobody has taken what lies there"),
  LastMessageId: text("Id of the message put last, ULONG"),
  LastCallbackId: text("Its callback id, ULONG"),
  PostCount: decimal("Messages put so far"),
  ReturnCount: decimal("Buffers given back so far"),
  ConcurrencyCount: decimal("Threads that may work on it at once"),
  TotalSize: text("Bytes of the whole"),
  ListSize: text("Bytes of the ring"),
  DataSize: text("Bytes for the messages themselves"),
  UserVa: text("Where the server sees it"),
  SystemVa: text("Where the kernel sees it"),
  AttributeFlags: text("Attributes that go with each message, ULONG"),
  Missing: text("Why the header cannot be read"),
  Native: text("The typed nt!_ALPC_COMPLETION_LIST"),
});

export function completionListObject(
  look: Look,
  found: CompletionList | Gap | undefined,
): CompletionListObject | string | undefined {
  if (found === undefined) return undefined;
  return found instanceof Gap ? found.why : new CompletionListObject(look, found);
}
