/**
 * The header privacy filter in a real Postfix: what it takes out of mail, on
 * each way that mail comes in, and what it leaves; and that setting it up and
 * taking it out again is all that happens to real configurations.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PostfixFacts } from "../../server/src/analysis/model/postfix-facts";
import { decodeText, encodeText } from "../../server/src/base/decode";
import type { Bytes } from "../../server/src/matching/lookup";
import {
  FILTER_TYPES,
  isRefused,
  type PlannedFile,
  type PrivacyPlan,
  type PrivacyScope,
  type ReceivedChoice,
} from "../../server/src/tools/privacy/plan";
import { planRemoval } from "../../server/src/tools/privacy/remove";
import { planPrivacy } from "../../server/src/tools/privacy/set-up";
import { TABLE_NAME } from "../../server/src/tools/privacy/table";
import { installedFacts } from "./installed-facts";
import { changed } from "./mistakes/mistake";
import { type Remarks, remarksOn } from "./mistakes/observe";
import { inTwoLanes, POSTCONF, postconf, scratchDirectory, seemOld, writeConfiguration } from "./postconf";
import {
  CANNOT_RUN,
  openSurroundings,
  PATIENCE,
  type PrivatePostfix,
  type Surroundings,
} from "./private-postfix";
import { runReal } from "./real-cli";
import { talk } from "./smtp-talk";

const SCOPES: readonly PrivacyScope[] = ["submission", "everything"];
const CHOICES: readonly ReceivedChoice[] = ["replace", "drop"];

if (CANNOT_RUN !== undefined && process.env.CI === "true") {
  it("has a Postfix to send mail through", () => {
    expect.fail(`${CANNOT_RUN}; on a build server this comparison must not be left out`);
  });
}

/** The name has characters that mean something in a pattern. */
const HOST = "mail-1.example.test";
/** What one service calls its program in its Received lines. */
const MAIL_NAME = "Mail+/2 [x]";

const MAIN = `myhostname = ${HOST}
smtpd_sasl_auth_enable = no
smtpd_tls_received_header = yes
`;

const MASTER = `<port2> inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
<port3> inet n - n - - smtpd
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_tls_auth_only=no
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
  -o { mail_name = ${MAIL_NAME} }
`;

/** Names of lines that a user's programs write, as {@link MESSAGE} has them. */
const GIVEN_AWAY = ["User-Agent", "x-mailer", "X-Originating-IP", "X-PHP-Originating-Script", "X-MimeOLE"];

/** Other servers have names like ours, other headers names like those, and the attached message has its own. */
const MESSAGE: Bytes = `Received: from laptop.home.example (laptop.home.example [10.1.2.3])
	(Authenticated sender: alice)
	by mail-1xexample.test (Postfix) with ESMTPSA id 4ABCDEFGH;
	Tue, 24 Nov 2026 10:00:00 +0100 (CET)
Received: from [10.1.2.3] by relay.home.example with ESMTPA id 17;
	Tue, 24 Nov 2026 09:59:59 +0100
User-Agent: Example Mail 1.0
	(Windows NT 10.0;
 x64)
From: Alice <alice@client.example>
To: Bob <bob@elsewhere.example>,
	Carol <carol@elsewhere.example>
Subject: folded
	and long
x-mailer:Example Mail 1.0
Date: Tue, 24 Nov 2026 09:59:58 +0100
Message-ID: <1@client.example>
X-Originating-IP: [192.0.2.15]
X-PHP-Originating-Script: 1000:contact.php
X-MimeOLE : of a mail program
X-Mailer-Kind: stays
Not-User-Agent: stays
Mime-Version: 1.0
Content-Type: multipart/mixed;
	boundary="=_outer"
Content-Transfer-Encoding: 8bit

User-Agent: in front of the parts
--=_outer
Content-Type: text/plain; charset=utf-8
X-Mailer: of a part

Gr\xc3\xbc\xc3\x9fe
User-Agent: in a text
--=_outer
Content-Type: message/rfc822
Content-Disposition: attachment

Received: from attached.example (attached.example [192.0.2.99])
	by ${HOST} (Postfix) with ESMTPSA id 4IJKLMNOP
	for <alice@client.example>; Tue, 24 Nov 2026 09:00:00 +0100 (CET)
Subject: attached
User-Agent: Example Mail 0.9
X-Originating-IP: [192.0.2.99]

attached
--=_outer--
`;

