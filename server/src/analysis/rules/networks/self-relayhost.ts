import type { Configuration } from "../../model/configuration";
import { parseDestination } from "../host-names";
import { knownValue } from "../program-settings";
import { defineRule } from "../rule";
import { onSettings } from "../settings";

/** Names and addresses by which every machine knows itself. */
const ITSELF = /^(?:localhost(?:\.localdomain)?|127\.\d+\.\d+\.\d+|(?:ipv6:)?::1)$/i;
const SMTP_PORT = /^(?:25|smtp)$/;

export const selfRelayhost = defineRule({
  id: "self-relayhost",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A relayhost that is this very server.",
    why: "When relayhost is the same as myhostname, every program of Postfix ends with a fatal error. When it leads back to this machine in another way, Postfix notices that it would talk to itself, logs 'relayhost configuration problem', and keeps all outgoing mail in the queue until it is too old.",
    bad: "myhostname = mail.example.com\nrelayhost = mail.example.com\n",
    good: "myhostname = mail.example.com\nrelayhost = [mx.example.com]\n",
    references: ["postconf(5)"],
  },
  messages: {
    same: "relayhost is the same as myhostname: every program of Postfix ends with a fatal error. Name the server that shall take the mail, or leave relayhost empty to deliver it directly.",
    loop: "'{destination}' is this machine itself: Postfix will not send mail to itself, and all mail to others stays in the queue. Name the server that shall take the mail, or leave relayhost empty to deliver it directly.",
  },
  ...onSettings(
    (name) => name === "relayhost",
    (setting, { configuration, report }) => {
      const destination = knownValue(setting, configuration)?.text;
      if (!destination) return;
      const own = ownName(configuration, setting.scope);
      const span = setting.valueSpan(0, setting.value.length);
      if (destination.toLowerCase() === own) {
        report({ message: "same", ...span });
      } else if (leadsBack(destination, own, configuration, setting.scope)) {
        report({ message: "loop", data: { destination }, ...span });
      }
    },
  ),
});

/** The name of this server, where it is one that counts on the machine the configuration is for. */
function ownName(configuration: Configuration, scope: string | undefined): string | undefined {
  const value = configuration.valueOf("myhostname", scope);
  if (!value || (value.origin === "default" && !configuration.isLive)) return undefined;
  return configuration.expandedValueOf("myhostname", scope)?.toLowerCase();
}

function leadsBack(
  text: string,
  own: string | undefined,
  configuration: Configuration,
  scope: string | undefined,
): boolean {
  const destination = parseDestination(text);
  if (typeof destination === "string") return false;
  const { host, port } = destination;
  // At other ports something else may listen, such as a tunnel or a filter.
  if (!SMTP_PORT.test(port ?? configuration.expandedValueOf("smtp_tcp_port", scope) ?? "smtp")) return false;
  if (host.toLowerCase() === own) return true;
  const interfaces = configuration.expandedValueOf("inet_interfaces", scope);
  return ITSELF.test(host) && (interfaces === "all" || interfaces === "loopback-only");
}
