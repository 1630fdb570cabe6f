/**
 * The proof by the installed Postfix that a clean-up changes nothing: postconf
 * reads the files before and after, in a directory of their own, and what it
 * says is compared.
 */
import { normalizeBlanks } from "../../analysis/model/effective-values";
import type { PostfixFacts } from "../../analysis/model/postfix-facts";
import { spanOf } from "../../analysis/rules/places";
import { overrideSpan } from "../../analysis/rules/remove-option";
import { decodeLatin1, decodeText, encodeLatin1 } from "../../base/decode";
import { applyEdits, type TextEdit } from "../../base/text-edit";
import type { Exec, ExecResult } from "../../ports/exec";
import type { Scratch, ScratchDirectory } from "../../ports/scratch";
import { fieldOf, parseMasterCf, serviceKey } from "../../syntax/master-cf";
import { isSameValue, NO_CONSENT } from "./compare-values";
import type { Consent, Difference } from "./plan";

/** The files of a directory, byte for byte. */
export interface ProofFiles {
  readonly main: Uint8Array;
  /** Undefined where it is not at hand; then it is so on both sides. */
  readonly master?: Uint8Array | undefined;
}

/** An override, as a clean-up takes it out. */
export interface RemovedOverride {
  /** `name/type`. */
  readonly service: string;
  readonly name: string;
}

/** What is to be proved, and by what. */
export interface ProofRequest {
  readonly exec: Exec;
  readonly scratch: Scratch;
  /** Absolute path of the program. */
  readonly postconf: string;
  readonly facts: PostfixFacts;
  readonly before: ProofFiles;
  readonly after: ProofFiles;
  readonly removedOverrides: readonly RemovedOverride[];
  readonly consent?: Consent;
}

/** What postconf says of both sides. */
export type PostconfProof =
  /** The same; how many parameters of main.cf and how many services were compared. */
  | { readonly kind: "proved"; readonly parameters: number; readonly services: number }
  | { readonly kind: "differs"; readonly differences: readonly Difference[] }
  /** It could not be asked, or stops at the files as they are: in a clause. */
  | { readonly kind: "unavailable"; readonly reason: string };

/** postconf takes some 30 ms; one that dies sleeps for a second first. */
const TIMEOUT_MS = 10_000;

/** Bytes. A thousand parameters for each of twenty services are about two million, with the warnings. */
const OUTPUT_LIMIT = 10_000_000;

/** What the parameters are called by which a service is made to print what it sees of another one. */
const PROBE = "postfix_ls_probe_";

/** Differs from run to run. */
const PROCESS_ID = "process_id";

/**
 * Compares what postconf says of the files before and after.
 *
 * Both are put into the same directory, one after the other, so that what is
 * made of its name stays. main.cf's parameters and the overrides of the
 * services are compared unexpanded and expanded, and the services without the
 * overrides that go. postconf does not say what a service sees of a parameter
 * that it does not override; where an override goes, or main.cf says
 * something in another way, every service concerned gets one more override
 * for each parameter that does nothing but refer to it, and the expanded value
 * of that is compared.
 *
 * Where postconf takes the files before and not those after, the difference is
 * called after the command, such as `postconf -x`, and the value after is what
 * postconf says.
 *
 * @throws Error when the scratch directory cannot be made or written
 */
export function proveByPostconf(request: ProofRequest): Promise<PostconfProof> {
  return request.scratch.lend((directory) => prove(request, directory));
}

async function prove(request: ProofRequest, directory: ScratchDirectory): Promise<PostconfProof> {
  const before = await ask(request, directory, request.before);
  if (!before.ok) return { kind: "unavailable", reason: before.reason };
  const after = await ask(request, directory, request.after);
  if (!after.ok) return failed(after);
  const comparison = new Comparison(request, before.said, after.said);
  const seen = await askServices(request, directory, comparison.probes());
  if (seen && !seen.ok) return failed(seen);
  const differences = comparison.differences(seen?.said);
  return differences.length > 0
    ? { kind: "differs", differences }
    : { kind: "proved", parameters: after.said.expanded.lines.size, services: after.said.entries.length };
}

