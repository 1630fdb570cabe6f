/** The tables that restrictions and other parameters look into. */
import { deferred, fatal, type Mistake, OWN_MAIL, SILENCE, send, talk } from "./mistake";

const CONFIGURATION_ERROR = /S: 451 4\.3\.5 (?:.*: )?Server configuration error/;

/** A message stays where it is, since an address cannot be looked up. */
function lookupProblem(reason: string): RegExp {
  return new RegExp(
    `cleanup\\[\\d+\\]: error: ${reason}\\n[\\s\\S]*map lookup problem for \\S+ -- message not accepted`,
  );
}

export const TABLE_MISTAKES: readonly Mistake[] = [
  {
    title: "a table type that does not exist",
    rule: "unknown-table-type",
    main: "virtual_alias_maps = hahs:<dir>/etc/virtual",
    does: send(),
    seen: { log: lookupProblem("unsupported dictionary type: hahs") },
  },
  {
    title: "a table without its file",
    rule: "missing-table-file",
    main: "header_checks = pcre:<dir>/etc/header_checks",
    does: send(),
    seen: {
      log: /cleanup\[\d+\]: error: open \S*\/header_checks: No such file or directory\n[\s\S]*header_checks map lookup problem -- message not accepted/,
    },
  },
  {
    title: "a table with neither its file nor its index",
    rule: "missing-table-index",
    main: "transport_maps = hash:<dir>/etc/transport",
    does: send(),
    seen: {
      log: deferred("address resolver failure"),
    },
  },
  {
    title: "a table whose index was not made",
    rule: "missing-table-index",
    main: "smtpd_client_restrictions = check_client_access hash:<dir>/etc/main.cf",
    does: talk(...OWN_MAIL),
    seen: {
      log: /smtpd\[\d+\]: error: open database \S*\/main\.cf\.db: No such file or directory/,
      conversation: CONFIGURATION_ERROR,
    },
  },
  {
    title: "a table without a type",
    rule: "missing-table-type",
    main: "virtual_alias_maps = <dir>/etc/virtual",
    does: send(),
    seen: { log: fatal("cleanup", 'open dictionary: expecting "type:name" form instead of "/') },
  },
  {
    title: "a table of restrictions without a type",
    rule: "bad-restriction-argument",
    main: "smtpd_client_restrictions = check_client_access <dir>/etc/access",
    does: talk(...OWN_MAIL),
    seen: {
      log: /restriction check_client_access: bad argument "\/\S*\/access": need maptype:mapname/,
      conversation: CONFIGURATION_ERROR,
    },
  },
  {
    title: "a table in place of a restriction",
    rule: "misplaced-restriction",
    main: "smtpd_data_restrictions = texthash:<dir>/etc/main.cf",
    does: talk(...OWN_MAIL, "DATA"),
    seen: { conversation: CONFIGURATION_ERROR },
  },
  {
    title: "a table type that is not there",
    rule: "unavailable-table-type",
    main: "virtual_alias_maps = sdbm:<dir>/etc/virtual",
    does: send(),
    seen: { log: lookupProblem("unsupported dictionary type: sdbm") },
  },
  {
    title: "a written-out table with an entry without '='",
    rule: "bad-table-name",
    main: "virtual_alias_maps = inline:{ postmaster, root=x }",
    does: send(),
    seen: { log: lookupProblem("missing '=' after attribute name: .*") },
  },
  {
    title: "a table behind a socket whose kind is not said",
    rule: "bad-table-name",
    main: "virtual_alias_maps = socketmap:127.0.0.1:8888:virtual",
    does: send(),
    seen: {
      log: fatal("cleanup", "invalid transport name: 127\\.0\\.0\\.1 in service: 127\\.0\\.0\\.1:8888"),
    },
  },
  {
    title: "aliases from the network",
    rule: "untrusted-table",
    main: "alias_maps = tcp:127.0.0.1:<closed>",
    does: send("nobody@example.test"),
    seen: { log: deferred("alias database unavailable") },
  },
  {
    title: "a table that is not given out",
    rule: "unlisted-proxy-table",
    main: "smtpd_data_restrictions = check_client_access proxy:texthash:<dir>/etc/main.cf",
    does: talk(),
    seen: {
      log: fatal("smtpd", 'proxymap service is not configured for table "texthash:/'),
      conversation: SILENCE,
    },
  },
];
