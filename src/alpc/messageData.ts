/** The data of a message, as far as they are in kernel memory. */
import { add, isKernel, isNull, type Address } from "../target/address";
import { type Gap } from "../target/layout";
import type { Message } from "./message";

/** The longest a message can be: its lengths are SHORTs. */
const MAX_LENGTH = 0xffff;

/** One run of bytes. */
export interface DataPart {
  readonly where: "inline" | "extension";
  readonly address: Address;
  readonly bytes: Uint8Array | Gap;
}

/**
 * Up to `DataLength` bytes. They lie behind the PORT_MESSAGE that ends the structure, or in ExtensionBuffer. How the kernel
 * splits them is not published, so the sizes decide: a buffer that holds DataLength bytes holds them all; a smaller one
 * holds what comes after the inline part. Source: alpc-semantics 1.3, 2.2; rpc-over-alpc 2.
 */
export function messageData(message: Message): readonly DataPart[] {
  const length = message.dataLength;
  if (!length) return [];
  const wanted = Math.min(length, MAX_LENGTH);
  return message.kernel.once("message data", message.address, () => {
    const { address, size } = extension(message);
    const inExtension = address === undefined ? 0 : Math.min(size, wanted);
    const parts: DataPart[] = [];
    const start = inlineStart(message);
    if (start !== undefined && inExtension < wanted) {
      parts.push({ where: "inline", address: start, bytes: message.kernel.bytes(start, wanted - inExtension) });
    }
    if (address !== undefined && inExtension > 0) {
      parts.push({ where: "extension", address, bytes: message.kernel.bytes(address, inExtension) });
    }
    return parts;
  });
}

function extension(message: Message): { readonly address?: Address; readonly size: number } {
  const address = message.raw.pointer("ExtensionBuffer");
  const size = message.raw.unsigned("ExtensionBufferSize") || 0;
  if (address === undefined || isNull(address) || !isKernel(address, message.kernel.pointerSize)) return { size: 0 };
  return { address, size };
}

function inlineStart(message: Message): Address | undefined {
  const header = message.raw.at("PortMessage");
  const layout = message.kernel.target.type("_PORT_MESSAGE");
  return header === undefined || !layout ? undefined : add(header, layout.size);
}

/**
 * Whether the lengths are those of a 32-bit sender's header on a 64-bit kernel: TotalLength counts a `_PORT_MESSAGE32`.
 * The header in the kernel is the native one in any case. Undefined where it cannot be told. Source: alpc-semantics 9.8.
 */
export function usesPortMessage32(message: Message): boolean | undefined {
  const { dataLength, totalLength, kernel } = message;
  const native = kernel.target.type("_PORT_MESSAGE");
  const small = kernel.target.type("_PORT_MESSAGE32");
  if (kernel.pointerSize === 4 || !native || dataLength === undefined || totalLength === undefined) return undefined;
  const header = totalLength - dataLength;
  if (header >= native.size) return false;
  return small && header === small.size ? true : undefined;
}
