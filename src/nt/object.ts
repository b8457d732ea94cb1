/** The object manager's header in front of an object: type, counts, name, security descriptor. */
import { add, clearBits, isKernel, isNull, lowPart, NULL, type Address } from "../target/address";
import { Gap, type Prefix, type Structure } from "../target/layout";
import type { Kernel } from "./kernel";
import { unicodeString } from "./unicode";

const HEADER = [
  "PointerCount",
  "HandleCount",
  "Type",
  "TypeIndex",
  "NameInfoOffset",
  "InfoMask",
  "SecurityDescriptor",
] as const;
const NAME_INFO = ["Directory", "Name.Length", "Name.Buffer"] as const;

/** Bits of `_OBJECT_HEADER.InfoMask`: creator info lies nearest to the header, name info behind it. */
const CREATOR_INFO = 1;
const NAME_INFO_BIT = 2;
/** The low bits of `SecurityDescriptor` are a reference count: an `_EX_FAST_REF`. */
const FAST_REF = { 4: 7, 8: 15 } as const;
/** Directories above each other; deeper than any real namespace. */
const MAX_DEPTH = 32;

/** Reads the object header together with the body that follows it. Its members are `Header.*`. */
export function objectHeader(kernel: Kernel): Prefix | undefined {
  const layout = kernel.target.type("_OBJECT_HEADER");
  const body = layout && layout.field("Body");
  return layout && body && { name: "Header", layout, size: body.offset, paths: HEADER };
}

/** What an object's header says. `raw` is the body's structure, read with `objectHeader`. */
export class ObjectHeader {
  constructor(
    private readonly kernel: Kernel,
    private readonly raw: Structure,
  ) {}

  /** Address of the `_OBJECT_HEADER`. */
  get address(): Address | undefined {
    const size = bodyOffset(this.kernel);
    return size === undefined ? undefined : add(this.raw.address, -size);
  }

  get pointerCount(): number | undefined {
    return this.raw.unsigned("Header.PointerCount");
  }

  get handleCount(): number | undefined {
    return this.raw.unsigned("Header.HandleCount");
  }

  /** Address of the security descriptor, reference count masked; null when there is none. */
  get securityDescriptor(): Address | undefined {
    const pointer = this.raw.pointer("Header.SecurityDescriptor");
    return pointer === undefined ? undefined : clearBits(pointer, FAST_REF[this.kernel.pointerSize]);
  }

  /**
   * Whether the object is of the type that `symbol` names, such as `AlpcPortObjectType`; undefined when that cannot be told.
   * Vista and earlier point to the type; Windows 7 and later have an index, since Windows 10 XOR-ed with
   * `nt!ObHeaderCookie` and the second byte of the header's address. Source: alpc-semantics 4.1 [PDB].
   */
  isOfType(symbol: string): boolean | undefined {
    const type = this.kernel.symbolPointer(symbol);
    const pointer = this.raw.pointer("Header.Type");
    if (type === undefined || isNull(type)) return pointer && isNamedType(this.kernel, pointer, symbol);
    if (pointer !== undefined) return pointer === type;
    const index = this.typeIndex;
    const reader = this.kernel.reader("_OBJECT_TYPE", ["Index"]);
    const raw = this.kernel.read("_OBJECT_TYPE", reader, type);
    const own = raw instanceof Gap ? undefined : raw.unsigned("Index");
    return index === undefined || own === undefined ? undefined : index === own;
  }

  /** Address of the `_OBJECT_TYPE`; Vista and earlier. */
  get typePointer(): Address | undefined {
    return this.raw.pointer("Header.Type");
  }

  /** The index into `nt!ObTypeIndexTable`, decoded; Windows 7 and later. */
  get typeIndex(): number | undefined {
    const stored = this.raw.unsigned("Header.TypeIndex");
    const address = this.address;
    if (stored === undefined || address === undefined) return undefined;
    const cookie = headerCookie(this.kernel);
    return cookie === undefined ? stored : stored ^ cookie ^ ((lowPart(address) >>> 8) & 0xff);
  }

  /** The object's own name; empty when it has none. */
  get name(): string | Gap {
    if (this.raw.isMissing("Header.InfoMask") || this.raw.isMissing("Header.NameInfoOffset"))
      return new Gap(this.address || this.raw.address, "the object header cannot be read");
    const info = this.nameInfo;
    if (info === undefined) return "";
    return info instanceof Gap ? info : unicodeString(this.kernel, info, "Name");
  }

  /** The directory the object is entered in; null when it is in none. */
  get directory(): Address {
    const info = this.nameInfo;
    return (info !== undefined && !(info instanceof Gap) && info.pointer("Directory")) || NULL;
  }

