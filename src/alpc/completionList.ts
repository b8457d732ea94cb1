/** `_ALPC_COMPLETION_LIST`: the ring in user memory that a server registered instead of receiving. */
import { isKernel, isNull, type Address } from "../target/address";
import { Gap, type Structure } from "../target/layout";
import type { Kernel } from "../nt/kernel";
import type { Port } from "./port";

const LIST = [
  "OwnerProcess",
  "UserVa",
  "UserLimit",
  "DataUserVa",
  "SystemVa",
  "TotalSize",
  "Header",
  "ListSize",
  "BitmapSize",
  "DataSize",
  "ConcurrencyCount",
  "AttributeFlags",
  "AttributeSize",
];
const HEADER = [
  "State.u1.s1.Head",
  "State.u1.s1.Tail",
  "State.u1.s1.ActiveThreadCount",
  "LastMessageId",
  "LastCallbackId",
  "PostCount",
  "ReturnCount",
  "LogSequenceNumber",
];

export class CompletionList {
  constructor(
    readonly kernel: Kernel,
    readonly raw: Structure,
  ) {}

  get address(): Address {
    return this.raw.address;
  }

  /** The header in the server's memory, through the kernel's own mapping. */
  get header(): Structure | Gap {
    const pointer = this.raw.pointer("Header");
    if (pointer === undefined || isNull(pointer)) return new Gap(this.address, "the header's address is not known");
    if (!isKernel(pointer, this.kernel.pointerSize)) return new Gap(pointer, "not a kernel address");
    const reader = this.kernel.reader("_ALPC_COMPLETION_LIST_HEADER", HEADER);
    return this.kernel.read("_ALPC_COMPLETION_LIST_HEADER", reader, pointer);
  }

  /** A counter of the header; undefined where it cannot be read. */
  count(
    name: "Head" | "Tail" | "ActiveThreadCount" | "LastMessageId" | "LastCallbackId" | "PostCount" | "ReturnCount",
  ): number | undefined {
    const header = this.header;
    if (header instanceof Gap) return undefined;
    const inState = name === "Head" || name === "Tail" || name === "ActiveThreadCount";
    return header.unsigned(inState ? "State.u1.s1." + name : name);
  }

  /** Whether messages lie in the ring that no thread has taken: Head and Tail differ. Source: alpc-semantics 6.2. */
  get hasMessages(): boolean | undefined {
    const head = this.count("Head");
    const tail = this.count("Tail");
    return head === undefined || tail === undefined ? undefined : head !== tail;
  }
}

/** The completion list of a port; undefined when it has none. */
export function completionList(port: Port): CompletionList | Gap | undefined {
  const address = port.raw.pointer("CompletionList");
  if (address === undefined || isNull(address)) return undefined;
  const kernel = port.kernel;
  return kernel.once("CompletionList", address, () => {
    const raw = kernel.read("_ALPC_COMPLETION_LIST", kernel.reader("_ALPC_COMPLETION_LIST", LIST), address);
    return raw instanceof Gap ? raw : new CompletionList(kernel, raw);
  });
}
