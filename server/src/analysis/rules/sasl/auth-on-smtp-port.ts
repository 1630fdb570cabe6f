import type { Configuration } from "../../model/configuration";
import { hasMainSettings, isLocalServer, isYes, knownValue, readersOf } from "../program-settings";
import { defineRule } from "../rule";
import { onSettings } from "../settings";

const ENABLE = "smtpd_sasl_auth_enable";
/** Services at the port where other mail servers come in, and behind postscreen(8). */
const SMTP_PORT = /^(?:[^/]*:)?(?:smtp|25)\/inet$|^smtpd\/pass$/;
/** Services for people's own mail programs. */
const SUBMISSION_PORT = /^(?:[^/]*:)?(?:submission|submissions|smtps|587|465)\/inet$/;

export const authOnSmtpPort = defineRule({
  id: "auth-on-smtp-port",
  since: "0.1.0",
  status: "stable",
  severity: "information",
  docs: {
    what: "An SMTP server that takes passwords at port 25 although there is a service for that at a port of its own.",
    why: "Port 25 is for other mail servers, which have no passwords here. Robots try passwords there day and night, and whoever finds one sends spam; people's mail programs use the ports 587 and 465, where clients can be held to stricter rules.",
    language: "postfix-master",
    bad: "smtp inet n - y - - smtpd -o smtpd_sasl_auth_enable=yes\nsubmission inet n - y - - smtpd -o smtpd_sasl_auth_enable=yes\n",
    good: "smtp inet n - y - - smtpd\nsubmission inet n - y - - smtpd -o smtpd_sasl_auth_enable=yes\n",
    references: ["postconf(5)", "SASL_README", "master(5)"],
  },
  messages: {
    own: "Port 25 is for other mail servers, which do not log in, and '{submission}' takes people's logins already: here AUTH only serves those who try passwords. Take this out.",
    main: "This also counts for '{service}' at port 25, which is for other mail servers, while '{submission}' takes people's logins: there AUTH only serves those who try passwords. Set it for '{submission}' in master.cf alone.",
  },
  ...onSettings(
    (name) => name === ENABLE,
    (setting, { configuration, report }) => {
      if (knownValue(setting, configuration)?.text.toLowerCase() !== "yes") return;
      const service = readersOf(setting, "smtpd", configuration).find(
        (scope) => scope !== undefined && SMTP_PORT.test(scope) && !isLocalServer(configuration, scope),
      );
      const submission = service === undefined ? undefined : submissionService(configuration);
      if (service === undefined || submission === undefined) return;
      const span = setting.valueSpan(0, setting.value.length);
      if (setting.scope === undefined) {
        if (hasMainSettings(configuration))
          report({ message: "main", data: { service, submission }, ...span });
        return;
      }
      const isOffInMain = configuration.expandedValueOf(ENABLE)?.toLowerCase() === "no";
      const edits = [{ ...span, newText: "no" }];
      const fixes = setting.value.includes("$")
        ? []
        : [{ title: "Change to 'no'", edits, preferred: isOffInMain }];
      report({ message: "own", data: { submission }, ...span, fixes });
    },
  ),
});

/** A service at a submission port that takes logins. */
function submissionService(configuration: Configuration): string | undefined {
  return configuration
    .scopesRunning("smtpd")
    .find((scope) => SUBMISSION_PORT.test(scope) && isYes(configuration, ENABLE, scope));
}
