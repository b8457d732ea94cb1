/** Every way in, and out again: nothing is left behind, and nothing of the user's own is touched. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CASES, open, SCRIPT, type TestSession } from "../../tools/session";

const folder = mkdtempSync(join(tmpdir(), "alpcx-install-"));
const plain = join(folder, "alpc.js");
const renamed = join(folder, "waits.js");
const blank = join(folder, "my tools", "alpc.js");
beforeAll(() => {
  mkdirSync(join(folder, "my tools"));
  for (const path of [plain, renamed, blank]) copyFileSync(SCRIPT, path);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bare = () => open(CASES + "two-cycle-7601-x64.json.gz", true);

/** Everything a script may leave behind in a debugger. */
function traces(session: TestSession): string {
  return [
    "al",
    ".scriptlist",
    "dx Debugger.State.FunctionAliases",
    "dx Debugger.State.Scripts",
    "dx @$scriptContents",
    "dx -r1 @$cursession",
    "dx -r1 @$curprocess",
    "dx -r1 @$curthread",
    "dx -r1 (nt!_ALPC_PORT*)0xffffc48d8023a040",
  ]
    .map((line) => session.run(line).text)
    .join("\n");
}
const alias = (session: TestSession) => / !alpcx +(.*?) ?$/m.exec(session.run("al").text)?.[1];
const works = (session: TestSession) => {
  const { text, failed } = session.run("!alpcx /deadlock");
  expect(failed).toBe(false);
  expect(text).toContain("DEADLOCK");
};

describe("$$>a<", () => {
  it("loads the script and installs the command in one line", () => {
    const session = bare();
    expect(session.run(`$$>a<${plain}`).failed).toBe(false);
    works(session);
  });
  it("changes nothing when it is typed again", () => {
    const session = bare();
    session.run(`$$>a<${plain}`);
    const before = traces(session);
    session.run(`$$>a<${plain}`);
    expect(traces(session)).toBe(before);
    works(session);
  });
  it("takes a path with blanks in quotes, and another name of the file", () => {
    for (const path of [blank, renamed]) {
      const session = bare();
      expect(session.run(`$$>a<"${path}"`).failed).toBe(false);
      works(session);
    }
  });
});

describe.each([
  ["by its name", () => plain],
  ["under another name", () => renamed],
  ["from a folder with blanks", () => blank],
])(".scriptload %s", (_, path) => {
  it("makes the function usable at once, and the command with the first use of anything of ours", () => {
    const session = bare();
    expect(session.run(`.scriptload ${path()}`).failed).toBe(false);
    expect(session.run('dx @$alpcx("/deadlock")').text).toContain("DEADLOCK");
    works(session);
  });
  it("does so with a look at an object too", () => {
    const session = bare();
    session.run(`.scriptload ${path()}`);
    session.run("dx @$curprocess.Alpc.Ports.Count()");
    works(session);
  });
  it("is undone by .scriptunload, however often", () => {
    const session = bare();
    const before = traces(session);
    for (let i = 0; i < 3; i++) {
      session.run(`.scriptload ${path()}`);
      works2(session);
      session.run(`.scriptunload ${path()}`);
      expect(traces(session)).toBe(before);
    }
  });
});

/** Uses the command in the way that installs it. */
function works2(session: TestSession): void {
  session.run('dx @$alpcx("/?")');
  works(session);
}

describe(".scriptunload", () => {
  it("takes the command away as well, however it came", () => {
    const session = bare();
    const before = traces(session);
    session.run(`$$>a<${plain}`);
    works(session);
    session.run(`.scriptunload ${plain}`);
    expect(traces(session)).toBe(before);
    expect(session.run("!alpcx /deadlock").failed).toBe(true);
  });
  it("can be followed by another load", () => {
    const session = bare();
    session.run(`$$>a<${plain}`);
    session.run(`.scriptunload ${plain}`);
    session.run(`$$>a<${plain}`);
    works(session);
  });
});

describe("an alias of the user's own under the same name", () => {
  it("is kept at load, at use and at unload", () => {
    const session = bare();
    session.run("aS !alpcx .echo mine");
    session.run(`.scriptload ${plain}`);
    expect(session.run('dx @$alpcx("/deadlock")').text).toContain("DEADLOCK");
    expect(alias(session)).toBe(".echo mine");
    expect(session.run("!alpcx").text).toBe("mine\n");
    session.run(`.scriptunload ${plain}`);
    expect(alias(session)).toBe(".echo mine");
  });
  it("that is put in place of ours later is kept at unload", () => {
    const session = bare();
    session.run(`$$>a<${plain}`);
    session.run("ad ${/v:!alpcx}");
    session.run("aS ${/v:!alpcx} .echo mine");
    session.run(`.scriptunload ${plain}`);
    expect(alias(session)).toBe(".echo mine");
  });
});

describe("when the user deletes all aliases", () => {
  it("ours comes back with the next use", () => {
    const session = bare();
    session.run(`$$>a<${plain}`);
    session.run("ad *");
    expect(alias(session)).toBeUndefined();
    session.run('dx @$alpcx("/?")');
    works(session);
  });
});