/** Postfix itself takes a blank in front of the colon out. */
const TIDY_MESSAGE = MESSAGE.replace(" : ", ": ");

/** Ways on which mail comes in: four of users who log in, one of other servers, one of programs of the machine. */
const WAYS = ["encrypted", "plain", "utf8", "old", "public", "local"] as const;
type Way = (typeof WAYS)[number];
type Deliveries = Readonly<Record<Way, string>>;

const HELLO = "EHLO laptop.home.example";
const USER = [HELLO, "XCLIENT ADDR=192.0.2.15 NAME=home.example.net"];
const SAFE_USER = [HELLO, "STARTTLS", ...USER];
const LOGIN = `AUTH PLAIN ${Buffer.from("\0alice\0secret").toString("base64")}`;
const BOB = "RCPT TO:<bob@elsewhere.example>";
const CAROL = "RCPT TO:<carol@elsewhere.example>";

/** Which of the ports each way but the last one leads to, and what is said there in front of the message. */
const CONVERSATIONS = {
  encrypted: { port: 1, before: [...SAFE_USER, HELLO, LOGIN], parameters: "", recipients: [BOB] },
  plain: { port: 2, before: [...USER, HELLO, LOGIN], parameters: "", recipients: [BOB, CAROL] },
  utf8: { port: 1, before: [...SAFE_USER, HELLO, LOGIN], parameters: " SMTPUTF8", recipients: [BOB] },
  // What logs in after HELO is against the protocol, and in the Received line it does not show.
  old: { port: 2, before: [...USER, "HELO laptop.home.example", LOGIN], parameters: "", recipients: [BOB] },
  public: { port: 0, before: [HELLO], parameters: "", recipients: [BOB] },
} as const;

/** Our own Received line in place of the one that names the client. */
const REPLACED: Readonly<Record<Exclude<Way, "public">, string>> = {
  encrypted: `Received: by ${HOST} (Postfix) with ESMTPSA id ID; DATE\n`,
  plain: `Received: by ${HOST} (${MAIL_NAME}) with ESMTPA id ID; DATE\n`,
  utf8: `Received: by ${HOST} (Postfix) with UTF8SMTPSA id ID; DATE\n`,
  old: `Received: by ${HOST} (${MAIL_NAME}) with SMTP id ID; DATE\n`,
  local: `Received: by ${HOST} (Postfix) id ID; DATE\n`,
};

/** Whose mail is filtered. */
const FILTERED: Readonly<Record<PrivacyScope, readonly Way[]>> = {
  submission: ["encrypted", "plain", "utf8", "old"],
  everything: WAYS,
};

/** A header line, whatever follows it. */
const LINE = /^[^\s:]+:.*\n(?:[ \t].*\n)*/;

/** What a filter leaves of a message that begins with our own Received line. */
function filtered(text: string, way: Way, scope: PrivacyScope, received: ReceivedChoice): string {
  if (!FILTERED[scope].includes(way)) return text;
  const own = LINE.exec(text)![0];
  let [rest, kept] = [text.slice(own.length), way === "public" ? own : ""];
  if (way !== "public" && received === "replace") kept = REPLACED[way];
  for (let line = LINE.exec(rest)?.[0]; line !== undefined; line = LINE.exec(rest)?.[0]) {
    if (!GIVEN_AWAY.some((name) => line!.startsWith(`${name}:`))) kept += line;
    rest = rest.slice(line.length);
  }
  return kept + rest;
}

let serial = 0;

/** Sends the message on all ways. @returns what is taken elsewhere, without its queue ID and the time */
async function deliver(surroundings: Surroundings, postfix: PrivatePostfix): Promise<Deliveries> {
  const delivered = await Promise.all(
    WAYS.map(async (way) => {
      const sender = `${way}-${++serial}@client.example`;
      await (way === "local" ? sendLocally(postfix, sender) : say(postfix, way, sender));
      const id = await postfix.sent(sender);
      const ownEnd = new RegExp(`(\\bid )${id}((?:\\n\\tfor <.*>)?;\\s+).*`);
      return [way, surroundings.taken(sender)?.replace(ownEnd, "$1ID$2DATE")] as const;
    }),
  );
  return Object.fromEntries(delivered) as Deliveries;
}

