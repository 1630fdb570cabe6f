/** The file system port on real files. */
import { execFile, execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFileWriter, nodeFileCalls, nodeFiles, nodeFileWriter } from "../../server/src/node/files";

const directory = mkdtempSync(join(tmpdir(), "postfix-ls-files-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const path = (name: string) => join(directory, name);

it("reads the very bytes of a file", async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  writeFileSync(path("bytes"), bytes);
  const read = await nodeFiles.read(path("bytes"));
  expect(read.ok && [...read.value]).toEqual([...bytes]);
});

it("tells what is at a path", async () => {
  writeFileSync(path("main.cf"), "a = b\n");
  chmodSync(path("main.cf"), 0o640);
  utimesSync(path("main.cf"), 1_000, 2_000);
  mkdirSync(path("folder"));
  symlinkSync("main.cf", path("link"));
  const file = {
    kind: "file",
    size: 6,
    modified: 2_000_000,
    access: { mode: 0o640, user: process.getuid?.() },
  };
  expect(await nodeFiles.info(path("main.cf"))).toEqual({ ok: true, value: file });
  expect(await nodeFiles.info(path("link"))).toEqual({ ok: true, value: file });
  expect(await nodeFiles.info(path("folder"))).toMatchObject({ ok: true, value: { kind: "directory" } });
});

it("lists names, sorted", async () => {
  mkdirSync(path("some"));
  for (const name of ["b", "a", "C"]) writeFileSync(path(`some/${name}`), "");
  expect(await nodeFiles.list(path("some"))).toEqual({ ok: true, value: ["C", "a", "b"] });
});

it("says why a file cannot be had, in the system's words and without its path", async () => {
  const missing = { ok: false, error: { kind: "missing", message: "no such file or directory" } };
  expect(await nodeFiles.read(path("nowhere"))).toEqual(missing);
  expect(await nodeFiles.info(path("nowhere"))).toEqual(missing);
  expect(await nodeFiles.list(path("nowhere"))).toEqual(missing);
  writeFileSync(path("plain"), "");
  expect(await nodeFiles.read(path("plain/below"))).toEqual({
    ok: false,
    error: { kind: "missing", message: "not a directory" },
  });
  expect(await nodeFiles.read(directory)).toEqual({
    ok: false,
    error: { kind: "not-a-file", message: "is a directory" },
  });
});

it.skipIf(process.platform === "win32")("says that a file may not be read", async () => {
  writeFileSync(path("secret"), "");
  chmodSync(path("secret"), 0o000);
  const isRoot = process.getuid?.() === 0;
  // Root may read everything, so somebody else has to ask.
  if (isRoot) process.seteuid!(65_534);
  try {
    expect(await nodeFiles.read(path("secret"))).toEqual({
      ok: false,
      error: { kind: "denied", message: "permission denied" },
    });
  } finally {
    if (isRoot) process.seteuid!(0);
  }
});

it.skipIf(process.platform === "win32")("does not wait for what is no file", async () => {
  execFileSync("mkfifo", [path("pipe")]);
  expect(await nodeFiles.read(path("pipe"))).toEqual({
    ok: false,
    error: { kind: "not-a-file", message: "is not a regular file" },
  });
  expect(await nodeFiles.info(path("pipe"))).toMatchObject({ value: { kind: "other" } });
});

const bytes = (text: string) => new TextEncoder().encode(text);
/** Text by name, for everything in a directory. */
const contentsOf = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );
const folder = (name: string) => {
  mkdirSync(path(name));
  return path(name);
};
/** Names backups after one moment. */
const writer = createFileWriter(nodeFileCalls, () => new Date("2026-10-25T02:30:07.999+02:00"));

