/** What there is to say of a recipient that waits: the reason, what governs it, and the way that its mail takes. */
import { Configuration } from "../../analysis/model/configuration";
import type { PostfixFacts } from "../../analysis/model/postfix-facts";
import type { Whereabouts } from "../../analysis/model/whereabouts";
import { type SourceText, sourceText } from "../../base/source-text";
import { registryFor } from "../../knowledge/registry";
import { parseMainCf } from "../../syntax/main-cf";
import { parseMasterCf } from "../../syntax/master-cf";
import { explainRefusals } from "../trinity/refusals";
import type { QueuedRecipient } from "./listing";
import { relayOf } from "./reason-relay";
import { explainReason } from "./reasons";
import { transportOf } from "./transport";

/** The files of the instance, and what they are held against. */
export interface ExplainRequest {
  readonly facts: PostfixFacts;
  readonly whereabouts: Whereabouts;
  /** Undefined where they cannot be read. */
  readonly main: string | undefined;
  readonly master: string | undefined;
}

/** What is known. */
export interface RecipientExplanation {
  /** In sentences; empty where the reason is not known. */
  readonly text: string;
  readonly parameters: readonly { readonly name: string; readonly summary: string }[];
  readonly relay: string | undefined;
  /** Whether the reason complains of the name or the address of this server. */
  readonly isAboutUs: boolean;
  /** The line is that of master.cf, from 0; undefined where it does not define the transport. */
  readonly transport:
    | { readonly name: string; readonly parameter: string; readonly line: number | undefined }
    | undefined;
  /** The lines of main.cf, from 0, at which parameters are set. */
  readonly lines: ReadonlyMap<string, number>;
}

/** What others see of this server itself. */
const CORE: ReadonlySet<string> = new Set(["name", "a", "ptr", "forward-confirmed", "ehlo"]);

/** Explains why a recipient waits. */
export function explainRecipient(
  { address, reason }: QueuedRecipient,
  { facts, whereabouts, main, master }: ExplainRequest,
): RecipientExplanation {
  const registry = registryFor(facts.version);
  const help = explainReason(reason);
  const parameters = (help?.parameters ?? []).map((name) => ({
    name,
    summary: registry.parameter(name)?.summary ?? "",
  }));
  const relay = relayOf(reason);
  const isAboutUs = explainRefusals(reason).some(({ checks }) => checks.some((id) => CORE.has(id)));
  const found = { text: help?.text ?? "", parameters, relay: relay && relayText(relay), isAboutUs };
  if (main === undefined) return { ...found, transport: undefined, lines: new Map() };
  const mainTree = parseMainCf(main);
  const masterTree = parseMasterCf(master ?? "");
  const configuration = new Configuration(facts, whereabouts);
  configuration.updateMaster([], masterTree.chunks);
  configuration.updateMain([], mainTree.chunks);
  const lineIn = lineFinder(sourceText(main), mainTree);
  const transport = transportOf(address, configuration);
  const names = [...parameters.map(({ name }) => name), ...(transport ? [transport.parameter] : [])];
  const lines = names.flatMap((name): [string, number][] => {
    const line = lineIn(configuration.definitions(name).at(-1));
    return line === undefined ? [] : [[name, line]];
  });
  const service = transport && configuration.servicesNamed(transport.name)[0];
  const line = lineFinder(sourceText(master ?? ""), masterTree)(service);
  return { ...found, transport: transport && { ...transport, line }, lines: new Map(lines) };
}

function relayText({ name, address, port }: NonNullable<ReturnType<typeof relayOf>>): string {
  const where = address === undefined || address === name ? name : `${name}[${address}]`;
  return port === undefined ? where : `${where}:${port}`;
}

/** Gives the line at which a chunk of a file starts. */
function lineFinder<Chunk>(
  source: SourceText,
  { chunks, starts }: { readonly chunks: readonly Chunk[]; readonly starts: Float64Array },
): (chunk: Chunk | undefined) => number | undefined {
  return (chunk) => {
    const index = chunk === undefined ? -1 : chunks.indexOf(chunk);
    return index < 0 ? undefined : source.positionAt(starts[index]!).line;
  };
}
