/** The built program itself: dist/cli.js as a process. Everything finer is tested without one. */
import { spawn } from "node:child_process";
import {
  existsSync,
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
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { version } from "../../package.json";

const ROOT = join(__dirname, "../..");
const PROGRAM = join(ROOT, "dist/cli.js");

/** Whether the program is built of the sources as they are. */
function isFresh(): boolean {
  if (!existsSync(PROGRAM)) return false;
  const built = statSync(PROGRAM).mtimeMs;
  const sources = readdirSync(join(ROOT, "server/src"), { recursive: true, encoding: "utf8" });
  return sources.every((name) => statSync(join(ROOT, "server/src", name)).mtimeMs <= built);
}

const fresh = isFresh();

if (!fresh && process.env.CI === "true") {
  it("is built", () => {
    expect.fail("dist/cli.js is missing or older than its sources; `npm run build` makes it");
  });
}

interface Ended {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

function start(args: readonly string[], program = process.execPath) {
  const line = program === process.execPath ? [PROGRAM, ...args] : args;
  const child = spawn(program, line, { cwd: directory });
  const stdout: Buffer[] = [];
  let stderr = "";
  child.stdout.on("data", (data: Buffer) => stdout.push(data));
  child.stderr.setEncoding("utf8").on("data", (data: string) => {
    stderr += data;
  });
  const ended = new Promise<Ended>((resolve) =>
    child.on("close", (code) => resolve({ code, stdout: Buffer.concat(stdout), stderr })),
  );
  return { child, ended };
}

const run = (...args: string[]) => start(args).ended;

let directory = "";
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "postfix-ls-program-"));
  mkdirSync(join(directory, "postfix"));
  const main = "myhostname = mx.example.org\nmyorigin = caf\xe9\nrelayhsot = a\n";
  writeFileSync(join(directory, "postfix/main.cf"), Buffer.from(main, "latin1"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe.skipIf(!fresh)("dist/cli.js", () => {
  it("starts by its own name", async () => {
    expect(readFileSync(PROGRAM, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
    const { code, stdout } = await (process.platform === "win32"
      ? run("--version")
      : start(["--version"], PROGRAM).ended);
    expect({ code, stdout: stdout.toString() }).toEqual({ code: 0, stdout: `postfix-ls ${version}\n` });
  });

  it.skipIf(process.platform === "win32")("finds its files when a link elsewhere starts it", async () => {
    const link = join(directory, "postfix-ls");
    symlinkSync(PROGRAM, link);
    const { code, stdout } = await start(["explain", "relayhost", "--host", "none"], link).ended;
    expect({ code, firstLine: stdout.toString().split("\n", 1)[0] }).toEqual({
      code: 0,
      firstLine: "relayhost: parameter",
    });
  });

  it("lists values byte for byte", async () => {
    const { code, stdout, stderr } = await run("values", "-c", "postfix", "--set", "--host", "none");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.toString("latin1")).toBe(
      "config_directory = postfix\nmyhostname = mx.example.org\nmyorigin = caf\xe9\n",
    );
  });

  it("checks a directory", async () => {
    const { code, stdout } = await run("check", "postfix", "--json", "--host", "none");
    expect(code).toBe(1);
    expect(JSON.parse(stdout.toString())).toMatchObject([
      { file: "postfix/main.cf", rule: "unknown-parameter", range: { start: { line: 2, character: 0 } } },
    ]);
  });

  it("says on standard error what is wrong with the command line", async () => {
    expect(await run("check", "--nonsense")).toMatchObject({
      code: 2,
      stdout: Buffer.alloc(0),
      stderr: "postfix-ls: unknown option '--nonsense'\n",
    });
  });

  it("takes it calmly when nobody reads on", async () => {
    const { child, ended } = start(["values", "--defaults", "--host", "none"]);
    child.stdout.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
  });

  it.each(["server --stdio", "--stdio"])("is a language server: %s", async (line) => {
    const { child, ended } = start(line.split(" "));
    const send = (message: object) => {
      const body = JSON.stringify({ jsonrpc: "2.0", ...message });
      child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    const parameters = { processId: process.pid, rootUri: null, capabilities: {} };
    send({ id: 1, method: "initialize", params: parameters });
    send({ id: 2, method: "shutdown" });
    send({ method: "exit" });
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    // One server answers, not two of them on the same stream.
    expect(stdout.toString().match(/"id":1,"result"/g)).toHaveLength(1);
  });
});
