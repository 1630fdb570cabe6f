import { defineRule } from "../rule";
import { changeField, daemonOf, fieldSpan, fieldText, isChrooted } from "../service-fields";

/**
 * Programs that work with files and commands all over the machine → whether
 * they cannot do without: local(8) and pipe(8) look users up and fail, the
 * other two may have all they need below the queue directory.
 */
const PROGRAMS: ReadonlyMap<string, boolean> = new Map([
  ["local", true],
  ["pipe", true],
  ["spawn", false],
  ["virtual", false],
]);

export const chrootedProgram = defineRule({
  id: "chrooted-program",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  severities: { unusual: "warning" },
  docs: {
    what: "A service with chroot whose program needs files or commands outside the queue directory.",
    why: "A program that runs with chroot sees nothing but what is below the queue directory. Those that deliver to mailboxes and start commands find neither, and mail for them is deferred or returned.",
    bad: "local unix - n y - - local\n",
    good: "local unix - n n - - local\n",
    language: "postfix-master",
    references: ["master(5)", "BASIC_CONFIGURATION_README"],
  },
  messages: {
    chroot:
      "With '{value}' in the field 'chroot', program '{program}' sees nothing outside the queue directory, where its mailboxes and commands are: it is not made to run like this. Write 'n'.",
    default:
      "'-' in the field 'chroot' means 'y' here, because of {cause}, and program '{program}' then sees nothing outside the queue directory, where its mailboxes and commands are. Write 'n'.",
    unusual:
      "With chroot, program '{program}' sees nothing outside the queue directory. Unless its mailboxes and commands are in there, mail for it is deferred. Write 'n'.",
  },
  service(node, { configuration, report }) {
    const value = fieldText(node, "chroot");
    if (value === "n" || !PROGRAMS.has(fieldText(node, "command"))) return;
    const daemon = daemonOf(node, configuration.facts);
    if (!daemon || !isChrooted(node, configuration)) return;
    const level = configuration.expandedValueOf("compatibility_level") ?? "";
    report({
      message: !PROGRAMS.get(daemon.program) ? "unusual" : value === "-" ? "default" : "chroot",
      data: {
        program: daemon.program,
        value,
        cause: level === "" ? "the version of Postfix" : `compatibility_level ${level}`,
      },
      ...fieldSpan(node, "chroot"),
      fixes: [{ ...changeField(node, "chroot", "n"), preferred: true }],
    });
  },
});
