"use strict";
function initializeScript() {
  return [new host.apiVersionSupport(1, 7), new host.functionAlias(() => "clash", "probe")];
}
