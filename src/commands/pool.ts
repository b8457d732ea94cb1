import { add, compare, hex, type Address } from "../target/address";
import { UsageError } from "../target/target";
import { allPorts, heldMessages, type AnyPort } from "../model/era";
import type { Look } from "../model/look";
import { ALPC_TAGS, LPC_TAGS, poolHit, type PoolHit } from "../model/poolHit";
import { isLpc } from "../lpc/era";
import { bigBlocks, PAGE, poolRanges, SmallPool, tagNumber, type PoolBlock } from "../nt/pool";
import { pointerText } from "../report/lines";
import { toAddress } from "../target/int64";
import { argumentOf, type Command, type Context, type Output } from "./command";
import { toMessage, toPort } from "./next";
import { LIMIT, limitOf } from "./parse";

/** Pages of the pools that are searched unless /limit says otherwise. */
const PAGES = 4096;
/** Pages on either side of one that holds a known object. */
const AROUND = 2;

export const pool: Command = {
  name: "pool",
  argument: "TAG",
  argumentIsOptional: true,
  options: LIMIT,
  summary: "LPC and ALPC objects by pool tag, each decoded and marked plausible or not",
  examples: ["/pool", "/pool AlMs", "/pool LpcM /limit 100000"],
  detail: [
    "Searched are the table of big allocations, the pages around known objects, and the pools where symbols tell them.",
    "At most " + PAGES + " pages are read; /limit N reads N. What cannot be searched is said, with the reason.",
  ],
  run(context: Context): Output {
    const look = context.look();
    const search = new Search(look, tagsOf(look, argumentOf(context.parsed)), context.progress);
    search.run(limitOf(context.parsed) || PAGES);
    return search.output();
  },
};

/** The tags that are asked for, by number. */
function tagsOf(look: Look, argument: string): Map<number, string> {
  const all: readonly string[] = isLpc(look.kernel) ? LPC_TAGS : ALPC_TAGS;
  const wanted = argument === "" ? all : [argument];
  const tags = new Map<number, string>();
  for (const text of wanted) {
    const number = tagNumber(text);
    if (number === undefined) throw new UsageError("'" + text + "' is no pool tag: up to four characters, as in AlMs");
    tags.set(number, text);
  }
  return tags;
}

class Search {
  private readonly hits: PoolHit[] = [];
  private readonly searched: string[] = [];
  private readonly skipped: string[] = [];
  private readonly ports = new Map<Address, AnyPort>();

  constructor(
    private readonly look: Look,
    private readonly tags: ReadonlyMap<number, string>,
    private readonly progress: (what: string, done: number) => void,
  ) {
    for (const found of allPorts(look.kernel).items) this.ports.set(found.address, found);
  }

  run(limit: number): void {
    const { kernel } = this.look;
    const big = bigBlocks(kernel, this.tags, (done) => this.progress("big allocations", done));
    if (typeof big === "string") this.skipped.push("big allocations: " + big);
    else {
      this.take(big.blocks);
      this.searched.push("big allocations: " + big.searched + " entries" + unread(big.unreadable));
    }
    const small = new SmallPool(kernel, this.tags);
    if (small.obstacle !== undefined) this.skipped.push("small blocks: " + small.obstacle);
    else this.small(small, limit);
    this.hits.sort((a, b) => compare(a.block.body, b.block.body));
  }

  private small(small: SmallPool, limit: number): void {
    let stopped = false;
    const page = (address: Address): boolean => {
      stopped = small.searched >= limit;
      if (!stopped && small.search(address)) this.progress("pages", small.searched);
      return !stopped;
    };
    for (const address of this.known()) {
      for (let i = -AROUND; i <= AROUND; i++) page(add(address, i * PAGE));
    }
    this.searched.push("pages around known objects: " + small.searched + unread(small.unreadable));
    if (stopped)
      this.skipped.push("some of the pages around known objects: stopped at the limit of " + limit + " pages");
    const { ranges, unknown } = poolRanges(this.look.kernel);
    for (const range of ranges) {
      const [before, missing] = [small.searched, small.unreadable];
      let done = 0;
      while (done < range.pages && page(add(range.from, done * PAGE))) done++;
      const count = small.searched - before;
      if (count > 0) this.searched.push(range.name + ": " + count + " more pages" + unread(small.unreadable - missing));
      if (done < range.pages) {
        this.skipped.push(
          range.name +
            ": " +
            (range.pages - done) +
            " of " +
            range.pages +
            " pages, stopped at the limit of " +
            limit +
            " pages",
        );
      }
    }
    this.skipped.push(...unknown);
    this.take(small.blocks);
  }

  /** Addresses of objects that are known to lie in a pool. */
  private known(): Address[] {
    const found = Array.from(this.ports.keys());
    for (const message of heldMessages(this.look, Array.from(this.ports.values()))) {
      const address = toAddress(message.Address);
      if (address !== undefined) found.push(address);
    }
    this.ports.forEach((port) => {
      const info = port.raw.pointer("CommunicationInfo");
      if (info !== undefined && info !== 0) found.push(info);
    });
    return found;
  }

  private take(blocks: readonly PoolBlock[]): void {
    blocks.forEach((block, done) => {
      this.progress("hits", done);
      this.hits.push(poolHit(this.look, block, this.ports));
    });
  }

  /** The first plausible object with one of these tags. */
  private first(tags: readonly string[]): Address | undefined {
    const hit = this.hits.filter(({ block, plausible }) => plausible && tags.indexOf(block.tag) >= 0)[0];
    return hit && hit.object;
  }

  output(): Output {
    const { hits, searched, skipped } = this;
    const lines = hits.map((hit) => {
      const { block } = hit;
      const where = pointerText(hit.object === undefined ? block.body : hit.object, this.look.kernel.pointerSize);
      const size = ("     " + block.size.toString(16)).slice(-Math.max(6, block.size.toString(16).length));
      return (
        where + " " + block.tag + " " + size + (hit.plausible ? "  plausible      " : "  not plausible  ") + hit.text
      );
    });
    const plausible = hits.filter((hit) => hit.plausible).length;
    lines.push(hits.length + " hits, " + plausible + " plausible");
    for (const what of searched) lines.push("searched      " + what);
    for (const what of skipped) lines.push("not searched  " + what);
    return {
      lines,
      next: toMessage(this.first(["AlMs", "LpcM"])).concat(toPort(this.first(["ALPC", "Port"]))),
      document: {
        schema: "alpcx.pool/1",
        hits: hits.map(({ block, object, plausible: is, text }) => ({
          block: hex(block.body),
          object: object === undefined ? undefined : hex(object),
          tag: block.tag,
          size: block.size,
          kind: block.kind,
          plausible: is,
          text,
        })),
        searched,
        notSearched: skipped,
      },
      dx: "@$cursession.Alpc.Messages",
    };
  }
}

function unread(count: number): string {
  return count === 0 ? "" : ", " + count + " of them unreadable";
}
