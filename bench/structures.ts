/** How many structures of a generated machine a command has to look at, counted from what was built, not from what was read. */
import type { World } from "../test/worlds/world";

export interface Structures {
  readonly processes: number;
  readonly threads: number;
  readonly ports: number;
  readonly messages: number;
  /** `_ALPC_COMMUNICATION_INFO`: one of each connection port and of each connection. */
  readonly infos: number;
  /** Name infos of ports and of their directories, and the texts these point to. */
  readonly names: number;
  /** Objects that threads wait for, other than threads, processes and completion objects. */
  readonly waitedFor: number;
  /** `_KQUEUE` */
  readonly completionObjects: number;
  readonly total: number;
}

/** All that the analysis of a whole machine rests on. */
export function structuresOf({ builder }: World): Structures {
  const threads = Array.from(builder.threads.values());
  const waited = new Set<bigint>();
  for (const { wait } of threads) for (const object of wait?.objects ?? []) waited.add(object.header);
  for (const one of [...threads, ...builder.processes, ...builder.queues]) waited.delete(one.header);
  const named = builder.ports.filter((port) => port.portKind === "connection");
  const parts = {
    processes: builder.processes.length,
    threads: threads.length,
    ports: builder.ports.length,
    messages: builder.messages.length,
    infos: named.length + builder.connections.length,
    // "\" and "\RPC Control" beside the ports.
    names: 2 * (named.length + 2),
    waitedFor: waited.size,
    completionObjects: builder.queues.length,
  };
  return { ...parts, total: Object.values(parts).reduce((sum, count) => sum + count, 0) };
}
