/** Configurations by the seed: few names, so that they meet, in every place where a name can stand. */

const NAMES = [
  ...[
    "relayhost",
    "biff",
    "mydestination",
    "smtpd_timeout",
    "myorigin",
    "smtp_helo_timeout",
    "mailbox_command",
  ],
  ...["virtual_alias_maps", "smtpd_client_restrictions", "smtpd_restriction_classes", "smtpd_tls_ciphers"],
  ...["append_dot_mydomain", "relay_domains", "fast_flush_domains", "virtual_maps"],
  ...["process_name", "service_name", "fallback_relay", "smtp_fallback_relay"],
  ...["smtp_sasl_security_options", "smtp_sasl_tls_security_options", "header_from_format"],
  ...[
    "smtp_destination_rate_delay",
    "x_destination_rate_delay",
    "x_time_limit",
    "y_time_limit",
    "syslog_name",
  ],
  ...["a", "b", "c", "d", "e", "a_hosts", "b_hosts", "a_server_host", "relayhsot"],
];

const WORDS = [
  ...[
    "yes",
    "no",
    "YES",
    "5m",
    "300s",
    "300",
    "permit",
    "reject",
    "medium",
    "MEDIUM",
    "standard",
    "a",
    "b",
    "c",
  ],
  ...[
    "mysql:a",
    "proxy:mysql:b",
    "ldap:a",
    "hash:/a",
    "subnet",
    "host",
    "3.6",
    "0",
    "noplaintext",
    "noanonymous",
  ],
  ...["localhost", "localhost.$mydomain", "$myhostname", "$$x", "{a b}", "postfix", ","],
];

/** A main.cf and a master.cf; the same for the same seed. */
export function randomConfiguration(seed: number): { main: string; master: string } {
  const random = generator(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const many = (most: number, make: () => string) =>
    Array.from({ length: Math.floor(random() * (most + 1)) }, make);

  const reference = (): string => {
    const name = pick(NAMES);
    return pick(
      [
        ...[
          `$${name}`,
          `\${${name}}`,
          `$(${name})`,
          `\${${name}?${pick(WORDS)}}`,
          `\${${name}:${pick(WORDS)}}`,
        ],
        `\${${name}?{$${pick(NAMES)}}:{${pick(WORDS)}}}`,
        `\${{$${name}} == {${pick(WORDS)}} ? {$${pick(NAMES)}}}`,
        `\${${name}?`,
        "$",
      ].slice(0, random() < 0.03 ? undefined : -2),
    );
  };
  const word = () => (random() < 0.35 ? reference() : pick(WORDS));
  const separator = () => pick([" ", ", ", ",", "  ", "\n  ", "\n# between\n\t"]);
  const value = () =>
    many(3, word).reduce((text, next) => (text === "" ? next : text + separator() + next), "");
  const line = () => {
    const odd = random();
    if (odd < 0.05) return "# comment";
    if (odd < 0.055) return pick(["a", "= b", "a\0= b"]);
    // Every program refuses other values of these.
    if (odd < 0.07) return `mynetworks_style = ${pick(["host", "subnet"])}`;
    if (odd < 0.1) return `compatibility_level = ${pick(["0", "1", "2", "3.6", "3.7"])}`;
    return `${pick(NAMES)}${pick([" = ", "=", " =", "= "])}${value()}`;
  };
  const option = () => {
    const text = value().replace(/\n(#.*\n)?/g, " ");
    return /[\s{},]/.test(text) || random() < 0.2
      ? `-o { ${pick(NAMES)} = ${text} }`
      : `-o ${pick(NAMES)}=${text}`;
  };
  const service = () =>
    [
      pick(["x", "y", "smtp"]),
      "unix - - n - -",
      pick(["smtp", "pipe", "spawn", "smtpd"]),
      ...many(4, option),
    ].join(" ");

  const indented = random() < 0.05 ? "  indented\n" : "";
  const main = `${indented}${many(14, line).join("\n")}\n`;
  return {
    main,
    master: many(4, service)
      .map((text) => `${text}\n`)
      .join(""),
  };
}

/** mulberry32: small, and even enough to choose words with. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
