/** Microsoft's debugger engine as a host. */
export { EngineGone } from "./connection.js";
export { buildBridge, type Built } from "./build.js";
export { cacheFolder, bridgePath, engineFolder, findEngine, findWine, HOW_TO, PACKAGE } from "./find.js";
export { openEngine } from "./session.js";
export type { EngineOptions, EngineSession } from "./session.js";
