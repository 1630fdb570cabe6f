/** `postfix-ls cleanup` in a world of files in memory; test/real/cleanup-command.test.ts has real ones. */
import { describe, expect, it } from "vitest";
import { FAKE_BACKUP, type FakeFile, fakePostfix, run, transcript, type World } from "./support";

const MAIN = "/etc/postfix/main.cf";
const MASTER = "/etc/postfix/master.cf";
/** Such that the answer does not change with the newest release. */
const OF_37 = "--postfix-version 3.7";

function world(main: FakeFile, master?: FakeFile, more: World = {}): World {
  return { files: { [MAIN]: main, ...(master !== undefined && { [MASTER]: master }) }, ...more };
}

/** Something of every kind: what goes, what could, and what has to stay. */
const MIXED = `# Our mail server.
compatibility_level = 3.6
myhostname = mail.example.test

# How long mail waits.
maximal_queue_lifetime = 5d
relayhost = a.example.test
relayhost = b.example.test
minimal_backoff_time = 5m
mine = 1
`;
const SERVICES = `smtp inet n - y - - smtpd
relay unix - - y - - smtp
  -o relayhost=b.example.test
  -o smtp_helo_timeout=300s -o syslog_name=relay
`;

async function told(line: string, where: World): Promise<string> {
  return transcript(line, await run(line, where));
}

