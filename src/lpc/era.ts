/** Which of the two a kernel has. */
import type { Kernel } from "../nt/kernel";

/**
 * Whether the kernel has LPC: Windows XP and Server 2003. The port type alone does not tell, because the symbols of Vista
 * still have it; its threads no longer have the members. Source: layouts [PDB].
 */
export function isLpc(kernel: Kernel): boolean {
  const { target } = kernel;
  const threads = target.type("_ETHREAD");
  return (
    target.type("_LPCP_PORT_OBJECT") !== undefined &&
    threads !== undefined &&
    threads.field("LpcReplyMessageId") !== undefined
  );
}
