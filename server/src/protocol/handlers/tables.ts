/** Requests about lookup tables: what a table does with an input, and whether the installed Postfix agrees. */
import { decodeText } from "../../base/decode";
import {
  TABLE_COMPARE_REQUEST,
  TABLE_EXPECTATIONS_REQUEST,
  TABLE_TEST_REQUEST,
  type TableCompareResult,
  type TableExpectation,
  type TableExpectationsParams,
  type TableTestInput,
  type TableTestParams,
  type TableTestResult,
} from "../../contract/protocol";
import { compareTable } from "../../tools/table-test/compare";
import { SETTINGS_OF_TABLES, type TableJob, type TableToTry } from "../../tools/table-test/job";
import { pathOfUri } from "../uris";
import type { OpenTable } from "../workspace";
import type { HandlerContext } from "./features";

/** A pattern that PCRE2 gives up on takes two seconds a line; nobody waits longer than for a few of them. */
const PATIENCE_MS = 30_000;

/** Registers the handlers. */
export function registerTables(context: HandlerContext): void {
  const { connection, guard, workspace, runtime } = context;

  /** Has a job done; an answer with `remark` where it had to be given up. */
  const run = async <Answer>(job: TableJob, givenUp: (remark: string) => Answer): Promise<Answer> => {
    const result = await runtime.background.run(job, PATIENCE_MS);
    if (result.kind === "done") return result.value as Answer;
    if (result.kind === "failed") throw new Error(result.message);
    return givenUp(
      "The test was given up after 30 seconds. A pattern that can divide a text in too many ways takes PCRE seconds for each line; the warnings on the patterns say which.",
    );
  };
  const test = (table: TableToTry, input: TableTestInput) =>
    run<TableTestResult>({ kind: "test", table, input }, (remark) => ({
      lookups: [],
      message: null,
      remarks: [remark],
    }));

  /** A handler that needs the table; null where it is not open. */
  const onTable = <Params extends { uri: string }>(
    request: string,
    answer: (open: OpenTable, params: Params) => Promise<object>,
  ) =>
    connection.onRequest(
      request,
      guard.request<Params, object | null>(request, null, async (params) => {
        await context.ready();
        const open = await workspace.table(params.uri);
        return open ? answer(open, params) : null;
      }),
    );

  onTable<TableTestParams>(TABLE_TEST_REQUEST, (open, { input }) => test(tableToTry(open), input));
  onTable<TableExpectationsParams>(TABLE_EXPECTATIONS_REQUEST, (open) =>
    run<readonly TableExpectation[]>({ kind: "expectations", table: tableToTry(open) }, () => []),
  );
  onTable<TableTestParams>(
    TABLE_COMPARE_REQUEST,
    async (open, { uri, input }): Promise<TableCompareResult> => {
      const table = tableToTry(open);
      const path = pathOfUri(uri);
      if (path === undefined) return cannotAsk("The file is not one of this machine.");
      if (!context.mayStartPrograms()) {
        return cannotAsk(
          "Programs are not started here: the workspace is not trusted, or postfix.host is none.",
        );
      }
      const saved = await runtime.files.read(path);
      if (!saved.ok || decodeText(saved.value) !== table.text) {
        return cannotAsk("Postfix reads what is on disk. Save the file first.");
      }
      const ours = await test(table, input);
      return compareTable({ exec: runtime.exec, path, table, input, ours });
    },
  );
}

function cannotAsk(text: string): TableCompareResult {
  return { agrees: null, text };
}

/** A table as it stands in the editor, with what its main.cf has to say. */
function tableToTry({ table, text, named, directory }: OpenTable): TableToTry {
  const settings: Record<string, string> = {};
  for (const name of SETTINGS_OF_TABLES) {
    const value = directory.configuration.expandedValueOf(name);
    if (value !== undefined) settings[name] = value;
  }
  // A key table that nothing refers to is looked up alike, whatever its type.
  const type = table.type === "key" || table.type === "aliases" ? (named ?? "hash") : table.type;
  return { type, isAliases: table.type === "aliases", text: text.getText(), uses: table.uses, settings };
}
