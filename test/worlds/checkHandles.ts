/** Handle tables: entries lead to objects, and the objects count their handles. */
import type { Census, Findings } from "./check";
import { hex } from "./memory";
import type { Reader } from "./reader";

const PAGE = 4096;

export function checkHandles(reader: Reader, findings: Findings, census: Census): void {
  const counts = new Map<bigint, bigint>();
  for (const address of census.processes) {
    const table = reader.get({ type: "_EPROCESS", address }, "ObjectTable");
    if (table === 0n) continue;
    for (const header of entries(reader, table).values()) counts.set(header, (counts.get(header) ?? 0n) + 1n);
  }
  for (const [header, count] of counts) {
    const told = reader.get({ type: "_OBJECT_HEADER", address: header }, "HandleCount");
    findings.expect(told === count, `object header ${hex(header)} counts ${told} handles, there are ${count}`);
  }
  const ids = reader.symbols.get("PspCidTable");
  if (ids === undefined) return;
  const known = entries(reader, reader.readPointer(ids));
  for (const thread of census.threads) {
    const tid = Number(reader.get({ type: "_ETHREAD", address: thread }, "Cid.UniqueThread"));
    findings.expect(known.get(tid) === thread, `PspCidTable does not lead from ${tid} to ${hex(thread)}`);
  }
  for (const process of census.processes) {
    const pid = Number(reader.get({ type: "_EPROCESS", address: process }, "UniqueProcessId"));
    const exited = reader.get({ type: "_EPROCESS", address: process }, "Pcb.Header.SignalState") === 1n;
    findings.expect(exited || known.get(pid) === process, `PspCidTable does not lead from ${pid} to ${hex(process)}`);
  }
}

/** Handle -> what its entry points to. */
export function entries(reader: Reader, table: bigint): Map<number, bigint> {
  const code = reader.get({ type: "_HANDLE_TABLE", address: table }, "TableCode");
  const size = reader.structs.size("_HANDLE_TABLE_ENTRY");
  const result = new Map<number, bigint>();
  const perLeaf = PAGE / size;
  leaves(reader, code & ~7n, Number(code & 7n)).forEach((leaf, number) => {
    const bytes = reader.text(leaf, PAGE);
    for (let i = 0; i < perLeaf; i++) {
      if (bytes.subarray(i * size, (i + 1) * size).every((b) => b === 0)) continue;
      result.set((number * perLeaf + i) * 4, target(reader, leaf + BigInt(i * size)));
    }
  });
  return result;
}

function leaves(reader: Reader, page: bigint, level: number): bigint[] {
  if (level === 0) return [page];
  const result: bigint[] = [];
  for (let i = 0; i < PAGE / reader.pointer; i++) {
    const below = reader.readPointer(page + BigInt(i * reader.pointer));
    if (below === 0n) break;
    result.push(...leaves(reader, below, level - 1));
  }
  return result;
}

function target(reader: Reader, entry: bigint): bigint {
  const place = { type: "_HANDLE_TABLE_ENTRY", address: entry };
  const bits = reader.structs.find("_HANDLE_TABLE_ENTRY", "ObjectPointerBits");
  if (!bits) return reader.get(place, "Object") & ~7n;
  const value = reader.get(place, "ObjectPointerBits");
  if (reader.pointer === 4) return value << 3n;
  const shifted = value << (bits.bitLen === 44 ? 4n : 3n);
  return BigInt.asUintN(64, BigInt.asIntN(bits.bitLen === 44 ? 48 : 44, shifted));
}
