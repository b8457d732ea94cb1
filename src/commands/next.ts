/** What to type next: the addresses that a command printed, each with the command that goes into it. */
import { Gap } from "../target/layout";
import { hex, isNull, type Address } from "../target/address";
import { LpcRequest } from "../lpc/request";
import { thread } from "../nt/thread";
import { isAlpcPort, type AnyPort } from "../model/era";
import type { AnyMessage } from "../model/find";
import { QUEUES } from "../alpc/port";
import type { Analysis, Wait } from "../waits/result";

/** An address that is there; anything else leads nowhere. */
type Maybe = Address | Gap | { readonly address: Address } | undefined;

function step(command: string, where: Maybe): string[] {
  if (where === undefined || where instanceof Gap) return [];
  const address = typeof where === "object" && "address" in where ? where.address : where;
  return isNull(address) ? [] : ["/" + command + " " + hex(address)];
}

export const toChain = (thread: Maybe) => step("chain", thread);
export const toMessage = (message: Maybe) => step("m", message);
export const toPort = (port: Maybe) => step("p", port);
export const toConnections = (port: Maybe) => step("lpc", port);
export const toProcess = (process: Maybe) => step("lpp", process);

/** Into the message and the port of a wait. */
export function intoWait(wait: Wait | undefined): string[] {
  return wait ? toMessage(wait.message).concat(toPort(wait.port)) : [];
}

/** Into the gravest wait of the machine: of a deadlock, else of the root with the most waiters. */
export function intoAnalysis(analysis: Analysis): string[] {
  const [deadlock] = analysis.deadlocks;
  const [chain] = analysis.chains;
  const [wait] = deadlock ? deadlock.waits : chain ? chain.waits : [];
  return wait ? toChain(wait.waiter.thread).concat(intoWait(wait)) : [];
}

/** Of a port: its first message, its connections or its connection port, its owner. */
export function fromPort(found: AnyPort): string[] {
  const isConnection = found.kind === "ConnectionPort";
  return toMessage(firstMessage(found))
    .concat(isConnection ? toConnections(found) : toPort(found.connectionPort))
    .concat(toProcess(found.ownerIsValid ? found.ownerAddress : undefined));
}

function firstMessage(found: AnyPort): Maybe {
  if (!isAlpcPort(found)) return found.messages.items[0];
  for (const name of QUEUES) {
    const queue = found.queue(name);
    if (queue && queue.walk.items.length > 0) return queue.walk.items[0];
  }
  return undefined;
}

/** Of a message: the port in whose queue it is, who waits for the reply, who owes it. */
export function fromMessage(found: AnyMessage): string[] {
  if (found instanceof LpcRequest) return toPort(found.queuePort).concat(toChain(found.client), toChain(found.server));
  const live = (address: Address | undefined): Maybe => {
    const known = address === undefined || isNull(address) ? undefined : thread(found.kernel, address);
    return known instanceof Gap || known === undefined || !known.isLive ? undefined : known;
  };
  return toPort(found.queuePort).concat(toChain(live(found.waitingThread)), toChain(live(found.serverThread)));
}