// Asking

/**
 * Lines of postconf's by what stands in front of "=". Services of one name and
 * type share their overrides, and each prints them all, but for those in front
 * of the first that has any; so the last ones are kept.
 */
type Lines = ReadonlyMap<string, string>;

/** Expanded lines may hold the number of the process that printed them, which is another one each time. */
interface ExpandedLines {
  readonly lines: Lines;
  readonly processId: number | undefined;
}

/** An expanded value, and which process printed it. */
interface ExpandedText {
  readonly text: string;
  readonly processId: number | undefined;
}

/** A service of master.cf, as postconf prints it. */
interface Entry {
  /** `name/type`. */
  readonly service: string;
  /** All words but the overrides that go. */
  readonly text: string;
}

/** What postconf says of one side. */
interface Said {
  readonly plain: Lines;
  readonly expanded: ExpandedLines;
  /** By `service/type/name`. */
  readonly overrides: Lines;
  readonly expandedOverrides: ExpandedLines;
  readonly entries: readonly Entry[];
  /** How often it lists an override of a name, and how often it says of one that its service does not use it. */
  readonly overridden: ReadonlyMap<string, number>;
  readonly unused: ReadonlyMap<string, number>;
}

/** A failure to ask. */
interface NoAnswer {
  readonly ok: false;
  /** As a user types it: `postconf -x`. */
  readonly command: string;
  /** Whether postconf stopped by itself. */
  readonly isRefusal: boolean;
  readonly reason: string;
}

type Answer<T> = { readonly ok: true; readonly said: T } | NoAnswer;

/** The after side: that postconf stops there and not before is a difference. */
function failed({ command, isRefusal, reason }: NoAnswer): PostconfProof {
  if (!isRefusal) return { kind: "unavailable", reason };
  const name = command;
  const [before, after] = ["takes the files", `stops: ${reason}`];
  return { kind: "differs", differences: [{ voice: "postconf", name, service: undefined, before, after }] };
}

async function ask(
  request: ProofRequest,
  directory: ScratchDirectory,
  files: ProofFiles,
): Promise<Answer<Said>> {
  await write(directory, files);
  const options = ["", "-x", ...(files.master ? ["-P", "-Px", "-M"] : [])];
  const results = await Promise.all(options.map((option) => run(request, directory, option)));
  const refused = results.find((result) => !result.ok);
  if (refused && !refused.ok) return refused;
  const [plain, expanded, overrides, expandedOverrides, entries] = results.map((result) =>
    result.ok ? result.said : undefined,
  );
  const said: Said = {
    plain: linesOf(plain?.stdout),
    expanded: expandedLinesOf(expanded),
    overrides: linesOf(overrides?.stdout),
    expandedOverrides: expandedLinesOf(expandedOverrides),
    entries: entriesOf(entries?.stdout ?? "", request.removedOverrides),
    overridden: countNames(overrides?.stdout, /^.*?\/([^/=\n]*) =/gm),
    unused: countNames(overrides?.stderr, /\/master\.cf: unused parameter: ([^=\n]*)=/g),
  };
  return { ok: true, said };
}

async function write(directory: ScratchDirectory, { main, master }: ProofFiles): Promise<void> {
  await directory.write("main.cf", main);
  if (master) await directory.write("master.cf", master);
}

type Output = Extract<ExecResult, { kind: "exit" }>;

async function run(
  { exec, postconf }: ProofRequest,
  { path }: ScratchDirectory,
  option: string,
): Promise<Answer<Output>> {
  const result = await exec.run({
    program: postconf,
    args: ["-c", path, ...(option === "" ? [] : [option])],
    timeout: TIMEOUT_MS,
    outputLimit: OUTPUT_LIMIT,
  });
  if (result.kind === "exit" && result.code === 0) return { ok: true, said: result };
  const command = `postconf ${option}`.trim();
  if (result.kind !== "exit") {
    return { ok: false, command, isRefusal: false, reason: `${command} ${result.message}` };
  }
  const fatal = /^.*?: (?:fatal|panic): (.*)$/m.exec(result.stderr)?.[1];
  const reason = toText(fatal ?? `${command} ended with exit code ${result.code}`);
  return { ok: false, command, isRefusal: true, reason: reason.replaceAll(`${path}/`, "") };
}

