/**
 * A message cut into the records in which Postfix's programs pass it on: whole
 * lines as postmap(1) reads them, and pieces of bounded length as smtpd(8)
 * takes them from the network.
 */
import type { Span } from "../../base/span";
import type { Bytes } from "../lookup";

/** A line or a piece of one. The span holds the line break as well. */
export interface MessageRecord extends Span {
  /** Without the line break. */
  readonly text: Bytes;
  /** The line goes on in the next record (REC_TYPE_CONT). */
  readonly continues: boolean;
}

/**
 * Lines of any length, as vstring_get_nonl() reads them: a carriage return
 * belongs to the text. What stands behind the last line break is a line too,
 * unless it ends with the byte 0xFF: its sign makes postmap take that for the
 * end of the input, and the line is lost.
 */
export function* linesOf(message: Bytes): Generator<MessageRecord> {
  let start = 0;
  while (start < message.length) {
    const found = message.indexOf("\n", start);
    const end = found < 0 ? message.length : found;
    if (found < 0 && message.charCodeAt(end - 1) === 0xff) return;
    const next = found < 0 ? end : end + 1;
    yield { text: message.slice(start, end), start, end: next, continues: false };
    start = next;
  }
}

/**
 * Records as smtpd(8) makes them: lines longer than line_length_limit in
 * pieces, no carriage return in front of a line break, every other one a blank
 * (cleanup_replace_stray_cr_lf). "From " lines at the start become
 * X-Mailbox-Line headers, and a message that starts with white space gets an
 * empty line in front (receive_data_message in smtpd.c).
 *
 * @param limit the length of a piece, in bytes
 */
export function* smtpRecordsOf(message: Bytes, limit: number): Generator<MessageRecord> {
  let isFirst = true;
  for (const record of piecesOf(message, limit)) {
    if (isFirst && /^>*From /.test(record.text)) {
      yield { ...record, text: `X-Mailbox-Line: ${record.text}` };
      continue;
    }
    if (isFirst && /^[ \t]/.test(record.text)) {
      yield { text: "", start: record.start, end: record.start, continues: false };
    }
    isFirst = false;
    yield record;
  }
}

function* piecesOf(message: Bytes, limit: number): Generator<MessageRecord> {
  let start = 0;
  while (start < message.length) {
    const found = message.indexOf("\n", start);
    const next = found < 0 ? message.length : found + 1;
    const end = endOfText(message, start, found < 0 ? next : found);
    let from = start;
    // A line of just the limit leaves an empty record for its line break.
    for (; end - from >= limit; from += limit) {
      yield {
        text: masked(message.slice(from, from + limit)),
        start: from,
        end: from + limit,
        continues: true,
      };
    }
    yield { text: masked(message.slice(from, end)), start: from, end: next, continues: false };
    start = next;
  }
}

function endOfText(message: Bytes, start: number, end: number): number {
  return end > start && message[end - 1] === "\r" ? end - 1 : end;
}

function masked(text: Bytes): Bytes {
  return text.includes("\r") ? text.replaceAll("\r", " ") : text;
}
