/** The recorded machines on which the lines run, with the places that lines may name as `{port}`. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadSnapshot } from "../../hosts/snapshot/load.js";
import { validateSnapshot, type LoadedSnapshot } from "../../hosts/snapshot/validate.js";
import type { World as Machine } from "../worlds/world";
import { alpcMachine, lpcMachine } from "./everything";
import { alpcTrouble, lpcTrouble } from "./trouble";

/** Names that stand in lines for what differs between the worlds. */
export interface Places {
  /** A port and a message of this machine; a thread that waits for the reply to it. */
  readonly port: string;
  readonly message: string;
  readonly messageId: string;
  readonly waiter: string;
  readonly process: string;
  /** An address that is in no page of the snapshot. */
  readonly nowhere: string;
}

export interface World extends Places {
  /** Relative to the root of the repository; the name of a machine that is laid out when it is needed otherwise. */
  readonly file: string;
}

const cases = (name: string): string => `test/cases/${name}.json.gz`;
const NOWHERE_64 = "0xffffdead00000000";
const NOWHERE_32 = "0xdead0000";

/** Machines by the names of their files. */
const machines = new Map<string, Machine>();

/** A machine of `everything.ts` or `trouble.ts`; `message` is the name of one. */
function made(file: string, machine: Machine, message = "queued"): World {
  machines.set(file, machine);
  return {
    file,
    port: machine.port("Svc"),
    message: machine.message(message),
    messageId: `0x${machine.messageId(message).toString(16)}`,
    waiter: machine.thread("t1"),
    process: machine.process("svc.exe"),
    nowhere: machine.builder.kernel.pointer === 8 ? NOWHERE_64 : NOWHERE_32,
  };
}

export const ROOT = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");

/** What a world's session opens. */
export function loadWorld({ file }: World): LoadedSnapshot {
  const machine = machines.get(file);
  return machine ? validateSnapshot(machine.snapshot) : loadSnapshot(join(ROOT, file));
}

export const WORLDS: Readonly<Record<string, World>> = {
  "healthy-19041-x64": {
    file: cases("healthy-19041-x64"),
    port: "0xffffc48d8376b210",
    message: "0xffffa48051ab2800",
    messageId: "0x3268",
    waiter: "0xffffc48d8376bf00",
    process: "0xffffc48d837623f0",
    nowhere: NOWHERE_64,
  },
  "timed-cycle-7601-x86": {
    file: cases("timed-cycle-7601-x86"),
    port: "0x86e41c98",
    message: "0x90200690",
    messageId: "0x347c",
    waiter: "0x86e411d0",
    process: "0x86e40e98",
    nowhere: NOWHERE_32,
  },
  "in-service-xpsp3-x86": {
    file: cases("in-service-xpsp3-x86"),
    port: "0xe2a804a0",
    message: "0xe2a809c0",
    messageId: "0xa99e6",
    waiter: "0x896f26c0",
    process: "0x896f2440",
    nowhere: NOWHERE_32,
  },
  "two-cycle-2003sp2-x64": {
    file: cases("two-cycle-2003sp2-x64"),
    port: "0xfffffa8003b30820",
    message: "0xfffffa8003b30d50",
    messageId: "0xe98e3",
    waiter: "0xfffffadf527337b0",
    process: "0xfffffadf52733390",
    nowhere: NOWHERE_64,
  },
  "process-wait-26100-x64": {
    file: cases("process-wait-26100-x64"),
    port: "0xffffc48d82443240",
    message: "0xffffa48052af0ad0",
    messageId: "0x3e40",
    waiter: "0xffffc48d82443d10",
    process: "0xffffc48d82443480",
    nowhere: NOWHERE_64,
  },
  "unreadable-page-7601-x64": {
    file: cases("unreadable-page-7601-x64"),
    port: "0xfffffa8033a64cf0",
    message: "0xfffff8a001bb0b30",
    messageId: "0x3714",
    waiter: "0xfffffa8033a61fc0",
    process: "0xfffffa8033a61990",
    nowhere: NOWHERE_64,
  },
  "queued-idle-14393-x64": {
    file: cases("queued-idle-14393-x64"),
    port: "0xffffc48d81974070",
    message: "0xffffa48050940a80",
    messageId: "0x3db0",
    waiter: "0xffffc48d81974b00",
    process: "0xffffc48d81971f40",
    nowhere: NOWHERE_64,
  },
  "mutant-cycle-9600-x64": {
    file: cases("mutant-cycle-9600-x64"),
    port: "0xfffffa8033583630",
    message: "0xfffff8a003d80980",
    messageId: "0x1148",
    waiter: "0xfffffa8033583fd0",
    process: "0xfffffa8033583830",
    nowhere: NOWHERE_64,
  },
  "three-cycle-22000-x64": {
    file: cases("three-cycle-22000-x64"),
    port: "0xffffc48d807f7890",
    message: "0xffffa48051be0bd0",
    messageId: "0x14f8",
    waiter: "0xffffc48d807f4460",
    process: "0xffffc48d807f5010",
    nowhere: NOWHERE_64,
  },
  deadlock: {
    file: "examples/deadlock.json.gz",
    port: "0xffffc48d80248940",
    message: "0xffffa48050401ab0",
    messageId: "0x9fc",
    waiter: "0xffffc48d8024d040",
    process: "0xffffc48d80243040",
    nowhere: NOWHERE_64,
  },
  "everything-22000-x64": made("everything-22000-x64", alpcMachine("10.0.22000.739-x64")),
  "everything-10586-x86": made("everything-10586-x86", alpcMachine("10.0.10586-44B89EEA-x86")),
  "everything-7601-x64": made("everything-7601-x64", alpcMachine("6.1.7601.24540-x64")),
  "everything-xpsp3-x86": made("everything-xpsp3-x86", lpcMachine("5.1.2600-xpsp3-x86")),
  "everything-2003sp2-x64": made("everything-2003sp2-x64", lpcMachine("5.2.3790-2003sp2-x64")),
  "trouble-19041-x64": made("trouble-19041-x64", alpcTrouble("10.0.19041.1706-x64"), "t18"),
  "trouble-7601-x86": made("trouble-7601-x86", alpcTrouble("6.1.7601-x86"), "t18"),
  "trouble-xpsp3-x86": made("trouble-xpsp3-x86", lpcTrouble("5.1.2600-xpsp3-x86"), "t10"),
  "starved-port-9600-x64": {
    file: cases("starved-port-9600-x64"),
    port: "0xfffffa8032e937e0",
    message: "0xfffff8a0035f0a50",
    messageId: "0x1c90",
    waiter: "0xfffffa8032e94250",
    process: "0xfffffa8032e92000",
    nowhere: NOWHERE_64,
  },
};
