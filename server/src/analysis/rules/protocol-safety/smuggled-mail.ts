import type { Configuration } from "../../model/configuration";
import { hasMainSettings, isLocalServer, isYes, knownValue, readersOf } from "../program-settings";
import { type ConfigurationContext, defineRule } from "../rule";
import { onSettings, type Setting, type SettingContext } from "../settings";

const NEWLINE = "smtpd_forbid_bare_newline";
const PIPELINING = "smtpd_forbid_unauth_pipelining";

export const smuggledMail = defineRule({
  id: "smuggled-mail",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  severities: { off: "error", pipelining: "information" },
  docs: {
    what: "An SMTP server that takes a bare newline for the end of a line, and so may be made to see two mails where the sending server sees one.",
    why: "Some mail systems pass on `<LF>.<CR><LF>` inside a mail, which Postfix without this protection takes for the end of it: what follows counts as another mail from that system, with any sender the attacker likes, and SPF agrees to it. Since Postfix 3.9 `smtpd_forbid_bare_newline = normalize` is the default; the patches 3.5.23, 3.6.13, 3.7.9 and 3.8.4 brought it as well, but switched off.",
    bad: "smtpd_forbid_bare_newline = no\n",
    good: "smtpd_forbid_bare_newline = reject\n",
    references: ["postconf(5)", "smtpd(8)"],
  },
  messages: {
    off: "This switches off the protection against smuggled mail: others can send mail that seems to come from any user of a large provider. Set it to 'normalize', and name clients that need an exception in smtpd_forbid_bare_newline_exclusions.",
    note: "This only logs a bare newline at the end of a mail, and lets smuggled mail in as if it were off. Set it to 'normalize' when you have seen enough of the log.",
    default:
      "Postfix {version} has the protection against smuggled mail, but not switched on by default: others can send mail that seems to come from any user of a large provider. Set smtpd_forbid_bare_newline to 'normalize'.",
    pipelining:
      "Clients that send commands too early are let through here, although Postfix {version} turns them away by default: one of the two protections against smuggled mail is gone. Remove this, unless a client is known to need it.",
  },
  ...onSettings((name) => name === NEWLINE || name === PIPELINING, check),
  configuration: checkDefault,
});

function check(setting: Setting, context: SettingContext): void {
  const { configuration, report } = context;
  const value = knownValue(setting, configuration)?.text.toLowerCase();
  if (value === undefined || !isKnown(configuration, setting.name)) return;
  const isServing = readersOf(setting, "smtpd", configuration).some(
    (scope) => !isLocalServer(configuration, scope),
  );
  if (!isServing) return;
  const { version, defaults } = configuration.facts;
  const span = setting.valueSpan(0, setting.value.length);
  if (setting.name === PIPELINING) {
    if (value !== "no" || defaults.get(PIPELINING) !== "yes") return;
    report({ message: "pipelining", data: { version: version.text }, ...span });
    return;
  }
  if (value !== "no" && value !== "note") return;
  const edits = [{ ...span, newText: "normalize" }];
  const fixes = setting.value.includes("$")
    ? []
    : [{ title: "Change to 'normalize'", edits, preferred: true }];
  report({ message: value === "no" ? "off" : "note", ...span, fixes });
}

function checkDefault({ configuration, report }: ConfigurationContext): void {
  const { defaults, version } = configuration.facts;
  if (!isKnown(configuration, NEWLINE) || defaults.get(NEWLINE) !== "no") return;
  const isOpen = configuration
    .scopesRunning("smtpd")
    .some(
      (scope) =>
        configuration.valueOf(NEWLINE, scope)?.origin === "default" && !isLocalServer(configuration, scope),
    );
  if (!isOpen || isPatched(configuration) || !hasMainSettings(configuration)) return;
  report({
    message: "default",
    data: { version: version.text },
    file: "postfix-main",
    start: 0,
    end: 0,
  });
}

function isKnown({ facts }: Configuration, name: string): boolean {
  return facts.registry.parameter(name)?.availability.kind === "available";
}

/** What was advised before there were patches: no early commands, and no second way to send a mail. */
function isPatched(configuration: Configuration): boolean {
  const stopsPipelining =
    isYes(configuration, PIPELINING) === true ||
    configuration.expandedValueOf("smtpd_data_restrictions")?.includes("reject_unauth_pipelining") === true;
  const keywords = configuration.expandedValueOf("smtpd_discard_ehlo_keywords") ?? "";
  return stopsPipelining && /\bchunking\b/i.test(keywords);
}
