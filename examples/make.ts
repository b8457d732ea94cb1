/**
 * Makes examples/deadlock.json.gz: a machine on which printing hangs. Synthetic: laid out by test/worlds in the memory
 * layout of Windows 10 (19041), not recorded. Run with `node --import tsx examples/make.ts`; the bytes are always the same.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { world } from "../test/worlds/world";

const WAIT = "nt!KiSwapContext+0x76, nt!KiSwapThread+0x500, nt!KiCommitThreadWait+0x14f, nt!KeWaitForSingleObject+0x233";
const REPLY = `${WAIT}, nt!AlpcpSignalAndWait+0x143, nt!AlpcpReceiveSynchronousReply+0x5b, nt!AlpcpProcessSynchronousRequest+0x3b3, nt!NtAlpcSendWaitReceivePort+0x1b5, nt!KiSystemServiceCopyEnd+0x25, ntdll!NtAlpcSendWaitReceivePort+0x14, RPCRT4!LRPC_BASE_CCALL::DoSendReceive+0x11c, RPCRT4!LRPC_BASE_CCALL::SendReceive+0x53`;
const MUTANT = `${WAIT}, nt!ObWaitForSingleObject+0xa9, nt!NtWaitForSingleObject+0x6a, nt!KiSystemServiceCopyEnd+0x25, ntdll!NtWaitForSingleObject+0x14, KERNELBASE!WaitForSingleObjectEx+0x8e`;
const IDLE =
  "nt!KiSwapContext+0x76, nt!KiSwapThread+0x500, nt!KiCommitThreadWait+0x14f, nt!KeRemoveQueueEx+0x263, nt!IoRemoveIoCompletion+0x98, nt!NtWaitForWorkViaWorkerFactory+0x38e, nt!KiSystemServiceCopyEnd+0x25, ntdll!NtWaitForWorkViaWorkerFactory+0x14, ntdll!TppWorkerThread+0x2f7, KERNEL32!BaseThreadInitThunk+0x14, ntdll!RtlUserThreadStart+0x21";

/**
 * Word prints. The spooler holds its printer lock while it asks the host that isolates the driver; the driver asks a COM
 * surrogate for its settings; the surrogate opens the printer, and the spooler's thread for that waits for the lock.
 */
const machine = `
description Printing hangs: spooler, driver host and COM surrogate wait for each other (synthetic)
clock uptime 3h25min

process services.exe pid 652 created 3h ago
port ntsvcs of services.exe pool scm1..scm3
process lsass.exe pid 672 created 3h ago
port lsasspirpc of lsass.exe pool lsa1..lsa2
process svchost.exe pid 884 created 3h ago                        # RPCSS
port epmapper of svchost.exe pool rpc1..rpc4
process svchost.exe pid 1312 as eventlog created 3h ago
port eventlog of eventlog pool log1..log2

process spoolsv.exe pid 2604 created 3h ago
threads spool1..spool5
port spoolss of spoolsv.exe pool spool1..spool5
process PrintIsolationHost.exe pid 5148 parent 884 created 14min ago
threads iso1..iso2
port OLE1A5C3D2B9F08 of PrintIsolationHost.exe pool iso1..iso2
process dllhost.exe pid 6236 parent 884 created 71s ago
threads com1..com2
port OLE7E40C61D33A5 of dllhost.exe pool com1..com2

process explorer.exe pid 4032 created 2h ago ; threads shell1..shell2
process WINWORD.EXE pid 7180 parent 4032 created 40min ago ; threads word1..word2
process taskhostw.exe pid 3920 created 3h ago ; thread task1

# The deadlock.
spool1 calls OLE1A5C3D2B9F08, in service of iso1, 68.4s
iso1 calls OLE7E40C61D33A5, in service of com1, 67.9s
com1 calls spoolss, in service of spool2, 67.6s
spool2 waits mutant printer-lock owned by spool1, 67.5s

# Who hangs behind it.
word1 calls spoolss, in service of spool1, 68.5s
shell1 calls spoolss, in service of spool3, 31.2s
spool3 waits mutant printer-lock owned by spool1, 31.1s

# What is well.
task1 calls ntsvcs, parked by scm1, since boot
shell2 calls eventlog, in service of log1, 40ms
shell2 sends ntsvcs, parked by scm2
word2 waits event 2s
com2 is waiting event 5s

word1 stack: ${REPLY}, RPCRT4!NdrpClientCall3+0x3f1, RPCRT4!NdrClientCall3+0xf1, winspool!RpcStartDocPrinter+0x6b, winspool!StartDocPrinterW+0x1f2, GDI32!StartDocW+0x33, wwlib!PrintDocument+0x4c7
spool1 stack: ${REPLY}, combase!ThreadSendReceive+0x1b6, combase!CClientChannel::SendReceive+0x83, combase!ObjectStublessClient+0x11c, localspl!DriverIsolation::DrvDocumentEvent+0x9a, localspl!SplStartDocPrinter+0x2ae, spoolsv!RpcStartDocPrinter+0x52
iso1 stack: ${REPLY}, combase!ThreadSendReceive+0x1b6, combase!CoCreateInstance+0x10c, unidrvui!GetPrinterSettings+0x64, PrintIsolationHost!CDriverHost::DocumentEvent+0x121
com1 stack: ${REPLY}, RPCRT4!NdrpClientCall3+0x3f1, winspool!RpcOpenPrinterEx+0x7e, winspool!OpenPrinterW+0x1d, prnsettings!CSettings::Load+0x92, dllhost!wWinMain+0x1f4
spool2 stack: ${MUTANT}, localspl!EnterSplPrinterLock+0x3d, localspl!SplOpenPrinter+0x118, spoolsv!RpcOpenPrinterEx+0xb7
spool3 stack: ${MUTANT}, localspl!EnterSplPrinterLock+0x3d, localspl!SplGetPrinter+0x74, spoolsv!RpcGetPrinter+0x49
shell1 stack: ${REPLY}, winspool!RpcGetPrinter+0x5c, winspool!GetPrinterW+0x8e, shell32!CPrinterFolder::Refresh+0x1b3
task1 stack: ${REPLY}, sechost!NotifyServiceStatusChangeW+0x5a, taskhostw!WaitForServices+0x77
spool4..spool5 stack: ${IDLE}

current spoolsv.exe
current spool1
`;

/** The bundled example as JSON. */
export function exampleText(): string {
  return JSON.stringify(world("10.0.19041.1706-x64", machine).snapshot);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = fileURLToPath(new URL("deadlock.json.gz", import.meta.url));
  // Without a time stamp: the same bytes on every run.
  writeFileSync(file, gzipSync(exampleText(), { level: 9 }));
  console.log(`${file} is written`);
}
