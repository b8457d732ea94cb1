"use strict";
let runs = 0;
var Shared = "top";
function initializeScript() {
  host.diagnostics.debugLog("initialize\n");
  return [new host.apiVersionSupport(1, 7)];
}
function invokeScript(a, b) {
  runs++;
  host.diagnostics.debugLog("invoke ", runs, "\n");
}
function uninitializeScript() {
  host.diagnostics.debugLog("uninitialize\n");
}
function helper(x) {
  return "helped " + x;
}
const hidden = 1;
