"use strict";
// Reads what it is told to read and does nothing with it: the cost of the reads alone. `places` is set in front of this
// text by the benchmark: low half, high half and length of each read.

function initializeScript() {
  return [new host.apiVersionSupport(1, 3)];
}

function bareReads() {
  let bytes = 0;
  for (let i = 0; i < places.length; i += 3) {
    bytes += host.memory.readMemoryValues(new host.Int64(places[i], places[i + 1]), places[i + 2], 1).length;
  }
  return bytes;
}
