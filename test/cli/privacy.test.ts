/** `postfix-ls privacy` in a world of files in memory; test/real/ has real ones. */
import { describe, expect, it } from "vitest";
import { FAKE_BACKUP, type FakeFile, fakePostfix, run, transcript, type World } from "./support";

const MAIN = "/etc/postfix/main.cf";
const MASTER = "/etc/postfix/master.cf";
const TABLE = "/etc/postfix/privacy_header_checks";
/** Such that the answer does not change with the newest release. */
const OF_37 = "--postfix-version 3.7";

const NAMED = "myhostname = mail.example.com\n";
const SERVICES = `submission inet n - y - - smtpd
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
cleanup unix n - y - 0 cleanup
`;

function world(more: World = {}, main: FakeFile = NAMED): World & { files: Record<string, FakeFile> } {
  return { ...more, files: { [MAIN]: main, [MASTER]: SERVICES, ...more.files } };
}

/** A world in which the filter is set up. */
async function filtered(line = "", more: World = {}, main: FakeFile = NAMED) {
  const where = world({ ...more, isWritable: true }, main);
  expect((await run(`privacy --write ${line} ${OF_37}`, where)).code).toBe(0);
  return where;
}

async function told(line: string, where: World): Promise<string> {
  return transcript(line, await run(line, where));
}

/** The text of a file that can be read. */
function text(file: FakeFile | undefined): string {
  if (typeof file === "string") return file;
  return file instanceof Uint8Array ? Buffer.from(file).toString() : "";
}

