/** One conversation with the bridge: requests out, and what the engine asks while they are under way. */
import { ModelError } from "../provider/dataModel.js";
import type { BridgePipes } from "./pipes.js";
import { Op, PROTOCOL_VERSION, Reader, Writer } from "./protocol.js";

/** The bridge or the engine has ended; the session is over. */
export class EngineGone extends Error {
  constructor(message: string) {
    super(message);
    this.name = "EngineGone";
  }
}

/** What the engine may ask or say while Node waits. */
export interface EngineListener {
  /** Answers one request; a throw becomes a failure with its message. */
  answer(op: number, question: Reader, answer: Writer): void;
  output(mask: number, text: string): void;
  released(ids: readonly number[]): void;
  symbolsChanged(): void;
}

export interface Counters {
  requests: number;
  callbacks: number;
  memoryReads: number;
  bytesRead: number;
}

export class Connection {
  readonly counters: Counters = { requests: 0, callbacks: 0, memoryReads: 0, bytesRead: 0 };
  listener: EngineListener | undefined;
  /** Handles Node has no use for any more; they go out with the next request. */
  private freed: [handle: number, count: number][] = [];
  /** What the engine has let go. An answer may still name it: it is forgotten when that has been read. */
  private letGo: number[] = [];
  private input: Buffer<ArrayBufferLike> = Buffer.allocUnsafe(1 << 16);
  private start = 0;
  private end = 0;
  private gone: string | undefined;
  private heard = false;

  constructor(private readonly pipes: BridgePipes) {}

  /** Waits for the bridge's first words. Throws EngineGone with what to do. */
  hello(): void {
    const { op, body } = this.receive();
    if (op !== Op.Hello) this.fail("the bridge speaks another protocol");
    const version = body.u32();
    const problem = body.text();
    if (version !== PROTOCOL_VERSION)
      this.fail(`the bridge is of protocol ${version}, this is ${PROTOCOL_VERSION}: build it again`);
    if (problem) this.fail(problem);
  }

  /** Asks the engine; throws a ModelError with the engine's words, or EngineGone. */
  request(op: number, body: Writer = new Writer()): Reader {
    this.counters.requests++;
    this.forget();
    this.flushFreed();
    this.send(op, body);
    for (;;) {
      const frame = this.receive();
      switch (frame.op) {
        case Op.Reply:
          return frame.body;
        case Op.Fault: {
          const code = frame.body.u32();
          throw new ModelError(frame.body.text(), code);
        }
        case Op.Output: {
          const mask = frame.body.u32();
          this.listener?.output(mask, frame.body.text());
          break;
        }
        case Op.Released: {
          for (let n = frame.body.u32(); n > 0; n--) this.letGo.push(frame.body.u32());
          break;
        }
        case Op.Tick:
          break;
        case Op.SymbolsChanged:
          this.listener?.symbolsChanged();
          break;
        default:
          this.serve(frame.op, frame.body);
      }
    }
  }

  free(handle: number, count: number): void {
    this.freed.push([handle, count]);
  }

  get pid(): number | undefined {
    return this.pipes.pid;
  }

  /** Whether the bridge has not said a word so far. */
  get isSilent(): boolean {
    return !this.heard;
  }

  get isGone(): boolean {
    return this.gone !== undefined;
  }

  close(): void {
    if (this.gone === undefined) {
      try {
        this.send(Op.Exit, new Writer());
      } catch {
        // It has ended already.
      }
      this.gone = "the engine session is closed";
    }
    this.pipes.close();
  }

  private serve(op: number, question: Reader): void {
    this.counters.callbacks++;
    let answer = new Writer();
    let kind: number = Op.Reply;
    try {
      if (!this.listener) throw new Error(`nobody answers operation ${op}`);
      this.listener.answer(op, question, answer);
    } catch (e) {
      if (e instanceof EngineGone) throw e;
      kind = Op.Fault;
      answer = new Writer().u32(e instanceof ModelError ? e.code : 0x80004005);
      answer.text(e instanceof Error ? e.message : String(e));
    }
    this.send(kind, answer);
  }

  private forget(): void {
    if (this.letGo.length === 0) return;
    const ids = this.letGo;
    this.letGo = [];
    this.listener?.released(ids);
  }

  private flushFreed(): void {
    if (this.freed.length === 0) return;
    const body = new Writer().u32(this.freed.length);
    for (const [handle, count] of this.freed) body.u32(handle).u32(count);
    this.freed = [];
    this.send(Op.Released, body);
  }

  private send(op: number, body: Writer): void {
    if (this.gone !== undefined) throw new EngineGone(this.gone);
    try {
      this.pipes.write(body.frame(op));
    } catch {
      this.fail("the debugger engine has ended");
    }
  }

  private receive(): { op: number; body: Reader } {
    this.fill(4);
    const length = this.input.readUInt32LE(this.start);
    this.fill(4 + length);
    const from = this.start + 4;
    const op = this.input.readUInt8(from);
    // A copy: nested calls read into the same buffer.
    const body = new Reader(Buffer.from(this.input.subarray(from + 1, from + length)));
    this.start = from + length;
    if (op === Op.Dying) this.fail(body.text());
    return { op, body };
  }

  /** Makes at least `n` bytes available at `start`. */
  private fill(n: number): void {
    if (this.gone !== undefined) throw new EngineGone(this.gone);
    if (this.start === this.end) this.start = this.end = 0;
    if (this.start + n > this.input.length) {
      const target = n > this.input.length ? Buffer.allocUnsafe(n + (1 << 16)) : this.input;
      this.input.copy(target, 0, this.start, this.end);
      this.input = target;
      this.end -= this.start;
      this.start = 0;
    }
    while (this.end - this.start < n) {
      let got = 0;
      try {
        got = this.pipes.read(this.input.subarray(this.end));
      } catch {
        got = 0;
      }
      if (got === 0) this.fail("the debugger engine has ended");
      this.heard = true;
      this.end += got;
    }
  }

  private fail(message: string): never {
    this.gone ??= message;
    this.pipes.close();
    throw new EngineGone(this.gone);
  }
}
