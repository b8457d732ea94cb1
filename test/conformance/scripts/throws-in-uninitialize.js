"use strict";
function initializeScript() {
  return [new host.apiVersionSupport(1, 7), new host.functionAlias(() => 1, "shortlived")];
}
function uninitializeScript() {
  throw new Error("cannot stop");
}
