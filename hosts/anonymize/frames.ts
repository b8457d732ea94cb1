/** Lines of stacks: modules of Windows stay, others get another name, and their functions too. */
import type { Pseudonyms } from "./pseudonyms.js";

const WINDOWS =
  /^(nt|hal|ntdll|kernel32|kernelbase|user32|gdi32|win32u|win32k\w*|rpcrt4|combase|ole32|oleaut32|sechost|advapi32|ucrtbase|msvcrt|wow64\w*|ci|fltmgr|ntfs|tcpip|afd|ndis|ksecdd|msrpc|dxgkrnl|dxgmms\d|storport|clfs|csrsrv|basesrv|winsrv\w*|lsasrv|services|svchost)$/i;

/** `app!Main+0x10` becomes `n01!n003+0x10`; what is no symbol becomes its offset alone. */
export function anonymousFrame(frame: string, names: Pseudonyms): string {
  const symbol = /^([^!+]+)(?:!([^+]*))?(\s*\+\s*0x[0-9a-f]+)?$/i.exec(frame);
  if (symbol === null) return /^0x[0-9a-f]+$/i.test(frame) ? frame : "?";
  const [, module = "", name, offset = ""] = symbol;
  if (/^0x[0-9a-f]+$/i.test(module) || WINDOWS.test(module.trim())) return frame;
  return names.of(module) + (name === undefined ? "" : "!" + names.of(name)) + offset;
}
