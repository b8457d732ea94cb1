"use strict";
function initializeScript() {
  return [new host.apiVersionSupport(1, 7), 5, "text", {}, null];
}