describe("cleanup", () => {
  it("shows a diff, why entries go, what stays, and how to do it", async () => {
    expect(await told(`cleanup ${OF_37}`, world(MIXED, SERVICES))).toMatchInlineSnapshot(`
      "$ postfix-ls cleanup --postfix-version 3.7
      --- stdout
      --- /etc/postfix/main.cf
      +++ /etc/postfix/main.cf
      @@ -3,8 +3,5 @@
       myhostname = mail.example.test
       
       # How long mail waits.
      -maximal_queue_lifetime = 5d
      -relayhost = a.example.test
       relayhost = b.example.test
       minimal_backoff_time = 5m
      -mine = 1
      --- /etc/postfix/master.cf
      +++ /etc/postfix/master.cf
      @@ -1,4 +1,3 @@
       smtp inet n - y - - smtpd
       relay unix - - y - - smtp
      -  -o relayhost=b.example.test
      -  -o smtp_helo_timeout=300s -o syslog_name=relay
      +  -o syslog_name=relay
      --- stderr
      /etc/postfix/main.cf: 3 entries go, 3 lines in all
        1 restated default: maximal_queue_lifetime
        1 setting that a later one overrides: relayhost#1
        1 name that nothing uses: mine

      /etc/postfix/master.cf: 2 entries go, 1 line in all
        1 option with the value of main.cf: relay/unix/relayhost
        1 restated default: relay/unix/smtp_helo_timeout

      These could go as well, if you say so with --drop:
        minimal_backoff_time: It is the default of Postfix 3.7, '300s', written
          another way. Without it nothing changes but how postconf prints the value.

      These look superfluous and have to stay:
        myhostname: It is what this machine has anyway, but Postfix works that out
          from the machine's name and networks: set here, it holds when these change.

      Held against Postfix 3.7 (defaults known to postfix-ls). By postfix-ls's own
      model no value of any parameter or service changes; no postconf was asked.

      To do it:
        postfix-ls cleanup --postfix-version 3.7 --write
      --- exit code 1
      "
    `);
  });

  it("has a form with nothing but settings", async () => {
    expect(await told(`cleanup --canonical --equal ${OF_37}`, world(MIXED, SERVICES))).toMatchInlineSnapshot(`
      "$ postfix-ls cleanup --canonical --equal --postfix-version 3.7
      --- stdout
      --- /etc/postfix/main.cf
      +++ /etc/postfix/main.cf
      @@ -1,10 +1,3 @@
      -# Our mail server.
       compatibility_level = 3.6
       myhostname = mail.example.test
      -
      -# How long mail waits.
      -maximal_queue_lifetime = 5d
      -relayhost = a.example.test
       relayhost = b.example.test
      -minimal_backoff_time = 5m
      -mine = 1
      --- /etc/postfix/master.cf
      +++ /etc/postfix/master.cf
      @@ -1,4 +1,3 @@
       smtp inet n - y - - smtpd
       relay unix - - y - - smtp
      -  -o relayhost=b.example.test
      -  -o smtp_helo_timeout=300s -o syslog_name=relay
      +  -o syslog_name=relay
      --- stderr
      /etc/postfix/main.cf: of 10 lines 3 are left, in postconf's order and without
      comments
        1 restated default: maximal_queue_lifetime
        1 setting that a later one overrides: relayhost#1
        1 default in other words: minimal_backoff_time
        1 name that nothing uses: mine

      /etc/postfix/master.cf: 2 entries go, 1 line in all
        1 option with the value of main.cf: relay/unix/relayhost
        1 restated default: relay/unix/smtp_helo_timeout

      These look superfluous and have to stay:
        myhostname: It is what this machine has anyway, but Postfix works that out
          from the machine's name and networks: set here, it holds when these change.

      Held against Postfix 3.7 (defaults known to postfix-ls). By postfix-ls's own
      model no value of any parameter or service changes; no postconf was asked.

      To do it:
        postfix-ls cleanup --canonical --equal --postfix-version 3.7 --write
      --- exit code 1
      "
    `);
  });

  it("changes only the file that --only names", async () => {
    const line = `cleanup --only master.cf ${OF_37}`;
    const { stdout } = await run(line, world(MIXED, SERVICES));
    expect(stdout.match(/^--- .*/gm)).toEqual([`--- ${MASTER}`]);
  });

  it("keeps and drops entries", async () => {
    const line = `cleanup --keep relayhost#1 --keep mine --drop minimal_backoff_time ${OF_37}`;
    expect(await told(line, world(MIXED))).toMatchInlineSnapshot(`
      "$ postfix-ls cleanup --keep relayhost#1 --keep mine --drop minimal_backoff_time --postfix-version 3.7
      --- stdout
      --- /etc/postfix/main.cf
      +++ /etc/postfix/main.cf
      @@ -3,8 +3,6 @@
       myhostname = mail.example.test
       
       # How long mail waits.
      -maximal_queue_lifetime = 5d
       relayhost = a.example.test
       relayhost = b.example.test
      -minimal_backoff_time = 5m
       mine = 1
      --- stderr
      /etc/postfix/main.cf: 2 entries go, 2 lines in all
        1 restated default: maximal_queue_lifetime
        1 default in other words: minimal_backoff_time

      These stay because of --keep:
        1 setting that a later one overrides: relayhost#1

      These look superfluous and have to stay:
        myhostname: It is what this machine has anyway, but Postfix works that out
          from the machine's name and networks: set here, it holds when these change.
        mine: Nothing in main.cf uses 'mine', but master.cf, which may, is not at
          hand.

      Held against Postfix 3.7 (defaults known to postfix-ls). By postfix-ls's own
      model no value of any parameter or service changes; no postconf was asked.

      To do it:
        postfix-ls cleanup --keep 'relayhost#1' --keep mine --drop minimal_backoff_time --postfix-version 3.7 --write
      --- exit code 1
      "
    `);
  });

  it.each([
    ["nothing to say", "relayhost = a\n", "smtp inet n - y - - smtpd\n", ""],
    ["no master.cf", "relayhost = a\n", undefined, ""],
    ["empty files", "", "", ""],
    [
      "something that could go",
      "minimal_backoff_time = 5m\n",
      "",
      "; --drop takes out what could go as well: minimal_backoff_time",
    ],
  ])("says in one line that there is nothing to clean: %s", async (_, main, master, more) => {
    const where = master === undefined ? MAIN : `${MAIN} and ${MASTER}`;
    expect(await run(`cleanup ${OF_37}`, world(main, master))).toEqual({
      code: 0,
      stdout: "",
      stderr: `postfix-ls: ${where}: nothing to clean, held against Postfix 3.7 (defaults known to postfix-ls)${more}\n`,
    });
  });

  it("names what stays by kind when it is much", async () => {
    const times = [
      "bounce_queue_lifetime",
      "maximal_queue_lifetime",
      "delay_warning_time",
      "queue_run_delay",
      "max_idle",
      "minimal_backoff_time",
      "maximal_backoff_time",
      "max_use",
      "ipc_timeout",
      "smtpd_timeout",
      "ipc_idle",
      "daemon_timeout",
      "command_time_limit",
      "fork_delay",
      "stale_lock_time",
      "smtp_rset_timeout",
    ];
    const { stdout } = await run(`values --defaults ${OF_37} ${times.join(" ")}`, world(""));
    const respelled = stdout.replace(/^(\w+ = )(\d+)([smhd]?)$/gm, "$10$2$3");
    const line = `cleanup ${OF_37}`;
    expect(await told(line, world(`relayhost =\n${respelled}`))).toMatchInlineSnapshot(`
      "$ postfix-ls cleanup --postfix-version 3.7
      --- stdout
      --- /etc/postfix/main.cf
      +++ /etc/postfix/main.cf
      @@ -1,4 +1,3 @@
      -relayhost =
       bounce_queue_lifetime = 05d
       maximal_queue_lifetime = 05d
       delay_warning_time = 00h
      @@ -8,7 +7,6 @@
       maximal_backoff_time = 04000s
       max_use = 0100
       ipc_timeout = 03600s
      -smtpd_timeout = \${stress?{10}:{300}}s
       ipc_idle = 05s
       daemon_timeout = 018000s
       command_time_limit = 01000s
      --- stderr
      /etc/postfix/main.cf: 2 entries go, 2 lines in all
        2 restated defaults: relayhost, smtpd_timeout

      These could go as well, if you say so with --drop:
        15 defaults in other words: bounce_queue_lifetime, maximal_queue_lifetime,
          delay_warning_time, queue_run_delay, max_idle, minimal_backoff_time,
          maximal_backoff_time, max_use, ipc_timeout, ipc_idle, daemon_timeout,
          command_time_limit, fork_delay, stale_lock_time, smtp_rset_timeout

      Held against Postfix 3.7 (defaults known to postfix-ls). By postfix-ls's own
      model no value of any parameter or service changes; no postconf was asked.

      To do it:
        postfix-ls cleanup --postfix-version 3.7 --write
      --- exit code 1
      "
    `);
  });

  it("is coloured in a terminal, where no byte of the file steers it", async () => {
    const main = "queue_run_delay = 300s\r\n# \x1b[2J\nrelayhost = a\n";
    const { stdout } = await run(`cleanup ${OF_37}`, world(main, undefined, { isTTY: true }));
    expect(stdout).toBe(
      `\x1b[1m--- ${MAIN}\x1b[22m\n\x1b[1m+++ ${MAIN}\x1b[22m\n\x1b[36m@@ -1,3 +1,2 @@\x1b[39m\n` +
        "\x1b[31m-queue_run_delay = 300s\x1b[39m\n # \ufffd[2J\n relayhost = a\n",
    );
    const env = { NO_COLOR: "1" };
    expect((await run(`cleanup ${OF_37}`, world(main, undefined, { isTTY: true, env }))).stdout).toBe(
      `--- ${MAIN}\n+++ ${MAIN}\n@@ -1,3 +1,2 @@\n-queue_run_delay = 300s\n # \ufffd[2J\n relayhost = a\n`,
    );
  });

  it("gives the bytes of the file to whoever reads them", async () => {
    const line = `cleanup ${OF_37}`;
    const files = ["latin1", "utf8"] as const;
    for (const encoding of files) {
      const main = new Uint8Array(Buffer.from("# café\nqueue_run_delay = 300s\nrelayhost = é\n", encoding));
      const { stdout } = await run(line, world(main));
      const body = "@@ -1,3 +1,2 @@\n # café\n-queue_run_delay = 300s\n relayhost = é\n";
      // What was written as bytes comes out one character each.
      expect(stdout).toBe(`--- ${MAIN}\n+++ ${MAIN}\n${Buffer.from(body, encoding).toString("latin1")}`);
    }
  });

  it("names files as the user does", async () => {
    const files = { "/home/user/my postfix/main.cf": "queue_run_delay = 300s\n" };
    const where: World = { files, cwd: "/home/user/my postfix" };
    const { stdout, stderr } = await run(`cleanup -c . ${OF_37}`, where);
    expect(stdout).toBe("--- main.cf\n+++ main.cf\n@@ -1,1 +0,0 @@\n-queue_run_delay = 300s\n");
    expect(stderr).toContain("\n  postfix-ls cleanup -c . --postfix-version 3.7 --write\n");
  });
});

