/** Both directions of `!alpc /lpp`: connections to the ports a process created, and those it made itself. */
import type { Address } from "../target/address";
import { Gap } from "../target/layout";
import { decimal, describe, text } from "./describe";
import { connectionEnds, showPort, type AnyPort, type AnyPortObject } from "./era";
import type { Look } from "./look";
import { processReference, type ProcessReference } from "./references";

export type Direction = "created" | "connected";

/** One connection, from the side of a process. */
export interface ConnectionFact {
  readonly direction: Direction;
  /** The named end. */
  readonly connectionPort: AnyPort | undefined;
  /** The end of this process. */
  readonly own: AnyPort;
  readonly peer: AnyPort | undefined;
  /** Owner of the other side; for a connection it made, of the connection port. */
  readonly peerProcess: Address | undefined;
}

/** The connections of a process: of each connection port it created, then those to others. */
export function connectionsOf(look: Look, process: Address): ConnectionFact[] {
  const facts: ConnectionFact[] = [];
  const owned = look.portsOf(process);
  for (const owner of owned) {
    if (owner.kind !== "ConnectionPort") continue;
    for (const { server, client } of connectionEnds(owner)) {
      facts.push({
        direction: "created",
        connectionPort: owner,
        own: server || owner,
        peer: client,
        peerProcess: client && client.ownerAddress,
      });
    }
  }
  for (const client of owned) {
    if (client.kind !== "ClientCommunicationPort") continue;
    const target = client.connectionPort;
    const connection = target instanceof Gap ? undefined : target;
    facts.push({
      direction: "connected",
      connectionPort: connection,
      own: client,
      peer: connection,
      peerProcess: connection && connection.ownerAddress,
    });
  }
  return facts;
}

export class ConnectionRow {
  private readonly __look: Look;
  private readonly __fact: ConnectionFact;

  constructor(look: Look, fact: ConnectionFact) {
    this.__look = look;
    this.__fact = fact;
  }
  get Direction(): string {
    return this.__fact.direction;
  }
  get Name(): string {
    const { connectionPort, own } = this.__fact;
    return connectionPort ? connectionPort.name : own.name;
  }
  get Port(): AnyPortObject {
    return showPort(this.__look, this.__fact.own);
  }
  get Messages(): number {
    return this.__fact.own.messageCount;
  }
  get PeerPort(): AnyPortObject | undefined {
    return this.__fact.peer && showPort(this.__look, this.__fact.peer);
  }
  get PeerMessages(): number | undefined {
    return this.__fact.peer && this.__fact.peer.messageCount;
  }
  get PeerProcess(): ProcessReference | string | undefined {
    return processReference(this.__look, this.__fact.peerProcess);
  }
  toString(): string {
    const arrow = this.__fact.direction === "created" ? " <- " : " -> ";
    return this.Name + arrow + (this.PeerProcess === undefined ? "nobody" : String(this.PeerProcess));
  }
}
describe(ConnectionRow, {
  Direction: text("created: somebody connected to a port of this process; connected: it connected to another"),
  Name: text("Name of the connection port"),
  Port: text("The end of this process"),
  Messages: decimal("Messages that end holds"),
  PeerPort: text("The other end; of a connection it made, the connection port"),
  PeerMessages: decimal("Messages the other end holds"),
  PeerProcess: text("The process at the other end"),
});

export function connectionRows(look: Look, process: Address): ConnectionRow[] {
  return connectionsOf(look, process).map((fact) => new ConnectionRow(look, fact));
}
