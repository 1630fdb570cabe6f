/**
 * The headers and body lines of a message, as the state machine of Postfix
 * (mime_state.c) finds them: what header_checks, mime_header_checks,
 * nested_header_checks and body_checks get to see, and nothing else.
 */
import type { Span } from "../../base/span";
import type { Bytes } from "../lookup";
import { headerName, headerStart, nextItem } from "./headers";
import type { MessageRecord } from "./records";

/** Where something stands: among the headers of the message, of an attachment, of a message within, or in a body. */
export type PartKind = "primary" | "mime" | "nested" | "body";

/**
 * A header with the lines that continue it, or a record of a body. The spans
 * of all parts, joined, are the message; one that Postfix puts in is empty.
 */
export interface MessagePart extends Span {
  readonly kind: PartKind;
  /** What is looked up: up to a NUL; a header's lines are joined by line breaks, and it may be cut off. */
  readonly text: Bytes;
  /** Where a record starts in its body, in bytes: what body_checks_size_limit counts. 0 for a header. */
  readonly offset: number;
  /** A record whose line goes on in the next one. */
  readonly continues: boolean;
}

/** The parameters that bound how a message is taken apart. */
export interface MessageLimits {
  /** header_size_limit, in bytes. */
  readonly headerSize: number;
  /** mime_nesting_limit. */
  readonly mimeNesting: number;
  /** mime_boundary_length_limit, in bytes. */
  readonly boundaryLength: number;
}

/** The defaults of these parameters. */
export const MESSAGE_LIMITS: MessageLimits = { headerSize: 102_400, mimeNesting: 100, boundaryLength: 2048 };

/** What a body or its parts are, as far as it matters for where headers follow. */
interface ContentType {
  readonly type: "text" | "message" | "multipart" | "other";
  /** Messages within are looked into: message/rfc822, message/global. */
  readonly isMessage: boolean;
}

const TEXT: ContentType = { type: "text", isMessage: false };
const OTHER: ContentType = { type: "other", isMessage: false };
const MESSAGE: ContentType = { type: "message", isMessage: true };

/** A multipart that is open, and what its parts are unless they say so. */
interface Boundary {
  readonly text: Bytes;
  readonly partType: ContentType;
}

/** A header that may go on. */
interface OpenHeader {
  text: Bytes;
  readonly start: number;
  end: number;
}

/**
 * Takes a message apart.
 *
 * @param records from records.ts
 * @param mime whether Content-Type headers count; without, all behind the primary headers is body
 * @param limits the parameters that bound it
 */
export function* messageParts(
  records: Iterable<MessageRecord>,
  mime: boolean,
  limits: MessageLimits = MESSAGE_LIMITS,
): Generator<MessagePart> {
  const splitter = new MessageSplitter(mime, limits);
  for (const record of records) yield* splitter.take(record);
  yield* splitter.end();
}

/** The state machine itself: gets one record after the other, and gives the parts that have become complete. */
export class MessageSplitter {
  /** Whether multiparts were nested too deeply, so that inner ones were not taken apart. */
  tooDeep = false;

  #state: PartKind = "primary";
  #content = TEXT;
  #header: OpenHeader | undefined;
  #continued = false;
  /** The innermost first. */
  readonly #boundaries: Boundary[] = [];
  #bodyOffset = 0;
  #parts: MessagePart[] = [];

  constructor(
    private readonly mime: boolean,
    private readonly limits: MessageLimits,
  ) {}

  /** Takes the next record. */
  take(record: MessageRecord): readonly MessagePart[] {
    this.#parts = [];
    this.#update(record);
    this.#continued = record.continues;
    return this.#parts;
  }

  /** Takes the end of the message. */
  end(): readonly MessagePart[] {
    this.#parts = [];
    this.#finishHeader();
    return this.#parts;
  }

