/** Configurations by the seed: few names, so that they meet, in every place where a name can stand. */

const NAMES = (
  "relayhost biff mydestination smtpd_timeout myorigin smtp_helo_timeout mailbox_command virtual_alias_maps " +
  "smtpd_client_restrictions smtpd_restriction_classes smtpd_tls_ciphers append_dot_mydomain relay_domains " +
  "fast_flush_domains virtual_maps process_name service_name fallback_relay smtp_fallback_relay " +
  "smtp_sasl_security_options smtp_sasl_tls_security_options header_from_format smtp_destination_rate_delay " +
  "x_destination_rate_delay x_time_limit y_time_limit syslog_name a b c d e a_hosts b_hosts a_server_host relayhsot"
).split(" ");

const WORDS = (
  "yes no YES 5m 300s 300 permit reject medium MEDIUM standard a b c mysql:a proxy:mysql:b ldap:a hash:/a subnet " +
  "host 3.6 0 noplaintext noanonymous localhost localhost.$mydomain $myhostname $$x postfix ,"
).split(" ");

/** Values that every program refuses do not occur among these. */
const SAFE_LINES = [
  ...["host", "subnet"].map((style) => `mynetworks_style = ${style}`),
  ...["0", "1", "2", "3.6", "3.7"].map((level) => `compatibility_level = ${level}`),
];

/** A configuration directory. */
export interface RandomConfiguration {
  readonly main: string;
  readonly master: string;
}

/** A main.cf and a master.cf; the same for the same seed. */
export function randomConfiguration(seed: number): RandomConfiguration {
  const { random, pick, many, ...make } = maker(seed);
  const line = () => {
    const odd = random();
    if (odd < 0.05) return "# comment";
    if (odd < 0.055) return pick(["a", "= b", "a\0= b"]);
    if (odd < 0.1) return pick(SAFE_LINES);
    return `${pick(NAMES)}${pick([" = ", "=", " =", "= "])}${make.value()}`;
  };
  const indented = random() < 0.05 ? "  indented\n" : "";
  return { main: `${indented}${many(14, line).join("\n")}\n`, master: make.services() };
}

/**
 * A main.cf that repeats defaults in all spellings, with lines that refer to
 * them; the same for the same seed.
 *
 * @param defaults name → default, as `postconf -d` prints them
 */
export function repeatingConfiguration(
  seed: number,
  defaults: ReadonlyMap<string, string>,
): RandomConfiguration {
  const { random, pick, many, ...make } = maker(seed);
  const all = [...defaults];
  const referring = all.filter(([, value]) => value.includes("$"));
  const chosen = many(20, () => pick(random() < 0.4 ? referring : all));
  const lines = chosen.flatMap(([name, value]) => {
    const own = `${name} = ${random() < 0.2 ? make.value() : respell(value)}`;
    const user = pick(["mydestination", "smtpd_client_restrictions", "virtual_alias_maps", pick(all)[0]]);
    const reference = pick([
      `$${name}`,
      `\${${name}?a}`,
      `\${${name}:a}`,
      `\${{$${name}} == {a} ? {b} : {c}}`,
    ]);
    return random() < 0.2 ? [own, `${user} = a ${reference}`] : [own];
  });
  function respell(value: string): string {
    const inner = /^\$\{?(\w+)\}?$/.exec(value)?.[1];
    return pick([
      value,
      value.toUpperCase(),
      value.replace(/, /g, pick([" ", ",", " ,\n  "])),
      value.replace(/^(\d+)s$/, (_, seconds: string) => `${Number(seconds) / 60}m`),
      value.replace(/^(\d+)[smhd]?$/, "0$1"),
      inner === undefined ? value : (defaults.get(inner) ?? value),
    ]);
  }
  return { main: `${[pick(SAFE_LINES), ...lines].join("\n")}\n`, master: make.services() };
}

function maker(seed: number) {
  const random = generator(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const many = <T>(most: number, make: () => T): T[] =>
    Array.from({ length: Math.floor(random() * (most + 1)) }, make);

  const reference = (): string => {
    const name = pick(NAMES);
    const good = [
      ...[
        `$${name}`,
        `\${${name}}`,
        `$(${name})`,
        `\${${name}?${pick(WORDS)}}`,
        `\${${name}:${pick(WORDS)}}`,
      ],
      `\${${name}?{$${pick(NAMES)}}:{${pick(WORDS)}}}`,
      `\${{$${name}} == {${pick(WORDS)}} ? {$${pick(NAMES)}}}`,
    ];
    return random() < 0.01 ? pick([`\${${name}?`, "$"]) : pick(good);
  };
  const word = () => (random() < 0.35 ? reference() : pick([...WORDS, "{a b}"]));
  const separator = () => pick([" ", ", ", ",", "  ", "\n  ", "\n# between\n\t"]);
  const value = () =>
    many(3, word).reduce((text, next) => (text === "" ? next : text + separator() + next), "");
  const option = () => {
    const name = pick(NAMES);
    const text = value().replace(/\n(#.*\n)?/g, " ");
    return /[\s{},]/.test(text) || random() < 0.2 ? `-o { ${name} = ${text} }` : `-o ${name}=${text}`;
  };
  const service = () => {
    const program = pick(["smtp", "pipe", "spawn", "smtpd"]);
    return `${[pick(["x", "y", "smtp"]), "unix - - n - -", program, ...many(4, option)].join(" ")}\n`;
  };
  return { random, pick, many, value, services: () => [service(), ...many(3, service)].join("") };
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
