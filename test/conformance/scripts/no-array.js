"use strict";
function initializeScript() {
  return 5;
}