async function say(postfix: PrivatePostfix, way: Exclude<Way, "local">, sender: string): Promise<void> {
  const { port, before, parameters, recipients } = CONVERSATIONS[way];
  const text = MESSAGE.slice(0, -1).replaceAll("\n", "\r\n");
  const conversation = talk(postfix.ports[port], [
    ...before,
    `MAIL FROM:<${sender}>${parameters}`,
    ...recipients,
    "DATA",
    Buffer.from(text, "latin1").toString("utf8"),
  ]);
  await conversation.over;
  expect(conversation.text).toMatch(/^S: 250 .* queued as \w+$/m);
}

async function sendLocally(postfix: PrivatePostfix, sender: string): Promise<void> {
  const text = Buffer.from(MESSAGE, "latin1").toString("utf8");
  expect(await postfix.send(sender, ["bob@elsewhere.example"], text)).toEqual({ code: 0, output: "" });
}

async function restart(postfix: PrivatePostfix): Promise<void> {
  await postfix.stop();
  postfix.skipCheck();
  seemOld(join(postfix.etc, "main.cf"), join(postfix.etc, "master.cf"));
  const { code, output } = await postfix.control("start");
  expect(code, output).toBe(0);
}

/** What our rules say of a directory and its tables, such as `main.cf unused-parameter`, sorted. */
async function findingsIn(directory: string): Promise<string[]> {
  const { stdout } = await runReal(["check", "-c", directory, "--json"]);
  const found: readonly { file: string; rule: string }[] = JSON.parse(stdout);
  return found.map(({ file, rule }) => `${file.slice(file.lastIndexOf("/") + 1)} ${rule}`).sort();
}

const filesIn = (directory: string) =>
  ["main.cf", "master.cf"].map((name) => readFileSync(join(directory, name), "latin1"));

const MINE = `/^Subject:/ PREPEND X-Seen: a subject
/^Content-Disposition:/ PREPEND X-Seen: a part
`;

/** Configurations in which the filter has to find its place, and what they make of the message by themselves. */
const SURROUNDED = [
  {
    name: "beside header checks that are there",
    type: "pcre",
    change: { main: `${MAIN}header_checks = pcre:<dir>/etc/mine\n`, master: MASTER },
    end: "\n",
    seen: TIDY_MESSAGE.replace(/^(?=Subject:)/gm, "X-Seen: a subject\n").replace(
      /^(?=Content-Disp)/gm,
      "X-Seen: a part\n",
    ),
  },
  {
    name: "beside a cleanup service that is there",
    type: "regexp",
    change: {
      main: MAIN,
      master: `${MASTER.replace(/(?=smtpd_sasl)/g, "cleanup_service_name=outgoing -o ")}outgoing unix n - n - 0 cleanup\n`,
    },
    end: "",
    seen: TIDY_MESSAGE,
  },
] as const;

