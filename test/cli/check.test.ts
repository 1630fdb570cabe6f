/** `postfix-ls check`: exit codes, which files, against which Postfix. What rules say is tested with the rules. */
import { describe, expect, it } from "vitest";
import { type FakeFile, fakePostfix, run, type World } from "./support";

const POSTFIX = "/etc/postfix";
/** A misspelt name: a warning. A setting nothing is wrong with. A file Postfix refuses: an error. */
const WARNING = "relayhsot = a\n";
const FINE = "relayhost = a\n";
const ERROR = "relayhost\n";
/** What is worth no more than a hint. */
const HINT = "mail_name = Postfix\n";

interface JsonFinding {
  file: string;
  range: { start: { line: number; character: number } };
  rule: string;
  severity: string;
  source: string;
}

/** What is reported, as `file:line:character severity rule`. */
async function findings(
  line: string,
  world: World,
): Promise<{ code: number; found: string[]; stderr: string }> {
  const { code, stdout, stderr } = await run(`${line} --json`, world);
  const found = (JSON.parse(stdout) as JsonFinding[]).map(
    ({ file, range, severity, rule }) =>
      `${file}:${range.start.line}:${range.start.character} ${severity} ${rule}`,
  );
  return { code, found, stderr };
}

/** With a level, so that nothing is to be said of the configuration as a whole. */
const LEVEL = "compatibility_level = 3.6\nsmtp_tls_security_level = may\n";

const world = (main: string, more: World = {}): World => ({
  files: { [`${POSTFIX}/main.cf`]: main + LEVEL, [`${POSTFIX}/master.cf`]: "smtp inet n - y - - smtpd\n" },
  ...more,
});

describe("exit codes", () => {
  it.each([
    ["nothing", FINE, 0],
    ["a hint", HINT, 0],
    ["a warning", WARNING, 1],
    ["an error", ERROR, 1],
  ])("%s", async (_, main, code) => {
    expect((await run("check", world(main))).code).toBe(code);
  });

  it("findings that are left out do not count", async () => {
    const both = world(`# a\n${WARNING}${HINT}`);
    const hint = "/etc/postfix/main.cf:2:0 hint restated-default";
    const warning = "/etc/postfix/main.cf:1:0 warning unknown-parameter";
    expect(await findings("check", both)).toMatchObject({ code: 1, found: [warning, hint] });
    expect(await findings("check --min-severity hint", both)).toMatchObject({
      code: 1,
      found: [warning, hint],
    });
    expect(await findings("check --min-severity warning", both)).toMatchObject({ code: 1, found: [warning] });
    expect(await findings("check --min-severity error", both)).toMatchObject({ code: 0, found: [] });
  });

  it("what cannot be read makes it 2, and the rest is reported all the same", async () => {
    expect(await findings("check /nowhere /etc/postfix", world(WARNING))).toEqual({
      code: 2,
      found: ["/etc/postfix/main.cf:0:0 warning unknown-parameter"],
      stderr: "postfix-ls: /nowhere: no such file or directory\n",
    });
    expect(await run("check", {})).toEqual({
      code: 2,
      stdout: "",
      stderr: "postfix-ls: /etc/postfix: no such file or directory\n",
    });
    expect(await run("check --json", {})).toMatchObject({ code: 2, stdout: "[]\n" });
  });
});

describe("what is checked", () => {
  it("the directory of -c, and paths instead of it", async () => {
    const files = { "/srv/mail/main.cf": WARNING, "/etc/postfix/main.cf": FINE };
    const warning = "/srv/mail/main.cf:0:0 warning unknown-parameter";
    expect(await findings("check -c /srv/mail", { files })).toMatchObject({ code: 1, found: [warning] });
    expect(await findings("check -c /srv/mail /etc/postfix", { files })).toMatchObject({
      code: 0,
      found: [],
    });
    expect(await findings("check mail", { files, cwd: "/srv" })).toMatchObject({
      found: ["mail/main.cf:0:0 warning unknown-parameter"],
    });
  });

  it("one file alone, with its sibling for context", async () => {
    const files = {
      "/srv/main.cf": `relay_custom_limit = 1\n${WARNING}${LEVEL}`,
      "/srv/master.cf": "smtp inet n - y - - smtpd -o x=$relay_custom_limit -o y=$relayhsot\nbroken\n",
    };
    // What master.cf refers to is known; without it, neither name would be.
    expect((await findings("check main.cf", { files, cwd: "/srv" })).found).toEqual([]);
    expect((await findings("check main.cf master.cf", { files, cwd: "/srv" })).found).toContainEqual(
      expect.stringMatching(/^master\.cf:1:0 error /),
    );
    const alone = { "/srv/main.cf": files["/srv/main.cf"] };
    expect((await findings("check main.cf", { files: alone, cwd: "/srv" })).found).toEqual([
      "main.cf:0:0 warning unused-parameter",
      "main.cf:1:0 warning unknown-parameter",
    ]);
  });

  it("bytes that are no UTF-8", async () => {
    const main = Uint8Array.from([...Buffer.from(`# caf\xe9\n${WARNING}`, "latin1")]);
    expect((await findings("check", { files: { "/etc/postfix/main.cf": main } })).found).toEqual([
      "/etc/postfix/main.cf:1:0 warning unknown-parameter",
    ]);
  });
});

