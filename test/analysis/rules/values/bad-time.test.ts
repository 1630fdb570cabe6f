// Times that Postfix cannot read, or reads only in part.
import { badTime } from "../../../../server/src/analysis/rules/values/bad-time";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(badTime, {
  valid: [
    "smtp_connect_timeout = 30s\nmaximal_queue_lifetime = 5\nsmtp_helo_timeout = +5m\n",
    // Postfix looks at the first letter only, and here it is the right one.
    "smtp_connect_timeout = 30sec\nmaximal_queue_lifetime = 5days\nsmtp_helo_timeout = 5min\n",
    "smtpd_error_sleep_time = 0\nbounce_size_limit = 5 m\nmy_time = 5 m\n",
    "smtpd_timeout = ${stress?{10}:{300}}s\nsmtpd_timeout = ${stress?{10 s}:{300 s}}\n",
    "smtp_connect_timeout = $unknown\nsmtp_helo_timeout = {{ a }}\nipc_timeout = '5m'\n",
    "smtp_connect_timeout = $my_time\nmy_time = 5m\nipc_timeout = 2147483647\n",
    "smtp_connect_timeout = 5 s\nsmtp_connect_timeout = 5s\n",
  ],
  invalid: [
    {
      code: "smtp_connect_timeout = «5 m»\nmaximal_queue_lifetime = «5 Days»\nsmtp_helo_timeout = «5M»\n",
      findings: [
        {
          message: "unit",
          data: { value: "5 m", unit: "seconds", readers: "smtp(8) ends" },
          fixed: "smtp_connect_timeout = 5m\nmaximal_queue_lifetime = 5 Days\nsmtp_helo_timeout = 5M\n",
        },
        {
          message: "unit",
          data: { unit: "days" },
          fixed: "smtp_connect_timeout = 5 m\nmaximal_queue_lifetime = 5d\nsmtp_helo_timeout = 5M\n",
        },
        {
          message: "unit",
          fixed: "smtp_connect_timeout = 5 m\nmaximal_queue_lifetime = 5 Days\nsmtp_helo_timeout = 5m\n",
        },
      ],
    },
    {
      code: "smtp_connect_timeout = «1h30m»\nsmtp_helo_timeout = «10ms»\nipc_timeout = «1d 12h»\n",
      findings: [
        {
          message: "rest",
          data: { read: "1h", words: "1 hour", rest: "30m" },
          fixed: "smtp_connect_timeout = 90m\nsmtp_helo_timeout = 10ms\nipc_timeout = 1d 12h\n",
        },
        { message: "rest", data: { read: "10m", words: "10 minutes", rest: "s" } },
        {
          message: "rest",
          fixed: "smtp_connect_timeout = 1h30m\nsmtp_helo_timeout = 10ms\nipc_timeout = 36h\n",
        },
      ],
    },
    {
      code: "smtp_connect_timeout = «1.5h»\nsmtp_helo_timeout = «5y»\nipc_timeout = «-5»\nmax_idle = «never»\nsmtpd_error_sleep_time = «disabled»\n",
      findings: [
        { message: "unit" },
        { message: "unit" },
        { message: "number" },
        { message: "number" },
        { message: "zero", data: { value: "disabled" } },
      ],
    },
    {
      code: "«maximal_queue_lifetime» =\nrelayhost = a\n",
      message: "empty",
      data: { example: "1d" },
      fixed: "relayhost = a\n",
    },
    {
      code: "max_idle = «0»\nipc_timeout = «3550w»\n",
      findings: [
        { message: "short", data: { least: "1 second" }, fixed: "max_idle = 1s\nipc_timeout = 3550w\n" },
        { message: "overflow" },
      ],
    },
    {
      code: "maximal_queue_lifetime = «101d»\n",
      message: "long",
      data: { most: "100 days" },
      fixed: "maximal_queue_lifetime = 8640000s\n",
    },
    {
      code: "-- main.cf --\nslow_destination_rate_delay = «1 s»\nmy_time = 1 s\n-- master.cf --\nslow unix - - y - - smtp -o smtp_connect_timeout=«$my_time»\n",
      findings: [
        {
          message: "unit",
          data: { readers: "qmgr(8) ends" },
          fixed: "slow_destination_rate_delay = 1s\nmy_time = 1 s\n",
        },
        { message: "unit", data: { value: "1 s" } },
      ],
    },
  ],
});
