// Programs in the jail that have their work outside it.
import { chrootedProgram } from "../../../../server/src/analysis/rules/services/chrooted-program";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(chrootedProgram, {
  valid: [
    "-- master.cf --\nlocal unix - n n - - local\nsmtp unix - - y - - smtp\nx unix - n y - - mine\n",
    "-- master.cf --\nlocal unix - n - - - local\n",
    "-- main.cf --\ncompatibility_level = 3.6\n-- master.cf --\nlocal unix - n - - - local\n",
    "-- main.cf --\ncompatibility_level = $level\n-- master.cf --\nlocal unix - n - - - local\n",
    "-- master.cf --\nlocal unix - n {{ chroot }} - - local\nlocal unix - n yes - - local\n",
  ],
  invalid: [
    {
      code: "-- master.cf --\npolicy unix - n «y» - 0 spawn user=x argv=/bin/y\n",
      message: "unusual",
      data: { program: "spawn", value: "y" },
      fixed: "policy unix - n n - 0 spawn user=x argv=/bin/y\n",
    },
    {
      code: "-- master.cf --\ndrop unix - n «y» - 0 pipe user=x argv=/bin/y\n",
      message: "chroot",
      data: { program: "pipe", value: "y" },
      fixed: "drop unix - n n - 0 pipe user=x argv=/bin/y\n",
    },
    {
      code: "-- main.cf --\nmydestination = example.com\n-- master.cf --\nlocal unix - n «-» - - local\n",
      message: "default",
      data: { cause: "compatibility_level 0" },
      fixed: "local unix - n n - - local\n",
    },
    {
      code: "-- master.cf --\nlocal unix - n «-» - - local\n",
      version: "2.11",
      message: "default",
      data: { cause: "the version of Postfix" },
      fixed: "local unix - n n - - local\n",
    },
  ],
});
