// Addresses of this machine that are none.
import { badAddress } from "../../../../server/src/analysis/rules/networks/bad-address";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(badAddress, {
  valid: [
    "inet_interfaces = all\nproxy_interfaces = 192.0.2.1, nat.example.com\n",
    "inet_interfaces = loopback-only\n",
    "inet_interfaces = $myhostname, localhost, 127.0.0.1, [::1], ::1, fe80::1%eth0\nmyhostname = a.example\n",
    "inet_interfaces =\nsmtp_bind_address =\n",
    "inet_interfaces = {{ interfaces }}\nsmtp_bind_address = $nobody\n",
    "smtp_bind_address = 192.0.2.1\nsmtp_bind_address6 = [2001:db8::1]\nlmtp_bind_address = 127.1\n",
    "inet_interfaces = bücher.example\n",
  ],
  invalid: [
    { code: "inet_interfaces = «0.0.0.0»\n", message: "any", fixed: "inet_interfaces = all\n" },
    { code: "inet_interfaces = «*», «[::]»\n", findings: [{ message: "any" }, { message: "any" }] },
    { code: "inet_interfaces = «ALL»\n", message: "keyword", fixed: "inet_interfaces = all\n" },
    { code: "inet_interfaces = «all», 192.0.2.1\n", message: "keyword" },
    {
      code: "inet_interfaces = «127.0.0.1/8» «localhost:25», «[::1]:25» «::1/128»\n",
      findings: [
        { message: "part", fixed: "inet_interfaces = 127.0.0.1 localhost:25, [::1]:25 ::1/128\n" },
        { message: "part", fixed: "inet_interfaces = 127.0.0.1/8 localhost, [::1]:25 ::1/128\n" },
        { message: "part", fixed: "inet_interfaces = 127.0.0.1/8 localhost:25, [::1] ::1/128\n" },
        { message: "part", fixed: "inet_interfaces = 127.0.0.1/8 localhost:25, [::1]:25 ::1\n" },
      ],
    },
    { code: "inet_interfaces = «eth0», localhost\n", message: "interface", data: { word: "eth0" } },
    { code: "proxy_interfaces = «a;b» «0.0.0.0»\n", findings: [{ message: "host" }, { message: "host" }] },
    {
      code: "-- master.cf --\na unix - - n - - smtp -o smtp_bind_address=«mail.example.com»\n",
      message: "bind",
    },
    { code: "smtp_bind_address = «192.0.2.1, 192.0.2.2»\n", message: "bind" },
    {
      code: "smtp_bind_address = «2001:db8::1»\nsmtp_bind_address6 = «192.0.2.1»\n",
      findings: [
        { message: "family", data: { family: "IPv6", other: "smtp_bind_address6" } },
        { message: "family", data: { family: "IPv4", other: "smtp_bind_address" } },
      ],
    },
  ],
});
