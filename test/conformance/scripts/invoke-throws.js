"use strict";
function invokeScript() {
  host.diagnostics.debugLog("before\n");
  throw new Error("while running");
}
