/** Sections, regions, views, reserves and security contexts as dx shows them. */
import { hex, isNull, type Address } from "../target/address";
import { toInt64 } from "../target/int64";
import { attempt } from "../target/windbg";
import type { Walk } from "../nt/list";
import type { Resource } from "../alpc/resources";
import { Collection } from "./collection";
import { decimal, describe, text } from "./describe";
import type { Look } from "./look";
import { messageAt, type MessageObject } from "./message";
import { portObject, type PortObject } from "./port";
import { processReference, type ProcessReference } from "./references";
import { ClientContextObject } from "./security";

/** What all kinds have. */
export class ResourceObject {
  protected readonly __look: Look;
  protected readonly __resource: Resource;

  constructor(look: Look, found: Resource) {
    this.__look = look;
    this.__resource = found;
  }
  get Address(): Host.Int64 {
    return toInt64(this.__resource.address);
  }
  get Kind(): string {
    return this.__resource.kind;
  }
  toString(): string {
    return this.__resource.kind + " at " + hex(this.__resource.address);
  }
  protected __number(path: string): number | undefined {
    return this.__resource.raw && this.__resource.raw.unsigned(path);
  }
  protected __flag(path: string): boolean | undefined {
    return this.__resource.raw && this.__resource.raw.flag(path);
  }
  protected __pointer(path: string): Host.Int64 | undefined {
    const value = this.__address(path);
    return value === undefined || isNull(value) ? undefined : toInt64(value);
  }
  protected __address(path: string): Address | undefined {
    return this.__resource.raw && this.__resource.raw.pointer(path);
  }
  protected __port(path: string): PortObject | string | undefined {
    return portObject(this.__look, this.__address(path));
  }
  protected __process(path: string): ProcessReference | string | undefined {
    return processReference(this.__look, this.__address(path));
  }
  protected __native(type: string): unknown {
    return attempt(() => this.__look.target.typed(type, this.__resource.address));
  }
}
const COMMON = { Address: text("Address of the structure"), Kind: text("What the _BLOB in front says that it is") };
describe(ResourceObject, COMMON);

/** `_KALPC_SECTION` */
export class SectionObject extends ResourceObject {
  get Size(): number | undefined {
    return this.__number("Size");
  }
  get SectionObject(): Host.Int64 | undefined {
    return this.__pointer("SectionObject");
  }
  get SectionHandle(): Host.Int64 | undefined {
    return this.__pointer("SectionHandle");
  }
  get OwnerProcess(): ProcessReference | string | undefined {
    return this.__process("OwnerProcess");
  }
  get OwnerPort(): PortObject | string | undefined {
    return this.__port("OwnerPort");
  }
  get Internal(): boolean | undefined {
    return this.__flag("u1.s1.Internal");
  }
  get Secure(): boolean | undefined {
    return this.__flag("u1.s1.Secure");
  }
  get NumberOfRegions(): number | undefined {
    return this.__number("NumberOfRegions");
  }
  get Regions(): Collection<ResourceObject> | undefined {
    return resourceCollection(this.__look, () => this.__resource.regions);
  }
  get Native(): unknown {
    return this.__native("_KALPC_SECTION");
  }
}
describe(SectionObject, {
  Address: COMMON.Address,
  Kind: COMMON.Kind,
  Size: text("Bytes"),
  SectionObject: text("Address of the section object"),
  SectionHandle: text("Its handle in the table of the connection"),
  OwnerProcess: text("The process that made it"),
  OwnerPort: text("The port it was made on"),
  Internal: text("Made by the kernel for a view of its own"),
  Secure: text("Its views cannot be unmapped or reprotected"),
  NumberOfRegions: decimal("The kernel's counter; Regions walks the list"),
  Regions: text("The regions cut out of it"),
  Native: text("The typed nt!_KALPC_SECTION"),
});

/** `_KALPC_REGION` */
export class RegionObject extends ResourceObject {
  get Offset(): number | undefined {
    return this.__number("Offset");
  }
  get Size(): number | undefined {
    return this.__number("Size");
  }
  get ViewSize(): number | undefined {
    return this.__number("ViewSize");
  }
  get Secure(): boolean | undefined {
    return this.__flag("u1.s1.Secure");
  }
  get Section(): Host.Int64 | undefined {
    return this.__pointer("Section");
  }
  get ReadOnlyView(): Host.Int64 | undefined {
    return this.__pointer("ReadOnlyView");
  }
  get ReadWriteView(): Host.Int64 | undefined {
    return this.__pointer("ReadWriteView");
  }
  get NumberOfViews(): number | undefined {
    return this.__number("NumberOfViews");
  }
  get Views(): Collection<ResourceObject> | undefined {
    return resourceCollection(this.__look, () => this.__resource.views);
  }
  get Native(): unknown {
    return this.__native("_KALPC_REGION");
  }
}
describe(RegionObject, {
  Address: COMMON.Address,
  Kind: COMMON.Kind,
  Offset: text("Where it begins in the section"),
  Size: text("Bytes"),
  ViewSize: text("Bytes of a view of it"),
  Secure: text("Its views cannot be unmapped or reprotected"),
  Section: text("Address of its _KALPC_SECTION"),
  ReadOnlyView: text("Address of the view of the receiver"),
  ReadWriteView: text("Address of the view that may write"),
  NumberOfViews: decimal("The kernel's counter; Views walks the list"),
  Views: text("Where it is mapped"),
  Native: text("The typed nt!_KALPC_REGION"),
});

