import { nearest } from "../../../base/edit-distance";
import type { Configuration } from "../../model/configuration";
import type { PostfixFacts } from "../../model/postfix-facts";
import {
  isWholeMaster,
  socketClassOf,
  socketNames,
  socketState,
  transportName,
} from "../../model/transports";
import { defineRule, type Fix } from "../rule";
import { expandedValue, onSettings } from "../settings";

const KINDS: ReadonlySet<string> = new Set(["transport", "service-name"]);

export const unknownService = defineRule({
  id: "unknown-service",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A parameter that names a transport or another service which master.cf does not have.",
    why: "Postfix finds out when it needs the service. Mail for a transport that is not there is deferred with 'mail transport unavailable', again and again, until it is returned to its sender; programs that need another service wait for it and end.",
    bad: "qmgr unix n - n 300 1 qmgr\nscan unix - - n - - smtp\nsmtp inet n - n - - smtpd\n  -o content_filter=scanner:[127.0.0.1]:10024\n",
    good: "qmgr unix n - n 300 1 qmgr\nscan unix - - n - - smtp\nsmtp inet n - n - - smtpd\n  -o content_filter=scan:[127.0.0.1]:10024\n",
    language: "postfix-master",
    references: ["postconf(5)", "master(5)", "transport(5)"],
  },
  messages: {
    "no-transport":
      "master.cf has no service '{service}', so mail that '{name}' sends there is deferred with 'mail transport unavailable'. Add the service, or correct the name{hint}.",
    "no-delivery":
      "master.cf has a service '{service}', but mail for a transport goes to a private service of type 'unix' with that name, and there is none: mail that '{name}' sends there is deferred with 'mail transport unavailable'. Correct the fields 'type' and 'private' of the service, or the name{hint}.",
    "no-service":
      "master.cf has no service '{service}', so programs that '{name}' sends there wait for it and give up. Add the service, or correct the name{hint}.",
    "no-socket":
      "master.cf has a service '{service}', but programs look for it in the directory '{place}' of the queue, and it is not there: they wait for it and give up. Correct the fields 'type' and 'private' of the service, or the name{hint}.",
  },
  ...onSettings(
    (name, value, facts) => value !== "" && KINDS.has(kindOf(name, facts) ?? ""),
    (setting, { configuration, report }) => {
      const { name } = setting;
      if (configuration.builtinKind(name) === undefined) return;
      const expanded = expandedValue(setting, configuration);
      if (!expanded) return;
      const isTransport = kindOf(name, configuration.facts) === "transport";
      // A service that is there by default may have been left out on purpose, with what would need it.
      if (!isTransport && expanded.text === configuration.defaultOf(name)?.text) return;
      const service = isTransport ? transportName(expanded.text) : expanded.text.trim();
      const place = isTransport ? "private" : socketClassOf(name);
      const state = service === "" ? "found" : socketState(configuration, service, place);
      if (state === "found" || !isWholeMaster(configuration)) return;
      const start = expanded.text.indexOf(service);
      const end = start + service.length;
      const written = expanded.placeOf(start, end);
      const isWritten = expanded.isWritten(start, end);
      if (!isWritten && isOfTransport(setting.value.slice(written.start, written.end), configuration)) return;
      const span = setting.valueSpan(written.start, written.end);
      const near = nearest(service, socketNames(configuration, place));
      report({
        message: messageFor(isTransport, state),
        data: { service, name, place, hint: near.length > 0 ? ` (did you mean '${near[0]}'?)` : "" },
        ...span,
        fixes: isWritten
          ? near.map(
              (candidate): Fix => ({
                title: `Change to '${candidate}'`,
                edits: [{ ...span, newText: candidate }],
                preferred: near.length === 1,
              }),
            )
          : [],
      });
    },
  ),
});

function kindOf(name: string, { registry }: PostfixFacts): string | undefined {
  return registry.parameter(name)?.fact.valueKind;
}

/** Whether a `$name` refers to a parameter that is looked at itself. */
function isOfTransport(reference: string, { facts }: Configuration): boolean {
  const name = /^\$[{(]?(\w+)[})]?$/.exec(reference)?.[1];
  return name !== undefined && kindOf(name, facts) === "transport";
}

function messageFor(isTransport: boolean, state: "elsewhere" | "missing"): string {
  if (state === "missing") return isTransport ? "no-transport" : "no-service";
  return isTransport ? "no-delivery" : "no-socket";
}
