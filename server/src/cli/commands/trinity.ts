/** `postfix-ls trinity`: do A, PTR and EHLO of a server agree, and what hangs on it. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { DEFAULT_DIRECTORY } from "../cleanup/run";
import type { VerbContext } from "../runtime";
import { addTargetOptions } from "../target";
import { checkTrinity } from "../trinity/check";
import { explainSaid } from "../trinity/explain";
import { TRINITY_FORMATS, type TrinityOptions } from "../trinity/options";

/** Adds the verb. */
export function addTrinity(program: Command, { runtime, finish }: VerbContext): void {
  const command = program
    .command("trinity")
    .description("Check that A, PTR and EHLO of a mail server agree, and what hangs on it: MX, SPF, TLS ...")
    .argument("[HOST]", "name of a server (default: those under which the configuration sends)")
    .option("-c <DIR>", `configuration directory (default: ${DEFAULT_DIRECTORY})`)
    .option(
      "--dns <SERVER>",
      "name server, such as 192.0.2.53 or 192.0.2.53:5353 (default: those of this machine)",
    )
    .addOption(
      new Option("--port <N>", "port at which the server is greeted (default: 25)")
        .argParser(portArgument)
        .default(25),
    )
    .option("--domain <D>", "domain of the users' addresses (default: that of the configuration or the name)")
    .addOption(
      new Option("--dkim-selector <S>", "selector of a DKIM key; may be given often")
        .argParser((text: string, before: readonly string[]) => [...before, text])
        .default([]),
    )
    .addOption(
      new Option(
        "--timeout <SECONDS>",
        "patience with a name server, and three times that with a server (default: 5)",
      )
        .argParser(secondsArgument)
        .default(5),
    )
    .option("--commands", "instead: print the dig, host and openssl commands that ask the same")
    .option("--said <LINE>", "instead: which check explains a refusal, such as a line of the log")
    .option("--plan <FILE>", "what is to be checked, as an editor has written it")
    .option("--report <FILE>", "a file that is there, and gets the report as JSON")
    .addOption(
      new Option("--format <F>", "text (default), json, markdown, or svg: the picture")
        .choices(TRINITY_FORMATS)
        .default("text"),
    )
    .option("--json", "one object; see below");
  addTargetOptions(command)
    .addHelpText("after", HELP)
    .action(async (host: string | undefined, options: TrinityOptions) =>
      finish(
        await (options.said === undefined
          ? checkTrinity(runtime, host, options)
          : explainSaid(runtime, options, options.said)),
      ),
    );
}

const HELP = `
Without HOST the names and addresses are worked out from main.cf and master.cf: myhostname, smtp_helo_name,
smtp_bind_address, smtp_bind_address6, inet_interfaces, inet_protocols, proxy_interfaces, smtpd_banner, and
what services override. Only the name server is asked, and the server greeted: it gets EHLO and STARTTLS, and
nothing else. --said and --commands contact nobody.

A PTR that leads back to the address is what others require; EHLO with the name of the PTR is what they
recommend.

JSON: {identity, checks: [{id, title, verdict, found, expected, why, remedy, records, settings}], triangle,
time, servers, port, others: [{identity, checks, triangle}]}; a verdict is pass, warning, fail or skipped.
With --said {said, explanations: [{checks, text, address?, name?}]}.

Exit code: 0 no check fails; 1 one fails, or nothing explains what was said; 2 wrong usage, a file that cannot
be read, or no name server answers.`;

function portArgument(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new InvalidArgumentError("It must be a number from 1 to 65535.");
  }
  return port;
}

function secondsArgument(text: string): number {
  const seconds = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || seconds <= 0 || seconds > 600) {
    throw new InvalidArgumentError("It must be a number of seconds, at most 600.");
  }
  return seconds;
}
