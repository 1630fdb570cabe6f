/** Reasons for which a real Postfix keeps mail, as postqueue lists them, and what we say of each. */
import { createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainReason, type Relay, relayOf } from "../../server/src/tools/queue/reasons";
import { changed } from "./mistakes/mistake";
import {
  CANNOT_RUN,
  freePort,
  openSurroundings,
  PATIENCE,
  type PrivatePostfix,
  runProgram,
  type Surroundings,
} from "./private-postfix";

if (CANNOT_RUN !== undefined && process.env.CI === "true") {
  it("has a Postfix to keep mail", () => {
    expect.fail(`${CANNOT_RUN}; on a build server this comparison must not be left out`);
  });
}

/** What a mail server says to a command, or at the start; one that says nothing hangs up. */
type Answers = Readonly<Record<string, string | undefined>>;

const OBLIGING: Answers = {
  CONNECT: "220 other.test ESMTP",
  EHLO: "250 other.test",
  MAIL: "250 2.1.0 Ok",
  RCPT: "250 2.1.5 Ok",
  DATA: "354 go on",
  ".": "250 2.0.0 Ok",
  QUIT: "221 2.0.0 Bye",
};

/** Servers that do not do what Postfix wants of them. */
const UNWILLING = {
  grey: {
    RCPT: "450 4.7.1 <ann@grey.test>: Recipient address rejected: Greylisted, try again in 300 seconds",
  },
  full: { RCPT: "452 4.2.2 <ann@full.test> mailbox is over quota" },
  blocked: { CONNECT: "554 5.7.1 192.0.2.1 is listed on bl.example.net" },
  silent: { CONNECT: undefined },
  forgetful: { ".": undefined },
  small: { EHLO: "250-other.test\r\n250 SIZE 10" },
  login: { EHLO: "250-other.test\r\n250 AUTH X-UNHEARD-OF" },
} satisfies Readonly<Record<string, Answers>>;
type ServerName = keyof typeof UNWILLING;

class UnwillingServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(answers: Answers, port: number) {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on("error", () => undefined).on("close", () => this.#sockets.delete(socket));
      converse(socket, answers);
    }).listen(port, "127.0.0.1");
  }

  close(): Promise<unknown> {
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((resolve) => this.#server.close(resolve));
  }
}

function converse(socket: Socket, answers: Answers): void {
  const answer = (command: string) => {
    const text = answers[command];
    if (text === undefined) socket.destroy();
    else socket.write(`${text}\r\n`);
  };
  let isMessage = false;
  let pending = "";
  socket.setEncoding("latin1").on("data", (data: string) => {
    const lines = (pending + data).split("\r\n");
    pending = lines.pop()!;
    for (const line of lines) {
      if (isMessage && line !== ".") continue;
      const command = line.split(" ")[0]!.toUpperCase();
      answer(command);
      isMessage = command === "DATA";
    }
  });
  answer("CONNECT");
}

const SERVICES = `encrypting unix - - n - - smtp
  -o smtp_tls_security_level=encrypt
authenticating unix - - n - - smtp
  -o smtp_sasl_auth_enable=yes
  -o smtp_sasl_password_maps=static:user:password
failing unix - n n - - pipe
  user=nobody argv=/bin/sh -c {echo later; exit 75}
waiting unix - - n - - smtp
demanding unix - - n - - smtp
  -o smtp_tls_security_level=secure
modern unix - - n - - smtp
  -o smtp_tls_security_level=encrypt -o smtp_tls_mandatory_protocols=TLSv1.3`;

/** Routed to a name that does not exist; which words that ends in depends on the resolver of the machine. */
const NO_HOST = "nohost.test";

/** Domain → transport and next hop. */
function routes(ports: Readonly<Record<ServerName, number>>): Readonly<Record<string, string>> {
  const to = (name: ServerName) => `smtp:[127.0.0.1]:${ports[name]}`;
  return {
    "refused.test": "smtp:[127.0.0.1]:<closed>",
    "plain.test": "encrypting:[127.0.0.1]:<sink>",
    "grey.test": to("grey"),
    "full.test": to("full"),
    "blocked.test": to("blocked"),
    "silent.test": to("silent"),
    "forgetful.test": to("forgetful"),
    "small.test": to("small"),
    "login.test": `authenticating:[127.0.0.1]:${ports.login}`,
    "command.test": "failing:",
    "nowhere.test": "unheard-of:",
    [NO_HOST]: "smtp:[nohost.invalid]",
    "loop.test": "smtp:[127.0.0.1]",
    "waiting.test": "waiting:",
    "name.test": "demanding:[127.0.0.1]:<port>",
    "old.test": "modern:[127.0.0.1]:<port>",
    "mailbox.test": "virtual:",
    "socket.test": "lmtp:unix:<dir>/no-socket",
  };
}

function mainFor(ports: Readonly<Record<ServerName, number>>): string {
  const table = Object.entries(routes(ports)).map(([domain, route]) => `{ ${domain} = ${route} }`);
  return `relayhost =
soft_bounce = yes
smtpd_tls_protocols = TLSv1.2
defer_transports = waiting
transport_maps = inline:{ ${table.join(", ")} }
virtual_mailbox_domains =
virtual_mailbox_base = <dir>/etc
virtual_mailbox_maps = static:ann/
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534`;
}

const LOOPBACK = { name: "127.0.0.1", address: "127.0.0.1" };

