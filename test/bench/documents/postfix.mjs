// The main.cf of a provider that serves many sites: about a third settings, a third comments and blank lines, a
// third lines that continue a list. Sites have parameters of their own, which other values refer to.
import { readFileSync } from "node:fs";
import { inRoot } from "../../setup/project.mjs";
import { commentWords, createRandom } from "./random.mjs";
import { createWriter } from "./writer.mjs";

const towns = [
  "aachen",
  "basel",
  "cork",
  "delft",
  "essen",
  "faro",
  "genoa",
  "huelva",
  "izmir",
  "jena",
  "kiel",
  "lyon",
];
const restrictions = [
  ...[
    "reject_non_fqdn_sender",
    "reject_unknown_sender_domain",
    "permit_mynetworks",
    "reject_unauth_destination",
  ],
  ...["reject_non_fqdn_recipient", "reject_invalid_helo_hostname", "permit_sasl_authenticated"],
  ...[
    "reject_unknown_recipient_domain",
    "reject_unauth_pipelining",
    "check_policy_service inet:127.0.0.1:10023",
  ],
];

/** Names that the generator itself sets, and that must not occur twice. */
const fixedNames = (
  "compatibility_level myhostname mydomain mynetworks relay_domains smtpd_restriction_classes " +
  "parent_domain_matches_subdomains config_directory process_id process_name service_name"
).split(" ");

/** What a short main.cf has first; the other names follow in an order that is the same in every run. */
const commonNames = (
  "myorigin inet_interfaces inet_protocols mydestination recipient_delimiter mailbox_size_limit delay_warning_time " +
  "smtpd_banner biff append_dot_mydomain smtpd_tls_cert_file smtpd_tls_key_file smtpd_tls_security_level " +
  "smtp_tls_security_level smtp_tls_CApath smtp_tls_loglevel alias_maps alias_database transport_maps " +
  "virtual_alias_maps virtual_mailbox_maps smtpd_helo_required disable_vrfy_command smtpd_helo_restrictions " +
  "smtpd_sender_restrictions smtpd_recipient_restrictions smtpd_relay_restrictions smtpd_milters " +
  "header_checks body_checks maximal_queue_lifetime bounce_queue_lifetime smtpd_client_connection_rate_limit " +
  "default_process_limit smtpd_timeout smtp_helo_timeout soft_bounce local_recipient_maps"
).split(" ");

/** What people get wrong, in terms of a known parameter that is not set yet, or of the file's own names. */
const mistakes = [
  ({ site }) => `${site}_spare = $${site}_netwroks`,
  ({ known: { name } }) => `${name.replace(/^(.{4})(.)(.)/, "$1$3$2")} = $mydomain`,
  ({ known: { name, kind } }) =>
    `${name} = ${{ bool: "yess", time: "300 seconds", int: "12k" }[kind] ?? "$mydomian"}`,
  ({ known: { name, values } }) => `${name} = ${values[0]}   # was different before`,
  ({ known: { name, values } }) => `${name} = ${values[0]}\n${name} = ${values[0]}`,
  ({ site }) => `${site}_note = not referred to by any other value`,
];

/** @param lineCount how many lines the file has, its last line break included */
export function generateMainCf(lineCount) {
  const random = createRandom(1);
  const writer = createWriter(lineCount);
  const known = knownSettings(random);
  // Short files consist of known settings half and half; long ones have all of them somewhere.
  const knownShare = Math.min(0.5, known.length / (lineCount / 4));
  const sites = [];

  writer.add(
    `# ${random.sentence(commentWords)}`,
    "compatibility_level = 3.6",
    "",
    "myhostname = mx1.example.org",
  );
  writer.add("mydomain = example.org", "office_networks = 192.0.2.0/25", "");
  // The longest section has 35 lines; the closing lists name all sites, three a line.
  for (let index = 0; writer.left > 42 + sites.length; index += 1) {
    const site = `${random.pick(towns)}_${String(index).padStart(3, "0")}`;
    writer.add(...random.list(random.integer(2, 4), () => `# ${random.sentence(commentWords)}`));
    if (random.chance(knownShare) && known.length > 0) addSettings(random, writer, known);
    else {
      addSite(random, writer, site, sites.at(-1));
      sites.push(site);
    }
    if (writer.wantsEdit()) {
      // A reference to a name that nobody defines; typing in it changes its name and its length.
      writer.addEdited("parent_domain_matches_subdomains = $office_matchs‸", "x");
    } else if (index % 6 === 3 && known.length > 0) {
      writer.add(...random.pick(mistakes)({ site, known: known.pop() }).split("\n"));
    }
    if (writer.wantsCompletion()) writer.addCompleted("");
    writer.add("");
  }
  const closing = {
    mynetworks: "$SITE_networks",
    relay_domains: "$SITE_domains",
    smtpd_restriction_classes: "SITE_checks",
  };
  for (const [name, entry] of Object.entries(closing)) {
    writer.add(`${name} =`, ...byThree(sites.map((site) => entry.replace("SITE", site))));
  }
  writer.add(...random.list(writer.left, () => `# ${random.sentence(commentWords)}`));
  return writer.finish();
}

