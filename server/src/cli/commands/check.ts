/** `postfix-ls check`: what the rules say about directories and files. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { placeFix } from "../../analysis/fix-all";
import { RULES } from "../../analysis/rules/index";
import { LEVEL_WORDS, type Level, type Levels, rulesAt } from "../../analysis/rules/levels";
import { messageOf, type Severity } from "../../analysis/rules/rule";
import { nearest } from "../../base/edit-distance";
import { type CheckContext, type CheckedFile, checkedFiles, checkedTable } from "../checked-files";
import { readInputs } from "../inputs";
import { mendFiles } from "../mend";
import { complain } from "../output";
import { type ReportedFinding, SEVERITIES } from "../report/finding";
import { FORMATS, type Format } from "../report/index";
import { type CliRuntime, EXIT, type VerbContext } from "../runtime";
import { addTargetOptions, chooseTarget, describeTarget, type TargetOptions } from "../target";

interface CheckOptions extends TargetOptions {
  /** The directory, from `-c`. */
  readonly c: string;
  readonly format: Format;
  readonly json?: true;
  readonly fix?: true;
  readonly severity: Levels;
  readonly minSeverity: Severity;
}

/** Adds the verb. */
export function addCheck(program: Command, { runtime, finish }: VerbContext): void {
  const command = program
    .command("check")
    .description("Report mistakes in main.cf and master.cf.")
    .argument(
      "[PATH...]",
      "directories with main.cf or master.cf, or such files (default: the directory of -c)",
    )
    .option("-c <DIR>", "directory to check when no PATH is given (default: /etc/postfix)", "/etc/postfix")
    .addOption(
      new Option("--format <FORMAT>", "text (default), json, sarif (2.1.0) or github (annotations)")
        .choices(Object.keys(FORMATS))
        .default("text"),
    )
    .option("--json", "the same as --format json")
    .option("--fix", "mend what is safe to mend unseen, and report what is left")
    .addOption(
      new Option(
        "--severity <RULE=LEVEL>",
        "how grave a rule's findings are: off, hint, info, warning or error; may be given often",
      )
        .argParser(addLevel)
        .default(new Map()),
    )
    .addOption(
      new Option(
        "--min-severity <LEVEL>",
        "leave out and do not count what is below error, warning, information or hint (default)",
      )
        .choices([...SEVERITIES, "info"])
        .default("hint"),
    );
  addTargetOptions(command)
    .addHelpText("after", HELP)
    .action(async (paths: string[], options: CheckOptions) => finish(await check(runtime, paths, options)));
}

const HELP = `
A file called main.cf, master.cf, NAME.main.cf or NAME.master.cf is read together with its sibling, and
reported alone. NAME.pcre, NAME.regexp and NAME.cidr are lookup tables. A file of any other name is taken
for main.cf, unless its lines look like services. With a directory, the lookup tables that it names are
checked as well: patterns, keys and values, aliases, and the settings of database clients.

Other files, such as lookup tables and certificates, are looked at where the configuration is the one that the
installed Postfix works with: that of -c, or the usual directory.

A comment "# postfix-ls: ignore RULE[, RULE]" above an entry silences these rules in it.

JSON: an array of {file, range: {start: {line, character}, end}, rule, severity, message, source, fixes?};
lines and characters count from 0.

Exit code: 0 no error and no warning; 1 an error or a warning; 2 wrong usage, or a PATH that cannot be read.`;

/** Reads one `RULE=LEVEL`. */
function addLevel(text: string, levels: Levels): Levels {
  const [rule = "", word = "", ...rest] = text.split("=");
  const level: Level | undefined = Object.hasOwn(LEVEL_WORDS, word) ? LEVEL_WORDS[word] : undefined;
  if (rest.length > 0 || !level) {
    throw new InvalidArgumentError("It must be RULE=LEVEL, with off, hint, info, warning or error.");
  }
  const ids = RULES.map(({ id }) => id);
  if (!ids.includes(rule)) {
    const like = nearest(rule, ids).join(", ");
    throw new InvalidArgumentError(`There is no rule "${rule}"${like && `; similar: ${like}`}.`);
  }
  return new Map(levels).set(rule, level);
}

async function check(runtime: CliRuntime, paths: readonly string[], options: CheckOptions): Promise<number> {
  // Files are read while postconf works.
  const [target, inputs] = await Promise.all([
    chooseTarget(runtime, options, true),
    readInputs(runtime, paths.length > 0 ? paths : [options.c]),
  ]);
  for (const problem of inputs.problems) complain(runtime, problem);
  const context: CheckContext = {
    runtime,
    facts: target.facts,
    rules: RULES,
    levels: options.severity,
    isNamed: paths.length === 0,
  };
  const files: CheckedFile[] = [];
  for (const configuration of inputs.configurations) {
    files.push(...(await checkedFiles(configuration, context)));
  }
  for (const table of inputs.tables) files.push(checkedTable(table, [], context));
  const limit = SEVERITIES.indexOf((LEVEL_WORDS[options.minSeverity] ?? "hint") as Severity);
  const isGrave = ({ severity }: { readonly severity: Severity }) => SEVERITIES.indexOf(severity) <= limit;
  const isMended = !options.fix || (await mendFiles(runtime, files, isGrave));
  const findings = files.flatMap(findingsOf).filter(isGrave);
  const format = options.json ? "json" : options.format;
  const report = {
    findings,
    summary: { files: files.length, target: describeTarget(target) },
    rules: rulesAt(RULES, options.severity),
    colors: runtime.stdout.isTTY && !runtime.env.NO_COLOR,
  };
  runtime.stdout.write(FORMATS[format](report));
  if (inputs.problems.length > 0 || !isMended) return EXIT.usage;
  const counts = findings.some(({ severity }) => severity === "error" || severity === "warning");
  return counts ? EXIT.findings : EXIT.done;
}

/** The findings in a file as they are reported. */
function findingsOf(file: CheckedFile): ReportedFinding[] {
  const source = file.source();
  return file.findings().map((located) => {
    const { finding, start, end, severity } = located;
    return {
      file: file.path,
      source,
      start,
      end,
      rule: finding.rule.id,
      severity,
      message: messageOf(finding),
      related: finding.related.flatMap((related) => file.placesOf(related)),
      fixes: finding.fixes.map((fix) => {
        const { title, preferred } = fix;
        return { title, preferred: preferred === true, edits: placeFix(fix, located).edits };
      }),
    };
  });
}
