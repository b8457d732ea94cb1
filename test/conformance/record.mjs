// Records what Microsoft's engine prints: node test/conformance/record.mjs [WORLD or set]...
import { register } from "tsx/esm/api";

register();
const { record } = await import("./record.ts");
record(process.argv.slice(2));
