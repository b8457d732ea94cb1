/** A machine of about five hundred threads that wait, as a text for the worlds: servers in rows, pools, deadlocks, roots. */

/** The same numbers make the same machine. */
class Dice {
  constructor(private state: number) {}
  roll(sides: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 4294967296) * sides);
  }
}

const SERVERS = 24;
const NAMES = [
  "svchost",
  "lsass",
  "services",
  "spoolsv",
  "audiodg",
  "WmiPrvSE",
  "SearchIndexer",
  "csrss",
  "winlogon",
  "dwm",
];
const CLIENTS = ["explorer", "chrome", "outlook", "teams", "notepad", "excel", "agent", "backup", "updater", "shell"];

export function bigText(waiting = 500): string {
  const dice = new Dice(7);
  const lines: string[] = [];
  const workers = 6;
  for (let i = 0; i < SERVERS; i++) {
    lines.push(`process ${NAMES[i % NAMES.length] ?? "x"}${String(i)}.exe`);
    const names = Array.from({ length: workers }, (_, k) => `s${String(i)}w${String(k)}`);
    lines.push(
      `port Server${String(i)} of ${NAMES[i % NAMES.length] ?? "x"}${String(i)}.exe waitqueue ${names.join(" ")}`,
    );
  }
  const busy = new Set<string>();
  const call = (from: string, server: number, worker: string | undefined, seconds: number) =>
    lines.push(
      `${from} calls Server${String(server)}, ${worker === undefined ? "queued" : "in service of " + worker} ${String(seconds)}s`,
    );
  let count = 0;
  // Two circles and one chain that leads into the first.
  const circle = (servers: readonly number[], worker: number) => {
    servers.forEach((server, i) => {
      const next = servers[(i + 1) % servers.length] ?? 0;
      call(`s${String(server)}w${String(worker)}`, next, `s${String(next)}w${String(worker)}`, 60 + i);
      busy.add(`s${String(server)}w${String(worker)}`);
      count++;
    });
  };
  circle([0, 1, 2], 0);
  circle([5, 6], 0);
  // Workers of one server wait for the next one: chains that end at a thread which waits for an event.
  for (let i = 3; i < SERVERS; i++) {
    const worker = `s${String(i)}w1`;
    const next = i + 1 + dice.roll(3);
    if (next >= SERVERS || busy.has(`s${String(next)}w1x`)) {
      lines.push(`${worker} waits event 90s`);
    } else {
      call(worker, next, `s${String(next)}w1`, 30 + dice.roll(60));
      count++;
    }
    busy.add(worker);
  }
  // Clients: of the circles, of the chains, and many of one port.
  for (let c = 0; count < waiting; c++) {
    const threads = 1 + dice.roll(3);
    lines.push(
      `process ${CLIENTS[c % CLIENTS.length] ?? "c"}${String(c)}.exe ; threads c${String(c)}t1..c${String(c)}t${String(threads)}`,
    );
    for (let t = 1; t <= threads && count < waiting; t++) {
      const server = dice.roll(4) === 0 ? 8 : dice.roll(SERVERS);
      call(`c${String(c)}t${String(t)}`, server, undefined, 1 + dice.roll(120));
      count++;
    }
  }
  return lines.join("\n");
}
