/** Requests about clean-ups: what would go of main.cf or master.cf, and writing the result in the file's place. */
import type { PostfixFacts } from "../../analysis/model/postfix-facts";
import { isUsualDirectory, type Whereabouts } from "../../analysis/model/whereabouts";
import { type LanguageId, languageOfFile } from "../../contract/languages";
import {
  CLEANUP_REQUEST,
  type CleanupAnswer,
  type CleanupChoices,
  type CleanupParams,
  WRITE_REQUEST,
  type WriteAnswer,
  type WriteParams,
} from "../../contract/protocol";
import { parseMainCf } from "../../syntax/main-cf";
import { parseMasterCf } from "../../syntax/master-cf";
import { isRefusal, makeCleanup } from "../../tools/cleanup/make-plan";
import type { CleanupPlan, CleanupRequest } from "../../tools/cleanup/plan";
import { type PlanProof, provePlan } from "../../tools/cleanup/prove-plan";
import { answerOf, mainMissing, obstacleOf, refusedAnswer } from "../cleanup-answer";
import { currentText } from "../current-text";
import { siblingUri, whereaboutsOf } from "../uris";
import { replaceFile } from "../write-file";
import type { HandlerContext } from "./features";

/** A file and its sibling as the user has them before his eyes. */
interface FilesToClean {
  /** Of the file that is to be cleaned. */
  readonly language: LanguageId;
  readonly uri: string;
  readonly texts: Readonly<Record<LanguageId, string | undefined>>;
  readonly whereabouts: Whereabouts;
  readonly facts: PostfixFacts;
}

/** Registers the handlers. */
export function registerCleanup(context: HandlerContext): void {
  const { connection, guard, workspace, runtime } = context;

  const textOf = (uri: string | undefined) => currentText(uri, workspace, runtime.files);

  /** Both files; undefined when there is no such file. */
  const filesToClean = async (uri: string): Promise<FilesToClean | undefined> => {
    const language = (await workspace.document(uri))?.language ?? languageOfFile(uri);
    const own = await textOf(uri);
    if (language === undefined || own === undefined) return undefined;
    const other = await textOf(siblingUri(uri, language));
    const isMain = language === "postfix-main";
    const texts = { "postfix-main": isMain ? own : other, "postfix-master": isMain ? other : own };
    return { language, uri, texts, whereabouts: whereaboutsOf(uri), facts: context.facts() };
  };

  /** Has the installed postconf compare as well, where it may be started and is the one that the plan was held against. */
  const prove = async (
    { texts, facts }: FilesToClean,
    main: string,
    plan: CleanupPlan,
  ): Promise<PlanProof> => {
    const isAsked = context.mayStartPrograms() && facts.voice === "installed";
    const postconf = isAsked
      ? context.settings().postconf || (await runtime.exec.find("postconf"))
      : undefined;
    const encode = (text: string) => new TextEncoder().encode(text);
    const master = texts["postfix-master"];
    return provePlan({
      exec: runtime.exec,
      scratch: runtime.scratch,
      postconf,
      facts,
      plan,
      before: { main: encode(main), master: master === undefined ? undefined : encode(master) },
      encode: (_, text) => encode(text),
    });
  };

  connection.onRequest(
    CLEANUP_REQUEST,
    guard.request<CleanupParams, CleanupAnswer | null>("cleanup", null, async (params) => {
      await context.ready();
      const files = await filesToClean(params.uri);
      if (!files) return null;
      const before = files.texts[files.language]!;
      const main = files.texts["postfix-main"];
      if (main === undefined) return refusedAnswer(before, mainMissing(files.uri));
      const result = makeCleanup(requestOf(files, main, params));
      if (!isRefusal(result)) {
        const proof = params.prove ? await prove(files, main, result) : undefined;
        return answerOf(result, files.language, proof);
      }
      const isOwn = result.language === files.language;
      const blamed = isOwn ? files.uri : (siblingUri(files.uri, files.language) ?? files.uri);
      return refusedAnswer(before, obstacleOf(result, blamed));
    }),
  );

  connection.onRequest(
    WRITE_REQUEST,
    guard.request<WriteParams, WriteAnswer | null>("write", null, async (params) => {
      await context.ready();
      const facts = context.facts();
      const isLive = facts.voice === "installed" && isUsualDirectory(facts, whereaboutsOf(params.uri).path);
      const { files, writer, cliCommand } = runtime;
      const settings = context.settings();
      return { ...(await replaceFile(params, { files, writer, cliCommand, settings })), isLive };
    }),
  );
}

function requestOf(
  { language, texts, whereabouts, facts }: FilesToClean,
  main: string,
  { form, keep, drop }: CleanupChoices,
): CleanupRequest {
  const master = texts["postfix-master"];
  return {
    facts,
    whereabouts,
    main: parseMainCf(main),
    master: master === undefined ? undefined : parseMasterCf(master),
    languages: [language],
    form,
    keep: new Set(keep),
    drop: new Set(drop),
  };
}
