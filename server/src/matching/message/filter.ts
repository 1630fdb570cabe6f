/**
 * What header_checks, mime_header_checks, nested_header_checks and body_checks
 * make of a message that comes in by SMTP: cleanup_message.c.
 */
import { decodeText, encodeLatin1 } from "../../base/decode";
import type { ActionKind } from "../../knowledge/table-actions";
import { effectOf, readAction, refusalOf } from "../actions";
import type { Bytes, Lookup, LookupTable } from "../lookup";
import { isMimeHeader } from "./headers";
import {
  MESSAGE_LIMITS,
  type MessageLimits,
  type MessagePart,
  MessageSplitter,
  type PartKind,
} from "./parts";
import { smtpRecordsOf } from "./records";

/** The tables, by what is looked up in them; without one, nothing is. */
export interface MessageChecks {
  /** header_checks. */
  readonly header?: LookupTable;
  /** mime_header_checks, which Postfix takes from header_checks unless it is set. */
  readonly mimeHeader?: LookupTable;
  /** nested_header_checks, which Postfix takes from header_checks unless it is set. */
  readonly nestedHeader?: LookupTable;
  readonly body?: LookupTable;
}

/** The parameters that bound the checks. */
export interface FilterLimits extends MessageLimits {
  /** line_length_limit, in bytes: body_checks sees longer lines in pieces. */
  readonly lineLength: number;
  /** body_checks_size_limit, in bytes of each body; 0: all of it is looked at. */
  readonly bodyChecks: number;
}

/** The defaults of these parameters. */
export const FILTER_LIMITS: FilterLimits = { ...MESSAGE_LIMITS, lineLength: 2048, bodyChecks: 51_200 };

/** How much a run may cost. */
export interface FilterOptions {
  readonly limits?: FilterLimits;
  /** Whether the steps of each lookup are wanted. */
  readonly explain?: boolean;
  /** Milliseconds after which nothing more is looked up; the outcome says so then. */
  readonly patience?: number;
  /** How many looked up parts without a match are kept; matches are kept always. */
  readonly keepUnmatched?: number;
}

/** A header or body line that was looked up. */
export interface FilteredPart {
  readonly part: MessagePart;
  /** Whose table it was looked up in: a Content-Type header of the message itself counts as `mime`. */
  readonly kind: PartKind;
  readonly lookup: Lookup;
  /** The action in capital letters; undefined where nothing matches. */
  readonly action: string | undefined;
  /** In a sentence, what that does; undefined where nothing matches. */
  readonly effect: string | undefined;
}

/** What becomes of the message. */
export type FateKind = "delivered" | "held" | "discarded" | "refused" | "deferred";

/** What the checks make of a message. */
export interface FilterOutcome {
  /** What was looked up, in the order of the message. */
  readonly parts: readonly FilteredPart[];
  /** How many parts were looked up without a match and are not in `parts`. */
  readonly leftOut: number;
  readonly fate: { readonly kind: FateKind; readonly sentence: string };
  /**
   * The message as the checks leave it; undefined where it goes no further.
   * What Postfix changes besides, such as headers that it adds or drops and
   * addresses that it completes, is not in it.
   */
  readonly text: Bytes | undefined;
  /** In sentences: what was not looked at, and why. */
  readonly remarks: readonly string[];
}

const DEFAULT_PATIENCE = 10_000;
const DEFAULT_UNMATCHED = 10_000;

/**
 * Runs the checks over a message.
 *
 * @param message its bytes
 */
export function filterMessage(
  message: Bytes,
  checks: MessageChecks,
  options: FilterOptions = {},
): FilterOutcome {
  return new MessageFilter(message, checks, options).run();
}

/** What the actions have decided so far. */
interface Decisions {
  refusal: string | undefined;
  discarded: boolean;
  held: boolean;
  filter: string | undefined;
  redirect: string | undefined;
  readonly copies: string[];
}

/** Looks at the time only so often: asking costs more than a lookup in a short table. */
const LOOKUPS_A_CLOCK = 64;

