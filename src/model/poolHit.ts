/** What lies in a block of the pool that has one of our tags, and whether it is what the tag says. */
import { add, isNull, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { BLOB, blobKind } from "../alpc/blob";
import { communicationInfo } from "../alpc/communicationInfo";
import { message } from "../alpc/message";
import { messageById } from "../alpc/messageTable";
import { isLpc } from "../lpc/era";
import { lpcMessage } from "../lpc/message";
import { LpcRequest } from "../lpc/request";
import { lpcPort } from "../lpc/port";
import { headerOf } from "../nt/object";
import type { Kernel } from "../nt/kernel";
import type { PoolBlock } from "../nt/pool";
import { anyPort, showPort, type AnyPort } from "./era";
import type { Look } from "./look";
import { LpcMessageObject } from "./lpcMessage";
import { MessageObject } from "./message";

export interface PoolHit {
  readonly block: PoolBlock;
  readonly plausible: boolean;
  /** Address of the object in the block, where it is known. */
  readonly object: Address | undefined;
  /** What it is, or why it is not what the tag says. */
  readonly text: string;
}

/** Tags with what they mark. Source: pooltag.txt by way of alpc-semantics 7 and 8.1. */
export const ALPC_TAGS = [
  "ALPC",
  "AlMs",
  "AlCI",
  "AlHa",
  "AlIn",
  "AlEv",
  "AlRe",
  "AlRr",
  "AlSc",
  "AlSe",
  "AlVi",
] as const;
export const LPC_TAGS = ["LpcM", "LpcZ", "Port"] as const;

/** Tags of blobs, with what the blob must say. */
const BLOB_TAGS: { readonly [tag: string]: number } = {
  AlRe: BLOB.region,
  AlRr: BLOB.reserve,
  AlSc: BLOB.section,
  AlSe: BLOB.securityContext,
  AlVi: BLOB.view,
};
/** The optional headers in front of an object take no more. */
const MAX_HEADERS = 0x100;

/** Decodes the content of a block. `ports` are all ports that are known otherwise. */
export function poolHit(look: Look, block: PoolBlock, ports: ReadonlyMap<Address, AnyPort>): PoolHit {
  const { kernel } = look;
  if (block.isFree) return miss(block, "the block is free");
  switch (block.tag) {
    case "ALPC":
    case "Port":
      return portHit(look, block, ports);
    case "AlMs":
      return messageHit(look, block);
    case "AlCI":
      return infoHit(kernel, block);
    case "LpcM":
    case "LpcZ":
      return lpcMessageHit(look, block);
    default:
      return blobHit(kernel, block);
  }
}

function miss(block: PoolBlock, text: string, object?: Address): PoolHit {
  return { block, plausible: false, object, text };
}

function hit(block: PoolBlock, object: Address, text: string): PoolHit {
  return { block, plausible: true, object, text };
}

/** The object lies behind its header, and that behind optional ones: where is not known, but that it is a port is. */
function portHit(look: Look, block: PoolBlock, ports: ReadonlyMap<Address, AnyPort>): PoolHit {
  const { kernel } = look;
  const header = kernel.target.type("_OBJECT_HEADER");
  const body = header && header.field("Body");
  if (!body) return miss(block, "the symbols have no _OBJECT_HEADER");
  const last = Math.min(block.size, MAX_HEADERS + body.offset);
  for (let at = body.offset; at < last; at += kernel.pointerSize) {
    const known = ports.get(add(block.body, at));
    if (known) return hit(block, known.address, String(showPort(look, known)));
  }
  for (let at = body.offset; at < last; at += kernel.pointerSize) {
    const address = add(block.body, at);
    const own = headerOf(kernel, address);
    const symbols = isLpc(kernel) ? ["LpcPortObjectType", "LpcWaitablePortObjectType"] : ["AlpcPortObjectType"];
    if (own instanceof Gap || !symbols.some((symbol) => own.isOfType(symbol) === true)) continue;
    const found = anyPort(kernel, address);
    if (found instanceof Gap) continue;
    const counts = own.pointerCount === 0 ? "no references are left" : "no list and no handle leads to it";
    return isLpc(kernel)
      ? hit(block, address, String(showPort(look, found)))
      : miss(block, "a port object, but " + counts, address);
  }
  return miss(block, "no object header in it names the type of ports");
}

function messageHit(look: Look, block: PoolBlock): PoolHit {
  const { kernel } = look;
  const blob = kernel.target.type("_BLOB");
  if (!blob) return miss(block, "the symbols have no _BLOB");
  const address = add(block.body, blob.size);
  const found = message(kernel, address);
  if (found instanceof Gap) return miss(block, found.why, address);
  const id = found.raw.unsigned("Blob.ResourceId");
  if (id !== BLOB.message) return miss(block, "its blob is a " + blobKind(id), address);
  if (found.isFree || found.messageId === 0) return miss(block, "a free message, kept for reuse", address);
  const owner = found.ownerPort;
  const port = owner === undefined || isNull(owner) ? undefined : anyPort(kernel, owner);
  const kind = port === undefined || port instanceof Gap ? undefined : port.kind;
  if (port !== undefined && kind === undefined) return miss(block, "its OwnerPort is no port", address);
  const byId = found.messageId === undefined ? undefined : messageById(kernel, found.messageId);
  if (byId !== undefined && !(byId instanceof Gap) && byId.address !== address)
    return miss(block, "its id leads to another message", address);
  if (byId === undefined) return miss(block, "its id leads to no message: freed, or not yet in use", address);
  return hit(block, address, String(new MessageObject(look, found)));
}

function infoHit(kernel: Kernel, block: PoolBlock): PoolHit {
  const blob = kernel.target.type("_BLOB");
  const address = add(block.body, blob ? blob.size : 0);
  const found = communicationInfo(kernel, address);
  if (!blob || found instanceof Gap) return miss(block, found instanceof Gap ? found.why : "the symbols have no _BLOB");
  for (const end of [found.connectionPort, found.serverCommunicationPort, found.clientCommunicationPort]) {
    if (end === undefined || isNull(end)) continue;
    const port = anyPort(kernel, end);
    const back = port instanceof Gap ? undefined : port.raw.pointer("CommunicationInfo");
    // The connection port has an info of its own.
    if (back === address || (end === found.connectionPort && back !== undefined && !isNull(back)))
      return hit(block, address, "connection info of " + (port instanceof Gap ? "a port" : port.name || "a port"));
  }
  return miss(block, "none of its three ports leads back to it", address);
}

function lpcMessageHit(look: Look, block: PoolBlock): PoolHit {
  const found = lpcMessage(look.kernel, block.body);
  if (found instanceof Gap) return miss(block, found.why, block.body);
  const sender = found.senderPort;
  if (sender === undefined || isNull(sender)) return miss(block, "it names no port as its sender", block.body);
  if (lpcPort(look.kernel, sender) instanceof Gap) return miss(block, "its SenderPort is no port", block.body);
  const request = new LpcRequest(look.kernel, found.messageId, found);
  return hit(block, block.body, String(new LpcMessageObject(look, request)));
}

function blobHit(kernel: Kernel, block: PoolBlock): PoolHit {
  const wanted = BLOB_TAGS[block.tag];
  if (wanted === undefined) return miss(block, "nothing in it can be checked");
  const reader = kernel.reader("_BLOB", ["ResourceId"]);
  const raw = kernel.read("_BLOB", reader, block.body);
  if (raw instanceof Gap) return miss(block, raw.why);
  const id = raw.unsigned("ResourceId");
  const object = add(block.body, reader ? reader.layout.size : 0);
  return id === wanted
    ? hit(block, object, String(blobKind(id)))
    : miss(block, "its blob is a " + blobKind(id), object);
}