describe("privacy", () => {
  it("shows a diff, which lines go, what comes with it, and how to do it", async () => {
    expect(await told(`privacy ${OF_37}`, world())).toMatchInlineSnapshot(`
      "$ postfix-ls privacy --postfix-version 3.7
      --- stdout
      --- /dev/null
      +++ /etc/postfix/privacy_header_checks
      @@ -0,0 +1,46 @@
      +# Header privacy filter: takes lines out of mail that users send after they
      +# have logged in at submission/inet that tell where a sender sits.
      +# Made by "postfix-ls privacy", which takes it out again with --remove.
      +# Lines that start with "#?" say what the rules are to do. To see whether they
      +# do it: postfix-ls map --self-test pcre:FILE
      +
      +# The name and address of the computer that a user of mail.example.com has
      +# logged in from.
      +/^Received: from .*[[:space:]]by mail\\.example\\.com \\(Postfix\\) with ((UTF8|E)SMTPS?A|SMTP) id ([[:alnum:]]+)([[:space:]]+for <.*>)?;[[:space:]]+([^;]*)$/ REPLACE Received: by mail.example.com (Postfix) with $1 id $3; $5
      +#? Received: from laptop.example (home.example.net [192.0.2.15])\\n\\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\\n\\t(No client certificate requested)\\n\\tby mail.example.com (Postfix) with ESMTPSA id 4XyZaB1cDe2fG\\n\\tfor <bob@example.org>; Tue, 24 Nov 2026 10:15:00 +0100 (CET) => REPLACE Received: by mail.example.com (Postfix) with ESMTPSA id 4XyZaB1cDe2fG; Tue, 24 Nov 2026 10:15:00 +0100 (CET)
      +#? Received: from laptop.example (home.example.net [192.0.2.15])\\n\\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\\n\\t(No client certificate requested)\\n\\tby mail.example.com (Postfix) with ESMTPSA id 4XyZaB1cDe2fG;\\n\\tTue, 24 Nov 2026 10:15:00 +0100 (CET) => REPLACE Received: by mail.example.com (Postfix) with ESMTPSA id 4XyZaB1cDe2fG; Tue, 24 Nov 2026 10:15:00 +0100 (CET)
      +#? Received: from laptop.example (home.example.net [192.0.2.15])\\n\\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\\n\\t(No client certificate requested)\\n\\tby mail.example.com (Postfix) with SMTP id 4XyZaB1cDe2fG\\n\\tfor <bob@example.org>; Tue, 24 Nov 2026 10:15:00 +0100 (CET) => REPLACE Received: by mail.example.com (Postfix) with SMTP id 4XyZaB1cDe2fG; Tue, 24 Nov 2026 10:15:00 +0100 (CET)
      +#? Received: from laptop.example (home.example.net [192.0.2.15])\\n\\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\\n\\t(No client certificate requested)\\n\\tby mail.example.com (Postfix) with ESMTPS id 4XyZaB1cDe2fG\\n\\tfor <bob@example.org>; Tue, 24 Nov 2026 10:15:00 +0100 (CET) => no match
      +#? Received: from laptop.example (home.example.net [192.0.2.15])\\n\\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\\n\\t(No client certificate requested)\\n\\tby mx.example.net (Postfix) with ESMTPSA id 4XyZaB1cDe2fG\\n\\tfor <bob@example.org>; Tue, 24 Nov 2026 10:15:00 +0100 (CET) => no match
      +
      +# The mail program, with its version and often the operating system.
      +/^User-Agent:/ IGNORE
      +#? User-Agent: Example Mail 1.0 (Windows NT 10.0) => IGNORE
      +
      +# The same, as other mail programs call it.
      +/^(X-Mailer|X-MimeOLE|X-Newsreader):/ IGNORE
      +#? X-Mailer: Example Mail 1.0 => IGNORE
      +#? X-MimeOLE: Example Mail 1.0 => IGNORE
      +#? X-Newsreader: Example Mail 1.0 => IGNORE
      +
      +# The address of the computer in front of which the sender sits, written by
      +# web mail.
      +/^(X-Originating-IP|X-Sender-IP|X-Client-IP|X-ClientProxiedBy):/ IGNORE
      +#? X-Originating-IP: [192.0.2.15] => IGNORE
      +#? X-Sender-IP: [192.0.2.15] => IGNORE
      +#? X-Client-IP: [192.0.2.15] => IGNORE
      +#? X-ClientProxiedBy: [192.0.2.15] => IGNORE
      +
      +# The name under which the sender has logged in.
      +/^(X-Authenticated-Sender|X-Authentication-Warning|X-Get-Message-Sender-Via):/ IGNORE
      +#? X-Authenticated-Sender: mail.example.com: alice => IGNORE
      +#? X-Authentication-Warning: mail.example.com: alice => IGNORE
      +#? X-Get-Message-Sender-Via: mail.example.com: alice => IGNORE
      +
      +# The account and the file of the program that sent the mail.
      +/^(X-PHP-Originating-Script|X-PHP-Script|X-Source|X-Source-Args|X-Source-Dir):/ IGNORE
      +#? X-PHP-Originating-Script: 1000:contact.php => IGNORE
      +#? X-PHP-Script: 1000:contact.php => IGNORE
      +#? X-Source: 1000:contact.php => IGNORE
      +#? X-Source-Args: 1000:contact.php => IGNORE
      +#? X-Source-Dir: 1000:contact.php => IGNORE
      --- /etc/postfix/master.cf
      +++ /etc/postfix/master.cf
      @@ -1,4 +1,10 @@
       submission inet n - y - - smtpd
      +  -o cleanup_service_name=privacy-cleanup
         -o smtpd_sasl_auth_enable=yes
         -o smtpd_client_restrictions=permit_sasl_authenticated,reject
       cleanup unix n - y - 0 cleanup
      +# Header privacy filter: what users send passes this service; "postfix-ls privacy --remove" takes it out.
      +privacy-cleanup unix  n       -       y       -       0       cleanup
      +  -o header_checks=pcre:$config_directory/privacy_header_checks
      +  -o mime_header_checks=
      +  -o nested_header_checks=
      --- stderr
      Mail that users send after they have logged in at submission/inet loses these
      header lines:
        Received (replaced by one without it): The name and address of the computer
          that a user of mail.example.com has logged in from.
        User-Agent: The mail program, with its version and often the operating system.
        X-Mailer, X-MimeOLE, X-Newsreader: The same, as other mail programs call it.
        X-Originating-IP, X-Sender-IP, X-Client-IP, X-ClientProxiedBy: The address of
          the computer in front of which the sender sits, written by web mail.
        X-Authenticated-Sender, X-Authentication-Warning, X-Get-Message-Sender-Via:
          The name under which the sender has logged in.
        X-PHP-Originating-Script, X-PHP-Script, X-Source, X-Source-Args, X-Source-Dir:
          The account and the file of the program that sent the mail.

      These stay:
        Received of other servers: they are the trace of the mail, and show when it
          goes in circles
        Message-ID: answers refer to it
        MIME-Version and Content-...: without them attachments cannot be read
        Date: mail without one looks like spam; it tells the sender's time zone

      What comes with it:
        Mail that was signed before it is submitted, by another server that logs in
          here or by the mail program itself, loses that signature if it covers one of
          the removed lines.

      How it fits in:
        Whether the server's Postfix can open pcre tables was not asked: "postconf -m"
          lists the types. Where pcre is missing: on Debian and Ubuntu apt install
          postfix-pcre; on Fedora and RHEL dnf install postfix-pcre; on Alpine apk add
          postfix-pcre; on FreeBSD the port mail/postfix with its option PCRE2.

      Held against Postfix 3.7 (defaults known to postfix-ls).

      To do it:
        postfix-ls privacy --postfix-version 3.7 --write
      --- exit code 1
      "
    `);
  });

  it("shows what all mail would lose, and the command with every choice", async () => {
    const line = `privacy -c /etc/postfix --scope everything --received drop --type regexp --keep user-agent --keep x-mailer --host none ${OF_37}`;
    const { code, stderr } = await run(line, world());
    expect(code).toBe(1);
    expect(stderr).toMatchInlineSnapshot(`
      "All mail that this server takes loses these header lines:
        Received: The name and address of the computer that a user of mail.example.com
          has logged in from.
        Received: The account on mail.example.com whose program has sent the mail.
        X-Originating-IP, X-Sender-IP, X-Client-IP, X-ClientProxiedBy: The address of
          the computer in front of which the sender sits, written by web mail.
        X-Authenticated-Sender, X-Authentication-Warning, X-Get-Message-Sender-Via:
          The name under which the sender has logged in.
        X-PHP-Originating-Script, X-PHP-Script, X-Source, X-Source-Args, X-Source-Dir:
          The account and the file of the program that sent the mail.

      These stay:
        Received of other servers: they are the trace of the mail, and show when it
          goes in circles
        Message-ID: answers refer to it
        MIME-Version and Content-...: without them attachments cannot be read
        Date: mail without one looks like spam; it tells the sender's time zone

      What comes with it:
        Login names are written into Received lines, and the rules take these lines
          out. Where a service does not look at header checks, the names go out with
          the mail.
        Mail from elsewhere loses X-Originating-IP, X-Sender-IP and the like as well.
          Where its sender signed these lines (DKIM), the signature breaks, and what
          is forwarded may be refused. With the scope "submission" it stays whole.
        Mail that was signed before it is submitted, by another server that logs in
          here or by the mail program itself, loses that signature if it covers one of
          the removed lines.
        The mail goes out without a line that says when this server took it. To keep
          the trace, have the Received line replaced instead of dropped.

      How it fits in:
        Whether the server's Postfix can open regexp tables was not asked: "postconf
          -m" lists the types.

      Held against Postfix 3.7 (defaults known to postfix-ls).

      To do it:
        postfix-ls privacy -c /etc/postfix --scope everything --received drop --type regexp --keep user-agent --keep x-mailer --host none --postfix-version 3.7 --write
      "
    `);
  });

  it("names tables that decide before it, with the lines", async () => {
    const checks =
      "header_checks = pcre:/etc/postfix/own, pcre:{{/^User-Agent:/ HOLD}}, regexp:/nowhere, hash:/etc/postfix/hash\n";
    const files = { "/etc/postfix/own": "# Mine.\n\n/^X-Mailer:/ WARN old\n", "/etc/postfix/hash": "" };
    const { stderr } = await run(`privacy ${OF_37}`, world({ files }, NAMED + checks));
    const start = stderr.indexOf("Tables that decide");
    expect(stderr.slice(start, stderr.indexOf("\n\n", start))).toMatchInlineSnapshot(`
      "Tables that decide before the filter:
        X-Mailer does not come to the filter: line 3 of pcre:/etc/postfix/own decides
          before, with WARN old. Change that line, or take it out.
        User-Agent does not come to the filter: pcre:{{/^User-Agent:/ HOLD}} decides
          before, with HOLD. Change that line, or take it out.
        regexp:/nowhere is asked before the filter, and cannot be read here (no such
          file or directory). A line that it has a result for does not come to the
          filter."
    `);
  });
});

