/** `_LPCP_MESSAGE`: there while a request is queued, or carries data areas, or is a reply; freed when it is received. */
import { isKernel, isNull, type Address } from "../target/address";
import { Gap, type StructReader, type Structure } from "../target/layout";
import { uint32In, type Kernel } from "../nt/kernel";
import { messageTypeName, portMessageMembers } from "../nt/portMessage";

const MEMBERS = ["Entry", "SenderPort", "RepliedToThread", "PortContext"].concat(portMessageMembers("Request"));

/** In `Request.u2.s2.Type`. Source: layouts/enums. */
const CONNECTION_REQUEST = 10;

export class LpcMessage {
  constructor(
    readonly kernel: Kernel,
    readonly raw: Structure,
  ) {}

  get address(): Address {
    return this.raw.address;
  }

  get messageId(): number | undefined {
    return this.raw.unsigned("Request.MessageId");
  }

  get callbackId(): number | undefined {
    return this.raw.unsigned("Request.CallbackId");
  }

  /** Size of the section view the sender attached; shares its place with CallbackId. */
  get clientViewSize(): Address | undefined {
    return this.raw.pointer("Request.ClientViewSize");
  }

  /** `LPC_REQUEST` ...; undefined where it cannot be read. */
  get type(): string | undefined {
    const type = this.typeNumber;
    return type === undefined ? undefined : messageTypeName(type);
  }

  get typeNumber(): number | undefined {
    return this.raw.unsigned("Request.u2.s2.Type");
  }

  get isConnectionRequest(): boolean {
    return ((this.typeNumber || 0) & 0xff) === CONNECTION_REQUEST;
  }

  get dataLength(): number | undefined {
    return this.raw.unsigned("Request.u1.s1.DataLength");
  }

  get totalLength(): number | undefined {
    return this.raw.unsigned("Request.u1.s1.TotalLength");
  }

  /** Set when the message names data areas in its sender; it is then kept until the reply. */
  get dataInfoOffset(): number | undefined {
    return this.raw.unsigned("Request.u2.s2.DataInfoOffset");
  }

  get clientPid(): number | undefined {
    return this.raw.id("Request.ClientId.UniqueProcess");
  }

  get clientTid(): number | undefined {
    return this.raw.id("Request.ClientId.UniqueThread");
  }

  /** The port it was sent through. */
  get senderPort(): Address | undefined {
    return this.raw.pointer("SenderPort");
  }

  /** The thread that is replied to, of a reply and of a callback; null otherwise. */
  get repliedToThread(): Address | undefined {
    return this.raw.pointer("RepliedToThread");
  }

  get portContext(): Address | undefined {
    return this.raw.pointer("PortContext");
  }

  /** Up to `count` words of the data behind the header, as far as they are in memory. */
  data(count: number): readonly number[] {
    const start = this.raw.bytesOf("Request");
    const at = this.raw.at("Request");
    const words = Math.min(count, Math.floor((this.dataLength || 0) / 4));
    if (!start || at === undefined || words <= 0) return [];
    const bytes = this.kernel.bytes(at, start.length + 4 * words);
    if (bytes instanceof Gap) return [];
    return Array.from({ length: words }, (_, i) => uint32In(bytes, start.length + 4 * i));
  }
}

export function lpcMessageReader(kernel: Kernel): StructReader {
  return kernel.needed("_LPCP_MESSAGE", MEMBERS);
}

/** The message at an address, read once. Nothing in it tells a message from other memory. */
export function lpcMessage(kernel: Kernel, address: Address): LpcMessage | Gap {
  return kernel.once("LpcMessage", address, () => {
    if (isNull(address)) return new Gap(address, "the message pointer is null");
    if (!isKernel(address, kernel.pointerSize)) return new Gap(address, "not a kernel address");
    const raw = lpcMessageReader(kernel).read(address);
    return raw instanceof Gap ? raw : new LpcMessage(kernel, raw);
  });
}
