/** How threads, processes and ports are called in texts. */
import { hex, type Address } from "../target/address";
import type { ThreadFact } from "./types";
import { threadAt, type World } from "./world";

/** `client.exe 1a4.2b8 (0xffff...)`: image, Cid as WinDbg prints it, address. */
export function threadName(world: World, thread: Address): string {
  const fact = threadAt(world, thread);
  return fact === undefined ? `thread ${hex(thread)}` : factName(fact);
}

export function factName(fact: ThreadFact): string {
  return `${fact.image} ${fact.pid.toString(16)}.${fact.tid.toString(16)} (${hex(fact.thread)})`;
}

/** `server.exe 1a4 (0xffff...)` */
export function processName(world: World, process: Address): string {
  const fact = world.processes.get(process);
  return fact === undefined ? `process ${hex(process)}` : `${fact.image} ${fact.pid.toString(16)} (${hex(process)})`;
}

/** `\RPC Control\name (0xffff...)` */
export function portName(world: World, port: Address): string {
  const name = world.ports.get(port)?.name;
  return name === undefined || name === "" ? `port ${hex(port)}` : `${name} (${hex(port)})`;
}

/** One decimal, as times are shown everywhere. */
export function secondsText(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}
