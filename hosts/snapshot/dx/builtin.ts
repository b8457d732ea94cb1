/** Methods every value of a kind has: their argument checks and their help. */
import { ModelError, type Method, type Value } from "../../provider/dataModel.js";
import { attempt } from "./errors.js";
import { convertedCount, text } from "./intrinsic.js";
import { containerOf, type Container } from "./iteration.js";

/** Makes a method of `call`, which sees the value it was taken from. */
export function builtin(help: string, call: (self: Value, args: readonly Value[]) => Value): Method {
  return { kind: "method", call, metadata: { Help: text(help) } };
}

/** The arguments of a call, checked one by one. Source: real-engine 2.10 for the messages. */
export class Arguments {
  constructor(
    readonly method: string,
    private readonly values: readonly Value[],
    least: number,
    most: number,
  ) {
    if (values.length < least || values.length > most) {
      throw new ModelError(`Invalid number of arguments to method '${method}'`);
    }
  }

  get count(): number {
    return this.values.length;
  }

  value(i: number): Value {
    return this.values[i] ?? { kind: "none" };
  }

  method_(i: number): Method {
    const value = this.values[i];
    if (value?.kind === "method") return value;
    throw this.wrong(i, "a method");
  }

  optionalMethod(i: number): Method | undefined {
    return i < this.values.length ? this.method_(i) : undefined;
  }

  container(i: number): Container {
    const container = containerOf(this.value(i));
    if (container === undefined) throw this.wrong(i, "an iterable object");
    return container;
  }

  string(i: number): string {
    const value = this.values[i];
    if (value?.kind === "intrinsic" && value.vt === "BSTR") return value.value;
    throw this.wrong(i, "a string");
  }

  /** A number of items. */
  amount(i: number): number {
    return attempt(
      () => convertedCount(this.value(i)),
      () => {
        throw this.wrong(i, "an non-negative integer");
      },
    );
  }

  private wrong(i: number, what: string): ModelError {
    return new ModelError(`Argument number ${i + 1} must be ${what} in call to method '${this.method}'`);
  }
}