/** The continuation lines of a long list, three entries on each. */
function byThree(entries) {
  const lines = [];
  for (let at = 0; at < entries.length; at += 3) lines.push(`    ${entries.slice(at, at + 3).join(", ")}`);
  return lines;
}

/** Three to six known parameters; now and then one of them is repeated with its default value. */
function addSettings(random, writer, known) {
  for (let count = random.integer(3, 6); count > 0 && known.length > 0; count -= 1) {
    const { name, values } = known.shift();
    if (values.length === 1) writer.add(`${name} = ${values[0]}`);
    else writer.add(`${name} =`, ...values.map((value) => `    ${value}`));
    if (random.chance(0.1)) writer.add(`#${name} = ${values[0]}`);
  }
}

/** The parameters of one site; each is referred to here or in the lists that close the file. */
function addSite(random, writer, site, earlier) {
  const address = () => `10.${random.integer(0, 255)}.${random.integer(0, 255)}.0/24`;
  writer.add(`${site}_networks =`, ...random.list(random.integer(2, 5), () => `    ${address()},`));
  writer.add(earlier === undefined ? "    $office_networks" : `    $${earlier}_gateway/32`);
  writer.add(`${site}_gateway = 10.${random.integer(0, 255)}.${random.integer(0, 255)}.1`, "");
  writer.add(`# ${random.sentence(commentWords)}`);
  writer.add(`${site}_domains = ${site.replace("_", "")}.$mydomain, $${site}_guests`);
  writer.add(`${site}_guests = ${random.pick(towns)}.example.${random.pick(["net", "com"])}`, "");
  const chosen = random.shuffle(restrictions).slice(0, random.integer(2, 5));
  writer.add(`${site}_checks = check_client_access cidr:$config_directory/${site}.cidr`);
  writer.add(...chosen.map((restriction) => `    ${restriction}`));
}

/** Names that Postfix knows in every supported version, with a value that is fit for the kind of each. */
function knownSettings(random) {
  const facts = JSON.parse(
    readFileSync(inRoot("server", "src", "knowledge", "data", "parameters.json"), "utf8"),
  );
  const usable = Object.keys(facts).filter((name) => {
    const { status, removed, isPattern, since } = facts[name];
    return !status && !removed && !isPattern && (since === undefined || /^[12]\.|^3\.[0-4]$/.test(since));
  });
  const names = new Set([...commonNames, ...random.shuffle(usable)]);
  return [...names]
    .filter((name) => !fixedNames.includes(name) && facts[name] !== undefined)
    .map((name) => ({ name, kind: facts[name].valueKind, values: valuesFor(random, name, facts[name]) }));
}

/** The lines of a value: one, or several that continue a list. One in ten repeats the default. */
function valuesFor(random, name, fact) {
  const { valueKind, default: fallback = "", values = [], min = 0, max = Number.MAX_SAFE_INTEGER } = fact;
  if (random.chance(0.1) && fallback !== "") return [fallback];
  const several = (make) => random.list(random.integer(2, 4), make);
  switch (valueKind) {
    case "bool":
      return [fallback === "yes" ? "no" : "yes"];
    case "time":
      return [`${random.integer(1, 9)}${random.pick(["m", "h"])}`];
    case "int":
      return [String(Math.min(max, Math.max(min, random.integer(1, 500))))];
    case "size":
      return [String(Math.min(max, random.integer(10, 90) * 1_048_576))];
    case "charset":
      return ["+"];
    case "smtp-reply-code":
      return [random.pick(["450", "550", "554"])];
    case "enum":
      return [values.length > 0 ? random.pick(values) : fallback];
    case "map":
    case "map-list":
      return several((index) => `hash:/etc/postfix/${name}${index === 0 ? "" : index}`);
    case "match-list":
    case "domain-list":
      return several(() => `${random.pick(towns)}.example.${random.pick(["org", "net", "com"])}`);
    case "restriction-list":
      return random.shuffle(restrictions).slice(0, 5);
    case "path":
    case "path-list":
      return [fallback === "" ? `/etc/postfix/${name}.pem` : `${fallback}.local`];
    case "enum-list":
    case "protocol-list":
      return values.length > 1 ? random.shuffle(values).slice(0, 2) : [fallback];
    case "service-name":
    case "transport":
      return [`${random.pick(towns)}${values.length}`];
    case "hostname":
    case "address":
      return [valueKind === "address" ? "postmaster@$mydomain" : "$myhostname"];
    case "milter-list":
      return ["inet:127.0.0.1:8891", "unix:/run/milter/filter.sock"];
    default:
      return [fallback === "" ? "$mydomain" : fallback];
  }
}

