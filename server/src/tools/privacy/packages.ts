/** Where Postfix comes in packages, and which one holds the support for PCRE. */
const PACKAGES: readonly (readonly [system: string, command: string])[] = [
  ["Debian and Ubuntu", "apt install postfix-pcre"],
  ["Fedora and RHEL", "dnf install postfix-pcre"],
  ["Alpine", "apk add postfix-pcre"],
  ["FreeBSD", "the port mail/postfix with its option PCRE2"],
];

/** Each of them, in a clause. */
export function packagesText(): string {
  return PACKAGES.map(([system, command]) => `on ${system} ${command}`).join("; ");
}
