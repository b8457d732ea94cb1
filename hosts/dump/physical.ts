import { DUMP_TYPE, dumpHeader, type HeaderFacts, maximumRuns, type Run } from "./header.js";
import { PAGE } from "./image.js";
import type { MemoryRange } from "./memory.js";
import { physicalPages, processRoots } from "./offsets.js";
import { PageTables } from "./pageTables.js";
import { PhysicalMemory } from "./physicalMemory.js";
import { addedBytes, makeParts, type Parts, type Plan } from "./plan.js";

/**
 * A full or a bitmap dump: physical pages and the page tables that map them. Granularity is the page.
 * @returns undefined when the physical runs do not fit the header of a full dump.
 * Source: kernel-dump "Dump header", "Page tables".
 */
export function physicalDump(plan: Plan): Buffer | undefined {
  const { machine } = plan;
  const physical = new PhysicalMemory(machine);
  const tables = new PageTables(machine, physical);
  const roots = rootsOf(plan);
  for (const root of roots) physical.at(Number(root >> 12n));
  // A page of its own: the kernel's root must not change when a process's does.
  const kernelRoot = BigInt(physical.allocate()) << 12n;
  const parts = makeParts(plan, kernelRoot);
  const virtual = virtualPages(plan, parts);
  plan.notes.push(
    `added at 0x${plan.added.toString(16)}: the debugger's and the processor's structures, the module list`,
  );
  for (const [address, bytes] of virtual) {
    const page = physical.allocate();
    physical.at(page).set(bytes);
    tables.map(address, page);
  }
  for (const root of [kernelRoot, ...roots]) tables.writeRoot(root);

  const runs = runsOf(physical.numbers());
  const facts = { ...headerFacts(plan, parts), tableBase: kernelRoot };
  if (plan.kind === "bitmap") return bitmapDump(facts, physical);
  return runs.length <= maximumRuns(machine) ? fullDump(facts, physical, runs) : undefined;
}

/** The page table roots that the processes name. */
function rootsOf(plan: Plan): bigint[] {
  const { machine, notes } = plan;
  const limit = BigInt(physicalPages(machine, plan.kind));
  const roots: bigint[] = [];
  for (const root of processRoots(plan.snapshot, machine, plan.memory, plan.offsets.directoryTableBase)) {
    if (root === undefined) continue;
    if (root >> 12n < limit) roots.push(root);
    else notes.push(`left out page tables at 0x${root.toString(16)}: there is no such physical address in this dump`);
  }
  return roots;
}

/** Every virtual page: what is recorded, over the image's header and the added structures. */
function virtualPages(plan: Plan, parts: Parts): Map<bigint, Buffer> {
  const pages = new Map<bigint, Buffer>();
  const put = ({ address, bytes }: MemoryRange): void => {
    let done = 0;
    while (done < bytes.length) {
      const at = address + BigInt(done);
      const start = at & ~BigInt(PAGE - 1);
      let page = pages.get(start);
      if (page === undefined) pages.set(start, (page = Buffer.alloc(PAGE)));
      const offset = Number(at - start);
      const count = Math.min(PAGE - offset, bytes.length - done);
      bytes.copy(page, offset, done, done + count);
      done += count;
    }
  };
  const { debuggerData, processorBlock, loadedModuleList, loaderEntries, pcr, gdt, stack, code } = parts;
  const image = { address: plan.nt.base, bytes: plan.image };
  for (const range of [image, ...addedBytes(plan)]) put(range);
  for (const range of [debuggerData, processorBlock, loadedModuleList, loaderEntries, pcr, gdt, stack, code])
    put(range);
  for (const range of plan.memory.all()) put(range);
  return pages;
}

function headerFacts(plan: Plan, parts: Parts): Omit<HeaderFacts, "tableBase" | "dumpType" | "runs" | "fileSize"> {
  return {
    machine: plan.machine,
    build: plan.build,
    loadedModuleList: parts.loadedModuleList.address,
    activeProcessHead: plan.symbols.address("PsActiveProcessHead"),
    debuggerData: parts.debuggerData.address,
    context: parts.context,
    code: parts.code.address,
    comment: plan.snapshot.description ?? "",
  };
}

type Facts = ReturnType<typeof headerFacts> & { readonly tableBase: bigint };

function fullDump(facts: Facts, physical: PhysicalMemory, runs: readonly Run[]): Buffer {
  const numbers = physical.numbers();
  const fileSize = facts.machine.headerSize + numbers.length * PAGE;
  const header = dumpHeader({ ...facts, dumpType: DUMP_TYPE.full, runs, fileSize });
  return Buffer.concat([header, ...numbers.map((number) => physical.at(number))]);
}

/** Behind the header: marks, position of the first page, number of pages and bits, the bits; then the pages. */
function bitmapDump(facts: Facts, physical: PhysicalMemory): Buffer {
  const numbers = physical.numbers();
  const bitCount = Math.ceil(((numbers.at(-1) ?? 0) + 1) / 64) * 64;
  const head = Buffer.alloc(Math.ceil((0x38 + bitCount / 8) / PAGE) * PAGE);
  const firstPage = facts.machine.headerSize + head.length;
  head.write("FDMPDUMP", 0, "latin1");
  head.writeBigUInt64LE(BigInt(firstPage), 0x20);
  head.writeBigUInt64LE(BigInt(numbers.length), 0x28);
  head.writeBigUInt64LE(BigInt(bitCount), 0x30);
  for (const number of numbers) {
    const byte = 0x38 + Math.floor(number / 8);
    head[byte] = (head[byte] ?? 0) | (1 << (number % 8));
  }
  const fileSize = firstPage + numbers.length * PAGE;
  const header = dumpHeader({ ...facts, dumpType: DUMP_TYPE.bitmap, runs: [], fileSize });
  return Buffer.concat([header, head, ...numbers.map((number) => physical.at(number))]);
}

function runsOf(numbers: readonly number[]): Run[] {
  const runs: { firstPage: number; pages: number }[] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && last.firstPage + last.pages === number) last.pages++;
    else runs.push({ firstPage: number, pages: 1 });
  }
  return runs;
}
