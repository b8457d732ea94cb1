/**
 * What hangs on ports and messages and the text has no words for: resources, message attributes, security contexts,
 * tokens, completion lists, extension buffers. Written into a finished world, before its snapshot is taken. Source:
 * alpc-semantics 1, 6.2, 7.
 */
import type { Placed } from "./kernel";
import { sidBytes } from "./security";
import type { World } from "./world";

/** `_BLOB_ID` */
const ID = {
  _KALPC_SECURITY_DATA: 3,
  _KALPC_SECTION: 4,
  _KALPC_REGION: 5,
  _KALPC_VIEW: 6,
  _KALPC_RESERVE: 7,
  _KALPC_HANDLE_DATA: 9,
};
export type BlobType = keyof typeof ID;

/** Values by field path; a field that the build lacks is left out. */
export type Values = Readonly<Record<string, bigint | number>>;

export class Extras {
  constructor(readonly world: World) {}

  private get kernel() {
    return this.world.builder.kernel;
  }

  has(type: string, path?: string): boolean {
    return path === undefined ? this.kernel.structs.has(type) : this.kernel.has(type, path);
  }

  /** Writes the fields that the build has. */
  write(place: Placed, values: Values): Placed {
    for (const [path, value] of Object.entries(values)) this.kernel.maybe(place, path, value);
    return place;
  }

  /** A structure behind its blob. */
  blob(type: BlobType, values: Values = {}): Placed {
    const { kernel } = this;
    const header = kernel.structs.size("_BLOB");
    const block = kernel.allocate("paged", header + kernel.structs.size(type), "AlRe");
    const blob = { type: "_BLOB", address: block };
    kernel.set(blob, "ResourceId", ID[type]);
    kernel.set(blob, "ReferenceCount", 1);
    kernel.link(kernel.at(blob, "ResourceList"), []);
    return this.write({ type, address: block + BigInt(header) }, values);
  }

  /** Makes these the resources of a port, in this order. */
  resources(port: Placed, list: readonly Placed[]): void {
    const { kernel } = this;
    const size = BigInt(kernel.structs.size("_BLOB"));
    const entries = list.map(({ address }) => kernel.at({ type: "_BLOB", address: address - size }, "ResourceList"));
    kernel.link(kernel.at(port, "ResourceListHead"), entries);
  }

  /** Links structures of one type through `entry` behind the list head `head` of `owner`. */
  list(owner: Placed, head: string, list: readonly Placed[], entry: string): void {
    const { kernel } = this;
    kernel.link(
      kernel.at(owner, head),
      list.map((one) => kernel.at(one, entry)),
    );
  }

  /** A token of a user. */
  token(user: string, values: Values = {}, source = "User32"): Placed {
    const { kernel } = this;
    const object = this.world.builder.objects.create("Token", "paged", kernel.structs.size("_TOKEN"), "Toke");
    const place = { type: "_TOKEN", address: object.address };
    const bytes = sidBytes(user);
    const sid = kernel.allocate("paged", bytes.length, "SeSi");
    kernel.memory.writeBytes(sid, bytes);
    // _SID_AND_ATTRIBUTES: the pointer, then a ULONG.
    const users = kernel.allocate("paged", 2 * kernel.pointer, "SeUs");
    kernel.writePointer(users, sid);
    kernel.set(place, "UserAndGroups", users);
    kernel.set(place, "UserAndGroupCount", 1);
    kernel.memory.writeBytes(kernel.at(place, "TokenSource"), Buffer.from(source.padEnd(8).slice(0, 8)));
    return this.write(place, values);
  }

  /** The extension buffer of a message, holding these bytes. */
  extension(message: Placed, bytes: Buffer): bigint {
    const { kernel } = this;
    const buffer = kernel.allocate("paged", bytes.length, "AlEx");
    kernel.memory.writeBytes(buffer, bytes);
    kernel.set(message, "ExtensionBuffer", buffer);
    kernel.set(message, "ExtensionBufferSize", bytes.length);
    return buffer;
  }

  /** A completion list with its header in the kernel's mapping. */
  completionList(port: Placed, values: Values, header: Values): { list: Placed; header: Placed } {
    const { kernel } = this;
    const size = kernel.structs.size("_ALPC_COMPLETION_LIST");
    const list = { type: "_ALPC_COMPLETION_LIST", address: kernel.allocate("paged", size, "AlCp") };
    const type = "_ALPC_COMPLETION_LIST_HEADER";
    const mapped = { type, address: kernel.allocate("nonPaged", kernel.structs.size(type), "AlCp") };
    kernel.set(list, "Header", mapped.address);
    this.write(list, values);
    this.write(mapped, header);
    kernel.set(port, "CompletionList", list.address);
    this.write(port, { "u1.s1.HasCompletionList": 1, "u1.s1.EnableCompletionList": 1 });
    return { list, header: mapped };
  }
}
