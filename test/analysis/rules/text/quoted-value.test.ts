// Quotes, which Postfix takes for part of a value.
import { quotedValue } from "../../../../server/src/analysis/rules/text/quoted-value";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(quotedValue, {
  valid: [
    "myhostname = mail.example.com\n",
    // Text that is sent or run as it stands, and queries of a table.
    "smtpd_banner = \"$myhostname ESMTP\"\nmailbox_command = '/bin/a b'\n",
    "virtual_query = SELECT a FROM b WHERE c = '%s'\nusers_query = 'a'\n",
    // Quotes inside a word may be those of an address.
    'luser_relay = "a b"@example.com\nnotify_classes = a"b"\n',
    "smtpd_client_restrictions = check_client_access inline:{ { a = 'b' } }\n",
    'myhostname = "old"\nmyhostname = mail.example.com\n',
    'myhostname = "{{ host }}"\n',
    '-- master.cf --\na unix - n n - - pipe user=b argv=/bin/c "d"\n',
  ],
  invalid: [
    {
      code: 'myhostname = «"mail.example.com"»\nmail_owner = «"postfix"»\n',
      findings: [
        {
          message: "host",
          data: { name: "myhostname" },
          fixed: 'myhostname = mail.example.com\nmail_owner = "postfix"\n',
        },
        { message: "text", fixed: 'myhostname = "mail.example.com"\nmail_owner = postfix\n' },
      ],
    },
    {
      code: "biff = «'no'»\nsmtp_tls_security_level = «\"may\"»\n",
      findings: [
        {
          message: "value",
          data: { readers: "local(8) ends" },
          fixed: 'biff = no\nsmtp_tls_security_level = "may"\n',
        },
        { message: "value", fixed: "biff = 'no'\nsmtp_tls_security_level = may\n" },
      ],
    },
    {
      code: "mydestination = a, «\"b\"»,\n  «'c'»\n",
      findings: [
        { message: "entry", fixed: "mydestination = a, b,\n  'c'\n" },
        { message: "entry", fixed: 'mydestination = a, "b",\n  c\n' },
      ],
    },
    {
      code: 'mynetworks = «"10.0.0.0/8, 127.0.0.0/8"»\n',
      message: "text",
      fixed: "mynetworks = 10.0.0.0/8, 127.0.0.0/8\n",
    },
    {
      code: '-- master.cf --\nsmtp inet n - y - - smtpd -o biff=«"no"»\n',
      message: "value",
      fixed: "smtp inet n - y - - smtpd -o biff=no\n",
    },
    // A name that nobody knows, and an empty text.
    { code: "my_host = «''»\n", message: "text", fixed: "my_host = \n" },
  ],
});