class MessageFilter {
  readonly #limits: FilterLimits;
  readonly #eol: Bytes;
  readonly #parts: FilteredPart[] = [];
  readonly #remarks: string[] = [];
  readonly #output: OutputText;
  readonly #decisions: Decisions = {
    refusal: undefined,
    discarded: false,
    held: false,
    filter: undefined,
    redirect: undefined,
    copies: [],
  };
  /** No further part is looked up: PASS, REDIRECT, or out of time. */
  #isDone = false;
  #leftOut = 0;
  #unmatched = 0;
  #lookups = 0;
  #skippedBody = false;
  readonly #deadline: number;

  constructor(
    private readonly message: Bytes,
    private readonly checks: MessageChecks,
    private readonly options: FilterOptions,
  ) {
    this.#limits = options.limits ?? FILTER_LIMITS;
    this.#eol = /\r?\n/.exec(message)?.[0] ?? "\n";
    this.#output = new OutputText(message);
    this.#deadline = Date.now() + (options.patience ?? DEFAULT_PATIENCE);
  }

  run(): FilterOutcome {
    const splitter = new MessageSplitter(true, this.#limits);
    for (const record of smtpRecordsOf(this.message, this.#limits.lineLength)) {
      for (const part of splitter.take(record)) this.#take(part);
      if (this.#hasEnded()) break;
    }
    if (!this.#hasEnded()) for (const part of splitter.end()) this.#take(part);
    if (splitter.tooDeep && !this.#hasEnded() && this.#checksHeaders()) {
      this.#decisions.refusal = "5.6.0 MIME nesting exceeds safety limit";
    }
    if (this.#skippedBody) {
      this.#remarks.push(
        `body_checks looks at the first ${this.#limits.bodyChecks} bytes of each body only (body_checks_size_limit); what follows went through unseen.`,
      );
    }
    return {
      parts: this.#parts,
      leftOut: this.#leftOut,
      fate: fateOf(this.#decisions),
      text: this.#hasEnded() || this.#decisions.refusal !== undefined ? undefined : this.#output.text(),
      remarks: this.#remarks,
    };
  }

  #checksHeaders(): boolean {
    const { header, mimeHeader, nestedHeader } = this.checks;
    return (header ?? mimeHeader ?? nestedHeader) !== undefined;
  }

  /** Whether the message goes no further, so that Postfix reads no more of it. */
  #hasEnded(): boolean {
    return this.#decisions.refusal !== undefined || this.#decisions.discarded;
  }

  #take(part: MessagePart): void {
    // One record can end the headers and start the body; after a REJECT the rest is not looked at.
    if (this.#hasEnded()) return;
    const kind: PartKind = part.kind !== "body" && isMimeHeader(part.text) ? "mime" : part.kind;
    const found = this.#lookUp(part, kind);
    if (found?.lookup.value === undefined) this.#keep(part, part.text);
    else this.#act(part, found.lookup.value);
  }

  /** Looks a part up, if there is a table for it and nothing stands against it. */
  #lookUp(part: MessagePart, kind: PartKind): FilteredPart | undefined {
    const table = this.#tableFor(kind);
    // No table is asked for an empty line (maps_find), although postmap does ask.
    if (!table || this.#isDone || part.text === "") return undefined;
    if (kind === "body" && this.#limits.bodyChecks > 0 && part.offset >= this.#limits.bodyChecks) {
      this.#skippedBody = true;
      return undefined;
    }
    if (++this.#lookups % LOOKUPS_A_CLOCK === 0 && Date.now() > this.#deadline) {
      this.#isDone = true;
      this.#remarks.push("The lookups took too long, so the rest of the message was not checked.");
      return undefined;
    }
    const lookup = table.lookup(part.text, this.options.explain);
    const action = lookup.value === undefined ? undefined : readAction(actionKind(kind), lookup.value).name;
    const effect =
      lookup.value === undefined ? undefined : effectOf(actionKind(kind), forPeople(lookup.value));
    const filtered: FilteredPart = { part, kind, lookup, action, effect };
    const isKept =
      action !== undefined || this.#unmatched++ < (this.options.keepUnmatched ?? DEFAULT_UNMATCHED);
    if (isKept) this.#parts.push(filtered);
    else this.#leftOut++;
    return filtered;
  }

  #tableFor(kind: PartKind): LookupTable | undefined {
    const { header, mimeHeader, nestedHeader, body } = this.checks;
    return { primary: header, mime: mimeHeader, nested: nestedHeader, body }[kind];
  }

  /** Does what a result says; one that Postfix cannot use does nothing. */
  #act(part: MessagePart, value: Bytes): void {
    const isBody = part.kind === "body";
    const { name, text, problem } = readAction(isBody ? "body" : "header", value);
    if (problem !== undefined) {
      this.#keep(part, part.text);
      return;
    }
    if (name === "PREPEND") this.#putIn(isBody ? text + this.#eol : this.#headerLines(text));
    if (name === "STRIP" || name === "IGNORE") return;
    this.#decide(name, text);
    this.#keep(part, name === "REPLACE" ? text : part.text, name === "REPLACE");
  }

  #decide(name: string, text: Bytes): void {
    const decisions = this.#decisions;
    if (name === "REJECT") decisions.refusal = text;
    else if (name === "DISCARD") decisions.discarded = true;
    else if (name === "HOLD") decisions.held = true;
    else if (name === "FILTER") decisions.filter = text;
    else if (name === "BCC") decisions.copies.push(text);
    else if (name === "REDIRECT") decisions.redirect = text;
    if (name === "PASS" || name === "REDIRECT") this.#isDone = true;
  }

  #putIn(text: Bytes): void {
    this.#output.put(text);
  }

  /** Writes a part, as it is or with another text. */
  #keep(part: MessagePart, text: Bytes, isReplaced = false): void {
    const { kind, start, end, continues } = part;
    if (kind !== "body") {
      const lines = this.#headerLines(text);
      if (!isReplaced && lines === this.message.slice(start, end)) this.#output.copy(start, end);
      else this.#output.put(lines);
      return;
    }
    if (isReplaced) this.#output.put(text + (continues ? "" : this.#eol));
    else if (start === end) this.#output.put(this.#eol);
    else this.#copyBody(part);
  }

  /** A body line stays as it is, but for stray carriage returns, and the line break that the last line may lack. */
  #copyBody({ start, end, continues }: MessagePart): void {
    const source = this.message.slice(start, end);
    const masked = source.replace(/\r(?!\n$)/g, " ");
    if (masked === source) this.#output.copy(start, end);
    else this.#output.put(masked);
    if (!continues && !source.endsWith("\n")) this.#output.put(this.#eol);
  }

  /** A header as cleanup_out_header() writes it: its lines, each of which but the first starts with white space, and no more than fits. */
  #headerLines(text: Bytes): Bytes {
    const lines: Bytes[] = [];
    let start = 0;
    for (const line of text.split("\n")) {
      const limit = this.#limits.headerSize;
      if (start + line.length > limit) {
        // Rather a whole line less, unless much would be lost.
        if (start <= 0.9 * limit) lines.push(indented(line.slice(0, limit - start), start));
        break;
      }
      lines.push(indented(line, start));
      start += line.length + 1;
    }
    return lines.map((line) => line + this.#eol).join("");
  }
}

