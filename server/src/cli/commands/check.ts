/** `postfix-ls check`: what the rules say about directories and files. */
import { type Command, Option } from "commander";
import { Directory, startOf } from "../../analysis/directory";
import type { PostfixFacts } from "../../analysis/model/postfix-facts";
import { RULES } from "../../analysis/rules/index";
import { messageOf, type Related, type Rule, type Severity } from "../../analysis/rules/rule";
import { sourceText } from "../../base/source-text";
import { type InputConfiguration, type InputFile, readInputs } from "../inputs";
import { complain } from "../output";
import { type ReportedFinding, type ReportedPlace, renderJson, renderText, SEVERITIES } from "../report";
import { type CliRuntime, EXIT, type VerbContext } from "../runtime";
import { addTargetOptions, chooseTarget, describeTarget, type TargetOptions } from "../target";

interface CheckOptions extends TargetOptions {
  /** The directory, from `-c`. */
  readonly c: string;
  readonly format: "text" | "json";
  readonly json?: true;
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
      new Option("--format <FORMAT>", "text (default) or json").choices(["text", "json"]).default("text"),
    )
    .option("--json", "the same as --format json")
    .addOption(
      new Option(
        "--min-severity <LEVEL>",
        "leave out and do not count what is below error, warning, information or hint (default)",
      )
        .choices(SEVERITIES)
        .default("hint"),
    );
  addTargetOptions(command)
    .addHelpText("after", HELP)
    .action(async (paths: string[], options: CheckOptions) => finish(await check(runtime, paths, options)));
}

const HELP = `
A file called main.cf, master.cf, NAME.main.cf or NAME.master.cf is read together with its sibling, and
reported alone. A file of any other name is taken for main.cf, unless its lines look like services.

JSON: an array of {file, range: {start: {line, character}, end}, rule, severity, message, source, fixes?};
lines and characters count from 0.

Exit code: 0 no error and no warning; 1 an error or a warning; 2 wrong usage, or a PATH that cannot be read.`;

async function check(runtime: CliRuntime, paths: readonly string[], options: CheckOptions): Promise<number> {
  // Files are read while postconf works.
  const [target, inputs] = await Promise.all([
    chooseTarget(runtime, options, true),
    readInputs(runtime, paths.length > 0 ? paths : [options.c]),
  ]);
  for (const problem of inputs.problems) complain(runtime, problem);
  const limit = SEVERITIES.indexOf(options.minSeverity);
  const findings = inputs.configurations
    .flatMap((configuration) => checkConfiguration(configuration, target.facts, RULES))
    .filter(({ severity }) => SEVERITIES.indexOf(severity) <= limit);
  const files = inputs.configurations.flatMap((configuration) => configuration.files.filter(isWanted));
  if (options.json || options.format === "json") {
    runtime.stdout.write(renderJson(findings));
  } else if (files.length > 0) {
    const colors = runtime.stdout.isTTY && !runtime.env.NO_COLOR;
    const summary = { files: files.length, target: describeTarget(target) };
    runtime.stdout.write(renderText(findings, summary, colors));
  }
  if (inputs.problems.length > 0) return EXIT.usage;
  const counts = findings.some(({ severity }) => severity === "error" || severity === "warning");
  return counts ? EXIT.findings : EXIT.done;
}

function isWanted(file: InputFile): boolean {
  return file.wanted;
}

/** The findings in those files of a configuration that are to be reported. */
export function checkConfiguration(
  { files }: InputConfiguration,
  facts: PostfixFacts,
  rules: readonly Rule[],
): ReportedFinding[] {
  const directory = new Directory(facts, rules);
  for (const file of files) directory.setFile(file.language, file.path, sourceText(file.text));
  return files.filter(isWanted).flatMap((file) => {
    const { source } = directory.file(file.language)!;
    return directory.findings(file.language).map(({ finding, start, end, chunkStart, severity }) => ({
      file: file.path,
      source,
      start,
      end,
      rule: finding.rule.id,
      severity,
      message: messageOf(finding),
      related: finding.related.flatMap((related) => placeOf(directory, related)),
      fixes: finding.fixes.map(({ title, preferred, edits }) => ({
        title,
        preferred: preferred === true,
        edits: edits.map((edit) => ({
          start: chunkStart + edit.start,
          end: chunkStart + edit.end,
          newText: edit.newText,
        })),
      })),
    }));
  });
}

function placeOf(directory: Directory, related: Related): ReportedPlace[] {
  const file = directory.file(related.file);
  const chunkStart = file && startOf<unknown>(file.tree, related.chunk);
  if (!file || chunkStart === undefined) return [];
  const start = chunkStart + related.start;
  return [{ file: file.uri, position: file.source.positionAt(start), message: related.message }];
}
