"use strict";
// Iterators, indexers and what queries make of them.

function item(i) {
  return {
    Name: "item" + i,
    Count: i * 3,
    toString() {
      return this.Name;
    },
  };
}

class Generator {
  *[Symbol.iterator]() {
    for (let i = 0; i < 3; i++) yield item(i);
  }
}

class Numbers {
  *[Symbol.iterator]() {
    yield* [3, 10, 1, 10];
  }
}

class Words {
  *[Symbol.iterator]() {
    yield* ["beta", "alpha", "gamma"];
  }
}

class Indexed {
  *[Symbol.iterator]() {
    for (let i = 0; i < 3; i++) yield new host.indexedValue(item(i), [i * 4]);
  }
  getDimensionality() {
    return 1;
  }
  getValueAt(i) {
    if (i % 4 !== 0 || i >= 12) throw new RangeError("no item " + i);
    return item(i / 4);
  }
}

class Named {
  *[Symbol.iterator]() {
    yield new host.indexedValue(1, ["one"]);
    yield new host.indexedValue(2, ["two"]);
  }
  getDimensionality() {
    return 1;
  }
  getValueAt(name) {
    return { one: 1, two: 2 }[name];
  }
}

class TwoDimensional {
  *[Symbol.iterator]() {
    yield new host.indexedValue("a", [0, "x"]);
    yield new host.indexedValue("b", [1, "y"]);
  }
  getDimensionality() {
    return 2;
  }
  getValueAt(i, name) {
    return i + name;
  }
}

class OnlyIndexer {
  getDimensionality() {
    return 1;
  }
  getValueAt(i) {
    return i * 2;
  }
}

class Failing {
  *[Symbol.iterator]() {
    yield item(0);
    yield item(1);
    throw new Error("walk broke");
  }
}

class FailingAtOnce {
  *[Symbol.iterator]() {
    throw new Error("nothing to walk");
  }
}

class OutOfRange {
  *[Symbol.iterator]() {
    yield item(0);
    throw new RangeError("end");
  }
}

class NoIterator {
  [Symbol.iterator]() {
    return undefined;
  }
}

class Empty {
  *[Symbol.iterator]() {}
}

class Endless {
  *[Symbol.iterator]() {
    for (let i = 0; ; i++) yield i;
  }
}

class Many {
  constructor(count) {
    this.__count = count;
  }
  *[Symbol.iterator]() {
    for (let i = 0; i < this.__count; i++) yield i;
  }
}

class Holes {
  *[Symbol.iterator]() {
    yield item(0);
    yield undefined;
    yield null;
    yield { Name: "other", Extra: 5 };
    yield "text";
    yield 7;
    yield true;
    yield {
      get Name() {
        throw new Error("no name");
      },
      Count: { a: 1 },
    };
  }
}

class Both {
  get Total() {
    return 3;
  }
  toString() {
    return "3 things";
  }
  *[Symbol.iterator]() {
    for (let i = 0; i < 3; i++) yield item(i);
  }
}

class OwnCount {
  Count() {
    return "own";
  }
  *[Symbol.iterator]() {
    yield 1;
  }
}

class Nested {
  *[Symbol.iterator]() {
    for (let i = 0; i < 2; i++) yield { Name: "n" + i, Items: new Generator() };
  }
}

class Comparable {
  constructor(value) {
    this.Value = value;
  }
  toString() {
    return "c" + this.Value;
  }
  compareTo(other) {
    return this.Value - other.Value;
  }
  equals(other) {
    return this.Value === other.Value;
  }
}

class Comparables {
  *[Symbol.iterator]() {
    for (const value of [2, 1, 2, 3]) yield new Comparable(value);
  }
}

const containers = {
  Generator: new Generator(),
  Numbers: new Numbers(),
  Words: new Words(),
  Indexed: new Indexed(),
  Named: new Named(),
  TwoDimensional: new TwoDimensional(),
  OnlyIndexer: new OnlyIndexer(),
  Failing: new Failing(),
  FailingAtOnce: new FailingAtOnce(),
  OutOfRange: new OutOfRange(),
  NoIterator: new NoIterator(),
  Empty: new Empty(),
  Endless: new Endless(),
  Hundred: new Many(100),
  HundredOne: new Many(101),
  Holes: new Holes(),
  Both: new Both(),
  OwnCount: new OwnCount(),
  Nested: new Nested(),
  Comparables: new Comparables(),
  Array: [5, 6, 7],
  Objects: [item(1), item(2)],
};

function initializeScript() {
  return [new host.apiVersionSupport(1, 7), new host.functionAlias(() => containers, "containers")];
}