describe("replacing a file", () => {
  const replace = (file: string, backup = false) =>
    nodeFileWriter.replace(file, bytes("old\n"), bytes("new\n"), backup);

  it("keeps its mode and owner, follows a link, and leaves nothing else behind", async () => {
    const own = folder("replace");
    const file = join(own, "main.cf");
    writeFileSync(file, "old\n");
    chmodSync(file, 0o644);
    if (process.getuid?.() === 0) chownSync(file, 1, 2);
    const before = statSync(file);
    symlinkSync("main.cf", join(own, "link"));
    expect(await nodeFileWriter.replace(join(own, "link"), bytes("old\n"), bytes("new\n"))).toEqual({
      ok: true,
      value: { backup: undefined },
    });
    expect(readFileSync(file, "utf8")).toBe("new\n");
    expect(lstatSync(join(own, "link")).isSymbolicLink()).toBe(true);
    expect(readdirSync(own).sort()).toEqual(["link", "main.cf"]);
    const { mode, uid, gid, ino } = statSync(file);
    expect({ mode, uid, gid }).toEqual({ mode: before.mode, uid: before.uid, gid: before.gid });
    expect(ino).not.toBe(before.ino);
  });

  it("leaves a file alone that holds something else by now", async () => {
    const own = folder("changed");
    writeFileSync(join(own, "main.cf"), "newer\n");
    expect(await nodeFileWriter.replace(join(own, "main.cf"), bytes("old\n"), bytes("new\n"))).toEqual({
      ok: false,
      error: { kind: "changed", message: "has changed in the meantime" },
    });
    expect(readFileSync(join(own, "main.cf"), "utf8")).toBe("newer\n");
    expect(readdirSync(own)).toEqual(["main.cf"]);
  });

  it("says why it cannot be done", async () => {
    const own = folder("impossible");
    symlinkSync("nowhere", join(own, "dangling"));
    symlinkSync("circle", join(own, "circle"));
    const missing = { ok: false, error: { kind: "missing", message: "no such file or directory" } };
    expect(await replace(join(own, "nowhere"))).toEqual(missing);
    expect(await replace(join(own, "dangling"), true)).toEqual(missing);
    expect(await replace(join(own, "circle"))).toEqual({
      ok: false,
      error: { kind: "other", message: "too many symbolic links encountered" },
    });
    expect(await replace(own, true)).toEqual({
      ok: false,
      error: { kind: "not-a-file", message: "is a directory" },
    });
    expect(readdirSync(own).sort()).toEqual(["circle", "dangling"]);
  });

  it.skipIf(process.platform === "win32")("does not wait for what is no file", async () => {
    const own = folder("no file");
    execFileSync("mkfifo", [join(own, "pipe")]);
    expect(await replace(join(own, "pipe"))).toEqual({
      ok: false,
      error: { kind: "not-a-file", message: "is not a regular file" },
    });
  });

  it("cuts the tie to other names of the same file, which hold the old content from then on", async () => {
    const own = folder("hard links");
    writeFileSync(join(own, "main.cf"), "old\n");
    linkSync(join(own, "main.cf"), join(own, "other"));
    expect(await replace(join(own, "main.cf"))).toMatchObject({ ok: true });
    expect(contentsOf(own)).toEqual({ "main.cf": "new\n", other: "old\n" });
  });

  it("replaces bytes that are no text, and empty content", async () => {
    const own = folder("any bytes");
    const file = join(own, "main.cf");
    writeFileSync(file, "");
    expect(await nodeFileWriter.replace(file, bytes(""), Uint8Array.of(0, 255, 10))).toMatchObject({
      ok: true,
    });
    expect([...readFileSync(file)]).toEqual([0, 255, 10]);
    expect(await nodeFileWriter.replace(file, Uint8Array.of(0, 255, 10), bytes(""))).toMatchObject({
      ok: true,
    });
    expect(contentsOf(own)).toEqual({ "main.cf": "" });
  });

  describe("with a backup", () => {
    it("keeps the old content beside it, with owner and mode", async () => {
      const own = folder("backup");
      const file = join(own, "main.cf");
      writeFileSync(file, "old\n");
      if (process.getuid?.() === 0) chownSync(file, 1, 2);
      chmodSync(file, 0o604);
      const before = statSync(file);
      const backup = join(own, "main.cf.20261025T003007Z.bak");
      expect(await writer.replace(file, bytes("old\n"), bytes("new\n"), true)).toEqual({
        ok: true,
        value: { backup },
      });
      expect(contentsOf(own)).toEqual({ "main.cf": "new\n", "main.cf.20261025T003007Z.bak": "old\n" });
      const { mode, uid, gid, nlink } = statSync(backup);
      expect({ mode, uid, gid, nlink }).toEqual({
        mode: before.mode,
        uid: before.uid,
        gid: before.gid,
        nlink: 1,
      });
    });

    it("is named after the time it is made", async () => {
      const own = folder("now");
      writeFileSync(join(own, "main.cf"), "old\n");
      const second = () => new Date(Math.floor(Date.now() / 1000) * 1000);
      const earliest = second();
      expect(await replace(join(own, "main.cf"), true)).toMatchObject({ ok: true });
      const latest = second();
      const name = readdirSync(own).find((each) => each !== "main.cf")!;
      const [, year, month, day, hour, minute, seconds] =
        /^main\.cf\.(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.bak$/.exec(name)!;
      const made = new Date(`${year}-${month}-${day}T${hour}:${minute}:${seconds}Z`);
      expect(made >= earliest && made <= latest).toBe(true);
    });

    it("never takes a name that is taken", async () => {
      const own = folder("taken");
      const file = join(own, "main.cf");
      writeFileSync(file, "first");
      mkdirSync(join(own, "main.cf.20261025T003007Z-2.bak"));
      symlinkSync("nowhere", join(own, "main.cf.20261025T003007Z-4.bak"));
      for (const [old, next] of [
        ["first", "second"],
        ["second", "third"],
        ["third", "fourth"],
      ] as const) {
        expect(await writer.replace(file, bytes(old), bytes(next), true)).toMatchObject({ ok: true });
      }
      rmSync(join(own, "main.cf.20261025T003007Z-2.bak"), { recursive: true });
      rmSync(join(own, "main.cf.20261025T003007Z-4.bak"));
      expect(contentsOf(own)).toEqual({
        "main.cf": "fourth",
        "main.cf.20261025T003007Z.bak": "first",
        "main.cf.20261025T003007Z-3.bak": "second",
        "main.cf.20261025T003007Z-5.bak": "third",
      });
    });

    it("is made beside the file that a link leads to", async () => {
      const [own, real] = [folder("links"), folder("linked")];
      writeFileSync(join(real, "main.cf"), "old\n");
      symlinkSync(join(real, "main.cf"), join(own, "middle"));
      symlinkSync("middle", join(own, "link.cf"));
      const backup = join(real, "main.cf.20261025T003007Z.bak");
      expect(await writer.replace(join(own, "link.cf"), bytes("old\n"), bytes("new\n"), true)).toEqual({
        ok: true,
        value: { backup },
      });
      expect(readdirSync(own).sort()).toEqual(["link.cf", "middle"]);
      expect(readlinkSync(join(own, "link.cf"))).toBe("middle");
      expect(readlinkSync(join(own, "middle"))).toBe(join(real, "main.cf"));
      expect(contentsOf(real)).toEqual({ "main.cf": "new\n", "main.cf.20261025T003007Z.bak": "old\n" });
    });

    it("is not made of a file that has changed", async () => {
      const own = folder("changed before");
      writeFileSync(join(own, "main.cf"), "newer\n");
      expect(await replace(join(own, "main.cf"), true)).toMatchObject({ error: { kind: "changed" } });
      expect(contentsOf(own)).toEqual({ "main.cf": "newer\n" });
    });
  });

  describe.skipIf(process.platform === "win32")("without the rights", () => {
    const NOBODY = 65_534;
    const isRoot = process.getuid?.() === 0;
    /** Makes a directory that anybody may go into, with main.cf, both somebody's. */
    const owned = (name: string, directoryMode: number, fileMode: number, owner: number, group = owner) => {
      const own = folder(name);
      const file = join(own, "main.cf");
      writeFileSync(file, "old\n");
      if (isRoot) chownSync(own, NOBODY, NOBODY);
      if (isRoot) chownSync(file, owner, group);
      chmodSync(file, fileMode);
      chmodSync(own, directoryMode);
      return own;
    };
    /** Root may do everything, so somebody else has to try. */
    const asNobody = async (what: "replace" | "create" | "remove", file: string): Promise<unknown> => {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [path("write.cjs"), file, what],
        isRoot ? { uid: NOBODY, gid: NOBODY } : {},
      );
      return JSON.parse(stdout);
    };
    const denied = (message = "permission denied") => ({ ok: false, error: { kind: "denied", message } });

    beforeAll(async () => {
      const contents = `
        import { dirname } from "node:path";
        import { nodeFileWriter } from "./files";
        const [file, what] = process.argv.slice(2);
        const [old, fresh] = [Buffer.from("old\\n"), Buffer.from("new\\n")];
        const results = {
          replace: () => nodeFileWriter.replace(file, old, fresh, true),
          create: () => nodeFileWriter.create(dirname(file) + "/table", fresh, file),
          remove: () => nodeFileWriter.remove(file, old),
        };
        results[what]().then((result) => console.log(JSON.stringify(result)));
      `;
      await build({
        stdin: { contents, resolveDir: join(__dirname, "../../server/src/node") },
        bundle: true,
        platform: "node",
        outfile: path("write.cjs"),
      });
      chmodSync(directory, 0o755);
    });

    it.each([
      { name: "in a read-only directory", directoryMode: 0o555, fileMode: 0o644 },
      { name: "that is read-only", directoryMode: 0o755, fileMode: 0o444 },
      { name: "that cannot be read", directoryMode: 0o755, fileMode: 0o200 },
    ])("leaves a file alone $name", async ({ name, directoryMode, fileMode }) => {
      const own = owned(name, directoryMode, fileMode, NOBODY);
      expect(await asNobody("replace", join(own, "main.cf"))).toEqual(denied());
      chmodSync(own, 0o755);
      chmodSync(join(own, "main.cf"), 0o600);
      expect(contentsOf(own)).toEqual({ "main.cf": "old\n" });
    });

    it.skipIf(!isRoot)("leaves somebody else's file alone", async () => {
      const own = owned("root's", 0o777, 0o644, 0);
      expect(await asNobody("replace", join(own, "main.cf"))).toEqual(denied());
      // Whoever may write it as one of its group cannot make a file that is root's.
      const shared = owned("the group's", 0o777, 0o664, 0, NOBODY);
      expect(await asNobody("replace", join(shared, "main.cf"))).toEqual(denied("operation not permitted"));
      for (const each of [own, shared]) expect(contentsOf(each)).toEqual({ "main.cf": "old\n" });
    });

    it.each([
      { name: "beside a file in a read-only directory", directoryMode: 0o555, fileMode: 0o644 },
      { name: "beside a file that is read-only", directoryMode: 0o755, fileMode: 0o444 },
    ])("makes or removes a file only in a directory of its own: $name", async (each) => {
      const own = owned(each.name, each.directoryMode, each.fileMode, NOBODY);
      const mayMake = each.directoryMode === 0o755;
      expect(await asNobody("create", join(own, "main.cf"))).toEqual(mayMake ? { ok: true } : denied());
      expect(await asNobody("remove", join(own, "main.cf"))).toEqual(denied());
      expect(contentsOf(own)).toEqual({ "main.cf": "old\n", ...(mayMake && { table: "new\n" }) });
    });

    it.skipIf(!isRoot)("makes no file that could not get its owner, and leaves no draft of one", async () => {
      const own = owned("beside root's", 0o755, 0o644, 0);
      expect(await asNobody("create", join(own, "main.cf"))).toEqual(denied("operation not permitted"));
      expect(contentsOf(own)).toEqual({ "main.cf": "old\n" });
    });

    it("does it with the rights", async () => {
      const own = owned("own", 0o755, 0o600, NOBODY);
      expect(await asNobody("replace", join(own, "main.cf"))).toMatchObject({ ok: true });
      const { mode, uid } = statSync(join(own, "main.cf"));
      expect({ mode: mode & 0o7777, uid }).toEqual({
        mode: 0o600,
        uid: isRoot ? NOBODY : process.getuid?.(),
      });
      expect(Object.values(contentsOf(own))).toEqual(["new\n", "old\n"]);
    });
  });
});

