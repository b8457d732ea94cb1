/** Where the kernel of a build keeps its things. The bases are of the ranges the build really uses, the rest invented. */
import type { Layout } from "../layouts/layouts";

export interface Era {
  /** Base and size of the `nt` image. */
  readonly nt: bigint;
  readonly ntSize: number;
  readonly nonPaged: bigint;
  readonly paged: bigint;
  /** User memory of the first process; each further one is 2^32 (64-bit) or the same addresses (32-bit) later. */
  readonly user: bigint;
  /** KUSER_SHARED_DATA in the kernel's half. Source: documented, the same on every build of a pointer size. */
  readonly shared: bigint;
  /** Object types are found by index, and the index is disguised with `nt!ObHeaderCookie`. Source: alpc-semantics 4.1. */
  readonly cookie: boolean;
  readonly lpc: boolean;
}

/** Sources: alpc-semantics 7 (pool ranges of Vista and 7), published addresses of the golden cases. */
export function era(layout: Layout): Era {
  const [major = 0, minor = 0] = layout.build.split(".").map(Number);
  const cookie = major >= 10;
  const lpc = major === 5;
  const common = { ntSize: 0x2000000, cookie, lpc };
  if (layout.pointerSize === 4) {
    return {
      ...common,
      nt: lpc ? 0x804d7000n : 0x82a0b000n,
      nonPaged: lpc ? 0x89600000n : 0x86500000n,
      paged: lpc ? 0xe1400000n : 0x93400000n,
      user: 0x00250000n,
      shared: 0xffdf0000n,
    };
  }
  const places =
    major >= 10
      ? { nt: 0xfffff80341200000n, nonPaged: 0xffffc48d80230000n, paged: 0xffffa48050400000n }
      : lpc
        ? { nt: 0xfffff80001000000n, nonPaged: 0xfffffadf50f10000n, paged: 0xfffffa80020c0000n }
        : major === 6 && minor === 3
          ? { nt: 0xfffff80203a0e000n, nonPaged: 0xffffe00180230000n, paged: 0xffffc00051a40000n }
          : major === 6 && minor === 0
            ? { nt: 0xfffff80001c02000n, nonPaged: 0xfffffa8031a90000n, paged: 0xfffff88031b10000n }
            : { nt: 0xfffff80002660000n, nonPaged: 0xfffffa8031a90000n, paged: 0xfffff8a001b10000n };
  return { ...common, ...places, user: 0x000001e0c1a50000n, shared: 0xfffff78000000000n };
}
