/** `trinity`: makes the plan, carries it out and shows the report. */
import { decodeText } from "../../base/decode";
import type { TrinityCheckId, TrinityIdentity, TrinityPlan, TrinityReport } from "../../contract/trinity";
import type { Dns, Resolver } from "../../ports/dns";
import { commandsFor } from "../../tools/trinity/commands";
import { identitiesOf, identityOfHost } from "../../tools/trinity/identity";
import { markdownOf } from "../../tools/trinity/markdown";
import { pictureFile } from "../../tools/trinity/picture";
import { parsePlan } from "../../tools/trinity/plan-file";
import { runTrinity } from "../../tools/trinity/run";
import { textReader } from "../../tools/trinity/selectors";
import { DEFAULT_DIRECTORY, whereaboutsOf } from "../cleanup/run";
import { colorsOf } from "../colors";
import { readConfigurationFiles } from "../configuration-files";
import { absolutePath } from "../paths";
import { refuseMain } from "../refusals";
import { CliError, type CliRuntime, EXIT } from "../runtime";
import { chooseTarget } from "../target";
import type { TextOptions } from "./layout";
import type { TrinityOptions } from "./options";
import { progressLine, reportText } from "./text";
import { widthOf } from "./width";

/** A server may be slower than a name server: Postfix's postscreen lets a client wait for 6 s. */
const SERVER_PATIENCE = 3;

/** Runs the checks, or prints the commands that do the same. */
export async function checkTrinity(
  runtime: CliRuntime,
  host: string | undefined,
  options: TrinityOptions,
): Promise<number> {
  const { dns, net } = await runtime.network();
  const plan =
    options.plan === undefined
      ? await planFrom(runtime, host, options, dns)
      : await readPlan(runtime, options.plan);
  if (options.commands) {
    runtime.stdout.write(
      commandsFor(plan)
        .map((line) => `${line}\n`)
        .join(""),
    );
    return EXIT.done;
  }
  const timeout = options.timeout * 1_000;
  const layout = { colors: colorsOf(runtime), width: widthOf(runtime) };
  const report = await runTrinity(plan, {
    resolver: resolverFor(dns, plan, timeout),
    net,
    timeout: timeout * SERVER_PATIENCE,
    now: Date.now(),
    onProgress: (step) => {
      if (runtime.stderr.isTTY) runtime.stderr.write(progressLine(step, layout));
    },
  });
  runtime.stdout.write(shown(report, options, layout));
  if (options.report !== undefined) await keep(runtime, options.report, report);
  return exitCode(report);
}

/** @throws CliError when the name server is none */
function resolverFor(dns: Dns, plan: TrinityPlan, timeout: number): Resolver {
  try {
    return dns.resolver(plan.dns ?? undefined, timeout);
  } catch (error) {
    throw new CliError(`--dns ${plan.dns}: ${(error as Error).message}`);
  }
}

async function planFrom(
  runtime: CliRuntime,
  host: string | undefined,
  options: TrinityOptions,
  dns: Dns,
): Promise<TrinityPlan> {
  const isConfigured = host === undefined || options.c !== undefined;
  const configured = isConfigured ? await configuredIdentities(runtime, options, dns) : [];
  const given = { ...(options.domain !== undefined && { domain: domainArgument(options.domain, dns) }) };
  const identities = host === undefined ? configured : [identityFor(host, configured, dns)];
  return {
    identities: identities.map((identity) => ({
      ...identity,
      ...given,
      selectors: [...new Set([...identity.selectors, ...options.dkimSelector])],
    })),
    dns: options.dns ?? null,
    port: options.port,
  };
}

function domainArgument(domain: string, dns: Dns): string {
  const ascii = dns.toAscii(domain.replace(/\.$/, ""));
  if (ascii === undefined) throw new CliError(`--domain ${domain}: that can be no domain`);
  return ascii;
}

/** A name that was given: as the configuration has it where it is one of its names. */
function identityFor(host: string, configured: readonly TrinityIdentity[], dns: Dns): TrinityIdentity {
  const identity = identityOfHost(host, dns);
  if (identity === undefined) throw new CliError(`${host}: that can be no name of a host`);
  return configured.find(({ name }) => name.toLowerCase() === identity.name.toLowerCase()) ?? identity;
}

async function configuredIdentities(
  runtime: CliRuntime,
  options: TrinityOptions,
  dns: Dns,
): Promise<readonly TrinityIdentity[]> {
  const directory = options.c ?? DEFAULT_DIRECTORY;
  const [target, files] = await Promise.all([
    chooseTarget(runtime, options, false),
    readConfigurationFiles(runtime, directory, options.c !== undefined),
  ]);
  const refusal = refuseMain(files.main.tree, files.main.path);
  if (refusal !== undefined) throw new CliError(refusal, EXIT.findings);
  const request = {
    facts: target.facts,
    whereabouts: whereaboutsOf({ runtime, options }),
    main: files.main.text,
    master: files.master?.text,
    read: textReader(runtime.files),
  };
  const identities = await identitiesOf(request, dns);
  if (typeof identities === "string") throw new CliError(identities.replace(/\.$/, ""), EXIT.findings);
  return identities;
}

async function readPlan(runtime: CliRuntime, file: string): Promise<TrinityPlan> {
  const read = await runtime.files.read(absolutePath(runtime.cwd, file));
  if (!read.ok) throw new CliError(`${file}: ${read.error.message}`);
  const plan = parsePlan(decodeText(read.value));
  if (typeof plan === "string") throw new CliError(`${file}: ${plan}`);
  return plan;
}

function shown(report: TrinityReport, { format, json }: TrinityOptions, layout: TextOptions): string {
  switch (json ? "json" : format) {
    case "json":
      return asJson(report);
    case "markdown":
      return markdownOf(report);
    case "svg":
      return report.results.map((result) => `${pictureFile(result).trimEnd()}\n`).join("");
    default:
      return reportText(report, layout);
  }
}

/** The first identity at the top, as most servers have one. */
function asJson({ time, servers, port, results }: TrinityReport): string {
  const [first, ...others] = results;
  return `${JSON.stringify({ ...first, time, servers, port, others }, undefined, 2)}\n`;
}

/** @throws CliError when the file is not there, or cannot be written */
async function keep(runtime: CliRuntime, file: string, report: TrinityReport): Promise<void> {
  const path = absolutePath(runtime.cwd, file);
  const read = await runtime.files.read(path);
  const written = read.ok
    ? await runtime.writer.replace(path, read.value, new TextEncoder().encode(JSON.stringify(report)))
    : read;
  if (!written.ok) throw new CliError(`--report ${file}: ${written.error.message}`);
}

/** What cannot be said without a name server. */
const OF_NAME_SERVERS: ReadonlySet<TrinityCheckId> = new Set(["a", "aaaa", "ptr", "mx", "spf", "dmarc"]);

function exitCode({ results }: TrinityReport): number {
  const verdicts = results.flatMap(({ checks }) => checks.map(({ id, verdict }) => ({ id, verdict })));
  if (verdicts.some(({ verdict }) => verdict === "fail")) return EXIT.findings;
  const asked = verdicts.filter(({ id }) => OF_NAME_SERVERS.has(id));
  return asked.every(({ verdict }) => verdict === "skipped") ? EXIT.usage : EXIT.done;
}
