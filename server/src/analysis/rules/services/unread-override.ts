import { joinWords } from "../../../base/for-people";
import type { Configuration } from "../../model/configuration";
import { overrideSpan, removeOverride } from "../remove-option";
import { defineRule } from "../rule";
import { daemonOf } from "../service-fields";

/** Parts of Postfix that every program may contain. */
const LIBRARIES = ["*", "tls"];

export const unreadOverride = defineRule({
  id: "unread-override",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "An override of a parameter that the program of the service does not read.",
    why: "A `-o` holds for the one program that is started with it. Header checks, for instance, are made by cleanup and not by the SMTP server, so that an override at the latter changes nothing, and Postfix does not say so.",
    bad: "submission inet n - n - - smtpd\n  -o header_checks=regexp:/etc/postfix/submission_checks\n",
    good: "submission inet n - n - - smtpd\n  -o cleanup_service_name=submission-cleanup\nsubmission-cleanup unix n - n - 0 cleanup\n  -o header_checks=regexp:/etc/postfix/submission_checks\n",
    language: "postfix-master",
    references: ["master(5)", "postconf(5)"],
  },
  messages: {
    unread:
      "Program '{program}' does not read '{name}', so this option has no effect. {readers} it: put the option where that runs, or remove it.",
    cleanup:
      "Program '{program}' does not read '{name}', so this option has no effect: the cleanup server does. To have it for this service alone, add a cleanup service of its own with this option, and name that in '-o cleanup_service_name'.",
  },
  service(node, { configuration, chunk, report }) {
    if (node.overrides.length === 0) return;
    const daemon = daemonOf(node, configuration.facts);
    if (!daemon) return;
    const { program } = daemon;
    for (const override of node.overrides) {
      const { name, problem } = override;
      if (problem || isRead(configuration, name, program, new Set())) continue;
      const { registry } = configuration.facts;
      const all = readersOf(configuration, name) ?? [];
      // Whoever runs the old queue manager knows it by the name of the new one.
      const daemons = all.filter((reader) => reader !== "oqmgr" && registry.daemon(reader));
      const readers = daemons.length > 0 ? daemons : all;
      const isOfCleanup = readers.includes("cleanup") && ["smtpd", "qmqpd", "pickup"].includes(program);
      report({
        message: isOfCleanup ? "cleanup" : "unread",
        data: { program, name, readers: sentenceStart(readers) },
        ...overrideSpan(node, override),
        fixes: removeOverride(node, chunk.text, override).map((fix) => ({ ...fix, preferred: false })),
      });
    }
  },
});

function sentenceStart(readers: readonly string[]): string {
  const names = readers.map((reader) => `'${reader}'`);
  return readers.length === 1 ? `Only ${names[0]} reads` : `Only ${joinWords(names, "and")} read`;
}

/** The programs that read a parameter, such as one of a delivery service; undefined for names that are not Postfix's. */
function readersOf(configuration: Configuration, name: string): readonly string[] | undefined {
  const { registry } = configuration.facts;
  const known = registry.parameter(name);
  if (known) return known.fact.programs;
  if (configuration.builtinKind(name) !== "service") return undefined;
  const [pattern] = registry.serviceParameterNames(name);
  return pattern && registry.serviceParameter(name, pattern.suffix).fact.programs;
}

/** Whether a program reads a parameter, by itself or through the default of another one. */
function isRead(configuration: Configuration, name: string, program: string, seen: Set<string>): boolean {
  if (seen.has(name)) return false;
  seen.add(name);
  const readers = readersOf(configuration, name);
  // Nothing is said of names that are none of Postfix's own.
  if (!readers || readers.includes(program) || LIBRARIES.some((each) => readers.includes(each))) return true;
  if (program.endsWith("qmgr") && readers.some((reader) => reader.endsWith("qmgr"))) return true;
  if (configuration.isReferencedBySettings(name)) return true;
  return (configuration.facts.defaultReferences.get(name) ?? []).some((other) =>
    isRead(configuration, other, program, seen),
  );
}
