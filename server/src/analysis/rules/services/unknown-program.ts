import { editDistance, nearest } from "../../../base/edit-distance";
import { hasSince } from "../../../knowledge/version";
import { defineRule } from "../rule";
import { changeField, fieldSpan, fieldText, isPlainService } from "../service-fields";

export const unknownProgram = defineRule({
  id: "unknown-program",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  severities: { path: "error" },
  docs: {
    what: "A service that runs a program which Postfix does not have, but which looks like one it has, comes with a newer version, or is given with its path.",
    why: "The master daemon looks for the program in daemon_directory, and there only. When it is not there, each attempt to start it fails, with a fatal error in the log, and whatever needs the service waits.",
    bad: "cleanup unix n - n - 0 claenup\n",
    good: "cleanup unix n - n - 0 cleanup\n",
    language: "postfix-master",
    references: ["master(5)", "master(8)"],
  },
  messages: {
    typo: "Postfix has no program '{program}'. Unless there is one of that name in daemon_directory, service '{service}' can never start. Did you mean '{candidate}'?",
    "too-new":
      "Program '{program}' came with Postfix {since}; Postfix {version}, which this configuration is held against, does not have it, so that service '{service}' can never start. Remove the service until the upgrade, or correct the setting postfix.version if the version is not the right one.",
    path: "The master daemon puts daemon_directory in front of '{program}', even though it is an absolute path, and does not find the program there: service '{service}' can never start. Write the name alone; pipe(8) and spawn(8) run programs from elsewhere.",
  },
  service(node, { configuration, report }) {
    const { registry, version } = configuration.facts;
    const program = fieldText(node, "command");
    const known = registry.daemon(program);
    if ((known && hasSince(version, known.since)) || !isPlainService(node)) return;
    const data = { program, service: fieldText(node, "service") };
    const place = fieldSpan(node, "command");
    if (known) {
      report({
        message: "too-new",
        data: { ...data, since: known.since ?? "", version: version.text },
        ...place,
      });
    } else if (program.startsWith("/")) {
      const name = program.replace(/^.*\//, "");
      const fixes = registry.daemonNames().includes(name)
        ? [{ ...changeField(node, "command", name), preferred: true }]
        : [];
      report({ message: "path", data, ...place, fixes });
    } else {
      const candidate = candidateFor(program, registry.daemonNames());
      if (candidate === undefined) return;
      const fixes = [{ ...changeField(node, "command", candidate), preferred: true }];
      report({ message: "typo", data: { ...data, candidate }, ...place, fixes });
    }
  },
});

/** Names of programs that older or other versions have beside the ones of today. */
const OTHERS = new Set(["nqmgr", "smtpd.real"]);

/** The one program that a name is one slip away from. Digits are no slips: `smtpd2` is somebody's own. */
function candidateFor(program: string, names: readonly string[]): string | undefined {
  if (OTHERS.has(program) || !/^[A-Za-z-]{4,}$/.test(program)) return undefined;
  const near = nearest(program, names).filter((name) => editDistance(program.toLowerCase(), name) <= 1);
  return near.length === 1 ? near[0] : undefined;
}
