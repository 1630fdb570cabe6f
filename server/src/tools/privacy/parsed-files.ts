/** Both files of a directory, taken apart and resolved, as making and removing a filter need them. */
import { Configuration } from "../../analysis/model/configuration";
import { earlyFailure } from "../../analysis/model/early-failures";
import { refusalOfMain, refusalOfMaster } from "../../analysis/model/refusals";
import { stopText } from "../../analysis/stop-text";
import { type MainTree, parseMainCf } from "../../syntax/main-cf";
import { type MasterChunk, type MasterTree, parseMasterCf } from "../../syntax/master-cf";
import type { PrivacyRefusal, PrivacyRequest } from "./plan";

/** The files, and what they amount to. */
export interface ParsedFiles {
  readonly main: MainTree;
  readonly master: MasterTree | undefined;
  readonly configuration: Configuration;
}

/** Takes the files apart. A refusal: Postfix itself does not get past one of them. */
export function parseFiles({
  facts,
  whereabouts,
  main: mainText,
  master: masterText,
}: Pick<PrivacyRequest, "facts" | "whereabouts" | "main" | "master">): ParsedFiles | PrivacyRefusal {
  const main = parseMainCf(mainText);
  const master = masterText === undefined ? undefined : parseMasterCf(masterText);
  const inMain = refusalOfMain(main);
  if (inMain) return refusal("main.cf", inMain.line, inMain.reason);
  const inMaster = master && refusalOfMaster(master);
  if (inMaster) return refusal("master.cf", inMaster.line, inMaster.reason);
  const configuration = new Configuration(facts, whereabouts);
  configuration.updateMaster([], master?.chunks ?? []);
  configuration.updateMain([], main.chunks);
  const stop = earlyFailure(configuration);
  if (stop) {
    const name = stop.scope === undefined ? stop.name : `${stop.scope}: ${stop.name}`;
    return refusal(
      stop.scope === undefined ? "main.cf" : "master.cf",
      undefined,
      stopText(name, stop.failure),
    );
  }
  return { main, master, configuration };
}

function refusal(file: "main.cf" | "master.cf", line: number | undefined, reason: string): PrivacyRefusal {
  const where = line === undefined ? file : `line ${line + 1} of ${file}`;
  return {
    file,
    line,
    reason: `Postfix does not get past ${where}: ${reason}. What a filter would do to its mail cannot be told until that is mended.`,
  };
}

/** Where a part of a service's logical line ends in the file. */
export function endInFile({ chunks, starts }: MasterTree, chunk: MasterChunk, end: number): number {
  return starts[chunks.indexOf(chunk)]! + chunk.node!.logical.endOffset(end);
}

/** Where a part of a service's logical line starts in the file. */
export function startInFile({ chunks, starts }: MasterTree, chunk: MasterChunk, start: number): number {
  return starts[chunks.indexOf(chunk)]! + chunk.node!.logical.offsetOf(start);
}
