/** Object manager: headers, names, directories, types. Sources: alpc-semantics 4.1, layouts/INDEX.md. */
import type { Kernel, Placement, Pool } from "./kernel";
import { securityDescriptor, type SecurityDescriptor } from "./security";

/** A kernel object of any type. */
export interface KernelObject {
  readonly address: bigint;
  /** Name of the object type, such as `ALPC Port`. */
  readonly typeName: string;
  readonly name?: string;
  readonly header: bigint;
  /** Open handles to it; counted while handles are made. */
  handles: number;
}

export interface ObjectOptions extends Placement {
  /** Full path, such as `\RPC Control\x`. */
  readonly path?: string | undefined;
  readonly security?: SecurityDescriptor | undefined;
}

interface TypeInfo {
  readonly address: bigint;
  readonly index: number;
  count: number;
  handles: number;
}

interface Directory {
  readonly object: KernelObject;
  readonly entries: { readonly name: string; readonly object: KernelObject }[];
}

/** Name, index and symbol of the object types. Only the relation of index and table matters to a reader. */
const TYPES: readonly (readonly [name: string, index: number, symbol?: string])[] = [
  ["Type", 2, "ObpTypeObjectType"],
  ["Directory", 3, "ObpDirectoryObjectType"],
  ["Process", 7, "PsProcessType"],
  ["Thread", 8, "PsThreadType"],
  ["Event", 0x10, "ExEventObjectType"],
  ["Mutant", 0x11],
  ["Semaphore", 0x13, "ExSemaphoreObjectType"],
  ["Timer", 0x14],
  ["IoCompletion", 0x24, "IoCompletionObjectType"],
];
const BUCKETS = 37;

/** Optional headers in the order of their InfoMask bits, nearest to the object header first. */
const INFO = [
  "_OBJECT_HEADER_CREATOR_INFO",
  "_OBJECT_HEADER_NAME_INFO",
  "_OBJECT_HEADER_HANDLE_INFO",
  "_OBJECT_HEADER_QUOTA_INFO",
  "_OBJECT_HEADER_PROCESS_INFO",
];
const CREATOR = 1;
const NAME = 2;

export class Objects {
  readonly types = new Map<string, TypeInfo>();
  readonly all: KernelObject[] = [];
  private readonly directories = new Map<string, Directory>();
  private readonly cookie: number;
  private readonly bodyOffset: number;
  private defaultSecurity: bigint | undefined;

  constructor(private readonly kernel: Kernel) {
    this.bodyOffset = kernel.structs.offset("_OBJECT_HEADER", "Body");
    this.cookie = kernel.era.cookie ? 0x9d : 0;
    if (kernel.era.cookie) kernel.memory.writeInt(kernel.symbol("ObHeaderCookie", 4), 1, this.cookie);
    this.writeInfoMaskTable();
    const ports: [string, number, string][] = kernel.era.lpc
      ? [
          ["Port", 0x15, "LpcPortObjectType"],
          ["WaitablePort", 0x16, "LpcWaitablePortObjectType"],
        ]
      : [["ALPC Port", 0x2e, "AlpcPortObjectType"]];
    for (const [name, index, symbol] of [...TYPES, ...ports]) this.makeType(name, index, symbol);
    if (!kernel.era.lpc) {
      // The old names stay and lead to the one type there is. Source: alpc-semantics 7.
      for (const name of ["LpcPortObjectType", "LpcWaitablePortObjectType"]) {
        kernel.writePointer(kernel.symbol(name), this.type("ALPC Port").address);
      }
    }
    this.directory("\\");
    kernel.writePointer(kernel.symbol("ObpRootDirectoryObject"), this.directory("\\").object.address);
  }

  /** An object with its headers. The body is zeroed. */
  create(typeName: string, pool: Pool, size: number, tag: string, options: ObjectOptions = {}): KernelObject {
    const kernel = this.kernel;
    const named = options.path !== undefined;
    const creator = typeName === "Type";
    const mask = (creator ? CREATOR : 0) | (named ? NAME : 0);
    const before = this.infoSize(mask) + this.bodyOffset;
    const { at, ownPage } = options;
    const block = kernel.allocate(pool, before + size, tag, {
      ownPage,
      at: at === undefined ? undefined : at - BigInt(before),
    });
    const address = block + BigInt(before);
    const header = address - BigInt(this.bodyOffset);
    const place = { type: "_OBJECT_HEADER", address: header };
    const type = this.types.get(typeName);
    if (type) type.count++;
    if (kernel.has("_OBJECT_HEADER", "TypeIndex")) {
      // Source: alpc-semantics 4.1: XOR with the cookie and the second lowest byte of the header's address.
      const disguise = kernel.era.cookie ? this.cookie ^ Number((header >> 8n) & 0xffn) : 0;
      kernel.set(place, "TypeIndex", (type?.index ?? 2) ^ disguise);
      kernel.set(place, "InfoMask", mask);
    } else {
      kernel.set(place, "Type", type?.address ?? 0n);
      if (named) kernel.set(place, "NameInfoOffset", this.infoSize(mask));
      // OB_FLAG_CREATOR_INFO
      if (creator) kernel.set(place, "Flags", 4);
    }
    kernel.maybe(place, "SecurityDescriptor", this.security(options.security));
    const name = options.path?.slice(options.path.lastIndexOf("\\") + 1);
    const object: KernelObject = { address, typeName, header, handles: 0, ...(name === undefined ? {} : { name }) };
    if (options.path !== undefined) this.nameObject(object, options.path, header - BigInt(this.infoSize(mask)));
    this.all.push(object);
    return object;
  }