describe("what it is checked against", () => {
  const exec = fakePostfix((args) => ({
    kind: "exit",
    code: 0,
    stdout:
      args[0] === "-m"
        ? "hash\n"
        : "mail_version = 3.7.11\ncompatibility_level = 0\nsmtp_tls_security_level =\nsmtpd_relay_restrictions = reject\nmail_name = Patched\nrelayhost =\nlocal_patch = 1\n",
    stderr: "",
  }));
  const summary = async (line: string, of: World) => (await run(line, of)).stdout.trim().split("\n").pop();

  it("is in the last line", async () => {
    expect(await summary("check", world(FINE))).toMatch(
      /^2 files checked against Postfix \d+\.\d+\.\d+ \(defaults known to postfix-ls\): nothing to report$/,
    );
    expect(await summary("check", world(FINE, { exec }))).toBe(
      "2 files checked against Postfix 3.7.11 (defaults of the installed postconf): nothing to report",
    );
    expect(await summary("check --host none --postfix-version 3.6", world(FINE, { exec }))).toBe(
      "2 files checked against Postfix 3.6 (defaults known to postfix-ls): nothing to report",
    );
  });

  it("decides what is found", async () => {
    const main = "local_patch = 2\nmail_name = Postfix\n";
    expect((await findings("check", world(main, { exec }))).found).toEqual([]);
    expect((await findings("check --host none", world(main, { exec }))).found).toEqual([
      "/etc/postfix/main.cf:0:0 warning unused-parameter",
      "/etc/postfix/main.cf:1:0 hint restated-default",
    ]);
  });
});

describe("text", () => {
  it("shows the place, the rule and a summary", async () => {
    const { stdout } = await run("check", world(`${FINE}relayhsot = b\n`));
    expect(stdout).toMatch(
      /^\/etc\/postfix\/main\.cf:2:1: warning: .*relayhsot.* \[unknown-parameter\]\n {4}relayhsot = b\n {4}\^{9}\n2 files checked .*: 1 warning\n$/,
    );
  });

  it("has colours in a terminal, unless NO_COLOR is set", async () => {
    const coloured = await run("check", world(WARNING, { isTTY: true }));
    expect(coloured.stdout).toContain("\x1b[33mwarning:\x1b[39m");
    const plain = await run("check", world(WARNING));
    expect(plain.stdout).not.toContain("\x1b");
    expect((await run("check", world(WARNING, { isTTY: true, env: { NO_COLOR: "1" } }))).stdout).toBe(
      plain.stdout,
    );
    expect((await run("check", world(WARNING, { isTTY: true, env: { NO_COLOR: "" } }))).stdout).toBe(
      coloured.stdout,
    );
    expect((await run("check --json", world(WARNING, { isTTY: true }))).stdout).not.toContain("\x1b");
  });
});

it("takes --format json and --json for the same", async () => {
  const format = await run("check --format json", world(WARNING));
  expect(format).toEqual(await run("check --json", world(WARNING)));
  expect(JSON.parse(format.stdout)[0]).toMatchObject({ source: "postfix-ls" });
});

describe("how grave a rule's findings are", () => {
  const both = world(`${WARNING}${HINT}`);

  it("can be said for each rule", async () => {
    const line = "check --severity unknown-parameter=info --severity restated-default=error";
    expect(await findings(line, both)).toEqual({
      code: 1,
      found: [
        "/etc/postfix/main.cf:0:0 information unknown-parameter",
        "/etc/postfix/main.cf:1:0 error restated-default",
      ],
      stderr: "",
    });
    const off = "check --severity unknown-parameter=off --severity restated-default=off";
    expect(await findings(off, both)).toMatchObject({ code: 0, found: [] });
    // The last word counts.
    const twice = "check --severity unknown-parameter=off --severity unknown-parameter=hint";
    expect((await findings(twice, both)).found[0]).toContain(" hint unknown-parameter");
  });

  it.each([
    ["unknown-paramter=off", 'There is no rule "unknown-paramter"; similar: unknown-parameter.'],
    ["everything=off", 'There is no rule "everything".'],
    ["unknown-parameter=loud", "It must be RULE=LEVEL, with off, hint, info, warning or error."],
    ["unknown-parameter", "It must be RULE=LEVEL, with off, hint, info, warning or error."],
  ])("%s is wrong usage", async (argument, message) => {
    const { code, stderr } = await run(`check --severity ${argument}`, both);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `postfix-ls: option '--severity <RULE=LEVEL>' argument '${argument}' is invalid. ${message}\n`,
    });
  });

  it("can be nothing in one place, by a comment", async () => {
    const main = `# postfix-ls: ignore unknown-parameter, restated-default\n${WARNING}${HINT}`;
    expect((await findings("check", world(main))).found).toEqual([
      "/etc/postfix/main.cf:2:0 hint restated-default",
    ]);
  });
});

