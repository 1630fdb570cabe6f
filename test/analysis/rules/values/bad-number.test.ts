// Numbers that Postfix cannot read, or not use.
import { badNumber } from "../../../../server/src/analysis/rules/values/bad-number";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(badNumber, {
  valid: [
    "message_size_limit = 10240000\nmessage_size_limit = +0\nheader_size_limit = 1\n",
    "message_size_limit = 9223372036854775807\nbounce_size_limit = 2147483647\n",
    "mailbox_size_limit = -1\nsmtpd_error_sleep_time = 10MB\nmy_limit = 10MB\n",
    "default_process_limit = ${stress?{a}:{b}}\nmessage_size_limit = $unknown\nmailbox_size_limit = {{ a }}\n",
    "default_process_limit = $my_limit\nmy_limit = 50\n",
    // Nobody reads what is set here.
    "process_id = a\n",
    // No service of this name makes it a parameter.
    "relayed_destination_concurrency_limit = a\n",
    { code: "smtp_destination_concurrency_limit = 20\n" },
  ],
  invalid: [
    {
      code: "message_size_limit = «50MB»\nmailbox_size_limit = «1.5 GiB»\nheader_size_limit = «100 kb»\n",
      findings: [
        {
          message: "unit",
          data: { name: "message_size_limit", value: "50MB", readers: "every Postfix program ends" },
          fixed: "message_size_limit = 52428800\nmailbox_size_limit = 1.5 GiB\nheader_size_limit = 100 kb\n",
        },
        {
          message: "unit",
          fixed: "message_size_limit = 50MB\nmailbox_size_limit = 1610612736\nheader_size_limit = 100 kb\n",
        },
        {
          message: "unit",
          fixed: "message_size_limit = 50MB\nmailbox_size_limit = 1.5 GiB\nheader_size_limit = 102400\n",
        },
      ],
    },
    {
      code: "message_size_limit = «10,240,000»\n",
      message: "text",
      data: { value: "10,240,000" },
      fixed: "message_size_limit = 10240000\n",
    },
    {
      code: "message_size_limit = «1024*1024»\nmailbox_size_limit = «unlimited»\ndefault_process_limit = «60s»\n",
      findings: [{ message: "text" }, { message: "text" }, { message: "unit" }],
    },
    { code: "«message_size_limit» =\nrelayhost = a\n", message: "empty", fixed: "relayhost = a\n" },
    {
      code: "message_size_limit = «9223372036854775808»\nbounce_size_limit = «2147483648»\n",
      findings: [
        { message: "overflow", data: { most: "9223372036854775807" } },
        { message: "overflow", data: { most: "2147483647" } },
      ],
    },
    {
      code: "header_size_limit = «0»\nline_length_limit = «-1»\n",
      findings: [
        { message: "small", data: { least: "1" }, fixed: "header_size_limit = 1\nline_length_limit = -1\n" },
        {
          message: "small",
          data: { least: "512" },
          fixed: "header_size_limit = 0\nline_length_limit = 512\n",
        },
      ],
    },
    {
      code: "default_delivery_slot_discount = «101»\n",
      message: "large",
      data: { most: "100" },
      fixed: "default_delivery_slot_discount = 100\n",
    },
    { code: "default_process_limit = «$my_limit»\nmy_limit = 5k\n", message: "unit", data: { value: "5k" } },
    {
      code: "-- main.cf --\nslow_destination_concurrency_limit = «one»\n-- master.cf --\nslow unix - - y - - smtp -o bounce_size_limit=«0»\n",
      findings: [
        { message: "text", data: { readers: "qmgr(8) ends" } },
        {
          message: "small",
          fixed: "slow unix - - y - - smtp -o bounce_size_limit=1\n",
        },
      ],
    },
  ],
});
