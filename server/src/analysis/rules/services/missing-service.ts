import { hasSince } from "../../../knowledge/version";
import type { Configuration } from "../../model/configuration";
import { isWholeMaster, type SocketClass, socketClassOf, socketState } from "../../model/transports";
import { defineRule } from "../rule";

/** A service that something needs. */
interface Need {
  readonly service: string;
  readonly place: SocketClass;
  /** What does not work without it, as the end of a sentence. */
  readonly effect: string;
}

export const missingService = defineRule({
  id: "missing-service",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A master.cf without a service that the rest of the configuration cannot do without.",
    why: "Postfix starts all the same, and finds out when it needs the service: programs wait for it and end, and mail is not accepted, not delivered or not returned.",
    bad: "pickup unix n - n 60 1 pickup\ncleanup unix n - n - 0 cleanup\nrewrite unix - - n - - trivial-rewrite\nbounce unix - - n - 0 bounce\ndefer unix - - n - 0 bounce\nerror unix - - n - - error\nretry unix - - n - - error\nlocal unix - n n - - local\nsmtp unix - - n - - smtp\ntlsmgr unix - - n 1000? 1 tlsmgr\n",
    good: "pickup unix n - n 60 1 pickup\ncleanup unix n - n - 0 cleanup\nqmgr unix n - n 300 1 qmgr\nrewrite unix - - n - - trivial-rewrite\nbounce unix - - n - 0 bounce\ndefer unix - - n - 0 bounce\nerror unix - - n - - error\nretry unix - - n - - error\nlocal unix - n n - - local\nsmtp unix - - n - - smtp\ntlsmgr unix - - n 1000? 1 tlsmgr\n",
    language: "postfix-master",
    references: ["master(5)", "OVERVIEW"],
  },
  messages: {
    missing:
      "There is no service '{service}' in this file, and without it {effect}. Take it over from the master.cf that came with Postfix.",
  },
  configuration({ configuration, report }) {
    if (!isNearlyComplete(configuration)) return;
    for (const { service, place, effect } of needs(configuration)) {
      if (socketState(configuration, service, place) !== "missing") continue;
      report({
        file: "postfix-master",
        message: "missing",
        data: { service, effect },
        start: 0,
        end: 0,
      });
    }
  },
});

/** What every Postfix needs, by the parameter with the name of the service. */
const CORE: Readonly<Record<string, string>> = {
  bounce_service_name: "no undeliverable mail is returned",
  cleanup_service_name: "no mail gets into the queue",
  defer_service_name: "no reasons of delays are kept, and delayed mail is not returned",
  pickup_service_name: "mail from the sendmail command never gets into the queue",
  queue_service_name: "no mail is delivered",
  rewrite_service_name: "no address is understood, so that mail is neither accepted nor delivered",
};

/** A file with few of the services is a part of one, or made for some other purpose. */
function isNearlyComplete(configuration: Configuration): boolean {
  if (!isWholeMaster(configuration)) return false;
  const there = Object.keys(CORE).filter((name) => {
    const service = configuration.expandedValueOf(name) ?? "";
    return configuration.servicesNamed(service).length > 0;
  });
  return there.length >= 4;
}

function* needs(configuration: Configuration): Iterable<Need> {
  const { version } = configuration.facts;
  for (const [parameter, effect] of Object.entries(CORE)) {
    const service = configuration.expandedValueOf(parameter);
    if (service) yield { service, place: socketClassOf(parameter), effect };
  }
  if (hasSince(version, "2.4")) {
    yield {
      service: "retry",
      place: "private",
      effect: "the queue manager cannot put off what it cannot deliver",
    };
  }
  for (const { parameter, domains } of TRANSPORTS) {
    const value = configuration.valueOf(parameter);
    const transport = configuration.expandedValueOf(parameter)?.split(":")[0];
    if (value?.origin !== "default" || !transport || !hasDomains(configuration, domains)) continue;
    const effect = `mail by ${parameter}, which is not set and stands for '${transport}', is deferred`;
    yield { service: transport, place: "private", effect };
  }
  if (hasSince(version, "3.4") && configuration.expandedValueOf("maillog_file")) {
    yield { service: "postlog", place: "public", effect: "nothing is logged to maillog_file" };
  }
  if (USERS_OF_TLS.some((name) => isTlsOn(configuration, name))) {
    yield { service: "tlsmgr", place: "private", effect: "TLS does not work" };
  }
}

/** Transports, and the domains that make them needed. */
const TRANSPORTS = [
  { parameter: "default_transport", domains: undefined },
  { parameter: "local_transport", domains: "mydestination" },
  { parameter: "virtual_transport", domains: "virtual_mailbox_domains" },
];

/** Whether main.cf gives a domain class members; a default alone shows nobody's intention. */
function hasDomains(configuration: Configuration, name: string | undefined): boolean {
  if (name === undefined) return true;
  return (
    configuration.definitions(name).length > 0 && (configuration.expandedValueOf(name) ?? "").trim() !== ""
  );
}

const USERS_OF_TLS = ["smtpd_tls_security_level", "smtp_tls_security_level"];

/** Whether main.cf asks for TLS; by default mail goes without it where it does not work. */
function isTlsOn(configuration: Configuration, name: string): boolean {
  if (configuration.definitions(name).length === 0) return false;
  const level = configuration.expandedValueOf(name)?.trim().toLowerCase();
  return level !== undefined && level !== "" && level !== "none";
}