describe("making a file", () => {
  const create = (file: string, like: string) => nodeFileWriter.create(file, bytes("new\n"), like);

  it("gives it the mode and owner of another one, and leaves nothing else behind", async () => {
    const own = folder("make");
    const like = join(own, "main.cf");
    writeFileSync(like, "old\n");
    if (process.getuid?.() === 0) chownSync(like, 1, 2);
    chmodSync(like, 0o604);
    expect(await create(join(own, "table"), like)).toEqual({ ok: true, value: undefined });
    expect(contentsOf(own)).toEqual({ "main.cf": "old\n", table: "new\n" });
    const { mode, uid, gid, nlink } = statSync(join(own, "table"));
    expect({ mode, uid, gid, nlink }).toEqual({
      mode: statSync(like).mode,
      uid: statSync(like).uid,
      gid: statSync(like).gid,
      nlink: 1,
    });
  });

  it("leaves alone what has the name already, be it a link that leads nowhere", async () => {
    const own = folder("there already");
    const like = join(own, "main.cf");
    writeFileSync(like, "old\n");
    mkdirSync(join(own, "folder"));
    symlinkSync("nowhere", join(own, "dangling"));
    const there = { ok: false, error: { kind: "changed", message: "is there already" } };
    expect(await create(like, like)).toEqual(there);
    expect(await create(join(own, "folder"), like)).toEqual(there);
    expect(await create(join(own, "dangling"), like)).toEqual(there);
    expect(readdirSync(own).sort()).toEqual(["dangling", "folder", "main.cf"]);
    expect(readFileSync(like, "utf8")).toBe("old\n");
  });

  it("says why it cannot be done", async () => {
    const own = folder("cannot make");
    const missing = { ok: false, error: { kind: "missing", message: "no such file or directory" } };
    expect(await create(join(own, "table"), join(own, "main.cf"))).toEqual(missing);
    writeFileSync(join(own, "main.cf"), "");
    expect(await create(join(own, "nowhere", "table"), join(own, "main.cf"))).toEqual(missing);
    expect(readdirSync(own)).toEqual(["main.cf"]);
  });
});

