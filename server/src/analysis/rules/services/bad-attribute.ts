import { nearest } from "../../../base/edit-distance";
import { joinWords } from "../../../base/for-people";
import type { CommandAttributeFact } from "../../../knowledge/facts";
import { hasSince } from "../../../knowledge/version";
import type { Word } from "../../../syntax/lists";
import type { Service } from "../../../syntax/master-cf";
import type { Configuration } from "../../model/configuration";
import { spanOf } from "../places";
import { attributesOf, flagLetters, type ProgramAttribute, unknownMacros } from "../program-attributes";
import { defineRule, type Fix } from "../rule";
import { daemonOf, fieldSpan, type ServiceDaemon } from "../service-fields";

export const badAttribute = defineRule({
  id: "bad-attribute",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A service that runs pipe(8), spawn(8) or smtp(8) with an attribute that is missing, unknown, or of a value that it cannot have.",
    why: "The program looks at its attributes when it is to work, and ends with a fatal error when something is wrong with them: mail for the service is deferred, or its clients get no answer.",
    bad: "filter unix - n n - - pipe flags=Rq argv=/usr/local/bin/filter -f ${sender} ${recipient}\n",
    good: "filter unix - n n - - pipe flags=Rq user=filter argv=/usr/local/bin/filter -f ${sender} ${recipient}\n",
    language: "postfix-master",
    references: ["pipe(8)", "spawn(8)", "smtp(8)"],
  },
  messages: {
    missing:
      "Program '{program}' does not work without {attributes} behind its options: it ends with a fatal error instead. Add what is missing; 'argv=' with the command comes last.",
    unknown:
      "Program '{program}' has no attribute '{attribute}', and ends with a fatal error because of it. It knows {known}, each written without blanks, and takes whatever stands behind 'argv=' for the command.",
    "no-attribute":
      "'{attribute}' is no attribute, so program '{program}' ends with a fatal error. An attribute is written 'name=value' without blanks; the command and its arguments stand behind 'argv='.",
    flag: "Program '{program}' of Postfix {version} has no flag '{flag}', and ends with a fatal error because of it. It knows {known}.",
    privileged:
      "Program '{program}' refuses to run a command as '{user}', and ends with a fatal error. Use an account that is for this command alone.",
    size: "'{value}' is no size in bytes, so program '{program}' ends with a fatal error. Write the number of bytes, in digits alone.",
    macro:
      "Postfix {version} has no macro '{macro}' for the command, and defers all mail for this service because of it. Correct the name; a '$' that is meant for the command is written '$$'.",
  },
  service(node, { configuration, report }) {
    const daemon = daemonOf(node, configuration.facts);
    const facts = daemon?.fact.commandAttributes;
    if (!daemon || !facts) return;
    const found = attributesOf(node, daemon, configuration.facts);
    for (const attribute of found) {
      for (const { message, at, data, names = [] } of problemsOf(attribute, facts, daemon, configuration)) {
        report({
          message,
          data: { program: daemon.program, version: configuration.facts.version.text, ...data },
          ...spanOf(node.logical, at.start, at.end),
          fixes: renames(at, names, node),
        });
      }
    }
    // A word that nobody knows may be the one that is missing.
    if (found.some(({ name }) => name === "" || !Object.hasOwn(facts, name))) return;
    const missing = Object.entries(facts)
      .filter(([name, { required }]) => required && !found.some((attribute) => attribute.name === name))
      .map(([name]) => `'${name}='`);
    if (missing.length === 0) return;
    const data = { program: daemon.program, attributes: joinWords(missing, "and") };
    report({ message: "missing", data, ...fieldSpan(node, "command") });
  },
});

type Facts = Readonly<Record<string, CommandAttributeFact>>;

/** What is wrong with an attribute. */
interface Problem {
  readonly message: string;
  readonly at: Word;
  readonly data: Readonly<Record<string, string>>;
  /** Names that could be meant. */
  readonly names?: readonly string[];
}

function problemsOf(
  attribute: ProgramAttribute,
  facts: Facts,
  { program, fact }: ServiceDaemon,
  configuration: Configuration,
): Problem[] {
  const { name, written, value, word } = attribute;
  if (name === "") return [{ message: "no-attribute", at: word, data: { attribute: word.text } }];
  if (!Object.hasOwn(facts, name)) {
    const names = Object.keys(facts);
    const known = joinWords(
      names.map((each) => `'${each}='`),
      "and",
    );
    const at = { text: name, start: word.start, end: word.start + name.length };
    return [{ message: "unknown", at, data: { attribute: written, known }, names }];
  }
  const { version } = configuration.facts;
  const { letters } = facts[name]!;
  if (letters) return flagProblems(value, flagLetters(letters, version));
  if (name === "user" && isRefused(value.text, program, configuration)) {
    return [{ message: "privileged", at: value, data: { user: value.text } }];
  }
  if (name === "size" && !/^\d+$/.test(value.text)) {
    return [{ message: "size", at: value, data: { value: value.text } }];
  }
  if (name !== "argv" || !fact.macros) return [];
  const names = Object.keys(fact.macros).filter((macro) =>
    hasSince(version, fact.macros![macro]!.since ?? undefined),
  );
  return unknownMacros(attribute.command, names).map((at) => ({
    message: "macro",
    at,
    data: { macro: at.text },
    names,
  }));
}

/** The first letter that the program does not know; there it ends. */
function flagProblems(value: Word, letters: readonly string[]): Problem[] {
  const index = [...value.text].findIndex((letter) => !letters.includes(letter));
  if (index < 0) return [];
  const flag = value.text[index]!;
  const at = { text: flag, start: value.start + index, end: value.start + index + 1 };
  const known = joinWords(
    letters.map((letter) => `'${letter}'`),
    "and",
  );
  return [{ message: "flag", at, data: { flag, known } }];
}

/** Whether a program does not work as this user or group. */
function isRefused(text: string, program: string, configuration: Configuration): boolean {
  const [user, group = ""] = text.split(":");
  const owner = configuration.expandedValueOf("mail_owner");
  if (user === "root" || (owner !== undefined && user === owner)) return true;
  if (group === "root") return true;
  return program === "pipe" && group !== "" && group === configuration.expandedValueOf("setgid_group");
}

/** Takes a name for one that is near. */
function renames(at: Word, names: readonly string[], node: Service): Fix[] {
  const near = nearest(at.text, names, 2);
  return near.map((name) => ({
    title: `Change to '${name}'`,
    edits: [{ ...spanOf(node.logical, at.start, at.end), newText: name }],
    preferred: near.length === 1,
  }));
}
