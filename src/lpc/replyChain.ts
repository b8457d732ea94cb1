/** From a waiting thread to the port whose reply chain it is in: the "rundown queue" that `!lpc thread` searches. */
import { add, isNull, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { threadAround, type Thread } from "../nt/thread";
import { lpcPort, lpcPortReader, type LpcPort } from "./port";

/** More threads than any chain holds in earnest. */
const BOUND = 100000;

/**
 * The port whose LpcReplyChainHead leads to the thread; undefined when it is in no chain. The link of a thread points to
 * the next thread or to the head, and only the head lies in a port object.
 */
export function replyChainPort(thread: Thread): LpcPort | Gap | undefined {
  const { kernel } = thread;
  const own = thread.raw.at("LpcReplyChain");
  const links = thread.raw.links("LpcReplyChain");
  const offset = lpcPortReader(kernel).offset("LpcReplyChainHead");
  if (own === undefined || links === undefined || offset === undefined)
    return new Gap(thread.address, "LpcReplyChain cannot be read");
  const seen = new Set<Address>([own]);
  let entry = links.flink;
  for (let i = 0; i < BOUND; i++) {
    if (isNull(entry) || entry === own) return undefined;
    if (seen.has(entry)) return new Gap(entry, "the reply chain leads back into itself");
    seen.add(entry);
    const port = lpcPort(kernel, add(entry, -offset));
    if (!(port instanceof Gap)) return port;
    const next = threadAround(kernel, entry, "LpcReplyChain");
    const after = next instanceof Gap || !next.isThread ? undefined : next.raw.links("LpcReplyChain");
    if (!after) return new Gap(entry, "the reply chain is damaged");
    entry = after.flink;
  }
  return new Gap(entry, "given up after " + BOUND + " threads of the reply chain");
}

/** The threads before and after a thread in its reply chain; a Gap for a neighbour that is the head, or no thread. */
export function replyChainNeighbours(thread: Thread): { readonly before: Thread | Gap; readonly after: Thread | Gap } {
  const links = thread.raw.links("LpcReplyChain");
  const neighbour = (entry: Address): Thread | Gap => {
    const found = threadAround(thread.kernel, entry, "LpcReplyChain");
    return found instanceof Gap || found.isThread ? found : new Gap(entry, "no thread object");
  };
  if (!links) {
    const gap = new Gap(thread.address, "LpcReplyChain cannot be read");
    return { before: gap, after: gap };
  }
  return { before: neighbour(links.blink), after: neighbour(links.flink) };
}