describe("cleanup --json", () => {
  it("is one object", async () => {
    const { code, stdout, stderr } = await run(
      `cleanup --json ${OF_37}`,
      world("relayhost = a\nrelayhost =\n  b\n", "smtp inet n - y - - smtpd\n  -o relayhost=b\n"),
    );
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(JSON.parse(stdout)).toMatchInlineSnapshot(`
      {
        "diff": "--- /etc/postfix/main.cf
      +++ /etc/postfix/main.cf
      @@ -1,3 +1,2 @@
      -relayhost = a
       relayhost =
         b
      --- /etc/postfix/master.cf
      +++ /etc/postfix/master.cf
      @@ -1,2 +1,1 @@
       smtp inet n - y - - smtpd
      -  -o relayhost=b
      ",
        "differences": [],
        "files": [
          {
            "changed": true,
            "entries": [
              {
                "code": "overridden",
                "endLine": 0,
                "id": "relayhost#1",
                "line": 0,
                "name": "relayhost",
                "reason": "It has no effect: the last one counts. A line further down makes the value 'b'.",
                "removed": true,
                "value": "a",
                "verdict": "remove",
              },
            ],
            "file": "/etc/postfix/main.cf",
          },
          {
            "changed": true,
            "entries": [
              {
                "code": "main",
                "endLine": 1,
                "id": "smtp/inet/relayhost",
                "line": 1,
                "name": "relayhost",
                "reason": "main.cf says the same. Without it nothing changes, until somebody changes main.cf: then the service follows.",
                "removed": true,
                "service": "smtp/inet",
                "value": "b",
                "verdict": "remove",
              },
            ],
            "file": "/etc/postfix/master.cf",
          },
        ],
        "target": "Postfix 3.7 (defaults known to postfix-ls)",
      }
    `);
  });

  it("says that nothing is to be cleaned", async () => {
    const { code, stdout } = await run(`cleanup --json ${OF_37}`, world("relayhost = a\n"));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      target: "Postfix 3.7 (defaults known to postfix-ls)",
      files: [{ file: MAIN, changed: false, entries: [] }],
      diff: "",
      differences: [],
    });
  });

  it("says what was written", async () => {
    const where = world("queue_run_delay = 300s\n", undefined, { isWritable: true });
    const { code, stdout } = await run(`cleanup --json --write ${OF_37}`, where);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      written: [{ file: MAIN, backup: `${MAIN}${FAKE_BACKUP}` }],
    });
  });
});