describe("privacy --json", () => {
  it("is one object", async () => {
    const { code, stdout, stderr } = await run(`privacy --json ${OF_37} --keep received`, world());
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    const { diff, notes, rules, ...rest } = JSON.parse(stdout);
    expect(rest).toEqual({
      target: "Postfix 3.7 (defaults known to postfix-ls)",
      scope: "submission",
      type: "pcre",
      services: ["submission/inet"],
      table: TABLE,
      files: [
        { file: TABLE, change: "made" },
        { file: MASTER, change: "changed" },
      ],
    });
    expect(diff).toBe((await run(`privacy ${OF_37} --keep received`, world())).stdout);
    expect(rules[0]).toEqual({
      id: "user-agent",
      why: "The mail program, with its version and often the operating system.",
      pattern: "/^User-Agent:/",
      action: "IGNORE",
    });
    expect(notes.map(({ kind }: { kind: string }) => kind)).toEqual(["consequence", "fits"]);
  });

  it("says what was written, and what was taken out", async () => {
    const where = world({ isWritable: true });
    const set = JSON.parse((await run(`privacy --json --write ${OF_37}`, where)).stdout);
    expect(set.written).toEqual([
      { file: TABLE, backup: "" },
      { file: MASTER, backup: `${MASTER}${FAKE_BACKUP}` },
    ]);
    const { code, stdout } = await run(`privacy --json --remove --write ${OF_37}`, where);
    expect(code).toBe(0);
    const { diff, ...taken } = JSON.parse(stdout);
    expect(taken).toEqual({
      target: "Postfix 3.7 (defaults known to postfix-ls)",
      notes: [],
      files: [
        { file: MASTER, change: "changed" },
        { file: TABLE, change: "removed" },
      ],
      written: [
        { file: MASTER, backup: `${MASTER}${FAKE_BACKUP}` },
        { file: TABLE, backup: `${TABLE}${FAKE_BACKUP}`, isGone: true },
      ],
    });
    expect(diff).toContain("+++ /dev/null\n");
  });
});

