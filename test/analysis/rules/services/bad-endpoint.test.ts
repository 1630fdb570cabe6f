// Network services whose names are no endpoints.
import { badEndpoint } from "../../../../server/src/analysis/rules/services/bad-endpoint";
import { ruleTester } from "../../../support/rule-tester";

const services = (...names: string[]) =>
  `-- master.cf --\n${names.map((name) => `${name} inet n - n - - smtpd\n`).join("")}`;

ruleTester(badEndpoint, {
  valid: [
    services(
      "smtp",
      "25",
      ":26",
      "[::1]:smtp",
      "::1:27",
      "127.0.0.1:28",
      "[ipv6:::1]:29",
      "localhost:submission",
    ),
    services(
      "mail_host.example.com:25",
      "imaps",
      "snmp",
      "sieve",
      "my-smtp",
      "smtp-in",
      "policyd",
      "häuser.example:1",
    ),
    "-- master.cf --\n*:25 unix n - n - - smtpd\n{{ address }}:x inet n - n - - smtpd\n*:25 inet n - n\n",
  ],
  invalid: [
    { code: services("«[::1»"), message: "missing-bracket" },
    { code: services("«[::1]25»"), message: "text-after-bracket" },
    {
      code: services("«[::1]»", "«localhost:»", "«[::1]:»"),
      findings: [{ message: "missing-port" }, { message: "missing-port" }, { message: "missing-port" }],
    },
    {
      code: services("«*:25»"),
      message: "bad-host",
      data: { host: "*" },
      fixed: "25 inet n - n - - smtpd\n",
    },
    {
      code: services("«127.0.0:25»", "«::1»", "«[ipv6:127.0.0.1]:25»", "«a..b:25»"),
      findings: [
        { message: "bad-host", data: { host: "127.0.0" } },
        { message: "bad-host", data: { host: ":" } },
        { message: "bad-host" },
        { message: "bad-host" },
      ],
    },
    {
      code: services("«70000»", "localhost:«25x»", "«0»"),
      findings: [
        { message: "port-range", data: { port: "70000" } },
        { message: "bad-port", data: { port: "25x" } },
        { message: "port-range" },
      ],
    },
    {
      code: services("127.0.0.1:«submision»"),
      message: "unknown-port",
      data: { port: "submision", candidate: "submission" },
      fixed: "127.0.0.1:submission inet n - n - - smtpd\n",
    },
  ],
});