describe("cleanup --write", () => {
  it("writes both files, master.cf first, and says where the old ones are", async () => {
    const where = world(MIXED, SERVICES, { isWritable: true });
    const line = `cleanup --write ${OF_37}`;
    const outcome = await told(line, where);
    expect(outcome.slice(outcome.indexOf("Held against"))).toMatchInlineSnapshot(`
      "Held against Postfix 3.7 (defaults known to postfix-ls). By postfix-ls's own
      model no value of any parameter or service changes; no postconf was asked.

      Written:
        /etc/postfix/master.cf; the old content is
          /etc/postfix/master.cf.20261124T090000Z.bak
        /etc/postfix/main.cf; the old content is
          /etc/postfix/main.cf.20261124T090000Z.bak

      Postfix goes on with the old settings until you run:
        postfix reload
      --- exit code 0
      "
    `);
    expect(Object.keys(where.files!)).toEqual([
      MAIN,
      MASTER,
      `${MASTER}${FAKE_BACKUP}`,
      `${MAIN}${FAKE_BACKUP}`,
    ]);
    expect((await run(line, where)).stdout).toBe("");
  });

  it("asks postconf, and writes nothing where that sees a difference", async () => {
    let asked = 0;
    const exec = fakePostfix((args) => {
      const relayhost = args.at(-1) === "-x" && ++asked === 2 ? "b" : "a";
      const stdout = `mail_version = 3.7.11\nqueue_run_delay = 300s\nrelayhost = ${relayhost}\n`;
      return { kind: "exit", code: 0, stdout, stderr: "" };
    });
    const where = world("queue_run_delay = 300s\n", undefined, { isWritable: true, exec });
    const { code, stderr } = await run("cleanup --write", where);
    expect(code).toBe(1);
    expect(stderr).toContain(
      "These values would change, so nothing is written:\n  relayhost: a → b (says postconf)\n",
    );
    expect(stderr).not.toContain("--write");
    expect(where.files).toEqual({ [MAIN]: "queue_run_delay = 300s\n" });
  });

  it("writes nothing where postconf cannot say, and says how to go on without it", async () => {
    const exec = fakePostfix((args) =>
      args.includes("-d")
        ? { kind: "exit", code: 0, stdout: "mail_version = 3.7.11\nqueue_run_delay = 300s\n", stderr: "" }
        : { kind: "timeout", message: "took too long" },
    );
    const where = world("queue_run_delay = 300s\n", undefined, { isWritable: true, exec });
    const { code, stderr } = await run("cleanup --write", where);
    expect(code).toBe(1);
    expect(stderr.slice(stderr.indexOf("postfix-ls: "))).toBe(
      "postfix-ls: nothing was written: the installed postconf could not compare the values: postconf took too long; --host none leaves the proof to postfix-ls's own model\n",
    );
    expect(where.files).toEqual({ [MAIN]: "queue_run_delay = 300s\n" });
  });

  it("says which command has the rights", async () => {
    const { code, stderr } = await run(
      `cleanup -c /etc/postfix --write ${OF_37}`,
      world("queue_run_delay = 300s\n"),
    );
    expect(code).toBe(1);
    expect(stderr.slice(stderr.indexOf("postfix-ls: "))).toBe(
      `postfix-ls: ${MAIN}: permission denied, so it was not written. Nothing has changed.
With the rights of root:
  sudo postfix-ls cleanup -c /etc/postfix --postfix-version 3.7 --write
`,
    );
  });

  it("leaves a file alone that somebody else changed, and says which one is written", async () => {
    const files: Record<string, FakeFile> = { [MASTER]: SERVICES };
    // Read once, and then again before it would be written.
    const contents = [MIXED, "# new\n"];
    Object.defineProperty(files, MAIN, { enumerable: true, get: () => contents.shift() });
    const outcome = await run(`cleanup --write ${OF_37}`, { files, isWritable: true });
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).not.toContain("Postfix goes on");
    expect(outcome.stderr.slice(outcome.stderr.indexOf("postfix-ls: "))).toBe(
      `postfix-ls: ${MAIN}: somebody else has changed it in the meantime, so it was not overwritten. Run this again to start from what it holds now. ${MASTER} was written before that; its old content is ${MASTER}${FAKE_BACKUP}.\n`,
    );
  });
});