describe("privacy --write", () => {
  it("makes the table before anything refers to it, and says where the old files are", async () => {
    const where = world({ isWritable: true });
    const outcome = await told(`privacy --write ${OF_37}`, where);
    expect(outcome.slice(outcome.indexOf("Held against"))).toMatchInlineSnapshot(`
      "Held against Postfix 3.7 (defaults known to postfix-ls).

      Written:
        /etc/postfix/privacy_header_checks, which is new
        /etc/postfix/master.cf; the old content is
          /etc/postfix/master.cf.20261124T090000Z.bak

      Postfix goes on with the old settings until you run:
        postfix reload
      --- exit code 0
      "
    `);
    expect(Object.keys(where.files)).toEqual([MAIN, MASTER, TABLE, `${MASTER}${FAKE_BACKUP}`]);
    expect(text(where.files[MASTER])).toContain("  -o cleanup_service_name=privacy-cleanup\n");
    // Once is enough.
    expect(await run(`privacy --write ${OF_37}`, where)).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "postfix-ls: /etc/postfix: A header privacy filter is set up already. To have another one, take it out first: postfix-ls privacy --remove, or the command Postfix: Remove Header Privacy Filter.\n",
    });
  });

  it("keeps the encoding of the files", async () => {
    const main = new Uint8Array(Buffer.from(`# caf\xe9\n${NAMED}`, "latin1"));
    const where = await filtered("--scope everything", {}, main);
    const written = Buffer.from(where.files[MAIN] as Uint8Array).toString("latin1");
    expect(written).toMatch(/^# caf\xe9\nmyhostname = mail\.example\.com\n# Header privacy filter/);
  });

  it("says which command has the rights", async () => {
    const { code, stderr } = await run(`privacy -c /etc/postfix --received drop --write ${OF_37}`, world());
    expect(code).toBe(1);
    expect(stderr.slice(stderr.indexOf("postfix-ls: "))).toBe(
      `postfix-ls: ${TABLE}: permission denied, so it was not written. Nothing has changed.
With the rights of root:
  sudo postfix-ls privacy -c /etc/postfix --received drop --postfix-version 3.7 --write
`,
    );
  });

  it("leaves a file alone that somebody else makes meanwhile", async () => {
    const { files } = world();
    // Nobody sees it when the directory is listed, but it is there when it would be made.
    Object.defineProperty(files, TABLE, { value: "mine", writable: true });
    const { code, stderr } = await run(`privacy --write ${OF_37}`, { files, isWritable: true });
    expect(code).toBe(1);
    expect(stderr.slice(stderr.indexOf("postfix-ls: "))).toMatchInlineSnapshot(`
      "postfix-ls: /etc/postfix/privacy_header_checks: somebody else has made a file of this name in the meantime, so it was not written. Run this again to start from what is there now. Nothing has changed.
      "
    `);
    expect([files[TABLE], files[MASTER]]).toEqual(["mine", SERVICES]);
  });

  it("stops at a file that changes meanwhile", async () => {
    const files: Record<string, FakeFile> = { [MAIN]: NAMED };
    // Read once, and then again before it would be written.
    let reads = 0;
    Object.defineProperty(files, MASTER, {
      enumerable: true,
      get: () => (++reads === 1 ? SERVICES : `${SERVICES}# newer\n`),
    });
    const { code, stderr } = await run(`privacy --write ${OF_37}`, { files, isWritable: true });
    expect(code).toBe(1);
    expect(stderr.slice(stderr.indexOf("postfix-ls: "))).toMatchInlineSnapshot(`
      "postfix-ls: /etc/postfix/master.cf: somebody else has changed it in the meantime, so it was not overwritten. Run this again to start from what it holds now. /etc/postfix/privacy_header_checks was made before that.
      "
    `);
  });
});

