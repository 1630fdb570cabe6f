/** `postfix-ls values` in a world of files in memory; test/real/values.test.ts holds it against postconf. */
import { describe, expect, it } from "vitest";
import { fakePostfix, MACHINE, run, type World } from "./support";

const MAIN = "/etc/postfix/main.cf";
const MASTER = "/etc/postfix/master.cf";
const STOCK: World = {
  files: {
    [MAIN]:
      "myhostname = mx.example.org\nrelayhost =  [smtp.example.org],  a\n  b\nmine = 1\nclass = $mine\n",
    [MASTER]: "relay unix - - n - - smtp\n",
  },
};

/** What postconf -d of some Postfix prints. */
const INSTALLED = fakePostfix(() => ({
  kind: "exit",
  code: 0,
  stdout:
    "mail_version = 3.7.11\nmail_name = Postfix\nrelayhost =\nmyorigin = $myhostname\nlast = $mail_name 1\n",
  stderr: "",
}));

async function list(line: string, world: World = STOCK): Promise<string[]> {
  const { code, stdout, stderr } = await run(line, world);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout.split("\n").slice(0, -1);
}

describe("what is listed", () => {
  it("all parameters, sorted by byte", async () => {
    const lines = await list("values");
    const names = lines.map((line) => line.split(" ")[0]!);
    expect(lines).toContain("myhostname = mx.example.org");
    expect(lines).toContain("relayhost = [smtp.example.org], a b");
    expect(lines).toContain("relay_destination_rate_delay = $default_destination_rate_delay");
    expect(lines).toContain("mydomain = example.org");
    expect(lines).toContain("myorigin = $myhostname");
    expect(lines).toContain("process_id = 4711");
    expect(names).toEqual([...names].sort());
    expect(names.length).toBeGreaterThan(800);
  });

  it("what main.cf sets and something uses: --set", async () => {
    expect(await list("values --set")).toEqual([
      "mine = 1",
      "myhostname = mx.example.org",
      "relayhost = [smtp.example.org], a b",
    ]);
  });

  it("config_directory as well, when -c names one", async () => {
    expect(await list("values --set -c /etc/postfix/ config_directory")).toEqual([
      "config_directory = /etc/postfix/",
    ]);
    const world = { ...STOCK, cwd: "/etc" };
    expect(await list("values --set -c postfix config_directory", world)).toEqual([
      "config_directory = postfix",
    ]);
    expect(await list("values -c postfix --defaults config_directory", world)).toEqual([
      "config_directory = /etc/postfix",
    ]);
    expect(await list("values --set config_directory")).toEqual([]);
  });

  it("defaults, whatever main.cf sets: --defaults", async () => {
    expect(await list("values --defaults relayhost myhostname mydomain")).toEqual([
      "relayhost =",
      "myhostname = mail.example.test",
      "mydomain = example.test",
    ]);
  });

  it("defaults without any file", async () => {
    expect(await list("values --defaults mail_name", {})).toEqual(["mail_name = Postfix"]);
  });

  it("names in the order asked for, also twice", async () => {
    expect(await list("values relayhost mine relayhost")).toEqual([
      "relayhost = [smtp.example.org], a b",
      "mine = 1",
      "relayhost = [smtp.example.org], a b",
    ]);
  });

  it("values with what they refer to: --expand", async () => {
    expect(await list("values --expand myorigin mydestination")).toEqual([
      "myorigin = mx.example.org",
      "mydestination = mx.example.org, localhost.example.org, localhost",
    ]);
    expect(await list("values --defaults --expand myorigin")).toEqual(["myorigin = mail.example.test"]);
  });
});

describe("bytes", () => {
  it("come out as they stand in the file", async () => {
    const main = Uint8Array.from([...Buffer.from("myorigin = caf\xe9 \x80\xff", "latin1"), 10]);
    const files = { [MAIN]: main };
    expect(await list("values --set myorigin", { files })).toEqual(["myorigin = caf\xe9 \x80\xff"]);
  });

  it("are text in JSON: UTF-8 where they are, else Latin-1", async () => {
    const utf8 = Buffer.from("myorigin = café\n", "utf8");
    const latin1 = Buffer.from("myorigin = café\n", "latin1");
    for (const main of [utf8, latin1]) {
      const { stdout } = await run("values --set --json", { files: { [MAIN]: new Uint8Array(main) } });
      expect(JSON.parse(stdout)).toEqual([{ name: "myorigin", value: "café", source: "main.cf" }]);
    }
  });
});