/** Recipient, what Postfix says of it, a piece of what we say, the first parameter, and the server that is named. */
const EXPECTED: readonly (readonly [
  recipient: string,
  reason: RegExp,
  said: string,
  parameter: string,
  relay: Partial<Relay> | undefined,
])[] = [
  [
    "refused.test",
    /^connect to .*: Connection refused$/,
    "takes no mail at this port",
    "transport_maps",
    LOOPBACK,
  ],
  [
    "plain.test",
    /^TLS is required, but was not offered/,
    "wrapper mode",
    "smtp_tls_security_level",
    LOOPBACK,
  ],
  ["grey.test", /Greylisted/, "greylisting", "minimal_backoff_time", LOOPBACK],
  ["full.test", /over quota/, "mailbox of the recipient is full", "maximal_queue_lifetime", LOOPBACK],
  ["blocked.test", /refused to talk to me: 554/, "on a blocklist", "smtp_bind_address", LOOPBACK],
  [
    "silent.test",
    /initial server greeting$/,
    "before it said anything",
    "default_destination_concurrency_limit",
    LOOPBACK,
  ],
  ["forgetful.test", /more than once$/, "may get it twice", "smtp_data_done_timeout", LOOPBACK],
  ["small.test", /exceeds size limit/, "larger than the next server", "message_size_limit", LOOPBACK],
  [
    "login.test",
    /no mechanism available$/,
    "none of the ways to log in",
    "smtp_sasl_security_options",
    LOOPBACK,
  ],
  ["name.test", /^Server certificate not verified$/, "another name", "smtp_tls_policy_maps", undefined],
  [
    "old.test",
    /^Cannot start TLS: handshake failure$/,
    "did not agree",
    "smtp_tls_mandatory_protocols",
    undefined,
  ],
  [
    "command.test",
    /^temporary failure\. Command output: later/,
    "exit code 75",
    "mailbox_command",
    undefined,
  ],
  ["nowhere.test", /^mail transport unavailable$/, "not in master.cf", "transport_maps", undefined],
  ["loop.test", /loops back to myself$/, "this very machine", "mydestination", undefined],
  ["waiting.test", /^deferred transport$/, "until the queue is flushed", "defer_transports", undefined],
  [
    "mailbox.test",
    /^maildir delivery failed: .*: Permission denied$/,
    "beforehand",
    "virtual_mailbox_base",
    undefined,
  ],
  [
    "socket.test",
    /No such file or directory$/,
    "no socket at this path",
    "virtual_transport",
    { name: "mail.example.test" },
  ],
  ["example.test", /^unknown user: "ann"$/, "no such mailbox", "soft_bounce", undefined],
];

/** Recipient → its reason, of all mail in the queue. */
async function reasonsIn(postfix: PrivatePostfix): Promise<Map<string, string>> {
  const { output } = await runProgram("postqueue", ["-c", postfix.etc, "-j"]);
  const messages = output
    .trim()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return new Map(
    messages.flatMap(({ recipients }) =>
      recipients.flatMap(({ address, delay_reason: reason }: Record<string, string>) =>
        reason === undefined ? [] : [[address!.split("@")[1]!, reason] as const],
      ),
    ),
  );
}

describe.skipIf(CANNOT_RUN !== undefined)("reasons in the queue of a real Postfix", () => {
  let surroundings: Surroundings;
  let servers: UnwillingServer[] = [];
  let reasons = new Map<string, string>();

  beforeAll(async () => {
    const names = Object.keys(UNWILLING) as ServerName[];
    const ports = Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await freePort()])),
    ) as Record<ServerName, number>;
    servers = names.map((name) => new UnwillingServer({ ...OBLIGING, ...UNWILLING[name] }, ports[name]));
    surroundings = await openSurroundings();
    const { main, master } = changed({ main: mainFor(ports), master: SERVICES });
    const postfix = await surroundings.instance(main, master);
    const started = await postfix.control("start");
    expect(started.code, started.output).toBe(0);
    const domains = [NO_HOST, ...EXPECTED.map(([domain]) => domain)];
    const sent = await postfix.send(
      "sender@example.org",
      domains.map((domain) => `ann@${domain}`),
    );
    expect(sent.code, sent.output).toBe(0);
    const end = Date.now() + PATIENCE;
    while (reasons.size < domains.length && Date.now() < end) reasons = await reasonsIn(postfix);
    expect([...reasons.keys()].sort()).toEqual(domains.sort());
    await postfix.stop();
  }, 3 * PATIENCE);

  afterAll(async () => {
    await Promise.all(servers.map((server) => server.close()));
    await surroundings?.close();
  }, PATIENCE);

  it.each(EXPECTED)("%s", (domain, reason, said, parameter, relay) => {
    const given = reasons.get(domain) ?? "";
    expect(given).toMatch(reason);
    expect(explainReason(given)?.text).toContain(said);
    expect(explainReason(given)?.parameters[0]).toBe(parameter);
    if (relay === undefined) expect(relayOf(given)).toBeUndefined();
    else expect(relayOf(given)).toMatchObject(relay);
  });

  it("a name that does not exist", () => {
    const given = reasons.get(NO_HOST) ?? "";
    expect(given).toContain("name=nohost.invalid ");
    expect(explainReason(given)?.text).toMatch(
      /^The DNS (?:says that this name does not exist|gave no answer)/,
    );
    expect(relayOf(given)).toBeUndefined();
  });
});
