/**
 * The Int64 methods on plain numbers, within the script's context only. Source: host-api 1.5 ("All the math functions are
 * also present on JavaScript numbers").
 */
import type { Int64, Int64Space } from "./int64.js";
import type { Variants } from "./options.js";
import type { Realm } from "./realm.js";

const arithmetic = [
  "add",
  "subtract",
  "multiply",
  "divide",
  "modulo",
  "bitwiseAnd",
  "bitwiseOr",
  "bitwiseXor",
  "bitwiseShiftLeft",
  "bitwiseShiftRight",
] as const;
const others = ["getLowPart", "getHighPart", "compareTo"] as const;

type Methods = Record<string, (...args: unknown[]) => unknown>;

/** Installs the methods on Number.prototype of `realm`. */
export function installNumberMethods(realm: Realm, int64: Int64Space, variants: Variants, apiHasEquals: () => boolean) {
  const prototype = realm.builtins.Number.prototype;
  const define = (name: string, call: (self: unknown, args: unknown[]) => unknown): void => {
    const value = realm.function(name, call);
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true, enumerable: false });
  };
  const big = (self: unknown): Methods => int64.fromNumber(Number(self)) as unknown as Methods;

  for (const name of arithmetic) {
    define(name, (self, args) => {
      const result = big(self)[name]?.(...args) as Int64;
      return variants.numberMethods === "number" && fitsNumber(int64.toBigInt(result)) ? result.asNumber() : result;
    });
  }
  for (const name of others) define(name, (self, args) => big(self)[name]?.(...args));
  for (const name of ["asNumber", "convertToNumber"]) define(name, (self) => Number(self));

  const equals = realm.function("equals", (self, [other]) => int64.fromNumber(Number(self)) === int64.coerce(other));
  Object.defineProperty(prototype, "equals", {
    get: () => (apiHasEquals() ? equals : undefined),
    configurable: true,
    enumerable: false,
  });
}

function fitsNumber(value: bigint): boolean {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER);
}
