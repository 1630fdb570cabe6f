/** Requests about the header privacy filter: what it would be made of, and what taking it out would change. */
import { textOfBytes } from "../../base/decode";
import { sourceText } from "../../base/source-text";
import {
  PRIVACY_REQUEST,
  type PrivacyAnswer,
  type PrivacyFile,
  type PrivacyLine,
  type PrivacyParams,
  type PrivacyWishes,
  type TableTestResult,
} from "../../contract/protocol";
import { rangeOf } from "../../features/ranges";
import { type AskTable, conflictsOf, readAskedTable } from "../../tools/privacy/conflicts";
import { IDENTIFYING_LINES } from "../../tools/privacy/header-lines";
import {
  changeOf,
  isRefused,
  type PlannedFile,
  type PrivacyNote,
  type PrivacyRefusal,
  type PrivacyRequest,
} from "../../tools/privacy/plan";
import { planRemoval, type TableFile } from "../../tools/privacy/remove";
import { noteSections, scopeText } from "../../tools/privacy/report";
import { samplesFor } from "../../tools/privacy/samples";
import { planPrivacy } from "../../tools/privacy/set-up";
import { isTableName, MARK } from "../../tools/privacy/table";
import type { TableJob } from "../../tools/table-test/job";
import { currentText } from "../current-text";
import { pathOfUri, whereaboutsOf } from "../uris";
import type { HandlerContext } from "./features";

/** How long a table that is asked before the filter's may take for one line. */
const PATIENCE_MS = 5_000;

const LINES: readonly PrivacyLine[] = IDENTIFYING_LINES.map(({ id, names, why }) => ({ id, names, why }));

/** Registers the handlers. */
export function registerPrivacy(context: HandlerContext): void {
  const { connection, guard, workspace, runtime } = context;

  /** What a plan is made of; undefined when there is no main.cf. */
  const requestFor = async (
    directory: string,
  ): Promise<{ request: PrivacyRequest; tables: TableFile[] } | undefined> => {
    const textOf = (name: string) => currentText(`${directory}/${name}`, workspace, runtime.files);
    const [main, master] = await Promise.all([textOf("main.cf"), textOf("master.cf")]);
    if (main === undefined) return undefined;
    const path = pathOfUri(directory);
    const listed = path === undefined ? undefined : await runtime.files.list(path);
    const names = (listed?.ok ? listed.value : []).map((name) => name.slice(name.lastIndexOf("/") + 1));
    const tables: TableFile[] = [];
    for (const name of names.filter(isTableName)) {
      const text = await textOf(name);
      if (text !== undefined) tables.push({ name, text });
    }
    const whereabouts = whereaboutsOf(`${directory}/main.cf`);
    return { request: { facts: context.facts(), whereabouts, main, master, names }, tables };
  };

  /** Asks a table on the thread for tables: nobody knows how slow its patterns are. */
  const askTable: AskTable = async (name, keys) => {
    const asked = await readAskedTable(name, (path) => runtime.files.read(path));
    if (typeof asked === "string") return asked;
    const { type, text, isFile } = asked;
    const table = { type, isAliases: false, text: textOfBytes(text), uses: [], settings: {} };
    const answers = [];
    for (const key of keys) {
      const job: TableJob = { kind: "test", table, input: { kind: "key", text: key } };
      const result = await runtime.background.run(job, PATIENCE_MS);
      if (result.kind !== "done") return "does not answer in time";
      const [lookup] = (result.value as TableTestResult).lookups;
      if (!lookup) return "what it holds is not known here";
      const line = isFile && lookup.line !== null ? lookup.line : undefined;
      answers.push(lookup.value === null ? undefined : { value: lookup.value, line });
    }
    return answers;
  };

  connection.onRequest(
    PRIVACY_REQUEST,
    guard.request<PrivacyParams, PrivacyAnswer | null>("privacy", null, async ({ directory, wishes }) => {
      await context.ready();
      const found = await requestFor(directory);
      if (!found) return refusedAnswer(directory, noMain());
      const { request, tables } = found;
      return wishes === null
        ? removalAnswer(directory, request, tables)
        : await setUpAnswer(directory, request, wishes, askTable);
    }),
  );
}

async function setUpAnswer(
  directory: string,
  request: PrivacyRequest,
  { scope, received, keep }: PrivacyWishes,
  ask: AskTable,
): Promise<PrivacyAnswer> {
  const plan = planPrivacy(request, { scope, received, type: undefined, keep: new Set(keep) });
  if (isRefused(plan)) return refusedAnswer(directory, plan);
  const notes = [...(await conflictsOf(plan, ask)), ...plan.notes];
  const { name, text } = plan.table;
  return {
    refusal: null,
    scope: scopeText(plan),
    notes: noteTexts(notes),
    files: plan.files.map((file) => fileOf(directory, file)),
    table: { uri: `${directory}/${name}`, language: `postfix-${plan.type}`, text },
    lines: LINES,
    samples: samplesFor(plan.identity),
  };
}

function removalAnswer(
  directory: string,
  request: PrivacyRequest,
  tables: readonly TableFile[],
): PrivacyAnswer {
  const plan = planRemoval(request, tables);
  if (isRefused(plan)) return refusedAnswer(directory, plan);
  const files = plan.files.map((file) => fileOf(directory, file));
  return {
    refusal: null,
    scope: "",
    notes: noteTexts(plan.notes),
    files,
    table: null,
    lines: LINES,
    samples: samplesFor(plan.identity),
  };
}

/** The notes with what they are about in front of the first of each kind. */
function noteTexts(notes: readonly PrivacyNote[]): string[] {
  return noteSections(notes).flatMap(({ title, items }) =>
    items.map((item, index) => (index === 0 ? `${title} ${item}` : item)),
  );
}

function fileOf(directory: string, planned: PlannedFile): PrivacyFile {
  const { file, name, before, edits } = planned;
  const source = sourceText(before ?? "");
  return {
    uri: `${directory}/${name}`,
    change: changeOf(planned),
    before: before ?? "",
    edits: edits.map(({ start, end, newText }) => ({
      range: rangeOf(source, start, end),
      newText,
      // A service that nobody hands mail to does nothing.
      takesEffect: file === "main.cf" || !newText.includes(MARK),
    })),
  };
}

function noMain(): PrivacyRefusal {
  return {
    file: "main.cf",
    line: undefined,
    reason:
      "There is no main.cf in this directory, or it cannot be read. Open the directory with the configuration of Postfix.",
  };
}

function refusedAnswer(directory: string, { file, line, reason }: PrivacyRefusal): PrivacyAnswer {
  const uri = `${directory}/${file ?? "main.cf"}`;
  return {
    refusal: { text: reason, uri, line: line ?? null },
    scope: "",
    notes: [],
    files: [],
    table: null,
    lines: LINES,
    samples: [],
  };
}
