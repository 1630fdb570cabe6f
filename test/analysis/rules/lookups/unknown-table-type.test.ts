// Lookup tables of types that do not exist.
import { unknownTableType } from "../../../../server/src/analysis/rules/lookups/unknown-table-type";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(unknownTableType, {
  valid: [
    "virtual_alias_maps = hash:/etc/postfix/virtual, proxy:mysql:/etc/postfix/virtual.cf\n",
    "virtual_alias_maps =\nmydestination = example.com, !hash:/etc/postfix/local, /etc/postfix/domains\n",
    "smtpd_tls_session_cache_database = btree:${data_directory}/smtpd_scache\n",
    "virtual_alias_maps = $default_database_type:/etc/postfix/virtual\n",
    "virtual_alias_maps = pipemap:{hash:/a, inline:{ a:b = c, d=e }}, static:{a:b}, randmap:{x:y}\n",
    "virtual_alias_maps = unionmap:{ static:one, inline:{ foo=bar } }\n",
    // Addresses: with brackets they are none, without another rule has a word about them.
    "mynetworks = [::1]/128, [fe80::]/10, 10.0.0.0/8, cidr:/etc/postfix/networks\n",
    "mynetworks = ::1/128, fe80::/64, fe80::1\n",
    // Words that are no tables, in parameters that take none.
    "relayhost = smtp:[mx.example.com]:587\ndefault_transport = lmtp:unix:private/x\nsmtpd_milters = inet:localhost:8891\n",
    "proxy_read_maps = foo:bar $virtual_alias_maps\nmaster_service_disable = foo:bar\n",
    // Endpoints of policy services.
    "smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:10023, permit\n",
    "smtpd_recipient_restrictions = CHECK_POLICY_SERVICE { inet:127.0.0.1:10023, timeout=10s }, reject\n",
    "smtpd_client_restrictions = check_client_access { hash:/etc/postfix/access, search_order = addr }, cidr:/a\n",
    "smtpd_restriction_classes = greylist\ngreylist = check_policy_service inet:localhost:10023\nother = foo:bar\n",
    "virtual_alias_maps = $undefined:/x {{ type }}:/y\n",
    "virtual_alias_maps = {{ type }}:/y\n",
    // Reported where it is set.
    { code: "virtual_alias_maps = mongodb:/etc/x\n", version: "3.9" },
    // What the installed Postfix has beyond our knowledge is a type.
    { code: "virtual_alias_maps = custom:/x, lmdb:/x\n", tableTypes: ["custom", "hash"] },
  ],
  invalid: [
    {
      code: "virtual_alias_maps = «hahs»:/etc/postfix/virtual\n",
      message: "typo",
      data: { type: "hahs", candidates: "'hash'" },
      fixed: "virtual_alias_maps = hash:/etc/postfix/virtual\n",
    },
    {
      code: "header_checks = «PCRE»:/a,\n  «regex»:/b, proxy:«postgresql»:/c\n",
      findings: [
        { message: "typo", fixed: "header_checks = pcre:/a,\n  regex:/b, proxy:postgresql:/c\n" },
        { message: "typo", fixed: "header_checks = PCRE:/a,\n  regexp:/b, proxy:postgresql:/c\n" },
        { message: "typo", fixed: "header_checks = PCRE:/a,\n  regex:/b, proxy:pgsql:/c\n" },
      ],
    },
    {
      code: "alias_maps = «hashh»:/etc/aliases\nlocal_recipient_maps = unix:passwd.byname $alias_maps\n",
      message: "typo",
      fixed: "alias_maps = hash:/etc/aliases\nlocal_recipient_maps = unix:passwd.byname $alias_maps\n",
    },
    // Of the user's own name the setting is not looked at, so that its use is.
    { code: "mine = hashh:/etc/x\nvirtual_alias_maps = «$mine»\n", message: "typo" },
    {
      code: "transport_maps = «smtp»:[mx.example.com]\nmydestination = «example.com»:25\n",
      findings: [
        { message: "unknown", data: { type: "smtp", word: "smtp:[mx.example.com]" } },
        { message: "unknown", data: { type: "example.com" } },
      ],
    },
    {
      code: "virtual_alias_maps = pipemap:{hash:/a, «bogus»:/b}\n",
      message: "unknown",
      data: { word: "bogus:/b" },
    },
    {
      code: "virtual_alias_maps = «debug»:hash:/a, «mongodb»:/b\n",
      version: "3.8",
      findings: [
        { message: "too-new", data: { type: "debug", since: "3.11", version: "3.8" } },
        { message: "too-new", data: { type: "mongodb", since: "3.9" } },
      ],
    },
    {
      code: "smtpd_client_restrictions = permit_mynetworks, «inet»:127.0.0.1:10023\n",
      message: "service",
      data: { word: "inet:127.0.0.1:10023" },
      fixed: "smtpd_client_restrictions = permit_mynetworks, check_policy_service inet:127.0.0.1:10023\n",
    },
    {
      code: "smtpd_restriction_classes = aa\naa = check_client_access { «hassh»:/x }\n",
      message: "typo",
      fixed: "smtpd_restriction_classes = aa\naa = check_client_access { hash:/x }\n",
    },
    {
      code: "-- main.cf --\nsmtpd_restriction_classes = aa\n-- master.cf --\nsmtp inet n - n - - smtpd -o { aa = check_client_access «bogus»:/x }\n",
      message: "unknown",
    },
    {
      code: "-- master.cf --\nsmtp inet n - n - - smtpd -o smtpd_client_restrictions=check_client_access,«hsah»:/x\n",
      message: "typo",
      fixed: "smtp inet n - n - - smtpd -o smtpd_client_restrictions=check_client_access,hash:/x\n",
    },
  ],
});
