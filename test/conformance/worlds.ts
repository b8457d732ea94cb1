/** The recorded machines on which the lines run, with the places that lines may name as `{port}`. */
import { fileURLToPath } from "node:url";

export interface World {
  /** Relative to the root of the repository. */
  readonly file: string;
  /** A port and a message of this machine; a thread that waits for the reply to it. */
  readonly port: string;
  readonly message: string;
  readonly messageId: string;
  readonly waiter: string;
  readonly process: string;
  /** An address that is in no page of the snapshot. */
  readonly nowhere: string;
}

const cases = (name: string): string => `test/cases/${name}.json.gz`;
const NOWHERE_64 = "0xffffdead00000000";
const NOWHERE_32 = "0xdead0000";

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
};

export const ROOT = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");
