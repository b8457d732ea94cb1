#!/usr/bin/env node
/** `alpcx`: runs dx and `!alpcx` lines against a recorded snapshot or a kernel dump. */
import { runCli } from "./run.js";
import { surroundings } from "./process.js";

process.exitCode = await runCli(process.argv.slice(2), surroundings());
