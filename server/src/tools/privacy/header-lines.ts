/**
 * Which header lines tell where a sender sits and what they use, and which
 * ones do so a little and are left alone all the same.
 */

/** A header line that identifies its sender. */
export interface IdentifyingLine {
  readonly id: string;
  /** The names of headers that say it, without the colon. */
  readonly names: readonly string[];
  /** In a sentence: what the line gives away. */
  readonly why: string;
  /** A value of the first name. */
  readonly example: string;
}

/** The Received line that smtpd(8) writes for a user who has logged in. */
export const RECEIVED_BY_SUBMISSION = "received";

/** The Received line that pickup(8) writes for a program of this machine. */
export const RECEIVED_BY_PICKUP = "received-local";

/** Lines of the sender's own programs; each can be kept. */
export const IDENTIFYING_LINES: readonly IdentifyingLine[] = [
  {
    id: "user-agent",
    names: ["User-Agent"],
    why: "The mail program, with its version and often the operating system.",
    example: "Example Mail 1.0 (Windows NT 10.0)",
  },
  {
    id: "x-mailer",
    names: ["X-Mailer", "X-MimeOLE", "X-Newsreader"],
    why: "The same, as other mail programs call it.",
    example: "Example Mail 1.0",
  },
  {
    id: "x-originating-ip",
    names: ["X-Originating-IP", "X-Sender-IP", "X-Client-IP", "X-ClientProxiedBy"],
    why: "The address of the computer in front of which the sender sits, written by web mail.",
    example: "[192.0.2.15]",
  },
  {
    id: "x-authenticated-sender",
    names: ["X-Authenticated-Sender", "X-Authentication-Warning", "X-Get-Message-Sender-Via"],
    why: "The name under which the sender has logged in.",
    example: "mail.example.com: alice",
  },
  {
    id: "x-php-script",
    names: ["X-PHP-Originating-Script", "X-PHP-Script", "X-Source", "X-Source-Args", "X-Source-Dir"],
    why: "The account and the file of the program that sent the mail.",
    example: "1000:contact.php",
  },
];

/** What identifies a little, is needed, and so stays. */
export const LEFT_ALONE: readonly { readonly name: string; readonly why: string }[] = [
  {
    name: "Received of other servers",
    why: "they are the trace of the mail, and show when it goes in circles",
  },
  { name: "Message-ID", why: "answers refer to it" },
  { name: "MIME-Version and Content-...", why: "without them attachments cannot be read" },
  { name: "Date", why: "mail without one looks like spam; it tells the sender's time zone" },
];