describe("cleanup --to-version, --to-level", () => {
  const OLD = "compatibility_level = 2\nmynetworks = 127.0.0.0/8\n";

  it("says what would change, and pins it", async () => {
    const line =
      "cleanup --to-level 3.6 --accept smtpd_relay_before_recipient_restrictions --postfix-version 3.7";
    expect(await told(line, world(OLD))).toMatchInlineSnapshot(`
      "$ postfix-ls cleanup --to-level 3.6 --accept smtpd_relay_before_recipient_restrictions --postfix-version 3.7
      --- stdout
      --- /etc/postfix/main.cf
      +++ /etc/postfix/main.cf
      @@ -1,2 +1,8 @@
      -compatibility_level = 2
      +compatibility_level = 3.6
       mynetworks = 127.0.0.0/8
      +
      +# Kept as in Postfix 3.7 (compatibility_level 2)
      +lmtp_tls_fingerprint_digest = md5
      +respectful_logging = no
      +smtp_tls_fingerprint_digest = md5
      +smtpd_tls_fingerprint_digest = md5
      --- stderr
      Pinned, so that the value stays (--accept NAME takes the new one):
        lmtp_tls_fingerprint_digest: md5 → sha256
          From compatibility_level 3.6 on the default is another one. Fingerprints of
          certificates are looked up as MD5 or as SHA-256: with the other one, those
          in tables have to be made anew.
        respectful_logging: no → yes
          From compatibility_level 3.6 on the default is another one. With 'yes' the
          log says allowlist and denylist instead of older words: what reads the log
          may look for those.
        smtp_tls_fingerprint_digest: md5 → sha256
          From compatibility_level 3.6 on the default is another one. Fingerprints of
          certificates are looked up as MD5 or as SHA-256: with the other one, those
          in tables have to be made anew.
        smtpd_tls_fingerprint_digest: md5 → sha256
          From compatibility_level 3.6 on the default is another one. Fingerprints of
          certificates are looked up as MD5 or as SHA-256: with the other one, those
          in tables have to be made anew.

      Stays, because what it depends on is pinned:
        tlsproxy_client_fingerprint_digest: md5 → sha256
          It depends on smtp_tls_fingerprint_digest, which would change.
        tlsproxy_tls_fingerprint_digest: md5 → sha256
          It depends on smtpd_tls_fingerprint_digest, which would change.

      Changes, because you accept it:
        smtpd_relay_before_recipient_restrictions: no → yes
          From compatibility_level 3.6 on the default is another one. With 'yes'
          smtpd_relay_restrictions comes before smtpd_recipient_restrictions, so that
          another one of the two may be the one to refuse.

      That is from Postfix 3.7 (defaults known to postfix-ls) to compatibility_level
      3.6. By postfix-ls's own model every value that is not listed stays as it is.

      To do it:
        postfix-ls cleanup --to-level 3.6 --accept smtpd_relay_before_recipient_restrictions --postfix-version 3.7 --write
      --- exit code 1
      "
    `);
  });

  it("writes the pins, after which nothing changes any more", async () => {
    const where = world(OLD, undefined, { isWritable: true });
    const line = `cleanup --to-level 3.6 --write ${OF_37}`;
    expect((await run(line, where)).code).toBe(0);
    expect(await run(line, where)).toEqual({
      code: 0,
      stdout: "",
      stderr: `postfix-ls: ${MAIN}: nothing would change, from Postfix 3.7 (defaults known to postfix-ls) to compatibility_level 3.6\n`,
    });
  });

  it("is one object with --json", async () => {
    const { code, stdout } = await run(`cleanup --to-version 3.9 --json ${OF_37}`, world(OLD));
    const report = JSON.parse(stdout) as Record<string, unknown>;
    expect({ code, keys: Object.keys(report) }).toEqual({
      code: 1,
      keys: ["target", "changes", "newNames", "lost", "diff", "differences"],
    });
    expect(report.changes).toContainEqual(
      expect.objectContaining({ id: "tls_null_cipherlist", pin: "tls_null_cipherlist = eNULL:!aNULL" }),
    );
  });
});

