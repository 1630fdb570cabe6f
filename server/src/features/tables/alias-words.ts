/** Names that files of aliases have for the roles that others write to (RFC 2142), and for the mail system itself. */
const NAMES: Readonly<Record<string, string>> = {
  postmaster:
    "Whoever runs the mail system. Every mail host must take mail for it, so somebody should read it.",
  "mailer-daemon": "The sender of returned mail; usually goes to postmaster.",
  abuse: "Where others report misuse of your network.",
  root: "The administrator of this host. Many programs write to it, so it should go to a person.",
  hostmaster: "Whoever looks after your DNS zones.",
  webmaster: "Whoever looks after your web servers.",
  security: "Where others report security holes.",
  noc: "Whoever runs your network.",
  nobody: "Nobody in particular: mail for it is usually thrown away.",
};

/** The names, those that every host needs first. */
export const ALIAS_NAMES: readonly string[] = Object.keys(NAMES).map((name) =>
  name === "mailer-daemon" ? "MAILER-DAEMON" : name,
);

/** What a name stands for; undefined for names of users. */
export function aliasNameSummary(name: string): string | undefined {
  const lower = name.toLowerCase();
  return Object.hasOwn(NAMES, lower) ? NAMES[lower] : undefined;
}

/** A way to write a destination. */
export interface DestinationForm {
  readonly label: string;
  readonly snippet: string;
  readonly summary: string;
}

/** What a destination may be besides an address or a name. */
export const DESTINATION_FORMS: readonly DestinationForm[] = [
  {
    label: ":include:",
    snippet: ":include:${1:/etc/postfix/list}",
    summary: "All destinations in a file, one a line.",
  },
  {
    label: "|",
    snippet: '"|${1:/usr/local/bin/command}"',
    summary: "Hands the mail to a command on its standard input.",
  },
  {
    label: "/",
    snippet: "/${1:var/mail/archive}",
    summary: "Appends the mail to a file; a slash at the end makes it a maildir.",
  },
];
