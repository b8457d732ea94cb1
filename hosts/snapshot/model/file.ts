/** An open file of `Debugger.Utility.FileSystem`. */
import { closeSync, fstatSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { basename, extname } from "node:path";
import { ModelError, type ModelObject, type Value } from "../../provider/dataModel.js";
import { E_INVALIDARG, integer, KeyedObject, method, NOTHING, sequence, text, wholeNumber } from "./values.js";

const HANDLES = new WeakMap<ModelObject, HostFile>();
const OPEN_MODES = { CreateAlways: "w+", CreateNew: "wx+", OpenExisting: "r+" } as const;

export class HostFile {
  readonly object: ModelObject;
  private descriptor: number | undefined;
  private position = 0;

  private constructor(private readonly path: string) {
    this.object = this.makeObject();
    HANDLES.set(this.object, this);
  }

  /** Opens a file. @throws ModelError with the words of the operating system. */
  static create(path: string, disposition: keyof typeof OPEN_MODES): HostFile {
    const file = new HostFile(path);
    file.open(OPEN_MODES[disposition]);
    return file;
  }

  /** A file that exists and is not open. */
  static closed(path: string): HostFile {
    return new HostFile(path);
  }

  static behind(object: ModelObject): HostFile | undefined {
    return HANDLES.get(object);
  }

  /** Up to `count` bytes from the current position. */
  read(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    const done = system(() => readSync(this.handle(), bytes, 0, count, this.position));
    this.position += done;
    return bytes.subarray(0, done);
  }

  write(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length;) {
      const offset = done;
      done += system(() => writeSync(this.handle(), bytes, offset, bytes.length - offset, this.position + offset));
    }
    this.position += bytes.length;
  }

  get size(): number {
    return system(() => fstatSync(this.handle()).size);
  }

  private open(mode: string): void {
    if (this.descriptor !== undefined) throw new ModelError(`The file is open already: ${this.path}`);
    // Reading needs no right to write.
    this.descriptor = system(() => {
      try {
        return openSync(this.path, mode);
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        if (mode === "r+" && (code === "EACCES" || code === "EROFS")) return openSync(this.path, "r");
        throw error;
      }
    });
    this.position = 0;
  }

  private close(): void {
    const { descriptor } = this;
    this.descriptor = undefined;
    if (descriptor !== undefined) system(() => closeSync(descriptor));
  }

  private handle(): number {
    if (this.descriptor === undefined) throw new ModelError(`The file is not open: ${this.path}`);
    return this.descriptor;
  }

  private makeObject(): ModelObject {
    const object = new KeyedObject({ display: () => this.path });
    object.define("Name", () => text(basename(this.path)));
    object.define("Extension", () => text(extname(this.path)));
    object.define("Path", () => text(this.path));
    object.define("Position", () => (this.descriptor === undefined ? NOTHING : integer("UI8", this.position)));
    object.define("Size", () => (this.descriptor === undefined ? NOTHING : integer("UI8", this.size)));
    object.with(
      "Open",
      action(() => this.open("r+")),
    );
    object.with(
      "Close",
      action(() => this.close()),
    );
    object.with(
      "Delete",
      action(() => {
        this.close();
        system(() => unlinkSync(this.path));
      }),
    );
    object.with(
      "ReadBytes",
      method(([count]) => {
        const wanted = wholeNumber(count);
        if (wanted === undefined || wanted < 0n) throw invalid("ReadBytes");
        return sequence(Array.from(this.read(Number(wanted)), (byte) => integer("UI1", byte)));
      }),
    );
    object.with(
      "WriteBytes",
      method(([bytes, count]) => {
        this.write(bytesOf(bytes, count));
        return NOTHING;
      }),
    );
    return object;
  }
}

function action(run: () => void): ReturnType<typeof method> {
  return method(() => {
    run();
    return NOTHING;
  });
}

function bytesOf(value: Value | undefined, count: Value | undefined): Uint8Array {
  if (value?.kind !== "object" || value.concepts.iterate === undefined) throw invalid("WriteBytes");
  const limit = count === undefined ? Infinity : Number(wholeNumber(count) ?? NaN);
  const bytes: number[] = [];
  const items = value.concepts.iterate(value);
  for (let item = items.next(); item.done !== true && bytes.length < limit; item = items.next()) {
    const byte = wholeNumber(item.value.value);
    if (byte === undefined) throw invalid("WriteBytes");
    bytes.push(Number(BigInt.asUintN(8, byte)));
  }
  return Uint8Array.from(bytes);
}

function invalid(of: string): ModelError {
  return new ModelError(`Invalid argument passed to method '${of}'`, E_INVALIDARG);
}

function system<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof ModelError) throw error;
    throw new ModelError(error instanceof Error ? error.message : String(error));
  }
}
