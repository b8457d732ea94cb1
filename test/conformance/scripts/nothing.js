"use strict";
var quiet = 1;
