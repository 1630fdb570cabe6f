import { joinWords } from "../../../base/for-people";
import { defineRule } from "../rule";
import { changeField, daemonOf, fieldSpan, fieldText } from "../service-fields";

const USUAL = ["inet", "unix", "pass"];
/** Types that programs accept which are not usual: they wait for single bytes or datagrams, not for connections. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  pickup: ["unix", "fifo", "pass"],
  qmgr: ["unix", "fifo", "pass"],
  oqmgr: ["unix", "fifo", "pass"],
  postlogd: ["unix-dgram"],
};

export const wrongServiceType = defineRule({
  id: "wrong-service-type",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A service of a type that its program cannot work with.",
    why: "A program looks at the type of the socket it is given, and ends with a fatal error at every start when it cannot serve it. The service is then there by name only.",
    bad: "postlog unix n - n - 1 postlogd\n",
    good: "postlog unix-dgram n - n - 1 postlogd\n",
    language: "postfix-master",
    references: ["master(5)"],
  },
  messages: {
    type: "Program '{program}' cannot serve a socket of type '{type}', only {allowed}: it ends with a fatal error at every start. Correct the field 'type', or the program.",
  },
  service(node, { configuration, report }) {
    const type = fieldText(node, "type");
    const program = fieldText(node, "command");
    const allowed = Object.hasOwn(OTHERS, program) ? OTHERS[program]! : USUAL;
    if (allowed.includes(type)) return;
    const daemon = daemonOf(node, configuration.facts);
    if (!daemon) return;
    const usual = usualTypes(daemon.fact.typicalServices ?? [], fieldText(node, "service"));
    report({
      message: "type",
      data: {
        program,
        type,
        allowed: joinWords(
          allowed.map((name) => `'${name}'`),
          "or",
        ),
      },
      ...fieldSpan(node, "type"),
      fixes: usual.map((name) => ({
        ...changeField(node, "type", name),
        preferred: usual.length === 1 && name !== "inet",
      })),
    });
  },
});

/** The types of the services that usually run a program; of those with this name where there are some. */
function usualTypes(typical: readonly (readonly [name: string, type: string])[], service: string): string[] {
  const named = typical.filter(([name]) => name === service);
  return [...new Set((named.length > 0 ? named : typical).map(([, type]) => type))];
}
