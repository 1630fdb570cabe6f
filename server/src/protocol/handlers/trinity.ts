/** Requests about the check of A, PTR and EHLO. The server plans it and keeps what it found; a program in the terminal carries it out. */
import { decodeText } from "../../base/decode";
import {
  TRINITY_END_REQUEST,
  TRINITY_PLAN_REQUEST,
  TRINITY_START_REQUEST,
  type TrinityEndParams,
  type TrinityIdentity,
  type TrinityPicture,
  type TrinityPlan,
  type TrinityPlanAnswer,
  type TrinityPlanParams,
  type TrinityStartAnswer,
  type TrinityStartParams,
} from "../../contract/trinity";
import type { Dns } from "../../ports/dns";
import { identitiesOf, identityOfHost } from "../../tools/trinity/identity";
import { markdownOf } from "../../tools/trinity/markdown";
import { pictureFile, pictureOf } from "../../tools/trinity/picture";
import { parseReport } from "../../tools/trinity/plan-file";
import { textReader } from "../../tools/trinity/selectors";
import { currentText } from "../current-text";
import type { Lent } from "../lent";
import { whereaboutsOf } from "../uris";
import type { HandlerContext } from "./features";

const PLAN_FILE = "plan.json";
const REPORT_FILE = "report.json";

/** Only asked for which servers it would ask: no question is put here. */
const NO_PATIENCE_MS = 1_000;

interface Started extends Lent {
  readonly directory: string | null;
}

/** Registers the handlers. */
export function registerTrinity(context: HandlerContext): void {
  const { connection, guard, workspace, runtime } = context;
  const started = new Map<number, Started>();
  let lastToken = 0;

  const identitiesFor = async (
    { directory, host }: TrinityPlanParams,
    dns: Dns,
  ): Promise<readonly TrinityIdentity[] | string> => {
    if (host !== null) {
      const identity = identityOfHost(host, dns);
      return identity === undefined ? `"${host}" can be no name of a host.` : [identity];
    }
    const textOf = (name: string) => currentText(`${directory}/${name}`, workspace, runtime.files);
    const [main, master] = await Promise.all([textOf("main.cf"), textOf("master.cf")]);
    if (directory === null || main === undefined) return NO_MAIN;
    const request = {
      facts: context.facts(),
      whereabouts: whereaboutsOf(`${directory}/main.cf`),
      main,
      master,
      read: textReader(runtime.files),
    };
    return identitiesOf(request, dns);
  };

  connection.onRequest(
    TRINITY_PLAN_REQUEST,
    guard.request<TrinityPlanParams, TrinityPlanAnswer>("trinityPlan", OWN_FAULT, async (params) => {
      await context.ready();
      if (!context.isTrusted()) return refused(NOT_TRUSTED);
      const { dns } = await runtime.network();
      let servers: readonly string[];
      try {
        ({ servers } = dns.resolver(params.dns ?? undefined, NO_PATIENCE_MS));
      } catch (error) {
        return refused(`"${params.dns}" can be no name server: ${(error as Error).message}.`);
      }
      const identities = await identitiesFor(params, dns);
      if (typeof identities === "string") return refused(identities);
      return { problem: null, plan: { identities, dns: params.dns, port: params.port }, servers };
    }),
  );

  connection.onRequest(
    TRINITY_START_REQUEST,
    guard.request<TrinityStartParams, TrinityStartAnswer | null>(
      "trinityStart",
      null,
      async ({ directory, plan }) => {
        if (!context.isTrusted()) return null;
        const files = { [PLAN_FILE]: JSON.stringify(plan), [REPORT_FILE]: "" };
        const lent = await context.lender.lend(files);
        lastToken += 1;
        started.set(lastToken, { ...lent, directory });
        const option = (name: string, file: string) => [name, `${lent.path}/${file}`];
        const args = ["trinity", ...option("--plan", PLAN_FILE), ...option("--report", REPORT_FILE)];
        return { token: lastToken, args };
      },
    ),
  );

  connection.onRequest(
    TRINITY_END_REQUEST,
    guard.request<TrinityEndParams, TrinityPicture | null>("trinityEnd", null, async ({ token }) => {
      const ended = started.get(token);
      if (ended === undefined) return null;
      started.delete(token);
      const read = await runtime.files.read(`${ended.path}/${REPORT_FILE}`);
      ended.release();
      const report = read.ok ? parseReport(decodeText(read.value)) : undefined;
      if (report === undefined) return null;
      const document =
        ended.directory === null ? undefined : await workspace.document(`${ended.directory}/main.cf`);
      if (document) context.trinity.keep(document.directory, report);
      return {
        report,
        pictures: report.results.map(pictureOf),
        svgFiles: report.results.map(pictureFile),
        markdown: markdownOf(report),
      };
    }),
  );
}

const NO_MAIN =
  "There is no main.cf in this directory, or it cannot be read. Open the directory with the configuration of Postfix, or give the name of a host.";

const NOT_TRUSTED =
  "This workspace is not trusted: what its files name is not contacted. Trust the workspace, and start the check again.";

const EMPTY: TrinityPlan = { identities: [], dns: null, port: 25 };

function refused(problem: string): TrinityPlanAnswer {
  return { problem, plan: EMPTY, servers: [] };
}

const OWN_FAULT = refused("The language server could not do that. The output 'Postfix' says why.");
