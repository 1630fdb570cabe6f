// A configuration kept up to date edit by edit answers every question like one that is made anew.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Diagnoser, type Subject } from "../../server/src/analysis/diagnoser";
import { Directory, directoryOf } from "../../server/src/analysis/directory";
import { Configuration, referencedNames } from "../../server/src/analysis/model/configuration";
import { knownFacts } from "../../server/src/analysis/model/postfix-facts";
import { RULES } from "../../server/src/analysis/rules/index";
import { defineRule, type Finding, type Rule } from "../../server/src/analysis/rules/rule";
import { sourceText } from "../../server/src/base/source-text";
import type { LanguageId } from "../../server/src/contract/languages";
import { parseVersion } from "../../server/src/knowledge/version";
import { parseMainCf, reparseMainCf } from "../../server/src/syntax/main-cf";
import { parseMasterCf, reparseMasterCf } from "../../server/src/syntax/master-cf";
import { applyEdit, type Edit, edits, mainText, masterText, runs, SEED } from "./arbitraries";

const MACHINE = {
  hostname: "mail.example.test",
  hosts: new Map([["localhost", ["127.0.0.1"]]]),
  processId: 1,
  addresses: [
    { family: "IPv4", address: "127.0.0.1", netmask: "255.0.0.0" },
    { family: "IPv6", address: "::1", netmask: "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" },
  ],
} as const;
const FACTS = knownFacts(parseVersion("3.7.11")!, MACHINE);

type Step = { readonly file: "main" | "master"; readonly edit: Edit };
const step = (file: "main" | "master", text: fc.Arbitrary<string>): fc.Arbitrary<Step> =>
  edits(text, 1).map(([edit]) => ({ file, edit: edit! }));
const steps = fc.array(fc.oneof(step("main", mainText), step("master", masterText)), {
  minLength: 1,
  maxLength: 6,
});

/** Names that questions are asked about: those in the files, those referred to, and some that are neither. */
function namesIn(configuration: Configuration): string[] {
  const names = new Set([
    "a",
    "b",
    "c",
    "mydomain",
    "mynetworks",
    "virtual_maps",
    "no_such_name",
    "process_name",
  ]);
  const add = (name: string, expression: Parameters<typeof referencedNames>[0]) => {
    names.add(name);
    for (const reference of referencedNames(expression)) names.add(reference);
  };
  for (const name of configuration.definedNames())
    add(name, configuration.definitions(name).at(-1)!.node!.expression);
  for (const scope of configuration.scopes()) {
    for (const [name, override] of configuration.overridesOfScope(scope)) add(name, override.expression);
  }
  return [...names].sort();
}

/** Every question the configuration answers, with the answers as plain data. */
function answers(configuration: Configuration, names: readonly string[]): unknown {
  const scopes = [...configuration.scopes()].sort();
  const each = [undefined, ...scopes];
  return {
    scopes,
    defined: [...configuration.definedNames()].sort(),
    tableSettings: [...configuration.tableSettings()].sort(),
    known: [...configuration.knownNames()]
      .filter(([, kind]) => kind !== "builtin" && kind !== "legacy")
      .sort(),
    services: configuration.services().map((chunk) => chunk.text),
    hasServices: configuration.hasServices(),
    classes: each.map((scope) => configuration.restrictionClasses(scope)),
    named: ["smtp", "x", "relay", "none"].map((name) =>
      configuration.servicesNamed(name).map((chunk) => chunk.text),
    ),
    names: names.map((name) => ({
      name,
      kind: configuration.nameKind(name),
      builtinKind: configuration.builtinKind(name),
      referenced: configuration.isReferencedBySettings(name),
      definitions: configuration.definitions(name).map((chunk) => chunk.text),
      overrides: configuration.overridesOf(name).map(({ chunk, override }) => [chunk.text, override.value]),
      default: configuration.defaultOf(name)?.text,
      each: each.map((scope) => [
        configuration.isUsed(name, scope),
        configuration.isDefined(name, scope),
        configuration.valueOf(name, scope)?.text,
        configuration.valueOf(name, scope)?.origin,
        configuration.expandedValueOf(name, scope),
        scope && configuration.overridesIn(scope, name).map(({ override }) => override.value),
      ]),
    })),
  };
}

