"use strict";
function initializeScript() {
  throw new Error("cannot start");
}
