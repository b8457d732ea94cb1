/**
 * The bridge as a child process, and two pipes to it that Node reads and writes synchronously: a getter must return
 * before the engine goes on, so nothing here may wait for the event loop.
 *
 * A child's ordinary pipes are asynchronous in Node on every system. What is synchronous everywhere is a pipe with a
 * name, opened like a file: on Windows one `\\.\pipe\...` that the bridge makes, elsewhere two FIFOs that become the
 * child's stdin and stdout and lose their names at once. Either way the pipe breaks when the other side ends.
 */
import { execFileSync, spawn } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface BridgePipes {
  /** Writes all of it. Throws when the bridge has gone. */
  write(bytes: Uint8Array): void;
  /** Some bytes, at least one; 0 when the bridge has gone. */
  read(into: Uint8Array): number;
  close(): void;
  /** The child's process id; undefined when it did not start. */
  readonly pid: number | undefined;
}

export interface BridgeCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

export function startBridge(command: BridgeCommand): BridgePipes {
  return process.platform === "win32" ? startOnWindows(command) : startOnPosix(command);
}

function startOnPosix({ file, args, env }: BridgeCommand): BridgePipes {
  const folder = mkdtempSync(join(tmpdir(), "alpcx-"));
  const open: number[] = [];
  const keep = (path: string, flags: number): number => {
    const fd = openSync(path, flags);
    open.push(fd);
    return fd;
  };
  try {
    const [down, up] = [join(folder, "down"), join(folder, "up")];
    execFileSync("mkfifo", ["-m", "600", down, up]);
    // Opened for both directions first: a FIFO opened for one blocks until the other end is there.
    const hold = [keep(down, constants.O_RDWR), keep(up, constants.O_RDWR)];
    const childIn = keep(down, constants.O_RDONLY);
    const childOut = keep(up, constants.O_WRONLY);
    const output = keep(down, constants.O_WRONLY);
    const input = keep(up, constants.O_RDONLY);
    const child = spawn(file, args, { env, stdio: [childIn, childOut, "ignore"] });
    child.on("error", () => undefined); // seen as a broken pipe
    child.unref();
    for (const fd of [...hold, childIn, childOut]) closeSync(fd);
    return pipes(input, output, child.pid);
  } catch (e) {
    for (const fd of open) closeQuietly(fd);
    throw e;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function startOnWindows({ file, args, env }: BridgeCommand): BridgePipes {
  const name = `\\\\.\\pipe\\alpcx-${process.pid}-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  const child = spawn(file, [...args, name], { env, stdio: "ignore", windowsHide: true });
  child.on("error", () => undefined);
  child.unref();
  const asleep = new Int32Array(new SharedArrayBuffer(4));
  for (let tries = 0; tries < 500; tries++) {
    try {
      const fd = openSync(name, "r+");
      return pipes(fd, fd, child.pid);
    } catch {
      Atomics.wait(asleep, 0, 0, 20); // the bridge has not made it yet
    }
  }
  throw new Error(`${file} does not start`);
}

function pipes(input: number, output: number, pid: number | undefined): BridgePipes {
  return {
    pid,
    write(bytes) {
      for (let at = 0; at < bytes.length;) at += writeSync(output, bytes, at);
    },
    read(into) {
      try {
        return readSync(input, into, 0, into.length, null);
      } catch (e) {
        if ((e as NodeJS.ErrnoException).code === "EOF") return 0;
        throw e;
      }
    },
    close() {
      closeQuietly(output);
      if (input !== output) closeQuietly(input);
    },
  };
}

function closeQuietly(fd: number): void {
  try {
    closeSync(fd);
  } catch {
    // Already closed.
  }
}
