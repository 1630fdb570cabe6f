// Destinations that the SMTP client cannot take apart.
import { badNexthop } from "../../../../server/src/analysis/rules/networks/bad-nexthop";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(badNexthop, {
  valid: [
    "relayhost = [mx.example.com]:587\n",
    "relayhost = example.com, [192.0.2.1]:2525, [2001:db8::1]:submission\n",
    "relayhost =\nsmtp_fallback_relay = localhost:10025 mx\n",
    "relayhost = $mydomain\nrelay_transport = smtp:[mx.example.com]:587\n",
    "relayhost = [bücher.example]\nsmtp_fallback_relay = {{ host }}:587\n",
    "relayhost = smtp://a\nrelayhost = a\naddress_verify_relayhost = $relayhost\n",
    // What other programs read, they take apart in their own way.
    "content_filter = amavis:[127.0.0.1:10024]\nmailbox_transport = lmtp:unix:private/dovecot\n",
    "-- main.cf --\ncontent_filter = smtp:a b c:x:y\n-- master.cf --\nsmtp unix - n n - - pipe\n",
    { code: "smtp_fallback_relay = a, b\nrelayhost = a\n", version: "3.4" },
  ],
  invalid: [
    {
      code: "relayhost = «smtp://user:secret@mx.example.com:587/»\n",
      message: "url",
      fixed: "relayhost = [mx.example.com]:587\n",
    },
    { code: "relayhost = «smtp://a b»\n".replace(" b", "_/b"), message: "url" },
    {
      code: "relayhost = «smtp:[mx.example.com]:587», «relay:mx.example.com»\n",
      findings: [
        { message: "transport", fixed: "relayhost = [mx.example.com]:587, relay:mx.example.com\n" },
        { message: "transport", fixed: "relayhost = smtp:[mx.example.com]:587, mx.example.com\n" },
      ],
    },
    { code: "relayhost = «user@mx.example.com:587»\n", message: "user" },
    {
      code: "relayhost = [mx.example.com] «587»\n",
      message: "port",
      data: { word: "587" },
      fixed: "relayhost = [mx.example.com]:587\n",
    },
    {
      code: "relayhost = «2001:db8::1», «192.0.2»\n",
      findings: [{ message: "host", fixed: "relayhost = [2001:db8::1], 192.0.2\n" }, { message: "host" }],
    },
    {
      code: "relayhost = «mx.example.com:70000» «[a]:5x»\n",
      findings: [{ message: "number" }, { message: "number" }],
    },
    {
      code: "smtp_fallback_relay = «[mx.example.com:587]», «[a», «[a]b»\n",
      findings: [
        { message: "bracket", fixed: "smtp_fallback_relay = [mx.example.com]:587, [a, [a]b\n" },
        { message: "bracket", fixed: "smtp_fallback_relay = [mx.example.com:587], [a], [a]b\n" },
        { message: "bracket" },
      ],
    },
    {
      code: "relay_transport = smtp:«[mx.example.com:587]»\ndefault_transport = relay:a «25»\n",
      findings: [
        {
          message: "bracket",
          fixed: "relay_transport = smtp:[mx.example.com]:587\ndefault_transport = relay:a 25\n",
        },
        {
          message: "port",
          fixed: "relay_transport = smtp:[mx.example.com:587]\ndefault_transport = relay:a:25\n",
        },
      ],
    },
    {
      code: "-- main.cf --\ncontent_filter = scan:«127.0.0.1:x.y»\n-- master.cf --\nscan unix - - n - - smtp\n",
      message: "number",
    },
    { code: "relayhost = «a, b»\n", version: "3.4", message: "list", data: { version: "3.4" } },
  ],
});
