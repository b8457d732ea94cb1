/** From what the user types to the object: by address, by id, by name. A miss is a UsageError that says what to try. */
import { hex, isKernel, toNumber, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { UsageError } from "../target/target";
import { message, type Message } from "../alpc/message";
import { messagesWithId } from "../alpc/messageTable";
import { isLpc } from "../lpc/era";
import { LpcRequest, requestAt, requestById } from "../lpc/request";
import { process, processes, type Process } from "../nt/process";
import { thread, type Thread } from "../nt/thread";
import { parseNumber } from "../commands/parse";
import { allPorts, anyPort, isAlpcPort, type AnyMessageObject, type AnyPort } from "./era";
import type { Look } from "./look";
import { LpcMessageObject } from "./lpcMessage";
import { MessageObject } from "./message";

/** A port by address or by name (the full path or the last part, any case). */
export function findPort(look: Look, what: string | Address): AnyPort {
  const address = typeof what === "string" && !isHex(what) ? undefined : asAddress(what);
  if (address !== undefined && isKernel(address, look.kernel.pointerSize)) return portAt(look, address);
  if (typeof what !== "string" || isAddressText(what))
    throw new UsageError(describe(what) + " is not a kernel address");
  const wanted = what.toLowerCase();
  const all = allPorts(look.kernel).items.filter((found) => found.isNamed);
  const hits = all.filter((found) => found.name.toLowerCase() === wanted || found.fullName.toLowerCase() === wanted);
  const hit = hits[0];
  if (hit === undefined)
    throw new UsageError("there is no port named '" + what + "'. !alpcx /find looks for a part of a name");
  if (hits.length > 1) {
    throw new UsageError(
      hits.length + " ports are named '" + what + "': " + hits.map((found) => hex(found.address)).join(", "),
    );
  }
  return hit;
}

function portAt(look: Look, address: Address): AnyPort {
  const found = anyPort(look.kernel, address);
  if (found instanceof Gap) throw new UsageError("no port at " + hex(address) + ": " + found.why);
  if (isAlpcPort(found) && found.header.isOfType("AlpcPortObjectType") === false && found.kindBySlot === undefined) {
    throw new UsageError(hex(address) + " is not the address of an ALPC port");
  }
  return found;
}

/** A message of either era. */
export type AnyMessage = Message | LpcRequest;

export function showMessage(look: Look, found: AnyMessage): AnyMessageObject {
  return found instanceof LpcRequest ? new LpcMessageObject(look, found) : new MessageObject(look, found);
}

/** A message by address, or by its id. */
export function findMessage(look: Look, what: Address): AnyMessage {
  if (isLpc(look.kernel)) return findRequest(look, what);
  if (isKernel(what, look.kernel.pointerSize)) {
    const found = message(look.kernel, what);
    if (found instanceof Gap) throw new UsageError("no message at " + hex(what) + ": " + found.why);
    if (!found.isMessage) throw new UsageError(hex(what) + " is not the address of an ALPC message");
    return found;
  }
  const id = toNumber(what);
  const hit = id === undefined ? undefined : messagesWithId(look.kernel, id)[0];
  if (hit) return hit;
  throw new UsageError(
    "no message with id " +
      hex(what) +
      " is in the table of ids or in any queue. Ids are hexadecimal; write 0n for decimal",
  );
}

/** All messages with an id: by the table of ids, else in the queues of all ports; on LPC also those that only threads still know. */
export function messagesById(look: Look, id: number): AnyMessage[] {
  if (isLpc(look.kernel)) {
    const request = id === 0 ? undefined : requestById(look.kernel, id);
    return request ? [request] : [];
  }
  return messagesWithId(look.kernel, id);
}

/** The same for LPC: an id is looked for in threads too, because a request that was received has no message any more. */
function findRequest(look: Look, what: Address): LpcRequest {
  if (isKernel(what, look.kernel.pointerSize)) {
    const found = requestAt(look.kernel, what);
    if (found instanceof Gap) throw new UsageError("no message at " + hex(what) + ": " + found.why);
    return found;
  }
  const id = toNumber(what);
  const found = id ? requestById(look.kernel, id) : undefined;
  if (found) return found;
  throw new UsageError(
    "no thread waits for or has received a message with id " +
      hex(what) +
      ", and it is in no queue. Ids are hexadecimal; write 0n for decimal",
  );
}

/** A thread by address or thread id. */
export function findThread(look: Look, what: Address): Thread {
  if (isKernel(what, look.kernel.pointerSize)) {
    const found = thread(look.kernel, what);
    if (found instanceof Gap) throw new UsageError("no thread at " + hex(what) + ": " + found.why);
    if (!found.isThread) throw new UsageError(hex(what) + " is not the address of a thread");
    return found;
  }
  const tid = toNumber(what);
  for (const owner of processes(look.kernel).items) {
    const hit = owner.threads.items.find((found) => found.tid === tid);
    if (hit) return hit;
  }
  throw new UsageError("there is no thread with id " + hex(what) + ". Ids are hexadecimal; write 0n for decimal");
}

/** A process by address or process id. */
export function findProcess(look: Look, what: Address): Process {
  if (isKernel(what, look.kernel.pointerSize)) {
    const found = process(look.kernel, what);
    if (found instanceof Gap) throw new UsageError("no process at " + hex(what) + ": " + found.why);
    if (!found.isProcess) throw new UsageError(hex(what) + " is not the address of a process");
    return found;
  }
  const pid = toNumber(what);
  const hit = processes(look.kernel).items.find((found) => found.pid === pid);
  if (!hit)
    throw new UsageError("there is no process with id " + hex(what) + ". Ids are hexadecimal; write 0n for decimal");
  return hit;
}

function isHex(text: string): boolean {
  return /^(0x)?[0-9a-f`]+$/i.test(text);
}

/** Text that can only be meant as an address: a prefix, a backquote, or eight digits and more. */
function isAddressText(text: string): boolean {
  return isHex(text) && (/^0x/i.test(text) || text.indexOf("`") >= 0 || text.length >= 8);
}

function asAddress(what: string | Address): Address {
  return typeof what === "string" && isHex(what) ? parseNumber(what) : (what as Address);
}

function describe(what: string | Address): string {
  return typeof what === "string" ? "'" + what + "'" : hex(what);
}