const services = [
  "smtp       inet  n       -       n       -       -       smtpd",
  "submission inet  n       -       n       -       -       smtpd",
  "  -o syslog_name=postfix/submission",
  "  -o smtpd_tls_security_level=encrypt",
  "  -o smtpd_sasl_auth_enable=yes",
  "  -o smtpd_client_restrictions=permit_sasl_authenticated,reject",
  ...["pickup     unix  n       -       n       60      1       pickup"],
  ...["qmgr       unix  n       -       n       300     1       qmgr"],
  ...["tlsmgr     unix  -       -       n       1000?   1       tlsmgr"],
  ...["flush      unix  n       -       n       1000?   0       flush"],
  ...["verify     unix  -       -       n       -       1       verify"],
  ...["proxymap   unix  -       -       n       -       -       proxymap"],
  ...["proxywrite unix  -       -       n       -       1       proxymap"],
  ...["anvil      unix  -       -       n       -       1       anvil"],
  ...["scache     unix  -       -       n       -       1       scache"],
  ...["postlog    unix-dgram n  -       n       -       1       postlogd"],
  ...["cleanup    unix  n       -       n       -       0       cleanup"],
  ...["showq      unix  n       -       n       -       -       showq"],
  ...["local      unix  -       n       n       -       -       local"],
  ...["virtual    unix  -       n       n       -       -       virtual"],
  ...["error", "discard", "lmtp", "smtp"].map(
    (name) => `${name.padEnd(10)} unix  -       -       n       -       -       ${name}`,
  ),
  ...["bounce", "defer", "trace"].map(
    (name) => `${name.padEnd(10)} unix  -       -       n       -       0       bounce`,
  ),
  ...[
    ["rewrite", "trivial-rewrite"],
    ["proxyread", "proxymap"],
    ["relay", "smtp"],
    ["retry", "error"],
  ].map(([name, program]) => `${name.padEnd(10)} unix  -       -       n       -       -       ${program}`),
  "  -o syslog_name=postfix/$service_name",
  "maildrop   unix  -       n       n       -       -       pipe",
  "  flags=RXhu user=vmail argv=/usr/bin/maildrop -d ${recipient}",
  // Filters that mail comes back from, and ways out with limits of their own.
  ...Array.from({ length: 14 }, (_, index) => [
    `127.0.0.1:${11_025 + 2 * index} inet n - n - - smtpd`,
    "  -o content_filter=",
    "  -o smtpd_client_restrictions=permit_mynetworks,reject",
    "  -o smtpd_recipient_restrictions=permit_mynetworks,reject",
    "  -o mynetworks=127.0.0.0/8",
  ]).flat(),
  ...Array.from({ length: 56 }, (_, index) => [
    `out${String(index).padEnd(8)} unix  -       -       n       -       -       smtp`,
    `  -o syslog_name=postfix/out${index}`,
    `  -o smtp_bind_address=192.0.2.${index + 1}`,
  ]).flat(),
];

/** The master.cf beside it, as a distribution ships it, with filters and ways out: a hundred services. */
export function generateMasterCf() {
  const heading = [
    "# The services of this machine. After a change, run: postfix reload",
    "# ==========================================================================",
    "# service type  private unpriv  chroot  wakeup  maxproc command + args",
    "#               (yes)   (yes)   (no)    (never) (100)",
    "# ==========================================================================",
  ];
  return `${[...heading, ...services].join("\n")}\n`;
}
