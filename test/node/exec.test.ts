/** Starting programs, tried on the real ones of this machine. */
import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { nodeExec } from "../../server/src/node/exec";

const directory = mkdtempSync(join(tmpdir(), "postfix-ls-exec-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function run(
  program: string,
  args: readonly string[],
  limits: { timeout?: number; outputLimit?: number } = {},
) {
  return nodeExec.run({ program, args, timeout: 10_000, outputLimit: 100_000, ...limits });
}

/** Runs a script of the shell, which plays the installed program. */
function script(text: string, limits: { timeout?: number; outputLimit?: number } = {}) {
  return run("/bin/sh", ["-c", text], limits);
}

describe.skipIf(process.platform === "win32")("running programs", () => {
  it("gives exit code and both outputs, a character a byte", async () => {
    expect(await script("printf 'caf\\351'; echo trouble >&2; exit 3")).toEqual({
      kind: "exit",
      code: 3,
      stdout: "caf\u00e9",
      stderr: "trouble\n",
      processId: expect.any(Number),
    });
  });

  it("hands arguments over as they are, without a shell", async () => {
    const args = ["$HOME", "; echo x", "a b", "*", '"'];
    const result = await run("/usr/bin/printf", ["%s\\n", ...args]);
    expect(result).toMatchObject({ kind: "exit", code: 0, stdout: args.map((arg) => `${arg}\n`).join("") });
  });

  it("passes on nothing of the environment but PATH and HOME, and speaks the C locale", async () => {
    vi.stubEnv("TZ", undefined);
    vi.stubEnv("MAIL_CONFIG", "/somewhere/else");
    vi.stubEnv("LANG", "de_DE.UTF-8");
    const result = await run("/usr/bin/env", []);
    const names = result.kind === "exit" ? result.stdout.match(/^\w+/gm)!.sort() : [];
    expect(names).toEqual(["HOME", "LC_ALL", "PATH"]);
    expect(result).toMatchObject({ stdout: expect.stringContaining("LC_ALL=C\n") });
  });

  it("passes on the time zone, in which Postfix prints times", async () => {
    vi.stubEnv("TZ", "Pacific/Auckland");
    expect(await script('printf %s "$TZ"')).toMatchObject({ stdout: "Pacific/Auckland" });
  });

  it("tells what a program prints while it prints it, however much that is", async () => {
    const heard: string[] = [];
    const said: string[] = [];
    const result = await nodeExec.run({
      program: "/bin/sh",
      args: ["-c", "head -c 3000000 /dev/zero; echo one >&2; printf 'caf\\351'; echo two >&2"],
      timeout: 10_000,
      outputLimit: 100,
      onOutput: (text) => heard.push(text),
      onMessage: (text) => said.push(text),
    });
    const all = heard.join("");
    expect([all.length, all.slice(-4)]).toEqual([3_000_004, "caf\u00e9"]);
    expect(heard.length).toBeGreaterThan(1);
    expect(said.join("")).toBe("one\ntwo\n");
    expect(result).toMatchObject({ kind: "exit", code: 0, stdout: "", stderr: "one\ntwo\n" });
  });

  it("ends a program that falls silent, and lets one talk as long as it likes", async () => {
    const talk = { program: "/bin/sh", timeout: 10_000, outputLimit: 1_000, silence: 400 };
    const words = "for n in 1 2 3 4 5 6; do echo $n; sleep 0.1; done";
    expect(await nodeExec.run({ ...talk, args: ["-c", words] })).toMatchObject({ kind: "exit", code: 0 });
    expect(await nodeExec.run({ ...talk, args: ["-c", `${words}; sleep 9`] })).toEqual({
      kind: "timeout",
      message: "said nothing for 0.4 seconds",
    });
  });

  it("gives no standard input to wait for", async () => {
    expect(await run("/bin/cat", [])).toEqual({
      kind: "exit",
      code: 0,
      stdout: "",
      stderr: "",
      processId: expect.any(Number),
    });
  });

  it("gives a program what it is to read, and minds not when it reads only a part", async () => {
    const input = new TextEncoder().encode("one\ntwo\n".repeat(100_000));
    const limits = { timeout: 10_000, outputLimit: 2_000_000, input };
    const all = await nodeExec.run({ program: "/bin/cat", args: [], ...limits });
    expect(all).toMatchObject({ kind: "exit", code: 0, stdout: "one\ntwo\n".repeat(100_000) });
    const first = await nodeExec.run({ program: "/usr/bin/head", args: ["-n", "1"], ...limits });
    expect(first).toMatchObject({ kind: "exit", code: 0, stdout: "one\n", stderr: "" });
  });

  it("ends a program that takes too long, with everything it started", async () => {
    // A number of seconds that no other program sleeps for, to find it by.
    const mark = `${process.pid}.75`;
    const started = Date.now();
    const result = await script(`sleep ${mark} & sleep ${mark}`, { timeout: 300 });
    expect(result).toEqual({ kind: "timeout", message: "did not end within 0.3 seconds" });
    expect(Date.now() - started).toBeLessThan(8_000);
    await vi.waitFor(async () => {
      const { stdout } = await promisify(execFile)("ps", ["-eo", "args"]);
      expect(
        stdout.split("\n").filter((line) => line.includes(`sleep ${mark}`) && !line.includes("sh -c")),
      ).toEqual([]);
    });
  });

  it("does not wait for a descendant that keeps the output open", async () => {
    const started = Date.now();
    const result = await script("setsid sleep 3 & echo done", { timeout: 400 });
    expect(result.kind).toBe("timeout");
    expect(Date.now() - started).toBeLessThan(2_800);
  });

  it("ends a program that prints too much", async () => {
    expect(await script("while :; do echo yes; done", { outputLimit: 5_000 })).toEqual({
      kind: "too-much-output",
      message: "printed more than 5000 bytes",
    });
  });

  it("tells apart why a program cannot be run", async () => {
    const plain = join(directory, "plain");
    writeFileSync(plain, "no program");
    chmodSync(plain, 0o644);
    const broken = join(directory, "broken");
    writeFileSync(broken, "#!/nonexistent/interpreter\n");
    chmodSync(broken, 0o755);
    expect(await run("/nonexistent/program", [])).toEqual({ kind: "missing", message: "does not exist" });
    expect(await run(broken, [])).toEqual({ kind: "missing", message: "does not exist" });
    expect(await run(plain, [])).toEqual({ kind: "denied", message: "may not be run by this user" });
    expect(await run("/bin/true", ["a\0b"])).toMatchObject({ kind: "failed" });
    expect(await script("kill -9 $$")).toEqual({ kind: "failed", message: "was ended by SIGKILL" });
  });
});

describe.skipIf(process.platform === "win32")("finding programs", () => {
  beforeAll(() => {
    for (const name of ["postconf", "only-here"]) {
      writeFileSync(join(directory, name), "#!/bin/sh\n");
      chmodSync(join(directory, name), 0o755);
    }
    writeFileSync(join(directory, "data"), "");
    chmodSync(join(directory, "data"), 0o644);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("looks in PATH first", async () => {
    vi.stubEnv("PATH", `${directory}:/usr/sbin`);
    expect(await nodeExec.find("postconf")).toBe(join(directory, "postconf"));
    expect(await nodeExec.find("only-here")).toBe(join(directory, "only-here"));
  });

  it("looks where the system keeps its programs, whatever PATH says", async () => {
    vi.stubEnv("PATH", "");
    expect(await nodeExec.find("env")).toBe("/usr/bin/env");
    expect(await nodeExec.find("only-here")).toBeUndefined();
  });

  it("takes no file that is not a program, and nothing relative to the current directory", async () => {
    vi.stubEnv("PATH", `${directory}:.:`);
    expect(await nodeExec.find("data")).toBeUndefined();
    expect(await nodeExec.find("package.json")).toBeUndefined();
    vi.stubEnv("PATH", "node_modules/.bin");
    expect(await nodeExec.find("vitest")).toBeUndefined();
  });
});
