/** Lookup tables and paths. */
import { describe, it } from "vitest";
import { checkCompletion } from "../../support/check-completion";

const machine = [
  "/etc/postfix/main.cf",
  "/etc/postfix/master.cf",
  "/etc/postfix/virtual",
  "/etc/postfix/virtual.db",
  "/etc/postfix/transport",
  "/etc/postfix/transport~",
  "/etc/postfix/header_checks.pcre",
  "/etc/postfix/accounts.cf",
  "/etc/postfix/.hidden",
  "/etc/postfix/sasl/",
  "/etc/ssl/certs/mail.pem",
  "/etc/ssl/certs/mail.pem.dpkg-old",
  "/etc/ssl/certs/0a775a30.0",
  "/var/lib/postfix/cache.db",
];

describe("table types", () => {
  it("has the default type first, and asks for the name", () =>
    checkCompletion("default_database_type = lmdb\nvirtual_alias_maps = ‸", {
      first: ["lmdb:"],
      accept: { "lmdb:": "default_database_type = lmdb\nvirtual_alias_maps = lmdb:‸" },
      again: ["lmdb:"],
    }));
  it("has what the installed Postfix lacks last", () =>
    checkCompletion("transport_maps = ‸", {
      tableTypes: ["regexp", "hash", "pcre"],
      first: ["hash:", "pcre:", "regexp:", "lmdb:"],
      notes: { "pcre:": undefined, "lmdb:": "not installed here, package postfix-lmdb" },
    }));
  it("has no types newer than the target version", () =>
    checkCompletion("transport_maps = ‸", { version: "2.7.0", lacks: ["lmdb:", "inline:", "sqlite:"] }));
  it("has types behind proxy, but no second one", () =>
    checkCompletion("virtual_mailbox_maps = proxy:my‸", {
      all: ["mysql:"],
      accept: { "mysql:": "virtual_mailbox_maps = proxy:mysql:‸" },
      lacks: ["proxy:"],
    }));
  it("has tables inside a table of tables", () =>
    checkCompletion("virtual_alias_maps = unionmap:{hash:/etc/a, pc‸}", { all: ["pcre:"] }));
  it("knows nothing inside a table of values", () =>
    checkCompletion("virtual_alias_maps = inline:{ ha‸ }", { all: [] }));
  it("has types without a colon where a type is the value", () =>
    checkCompletion("default_database_type = ‸", {
      first: ["lmdb", "hash", "cdb"],
      lacks: ["pcre", "hash:"],
    }));
  it("has the names a type knows", () =>
    checkCompletion("local_recipient_maps = unix:‸", { all: ["passwd.byname", "group.byname"] }));
  it("has types in a list of patterns", () =>
    checkCompletion("mydestination = localhost, pcr‸", { all: ["pcre:"] }));
});

describe("files of tables", () => {
  it("has sources in place of indexes, and no configuration files", () =>
    checkCompletion("virtual_alias_maps = hash:/etc/postfix/‸", {
      machine,
      all: ["virtual", "accounts.cf", "header_checks.pcre", "transport", "sasl/"],
      accept: { virtual: "virtual_alias_maps = hash:/etc/postfix/virtual‸" },
      again: ["sasl/"],
    }));
  it("has files that are called like the type first", async () => {
    await checkCompletion("header_checks = pcre:/etc/postfix/‸", { machine, first: ["header_checks.pcre"] });
    await checkCompletion("virtual_alias_maps = mysql:/etc/postfix/‸", { machine, first: ["accounts.cf"] });
  });
  it("has an index without its source", () =>
    checkCompletion("virtual_alias_maps = hash:/var/lib/postfix/‸", { machine, all: ["cache"] }));
  it("fills in names", async () => {
    await checkCompletion("transport_maps = hash:$config_directory/tra‸", {
      machine,
      accept: { transport: "transport_maps = hash:$config_directory/transport‸" },
    });
    await checkCompletion("mine = /etc\ntransport_maps = hash:${mine}/postfix/tra‸", {
      machine,
      all: ["transport"],
    });
  });
  it("knows the type behind a name", () =>
    checkCompletion("virtual_alias_maps = $default_database_type:/etc/postfix/virt‸", {
      machine,
      all: ["virtual"],
    }));
  it("looks into the configuration directory where nothing has been typed", () =>
    checkCompletion("virtual_alias_maps = hash:‸", {
      machine,
      first: ["/etc/postfix/virtual", "/etc/postfix/accounts.cf"],
      has: ["/etc/postfix/transport", "$config_directory/", "/etc/"],
    }));
  it("looks beside a main.cf that is a copy", () =>
    checkCompletion("transport_maps = hash:/etc/postfix/‸", {
      machine: ["/home/me/mail/main.cf", "/home/me/mail/transport"],
      folder: "/home/me/mail",
      all: ["transport"],
    }));
  it("replaces one segment of a path", () =>
    checkCompletion("transport_maps = hash:/et‸x/postfix/transport", {
      machine,
      accept: { "etc/": "transport_maps = hash:/etc/‸postfix/transport" },
    }));
  it("completes the argument of a restriction", () =>
    checkCompletion("smtpd_client_restrictions = check_client_access hash:/etc/postfix/tr‸, reject", {
      machine,
      accept: {
        transport: "smtpd_client_restrictions = check_client_access hash:/etc/postfix/transport‸, reject",
      },
    }));
  it("has nothing in a directory that is not there", () =>
    checkCompletion("transport_maps = hash:/nowhere/‸", { machine, all: [] }));
  it("has nothing for a relative path", () =>
    checkCompletion("transport_maps = hash:sub/‸", { machine, all: [] }));
});

describe("paths", () => {
  it("has directories and files, step by step", async () => {
    await checkCompletion("smtpd_tls_cert_file = /etc/s‸", {
      machine,
      all: ["ssl/"],
      accept: { "ssl/": "smtpd_tls_cert_file = /etc/ssl/‸" },
      again: ["ssl/"],
    });
    await checkCompletion("smtpd_tls_cert_file = /etc/ssl/certs/‸", { machine, all: ["mail.pem"] });
  });
  it("has what starts with a dot once a dot is typed", () =>
    checkCompletion("smtpd_tls_cert_file = /etc/postfix/.‸", { machine, all: [".hidden"] }));
  it("has places to begin at", () =>
    checkCompletion("smtpd_tls_CAfile = ‸", { machine, first: ["$config_directory/", "/etc/"] }));
  it("completes the second of several", () =>
    checkCompletion("smtpd_tls_chain_files = /etc/a.pem, /etc/ssl/certs/m‸", { machine, all: ["mail.pem"] }));
  it("completes behind a prefix of the path", () =>
    checkCompletion("tls_random_source = dev:/etc/ss‸", { machine, all: ["ssl/"] }));
  it("completes the socket of a milter", () =>
    checkCompletion("smtpd_milters = unix:/var/lib/‸", { machine, all: ["postfix/"] }));
  it("asks again in a directory with very many files", () => {
    const many = Array.from({ length: 900 }, (_, index) => `/etc/many/file${index}`);
    return checkCompletion("smtpd_tls_cert_file = /etc/many/file89‸", {
      machine: many,
      first: ["file89", "file890", "file891"],
    });
  });
});
