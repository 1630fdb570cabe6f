// `postfix-ls map` in a world of files in memory; test/real/message-lookups.test.ts holds the lookups against postmap.
import { describe, expect, it } from "vitest";
import { run, type World } from "./support";

const TABLE = `# senders
#? a@spam.example => REJECT
#? b@example.org => no match
/^(.*)@spam\\.example$/ REJECT no $1
/^broken(/ OK
/\\xfc/ WARN eight bits
`;
const CHECKS = `/^Subject: (buy .*)/ REJECT no $1
/^X-Secret/ IGNORE
/^Content-Type/ INFO type
/^click/ DISCARD
`;
const MESSAGE = "From: a\nX-Secret: b\n c\nContent-Type: text/plain\n\nclick here\n";

const WORLD: World = {
  cwd: "/home/user",
  files: {
    "/home/user/senders.pcre": TABLE,
    "/home/user/checks.pcre": CHECKS,
    "/home/user/nets.cidr": "192.0.2.0/24 OK\n#? 192.0.2.1 => OK\n#? 198.51.100.1 => REJECT\n",
    "/home/user/plain.regexp": "/^a(.)/ $1\n",
    "/home/user/table": "/./ OK\n",
    "/home/user/keys": "a one\nb two\n",
    "/home/user/mail": MESSAGE,
  },
};

function map(line: string, stdin?: string | Uint8Array) {
  return run(`map ${line}`, stdin === undefined ? WORLD : { ...WORLD, stdin });
}

const found = (stdout: string) => ({ code: 0, stdout, stderr: "" });
const NOT_FOUND = { code: 1, stdout: "", stderr: "" };
const usage = (message: string) => ({ code: 2, stdout: "", stderr: `postfix-ls: ${message}\n` });

describe("keys", () => {
  it("gives the value alone for one", async () => {
    expect(await map("senders.pcre a@spam.example")).toEqual(found("REJECT no a\n"));
    expect(await map("pcre:/home/user/senders.pcre a@spam.example")).toEqual(found("REJECT no a\n"));
    expect(await map("senders.pcre b@example.org")).toEqual(NOT_FOUND);
    expect(await map("plain.regexp abc")).toEqual(found("b\n"));
    expect(await map("nets.cidr 192.0.2.9")).toEqual(found("OK\n"));
    expect(await map("pcre:table x")).toEqual(found("OK\n"));
    expect(await map("hash:keys b")).toEqual(found("two\n"));
    expect(await map("static:all x")).toEqual(found("all\n"));
  });

  it("gives keys and values for many on standard input", async () => {
    expect(await map("senders.pcre -", "a@spam.example\nx\n\nb@spam.example")).toEqual(
      found("a@spam.example\tREJECT no a\nb@spam.example\tREJECT no b\n"),
    );
    expect(await map("senders.pcre -", "x\n")).toEqual(NOT_FOUND);
    expect(await map("senders.pcre -", "")).toEqual(NOT_FOUND);
  });

  it("looks no key up that is not UTF-8, unless told to", async () => {
    const key = new Uint8Array([0xfc, 0x0a]);
    expect(await map("senders.pcre -", key)).toEqual({
      ...NOT_FOUND,
      stderr:
        "postfix-ls: senders.pcre: The key is not valid UTF-8: with smtputf8_enable = yes Postfix logs a warning and finds nothing, without looking at the table.\n",
    });
    expect(await map("--no-utf8 senders.pcre -", key)).toEqual(found("\xfc\tWARN eight bits\n"));
  });

  it("says why: --explain", async () => {
    expect(await map("--explain senders.pcre a@spam.example")).toEqual(
      found(
        'REJECT no a\n  senders.pcre:4: /^(.*)@spam\\.example$/ REJECT no $1\n  matched: "a@spam.example"\n  $1: "a"\n',
      ),
    );
    const { code, stdout } = await map("--explain senders.pcre x");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ {2}no rule matches\n {2}skipped: senders\.pcre:5: \/\^broken\(\/ OK: .+\n$/);
  });

  it("says how far an answer goes: --explain", async () => {
    expect(await map("--explain hash:keys a")).toEqual({
      code: 0,
      stdout: "one\n  keys:1: a one\n",
      stderr:
        "postfix-ls: keys: The answer comes from the text. Postfix asks the index that postmap makes of it: run postmap hash:FILE after each change, so that both agree.\n",
    });
  });

  it("as JSON", async () => {
    const { code, stdout } = await map("--json senders.pcre a@spam.example");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      {
        key: "a@spam.example",
        value: "REJECT no a",
        line: 4,
        rule: "/^(.*)@spam\\.example$/ REJECT no $1",
        captures: [
          [0, 14],
          [0, 1],
        ],
        steps: [{ line: 4, verdict: "matched" }],
        remarks: [],
      },
    ]);
    expect(JSON.parse((await map("--json senders.pcre x")).stdout)).toMatchObject([
      { value: null, line: null, rule: null, captures: [] },
    ]);
  });
});

