/** `$name` in values. */
import { describe, it } from "vitest";
import { checkCompletion } from "../../support/check-completion";

describe("references", () => {
  it("has names of the file first, then common ones, then all", () =>
    checkCompletion("office = 192.0.2.0/24\nmyhostname = a.example\nmynetworks = $‸", {
      first: ["myhostname", "office", "mydomain", "myorigin", "mydestination", "config_directory"],
      has: ["myhostname", "always_bcc"],
      details: { office: " = 192.0.2.0/24", myhostname: " = a.example" },
    }));
  it("completes a plain reference", () =>
    checkCompletion("myorigin = $mydo‸main\n", {
      all: ["mydomain"],
      accept: { mydomain: "myorigin = $mydomain‸\n" },
      insert: { mydomain: "myorigin = $mydomain‸main\n" },
    }));
  it("closes a brace or bracket that is open", async () => {
    await checkCompletion("myorigin = ${mydo‸", { accept: { mydomain: "myorigin = ${mydomain}‸" } });
    await checkCompletion("myorigin = $(mydo‸", { accept: { mydomain: "myorigin = $(mydomain)‸" } });
  });
  it("keeps a brace that is closed", async () => {
    await checkCompletion("myorigin = ${mydo‸}", { accept: { mydomain: "myorigin = ${mydomain‸}" } });
    await checkCompletion("biff = ${st‸ ? {yes} : {no}}", {
      accept: { stress: "biff = ${stress‸ ? {yes} : {no}}" },
    });
  });
  it("completes inside branches and operands", async () => {
    await checkCompletion("relayhost = ${stress?{$mydo‸}}", {
      accept: { mydomain: "relayhost = ${stress?{$mydomain‸}}" },
    });
    await checkCompletion("biff = ${{$compat‸} <level {2} ? {no}}", { all: ["compatibility_level"] });
  });
  it("completes inside a list", () =>
    checkCompletion("mydestination = localhost, $myho‸, example.com", {
      accept: { myhostname: "mydestination = localhost, $myhostname‸, example.com" },
    }));
  it("does not offer a name to itself", () => checkCompletion("myhostname = $myh‸", { all: [] }));
  it("takes two dollars for text", () => checkCompletion("smtpd_banner = $$my‸", { all: [] }));
  it("has what the program fills in where nothing of main.cf is", async () => {
    await checkCompletion("luser_relay = $lo‸", { all: ["local"] });
    await checkCompletion("forward_path = ${ho‸", { accept: { home: "forward_path = ${home}‸" } });
    await checkCompletion("mailbox_command = $my‸", { all: [] });
  });
  it("has what the service itself sets", () =>
    checkCompletion("-- master.cf --\nsmtp inet n - n - - smtpd\n  -o mine=1\n  -o smtpd_banner=$mi‸", {
      first: ["mine"],
      accept: { mine: "smtp inet n - n - - smtpd\n  -o mine=1\n  -o smtpd_banner=$mine‸" },
    }));
});