  type(name: string): TypeInfo {
    const type = this.types.get(name);
    if (!type) throw new Error(`there is no object type ${name} on ${this.kernel.layout.name}`);
    return type;
  }

  /** Writes what depends on the whole machine: counts and directories. */
  finish(): void {
    const kernel = this.kernel;
    for (const object of this.all) {
      const place = { type: "_OBJECT_HEADER", address: object.header };
      kernel.set(place, "HandleCount", object.handles);
      kernel.set(place, "PointerCount", object.handles + 3);
      const type = this.types.get(object.typeName);
      if (type) type.handles += object.handles;
    }
    for (const type of this.types.values()) {
      const place = { type: "_OBJECT_TYPE", address: type.address };
      kernel.set(place, "TotalNumberOfObjects", type.count);
      kernel.set(place, "TotalNumberOfHandles", type.handles);
    }
    for (const directory of this.directories.values()) this.writeDirectory(directory);
  }

  private makeType(name: string, index: number, symbol?: string): void {
    const kernel = this.kernel;
    const object = this.create("Type", "nonPaged", kernel.structs.size("_OBJECT_TYPE"), "ObjT", {
      ...(name === "Directory" || name === "Type" ? {} : { path: `\\ObjectTypes\\${name}` }),
    });
    const place = { type: "_OBJECT_TYPE", address: object.address };
    this.types.set(name, { address: object.address, index, count: 0, handles: 0 });
    kernel.unicode(place, "Name", name);
    kernel.set(place, "Index", index);
    const list = kernel.at(place, "TypeList");
    kernel.link(list, []);
    if (symbol !== undefined) kernel.writePointer(kernel.symbol(symbol), object.address);
    if (kernel.has("_OBJECT_HEADER", "TypeIndex")) {
      const table = kernel.symbol("ObTypeIndexTable", 256 * kernel.pointer);
      kernel.writePointer(table + BigInt(index * kernel.pointer), object.address);
    }
    if (name === "Type" && !kernel.has("_OBJECT_HEADER", "TypeIndex")) {
      kernel.set({ type: "_OBJECT_HEADER", address: object.header }, "Type", object.address);
    }
  }

  private writeInfoMaskTable(): void {
    if (!this.kernel.has("_OBJECT_HEADER", "InfoMask")) return;
    const table = this.kernel.symbol("ObpInfoMaskToOffset", 256);
    for (let mask = 0; mask < 256; mask++) {
      this.kernel.memory.writeInt(table + BigInt(mask), 1, this.infoSize(mask));
    }
  }

  private infoSize(mask: number): number {
    const { structs } = this.kernel;
    const sizes = INFO.map((type) => (structs.has(type) ? structs.size(type) : 0));
    return sizes.reduce((sum, size, bit) => (mask & (1 << bit) ? sum + size : sum), 0);
  }

  private security(descriptor: SecurityDescriptor | undefined): bigint {
    if (!descriptor && this.defaultSecurity !== undefined) return this.defaultSecurity;
    const bytes = securityDescriptor(descriptor);
    const block = this.kernel.allocate("paged", bytes.length, "ObSq");
    this.kernel.memory.writeBytes(block, bytes);
    // The low bits of the pointer are a reference count (EX_FAST_REF): 3 bits on 32-bit builds, 4 on 64-bit ones.
    const address = block | (this.kernel.pointer === 8 ? 0xfn : 7n);
    if (!descriptor) this.defaultSecurity = address;
    return address;
  }

  private nameObject(object: KernelObject, path: string, info: bigint): void {
    const slash = path.lastIndexOf("\\");
    const directory = slash < 0 ? undefined : this.directory(path.slice(0, slash) || "\\");
    const place = { type: "_OBJECT_HEADER_NAME_INFO", address: info };
    this.kernel.unicode(place, "Name", path.slice(slash + 1));
    if (!directory) return;
    this.kernel.set(place, "Directory", directory.object.address);
    directory.entries.push({ name: path.slice(slash + 1), object });
  }

  private directory(path: string): Directory {
    let directory = this.directories.get(path);
    if (!directory) {
      // The name of the root directory is a single backslash, in no directory.
      const object = this.create("Directory", "paged", this.kernel.structs.size("_OBJECT_DIRECTORY"), "Dire", {
        ...(path === "\\" ? {} : { path }),
      });
      this.directories.set(path, (directory = { object, entries: [] }));
    }
    return directory;
  }

  private writeDirectory(directory: Directory): void {
    const kernel = this.kernel;
    for (const { name, object } of directory.entries) {
      // Not the kernel's hash: a reader has to look into all buckets.
      const hash = [...name.toUpperCase()].reduce((sum, c) => (sum * 3 + c.charCodeAt(0)) >>> 0, 0);
      const bucket = kernel.at({ type: "_OBJECT_DIRECTORY", address: directory.object.address }, "HashBuckets");
      const slot = bucket + BigInt((hash % BUCKETS) * kernel.pointer);
      const entry = kernel.allocate("paged", kernel.structs.size("_OBJECT_DIRECTORY_ENTRY"), "ObDi");
      const place = { type: "_OBJECT_DIRECTORY_ENTRY", address: entry };
      kernel.set(place, "ChainLink", kernel.readPointer(slot));
      kernel.set(place, "Object", object.address);
      kernel.maybe(place, "HashValue", hash);
      kernel.writePointer(slot, entry);
    }
  }
}
