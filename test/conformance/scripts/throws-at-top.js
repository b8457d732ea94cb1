"use strict";
throw new Error("at the top");
