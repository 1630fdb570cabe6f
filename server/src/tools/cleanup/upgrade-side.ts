/** Both files of a directory, with what they amount to for one version of Postfix. */
import { Configuration } from "../../analysis/model/configuration";
import type { PostfixFacts } from "../../analysis/model/postfix-facts";
import type { Whereabouts } from "../../analysis/model/whereabouts";
import { sourceText } from "../../base/source-text";
import { hasSince } from "../../knowledge/version";
import { type MainTree, parseMainCf } from "../../syntax/main-cf";
import { type MasterTree, parseMasterCf } from "../../syntax/master-cf";

/** Both files and what they amount to for one Postfix. */
export interface Side {
  readonly main: MainTree;
  readonly master: MasterTree | undefined;
  readonly configuration: Configuration;
}

/** Parses both files; `masterText` is undefined when that file is not at hand. */
export function sideOf(
  { whereabouts }: { readonly whereabouts: Whereabouts },
  facts: PostfixFacts,
  mainText: string,
  masterText: string | undefined,
): Side {
  const main = parseMainCf(mainText);
  const master = masterText === undefined ? undefined : parseMasterCf(masterText);
  const configuration = new Configuration(facts, whereabouts);
  configuration.updateMaster([], master?.chunks ?? []);
  configuration.updateMain([], main.chunks);
  return { main, master, configuration };
}

/** The line of main.cf, from 0, that counts for a name. */
export function lineSetting(main: MainTree, configuration: Configuration, name: string): number | undefined {
  const chunk = configuration.definitions(name).at(-1);
  return chunk && lineAt(main, main.starts[main.chunks.indexOf(chunk)]!);
}

/** The line, from 0, of an offset. */
export function lineAt({ text }: { readonly text: string }, offset: number): number {
  return sourceText(text).positionAt(offset).line;
}

/** As postconf names it: `name`, or `service/type/name`. */
export function idOf(service: string | undefined, name: string): string {
  return service === undefined ? name : `${service}/${name}`;
}

/** Whether a version reads a parameter without doing anything with it. */
export function isIgnored(name: string, { registry, version }: PostfixFacts): boolean {
  const fact = registry.parameter(name)?.fact;
  return fact?.status === "ignored" && hasSince(version, fact.deprecated);
}