describe.skipIf(CANNOT_RUN !== undefined)("a header privacy filter", () => {
  let surroundings: Surroundings;

  beforeAll(async () => {
    surroundings = await openSurroundings();
  }, PATIENCE);
  afterAll(async () => {
    await surroundings?.close();
  }, PATIENCE);

  it("has types to be tried with", () => {
    expect(SURROUNDED.map(({ type }) => type)).toEqual(FILTER_TYPES);
  });

  describe.each(SURROUNDED)("$name, as a $type table", ({ type, change, end, seen }) => {
    let postfix: PrivatePostfix;
    let before: { files: string[]; remarks: Remarks; findings: string[]; mail: Deliveries };

    beforeAll(async () => {
      const { main, master } = changed(change);
      postfix = await surroundings.instance(main, master.replace(/\n$/, end));
      writeFileSync(join(postfix.etc, "mine"), MINE);
      const remarks = await remarksOn(postfix);
      await restart(postfix);
      const [findings, mail] = await Promise.all([findingsIn(postfix.etc), deliver(surroundings, postfix)]);
      before = { files: filesIn(postfix.etc), remarks, findings, mail };
    }, 4 * PATIENCE);
    afterAll(async () => {
      await postfix?.stop();
    });

    it("is needed: without it, all lines are there", () => {
      const client = "Received: from laptop.home.example (home.example.net [192.0.2.15])\n";
      const tls = "\t(using TLSv1.3 with cipher ";
      for (const way of WAYS) {
        const text = before.mail[way];
        expect({ way, text }).toEqual({ way, text: LINE.exec(text)?.[0] + seen });
        if (way === "local") expect(text).toMatch(/^Received: by .* from userid \d+\)\n\tid ID; DATE\n/);
        else if (way !== "public")
          expect(text.startsWith(client + (CONVERSATIONS[way].port === 2 ? "" : tls))).toBe(true);
      }
    });

    it.each(SCOPES.flatMap((scope) => CHOICES.map((received) => ({ scope, received }))))(
      "takes lines out of mail, and no others: $scope, $received",
      async ({ scope, received }) => {
        const choice = ["--scope", scope, "--received", received, "--type", type];
        const written = await runReal(["privacy", "-c", postfix.etc, ...choice, "--write"]);
        expect(written.code, written.stderr).toBe(0);
        const table = join(postfix.etc, TABLE_NAME);
        const tried = await runReal(["map", "--self-test", `${type}:${table}`]);
        expect(tried.code, tried.stdout + tried.stderr).toBe(0);
        // They look at main.cf and master.cf, which are the same with either choice.
        if (received === "replace") expect(await remarksOn(postfix)).toEqual(before.remarks);
        expect(await findingsIn(postfix.etc)).toEqual(before.findings);

        await restart(postfix);
        const mail = await deliver(surroundings, postfix);
        const removed = await runReal(["privacy", "-c", postfix.etc, "--remove", "--write"]);
        expect(removed.code, removed.stderr).toBe(0);
        expect(filesIn(postfix.etc)).toEqual(before.files);
        expect(existsSync(table)).toBe(false);

        const expected = WAYS.map((way) => [way, filtered(before.mail[way], way, scope, received)]);
        expect(mail).toEqual(Object.fromEntries(expected));
      },
      4 * PATIENCE,
    );

    it(
      "leaves no trace when it is gone",
      async () => {
        await restart(postfix);
        expect(await deliver(surroundings, postfix)).toEqual(before.mail);
      },
      4 * PATIENCE,
    );
  });
});

const CORPUS = join(__dirname, "../../../shared/corpus");
const hasCorpus = existsSync(join(CORPUS, "main.cf"));
const scratch = scratchDirectory();
afterAll(scratch.remove);

/** Both files of a directory as bytes. */
interface Files {
  readonly main: Uint8Array;
  readonly master: Uint8Array | undefined;
}

