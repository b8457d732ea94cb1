/** Checks of the JSON documents. For `alpcx.deadlock/1` every member that the contract lists, and no other. */

type Check = (value: unknown, path: string, problems: string[]) => void;

const text: Check = (value, path, problems) => {
  if (typeof value !== "string") problems.push(`${path}: no text`);
};
const address: Check = (value, path, problems) => {
  if (typeof value !== "string" || !/^0x(0|[1-9a-f][0-9a-f]{0,15})$/.test(value)) {
    problems.push(`${path}: no address: ${JSON.stringify(value)}`);
  }
};
const count: Check = (value, path, problems) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0)
    problems.push(`${path}: no count: ${JSON.stringify(value)}`);
};
const seconds: Check = (value, path, problems) => {
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) problems.push(`${path}: no time`);
};
const yes: Check = (value, path, problems) => {
  if (value !== true) problems.push(`${path}: not true`);
};

function oneOf(...allowed: readonly unknown[]): Check {
  return (value, path, problems) => {
    if (!allowed.includes(value)) problems.push(`${path}: ${JSON.stringify(value)} is none of ${allowed.join(", ")}`);
  };
}

function list(item: Check): Check {
  return (value, path, problems) => {
    if (!Array.isArray(value)) problems.push(`${path}: no list`);
    else value.forEach((each, i) => item(each, `${path}[${i}]`, problems));
  };
}

/** An object with these members; a name that ends in `?` may be missing. */
function object(members: Readonly<Record<string, Check>>): Check {
  return (value, path, problems) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      problems.push(`${path}: no object`);
      return;
    }
    const given = value as Record<string, unknown>;
    for (const [name, check] of Object.entries(members)) {
      const plain = name.replace(/\?$/, "");
      if (plain in given) check(given[plain], `${path}.${plain}`, problems);
      else if (plain === name) problems.push(`${path}.${name} is missing`);
    }
    for (const name of Object.keys(given)) {
      if (!(name in members) && !(`${name}?` in members)) problems.push(`${path}.${name} is not in the contract`);
    }
  };
}

const wait = object({
  thread: address,
  tid: count,
  pid: count,
  image: text,
  kind: oneOf("alpc", "lpc", "mutant", "thread", "process", "criticalSection", "eresource", "pushLock"),
  state: oneOf("queued", "inService", "parked", "replyReady", "canceled", "owned", "unknown"),
  "message?": address,
  "messageId?": count,
  "port?": address,
  "portName?": text,
  "object?": address,
  on: list(address),
  "waitType?": oneOf("any", "all"),
  "process?": address,
  "candidates?": list(address),
  "waitedSeconds?": seconds,
  "timeout?": yes,
});

const why = oneOf(
  "runnable",
  "other wait",
  "queued",
  "parked",
  "suspended",
  "stale server",
  "server gone",
  "unreadable",
);

const DEADLOCK = object({
  schema: oneOf("alpcx.deadlock/1"),
  verdict: oneOf("deadlock", "suspected", "starvation", "blocked", "healthy"),
  deadlocks: list(
    object({
      kind: oneOf("cycle", "knot", "starvation"),
      certainty: oneOf("proved", "suspected"),
      threads: list(address),
      victims: list(address),
      waits: list(wait),
    }),
  ),
  chains: list(
    object({
      root: object({ "thread?": address, "process?": address, "object?": address, why }),
      waiters: count,
      "longestWaitSeconds?": seconds,
      waits: list(wait),
    }),
  ),
  findings: list(object({ rule: text, severity: oneOf("error", "warning", "info"), subject: address, text })),
  incomplete: list(object({ what: text, address, why: text })),
  counts: object({ processes: count, threads: count, ports: count, messages: count, waitingThreads: count }),
});

/** What is wrong with a document; empty when it holds. */
export function problemsOf(document: unknown): string[] {
  const problems: string[] = [];
  const schema = (document as { schema?: unknown } | null)?.schema;
  if (typeof schema !== "string" || !/^alpcx\.\w+\/\d+$/.test(schema))
    problems.push(`schema: ${JSON.stringify(schema)}`);
  if (schema === "alpcx.deadlock/1") DEADLOCK(document, "", problems);
  else noNulls(document, "", problems);
  return problems;
}

/** "Not known" is absent: a null stands for a number that was none. A null DACL is an answer: it lets everybody in. */
function noNulls(value: unknown, path: string, problems: string[]): void {
  if (value === null && path.endsWith(".dacl")) return;
  if (value === null) problems.push(`${path}: null`);
  else if (typeof value === "object") {
    for (const [name, each] of Object.entries(value as object)) noNulls(each, `${path}.${name}`, problems);
  }
}
