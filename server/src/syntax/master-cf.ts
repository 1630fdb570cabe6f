/**
 * master.cf: services of eight fields, the last with arguments (master(5),
 * postconf_master.c). `-o name=value` and `-o { name = value }` override
 * parameters for one service.
 */
import { BLANKS } from "./characters";
import { type Braced, extractBraces, splitWords, type Word } from "./lists";
import {
  type Chunk,
  type ChunkKind,
  type ChunkTree,
  type LogicalText,
  parseChunks,
  type Reparse,
  reparse,
  type TextChange,
} from "./logical-lines";
import { type Assignment, assignmentOf } from "./main-cf";
import type { Expression } from "./value";

/** The fields of a service in file order; `command` is the program, its arguments follow. */
export const MASTER_FIELDS = [
  "service",
  "type",
  "private",
  "unpriv",
  "chroot",
  "wakeup",
  "maxproc",
  "command",
] as const;

/** A field's name. */
export type MasterField = (typeof MASTER_FIELDS)[number];

/** A parameter override. Offsets are those of the service's logical text. */
export interface Override {
  /** The `-o` itself; where other options stand in front of it, as in `-vo`, the letter alone. */
  readonly option: Word;
  /** Everything behind `-o`: `name=value` or `{ name = value }`. */
  readonly argument: Word;
  readonly braced: boolean;
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly value: string;
  readonly valueStart: number;
  /** `no-assignment`: no `name=value` where one must be; Postfix drops the option without a word. */
  readonly problem: "missing-brace" | "text-after-brace" | "no-assignment" | undefined;
  /** The value's expression; offsets are those of {@link value}. */
  readonly expression: Expression;
}

/** A logical line of master.cf. Offsets are those of {@link logical}. */
export interface Service {
  readonly logical: LogicalText;
  /** All words of the line: at most eight fields, then the arguments. */
  readonly words: readonly Word[];
  readonly overrides: readonly Override[];
  /** Daemon options other than `-o`, such as `-v`. */
  readonly options: readonly Word[];
  /** What follows the options, such as `user=nobody`. */
  readonly rest: readonly Word[];
  /** The first thing Postfix objects to; all but `leading-space` make postconf refuse the file. */
  readonly problem: ServiceProblem | undefined;
}

/** What is wrong with a service, and with which field of it (undefined: the whole line). */
export interface ServiceProblem {
  readonly kind: "field-count" | "bad-field" | "leading-space";
  readonly field: MasterField | undefined;
}

/** A chunk of master.cf. */
export type MasterChunk = Chunk<Service>;
/** master.cf as chunks. */
export type MasterTree = ChunkTree<Service>;

/** Parses master.cf; never fails. */
export function parseMasterCf(text: string): MasterTree {
  return parseChunks(text, parseService);
}

/** Parses master.cf after a change, keeping what the change did not touch. */
export function reparseMasterCf(old: MasterTree, text: string, change: TextChange): Reparse<Service> {
  return reparse(old, text, change, parseService);
}

function parseService(logical: LogicalText, kind: ChunkKind): Service {
  const nul = logical.text.indexOf("\0");
  const text = nul < 0 ? logical.text : logical.text.slice(0, nul);
  const words = splitWords(text, BLANKS);
  const { overrides, options, rest } = parseArguments(words.slice(MASTER_FIELDS.length));
  const problem: ServiceProblem | undefined =
    kind === "orphan"
      ? { kind: "leading-space", field: undefined }
      : words.length < MASTER_FIELDS.length
        ? { kind: "field-count", field: undefined }
        : checkFields(words);
  return { logical, words, overrides, options, rest, problem };
}

/** The word of a field, or undefined on a line that is too short. */
export function fieldOf(service: Service, field: MasterField): Word | undefined {
  return service.words[MASTER_FIELDS.indexOf(field)];
}

/** The name postconf gives a service: `name/type`. */
export function serviceKey(service: Service): string {
  return `${service.words[0]?.text ?? ""}/${service.words[1]?.text ?? ""}`;
}

/** Service types that Postfix knows. */
export const SERVICE_TYPES = ["inet", "unix", "unix-dgram", "fifo", "pass"] as const;

const FIELD_PATTERNS: Partial<Record<MasterField, RegExp>> = {
  type: /^(inet|unix|unix-dgram|fifo|pass)$/,
  private: /^[yn-]$/,
  unpriv: /^[yn-]$/,
  chroot: /^[yn-]$/,
  wakeup: /^(-\??|[0-9]*\??)$/,
  maxproc: /^(-|[0-9]*)$/,
};

function checkFields(words: readonly Word[]): ServiceProblem | undefined {
  for (const [index, field] of MASTER_FIELDS.entries()) {
    if (FIELD_PATTERNS[field]?.test(words[index]!.text) === false) return { kind: "bad-field", field };
  }
  return undefined;
}

function parseArguments(words: Word[]): Pick<Service, "overrides" | "options" | "rest"> {
  const overrides: Override[] = [];
  const options: Word[] = [];
  let index = 0;
  for (; index < words.length; index++) {
    const word = words[index]!;
    if (!word.text.startsWith("-") || word.text === "--") break;
    const letters = word.text.indexOf("o", 1);
    if (letters < 0) {
      options.push(word);
      continue;
    }
    // "-vo name=value" is "-v" and "-o name=value"; "-oname=value" is "-o name=value", as it
    // is for the daemons. postconf looks for one more "o" inside such a name, and stumbles.
    if (letters > 1) options.push(slice(word, 0, letters));
    const option = slice(word, letters > 1 ? letters : 0, letters + 1);
    if (letters + 1 < word.text.length) {
      overrides.push(parseOverride(option, slice(word, letters + 1, word.text.length)));
    } else {
      index++;
      const argument = words[index];
      if (argument) overrides.push(parseOverride(option, argument));
      else options.push(word);
    }
  }
  return { overrides, options, rest: words.slice(index) };
}

function slice(word: Word, start: number, end: number): Word {
  return { text: word.text.slice(start, end), start: word.start + start, end: word.start + end };
}

function parseOverride(option: Word, argument: Word): Override {
  const extracted = argument.text.startsWith("{") ? extractBraces(argument) : undefined;
  return new ParsedOverride(option, argument, extracted);
}

class ParsedOverride implements Override {
  readonly braced: boolean;
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly value: string;
  readonly valueStart: number;
  readonly problem: Override["problem"];
  readonly #assignment: Assignment;

  constructor(
    readonly option: Word,
    readonly argument: Word,
    extracted: Braced | undefined,
  ) {
    const content = extracted?.content ?? argument;
    const assignment = assignmentOf(content.text);
    this.braced = extracted !== undefined;
    this.name = assignment.name;
    this.nameStart = content.start + assignment.nameStart;
    this.nameEnd = content.start + assignment.nameEnd;
    this.value = assignment.value;
    this.valueStart = content.start + assignment.valueStart;
    this.problem = extracted?.problem ?? (assignment.problem ? "no-assignment" : undefined);
    this.#assignment = assignment;
  }

  get expression(): Expression {
    return this.#assignment.expression;
  }
}
