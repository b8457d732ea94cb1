import type { Plan } from "./plan.js";

export function physicalDump(_plan: Plan): Buffer {
  throw new Error("soon");
}
