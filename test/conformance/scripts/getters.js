"use strict";
// What a listing makes of getters, iterators, display strings and values of every kind.

class Plain {
  constructor(name) {
    this.Name = name;
    this.Count = 3;
  }
}

class Shown {
  constructor(name) {
    this.Name = name;
  }
  toString() {
    return "shown " + this.Name;
  }
}

class Throwing {
  get Before() {
    return 1;
  }
  get Error() {
    throw new Error("no luck");
  }
  get TypeError() {
    return undefined.x;
  }
  get RangeError() {
    throw new RangeError("out of it");
  }
  get Text() {
    throw "plain text";
  }
  get Number() {
    throw 42;
  }
  get Nothing() {
    throw undefined;
  }
  get Empty() {
    throw new Error("");
  }
  get Lines() {
    throw new Error("line one\nline two");
  }
  get After() {
    return 2;
  }
}

class Strings {
  get Plain() {
    return "plain";
  }
  get Empty() {
    return "";
  }
  get Lines() {
    return "one\ntwo\r\nthree\tfour";
  }
  get Quotes() {
    return "say \"hi\" 'there' \\ end";
  }
  get Markup() {
    return "<b>&amp;</b> %s";
  }
  get Accents() {
    return "\u00e4\u00f6\u00fc";
  }
  get Symbols() {
    return "a\u2192b\u2603";
  }
  get Control() {
    return "\u0001\u0002x";
  }
  get Long() {
    return "x".repeat(600);
  }
}

class Values {
  get Zero() {
    return 0;
  }
  get One() {
    return 1;
  }
  get Negative() {
    return -1;
  }
  get Big() {
    return 4294967296;
  }
  get Huge() {
    return 9007199254740991;
  }
  get NegativeBig() {
    return -4294967297;
  }
  get Fraction() {
    return 1.5;
  }
  get NegativeFraction() {
    return -0.25;
  }
  get NegativeZero() {
    return -0;
  }
  get Large() {
    return 1e20;
  }
  get Tiny() {
    return 1e-9;
  }
  get NotANumber() {
    return NaN;
  }
  get Infinite() {
    return Infinity;
  }
  get True() {
    return true;
  }
  get False() {
    return false;
  }
  get Undefined() {
    return undefined;
  }
  get Null() {
    return null;
  }
  get Int64() {
    return host.parseInt64("0xffffe00123456789", 16);
  }
  get SmallInt64() {
    return host.parseInt64("5");
  }
  get NegativeInt64() {
    return host.parseInt64("-5");
  }
  get Array() {
    return [1, "two", null, undefined, { a: 1 }, [3, 4]];
  }
  get EmptyArray() {
    return [];
  }
  get Object() {
    return { A: 1, B: "two", C: { D: [1, 2, 3] } };
  }
  get EmptyObject() {
    return {};
  }
  get Function() {
    return () => 1;
  }
  get Date() {
    return new Date(0);
  }
  get Map() {
    return new Map([["a", 1]]);
  }
  get Set() {
    return new Set([1, 2]);
  }
  get RegExp() {
    return /a+b/g;
  }
  get Symbol() {
    return Symbol.iterator;
  }
  get Bytes() {
    return new Uint8Array([1, 2, 3]);
  }
}

class Displays {
  get None() {
    return { a: 1 };
  }
  get Text() {
    return { toString: () => "text" };
  }
  get Empty() {
    return { toString: () => "" };
  }
  get Undefined() {
    return { toString: () => undefined };
  }
  get Null() {
    return { toString: () => null };
  }
  get Number() {
    return { toString: () => 5 };
  }
  get Throws() {
    return {
      toString() {
        throw new Error("no text");
      },
    };
  }
  get Lines() {
    return { toString: () => "one\ntwo" };
  }
  get Inherited() {
    return new Shown("one");
  }
  get Plain() {
    return new Plain("two");
  }
  get Format() {
    return { toString: (radix) => "radix " + radix };
  }
}

class __Private {
  constructor() {
    this.__hidden = 1;
    this._shown = 2;
    this.$dollar = 3;
    this["with blank"] = 4;
  }
}

class Methods {
  Answer() {
    return 42;
  }
  Add(a, b) {
    return a + b;
  }
  Count() {
    return "my own";
  }
  Self() {
    return this;
  }
  Nothing() {}
  Fails(text) {
    throw new Error(text || "it failed");
  }
  Kind(value) {
    if (value === undefined) return "undefined";
    if (value === null) return "null";
    if (typeof value === "object") return "object " + (value.constructor === undefined ? "none" : value.constructor.name);
    return typeof value + " " + String(value);
  }
  Arguments(...values) {
    return values.length;
  }
  Call(f) {
    return f(20) + 1;
  }
  CallTwo(f) {
    return f(1, 2);
  }
}

let written = 5;
class Writable {
  get Value() {
    return written;
  }
  set Value(value) {
    written = value;
  }
  get Fixed() {
    return 1;
  }
  get Refusing() {
    return 1;
  }
  set Refusing(value) {
    throw new Error("cannot take " + value);
  }
}

class Probe {
  get Throwing() {
    return new Throwing();
  }
  get Strings() {
    return new Strings();
  }
  get Values() {
    return new Values();
  }
  get Displays() {
    return new Displays();
  }
  get Private() {
    return new __Private();
  }
  get Methods() {
    return new Methods();
  }
  get Writable() {
    return new Writable();
  }
}

const probe = new Probe();

function initializeScript() {
  return [new host.apiVersionSupport(1, 7), new host.functionAlias(() => probe, "probe")];
}