describe("privacy --remove", () => {
  it("shows what goes, and does it with --write", async () => {
    const where = await filtered("--scope everything");
    const shown = await run(`privacy --remove ${OF_37}`, where);
    const [ofMain, ofTable] = shown.stdout.split(`--- ${TABLE}\n`);
    expect(ofMain).toMatchInlineSnapshot(`
      "--- /etc/postfix/main.cf
      +++ /etc/postfix/main.cf
      @@ -1,6 +1,1 @@
       myhostname = mail.example.com
      -# Header privacy filter: the next lines belong to it; "postfix-ls privacy --remove" takes them out.
      -header_checks = pcre:$config_directory/privacy_header_checks
      -mime_header_checks =
      -nested_header_checks =
      -smtpd_sasl_authenticated_header = yes
      "
    `);
    expect(ofTable).toBe(
      `+++ /dev/null\n@@ -1,${text(where.files[TABLE]).match(/\n/g)!.length} +0,0 @@\n${text(where.files[TABLE]).replace(/^(?=.*\n)/gm, "-")}`,
    );
    expect(shown.code).toBe(1);
    expect(shown.stderr).toMatchInlineSnapshot(`
      "The filter is taken out. What it added goes, and every other byte stays.

      Held against Postfix 3.7 (defaults known to postfix-ls).

      To do it:
        postfix-ls privacy --remove --postfix-version 3.7 --write
      "
    `);
    const { code } = await run(`privacy --remove --write ${OF_37}`, where);
    expect(code).toBe(0);
    expect([text(where.files[MAIN]), text(where.files[MASTER]), where.files[TABLE]]).toEqual([
      NAMED,
      SERVICES,
      undefined,
    ]);
    expect(Object.keys(where.files).sort()).toEqual([
      MAIN,
      `${MAIN}${FAKE_BACKUP}`,
      MASTER,
      `${TABLE}${FAKE_BACKUP}`,
    ]);
  });

  it("says which command has the rights", async () => {
    const { files } = await filtered();
    const { stderr } = await run(`privacy --remove --write ${OF_37}`, { files });
    expect(stderr.slice(stderr.indexOf("postfix-ls: "))).toBe(
      `postfix-ls: ${MASTER}: permission denied, so it was not written. Nothing has changed.
With the rights of root:
  sudo postfix-ls privacy --remove --postfix-version 3.7 --write
`,
    );
  });

  it("is refused where there is no filter", async () => {
    expect(await run(`privacy --remove ${OF_37}`, world())).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "postfix-ls: /etc/postfix: There is no header privacy filter here: neither file refers to a table of one. Rules that somebody has written by hand are left alone.\n",
    });
  });
});