/** `_KALPC_VIEW` */
export class ViewObject extends ResourceObject {
  get ViewAddress(): Host.Int64 | undefined {
    return this.__pointer("Address");
  }
  get Size(): number | undefined {
    return this.__number("Size");
  }
  get OwnerProcess(): ProcessReference | string | undefined {
    return this.__process("OwnerProcess");
  }
  get OwnerPort(): PortObject | string | undefined {
    return this.__port("OwnerPort");
  }
  get WriteAccess(): boolean | undefined {
    return this.__flag("u1.s1.WriteAccess");
  }
  get AutoRelease(): boolean | undefined {
    return this.__flag("u1.s1.AutoRelease");
  }
  get ForceUnlink(): boolean | undefined {
    return this.__flag("u1.s1.ForceUnlink");
  }
  get SystemSpace(): boolean | undefined {
    return this.__flag("u1.s1.SystemSpace");
  }
  get Region(): Host.Int64 | undefined {
    return this.__pointer("Region");
  }
  get SecureViewHandle(): Host.Int64 | undefined {
    return this.__pointer("SecureViewHandle");
  }
  get WriteAccessHandle(): Host.Int64 | undefined {
    return this.__pointer("WriteAccessHandle");
  }
  get NumberOfOwnerMessages(): number | undefined {
    return this.__number("NumberOfOwnerMessages");
  }
  get Native(): unknown {
    return this.__native("_KALPC_VIEW");
  }
}
describe(ViewObject, {
  Address: COMMON.Address,
  Kind: COMMON.Kind,
  ViewAddress: text("Where it is mapped, in OwnerProcess"),
  Size: text("Bytes"),
  OwnerProcess: text("The process it is mapped in"),
  OwnerPort: text("The port it belongs to"),
  WriteAccess: text("Its owner may write"),
  AutoRelease: text("Released with the message"),
  ForceUnlink: text("To be unlinked whatever refers to it"),
  SystemSpace: text("Mapped in system space; Windows 10 1709 and later"),
  Region: text("Address of its _KALPC_REGION"),
  SecureViewHandle: text("Handle by which the memory is secured"),
  WriteAccessHandle: text("Handle of the write access"),
  NumberOfOwnerMessages: decimal("Messages that carry it"),
  Native: text("The typed nt!_KALPC_VIEW"),
});

/** `_KALPC_RESERVE`: a message set aside, so that sending cannot fail for want of memory. */
export class ReserveObject extends ResourceObject {
  get OwnerPort(): PortObject | string | undefined {
    return this.__port("OwnerPort");
  }
  get Handle(): Host.Int64 | undefined {
    return this.__pointer("Handle");
  }
  get Message(): MessageObject | string | undefined {
    return messageAt(this.__look, this.__address("Message"));
  }
  get Size(): number | undefined {
    return this.__number("Size");
  }
  get Active(): boolean | undefined {
    return this.__flag("Active");
  }
  get Native(): unknown {
    return this.__native("_KALPC_RESERVE");
  }
}
describe(ReserveObject, {
  Address: COMMON.Address,
  Kind: COMMON.Kind,
  OwnerPort: text("The port it was made on"),
  Handle: text("Its handle in the table of the connection"),
  Message: text("The message that is set aside"),
  Size: text("Bytes; Windows 8.1 updates and later"),
  Active: text("In use by a message that was sent"),
  Native: text("The typed nt!_KALPC_RESERVE"),
});

/** `_KALPC_SECURITY_DATA`: dynamic security, captured for single messages. */
export class SecurityContextObject extends ResourceObject {
  get ContextHandle(): Host.Int64 | undefined {
    return this.__pointer("ContextHandle");
  }
  get OwningProcess(): ProcessReference | string | undefined {
    return this.__process("OwningProcess");
  }
  get OwnerPort(): PortObject | string | undefined {
    return this.__port("OwnerPort");
  }
  get DynamicSecurity(): ClientContextObject | undefined {
    const context = this.__resource.security;
    return context && new ClientContextObject(this.__look, context);
  }
  get Revoked(): boolean | undefined {
    return this.__flag("u1.s1.Revoked");
  }
  get Impersonated(): boolean | undefined {
    return this.__flag("u1.s1.Impersonated");
  }
  get Native(): unknown {
    return this.__native("_KALPC_SECURITY_DATA");
  }
}
describe(SecurityContextObject, {
  Address: COMMON.Address,
  Kind: COMMON.Kind,
  ContextHandle: text("Its handle in the table of the connection"),
  OwningProcess: text("The process that made it"),
  OwnerPort: text("The port it was made on"),
  DynamicSecurity: text("What was captured of the client"),
  Revoked: text("The client took it back"),
  Impersonated: text("A server has impersonated by it"),
  Native: text("The typed nt!_KALPC_SECURITY_DATA"),
});

export function resourceObject(look: Look, found: Resource): ResourceObject {
  switch (found.raw ? found.kind : "") {
    case "Section":
      return new SectionObject(look, found);
    case "Region":
      return new RegionObject(look, found);
    case "View":
      return new ViewObject(look, found);
    case "Reserve":
      return new ReserveObject(look, found);
    case "SecurityContext":
      return new SecurityContextObject(look, found);
    default:
      return new ResourceObject(look, found);
  }
}

/** The resources of a list; undefined where the build has no such list. */
export function resourceCollection(
  look: Look,
  walk: () => Walk<Resource> | undefined,
): Collection<ResourceObject> | undefined {
  if (walk() === undefined) return undefined;
  return new Collection(
    () => (walk() as Walk<Resource>).items.map((found) => resourceObject(look, found)),
    () => (walk() as Walk<Resource>).end,
  );
}
