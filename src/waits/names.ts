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

/** How a text calls what it speaks of. */
export interface Names {
  thread(address: Address): string;
  process(address: Address): string;
  port(address: Address): string;
}

/** With addresses: where nothing else gives them. */
export function fullNames(world: World): Names {
  return {
    thread: (address) => threadName(world, address),
    process: (address) => processName(world, address),
    port: (address) => portName(world, address),
  };
}

/** Without addresses: `client.exe 1a4.2b8`, `server.exe 1a4`, `name`. What has no name is called by its address. */
export function shortNames(world: World): Names {
  return {
    thread: (address) => shortThread(threadAt(world, address), address),
    process(address) {
      const fact = world.processes.get(address);
      return fact === undefined ? `process ${hex(address)}` : `${fact.image} ${fact.pid.toString(16)}`;
    },
    port: (address) => world.ports.get(address)?.name || `port ${hex(address)}`,
  };
}

export function shortThread(fact: ThreadFact | undefined, address: Address): string {
  return fact === undefined
    ? `thread ${hex(address)}`
    : `${fact.image} ${fact.pid.toString(16)}.${fact.tid.toString(16)}`;
}

/** A time as people read it, everywhere the same: `38.2 s`, `16:09.5`, `1:02:03`, `4 days 18:41:06`. */
export function secondsText(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  if (tenths < 1200) return (tenths / 10).toFixed(1) + " s";
  const whole = Math.floor(tenths / 10);
  const minutes = Math.floor((whole % 3600) / 60);
  if (whole < 3600) return String(minutes) + ":" + two(whole % 60) + "." + String(tenths % 10);
  const days = Math.floor(whole / 86400);
  const clock = String(Math.floor((whole % 86400) / 3600)) + ":" + two(minutes) + ":" + two(whole % 60);
  return days === 0 ? clock : String(days) + (days === 1 ? " day " : " days ") + clock;
}

function two(value: number): string {
  return (value < 10 ? "0" : "") + String(value);
}
