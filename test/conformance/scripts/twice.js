"use strict";
function initializeScript() {
  return [
    new host.apiVersionSupport(1, 7),
    new host.functionAlias(() => 1, "same"),
    new host.functionAlias(() => 2, "same"),
  ];
}