describe("who speaks", () => {
  const json = async (line: string, world: World) => JSON.parse((await run(line, world)).stdout);

  it("the installed Postfix about defaults, when it is there", async () => {
    const world = { ...STOCK, exec: INSTALLED };
    expect(await json("values --json relayhost myorigin", world)).toEqual([
      { name: "relayhost", value: "[smtp.example.org], a b", source: "main.cf" },
      { name: "myorigin", value: "$myhostname", source: "postconf" },
    ]);
    expect(await list("values last", world)).toEqual(["last = $mail_name 1"]);
    expect(await list("values --expand last", world)).toEqual(["last = Postfix 1"]);
    // Table types are not asked for: listing values does not take them.
    expect(new Set(INSTALLED.asked)).toEqual(new Set(["/usr/sbin/postconf -d -c /nonexistent"]));
  });

  it("postfix-ls, when it is not there, not wanted, or of another version", async () => {
    const own = [{ name: "myorigin", value: "$myhostname", source: "postfix-ls" }];
    const world = { ...STOCK, exec: INSTALLED };
    expect(await json("values --json myorigin", STOCK)).toEqual(own);
    expect(await json("values --json myorigin --host none", world)).toEqual(own);
    expect(await json("values --json myorigin --postfix-version 3.5", world)).toEqual(own);
    expect(await list("values mail_version --postfix-version 3.5", world)).toEqual(["mail_version = 3.5"]);
  });

  it("main.cf of nothing, when defaults are asked for", async () => {
    expect(await json("values --json --defaults relayhost", STOCK)).toEqual([
      { name: "relayhost", value: "", source: "postfix-ls" },
    ]);
  });
});

const denied = { kind: "denied", message: "permission denied" } as const;