describe("privacy --message", () => {
  const MESSAGE = `Received: from laptop.example (home.example.net [192.0.2.15])
\tby mail.example.com (Postfix) with ESMTPSA id 4dG7Xv2kzCz3wZq;
\tTue, 24 Nov 2026 10:15:00 +0100 (CET)
Received: from earlier.example (earlier.example [192.0.2.1])
\tby other.example (Postfix) with ESMTPS id 4dG7Xv2kzCz3wZq;
\tTue, 24 Nov 2026 10:14:00 +0100 (CET)
Subject: café
User-Agent: Example Mail
X-Mailer: Example Mail

User-Agent: stays in the text
`;

  it("shows what is left of a message, and which line takes what", async () => {
    const line = `privacy --message mail.eml ${OF_37}`;
    expect(await told(line, world({ files: { "/home/user/mail.eml": MESSAGE } }))).toMatchInlineSnapshot(`
      "$ postfix-ls privacy --message mail.eml --postfix-version 3.7
      --- stdout
      Received: by mail.example.com (Postfix) with ESMTPSA id 4dG7Xv2kzCz3wZq; Tue, 24 Nov 2026 10:15:00 +0100 (CET)
      Received: from earlier.example (earlier.example [192.0.2.1])
      	by other.example (Postfix) with ESMTPS id 4dG7Xv2kzCz3wZq;
      	Tue, 24 Nov 2026 10:14:00 +0100 (CET)
      Subject: cafÃ©

      User-Agent: stays in the text
      --- stderr
      The filter takes out, or replaces:
        Received: from laptop.example (home.example.net [192.0.2.15]) by
          mail.example.com (Postfix) with ESMTPSA id 4dG7Xv2kzCz3wZq; Tue, 24 Nov 2026
          10:15:00 +0100 (CET)
          (line 9 of /etc/postfix/privacy_header_checks)
          → Received: by mail.example.com (Postfix) with ESMTPSA id 4dG7Xv2kzCz3wZq;
          Tue, 24 Nov 2026 10:15:00 +0100 (CET)
        User-Agent: Example Mail
          (line 17 of /etc/postfix/privacy_header_checks)
        X-Mailer: Example Mail
          (line 21 of /etc/postfix/privacy_header_checks)
      --- exit code 0
      "
    `);
  });

  it("reads standard input, and the rules of the filter that is there", async () => {
    const where = await filtered("--keep received --type regexp", { stdin: MESSAGE });
    const { code, stdout, stderr } = await run(`privacy --json --message - ${OF_37}`, where);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = text(where.files[TABLE]).split("\n");
    const rule = (start: string) => {
      const line = lines.findIndex((each) => each.startsWith(start));
      return { line, rule: lines[line] };
    };
    expect(JSON.parse(stdout)).toEqual({
      table: TABLE,
      changes: [
        { header: "User-Agent: Example Mail", replacement: null, ...rule("/^User-Agent") },
        { header: "X-Mailer: Example Mail", replacement: null, ...rule("/^(X-Mailer") },
      ],
      text: MESSAGE.replace(/^(User-Agent: Example|X-Mailer).*\n/gm, ""),
      remarks: [],
    });
  });

  it("says that a message stays as it is", async () => {
    const stdin = "Subject: a\n\nb\n";
    expect(await run(`privacy --message - ${OF_37}`, world({ stdin }))).toEqual({
      code: 0,
      stdout: stdin,
      stderr: "The filter leaves this message as it is.\n",
    });
  });

  it("cannot be read", async () => {
    expect(await run(`privacy --message nowhere ${OF_37}`, world())).toEqual({
      code: 2,
      stdout: "",
      stderr: "postfix-ls: nowhere: no such file or directory\n",
    });
  });
});

