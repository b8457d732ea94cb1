"use strict";
function initializeScript() {
  return [;
}
