// What header_checks and body_checks make of messages, against a Postfix that they are sent to.
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Bytes } from "../../server/src/matching/lookup";
import { type FilterLimits, filterMessage } from "../../server/src/matching/message/filter";
import { Pcre2 } from "../../server/src/matching/pcre2/engine";
import { createRegexpTable } from "../../server/src/matching/regexp-table";
import { readPcre2Module } from "../../server/src/node/pcre2-module";
import { parseRegexpTable } from "../../server/src/syntax/tables/regexp-table";
import { randomFrom, randomMessage } from "./messages";
import { changed } from "./mistakes/mistake";
import {
  CANNOT_RUN,
  openSurroundings,
  PATIENCE,
  type PrivatePostfix,
  runProgram,
  type Surroundings,
} from "./private-postfix";

const ROUNDS = Number(process.env.ROUNDS ?? 60);
const SEED = Number(process.env.SEED ?? 20240306);

/** Smaller than the defaults, so that messages meet them. */
const LIMITS: FilterLimits = {
  headerSize: 2000,
  mimeNesting: 2,
  boundaryLength: 20,
  lineLength: 512,
  bodyChecks: 300,
};

const HEADER_CHECKS = `/^Subject: Buy/ REPLACE Subject: bought
/^Subject:(.*)/ PREPEND X-Subject:$1
/^X-Spam-Flag: YES/ STRIP
/^Content-ID:/ IGNORE
/^To: .*?,(.*)/ REPLACE To: $1
/^Content-Disposition:/ REPLACE no header
/^X-Eight-Bit/ REJECT 5.7.9 eight bits
/^X-Mailer/ PASS
/^Date:/ WARN dated
/^Message-ID:/ FROBNICATE
/^X-Empty-Continuation/ PREPEND
`;
const BODY_CHECKS = `/^Hello/ REPLACE Good day
/^<a / PREPEND link
/^ indented/ IGNORE
/^TVqQ/ STRIP executable
/^nul/ DISCARD
/^$/ PREPEND empty
/^From the/ REJECT 4.3.2 not today
`;

const MAIN = `header_checks = pcre:<dir>/etc/header
body_checks = pcre:<dir>/etc/body
header_size_limit = ${LIMITS.headerSize}
mime_nesting_limit = ${LIMITS.mimeNesting}
mime_boundary_length_limit = ${LIMITS.boundaryLength}
line_length_limit = ${LIMITS.lineLength}
body_checks_size_limit = ${LIMITS.bodyChecks}
local_header_rewrite_clients =
message_drop_headers =
smtpd_client_restrictions = check_client_access static:HOLD
smtpd_error_sleep_time = 0
smtpd_forbid_bare_newline_exclusions =
smtpd_sasl_auth_enable = no
smtpd_tls_security_level = none
`;

/** Sends a message; the answer to it. */
async function sendMail(port: number, message: Bytes): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let heard = "";
  socket.setEncoding("latin1").on("data", (data: string) => {
    heard += data;
  });
  const reply = async () => {
    while (!/^\d{3} .*\r\n$/m.test(heard)) await once(socket, "data");
    const said = heard;
    heard = "";
    return said;
  };
  await reply();
  for (const command of [
    "EHLO client.example",
    "MAIL FROM:<a@client.example>",
    "RCPT TO:<b@example.test>",
    "DATA",
  ]) {
    socket.write(`${command}\r\n`);
    await reply();
  }
  const text = message.replace(/\r?\n/g, "\r\n").replace(/^\./gm, "..");
  socket.write(`${text}${text === "" || text.endsWith("\r\n") ? "" : "\r\n"}.\r\n`, "latin1");
  const answer = await reply();
  socket.end();
  return answer.trim();
}

/** What Postfix keeps of a message, without the header that it puts in front; undefined where it keeps nothing. */
async function keptText(postfix: PrivatePostfix, id: string): Promise<Bytes | undefined> {
  if (!existsSync(join(postfix.path, "spool", "hold", id))) return undefined;
  const { output } = await runProgram("postcat", ["-c", postfix.etc, "-qbh", id]);
  return output.replace(/^Received: .*\n(?:[ \t].*\n)*/, "");
}

describe.skipIf(CANNOT_RUN !== undefined)("messages", () => {
  let surroundings: Surroundings;

  beforeAll(async () => {
    surroundings = await openSurroundings();
  }, PATIENCE);
  afterAll(async () => {
    await surroundings?.close();
  }, PATIENCE);

  it(
    "come out as Postfix keeps them",
    async () => {
      const { main, master } = changed({ main: MAIN });
      const postfix = await surroundings.instance(main, master);
      writeFileSync(join(postfix.etc, "header"), HEADER_CHECKS);
      writeFileSync(join(postfix.etc, "body"), BODY_CHECKS);
      expect(await postfix.control("start")).toMatchObject({ code: 0 });
      const engine = new Pcre2(readPcre2Module());
      const [header, body] = [HEADER_CHECKS, BODY_CHECKS].map((text) =>
        createRegexpTable(parseRegexpTable(text, "pcre"), engine),
      );
      const checks = { header: header!, mimeHeader: header!, nestedHeader: header!, body: body! };
      const random = randomFrom(SEED);
      for (let round = 0; round < ROUNDS; round++) {
        const message = randomMessage(random);
        const answer = await sendMail(postfix.port, message);
        const id = /queued as (\w+)/.exec(answer)?.[1];
        const real = id === undefined ? answer : ((await keptText(postfix, id)) ?? "discarded");
        const { fate, text } = filterMessage(message, checks, { limits: LIMITS });
        const ours =
          text?.replaceAll("\r\n", "\n") ??
          fate.sentence
            .replace(/^The message is refused(?: for now)?: /, "")
            .replace(/^.*thrown away.*$/, "discarded");
        expect({ round, message, result: ours }).toEqual({ round, message, result: real });
      }
    },
    4 * PATIENCE + 1000 * ROUNDS,
  );
});
