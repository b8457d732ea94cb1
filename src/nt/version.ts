/** Which Windows the target runs. */
import { add, fromParts, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { uint32In, type Kernel } from "./kernel";

/** KUSER_SHARED_DATA and its version members, which have the same place on every build that has them. Source: wdm.h */
const SHARED_64 = fromParts(0, 0xfffff780);
const SHARED_32 = fromParts(0xffdf0000, 0);
const MAJOR_VERSION = 0x26c;
const BUILD_NUMBER = 0x260;
/** The top bits of nt!NtBuildNumber tell a checked build. */
const NUMBER = 0xffff;

/** `10.0.19041`; `unknown` where the target does not tell. */
export function buildText(kernel: Kernel): string {
  const shared = kernel.pointerSize === 8 ? SHARED_64 : SHARED_32;
  const version = kernel.bytes(add(shared, MAJOR_VERSION), 8);
  const number = dword(kernel, kernel.target.symbol("NtBuildNumber")) || dword(kernel, add(shared, BUILD_NUMBER));
  const build = number ? String(number & NUMBER) : "";
  const major = version instanceof Gap ? 0 : uint32In(version, 0);
  if (version instanceof Gap || major === 0) return build === "" ? "unknown" : "build " + build;
  return major + "." + uint32In(version, 4) + (build === "" ? "" : "." + build);
}

function dword(kernel: Kernel, address: Address | undefined): number | undefined {
  const bytes = address === undefined ? undefined : kernel.bytes(address, 4);
  return bytes === undefined || bytes instanceof Gap ? undefined : uint32In(bytes, 0);
}