describe("a configuration after edits", () => {
  it("answers like a new one, and names every name whose answers changed", () => {
    fc.assert(
      fc.property(mainText, masterText, steps, (main, master, sequence) => {
        let trees = { main: parseMainCf(main), master: parseMasterCf(master) };
        const configuration = new Configuration(FACTS);
        configuration.updateMaster([], trees.master.chunks);
        configuration.updateMain([], trees.main.chunks);
        for (const { file, edit } of sequence) {
          const names = namesIn(configuration);
          const tracked = names.map((name) => configuration.track(() => askAbout(configuration, name)));
          const { text, change } = applyEdit(trees[file].text, edit);
          let changed: Set<string>;
          if (file === "main") {
            const { tree, removed, added } = reparseMainCf(trees.main, text, change);
            changed = configuration.updateMain(removed, added);
            trees = { ...trees, main: tree };
          } else {
            const { tree, removed, added } = reparseMasterCf(trees.master, text, change);
            changed = configuration.updateMaster(removed, added);
            trees = { ...trees, master: tree };
          }
          const fresh = new Configuration(FACTS);
          fresh.updateMaster([], trees.master.chunks);
          fresh.updateMain([], trees.main.chunks);
          const all = [...new Set([...names, ...namesIn(fresh)])].sort();
          expect(answers(configuration, all)).toEqual(answers(fresh, all));
          // Who looked at none of the names that changed gets the answer he got.
          tracked.forEach(({ answer, reads }, index) => {
            if ([...reads].some((name) => changed.has(name))) return;
            expect(askAbout(configuration, names[index]!)).toEqual(answer);
          });
        }
      }),
      { seed: SEED, numRuns: runs(150) },
    );
  });
});

/** What a rule may ask about one name. */
function askAbout(configuration: Configuration, name: string): unknown {
  return [
    configuration.nameKind(name),
    configuration.isUsed(name),
    configuration.isDefined(name),
    configuration.valueOf(name)?.text,
    configuration.expandedValueOf(name),
    configuration.isUsed(name, "smtp/inet"),
    configuration.isDefined(name, "smtp/inet"),
    configuration.expandedValueOf(name, "x/unix"),
    configuration.overridesOf(name).map(({ override }) => override.value),
    configuration.hasServices(),
    configuration.servicesNamed("smtp").length,
  ];
}

const DOCS = { what: "", why: "", bad: "", good: "", references: [] };
const rule = (id: string, checks: Pick<Rule, "assignment" | "service">): Rule =>
  defineRule({
    id,
    since: "0.1.0",
    status: "stable",
    severity: "warning",
    docs: DOCS,
    messages: { it: id },
    ...checks,
  });

/** Two rules that look at much: at names near and far, and at all services. */
const TEST_RULES = [
  rule("test-name", {
    assignment(node, { configuration, report }) {
      const told = [
        configuration.nameKind(node.name),
        configuration.expandedValueOf(node.name),
        configuration.isDefined("a"),
      ];
      report({ message: "it", start: 0, end: 1, data: { told: told.join("|") } });
    },
  }),
  rule("test-service", {
    service(node, { configuration, report }) {
      const told = configuration.services().map((chunk) => chunk.text.length);
      if (node.overrides.length > 0)
        report({ message: "it", start: 0, end: 1, data: { told: told.join("|") } });
    },
  }),
];

const plain = ({
  finding,
  ...place
}: {
  finding: Finding;
  start: number;
  end: number;
  chunkStart: number;
}) => ({
  ...place,
  rule: finding.rule.id,
  message: finding.message,
  data: finding.data,
  fixes: finding.fixes,
  related: finding.related.map(({ chunk, ...rest }) => ({ ...rest, text: chunk.text })),
});