  /** The name with the names of its directories, as `\RPC Control\x`; the bare name where a directory cannot be read. */
  get fullName(): string | Gap {
    const own = this.name;
    if (own instanceof Gap || own === "") return own;
    // While a port is being created its name still holds the whole path. Source: golden case G6 (f).
    let path = own;
    let directory = this.directory;
    for (let depth = 0; depth < MAX_DEPTH && !isNull(directory); depth++) {
      const header = headerOf(this.kernel, directory);
      if (header instanceof Gap) return path;
      const name = header.name;
      if (name instanceof Gap) return path;
      // The root directory is named "\" and lies in no other.
      path = (name === "\\" || name === "" ? "" : name) + "\\" + path;
      directory = header.directory;
    }
    return isNull(this.directory) || path.charAt(0) === "\\" ? path : "\\" + path;
  }

  private get nameInfo(): Structure | Gap | undefined {
    const distance = nameInfoDistance(this.kernel, this.raw);
    const address = this.address;
    if (!distance || address === undefined) return undefined;
    const reader = this.kernel.reader("_OBJECT_HEADER_NAME_INFO", NAME_INFO);
    return this.kernel.read("_OBJECT_HEADER_NAME_INFO", reader, add(address, -distance));
  }
}

/** The header of an object whose body is not otherwise read. */
export function headerOf(kernel: Kernel, body: Address): ObjectHeader | Gap {
  const layout = kernel.target.type("_OBJECT_HEADER");
  const size = bodyOffset(kernel);
  if (!layout || size === undefined) return new Gap(body, "the symbols of nt have no _OBJECT_HEADER");
  const reader = kernel.reader("_OBJECT_HEADER", [], () => objectHeader(kernel));
  const raw = kernel.read("_OBJECT_HEADER", reader, body);
  return raw instanceof Gap ? raw : new ObjectHeader(kernel, raw);
}

/** Names of the types by their symbols: what tells a port where the symbols lack them. Source: golden case G5. */
const TYPE_NAMES: { readonly [symbol: string]: string } = {
  LpcPortObjectType: "Port",
  LpcWaitablePortObjectType: "WaitablePort",
};

/** Whether the `_OBJECT_TYPE` at an address bears the name of the one that a symbol leads to; undefined when not known. */
function isNamedType(kernel: Kernel, type: Address, symbol: string): boolean | undefined {
  const wanted = TYPE_NAMES[symbol];
  if (wanted === undefined || !isKernel(type, kernel.pointerSize)) return undefined;
  const name = kernel.once("type name", type, () => {
    const raw = kernel
      .reader("_OBJECT_TYPE", ["Name.Length", "Name.Buffer"], undefined, "object type name")
      ?.read(type);
    return raw === undefined || raw instanceof Gap ? "" : unicodeString(kernel, raw, "Name");
  });
  return name instanceof Gap || name === "" ? undefined : name === wanted;
}

function bodyOffset(kernel: Kernel): number | undefined {
  const layout = kernel.target.type("_OBJECT_HEADER");
  const body = layout && layout.field("Body");
  return body && body.offset;
}

/** `nt!ObHeaderCookie`, a byte; Windows 10 and later. */
function headerCookie(kernel: Kernel): number | undefined {
  const address = kernel.target.symbol("ObHeaderCookie");
  if (address === undefined) return undefined;
  return kernel.once("cookie", address, () => {
    const bytes = kernel.bytes(address, 1);
    return bytes instanceof Gap ? undefined : bytes[0];
  });
}

/** Bytes from the header down to the name info; 0 or undefined when there is none. */
function nameInfoDistance(kernel: Kernel, raw: Structure): number | undefined {
  // Vista and earlier say it directly.
  const offset = raw.unsigned("Header.NameInfoOffset");
  if (offset !== undefined) return offset;
  const mask = raw.unsigned("Header.InfoMask");
  if (mask === undefined || (mask & NAME_INFO_BIT) === 0) return undefined;
  const bits = mask & (CREATOR_INFO | NAME_INFO_BIT);
  const table = kernel.target.symbol("ObpInfoMaskToOffset");
  const entry =
    table === undefined
      ? undefined
      : kernel.once("info mask", add(table, bits), () => kernel.bytes(add(table, bits), 1));
  if (entry && !(entry instanceof Gap) && entry[0]) return entry[0];
  // Without the table: the optional headers that lie between, by their sizes.
  const name = kernel.target.type("_OBJECT_HEADER_NAME_INFO");
  const creator = kernel.target.type("_OBJECT_HEADER_CREATOR_INFO");
  if (!name) return undefined;
  return name.size + ((bits & CREATOR_INFO) !== 0 && creator ? creator.size : 0);
}
