import { hasSince } from "../../../knowledge/version";
import type { Configuration } from "../../model/configuration";
import { defineRule } from "../rule";
import { onSettings, type Setting, type SettingContext } from "../settings";
import { isTemplated } from "../templates";

/** The delivery programs with a limit for their mailboxes, and what brings them to work. */
const AGENTS = [
  { program: "local", limit: "mailbox_size_limit", domains: "mydestination", transport: "local_transport" },
  {
    program: "virtual",
    limit: "virtual_mailbox_limit",
    domains: "virtual_mailbox_domains",
    transport: "virtual_transport",
  },
] as const;
type Agent = (typeof AGENTS)[number];

const MESSAGES = "message_size_limit";

export const smallMailboxLimit = defineRule({
  id: "small-mailbox-limit",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A limit for mailbox files that is lower than the limit for messages, or one while messages have none.",
    why: "The limit for mailbox files holds for every file that the delivery program writes, those of the queue among them. So local(8) and virtual(8) end with a fatal error at every start when a message may be larger, and no mail is delivered by them. Often only the limit for messages was raised, while the other one stayed at its default of 51200000 bytes.",
    bad: "message_size_limit = 104857600\n",
    good: "message_size_limit = 104857600\nmailbox_size_limit = 0\n",
    references: ["postconf(5)", "local(8)", "virtual(8)"],
  },
  messages: {
    lower:
      "{limit} is {mailbox} and so lower than {message} for message_size_limit: {program}(8) ends with a fatal error at every start. Set {limit} to at least the same, or to 0 for no limit.",
    unlimited:
      "{limit} is {mailbox}, while message_size_limit is 0, so that messages have no limit: {program}(8) ends with a fatal error at every start. Set {limit} to 0 too, or message_size_limit to a number.",
  },
  ...onSettings((name) => name === MESSAGES || AGENTS.some(({ limit }) => limit === name), check),
});

function check(setting: Setting, { configuration, report }: SettingContext): void {
  // What a server takes is its own business; the delivery programs go by main.cf.
  if (setting.scope !== undefined || isTemplated(setting.value)) return;
  for (const agent of AGENTS) {
    // Where both are set the finding is shown at the limit for mailboxes.
    const isShownHere =
      setting.name === agent.limit ||
      (setting.name === MESSAGES && configuration.definitions(agent.limit).length === 0);
    const problem = isShownHere && isInUse(agent, configuration) && problemOf(agent, configuration);
    if (!problem) continue;
    const { message, mailbox } = problem;
    const span = setting.valueSpan(0, setting.value.length);
    const isWritten = setting.name === agent.limit && /^\d+$/.test(setting.value);
    report({
      message: message === 0 ? "unlimited" : "lower",
      data: {
        program: agent.program,
        limit: agent.limit,
        mailbox: String(mailbox),
        message: String(message),
      },
      ...span,
      fixes: isWritten
        ? [message, 0]
            .filter((value, index) => index === 0 || value !== message)
            .map((value) => ({
              title: `Change to '${value}'`,
              edits: [{ ...span, newText: String(value) }],
            }))
        : [],
    });
  }
}

/** Whether the program delivers anything: it has domains, and is their transport. */
function isInUse({ program, domains, transport }: Agent, configuration: Configuration): boolean {
  if (configuration.hasServices() && configuration.scopesRunning(program).length === 0) return false;
  const isTransport = configuration.expandedValueOf(transport)?.split(":")[0] === program;
  return isTransport && Boolean(configuration.expandedValueOf(domains));
}

function problemOf(
  { program, limit }: Agent,
  configuration: Configuration,
): { readonly mailbox: number; readonly message: number } | undefined {
  const scopes = configuration.hasServices() ? configuration.scopesRunning(program) : [undefined];
  for (const scope of scopes) {
    const mailbox = numberOf(configuration, limit, scope);
    const message = numberOf(configuration, MESSAGES, scope);
    if (mailbox === undefined || message === undefined || mailbox === 0) continue;
    // Older versions did not mind that messages had no limit.
    if (message === 0 && !hasSince(configuration.facts.version, "3.7")) continue;
    if (message === 0 || mailbox < message) return { mailbox, message };
  }
  return undefined;
}

/** A number of bytes, 0 for no limit; undefined where the value is none, which is another finding. */
function numberOf(configuration: Configuration, name: string, scope: string | undefined): number | undefined {
  const text = configuration.expandedValueOf(name, scope) ?? "";
  return /^[+-]?\d{1,15}$/.test(text) ? Math.max(0, Number(text)) : undefined;
}