describe("what goes wrong", () => {
  it.each<[string, string, World, { code: number; stdout?: string; stderr: string }]>([
    [
      "no such name",
      "values relayhost nosuch class mine",
      STOCK,
      {
        code: 1,
        stdout: "relayhost = [smtp.example.org], a b\nmine = 1\n",
        stderr:
          "postfix-ls: nosuch: not a parameter of this configuration\npostfix-ls: class: not a parameter of this configuration\n",
      },
    ],
    [
      "no main.cf",
      "values",
      {},
      {
        code: 2,
        stderr: "postfix-ls: /etc/postfix/main.cf: no such file or directory; -c names another directory\n",
      },
    ],
    [
      "unreadable main.cf",
      "values",
      { files: { [MAIN]: denied } },
      {
        code: 2,
        stderr: "postfix-ls: /etc/postfix/main.cf: permission denied; -c names another directory\n",
      },
    ],
    [
      "no such directory",
      "values -c /nowhere --defaults",
      STOCK,
      { code: 2, stderr: "postfix-ls: /nowhere: no such file or directory\n" },
    ],
    [
      "not a directory",
      `values -c ${MAIN}`,
      STOCK,
      { code: 2, stderr: "postfix-ls: /etc/postfix/main.cf: is not a directory; -c takes one\n" },
    ],
    [
      "no =",
      "values",
      { files: { [MAIN]: "# a\n\nrelayhost = a\n  b\nfoo\n bar\nbaz\n" } },
      {
        code: 1,
        stderr: 'postfix-ls: /etc/postfix/main.cf:5: no "=" behind "foo"; Postfix refuses the whole file\n',
      },
    ],
    [
      "no name",
      "values",
      { files: { [MAIN]: "relayhost = a\n= b\n" } },
      {
        code: 1,
        stderr:
          'postfix-ls: /etc/postfix/main.cf:2: no parameter name before "="; Postfix refuses the whole file\n',
      },
    ],
    [
      "a short service, for defaults as well",
      "values --defaults",
      { files: { [MAIN]: "", [MASTER]: "# a\nsmtp inet n -\n" } },
      {
        code: 1,
        stderr:
          "postfix-ls: /etc/postfix/master.cf:2: a service has 8 fields, this one has 4; Postfix refuses the whole file\n",
      },
    ],
    [
      "a bad service",
      "values",
      { files: { [MAIN]: "", [MASTER]: "smtp inet n - maybe - - smtpd\n" } },
      {
        code: 1,
        stderr:
          'postfix-ls: /etc/postfix/master.cf:1: the field "chroot" cannot be "maybe"; Postfix refuses the whole file\n',
      },
    ],
    [
      "an unreadable master.cf, without which Postfix goes on",
      "values --set",
      { files: { [MAIN]: "relayhost = a\n", [MASTER]: denied } },
      {
        code: 0,
        stdout: "relayhost = a\n",
        stderr: "postfix-ls: /etc/postfix/master.cf: permission denied; going on without it\n",
      },
    ],
    [
      "a value that cannot be expanded, after those before it",
      "values --set --expand",
      {
        files: {
          [MAIN]: "mail_name = x\nrelayhost = ${zz?b}\nzz = ${a\nzzz = ${zz?}\nsmtp_helo_name = ${zzz?c}\n",
        },
      },
      {
        code: 1,
        stdout: "mail_name = x\nrelayhost = b\nsmtp_helo_name = c\n",
        stderr: "postfix-ls: zz: a ${ or $( is not closed; Postfix stops here\n",
      },
    ],
    [
      "a value that Postfix evaluates before it lists anything",
      "values mail_name",
      { files: { [MAIN]: "relayhost = ${a\n" } },
      { code: 1, stderr: "postfix-ls: relayhost: a ${ or $( is not closed; Postfix stops here\n" },
    ],
    [
      "the same, where defaults are asked for",
      "values --defaults mail_name",
      { files: { [MAIN]: "relayhost = ${a\n" } },
      { code: 0, stdout: "mail_name = Postfix\n", stderr: "" },
    ],
    [
      "an override",
      "values mail_name",
      { files: { [MAIN]: "", [MASTER]: "smtp inet n - y - - smtpd -o myorigin=${a\n" } },
      { code: 1, stderr: "postfix-ls: smtp/inet: myorigin: a ${ or $( is not closed; Postfix stops here\n" },
    ],
    [
      "what a computed default is made of",
      "values mail_name",
      { files: { [MAIN]: "mynetworks_style = net\n" } },
      {
        code: 1,
        stderr: 'postfix-ls: mynetworks_style: "net" is not a value it takes; Postfix stops here\n',
      },
    ],
    [
      "another machine's address",
      "values mail_name",
      { files: { [MAIN]: "inet_interfaces = 192.0.2.1, [192.0.2.77]\n" } },
      {
        code: 1,
        stderr:
          'postfix-ls: inet_interfaces: "[192.0.2.77]" is no address that this machine listens on; Postfix stops here\n',
      },
    ],
    [
      "a value that refers to itself",
      "values --expand myorigin",
      { files: { [MAIN]: "myorigin = $relayhost\nrelayhost = $myorigin\n" } },
      {
        code: 1,
        stderr:
          "postfix-ls: myorigin: it refers to itself, or its references are nested too deeply; Postfix stops here\n",
      },
    ],
    [
      "a default that takes a name service",
      "values mynetworks mail_name",
      { files: { [MAIN]: "inet_interfaces = mail.example.org\n" } },
      {
        code: 1,
        stdout: "mail_name = Postfix\n",
        stderr:
          "postfix-ls: mynetworks: left out, because its default cannot be computed without asking a name service\n",
      },
    ],
  ])("%s", async (_, line, world, { code, stdout = "", stderr }) => {
    expect(await run(line, world)).toEqual({ code, stdout, stderr });
  });

  it.each([
    ["$", "a $ has no name behind it"],
    ["${a b}", "a name in ${...} holds a character that no name can have"],
    ["${{a}=={b}?{c}d}", "text follows the closing brace of a result in ${...}"],
    ["${{a}=={b}c}", "a comparison in ${...} is followed by something other than ? or :"],
    ["${{a}~{b}}", "a comparison in ${...} has an operator that Postfix does not know"],
    ["${{a}==x{b}}", "a comparison in ${...} has a type behind its operator that Postfix does not know"],
    ["${{a}==}", "a comparison in ${...} has nothing on its right side"],
    ["${{a}==level{b}}", '"a" is compared as a compatibility level and is none'],
    ["${{99999999999999999999}=={1}}", '"99999999999999999999" is compared as a number and is too large'],
    ["${f{a}}", 'the function "f" in ${...} is not known here'],
  ])("names what is wrong with %s", async (value, message) => {
    const { stderr } = await run("values --expand myorigin", { files: { [MAIN]: `myorigin = ${value}\n` } });
    expect(stderr).toBe(`postfix-ls: myorigin: ${message}; Postfix stops here\n`);
  });

  it("never lets a file speak to the terminal", async () => {
    const { stderr } = await run("values", { files: { [MAIN]: "\x1b[31mfoo\n" }, isTTY: true });
    expect(stderr).toContain('no "=" behind "\ufffd[31mfoo"');
  });
});

it("computes from the machine it runs on", async () => {
  const machine = { ...MACHINE, hostname: "elsewhere.example.net" };
  expect(await list("values myhostname", { files: { [MAIN]: "" }, machine })).toEqual([
    "myhostname = elsewhere.example.net",
  ]);
});