const denied = { kind: "denied", message: "permission denied" } as const;

describe("what goes wrong", () => {
  it.each<[string, string, World, { code: number; stderr: string }]>([
    [
      "no main.cf",
      "cleanup",
      {},
      { code: 2, stderr: `postfix-ls: ${MAIN}: no such file or directory; -c names another directory\n` },
    ],
    [
      "an unreadable main.cf",
      "cleanup",
      world(denied),
      { code: 2, stderr: `postfix-ls: ${MAIN}: permission denied; -c names another directory\n` },
    ],
    [
      "an unreadable master.cf",
      "cleanup",
      world("", denied),
      {
        code: 2,
        stderr: `postfix-ls: ${MASTER}: permission denied; what it uses of main.cf cannot be told\n`,
      },
    ],
    [
      "no such directory",
      "cleanup -c /nowhere",
      world(""),
      { code: 2, stderr: "postfix-ls: /nowhere: no such file or directory\n" },
    ],
    [
      "not a directory",
      `cleanup -c ${MAIN}`,
      world(""),
      { code: 2, stderr: `postfix-ls: ${MAIN}: is not a directory; -c takes one\n` },
    ],
    [
      "no master.cf for --only",
      "cleanup --only master.cf",
      world(""),
      { code: 2, stderr: "postfix-ls: /etc/postfix: has no master.cf, which --only names\n" },
    ],
    [
      "a line that Postfix refuses",
      "cleanup",
      world("# a\n\nrelayhost\n"),
      {
        code: 1,
        stderr: `postfix-ls: ${MAIN}:3: no "=" behind "relayhost"; Postfix refuses the whole file\n`,
      },
    ],
    [
      "a service that Postfix refuses",
      "cleanup --json",
      world("", "smtp inet n - maybe - - smtpd\n"),
      {
        code: 1,
        stderr: `postfix-ls: ${MASTER}:1: the field "chroot" cannot be "maybe"; Postfix refuses the whole file\n`,
      },
    ],
    [
      "a value at which Postfix stops",
      "cleanup",
      world("# a\nmyhostname = ${a\n"),
      {
        code: 1,
        stderr: `postfix-ls: ${MAIN}:2: myhostname: a \${ or $( is not closed; Postfix stops here\n`,
      },
    ],
    [
      "a level that there is not",
      `cleanup --to-level x ${OF_37}`,
      world(""),
      { code: 1, stderr: `postfix-ls: ${MAIN}: compatibility_level cannot be "x" in Postfix 3.7\n` },
    ],
    [
      "a name that does not go",
      "cleanup --keep queue_run_dealy",
      world("queue_run_delay = 300s\n"),
      {
        code: 2,
        stderr:
          "postfix-ls: --keep queue_run_dealy: no entry of this name would go; similar: queue_run_delay\n",
      },
    ],
    [
      "a name that cannot go",
      "cleanup --drop relay_host",
      world("relayhost = a\n"),
      { code: 2, stderr: "postfix-ls: --drop relay_host: no entry of this name could go\n" },
    ],
    [
      "a name that is not to change",
      `cleanup --to-version 3.9 --accept tls_nul_cipherlist ${OF_37}`,
      world(""),
      {
        code: 2,
        stderr:
          "postfix-ls: --accept tls_nul_cipherlist: no value of this name would change; similar: tls_null_cipherlist, tls_low_cipherlist, tls_high_cipherlist\n",
      },
    ],
    [
      "a name to keep and to drop",
      "cleanup --keep a --drop a",
      world(""),
      { code: 2, stderr: "postfix-ls: a: either --keep it or --drop it\n" },
    ],
    [
      "--accept for a clean-up",
      "cleanup --accept a",
      world(""),
      {
        code: 2,
        stderr:
          "postfix-ls: --accept goes with --to-version or --to-level; a clean-up has --keep and --drop\n",
      },
    ],
    [
      "a form of its own for another version",
      "cleanup --canonical --to-version 3.9",
      world(""),
      { code: 2, stderr: "postfix-ls: option '--to-version <V>' cannot be used with option '--canonical'\n" },
    ],
    [
      "no version",
      "cleanup --to-version new",
      world(""),
      {
        code: 2,
        stderr:
          "postfix-ls: option '--to-version <V>' argument 'new' is invalid. It must look like 3.7 or 3.7.11.\n",
      },
    ],
  ])("%s", async (_, line, where, expected) => {
    expect(await run(line, where)).toEqual({ stdout: "", ...expected });
  });

  it("an entry that has to stay", async () => {
    const { code, stderr } = await run(
      "cleanup --drop myhostname",
      world("myhostname = mail.example.test\n", undefined, {
        exec: fakePostfix(() => ({ kind: "exit", code: 0, stdout: "mail_version = 3.7.11\n", stderr: "" })),
      }),
    );
    expect({ code, start: stderr.slice(0, 52) }).toEqual({
      code: 2,
      start: "postfix-ls: --drop myhostname: it has to stay. It is",
    });
  });
});
