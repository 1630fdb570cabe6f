/** `postfix-ls cleanup` on real files, with the installed postconf as the one who proves it. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { CliRuntime } from "../../server/src/cli/runtime";
import { nodeFileWriter } from "../../server/src/node/files";
import { POSTCONF, postconf, scratchDirectory, seemOld } from "./postconf";
import { runReal } from "./real-cli";

const scratch = scratchDirectory();
// The temporary directory is for its owner only; here somebody else has to get in.
chmodSync(scratch.path, 0o755);
afterAll(scratch.remove);

const MAIN = `# Our mail server.
compatibility_level = 3.6

# How long mail waits.
maximal_queue_lifetime = 5d

relayhost = a.example.test
relayhost = b.example.test
minimal_backoff_time = 5m
smtpd_helo_restrictions =
  permit_mynetworks,
  # mine
  $ours
ours = reject_invalid_helo_hostname
mine = 1
`;
const CLEAN_MAIN = MAIN.replace("# How long mail waits.\nmaximal_queue_lifetime = 5d\n\n", "")
  .replace("relayhost = a.example.test\n", "")
  .replace("mine = 1\n", "");
const MASTER = `smtp inet n - y - - smtpd
relay unix - - y - - smtp
  -o relayhost=b.example.test
  -o smtp_helo_timeout=300s -o syslog_name=relay
`;
const CLEAN_MASTER = `smtp inet n - y - - smtpd
relay unix - - y - - smtp
  -o syslog_name=relay
`;

/** A directory with these files. */
function directoryWith(files: Readonly<Record<string, string>>): string {
  const directory = join(scratch.path, `case ${readdirSync(scratch.path).length}`);
  mkdirSync(directory);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return directory;
}

/** Runs the verb on a directory. */
function cleanup(directory: string, options: readonly string[] = [], more: Partial<CliRuntime> = {}) {
  return runReal(["cleanup", "-c", directory, ...options], { cwd: scratch.path, ...more });
}

/** What postconf makes of all parameters of a directory, but for its own process. */
async function listed(directory: string): Promise<string[]> {
  seemOld(...readdirSync(directory).map((name) => join(directory, name)));
  const { stdout } = await postconf(["-c", directory, "-x"]);
  return stdout.split("\n").filter((line) => !line.startsWith("process_id = "));
}

/** What is in a directory; the names of backups without the time in them. */
function contentsOf(directory: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(directory).map((name) => [
      name.replace(/\.\d{8}T\d{6}Z\.bak$/, " (old)"),
      readFileSync(join(directory, name), "utf8"),
    ]),
  );
}

const OLD = { "main.cf": MAIN, "master.cf": MASTER };
const WRITTEN = {
  "main.cf": CLEAN_MAIN,
  "main.cf (old)": MAIN,
  "master.cf": CLEAN_MASTER,
  "master.cf (old)": MASTER,
};

if (POSTCONF === undefined && process.env.CI === "true") {
  it("has an installed Postfix to be held against", () => {
    expect.fail("postconf is not installed; on a build server this comparison must not be left out");
  });
}

describe.skipIf(POSTCONF === undefined)("with the installed postconf", () => {
  it("cleans, proves, keeps the old files, and has nothing to do the second time", async () => {
    const directory = directoryWith(OLD);
    const before = await listed(directory);
    const { code, stderr } = await cleanup(directory, ["--write"]);
    expect(code, stderr).toBe(0);
    expect(stderr.replace(/\s+/g, " ")).toMatch(
      /no value of any parameter or service changes, and the installed postconf says the same of \d{3,} parameters and 2 services\./,
    );
    expect(contentsOf(directory)).toEqual(WRITTEN);
    expect(await listed(directory)).toEqual(before);
    const again = await cleanup(directory, ["--write"]);
    expect({ code: again.code, stdout: again.stdout }).toEqual({ code: 0, stdout: "" });
    expect(again.stderr).toMatch(/^postfix-ls: .*: nothing to clean, held against Postfix .*\n$/);
    expect(contentsOf(directory)).toEqual(WRITTEN);
  });

  it("changes nothing but the spelling that it was told to: --canonical --equal", async () => {
    const directory = directoryWith(OLD);
    const before = await listed(directory);
    const { code, stderr } = await cleanup(directory, ["--canonical", "--equal", "--write"]);
    expect(code, stderr).toBe(0);
    const isSpelling = (line: string) => line.startsWith("minimal_backoff_time = ");
    const after = await listed(directory);
    expect(after.find(isSpelling)).toBe("minimal_backoff_time = 300s");
    expect(after.filter((line) => !isSpelling(line))).toEqual(before.filter((line) => !isSpelling(line)));
  });

  it("names the line that Postfix refuses, as postconf does", async () => {
    const directory = directoryWith({ "main.cf": "# a\nrelayhost\n", "master.cf": MASTER });
    const { code, stdout, stderr } = await cleanup(directory, ["--write"]);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: "",
      stderr: `postfix-ls: ${directory}/main.cf:2: no "=" behind "relayhost"; Postfix refuses the whole file\n`,
    });
    expect((await postconf(["-c", directory])).stderr).toMatch(/main\.cf, line 2: missing '=' after/);
  });
});

