"use strict";
function initializeScript() {
  return [new host.apiVersionSupport(99, 0)];
}
