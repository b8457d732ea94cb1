// The objects that the lines of docs/engine-facts.md ask for.
class Broken {
  *[Symbol.iterator]() {
    yield 1;
    throw new Error("broken link");
  }
}
class Ended {
  *[Symbol.iterator]() {
    yield 1;
    throw new RangeError("out of range");
  }
}
class Port {
  get Name() {
    return "LsaPort";
  }
  get Gone() {
    return undefined;
  }
  get Owner() {
    throw new Error("no owner");
  }
  get Empty() {
    return "";
  }
  Close() {}
  get [Symbol.metadataDescriptor]() {
    return { Name: { Help: "name of the port" } };
  }
}
class Process {
  get __Secret() {
    return "known to the script";
  }
}
function show(...args) {
  for (const value of args) host.diagnostics.debugLog(typeof value, " ", String(value), "\n");
}
function fail() {
  throw new Error("no port");
}
function initializeScript() {
  return [
    new host.apiVersionSupport(1, 7),
    new host.namedModelParent(Process, "Debugger.Models.Process"),
    new host.functionAlias(show, "show"),
    new host.functionAlias(fail, "fail"),
    new host.functionAlias(() => new Broken(), "broken"),
    new host.functionAlias(() => new Ended(), "ended"),
    new host.functionAlias(() => new Port(), "port"),
    new host.functionAlias(() => host.currentProcess.__Secret, "secret"),
  ];
}
