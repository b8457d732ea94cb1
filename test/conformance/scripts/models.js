"use strict";
// Models attached to processes, threads, sessions and types; named models; metadata.

class ProcessExtra {
  get ProbeName() {
    return "probe of " + this.Name;
  }
  get ProbeId() {
    return this.Id;
  }
  get ProbeFails() {
    throw new Error("not for process " + this.Id);
  }
  get ProbeNothing() {
    return undefined;
  }
  ProbeMethod(a) {
    return this.Name + " " + a;
  }
  get [Symbol.metadataDescriptor]() {
    return {
      ProbeId: { Help: "the identifier again", PreferredRadix: 10 },
      ProbeMethod: { Help: "ProbeMethod(a) - says the name and a" },
      ProbeNothing: { PreferShow: true },
    };
  }
}

class ThreadExtra {
  get ProbeThread() {
    return "thread " + this.Id;
  }
}

class SessionExtra {
  get ProbeSession() {
    return new Bag();
  }
}

class Bag {
  get Plain() {
    return 42;
  }
  get Decimal() {
    return 42;
  }
  get Octal() {
    return 42;
  }
  get Binary() {
    return 42;
  }
  get Helped() {
    return "text";
  }
  get Hidden() {
    return "hidden";
  }
  get Inner() {
    return { A: 1, B: { C: 2 } };
  }
  get Closed() {
    return { A: 1, B: { C: 2 } };
  }
  get Table() {
    return [
      { Name: "a", Count: 1 },
      { Name: "b", Count: 2 },
    ];
  }
  get Wrapped() {
    return host.metadata.valueWithMetadata(255, { PreferredRadix: 10, Help: "wrapped" });
  }
  get Short() {
    return [1, 2, 3, 4, 5];
  }
  Method() {
    return host.metadata.valueWithMetadata(255, { PreferredRadix: 10 });
  }
  TableMethod() {
    return host.metadata.valueWithMetadata(
      [
        { Name: "a", Count: 1 },
        { Name: "b", Count: 2 },
      ],
      { PreferTabularFormat: true },
    );
  }
  DeepMethod() {
    return host.metadata.valueWithMetadata({ A: 1, B: { C: { D: 2 } } }, { PreferredExpansionDepth: 3 });
  }
  toString() {
    return "bag";
  }
  get [Symbol.metadataDescriptor]() {
    return {
      Decimal: { PreferredRadix: 10 },
      Octal: { PreferredRadix: 8 },
      Binary: { PreferredRadix: 2 },
      Helped: { Help: "This is help" },
      Hidden: { PreferShow: false },
      Inner: { PreferredExpansionDepth: 2 },
      Closed: { PreferAutoExpand: false },
      Table: { PreferTabularFormat: true },
      Short: { PreferredLength: 2 },
      Method: { Help: "Method() - with help", PreferShow: true },
    };
  }
}

class ListEntryView {
  get ProbeNext() {
    return this.Flink.address;
  }
  get ProbeAddress() {
    return this.targetLocation.address;
  }
}

class ClientIdView {
  toString() {
    return "pid " + this.UniqueProcess.address.toString(16) + " tid " + this.UniqueThread.address.toString(16);
  }
  get ProbePid() {
    return this.UniqueProcess.address;
  }
}

class EventView {
  *[Symbol.iterator]() {
    yield this.Header.Type;
    yield this.Header.SignalState;
  }
}

// The module of a signature is its image file: this one matches nothing.
class Unmatched {
  get Never() {
    return 1;
  }
}

class Space {
  get Here() {
    return "in the namespace";
  }
  Twice(x) {
    return x * 2;
  }
}

function initializeScript() {
  return [
    new host.apiVersionSupport(1, 7),
    new host.namedModelParent(ProcessExtra, "Debugger.Models.Process"),
    new host.namedModelParent(ThreadExtra, "Debugger.Models.Thread"),
    new host.namedModelParent(SessionExtra, "Debugger.Models.Session"),
    new host.namedModelRegistration(Bag, "Probe.Models.Bag"),
    new host.namespacePropertyParent(Space, "Debugger.Models.Utility", "Probe.Models.Space", "Probe"),
    new host.typeSignatureExtension(ListEntryView, "_LIST_ENTRY"),
    new host.typeSignatureRegistration(ClientIdView, "_CLIENT_ID", "ntoskrnl.exe"),
    new host.typeSignatureExtension(EventView, "_KTIMER"),
    new host.typeSignatureExtension(Unmatched, "_KSEMAPHORE", "nt"),
  ];
}