  #update(record: MessageRecord): void {
    if (this.#state !== "body") {
      if (this.#header && this.#continuesHeader(record)) return;
      this.#finishHeader();
      if (this.#startHeader(record)) return;
      if (record.text === "") this.#endHeaders();
      else this.#giveUpHeaders(record);
    }
    this.#takeBody(record);
  }

  /** Adds a record to the header that is open, unless that is too long already. */
  #continuesHeader(record: MessageRecord): boolean {
    const header = this.#header!;
    if (!this.#continued && !/^[ \t]/.test(record.text)) return false;
    if (header.text.length < this.limits.headerSize) {
      header.text += (this.#continued ? "" : "\n") + upToNul(record.text);
    }
    header.end = record.end;
    return true;
  }

  /** White space in front of the colon goes away. */
  #startHeader({ text, start, end }: MessageRecord): boolean {
    const found = headerStart(text);
    if (!found) return false;
    this.#header = { text: found.name + upToNul(text.slice(found.colon)), start, end };
    return true;
  }

  #finishHeader(): void {
    if (!this.#header) return;
    const { text, start, end } = this.#header;
    this.#header = undefined;
    this.#continued = false;
    if (this.mime && headerName(text) === "content-type") this.#readContentType(text);
    this.#parts.push({ kind: this.#state, text, start, end, offset: 0, continues: false });
  }

  /** The empty line behind headers: what follows is a body, or the headers of a message within. */
  #endHeaders(): void {
    this.#bodyOffset = 0;
    if (this.#content.type === "message" && this.#content.isMessage) {
      this.#state = "nested";
      this.#content = TEXT;
      return;
    }
    this.#state = "body";
    if (this.#content.type === "multipart") this.#content = OTHER;
  }

  /** A line among headers that is none: the body starts here, and that of the message with an empty line. */
  #giveUpHeaders({ start }: MessageRecord): void {
    if (this.#state === "primary") this.#giveBody({ text: "", start, end: start, continues: false });
    this.#state = "body";
    this.#bodyOffset = 0;
  }

  #takeBody(record: MessageRecord): void {
    if (!this.#continued && record.text.length > 2 && record.text.startsWith("--"))
      this.#meetBoundary(record.text);
    this.#giveBody(record);
  }

  #giveBody({ text, start, end, continues }: MessageRecord): void {
    this.#parts.push({ kind: "body", text: upToNul(text), start, end, offset: this.#bodyOffset, continues });
    this.#bodyOffset += text.length + 1;
  }

  /** Looks for the boundary of an open multipart, and so mends missing ends of inner ones. What stands behind it does not matter. */
  #meetBoundary(text: Bytes): void {
    const index = this.#boundaries.findIndex((boundary) => text.startsWith(boundary.text, 2));
    if (index < 0) return;
    const boundary = this.#boundaries[index]!;
    this.#boundaries.splice(0, index);
    if (text.startsWith("--", 2 + boundary.text.length)) {
      this.#boundaries.shift();
      this.#state = "body";
      this.#content = OTHER;
      this.#bodyOffset = 0;
    } else {
      this.#state = "mime";
      this.#content = boundary.partType;
    }
  }

  #readContentType(header: Bytes): void {
    const item = nextItem(header, "content-type:".length);
    if (!item || item.tokens.length === 0) {
      this.#content = { ...this.#content, type: "other" };
      return;
    }
    const [type, slash, subtype] = item.tokens;
    const kind = type!.kind === "token" ? type!.value.toLowerCase() : "";
    const name =
      slash?.value === "/" && slash.kind === "special" && subtype?.kind === "token"
        ? subtype.value.toLowerCase()
        : "";
    if (kind === "text") this.#content = TEXT;
    else if (kind === "message")
      this.#content = { type: "message", isMessage: name === "rfc822" || name === "global" };
    else if (kind === "multipart") {
      this.#content = { ...this.#content, type: "multipart" };
      this.#readBoundaries(header, item.next, name === "digest" ? MESSAGE : TEXT);
    }
    // Any other type leaves what a part is by default: in a digest, a message.
  }

  /** All boundaries that the header names: more than one is wrong, and could hide something. */
  #readBoundaries(header: Bytes, start: number, partType: ContentType): void {
    let item = nextItem(header, start);
    for (; item; item = nextItem(header, item.next)) {
      const [name, equals, value] = item.tokens;
      const isBoundary = name?.kind === "token" && name.value.toLowerCase() === "boundary";
      if (!isBoundary || equals?.kind !== "special" || equals.value !== "=" || !value) continue;
      // Postfix counts from -1, and lets one more in than the limit.
      if (this.#boundaries.length - 1 > this.limits.mimeNesting) {
        this.tooDeep = true;
        continue;
      }
      this.#boundaries.unshift({ text: value.value.slice(0, this.limits.boundaryLength), partType });
    }
  }
}

/** Texts end at a NUL, as in C. */
function upToNul(text: Bytes): Bytes {
  const end = text.indexOf("\0");
  return end < 0 ? text : text.slice(0, end);
}