function linesOf(stdout = ""): Lines {
  const lines = new Map<string, string>();
  for (const line of stdout.split("\n")) {
    const end = line.indexOf(" =");
    if (end < 0) continue;
    lines.set(line.slice(0, end), line.slice(end + 3));
  }
  return lines;
}

function expandedLinesOf(output: Output | undefined): ExpandedLines {
  return { lines: linesOf(output?.stdout), processId: output?.processId };
}

function textIn({ lines, processId }: ExpandedLines, key: string): ExpandedText {
  return { text: lines.get(key) ?? "", processId };
}

/** Whether two texts are the same but for the number of the process that printed each. */
function areSameTexts(before: ExpandedText, after: ExpandedText): boolean {
  return before.text === after.text || withoutId(before) === withoutId(after);
}

function withoutId({ text, processId }: ExpandedText): string {
  return processId === undefined
    ? text
    : text.replace(new RegExp(`\\b${processId}\\b`, "g"), `$${PROCESS_ID}`);
}

/** `-M` prints what master.cf could hold as well, with each option by itself. */
function entriesOf(stdout: string, removed: readonly RemovedOverride[]): Entry[] {
  const gone = new Set(removed.map(({ service, name }) => `${service}/${name}`));
  return parseMasterCf(stdout).chunks.flatMap(({ node, text }) => {
    if (!node) return [];
    const service = serviceKey(node);
    const edits = node.overrides
      .filter(({ name }) => gone.has(`${service}/${name}`))
      .map((override): TextEdit => ({ ...overrideSpan(node, override), newText: "" }));
    return [{ service, text: normalizeBlanks(applyEdits(text, edits)) }];
  });
}

function countNames(output = "", pattern: RegExp): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [, name] of output.matchAll(pattern)) counts.set(name!, (counts.get(name!) ?? 0) + 1);
  return counts;
}

// What services see

/** What services are to be asked. */
interface Probes {
  /** `name/type`. */
  readonly services: ReadonlySet<string>;
  readonly names: readonly string[];
}

/** What services see before and after, by `service/type/name`. */
interface SeenByServices {
  readonly before: ExpandedLines;
  readonly after: ExpandedLines;
}

async function askServices(
  request: ProofRequest,
  directory: ScratchDirectory,
  probes: Probes,
): Promise<Answer<SeenByServices> | undefined> {
  const { before, after } = request;
  if (!before.master || !after.master || probes.services.size === 0) return undefined;
  const sides: ExpandedLines[] = [];
  for (const { main, master } of [before, after]) {
    await write(directory, { main, master: withProbes(master!, probes) });
    const answer = await run(request, directory, "-Px");
    // With the files before, nobody is to blame but the question.
    if (!answer.ok) return { ...answer, isRefusal: answer.isRefusal && sides.length > 0 };
    sides.push(probed(expandedLinesOf(answer.said), probes.names));
  }
  return { ok: true, said: { before: sides[0]!, after: sides[1]! } };
}

/** master.cf with the probes behind the command of each service; the first one of a name and type is enough. */
function withProbes(master: Uint8Array, { services, names }: Probes): Uint8Array {
  const { text, chunks, starts } = parseMasterCf(decodeLatin1(master));
  const options = names.map((name, index) => ` -o ${PROBE}${index}=\${${name}}`).join("");
  const waiting = new Set(services);
  const edits = chunks.flatMap(({ node }, index): TextEdit[] => {
    const command = node && !node.problem ? fieldOf(node, "command") : undefined;
    if (!command || !waiting.delete(serviceKey(node!))) return [];
    const at = starts[index]! + spanOf(node!.logical, command.start, command.end).end;
    return [{ start: at, end: at, newText: options }];
  });
  return encodeLatin1(applyEdits(text, edits));
}