/** Every main.cf with the master.cf that belongs to it, and every master.cf beside a main.cf with no surprises. */
function corpusPairs(): (readonly [name: string, files: Files])[] {
  const read = (...path: readonly string[]) => readFileSync(join(CORPUS, ...path));
  const siblings = new Set(readdirSync(join(CORPUS, "siblings")));
  const own = readdirSync(join(CORPUS, "main.cf")).map((name) => {
    const sibling = `${name}.master.cf`;
    const master = siblings.has(sibling) ? read("siblings", sibling) : undefined;
    return [name, { main: read("main.cf", name), master }] as const;
  });
  const plain = Buffer.from("myhostname = mail.example.test\n");
  const others = readdirSync(join(CORPUS, "master.cf")).map(
    (name) => [name, { main: plain, master: read("master.cf", name) }] as const,
  );
  return [...own, ...others].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** How texts can end; Postfix makes the same of all of them. */
const ENDINGS = ["\n", "", "\n\n\n", "\n# the last line", "\n#", "\n \t", "\n  # indented\n\t\n"];

function endingIn(ending: string, { main, master }: Files): Files {
  const ended = (bytes: Uint8Array) =>
    Buffer.from(Buffer.from(bytes).toString("latin1").replace(/\n*$/, ending), "latin1");
  return { main: ended(main), master: master && ended(master) };
}

function requestFor(facts: PostfixFacts, { main, master }: Files, names: readonly string[] = []) {
  const whereabouts = { path: "/etc/postfix", isNamed: true };
  return { facts, whereabouts, names, main: decodeText(main), master: master && decodeText(master) };
}

const bytesOf = ({ main, master }: Files) =>
  [main, master].map((bytes) => bytes && Buffer.from(bytes).toString("latin1"));

/** The files once a plan has been carried out. */
function applied(planned: readonly PlannedFile[], { main, master }: Files): Files {
  const after = (name: string, bytes: Uint8Array) => {
    const file = planned.find(({ file }) => file === name);
    return file ? encodeText(file.after!, bytes) : bytes;
  };
  return { main: after("main.cf", main), master: master && after("master.cf", master) };
}

/** The files once the filter has been taken out again. */
function undone(facts: PostfixFacts, files: Files, { table }: PrivacyPlan): Files {
  const plan = planRemoval(requestFor(facts, files, [table.name]), [table]);
  if (isRefused(plan)) throw new Error(plan.reason);
  expect(plan.files.find(({ name }) => name === table.name)).toMatchObject({ after: undefined });
  return applied(plan.files, files);
}

const ASKED = ["-n", "-M", "-P"] as const;

/** What postconf prints and what it says besides, line by line; services without their options, which are asked for too. */
async function asked(lane: string, { main, master }: Files) {
  writeConfiguration(lane, main, master);
  const runs = await Promise.all(ASKED.map((flag) => postconf(["-c", lane, flag])));
  return runs.map(({ code, stdout, stderr }, index) => ({
    code,
    lines: stdout.split("\n").map((line) => (ASKED[index] === "-M" ? line.replace(/ -o .*/, "") : line)),
    remarks: stderr.split("\n"),
  }));
}

function without(lines: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return lines.filter((line) => !known.has(line));
}

const NOTHING = /^(?!)/;
/** The parameters that a filter for everything sets. */
const SET = /^(?:(?:mime_|nested_)?header_checks|smtpd_sasl_authenticated_header) =/;
/** What a filter adds to and takes from the lines of each that postconf is {@link ASKED} for. */
const MEANT: Readonly<Record<PrivacyScope, readonly (readonly [added: RegExp, gone: RegExp])[]>> = {
  submission: [
    [NOTHING, NOTHING],
    [/^privacy-cleanup\s+unix .* cleanup$/, NOTHING],
    [/^privacy-cleanup\/unix\/|\/cleanup_service_name = privacy-cleanup$/, /\/cleanup_service_name = /],
  ],
  everything: [
    [SET, SET],
    [NOTHING, NOTHING],
    [NOTHING, NOTHING],
  ],
};

async function expectAccepted(
  lane: string,
  before: Files,
  after: Files,
  { scope, context }: { scope: PrivacyScope; context: string },
): Promise<void> {
  const [then, now] = [await asked(lane, before), await asked(lane, after)];
  for (const [index, { code, lines, remarks }] of now.entries()) {
    const old = then[index]!;
    const [added, gone] = MEANT[scope][index]!;
    expect({
      context: `${context}: postconf ${ASKED[index]}`,
      code,
      warnings: without(remarks, old.remarks),
      added: without(lines, old.lines).filter((line) => !added.test(line)),
      gone: without(old.lines, lines).filter((line) => !gone.test(line)),
    }).toMatchObject({ code: 0, warnings: [], added: [], gone: [] });
  }
}

if (POSTCONF === undefined && process.env.CI === "true") {
  it("has an installed Postfix to be held against", () => {
    expect.fail("postconf is not installed; on a build server this comparison must not be left out");
  });
}

describe.skipIf(POSTCONF === undefined || !hasCorpus)("in real configurations", () => {
  it("a filter is refused for a reason, or accepted by postconf, and goes without a trace", async () => {
    const facts = await installedFacts();
    const counts = { planned: 0, refused: 0 };
    await inTwoLanes(scratch.path, corpusPairs(), async ([name, original], lane) => {
      for (const scope of SCOPES) {
        const choices = { scope, received: "replace", type: undefined, keep: new Set<string>() } as const;
        for (const ending of ENDINGS) {
          const files = endingIn(ending, original);
          const plan = planPrivacy(requestFor(facts, files), choices);
          counts[isRefused(plan) ? "refused" : "planned"]++;
          if (isRefused(plan)) {
            expect(plan.reason, name).toMatch(/\.$/);
            break;
          }
          const after = applied(plan.files, files);
          const context = `${name}, ${scope}, ending in ${JSON.stringify(ending)}`;
          expect(bytesOf(after), context).not.toEqual(bytesOf(files));
          expect(bytesOf(undone(facts, after, plan)), context).toEqual(bytesOf(files));
          if (ending === "") await expectAccepted(lane, files, after, { scope, context });
        }
      }
    });
    expect(counts.planned).toBeGreaterThan(20 * ENDINGS.length);
    expect(counts.refused).toBeGreaterThan(20);
  }, 300_000);
});
