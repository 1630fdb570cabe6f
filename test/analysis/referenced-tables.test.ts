// Which files of tables a configuration names, and how they are read.
import { expect, it } from "vitest";
import { referencedTables } from "../../server/src/analysis/referenced-tables";
import { configurationOf } from "./model/support";

it("reads each file by its type and by who refers to it", () => {
  const configuration = configurationOf(
    `-- main.cf --
alias_maps = hash:/etc/aliases, texthash:/etc/more
local_recipient_maps = proxy:unix:passwd.byname $alias_maps
transport_maps = lmdb:/etc/postfix/transport
virtual_alias_maps = proxy:mysql:/etc/postfix/a.cf, pcre:/etc/postfix/b, static:c
smtp_tls_session_cache_database = btree:/var/lib/postfix/cache
smtpd_recipient_restrictions = check_sender_access hash:/etc/postfix/access
`,
  );
  const found = referencedTables(configuration).map(
    ({ type, path, uses }) => `${type} ${path} ${[...uses].sort()}`,
  );
  expect(found.sort()).toEqual([
    "aliases /etc/aliases alias_database,alias_maps,local_recipient_maps",
    "key /etc/more alias_maps,local_recipient_maps",
    "key /etc/postfix/access check_sender_access",
    "key /etc/postfix/transport transport_maps",
    "mysql /etc/postfix/a.cf virtual_alias_maps",
    "pcre /etc/postfix/b virtual_alias_maps",
  ]);
});
