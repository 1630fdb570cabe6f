/**
 * What the settings of database clients mean, in a sentence, and the values
 * that some take. After dict_ldap.c, dict_mysql.c, dict_pgsql.c,
 * dict_sqlite.c, dict_memcache.c and db_common.c.
 */
import { tableFacts } from "../../knowledge/facts";
import type { Registry } from "../../knowledge/registry";
import type { ClientFormat } from "../../syntax/tables/table";

const SUMMARIES: Readonly<Record<string, string>> = {
  additional_conditions:
    "What is put behind the condition on the key, such as `AND active = 1`. Old form; write query instead.",
  backup:
    "A table that is read and written where memcache does not have the key, such as `btree:/var/lib/postfix/cache`.",
  bind: "Whether and how the client logs in to the LDAP server before it searches.",
  bind_dn: "The name that the client logs in to the LDAP server with.",
  bind_pw: "The password for bind_dn. Keep others from reading this file.",
  cache: "No longer has any effect: the LDAP client caches nothing.",
  cache_expiry: "No longer has any effect: the LDAP client caches nothing.",
  cache_size: "No longer has any effect: the LDAP client caches nothing.",
  charset: "The character set of the connection to the server.",
  chase_referrals: "Whether referrals of the LDAP server to other servers are followed.",
  collection: "The collection of the database that is searched.",
  data_size_limit: "The longest answer that is taken, in bytes.",
  dbname: "The name of the database.",
  dbpath: "The file of the database.",
  debuglevel: "How much the LDAP library logs; 0 is nothing.",
  dereference: "When the LDAP server follows aliases of its entries.",
  domain:
    "Domains whose addresses are looked up; others, and keys without a domain, are not asked for. Spares the server useless questions.",
  encoding: "The character encoding of the connection to the server.",
  expansion_limit: "How many results one lookup may have; more are an error. 0 is any number.",
  flags: "The flags that are stored with a value in memcache.",
  hosts: "The servers that are asked, by name or as `unix:/path`; all are tried before a lookup fails.",
  idle_interval: "Seconds after which an unused connection is closed.",
  key_digest: "The digest that long keys are replaced with.",
  key_format: "How the key for memcache is made of the key that is looked up.",
  leaf_result_attribute: "Attributes whose values count only where an entry refers to no others.",
  line_size_limit: "The longest line that memcache may send, in bytes.",
  max_try: "How often a question is asked before it fails.",
  memcache: "The memcache server, such as `inet:localhost:11211`.",
  option_file: "A file of options for the MySQL client library.",
  option_group: "The group of options in option_file that is read.",
  password: "The password for the database. Keep others from reading this file.",
  projection: "Which fields of the documents count, and how a result is made of them.",
  query:
    "The question that is asked, with `%s` for the key as a whole, `%u` for the part in front of @, `%d` for the domain; values are quoted for you.",
  query_filter:
    "The filter that entries must meet, with `%s` for the key as a whole, `%u` for the part in front of @, `%d` for the domain.",
  recursion_limit: "How deep references from entry to entry are followed.",
  require_result_set: "Whether a query without any result set, as of a stored procedure, is an error.",
  result_attribute: "The attributes whose values are the result.",
  result_filter: "The old name of result_format.",
  result_format:
    "How a result is made of each value found: `%s` is the value, `%u` and `%d` its two parts around @.",
  retry_interval: "Seconds after which a server that failed is tried again.",
  retry_pause: "Seconds between two attempts.",
  sasl_authz_id: "The identity that is acted as after a SASL login.",
  sasl_mechs: "The SASL mechanisms that may be used for the login.",
  sasl_minssf: "How strong the protection by SASL must be at least.",
  sasl_realm: "The realm of the SASL login.",
  scope: "How far below search_base is searched.",
  search_base:
    "Where in the LDAP tree the search begins; `%s`, `%u` and `%d` stand for the key as in query_filter.",
  select_field: "The column that is the result. Old form; write query instead.",
  select_function: "The function of the database that is called with the key. Old form; write query instead.",
  server_host:
    "The LDAP servers, as names or URLs such as `ldaps://ldap.example.com`; the next is asked when one fails.",
  server_port: "The port of LDAP servers that are given by name.",
  size_limit: "How many entries the LDAP server may give for one lookup; more are an error. 0 is any number.",
  special_result_attribute: "Attributes that hold names or URLs of other entries, which are then looked at.",
  start_tls:
    "Whether the connection to the LDAP server is encrypted before anything is sent. Needs version 3; not for ldaps URLs.",
  table: "The database's table that is searched. Old form; write query instead.",
  terminal_result_attribute: "Attributes whose values count alone: then nothing else of the entry does.",
  timeout: "Seconds after which a question fails.",
  tls_CAfile: "A file with the certificates of authorities that the server's certificate is checked against.",
  tls_CApath:
    "A directory with the certificates of authorities that the server's certificate is checked against.",
  tls_ca_cert_dir:
    "A directory with the certificates of authorities that the server's certificate is checked against.",
  tls_ca_cert_file:
    "A file with the certificates of authorities that the server's certificate is checked against.",
  tls_cert: "The file of the client's certificate.",
  tls_cert_file: "The file of the client's certificate.",
  tls_cipher_suite: "The ciphers that may be used.",
  tls_ciphers: "The ciphers that may be used.",
  tls_key: "The file of the client's key.",
  tls_key_file: "The file of the client's key.",
  tls_random_file: "A file with random bytes for the TLS library.",
  tls_require_cert: "Whether the certificate of the LDAP server must be good.",
  tls_verify_cert: "Whether the server's certificate must be for the name that was asked for.",
  ttl: "Seconds for which memcache keeps a value.",
  uri: "Where the MongoDB servers are, such as `mongodb://localhost:27017`.",
  user: "The user that the client logs in to the database as.",
  version: "The version of the LDAP protocol; 3 is what servers speak today.",
  where_field: "The column that the key is compared with. Old form; write query instead.",
};

/** Values that a setting is given, usual ones first, and what they mean where that does not go without saying. */
const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  bind: {
    yes: "With bind_dn and bind_pw.",
    no: "Without a login.",
    simple: "The same as `yes`.",
    none: "The same as `no`.",
    sasl: "By SASL.",
  },
  chase_referrals: { no: "", yes: "" },
  dereference: { "0": "Never.", "1": "While searching.", "2": "To find search_base.", "3": "Always." },
  require_result_set: { yes: "", no: "" },
  scope: { sub: "The whole tree below it.", one: "Its direct children.", base: "Itself alone." },
  start_tls: { yes: "", no: "" },
  tls_require_cert: { yes: "", no: "" },
  tls_verify_cert: { yes: "", no: "" },
  version: { "3": "", "2": "An old version, without TLS." },
  result_format: { "%s": "The value as it is." },
};

/** What a setting means; undefined for unknown names. */
export function clientSummary(name: string): string | undefined {
  return Object.hasOwn(SUMMARIES, name) ? SUMMARIES[name] : undefined;
}

/** Values of a setting → their meaning, which may be empty; nothing for settings that take anything. */
export function clientValues(name: string): Readonly<Record<string, string>> {
  return Object.hasOwn(VALUES, name) ? VALUES[name]! : {};
}

/** The names that a client takes; those of all clients when nobody knows which it is. */
export function clientNames(type: ClientFormat, registry: Registry): readonly string[] {
  if (type !== "database") return registry.clientSuffixes(type);
  return [...new Set(Object.values(tableFacts().clientParameters).flat())].sort();
}
