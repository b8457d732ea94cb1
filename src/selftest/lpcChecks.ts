/** What alpcx assumes of an LPC kernel (Windows XP, Server 2003), held against the structures. Source: waits "Self-test". */
import { clearBits, hex, isNull, lowBits, NULL } from "../target/address";
import { Gap } from "../target/layout";
import { lpcPort, type LpcPort } from "../lpc/port";
import { allLpcPorts } from "../lpc/ports";
import { IS_PORT, TAG_BITS } from "../lpc/threads";
import type { Kernel } from "../nt/kernel";
import type { Thread } from "../nt/thread";
import { checkHandles } from "./handleCounts";
import { Tally } from "./tally";

/** All checks, in the order they are printed. */
export function lpcChecks(kernel: Kernel, threads: readonly Thread[]): Tally[] {
  const { ports } = allLpcPorts(kernel);
  return [unionBits(kernel, threads), kinds(ports), peers(ports), objectTypes(ports), checkHandles(kernel, ports)];
}

/** Bit 0 of the union set: a port is waited on; clear: the reply message. Source: alpc-semantics 8.2. */
function unionBits(kernel: Kernel, threads: readonly Thread[]): Tally {
  const tally = new Tally("union: bit 0 of LpcWaitingOnPort against what it points to", "threads");
  for (const one of threads) {
    const value = one.raw.pointer("LpcReplyMessage");
    if (!one.waitsForLpcReply || value === undefined || isNull(value)) continue;
    const target = lpcPort(kernel, clearBits(value, TAG_BITS));
    const isPort = !(target instanceof Gap);
    const tagged = lowBits(value, IS_PORT) !== 0;
    tally.count(tagged === isPort, one.address, () => hex(value) + (isPort ? " leads to a port" : " leads to no port"));
  }
  return tally;
}

/** A connection port names itself as connection port; the ends of a connection name another. */
function kinds(ports: readonly LpcPort[]): Tally {
  const tally = new Tally("port kind: Flags & 0xf against ConnectionPort", "ports");
  for (const one of ports) {
    const pointer = one.raw.pointer("ConnectionPort");
    const { kind } = one;
    const isSelf = pointer === one.address;
    // The pointer of an end is cleared when its connection port goes away.
    const holds =
      pointer === undefined || isNull(pointer)
        ? undefined
        : kind !== undefined && isSelf === (kind === "ConnectionPort");
    tally.count(
      holds,
      one.address,
      () => "kind " + (kind || "unknown") + (isSelf ? " is its own connection port" : " names another"),
    );
  }
  return tally;
}

function peers(ports: readonly LpcPort[]): Tally {
  const tally = new Tally("connections: ConnectedPort of each end leads back", "ports");
  for (const one of ports) {
    if (one.kind !== "ClientCommunicationPort" && one.kind !== "ServerCommunicationPort") continue;
    const pointer = one.raw.pointer("ConnectedPort");
    if (pointer === undefined || isNull(pointer)) continue;
    const peer = lpcPort(one.kernel, pointer || NULL);
    const back = peer instanceof Gap ? undefined : peer.raw.pointer("ConnectedPort");
    tally.count(
      back === undefined ? undefined : back === one.address,
      one.address,
      () => hex(pointer) + " leads elsewhere",
    );
  }
  return tally;
}

function objectTypes(ports: readonly LpcPort[]): Tally {
  const tally = new Tally(
    "object type: waitable ports against nt!LpcWaitablePortObjectType, others against nt!LpcPortObjectType",
    "ports",
  );
  for (const one of ports) {
    const symbol = one.isWaitable ? "LpcWaitablePortObjectType" : "LpcPortObjectType";
    tally.count(one.header.isOfType(symbol), one.address, () => "its header says another type than " + symbol);
  }
  return tally;
}