/** The lines of the probes, under the names that they refer to. */
function probed({ lines, processId }: ExpandedLines, names: readonly string[]): ExpandedLines {
  const seen = new Map<string, string>();
  for (const [key, value] of lines) {
    const match = /^(.*\/)postfix_ls_probe_(\d+)$/.exec(key);
    if (match) seen.set(`${match[1]}${names[Number(match[2])]}`, value);
  }
  return { lines: seen, processId };
}

// Comparing

class Comparison {
  readonly #request: ProofRequest;
  readonly #consent: Consent;
  readonly #before: Said;
  readonly #after: Said;
  readonly #removed: ReadonlySet<string>;

  constructor(request: ProofRequest, before: Said, after: Said) {
    this.#request = request;
    this.#consent = request.consent ?? NO_CONSENT;
    this.#before = before;
    this.#after = after;
    this.#removed = new Set(request.removedOverrides.map(({ service, name }) => `${service}/${name}`));
  }

  /** The services that may see something in another way, and the names that can be referred to. */
  probes(): Probes {
    const { plain } = this.#before;
    const isChanged = [...plain].some(
      ([name, text]) => name !== PROCESS_ID && this.#after.plain.get(name) !== text,
    );
    const services = isChanged
      ? this.#before.entries.map(({ service }) => service)
      : this.#request.removedOverrides.map(({ service }) => service);
    const names = [...plain.keys()].filter(
      (name) => name !== PROCESS_ID && this.#after.plain.has(name) && this.#canBeReferredTo(name),
    );
    return { services: new Set(services), names };
  }