describe("taking a file away", () => {
  const remove = (file: string) => writer.remove(file, bytes("old\n"));
  const BACKUP = "main.cf.20261025T003007Z.bak";

  it("keeps its content, mode and owner beside it", async () => {
    const own = folder("take away");
    const file = join(own, "main.cf");
    writeFileSync(file, "old\n");
    if (process.getuid?.() === 0) chownSync(file, 1, 2);
    chmodSync(file, 0o604);
    const before = statSync(file);
    expect(await remove(file)).toEqual({ ok: true, value: { backup: join(own, BACKUP) } });
    expect(contentsOf(own)).toEqual({ [BACKUP]: "old\n" });
    const { mode, uid, gid, nlink } = statSync(join(own, BACKUP));
    expect({ mode, uid, gid, nlink }).toEqual({
      mode: before.mode,
      uid: before.uid,
      gid: before.gid,
      nlink: 1,
    });
  });

  it("never takes a name that is taken", async () => {
    const own = folder("take away twice");
    for (const _ of [1, 2]) {
      writeFileSync(join(own, "main.cf"), "old\n");
      expect(await remove(join(own, "main.cf"))).toMatchObject({ ok: true });
    }
    expect(contentsOf(own)).toEqual({ [BACKUP]: "old\n", "main.cf.20261025T003007Z-2.bak": "old\n" });
  });

  it("leaves a file alone that holds something else by now", async () => {
    const own = folder("take away changed");
    writeFileSync(join(own, "main.cf"), "newer\n");
    expect(await remove(join(own, "main.cf"))).toEqual({
      ok: false,
      error: { kind: "changed", message: "has changed in the meantime" },
    });
    expect(contentsOf(own)).toEqual({ "main.cf": "newer\n" });
  });

  it("leaves a link and what it leads to alone, but goes through linked directories", async () => {
    const own = folder("take away links");
    writeFileSync(join(own, "main.cf"), "old\n");
    symlinkSync("main.cf", join(own, "link"));
    symlinkSync(own, path("linked directory"));
    expect(await remove(join(own, "link"))).toEqual({
      ok: false,
      error: { kind: "not-a-file", message: "is a link" },
    });
    expect(readdirSync(own).sort()).toEqual(["link", "main.cf"]);
    expect(await remove(join(path("linked directory"), "main.cf"))).toMatchObject({ ok: true });
    expect(readdirSync(own).sort()).toEqual(["link", BACKUP]);
  });

  it("says why it cannot be done", async () => {
    const own = folder("cannot take away");
    expect(await remove(join(own, "main.cf"))).toEqual({
      ok: false,
      error: { kind: "missing", message: "no such file or directory" },
    });
    expect(await remove(own)).toEqual({
      ok: false,
      error: { kind: "not-a-file", message: "is a directory" },
    });
  });
});