const LANGUAGES: readonly LanguageId[] = ["postfix-main", "postfix-master"];

describe("the findings of a directory after edits", () => {
  it("are those of a new directory", () => {
    let count = 0;
    fc.assert(
      fc.property(mainText, masterText, steps, (main, master, sequence) => {
        const rules = [...TEST_RULES, ...RULES];
        const texts = { main, master };
        const directory = directoryOf(FACTS, rules, texts);
        for (const { file, edit } of sequence) {
          const { text, change } = applyEdit(texts[file], edit);
          texts[file] = text;
          directory.changeFile(file === "main" ? "postfix-main" : "postfix-master", sourceText(text), change);
          const fresh = directoryOf(FACTS, rules, texts);
          for (const language of LANGUAGES) {
            const found = directory.findings(language).map(plain);
            expect(found).toEqual(fresh.findings(language).map(plain));
            count += found.length;
          }
        }
      }),
      { seed: SEED, numRuns: runs(100) },
    );
    expect(count).toBeGreaterThan(1_000);
  });

  it("stay right when files come, go and are held against another version", () => {
    const old = knownFacts(parseVersion("2.11")!, MACHINE);
    const directory = new Directory(FACTS, RULES);
    const state = () => LANGUAGES.map((language) => directory.findings(language).map(plain));
    directory.setFile(
      "postfix-main",
      "main.cf",
      sourceText("x_time_limit = 5\nsmtpd_relay_restrictions =\n"),
    );
    const alone = state();
    directory.setFile("postfix-master", "master.cf", sourceText("x unix - n n - - pipe\n"));
    directory.useFacts(old);
    const expected = directoryOf(old, RULES, {
      main: "x_time_limit = 5\nsmtpd_relay_restrictions =\n",
      master: "x unix - n n - - pipe\n",
    });
    expect(state()).toEqual(LANGUAGES.map((language) => expected.findings(language).map(plain)));
    directory.removeFile("postfix-master");
    directory.useFacts(FACTS);
    expect(state()).toEqual(alone);
    directory.removeFile("postfix-main");
    expect(state()).toEqual([[], []]);
  });
});

describe("the rules", () => {
  it("are run again on what changed and on what looked at it, and on nothing else", () => {
    const ran: string[] = [];
    const noting = rule("test-noting", {
      assignment(node, { configuration }) {
        ran.push(node.name);
        configuration.expandedValueOf(node.name);
      },
    });
    const configuration = new Configuration(FACTS);
    const diagnoser = new Diagnoser(configuration, [noting]);
    let tree = parseMainCf("a = 1\nb = $a\nc = $b\nd = 2\n# end\n");
    const subjects = (chunks: typeof tree.chunks): Subject[] =>
      chunks.map((chunk) => ({ file: "main", chunk }));
    diagnoser.update([], subjects(tree.chunks), configuration.updateMain([], tree.chunks));
    diagnoser.findings("main");
    expect(ran).toEqual(["a", "b", "c", "d"]);
    const change = (start: number, oldEnd: number, newText: string) => {
      ran.length = 0;
      const text = tree.text.slice(0, start) + newText + tree.text.slice(oldEnd);
      const result = reparseMainCf(tree, text, { start, oldEnd, newEnd: start + newText.length });
      tree = result.tree;
      const changed = configuration.updateMain(result.removed, result.added);
      diagnoser.update(subjects(result.removed), subjects(result.added), changed);
      diagnoser.findings("main");
      return ran.join(" ");
    };
    expect(change(4, 5, "3"), "a, and what refers to it").toBe("a b c");
    expect(change(24, 25, "4"), "d, which nothing refers to").toBe("d");
    expect(change(tree.text.length - 1, tree.text.length - 1, "!"), "a comment").toBe("");
  });
});