describe("messages", () => {
  it("as postmap looks them up", async () => {
    expect(await map("checks.pcre --header mail")).toEqual(
      found("X-Secret: b\n c\tIGNORE\nContent-Type: text/plain\tINFO type\n"),
    );
    expect(await map("checks.pcre --body mail")).toEqual(found("click here\tDISCARD\n"));
    const digest = "Content-Type: message/rfc822\n\nSubject: buy me\n\n";
    expect(await map("checks.pcre --mime -", digest)).toEqual(
      found("Content-Type: message/rfc822\tINFO type\nSubject: buy me\tREJECT no buy me\n"),
    );
    expect(await map("checks.pcre --header -", "\nclick\n")).toEqual(NOT_FOUND);
  });

  it("what becomes of one", async () => {
    expect(await map("checks.pcre --message mail")).toEqual(
      found(
        [
          "header  From: a",
          "header  X-Secret: b\\n c",
          "        IGNORE",
          "        The header is taken out.",
          "mime    Content-Type: text/plain",
          "        INFO type",
          '        The header is logged with "type", and the mail goes on.',
          "",
          "The message is taken: it goes to its recipients.",
          "",
        ].join("\n"),
      ),
    );
    expect(await map("checks.pcre --checks body --message mail")).toEqual(
      found(
        [
          "body    click here",
          "        DISCARD",
          "        The message is thrown away, and the sender is told that it was delivered.",
          "",
          "The message is thrown away; the sender is told that it was delivered.",
          "",
        ].join("\n"),
      ),
    );
    expect((await map("checks.pcre --message -", "A: b\n")).code).toBe(1);
  });

  it("with the rule that decided", async () => {
    const { stdout } = await map("checks.pcre --explain --message -", "Subject: buy it\n");
    expect(stdout.split("\n")).toEqual([
      "header  Subject: buy it",
      "        REJECT no buy it",
      "        The message is refused: 550 5.7.1 no buy it",
      "        checks.pcre:1: /^Subject: (buy .*)/ REJECT no $1",
      '        matched: "Subject: buy it"',
      '        $1: "buy it"',
      "",
      "The message is refused: 550 5.7.1 no buy it",
      "",
    ]);
  });

  it("as JSON", async () => {
    const { stdout } = await map("checks.pcre --json --message mail");
    const { parts, ...rest } = JSON.parse(stdout);
    expect(rest).toEqual({
      leftOut: 0,
      fate: { kind: "delivered", sentence: "The message is taken: it goes to its recipients." },
      text: "From: a\nContent-Type: text/plain\n\nclick here\n",
      remarks: [],
    });
    expect(parts[1]).toMatchObject({ kind: "primary", start: 8, end: 23, action: "IGNORE", line: 2 });
  });
});

describe("--self-test", () => {
  it("says which expectations are met", async () => {
    expect(await map("--self-test senders.pcre")).toEqual(
      found(
        [
          'senders.pcre:2: pass: "a@spam.example" => REJECT',
          'senders.pcre:3: pass: "b@example.org" => no match',
          "2 expectations, 0 not met",
          "",
        ].join("\n"),
      ),
    );
  });

  it("fails where one is not", async () => {
    expect(await map("--self-test nets.cidr checks.pcre")).toEqual({
      code: 1,
      stdout: [
        'nets.cidr:2: pass: "192.0.2.1" => OK',
        'nets.cidr:3: FAIL: "198.51.100.1" matches nothing, but should give "REJECT"; one of the rules, or this comment, needs to be changed.',
        'checks.pcre: has no expectations, so nothing was tested; write comments such as "#? KEY => RESULT" into it',
        "2 expectations, 1 not met",
        "",
      ].join("\n"),
      stderr: "",
    });
  });

  it("as JSON", async () => {
    const { stdout } = await map("--self-test --json nets.cidr");
    expect(JSON.parse(stdout)[0]).toEqual({
      file: "nets.cidr",
      line: 2,
      key: "192.0.2.1",
      expected: "OK",
      actual: "OK",
      passed: true,
      message: "",
    });
  });
});

describe("what cannot be done", () => {
  it.each([
    ["missing.pcre x", "missing.pcre: no such file or directory"],
    ["senders.pcre --header missing", "missing: no such file or directory"],
    [
      "ldap:table x",
      "ldap:table: The answers of ldap tables are in a database, which is not asked here; ask it with postmap -q KEY ldap:FILE.",
    ],
    [
      "table x",
      "table: its name does not tell the table's type, and the same line means other things in other types; write the type in front, such as pcre:table or hash:table",
    ],
    [
      "senders.pcre",
      "there is nothing to look up: give a KEY, - for keys on standard input, or --message FILE",
    ],
    [
      "senders.pcre a b",
      "one TABLE and one KEY are looked up at a time; put quotes around a KEY with blanks",
    ],
    [
      "senders.pcre a --body mail",
      "a KEY and a message cannot be looked up together, as postmap cannot either; leave one out",
    ],
    [
      "senders.pcre --checks head --message mail",
      '--checks: "head" is no kind of check, so it is not clear what the table would be asked; write a list of header, mime, nested, body',
    ],
    [
      "senders.pcre --body mail --header mail",
      "option '--header <FILE>' cannot be used with option '--body <FILE>'",
    ],
  ])("%s", async (line, message) => {
    expect(await map(line)).toEqual(usage(message));
  });
});
