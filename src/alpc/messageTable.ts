/** Message ids: handles in `nt!AlpcMessageTable` and the tables behind it. */
import { add, isNull, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { handleTable } from "../nt/handleTable";
import { pointerIn, type Kernel } from "../nt/kernel";
import { message, type Message } from "./message";
import { ports, QUEUES } from "./port";

/** Source: alpc-semantics 5: id >> 26 is the number of the secondary table, of at most 32; the rest the handle in it. */
const TABLE_SIZE = 67108864;
const TABLES = 32;

/**
 * The message with an id. What the table leads to counts only when the memory there is a message with this id. Undefined
 * when there is none, a Gap when that cannot be told. Source: alpc-semantics 5.
 */
export function messageById(kernel: Kernel, id: number): Message | Gap | undefined {
  const table = tableOf(kernel, id);
  if (table === undefined || table instanceof Gap) return table;
  const found = handleTable(kernel, table);
  if (found instanceof Gap) return found;
  const entry = found.lookUp(id % TABLE_SIZE);
  if (entry === undefined || entry instanceof Gap) return entry;
  const hit = message(kernel, entry.pointer);
  if (hit instanceof Gap) return hit;
  return hit.isMessage && hit.messageId === id ? hit : undefined;
}

/**
 * The messages with an id: the one that the table leads to, which is exact; where it leads to none, those in the queues of
 * all ports, because the table may be paged out or of an unknown form.
 */
export function messagesWithId(kernel: Kernel, id: number): Message[] {
  const exact = messageById(kernel, id);
  if (exact !== undefined && !(exact instanceof Gap)) return [exact];
  const hits = new Set<Message>();
  for (const owner of ports(kernel).items) {
    for (const name of QUEUES) {
      const queue = owner.queue(name);
      for (const found of queue ? queue.walk.items : []) if (found.messageId === id) hits.add(found);
    }
  }
  return Array.from(hits);
}

/** Address of the `_HANDLE_TABLE` that an id is in; undefined when the build has none for it. */
function tableOf(kernel: Kernel, id: number): Address | Gap | undefined {
  const number = Math.floor(id / TABLE_SIZE);
  if (number === 0) {
    const table = kernel.symbolPointer("AlpcMessageTable");
    if (table === undefined) return new Gap(0 as Address, "nt!AlpcMessageTable cannot be read");
    return isNull(table) ? undefined : table;
  }
  // Windows 8.1 and later.
  const tables = kernel.target.symbol("AlpcpSecondaryMessageTables");
  if (tables === undefined || number >= TABLES) return undefined;
  const at = add(tables, number * kernel.pointerSize);
  const bytes = kernel.once("secondary table", at, () => kernel.bytes(at, kernel.pointerSize));
  if (bytes instanceof Gap) return bytes;
  const table = pointerIn(bytes, 0, kernel.pointerSize);
  return isNull(table) ? undefined : table;
}
