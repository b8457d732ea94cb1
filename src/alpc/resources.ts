/** What a port or message holds beside messages: sections, their regions and views, reserves, security contexts. */
import { add, isKernel, isNull, type Address } from "../target/address";
import { Gap, type StructReader, type Structure } from "../target/layout";
import type { Kernel } from "../nt/kernel";
import { walkIn, walkList, type Walk } from "../nt/list";
import { clientContext, contextMembers, type ClientContext } from "../nt/token";
import { blob, blobKind, BLOB } from "./blob";
import type { Port } from "./port";

const SECTION = [
  "SectionObject",
  "Size",
  "SectionHandle",
  "OwnerProcess",
  "OwnerPort",
  "u1.s1.Internal",
  "u1.s1.Secure",
  "NumberOfRegions",
  "RegionListHead",
];
const REGION = [
  "RegionListEntry",
  "Section",
  "Offset",
  "Size",
  "ViewSize",
  "u1.s1.Secure",
  "ReadOnlyView",
  "ReadWriteView",
  "NumberOfViews",
  "ViewListHead",
];
const VIEW = [
  "ViewListEntry",
  "Region",
  "OwnerPort",
  "OwnerProcess",
  "Address",
  "Size",
  "SecureViewHandle",
  "WriteAccessHandle",
  "u1.s1.WriteAccess",
  "u1.s1.AutoRelease",
  "u1.s1.ForceUnlink",
  // Windows 10 1709 and later.
  "u1.s1.SystemSpace",
  "NumberOfOwnerMessages",
];
const RESERVE = ["OwnerPort", "Handle", "Message", "Size", "Active"];
const SECURITY = ["ContextHandle", "OwningProcess", "OwnerPort", "u1.s1.Revoked", "u1.s1.Impersonated"].concat(
  contextMembers("DynamicSecurity"),
);

/** A structure behind a `_BLOB`: any of the kinds that `_BLOB_ID` names. */
export class Resource {
  constructor(
    readonly kernel: Kernel,
    readonly address: Address,
    /** `Section`, `Region`, `View`, `Reserve`, `SecurityContext` ... */
    readonly kind: string,
    /** Undefined for a kind of which only the blob in front is known. */
    readonly raw: Structure | undefined,
  ) {}

  /** Regions of a section. Undefined for other kinds. */
  get regions(): Walk<Resource> | undefined {
    return this.kind === "Section" ? this.list("RegionListHead", BLOB.region, "RegionListEntry") : undefined;
  }

  /** Views of a region. Undefined for other kinds. */
  get views(): Walk<Resource> | undefined {
    return this.kind === "Region" ? this.list("ViewListHead", BLOB.view, "ViewListEntry") : undefined;
  }

  /** Of a security context: what its owner captured of the client. */
  get security(): ClientContext | undefined {
    return this.raw && this.kind === "SecurityContext" ? clientContext(this.raw, "DynamicSecurity") : undefined;
  }

  private list(head: string, id: number, link: string): Walk<Resource> {
    return this.kernel.once(head, this.address, () => {
      const at = this.raw && this.raw.at(head);
      const links = this.raw && this.raw.links(head);
      const reader = readerOf(this.kernel, id);
      const offset = reader && reader.offset(link);
      if (at === undefined || links === undefined || offset === undefined)
        return unreadable(this.address, "the head of the list cannot be read");
      return walkIn(this.kernel, head, at, links, (entry) => {
        const found = resource(this.kernel, add(entry, -offset), id);
        if (found instanceof Gap) return found;
        const own = found.raw && found.raw.links(link);
        return own ? { links: own, value: found } : new Gap(entry, "the link of the resource cannot be read");
      });
    });
  }
}

/** The structure of a kind; undefined for kinds of which only the blob is known, and where the build lacks the type. */
function readerOf(kernel: Kernel, id: number): StructReader | undefined {
  const prefix = () => blob(kernel);
  switch (id) {
    case BLOB.section:
      return kernel.reader("_KALPC_SECTION", SECTION, prefix);
    case BLOB.region:
      return kernel.reader("_KALPC_REGION", REGION, prefix);
    case BLOB.view:
      return kernel.reader("_KALPC_VIEW", VIEW, prefix);
    case BLOB.reserve:
      return kernel.reader("_KALPC_RESERVE", RESERVE, prefix);
    case BLOB.securityContext:
      return kernel.reader("_KALPC_SECURITY_DATA", SECURITY, prefix);
    default:
      return undefined;
  }
}

/** The resource at an address, of the kind with this `_BLOB_ID`; a Gap where the blob in front says otherwise. */
export function resource(kernel: Kernel, address: Address, id: number): Resource | Gap {
  return kernel.once("Resource", address, () => {
    if (isNull(address)) return new Gap(address, "the pointer is null");
    if (!isKernel(address, kernel.pointerSize)) return new Gap(address, "not a kernel address");
    const kind = blobKind(id) as string;
    const reader = readerOf(kernel, id);
    if (!reader) return new Gap(address, "the symbols of nt do not describe a " + kind);
    const raw = reader.read(address);
    if (raw instanceof Gap) return raw;
    const told = raw.unsigned("Blob.ResourceId");
    if (told !== undefined && told !== id)
      return new Gap(address, "no " + kind + ": its blob says " + (blobKind(told) as string));
    return new Resource(kernel, address, kind, raw);
  });
}

/**
 * The resources made on a port: `_ALPC_PORT.ResourceListHead` links the `_BLOB.ResourceList` of each; its ResourceId says
 * what lies behind. Source: alpc-semantics 1.2, 7 [PDB].
 */
export function resources(port: Port): Walk<Resource> | undefined {
  const kernel = port.kernel;
  if (!port.raw.has("ResourceListHead")) return undefined;
  return kernel.once("ResourceListHead", port.address, () => {
    const head = port.raw.at("ResourceListHead");
    const links = port.raw.links("ResourceListHead");
    const layout = kernel.target.type("_BLOB");
    const blobs = kernel.reader("_BLOB", ["ResourceList", "ResourceId"]);
    const offset = blobs && blobs.offset("ResourceList");
    if (head === undefined || links === undefined) return unreadable(port.address, "the head cannot be read");
    // Without the type of the blob only an empty list can be told.
    if (!layout || !blobs || offset === undefined) {
      if (links.flink === head && links.blink === head) return walkList(head, links, (entry) => new Gap(entry, ""));
      return unreadable(port.address, "the symbols of nt have no _BLOB");
    }
    return walkIn(kernel, "ResourceListHead", head, links, (entry) => {
      const header = blobs.read(add(entry, -offset));
      if (header instanceof Gap) return header;
      const own = header.links("ResourceList");
      const id = header.unsigned("ResourceId");
      if (!own || id === undefined) return new Gap(entry, "the blob cannot be read");
      const body = add(header.address, layout.size);
      const found = resource(kernel, body, id);
      // A kind that is not described is still a resource: its blob says what it is.
      const value = found instanceof Gap ? new Resource(kernel, body, blobKind(id) as string, undefined) : found;
      return { links: own, value };
    });
  });
}

function unreadable(at: Address, why: string): Walk<Resource> {
  return { items: [], end: { kind: "unreadable", at, why }, recovered: 0 };
}