describe("on real files", () => {
  const own = ["--host", "none"];

  it("has a diff that patch takes", async () => {
    const directory = directoryWith(OLD);
    const { code, stdout } = await cleanup(directory, own);
    expect(code).toBe(1);
    const { status, error } = spawnSync("patch", ["-d", "/", "-p1"], { input: stdout });
    if (error) return;
    expect(status).toBe(0);
    expect(contentsOf(directory)).toEqual({ "main.cf": CLEAN_MAIN, "master.cf": CLEAN_MASTER });
  });

  it("keeps and drops what it is told to", async () => {
    const directory = directoryWith(OLD);
    const choice = ["--keep", "mine", "--keep", "relay/unix/relayhost", "--drop", "minimal_backoff_time"];
    expect((await cleanup(directory, [...own, ...choice, "--write"])).code).toBe(0);
    expect(contentsOf(directory)).toMatchObject({
      "main.cf": `${CLEAN_MAIN.replace("minimal_backoff_time = 5m\n", "")}mine = 1\n`,
      "master.cf": MASTER.replace("  -o smtp_helo_timeout=300s", " "),
    });
  });

  it("keeps bytes that are no UTF-8, and line ends", async () => {
    const directory = directoryWith({});
    const bytes = Buffer.from(
      "# caf\xe9 \x80\r\nqueue_run_delay = 300s\r\nrelayhost = a\r\n# \xff",
      "latin1",
    );
    writeFileSync(join(directory, "main.cf"), bytes);
    expect((await cleanup(directory, [...own, "--write"])).code).toBe(0);
    expect(readFileSync(join(directory, "main.cf"), "latin1")).toBe(
      "# caf\xe9 \x80\r\nrelayhost = a\r\n# \xff",
    );
  });

  it.skipIf(process.platform === "win32")("writes what a link leads to, and leaves the link", async () => {
    const target = directoryWith({ "real.cf": MAIN });
    const directory = directoryWith({});
    symlinkSync(join(target, "real.cf"), join(directory, "main.cf"));
    chmodSync(join(target, "real.cf"), 0o640);
    const { code, stderr } = await cleanup(directory, [...own, "--write"]);
    expect(code, stderr).toBe(0);
    expect(readlinkSync(join(directory, "main.cf"))).toBe(join(target, "real.cf"));
    expect(lstatSync(join(target, "real.cf")).isSymbolicLink()).toBe(false);
    expect(statSync(join(target, "real.cf")).mode & 0o777).toBe(0o640);
    expect(readFileSync(join(directory, "main.cf"), "utf8")).not.toContain("maximal_queue_lifetime");
  });

  it("does not overwrite what somebody else has written meanwhile", async () => {
    const directory = directoryWith(OLD);
    const { code, stderr } = await cleanup(directory, [...own, "--write"], {
      writer: {
        ...nodeFileWriter,
        replace: (path, ...rest) => {
          if (path.endsWith("main.cf")) writeFileSync(path, "relayhost = c\n");
          return nodeFileWriter.replace(path, ...rest);
        },
      },
    });
    expect(code).toBe(1);
    expect(stderr).toContain(
      `postfix-ls: ${directory}/main.cf: somebody else has changed it in the meantime, so it was not overwritten.`,
    );
    expect(stderr).toContain(
      ` ${directory}/master.cf was written before that; its old content is ${directory}/master.cf.`,
    );
    expect(contentsOf(directory)).toEqual({
      "main.cf": "relayhost = c\n",
      "master.cf": CLEAN_MASTER,
      "master.cf (old)": MASTER,
    });
  });

  const isRoot = process.getuid?.() === 0;
  const NOBODY = 65_534;
  /** Root may do everything, so somebody else has to try. */
  const asNobody = async <T>(act: () => Promise<T>): Promise<T> => {
    if (isRoot) process.seteuid!(NOBODY);
    try {
      return await act();
    } finally {
      if (isRoot) process.seteuid!(0);
    }
  };

  describe.skipIf(process.platform === "win32")("without the rights", () => {
    it.each([
      { name: "in a read-only directory", mode: 0o555, owner: NOBODY },
      { name: "in somebody else's directory", mode: 0o755, owner: 0 },
    ])("says which command has them: $name", async ({ mode, owner }) => {
      const directory = directoryWith({ "main.cf": MAIN });
      if (isRoot) for (const path of [directory, join(directory, "main.cf")]) chownSync(path, owner, owner);
      chmodSync(directory, isRoot ? mode : 0o555);
      const { code, stderr } = await asNobody(() => cleanup(directory, [...own, "--write"]));
      expect(code).toBe(1);
      expect(stderr.slice(stderr.indexOf("postfix-ls: "))).toBe(
        `postfix-ls: ${directory}/main.cf: permission denied, so it was not written. Nothing has changed.\n` +
          `With the rights of root:\n  sudo postfix-ls cleanup -c '${directory}' --host none --write\n`,
      );
      chmodSync(directory, 0o755);
      expect(contentsOf(directory)).toEqual({ "main.cf": MAIN });
    });

    it("cannot read main.cf", async () => {
      const directory = directoryWith({ "main.cf": MAIN });
      chmodSync(join(directory, "main.cf"), 0);
      expect(await asNobody(() => cleanup(directory, own))).toEqual({
        code: 2,
        stdout: "",
        stderr: `postfix-ls: ${directory}/main.cf: permission denied; -c names another directory\n`,
      });
      rmSync(directory, { recursive: true });
    });
  });
});