describe("privacy is refused", () => {
  const CASES: readonly (readonly [string, string, World?])[] = [
    ["an unknown line to keep", "--keep user-agnet"],
    ["a line to keep that is like none", "--keep zzzzzzzzz"],
    ["a type that there is not", "--type hash"],
    ["a message, and to write", "--message - --write"],
    ["no main.cf", "-c /nowhere"],
    [
      "a table that cannot be read",
      "",
      { files: { [TABLE]: { kind: "denied", message: "permission denied" } } },
    ],
    ["a broken line", "", { files: { [MASTER]: "submission inet\n" } }],
    ["nobody who logs in", "", { files: { [MASTER]: "cleanup unix n - y - 0 cleanup\n" } }],
  ];

  it("for these reasons", async () => {
    const outcomes: Record<string, string> = {};
    for (const [name, options, more] of CASES) {
      const { code, stdout, stderr } = await run(`privacy ${options} ${OF_37}`, world(more));
      outcomes[name] = `${code} ${stdout}${stderr}`;
    }
    expect(outcomes).toMatchInlineSnapshot(`
      {
        "a broken line": "1 postfix-ls: /etc/postfix/master.cf:1: Postfix does not get past line 1 of master.cf: a service has 8 fields, this one has 2. What a filter would do to its mail cannot be told until that is mended.
      ",
        "a line to keep that is like none": "2 postfix-ls: --keep zzzzzzzzz: there is no such line; there are received, received-local, user-agent, x-mailer, x-originating-ip, x-authenticated-sender, x-php-script
      ",
        "a message, and to write": "2 postfix-ls: option '--message <FILE>' cannot be used with option '--write'
      ",
        "a table that cannot be read": "2 postfix-ls: /etc/postfix/privacy_header_checks: permission denied
      ",
        "a type that there is not": "2 postfix-ls: option '--type <T>' argument 'hash' is invalid. Allowed choices are pcre, regexp.
      ",
        "an unknown line to keep": "2 postfix-ls: --keep user-agnet: there is no such line; similar: user-agent
      ",
        "no main.cf": "2 postfix-ls: /nowhere: no such file or directory
      ",
        "nobody who logs in": "1 postfix-ls: /etc/postfix/master.cf: No service of master.cf lets users log in: smtpd_sasl_auth_enable is not yes at any of them, so there is no mail of users to filter. Set up the service submission or submissions first.
      ",
      }
    `);
  });

  it("for a type that the installed Postfix cannot open", async () => {
    const exec = fakePostfix((args) => ({
      kind: "exit",
      code: 0,
      stdout: args.includes("-m") ? "hash\nregexp\n" : "mail_version = 3.7.11\n",
      stderr: "",
    }));
    const { code, stderr } = await run("privacy --type pcre", world({ exec }));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^postfix-ls: \/etc\/postfix: This Postfix cannot open pcre tables/);
    expect((await run("privacy", world({ exec }))).stdout).toContain(
      "regexp:$config_directory/privacy_header_checks",
    );
  });
});