  #canBeReferredTo(name: string): boolean {
    return /^\w+$/.test(name) && !this.#isRaw(name);
  }

  /** Values of raw parameters are never expanded; most cannot be. */
  #isRaw(name: string): boolean {
    return this.#request.facts.registry.parameter(name)?.fact.type === "raw";
  }

  /** main.cf's first, by name, then those of services. */
  differences(seen: SeenByServices | undefined): Difference[] {
    const main = this.#compareMain();
    const found = new Map<string, Difference>();
    const services = [
      ...this.#compareEntries(),
      ...this.#compareOverrides(),
      ...(seen ? this.#compareSeen(seen, new Set(main.map(({ name }) => name))) : []),
    ];
    for (const difference of services) {
      const key = `${difference.service}/${difference.name}`;
      if (!found.has(key)) found.set(key, difference);
    }
    return [...main, ...this.#inOrder([...found.values()])];
  }

  #inOrder(differences: Difference[]): Difference[] {
    const services = [...this.#before.entries, ...this.#after.entries].map(({ service }) => service);
    const order = new Map([...new Set(services)].map((service, index) => [service, index]));
    const placeOf = ({ service }: Difference) => order.get(service ?? "") ?? -1;
    return differences.sort((a, b) => placeOf(a) - placeOf(b) || byteOrder(a.name, b.name));
  }

  #compareMain(): Difference[] {
    const { gone, respelled } = this.#consent;
    const [before, after] = [this.#before, this.#after];
    const differences: Difference[] = [];
    for (const name of namesOf(before.plain, after.plain)) {
      if (name === PROCESS_ID) continue;
      const texts = [before.plain.get(name), after.plain.get(name)] as const;
      const isFine = texts[1] === undefined ? gone.has(name) : texts[0] !== undefined && respelled.has(name);
      if (texts[0] !== texts[1]) {
        if (!isFine) {
          differences.push(differenceOf(name, undefined, ...texts));
          continue;
        }
        if (texts[1] === undefined) continue;
      }
      const expanded = [textIn(before.expanded, name), textIn(after.expanded, name)] as const;
      if (this.#isSame(name, ...expanded)) continue;
      differences.push(differenceOf(name, undefined, expanded[0].text, expanded[1].text));
    }
    return differences;
  }

  /** What stands in master.cf besides the overrides that go. */
  #compareEntries(): Difference[] {
    const [before, after] = [this.#before.entries, this.#after.entries];
    const differences: Difference[] = [];
    for (let index = 0; index < Math.max(before.length, after.length); index++) {
      const [old, fresh] = [before[index], after[index]];
      if (old?.text === fresh?.text) continue;
      differences.push(differenceOf("entry", (old ?? fresh)!.service, old?.text, fresh?.text));
    }
    return differences;
  }

  #compareOverrides(): Difference[] {
    const differences: Difference[] = [];
    const [before, after] = [this.#before, this.#after];
    for (const key of namesOf(before.overrides, after.overrides)) {
      const override = overrideOf(key);
      const texts = [before.overrides.get(key), after.overrides.get(key)] as const;
      if (texts[0] !== undefined && texts[1] === undefined && this.#removed.has(key)) {
        const difference = this.#compareRemoved(key, override);
        if (difference) differences.push(difference);
        continue;
      }
      const [old, fresh] = [textIn(before.expandedOverrides, key), textIn(after.expandedOverrides, key)];
      const { name, service } = override;
      if (texts[0] !== texts[1]) differences.push(differenceOf(name, service, ...texts));
      else if (!this.#isSame(name, old, fresh)) {
        differences.push(differenceOf(name, service, old.text, fresh.text));
      }
    }
    return differences;
  }

  /** Holds an override that goes against what main.cf has for its service. */
  #compareRemoved(key: string, { name, service }: RemovedOverride): Difference | undefined {
    const raw = (lines: Lines): ExpandedLines => ({ lines, processId: undefined });
    const before = textIn(
      this.#isRaw(name) ? raw(this.#before.overrides) : this.#before.expandedOverrides,
      key,
    );
    const main = this.#isRaw(name) ? raw(this.#after.plain) : this.#after.expanded;
    if (!main.lines.has(name)) {
      return this.#mayGo(name) ? undefined : differenceOf(name, service, before.text, undefined);
    }
    // What the services see says more.
    if (this.#canBeReferredTo(name) && this.#before.plain.has(name)) return undefined;
    const after = textIn(main, name);
    return this.#isSame(name, before, after)
      ? undefined
      : differenceOf(name, service, before.text, after.text);
  }

  /** Whether the user agreed that a name goes, or postconf says that no service uses any override of it that goes. */
  #mayGo(name: string): boolean {
    const fewer = (counts: (said: Said) => ReadonlyMap<string, number>) =>
      (counts(this.#before).get(name) ?? 0) - (counts(this.#after).get(name) ?? 0);
    return (
      this.#consent.gone.has(name) || fewer(({ unused }) => unused) === fewer(({ overridden }) => overridden)
    );
  }

  #compareSeen({ before, after }: SeenByServices, reported: ReadonlySet<string>): Difference[] {
    const differences: Difference[] = [];
    for (const key of before.lines.keys()) {
      // A service that only one side has is missing among the entries.
      if (!after.lines.has(key)) continue;
      const { name, service } = overrideOf(key);
      const [old, fresh] = [textIn(before, key), textIn(after, key)];
      if (this.#isSame(name, old, fresh)) continue;
      const isOverridden = this.#before.overrides.has(key) || this.#after.overrides.has(key);
      if (!reported.has(name) || isOverridden) {
        differences.push(differenceOf(name, service, old.text, fresh.text));
      }
    }
    return differences;
  }

  /** Whether two expanded values are one; what refers to a name that is written another way may be so itself. */
  #isSame(name: string, before: ExpandedText, after: ExpandedText): boolean {
    if (areSameTexts(before, after)) return true;
    const { registry } = this.#request.facts;
    return this.#consent.respelled.size > 0 && isSameValue(registry, name, before.text, after.text, true);
  }
}

/** Takes `service/type/name` apart. */
function overrideOf(key: string): RemovedOverride {
  const slash = key.lastIndexOf("/");
  return { service: key.slice(0, slash), name: key.slice(slash + 1) };
}

function namesOf(before: Lines, after: Lines): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort(byteOrder);
}

function differenceOf(
  name: string,
  service: string | undefined,
  before: string | undefined,
  after: string | undefined,
): Difference {
  const text = (value: string | undefined) => value && toText(value);
  return {
    voice: "postconf",
    name: toText(name),
    service: service && toText(service),
    before: text(before),
    after: text(after),
  };
}

/** For people: what the bytes say. */
function toText(latin1: string): string {
  return decodeText(encodeLatin1(latin1));
}

function byteOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