/** Lines that continue a header start with white space. */
function indented(line: Bytes, start: number): Bytes {
  return start === 0 || /^[ \t]/.test(line) ? line : `\t${line}`;
}

/** Texts of which most are copied from the message: neighbouring stretches are put together, so that a large message costs little. */
class OutputText {
  readonly #pieces: Bytes[] = [];
  #start = 0;
  #end = 0;

  constructor(private readonly source: Bytes) {}

  copy(start: number, end: number): void {
    if (start !== this.#end) {
      this.#flush();
      this.#start = start;
    }
    this.#end = end;
  }

  put(text: Bytes): void {
    this.#flush();
    this.#pieces.push(text);
  }

  text(): Bytes {
    this.#flush();
    return this.#pieces.join("");
  }

  #flush(): void {
    if (this.#end > this.#start) this.#pieces.push(this.source.slice(this.#start, this.#end));
    this.#start = this.#end;
  }
}

function actionKind(kind: PartKind): ActionKind {
  return kind === "body" ? "body" : "header";
}

function forPeople(text: Bytes): string {
  return decodeText(encodeLatin1(text));
}

/** What becomes of the message, all in all. */
function fateOf(decisions: Decisions): { kind: FateKind; sentence: string } {
  if (decisions.discarded) {
    return {
      kind: "discarded",
      sentence: "The message is thrown away; the sender is told that it was delivered.",
    };
  }
  if (decisions.refusal !== undefined) {
    const { code, text } = refusalOf(forPeople(decisions.refusal));
    return code === 451
      ? { kind: "deferred", sentence: `The message is refused for now: ${code} ${text}` }
      : { kind: "refused", sentence: `The message is refused: ${code} ${text}` };
  }
  const copies = decisions.copies.map((copy) => `; a copy goes to ${forPeople(copy)}`).join("");
  const way = `${wayOf(decisions)}${copies}.`;
  if (decisions.held) {
    return { kind: "held", sentence: `The message is put on hold until somebody releases it; then ${way}` };
  }
  return { kind: "delivered", sentence: `The message is taken: ${way}` };
}

function wayOf({ redirect, filter }: Decisions): string {
  // The queue manager lets a new recipient go before a content filter.
  if (redirect !== undefined) return `it goes to ${forPeople(redirect)} instead of its recipients`;
  if (filter !== undefined) return `it goes to the content filter ${forPeople(filter)}`;
  return "it goes to its recipients";
}
