/** What worlds of the LPC era have no words for. */
import { open, type TestSession } from "../../tools/session";
import { writeSemaphore } from "../../worlds/writeDispatcher";
import type { World } from "../../worlds/world";

export const session = (w: World): TestSession => open(w.snapshot);

const placed = (w: World, port: string) => {
  const address = BigInt(w.port(port));
  const found = w.builder.ports.find((one) => one.address === address);
  if (!found) throw new Error(`there is no port ${port}`);
  return found;
};

/** Handle and pointer counts of a port as a session printed them. */
export function counts(w: World, port: string, handles: number, references: number): void {
  const header = { type: "_OBJECT_HEADER", address: placed(w, port).object.header };
  w.builder.kernel.set(header, "HandleCount", handles);
  w.builder.kernel.set(header, "PointerCount", references);
}

/** Moves the nonpaged part of a port's queue, so that its semaphore lies where a session printed it. */
export function semaphoreAt(w: World, port: string, address: bigint): void {
  const { kernel } = w.builder;
  const found = placed(w, port);
  kernel.reserve(address, kernel.structs.size("_LPCP_NONPAGED_PORT_QUEUE"), "semaphore");
  writeSemaphore(kernel, address, 0, 0x7fffffff);
  kernel.link(kernel.at({ type: "_DISPATCHER_HEADER", address }, "WaitListHead"), []);
  kernel.set({ type: "_LPCP_NONPAGED_PORT_QUEUE", address }, "BackPointer", found.address);
  const place = { type: "_LPCP_PORT_OBJECT", address: found.address };
  kernel.set(place, "MsgQueue.NonPagedPortQueue", address);
  kernel.set(place, "MsgQueue.Semaphore", address);
}

/** The words behind the header of a message. */
export function messageData(w: World, message: string, words: readonly number[]): void {
  const { kernel } = w.builder;
  const place = { type: "_LPCP_MESSAGE", address: BigInt(w.message(message)) };
  const start = kernel.at(place, "Request") + BigInt(kernel.structs.size("_PORT_MESSAGE"));
  words.forEach((word, i) => kernel.memory.writeInt(start + BigInt(4 * i), 4, word));
}

/** Lines without leading blanks, and with single blanks inside: versions of `!lpc` differ in them. */
export const plain = (lines: readonly string[]): string[] => lines.map((line) => line.trim().replace(/\s+/g, " "));
