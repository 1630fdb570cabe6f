/** Lenses above the names under which a server appears to others. */
import type { CodeLens } from "vscode-languageserver-types";
import { type Directory, startOf } from "../../analysis/directory";
import type { LanguageId } from "../../contract/languages";
import type { Chunk } from "../../syntax/logical-lines";

/** The parameters that name a server. */
const NAMES = ["myhostname", "smtp_helo_name"] as const;

/** The client's command; it is given the URI of the file, and the name of the server. */
const COMMAND = "postfix.checkTrinity";

/** One lens at each line that gives a name and counts, in file order. */
export function trinityLenses(directory: Directory, language: LanguageId): CodeLens[] {
  const file = directory.file(language);
  if (!file) return [];
  const lenses = namedIn(directory, language).flatMap(({ chunk, name }) => {
    const start = startOf<unknown>(file.tree, chunk);
    if (start === undefined) return [];
    const at = file.source.positionAt(start);
    const command = { title: "Check trinity", command: COMMAND, arguments: [{ uri: file.uri, name }] };
    return [{ range: { start: at, end: at }, command }];
  });
  // A service with both has one lens.
  const byLine = new Map(lenses.map((lens) => [lens.range.start.line, lens]));
  return [...byLine].sort(([one], [other]) => one - other).map(([, lens]) => lens);
}

/** An entry that gives a name. */
interface Named {
  readonly chunk: Chunk<unknown>;
  /** Undefined where it cannot be expanded. */
  readonly name: string | undefined;
}

function namedIn({ configuration }: Directory, language: LanguageId): Named[] {
  if (language === "postfix-main") {
    return NAMES.flatMap((parameter) => {
      const name = configuration.expandedValueOf(parameter);
      return configuration
        .definitions(parameter)
        .slice(-1)
        .map((chunk) => ({ chunk, name }));
    });
  }
  return NAMES.flatMap((parameter) =>
    configuration.overridesOf(parameter).map(({ chunk, override }) => ({ chunk, name: override.value })),
  );
}
