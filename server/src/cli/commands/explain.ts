/** `postfix-ls explain`: what a name of Postfix's stands for. */
import type { Command } from "commander";
import { explain, namesLike } from "../../analysis/explain";
import { explanationText } from "../../analysis/explanation-text";
import { complain, printable } from "../output";
import { type CliRuntime, EXIT, type VerbContext } from "../runtime";
import { addTargetOptions, chooseTarget, type TargetOptions } from "../target";

interface ExplainOptions extends TargetOptions {
  readonly json?: true;
}

/** Adds the verb. */
export function addExplain(program: Command, { runtime, finish }: VerbContext): void {
  const command = program
    .command("explain")
    .description("Explain parameters, restrictions, table types, programs and rules.")
    .argument(
      "<NAME...>",
      "names such as relayhost, reject_unauth_destination, lmdb, or the rule of a finding",
    )
    .option("--json", "one object a name, each on its line");
  addTargetOptions(command)
    .addHelpText("after", HELP)
    .action(async (names: string[], options: ExplainOptions) =>
      finish(await explainNames(runtime, names, options)),
    );
}

const HELP = `
JSON: objects with at least {name, kind, summary}; other meanings of the same name are in "also".

Exit code: 0 explained; 1 nothing is known of a NAME; 2 wrong usage.`;

async function explainNames(
  runtime: CliRuntime,
  names: readonly string[],
  options: ExplainOptions,
): Promise<number> {
  const { facts } = await chooseTarget(runtime, options, true);
  let code: number = EXIT.done;
  const explained: string[] = [];
  for (const name of names) {
    const [first, ...also] = explain(name, facts);
    if (!first) {
      const like = namesLike(name, facts);
      const hint = like.length > 0 ? `; similar names: ${like.join(", ")}` : "";
      complain(runtime, `${name}: not a name of Postfix's${hint}`);
      code = EXIT.findings;
    } else if (options.json) {
      explained.push(`${JSON.stringify(also.length > 0 ? { ...first, also } : first)}\n`);
    } else {
      explained.push(...[first, ...also].map((explanation) => `${explanationText(explanation).trimEnd()}\n`));
    }
  }
  runtime.stdout.write(options.json ? explained.join("") : explained.map(printableLines).join("\n"));
  return code;
}

function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}
