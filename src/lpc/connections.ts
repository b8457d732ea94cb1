/** The connections of an LPC connection port: the pairs of ends that name it. LPC keeps no list of them. */
import { Gap } from "../target/layout";
import { allLpcPorts } from "./ports";
import type { LpcPort } from "./port";

/** One end may be gone, or not be found. */
export interface LpcConnection {
  readonly server: LpcPort | undefined;
  readonly client: LpcPort | undefined;
}

export function lpcConnections(owner: LpcPort): readonly LpcConnection[] {
  return owner.kernel.once("LPC connections", owner.address, () => {
    const connections: LpcConnection[] = [];
    const seen = new Set<LpcPort>();
    for (const end of allLpcPorts(owner.kernel).ports) {
      if (seen.has(end) || end.kind === "ConnectionPort" || end.raw.pointer("ConnectionPort") !== owner.address)
        continue;
      seen.add(end);
      const connected = end.connectedPort;
      const peer = connected instanceof Gap ? undefined : connected;
      if (peer) seen.add(peer);
      const isServer = end.kind === "ServerCommunicationPort";
      connections.push(isServer ? { server: end, client: peer } : { server: peer, client: end });
    }
    return connections;
  });
}
