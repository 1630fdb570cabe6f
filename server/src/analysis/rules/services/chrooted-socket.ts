import type { Configuration } from "../../model/configuration";
import type { ExpandedText } from "../../model/expanded-text";
import type { PostfixFacts } from "../../model/postfix-facts";
import { transportName } from "../../model/transports";
import { defineRule, type Fix } from "../rule";
import { fieldText, isChrooted, isPlainService } from "../service-fields";
import { expandedValue, onSettings, type Setting } from "../settings";

/** The programs that connect to the sockets in these parameters, when they are in the jail already. */
const READERS: Readonly<Record<string, string>> = {
  non_smtpd_milters: "cleanup",
  smtpd_milters: "smtpd",
  smtpd_proxy_filter: "smtpd",
  smtpd_sasl_path: "smtpd",
};

export const chrootedSocket = defineRule({
  id: "chrooted-socket",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A socket named by its path below the queue directory, for a program that runs with chroot.",
    why: "For a program with chroot, the queue directory is the root of all paths: it looks for `/var/spool/postfix/private/auth` below `/var/spool/postfix` once more, does not find it, and logins, filters or deliveries fail. Every program of Postfix works in the queue directory, so that `private/auth` is right with chroot and without.",
    bad: "smtp inet n - y - - smtpd\n  -o smtpd_milters=unix:/var/spool/postfix/private/milter\n",
    good: "smtp inet n - y - - smtpd\n  -o smtpd_milters=unix:private/milter\n",
    language: "postfix-master",
    references: ["master(5)", "SASL_README", "MILTER_README"],
  },
  messages: {
    outside:
      "Service '{service}' runs with chroot in '{directory}', and looks for this socket below that directory once more, where it is not. Write '{relative}': that is found with chroot and without.",
  },
  ...onSettings(
    (name, value, facts) => value.includes("/") && concerns(name, facts),
    (setting, { configuration, report }) => {
      const service = chrootedReader(setting, configuration);
      const expanded = service === undefined ? undefined : expandedValue(setting, configuration);
      const directory = configuration.expandedValueOf("queue_directory", setting.scope)?.replace(/\/+$/, "");
      if (service === undefined || !expanded || !directory?.startsWith("/")) return;
      const prefix = `${directory}/`;
      for (const match of expanded.text.matchAll(/(?<![^\s,:{=])\/[^\s,}]*/g)) {
        if (!match[0].startsWith(prefix)) continue;
        const end = match.index + match[0].length;
        const place = expanded.placeOf(match.index, end);
        report({
          message: "outside",
          data: { service, directory, relative: match[0].slice(prefix.length) },
          ...setting.valueSpan(place.start, place.end),
          fixes: withoutPrefix(setting, expanded, match.index, match.index + prefix.length),
        });
      }
    },
  ),
});

function concerns(name: string, { registry }: PostfixFacts): boolean {
  if (Object.hasOwn(READERS, name)) return true;
  const kind = registry.parameter(name)?.fact.valueKind;
  return kind === "transport" || kind === "restriction-list";
}

/** The name of a service with chroot for which a setting counts. */
function chrootedReader(setting: Setting, configuration: Configuration): string | undefined {
  const { name, scope, value } = setting;
  if (name === "smtpd_sasl_path" && configuration.expandedValueOf("smtpd_sasl_type", scope) !== "dovecot") {
    return undefined;
  }
  const kind = configuration.facts.registry.parameter(name)?.fact.valueKind;
  if (kind === "transport") {
    return chrootedService(configuration.servicesNamed(transportName(value)), configuration);
  }
  for (const own of configuration.scopesRunning(READERS[name] ?? "smtpd")) {
    const counts = scope === undefined ? configuration.overridesIn(own, name).length === 0 : own === scope;
    const service = counts ? chrootedService(configuration.servicesOf(own), configuration) : undefined;
    if (service !== undefined) return service;
  }
  return undefined;
}

function chrootedService(
  chunks: ReturnType<Configuration["servicesNamed"]> | ReturnType<Configuration["servicesOf"]>,
  configuration: Configuration,
): string | undefined {
  const found = chunks.find(({ node }) => isPlainService(node!) && isChrooted(node!, configuration) === true);
  return found && fieldText(found.node!, "service");
}

/** Takes the queue directory off a path, where it is written out or `$queue_directory`. */
function withoutPrefix(setting: Setting, expanded: ExpandedText, start: number, end: number): Fix[] {
  const place = expanded.placeOf(start, end);
  const written = setting.value.slice(place.start, place.end);
  const isReference = /^\$(?:queue_directory|\{queue_directory\}|\(queue_directory\))\/$/.test(written);
  if (!isReference && !expanded.isWritten(start, end)) return [];
  const edits = [{ ...setting.valueSpan(place.start, place.end), newText: "" }];
  return [{ title: "Write the path from the queue directory on", edits, preferred: true }];
}
