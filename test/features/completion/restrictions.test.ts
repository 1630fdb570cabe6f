/** Lists of restrictions. */
import { describe, it } from "vitest";
import { checkCompletion } from "../../support/check-completion";

describe("restrictions", () => {
  it("begins with those a list of this kind usually has", async () => {
    await checkCompletion("smtpd_sender_restrictions = ‸", {
      first: [
        "permit_mynetworks",
        "permit_sasl_authenticated",
        "check_sender_access",
        "reject_non_fqdn_sender",
        "reject_unknown_sender_domain",
        "check_sender_a_access",
      ],
    });
    await checkCompletion("compatibility_level = 3\nsmtpd_relay_restrictions = ‸", {
      first: [
        "permit_mynetworks",
        "permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination",
        "permit_sasl_authenticated",
        "reject_unauth_destination",
      ],
    });
  });
  it("puts those of no use here behind the others", () =>
    checkCompletion("smtpd_etrn_restrictions = reject_un‸", {
      has: ["reject_unauth_pipelining", "reject_unknown_client_hostname", "reject_unknown_sender_domain"],
      notes: {
        reject_unknown_sender_domain: "of no use in this list",
        reject_unknown_client_hostname: undefined,
      },
    }));
  it("strikes old names through", () =>
    checkCompletion("smtpd_client_restrictions = reject_unknown_c‸", {
      has: ["reject_unknown_client_hostname", "reject_unknown_client"],
      deprecated: ["reject_unknown_client"],
      notes: { reject_unknown_client: "deprecated, use reject_unknown_client_hostname" },
    }));
  it("says what the target version has no longer", () =>
    checkCompletion("smtpd_client_restrictions = reject_maps‸", {
      version: "3.9.0",
      deprecated: ["reject_maps_rbl"],
      notes: { reject_maps_rbl: "removed in 3.9, use reject_rbl_client" },
    }));
  it("has nothing newer than the target version", () =>
    checkCompletion("smtpd_client_restrictions = check_sasl‸", { version: "2.10.0", all: [] }));
  it("leaves out what the list has", () =>
    checkCompletion("smtpd_relay_restrictions = permit_mynetworks, ‸, reject", {
      lacks: ["permit_mynetworks", "reject"],
      first: ["permit_sasl_authenticated"],
    }));
  it("puts a blank behind what takes an argument, and asks for it", () =>
    checkCompletion("smtpd_client_restrictions = check_client_acc‸\n", {
      accept: { check_client_access: "smtpd_client_restrictions = check_client_access ‸\n" },
      again: ["check_client_access"],
    }));
  it("goes on behind a prefix", () =>
    checkCompletion("smtpd_client_restrictions = warn_if_reject ‸", { has: ["reject_rbl_client"] }));
  it("has table types for the argument", () =>
    checkCompletion("smtpd_client_restrictions = check_client_access ‸", {
      first: ["hash:", "lmdb:", "texthash:"],
      lacks: ["permit_mynetworks"],
    }));
  it("has restrictions again behind the argument", () =>
    checkCompletion("smtpd_client_restrictions =\n  check_client_access hash:/etc/postfix/access,\n  rej‸", {
      has: ["reject_rbl_client", "reject"],
      lacks: ["hash:"],
    }));
  it("has nothing for a DNS list or a number", async () => {
    await checkCompletion("smtpd_client_restrictions = reject_rbl_client ‸", { all: [] });
    await checkCompletion("smtpd_client_restrictions = sleep ‸", { all: [] });
  });
  it("has policy servers, and their options", async () => {
    await checkCompletion(
      "-- master.cf --\npolicy unix - n n - 0 spawn\n  user=a argv=/b\n-- main.cf --\n" +
        "smtpd_recipient_restrictions = check_policy_service ‸",
      { all: ["unix:private/policy", "inet:", "unix:"] },
    );
    await checkCompletion(
      "smtpd_recipient_restrictions = check_policy_service { inet:127.0.0.1:10023, time‸ }",
      {
        accept: {
          timeout: "smtpd_recipient_restrictions = check_policy_service { inet:127.0.0.1:10023, timeout=‸ }",
        },
      },
    );
    await checkCompletion(
      "smtpd_recipient_restrictions = check_policy_service { inet:127.0.0.1:10023, timeout=5‸ }",
      {
        first: ["5s", "5m"],
      },
    );
  });
  it("has restriction classes, and completes what they are", async () => {
    await checkCompletion("smtpd_restriction_classes = strict\nsmtpd_client_restrictions = str‸", {
      all: ["strict"],
      notes: { strict: "restriction class" },
    });
    await checkCompletion("smtpd_restriction_classes = strict\nstrict = reject_non_fqdn‸", {
      has: ["reject_non_fqdn_helo_hostname", "reject_non_fqdn_sender", "reject_non_fqdn_recipient"],
      notes: { reject_non_fqdn_sender: undefined },
    });
  });
  it("has the words of lists that are not the SMTP server's", async () => {
    await checkCompletion("postscreen_access_list = ‸", {
      has: ["permit_mynetworks", "cidr:"],
      lacks: ["reject_rbl_client"],
    });
    await checkCompletion("local_header_rewrite_clients = permit_i‸", { all: ["permit_inet_interfaces"] });
  });
});
