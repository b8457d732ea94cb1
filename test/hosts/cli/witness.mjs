// Loaded before the runner: writes down every file that it opens, and refuses network and other programs.
import { createRequire, syncBuiltinESMExports } from "node:module";

const require = createRequire(import.meta.url);
const fs = require("node:fs");
const out = process.env.WITNESS_FILE;
const append = fs.appendFileSync.bind(fs);
const note = (what, path) => append(out, `${what} ${String(path)}\n`);
let inside = false;

for (const name of [
  "openSync",
  "readFileSync",
  "readdirSync",
  "writeFileSync",
  "statSync",
  "existsSync",
  "mkdirSync",
  "unlinkSync",
  "open",
  "readFile",
  "createReadStream",
  "createWriteStream",
]) {
  const real = fs[name];
  fs[name] = function (path, ...rest) {
    if (inside || path === out || typeof path === "number") return real.call(this, path, ...rest);
    inside = true;
    try {
      note(name, path);
    } finally {
      inside = false;
    }
    return real.call(this, path, ...rest);
  };
}
const refuse = (what) => () => {
  note("REFUSED", what);
  throw new Error(`${what} is not for the runner`);
};
require("node:net").Socket.prototype.connect = refuse("a connection");
require("node:net").Server.prototype.listen = refuse("a server");
require("node:dns").lookup = refuse("a look-up of a host");
require("node:dgram").createSocket = refuse("a datagram socket");
require("node:http").request = refuse("http");
require("node:https").request = refuse("https");
globalThis.fetch = refuse("fetch");
for (const name of ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"])
  require("node:child_process")[name] = refuse(name);
syncBuiltinESMExports();
