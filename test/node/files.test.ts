/** The file system port on real files. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { nodeFiles, nodeFileWriter } from "../../server/src/node/files";

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

describe("replacing a file", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const folder = (name: string) => {
    mkdirSync(path(name));
    return path(name);
  };

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
      value: undefined,
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
    expect(await nodeFileWriter.replace(path("nowhere"), bytes(""), bytes("x"))).toEqual({
      ok: false,
      error: { kind: "missing", message: "no such file or directory" },
    });
  });
});