describe("--fix", () => {
  const texts = (files: Record<string, FakeFile>) =>
    Object.fromEntries(
      Object.entries(files).map(([name, content]) => [
        name,
        Buffer.from(content as string).toString("latin1"),
      ]),
    );
  const MASTER = "smtp inet n - y - - smtpd\n";

  it("mends what is safe, writes the file and reports the rest", async () => {
    const files: Record<string, FakeFile> = {
      "/etc/postfix/main.cf": `# caf\u00e9\n${WARNING}${HINT}mail_owner = me\nbiff = yes\n${LEVEL}`,
      "/etc/postfix/master.cf": MASTER,
    };
    const { code, found, stderr } = await findings("check --fix", { files, isWritable: true });
    expect({ code, found, stderr }).toEqual({
      code: 1,
      found: ["/etc/postfix/main.cf:1:0 warning unknown-parameter"],
      stderr: "postfix-ls: /etc/postfix/main.cf: mended 2 findings\n",
    });
    expect(texts(files)).toEqual({
      "/etc/postfix/main.cf": Buffer.from(`# caf\u00e9\n${WARNING}mail_owner = me\n${LEVEL}`).toString(
        "latin1",
      ),
      "/etc/postfix/master.cf": MASTER,
    });
  });

  it("keeps bytes that are no UTF-8", async () => {
    const main = (rest: string) => Uint8Array.from(Buffer.from(`# caf\xe9\n${rest}`, "latin1"));
    const files: Record<string, FakeFile> = { "/etc/postfix/main.cf": main(HINT) };
    await run("check --fix", { files, isWritable: true });
    expect(files).toEqual({ "/etc/postfix/main.cf": main("") });
  });

  it("leaves alone what is not reported", async () => {
    const files: Record<string, FakeFile> = { "/etc/postfix/main.cf": HINT };
    for (const line of [
      "check --fix --min-severity warning",
      "check --fix --severity restated-default=off",
    ]) {
      expect(await run(line, { files, isWritable: true })).toMatchObject({ code: 0, stderr: "" });
    }
    expect(files).toEqual({ "/etc/postfix/main.cf": HINT });
  });

  it("says when a file cannot be written, and reports it as it is", async () => {
    expect(await findings("check --fix", { files: { "/etc/postfix/main.cf": HINT } })).toEqual({
      code: 2,
      found: ["/etc/postfix/main.cf:0:0 hint restated-default"],
      stderr:
        "postfix-ls: /etc/postfix/main.cf: nothing was mended, the file is as it was: permission denied\n",
    });
  });
});

describe("other files", () => {
  it("are looked at in the directory that is named, and in no other", async () => {
    const files = { "/srv/mail/main.cf": "virtual_alias_maps = texthash:/srv/mail/virtual\n" };
    const exec = fakePostfix((args) => ({
      kind: "exit",
      code: 0,
      stdout:
        args[0] === "-m"
          ? "texthash\n"
          : "mail_version = 3.7.11\ncompatibility_level = 0\nsmtp_tls_security_level =\nsmtpd_relay_restrictions = reject\nvirtual_alias_maps =\n",
      stderr: "",
    }));
    const missing = ["/srv/mail/main.cf:0:30 error missing-table-file"];
    expect((await findings("check -c /srv/mail", { files, exec })).found).toEqual(missing);
    expect((await findings("check /srv/mail", { files, exec })).found).toEqual([]);
    expect((await findings("check -c /srv/mail --host none", { files, exec })).found).toEqual([]);
    const present = { ...files, "/srv/mail/virtual": "" };
    expect((await findings("check -c /srv/mail", { files: present, exec })).found).toEqual([]);
  });
});

describe("lookup tables", () => {
  const TABLE = "/^Subject: spam/ IGNOR\n";

  it("are checked with the directory that names them, and know what for", async () => {
    const files = {
      "/srv/mail/main.cf":
        "header_checks = pcre:/etc/postfix/header_checks\nbody_checks = pcre:/elsewhere/body\n",
      "/srv/mail/header_checks": TABLE,
      "/elsewhere/body": TABLE,
    };
    const found = ["mail/header_checks:0:17 warning unknown-action"];
    expect((await findings("check mail", { files, cwd: "/srv" })).found).toEqual(found);
    // One file of the directory is that file and nothing else.
    expect((await findings("check mail/main.cf", { files, cwd: "/srv" })).found).toEqual([]);
  });

  it("are checked when they are named themselves", async () => {
    const files = { "/srv/header_checks.pcre": `${TABLE}/x/z OK\n` };
    expect((await findings("check header_checks.pcre", { files, cwd: "/srv" })).found).toEqual([
      "header_checks.pcre:0:17 warning unknown-action",
      "header_checks.pcre:1:3 warning unknown-pattern-flag",
    ]);
    expect(await findings("check nowhere.cidr", { files, cwd: "/srv" })).toMatchObject({
      code: 2,
      stderr: "postfix-ls: nowhere.cidr: no such file or directory\n",
    });
  });
});
