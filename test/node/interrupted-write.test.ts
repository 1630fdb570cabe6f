/**
 * Replacing, making and taking away a file when something comes between: the program is killed, or a
 * call fails, at every call of the way. What counts is what is on the disk then.
 */
import { spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFileWriter, type FileCalls, nodeFileCalls, type OpenFile } from "../../server/src/node/files";

const directory = mkdtempSync(join(tmpdir(), "postfix-ls-interrupted-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const OLD = bytes("relayhost = old.example\n".repeat(500));
const NEW = bytes("relayhost = [new.example]\n".repeat(400));
const NOW = () => new Date("2026-11-24T14:25:00.789Z");
const BACKUP = "main.cf.20261124T142500Z.bak";
const MODE = 0o640;
/** Only root can give a file to somebody else. */
const isRoot = process.getuid?.() === 0;
const OWNER = isRoot ? { uid: 1, gid: 2 } : { uid: process.getuid?.(), gid: process.getgid?.() };

/** The calls of one replacement with a backup, in order, and what each is about. */
const WRITE_DRAFT = [
  "open draft",
  "writeFile draft",
  "stat draft",
  ...(isRoot ? ["chown draft"] : []),
  "chmod draft",
  "sync draft",
  "close draft",
];
const SYNC_DIRECTORY = ["open directory", "sync directory", "close directory"];
const KEEP_OLD = [...WRITE_DRAFT, "link draft", "unlink draft", ...SYNC_DIRECTORY];
const BEGIN = ["realpath file", "stat file", "access file", "readFile file"];
const END = ["readFile file", "rename draft", ...SYNC_DIRECTORY];
const WITHOUT_BACKUP = [...BEGIN, ...WRITE_DRAFT, ...END];
const WITH_BACKUP = [...BEGIN, ...WRITE_DRAFT, ...KEEP_OLD, ...END];

/** What becomes of one call. A killed program does nothing more; after an error it goes on. */
type Fate = "killed before" | "killed in the middle" | "killed after" | { code: string; isDone?: boolean };

/** The real calls, with a fate for some of them; `made` has the names of those that were made. */
function interrupt(fates: ReadonlyMap<number, Fate>) {
  const made: string[] = [];
  const opened: OpenFile[] = [];
  let isDead = false;

  async function step<T>(name: string, act: () => Promise<T>, half?: () => Promise<unknown>): Promise<T> {
    if (isDead) throw new Error("a dead program calls nothing");
    made.push(name);
    const fate = fates.get(made.length);
    if (fate === undefined) return act();
    if (typeof fate === "object") {
      if (fate.isDone) await act();
      const [call, what] = name.toLowerCase().split(" ");
      throw Object.assign(new Error(`${fate.code}: it is so, ${call} '${what}'`), { code: fate.code });
    }
    isDead = true;
    if (fate === "killed after") await act();
    if (fate === "killed in the middle") await half?.();
    throw new Error("killed");
  }

  const about = (path: string) => {
    if (basename(path).startsWith(".")) return "draft";
    return basename(path).startsWith("main.cf") ? "file" : "directory";
  };

  const calls: FileCalls = {
    realpath: (path) => step(`realpath ${about(path)}`, () => nodeFileCalls.realpath(path)),
    stat: (path) => step("stat file", () => nodeFileCalls.stat(path)),
    lstat: (path) => step("lstat file", () => nodeFileCalls.lstat(path)),
    access: (path, mode) => step("access file", () => nodeFileCalls.access(path, mode)),
    readFile: (path) => step("readFile file", () => nodeFileCalls.readFile(path)),
    link: (from, to) => step(`link ${about(from)}`, () => nodeFileCalls.link(from, to)),
    rename: (from, to) => step(`rename ${about(from)}`, () => nodeFileCalls.rename(from, to)),
    unlink: (path) => step(`unlink ${about(path)}`, () => nodeFileCalls.unlink(path)),
    open: (path, flags, mode) => {
      const what = about(path);
      return step(`open ${what}`, async () => {
        const file = await nodeFileCalls.open(path, flags, mode);
        opened.push(file);
        return {
          writeFile: (content) =>
            step(
              `writeFile ${what}`,
              () => file.writeFile(content),
              () => file.writeFile(content.subarray(0, 5_000)),
            ),
          stat: () => step(`stat ${what}`, () => file.stat()),
          chown: (uid, gid) => step(`chown ${what}`, () => file.chown(uid, gid)),
          chmod: (permissions) => step(`chmod ${what}`, () => file.chmod(permissions)),
          sync: () => step(`sync ${what}`, () => file.sync()),
          close: () => step(`close ${what}`, () => file.close()),
        };
      });
    },
  };
  /** What the system does for a program that has ended. */
  const end = async () => {
    for (const file of opened) await file.close();
  };
  return { calls, made, end };
}

/** Makes a directory with main.cf in it. @returns the path of main.cf */
function oldFile(name: string): string {
  mkdirSync(join(directory, name));
  const path = join(directory, name, "main.cf");
  writeFileSync(path, OLD);
  if (isRoot) chownSync(path, 1, 2);
  chmodSync(path, MODE);
  return path;
}

/** What is in the directory: content by name, with `!` where owner or mode are not the old file's. Drafts are left out. */
function found(path: string): Record<string, string> {
  const contents: Record<string, string> = {};
  for (const name of namesIn(path).filter((each) => !each.startsWith("."))) {
    const file = join(path, "..", name);
    const { mode, uid, gid } = statSync(file);
    const isOwn = (mode & 0o7777) === MODE && uid === OWNER.uid && gid === OWNER.gid;
    const content = readFileSync(file);
    const text = content.equals(OLD) ? "old" : content.equals(NEW) ? "new" : `${content.length} bytes`;
    contents[name] = `${text}${isOwn ? "" : "!"}`;
  }
  return contents;
}

const namesIn = (path: string) => readdirSync(join(path, "..")).sort();

/** Replaces a file with a fate for some calls. */
async function replaceWith(name: string, fates: ReadonlyMap<number, Fate>, backup: boolean) {
  const path = oldFile(name);
  const { calls, made, end } = interrupt(fates);
  const result = await createFileWriter(calls, NOW).replace(path, OLD, NEW, backup);
  await end();
  return { path, result, made };
}

/** What has to be found when everything up to a call is done, and this one is or is not. */
function expected(calls: readonly string[], position: number, isDone: boolean): Record<string, string> {
  const done = calls.slice(0, isDone ? position : position - 1);
  const file = done.includes("rename draft") ? "new" : "old";
  return { "main.cf": file, ...(done.includes("link draft") ? { [BACKUP]: "old" } : {}) };
}

describe.each([
  { kind: "without a backup", backup: false, calls: WITHOUT_BACKUP },
  { kind: "with a backup", backup: true, calls: WITH_BACKUP },
])("$kind", ({ kind, backup, calls }) => {
  it("makes these calls in this order", async () => {
    const { path, result, made } = await replaceWith(`${kind} all`, new Map(), backup);
    expect(made).toEqual(calls);
    expect(found(path)).toEqual(expected(calls, calls.length, true));
    expect(namesIn(path)).toEqual(backup ? ["main.cf", BACKUP] : ["main.cf"]);
    expect(result).toEqual({
      ok: true,
      value: { backup: backup ? join(path, "..", BACKUP) : undefined },
    });
  });

  it.each([
    "killed before",
    "killed in the middle",
    "killed after",
  ] as const)("leaves the whole old file or the whole new one when it is %s", async (fate) => {
    const outcomes: Record<string, unknown> = {};
    const wanted: Record<string, unknown> = {};
    for (const [index, call] of calls.entries()) {
      const position = index + 1;
      if (fate === "killed in the middle" && !call.startsWith("writeFile")) continue;
      const name = `${kind} ${fate} ${position}`;
      const { path } = await replaceWith(name, new Map([[position, fate]]), backup);
      outcomes[`${position} ${call}`] = found(path);
      wanted[`${position} ${call}`] = expected(calls, position, fate === "killed after");
    }
    expect(Object.keys(outcomes)).toHaveLength(
      fate === "killed in the middle" ? (backup ? 2 : 1) : calls.length,
    );
    expect(outcomes).toEqual(wanted);
  });

  it.each([
    { code: "ENOSPC", error: { kind: "other", message: "it is so" } },
    { code: "EIO", error: { kind: "other", message: "it is so" } },
    { code: "EACCES", error: { kind: "denied", message: "it is so" } },
  ])("takes everything back, or has done it all, when a call fails with $code", async ({ code, error }) => {
    const outcomes: Record<string, unknown> = {};
    const wanted: Record<string, unknown> = {};
    for (const [index, call] of calls.entries()) {
      const position = index + 1;
      const { path, result } = await replaceWith(
        `${kind} ${code} ${position}`,
        new Map([[position, { code }]]),
        backup,
      );
      outcomes[`${position} ${call}`] = { error: result.ok ? undefined : result.error, files: namesIn(path) };
      wanted[`${position} ${call}`] = isForgiven(calls, index, code)
        ? { error: undefined, files: backup ? ["main.cf", BACKUP] : ["main.cf"] }
        : { error, files: ["main.cf"] };
      expect(found(path)["main.cf"]).toBe(result.ok ? "new" : "old");
      if (result.ok && backup) expect(found(path)[BACKUP]).toBe("old");
    }
    expect(outcomes).toEqual(wanted);
  });
});

/** Once the new file is in its place nothing can be taken back; and not every system syncs directories or links files. */
function isForgiven(calls: readonly string[], index: number, code: string): boolean {
  if (index > calls.indexOf("rename draft")) return true;
  return code === "EACCES" && (calls[index]!.endsWith("directory") || calls[index] === "link draft");
}

/** What making and taking away a file consist of. Both happen in a directory with main.cf in it. */
const OTHERS = {
  "making a file": {
    calls: ["stat file", ...WRITE_DRAFT, "link draft", "unlink draft", ...SYNC_DIRECTORY],
    /** The call with which it is done. */
    done: "link draft",
    before: { "main.cf": "old" },
    after: { "main.cf": "old", "main.cf.table": "new" },
    value: () => undefined,
    act: (calls: FileCalls, path: string) => createFileWriter(calls, NOW).create(`${path}.table`, NEW, path),
  },
  "taking a file away": {
    calls: [...BEGIN, "realpath directory", "link file", "unlink file", ...SYNC_DIRECTORY],
    done: "unlink file",
    before: { "main.cf": "old" },
    after: { [BACKUP]: "old" },
    value: (path: string) => ({ backup: join(path, "..", BACKUP) }),
    act: (calls: FileCalls, path: string) => createFileWriter(calls, NOW).remove(path, OLD),
  },
} as const;

describe.each(Object.entries(OTHERS))("%s", (kind, { calls, done, before, after, value, act }) => {
  const isDoneAt = (position: number) => position > calls.indexOf(done);
  const actWith = async (name: string, fates: ReadonlyMap<number, Fate>) => {
    const path = oldFile(`${kind} ${name}`);
    const interrupted = interrupt(fates);
    const result = await act(interrupted.calls, path);
    await interrupted.end();
    return { path, result, made: interrupted.made };
  };

  it("makes these calls in this order", async () => {
    const { path, result, made } = await actWith("all", new Map());
    expect(made).toEqual(calls);
    expect(found(path)).toEqual(after);
    expect(namesIn(path)).toEqual(Object.keys(after));
    expect(result).toEqual({ ok: true, value: value(path) });
  });

  it.each([
    "killed before",
    "killed in the middle",
    "killed after",
  ] as const)("leaves a whole file under one of its names when it is %s", async (fate) => {
    const outcomes: Record<string, unknown> = {};
    const wanted: Record<string, unknown> = {};
    for (const [index, call] of calls.entries()) {
      const position = index + 1;
      if (fate === "killed in the middle" && !call.startsWith("writeFile")) continue;
      const { path } = await actWith(`${fate} ${position}`, new Map([[position, fate]]));
      outcomes[`${position} ${call}`] = found(path);
      const last = fate === "killed after" ? position : position - 1;
      // Between the link and the end of the old name the file has both.
      const isBoth = calls.slice(0, last).includes("link file") && !isDoneAt(last);
      wanted[`${position} ${call}`] = isBoth ? { ...before, ...after } : isDoneAt(last) ? after : before;
    }
    expect(outcomes).toEqual(wanted);
    const writes = calls.filter((call) => call.startsWith("writeFile")).length;
    expect(Object.keys(outcomes)).toHaveLength(fate === "killed in the middle" ? writes : calls.length);
  });

  it.each([
    "ENOSPC",
    "EIO",
    "EACCES",
  ])("takes everything back, or has done it all, when a call fails with %s", async (code) => {
    const outcomes: Record<string, unknown> = {};
    const wanted: Record<string, unknown> = {};
    for (const [index, call] of calls.entries()) {
      const position = index + 1;
      const { path, result } = await actWith(`${code} ${position}`, new Map([[position, { code }]]));
      // A file system without links has names to give all the same; and not every system syncs directories.
      const isForgiven =
        (call.startsWith("link") && code === "EACCES") ||
        index > calls.findIndex((each) => each.startsWith("unlink"));
      outcomes[`${position} ${call}`] = { ok: result.ok, names: namesIn(path), found: found(path) };
      wanted[`${position} ${call}`] = {
        ok: isForgiven,
        names: Object.keys(isForgiven ? after : before),
        found: isForgiven ? after : before,
      };
    }
    expect(outcomes).toEqual(wanted);
  });

  it("takes no name that is taken, without hard links either", async () => {
    const path = oldFile(`${kind} taken`);
    const taken = kind === "making a file" ? `${path}.table` : join(path, "..", BACKUP);
    writeFileSync(taken, "mine");
    const links = calls.findIndex((call) => call.startsWith("link")) + 1;
    // After the first the name is looked at; for a backup the next one is tried then.
    const failing = kind === "making a file" ? [links] : [links, links + 2];
    const fates = new Map(failing.map((position) => [position, { code: "ENOTSUP" }] as const));
    const { ok } = await act(interrupt(fates).calls, path);
    expect(ok).toBe(kind === "taking a file away");
    expect(readFileSync(taken, "utf8")).toBe("mine");
    expect(namesIn(path)).toEqual(
      ok ? ["main.cf.20261124T142500Z-2.bak", BACKUP] : ["main.cf", "main.cf.table"],
    );
  });
});

describe("a file that is taken away, and the system says it is not,", () => {
  const UNLINK = OTHERS["taking a file away"].calls.indexOf("unlink file") + 1;

  it.each([
    [
      "is not lost with its backup",
      new Map<number, Fate>([[UNLINK, { code: "EIO", isDone: true }]]),
      [BACKUP],
    ],
    [
      "keeps its backup when nobody can tell",
      new Map<number, Fate>([
        [UNLINK, { code: "EIO" }],
        [UNLINK + 1, { code: "EIO" }],
      ]),
      ["main.cf", BACKUP],
    ],
  ] as const)("%s", async (name, fates, names) => {
    const path = oldFile(name);
    const { calls } = interrupt(fates);
    expect(await createFileWriter(calls, NOW).remove(path, OLD)).toMatchObject({ ok: false });
    expect(found(path)).toEqual(Object.fromEntries(names.map((each) => [each, "old"])));
  });
});

it.skipIf(process.platform === "win32")(
  "shows a draft to nobody before it has the old file's owner",
  async () => {
    const umask = process.umask(0);
    try {
      const modesAt = async (position: number) => {
        const { path } = await replaceWith(
          `hidden ${position}`,
          new Map([[position, "killed in the middle"]]),
          true,
        );
        const drafts = namesIn(path).filter((name) => name.startsWith("."));
        return drafts.map((name) => statSync(join(path, "..", name)).mode & 0o7777).sort();
      };
      expect(await modesAt(WITH_BACKUP.indexOf("writeFile draft") + 1)).toEqual([0o600]);
      // The draft of the new content is complete when that of the backup is begun.
      expect(await modesAt(WITH_BACKUP.lastIndexOf("writeFile draft") + 1)).toEqual([0o600, MODE]);
    } finally {
      process.umask(umask);
    }
  },
);

describe("on a file system with its own ways", () => {
  const LINK = WITH_BACKUP.indexOf("link draft") + 1;
  const RENAME = WITH_BACKUP.indexOf("rename draft") + 1;

  it.each(["EPERM", "ENOTSUP", "ENOSYS"])("makes a backup without hard links (%s)", async (code) => {
    const { path, result } = await replaceWith(`no links ${code}`, new Map([[LINK, { code }]]), true);
    expect(result.ok).toBe(true);
    expect(found(path)).toEqual({ "main.cf": "new", [BACKUP]: "old" });
    expect(namesIn(path)).toEqual(["main.cf", BACKUP]);
  });

  it("takes no name that is taken, without hard links either", async () => {
    const path = oldFile("taken without links");
    writeFileSync(join(path, "..", BACKUP), "mine");
    symlinkSync("nowhere", join(path, "..", "main.cf.20261124T142500Z-2.bak"));
    const fates = new Map<number, Fate>([
      [LINK, { code: "ENOTSUP" }],
      // After this one the name is looked at, and the next link tried.
      [LINK + 2, { code: "ENOTSUP" }],
      [LINK + 4, { code: "ENOTSUP" }],
    ]);
    const { calls, made } = interrupt(fates);
    const result = await createFileWriter(calls, NOW).replace(path, OLD, NEW, true);
    const third = join(path, "..", "main.cf.20261124T142500Z-3.bak");
    expect(made.filter((call) => call.startsWith("link"))).toHaveLength(3);
    expect(result).toEqual({ ok: true, value: { backup: third } });
    expect(readFileSync(join(path, "..", BACKUP), "utf8")).toBe("mine");
    expect(readFileSync(third).equals(OLD)).toBe(true);
    expect(namesIn(path)).toEqual([
      "main.cf",
      "main.cf.20261124T142500Z-2.bak",
      "main.cf.20261124T142500Z-3.bak",
      BACKUP,
    ]);
  });

  it("believes the file, not the answer, when a rename is done and said to have failed", async () => {
    const fates = new Map([[RENAME, { code: "EIO", isDone: true }]]);
    const { path, result } = await replaceWith("lost answer", fates, true);
    expect(result).toEqual({ ok: true, value: { backup: join(path, "..", BACKUP) } });
    expect(found(path)).toEqual({ "main.cf": "new", [BACKUP]: "old" });
  });

  it("leaves no draft when the new content is the old one and the rename fails", async () => {
    const path = oldFile("same content");
    const { calls } = interrupt(new Map([[WITHOUT_BACKUP.indexOf("rename draft") + 1, { code: "EIO" }]]));
    expect(await createFileWriter(calls, NOW).replace(path, OLD, OLD)).toMatchObject({ ok: true });
    expect(namesIn(path)).toEqual(["main.cf"]);
  });

  it("keeps the backup when nobody can tell whether the rename was done", async () => {
    const fates = new Map<number, Fate>([
      [RENAME, { code: "EIO", isDone: true }],
      [RENAME + 1, { code: "EIO" }],
    ]);
    const { path, result } = await replaceWith("no answer", fates, true);
    expect(result).toEqual({ ok: false, error: { kind: "other", message: "it is so" } });
    expect(found(path)).toEqual({ "main.cf": "new", [BACKUP]: "old" });
  });
});

it("takes the backup away when the file changes while the backup is made", async () => {
  const path = oldFile("changed meanwhile");
  let reads = 0;
  const readFile: FileCalls["readFile"] = (file) => {
    if (++reads === 2) {
      expect(namesIn(path)).toContain(BACKUP);
      writeFileSync(path, "from elsewhere\n");
    }
    return nodeFileCalls.readFile(file);
  };
  const writer = createFileWriter({ ...nodeFileCalls, readFile }, NOW);
  expect(await writer.replace(path, OLD, NEW, true)).toEqual({
    ok: false,
    error: { kind: "changed", message: "has changed in the meantime" },
  });
  expect(readFileSync(path, "utf8")).toBe("from elsewhere\n");
  expect(namesIn(path)).toEqual(["main.cf"]);
});

describe.skipIf(process.platform === "win32")("a program that is really killed", () => {
  const program = join(directory, "program.cjs");

  beforeAll(async () => {
    await build({
      stdin: { contents: PROGRAM, resolveDir: join(__dirname, "../../server/src/node"), loader: "ts" },
      bundle: true,
      platform: "node",
      outfile: program,
    });
  });

  /** The first call, and those that find something else on the disk than the call before them. */
  const positions = WITH_BACKUP.flatMap((_, index) =>
    index === 0 || /^(?!stat|sync|close).* draft$/.test(WITH_BACKUP[index - 1]!) ? index + 1 : [],
  );

  it("leaves the whole old file or the whole new one, whatever it had done", async () => {
    const outcomes: Record<string, unknown> = {};
    const wanted: Record<string, unknown> = {};
    const killAt = async (position: number) => {
      const path = oldFile(`killed really ${position}`);
      const key = `${position} ${WITH_BACKUP[position - 1]}`;
      const signal = await ended(process.execPath, [program, path, `${position}`]);
      outcomes[key] = { signal, files: found(path) };
      wanted[key] = { signal: "SIGKILL", files: expected(WITH_BACKUP, position, false) };
    };
    await Promise.all(positions.map(killAt));
    expect(Object.keys(outcomes)).toHaveLength(isRoot ? 12 : 10);
    expect(outcomes).toEqual(wanted);
    // A dozen programs are started, on a machine that may have little time for them.
  }, 120_000);

  it("ends by itself where there is no such call, the file replaced", async () => {
    const path = oldFile("not killed");
    expect(await ended(process.execPath, [program, path, `${WITH_BACKUP.length + 1}`])).toBeNull();
    expect(found(path)).toEqual(expected(WITH_BACKUP, WITH_BACKUP.length, true));
  });
});

/** Replaces the file that is named first, and kills itself when it comes to the call of the number that is named next. */
const PROGRAM = `
import { readFileSync } from "node:fs";
import { createFileWriter, nodeFileCalls } from "./files";
const [path, position] = process.argv.slice(2);
let calls = 0;
/** The same methods, counted. */
function counted(object, names) {
  return Object.fromEntries(names.map((name) => [name, async (...args) => {
    calls += 1;
    if (calls === Number(position)) process.kill(process.pid, "SIGKILL");
    const result = await object[name](...args);
    return name === "open" ? counted(result, FILE) : result;
  }]));
}
const FILE = ["writeFile", "stat", "chown", "chmod", "sync", "close"];
const calling = counted(nodeFileCalls, Object.keys(nodeFileCalls));
const old = readFileSync(path);
const content = Buffer.from(${JSON.stringify("relayhost = [new.example]\n")}.repeat(400));
void createFileWriter(calling, () => new Date("2026-11-24T14:25:00.789Z")).replace(path, old, content, true);
`;

/** Runs a program. @returns the signal that ended it; null where none did */
function ended(command: string, args: readonly string[]): Promise<NodeJS.Signals | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "ignore" });
    child.on("error", reject);
    child.on("close", (_, signal) => resolve(signal));
  });
}
