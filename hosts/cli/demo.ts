#!/usr/bin/env node
/** `npm start`: what alpcx says about the bundled example. */
import { runCli } from "./run.js";
import { surroundings } from "./process.js";

const around = surroundings();
const lines = ["!alpcx /deadlock", "dx @$curprocess.Alpc.Ports"];
process.exitCode = await runCli(
  lines.flatMap((line) => ["-c", line]),
  { ...around, echo: (line) => around.output(`kd> ${line}\n`) },
);
