// A password never leaves its file through a hover.
import { describe, expect, it } from "vitest";
import { hoverText } from "../support/check-hover";

const SECRET = "s3cr3t-Pa55";

/** What a hover says, without the word it is about, after a look that the secret is not in it. */
async function withoutSecret(fixture: string): Promise<string> {
  const text = (await hoverText(fixture))?.replace(/^«[^»]*»\n/, "") ?? "";
  expect(text).not.toContain(SECRET);
  expect(text).not.toBe("");
  return text;
}

describe("passwords of database clients", () => {
  it("are not shown at the name", async () => {
    expect(
      await withoutSecret(`virtual_mailbox_maps = mysql:acc\nacc_pass‸word = ${SECRET}\n`),
    ).toMatchInlineSnapshot(`
      "**acc_password** · setting of the table \`mysql:acc\`

      The \`mysql\` client reads \`password\` from here.

      **In force:** a secret, which is not shown · this line"
    `);
    expect(await withoutSecret(`virtual_mailbox_maps = ldap:acc\nacc_bind_‸pw = ${SECRET}\n`)).toContain(
      "**In force:** a secret, which is not shown · this line",
    );
  });

  it("are not shown where they come from another name, or go into one", async () => {
    const maps = "virtual_mailbox_maps = mysql:acc\n";
    expect(await withoutSecret(`${maps}acc_password = $my‸key\nmykey = ${SECRET}\n`)).toMatchInlineSnapshot(`
      "**mykey** · parameter of your own

      Used by \`acc_password\` (line 2).

      **In force:** a secret, which is not shown · line 3"
    `);
    expect(await withoutSecret(`${maps}acc_password = $key1\nkey1 = x$key2\nke‸y2 = ${SECRET}\n`)).toContain(
      "a secret",
    );
    expect(await withoutSecret(`${maps}acc_password = ${SECRET}\nmail_na‸me = $acc_password\n`)).toContain(
      "a secret",
    );
    expect(
      await withoutSecret(`${maps}acc_password = ${SECRET}\nmail_name = $a\na‸ = $acc_password\n`),
    ).toContain("a secret");
  });

  it("are not shown in conditions", async () => {
    const text = `virtual_mailbox_maps = mysql:acc\nacc_password = \${biff?{‸${SECRET}}}\n`;
    expect(await withoutSecret(text)).toMatchInlineSnapshot(`
      "**biff** · condition

      \`biff\` is not empty, so the part behind \`?\` counts: *hidden*"
    `);
  });

  it("are not shown for services", async () => {
    const text = `-- main.cf --
virtual_mailbox_maps = mysql:acc
acc_pass‸word = x
-- master.cf --
virtual unix - n n - - virtual
  -o virtual_mailbox_maps=mysql:acc
  -o acc_password=${SECRET}
`;
    expect(await withoutSecret(text)).toMatchInlineSnapshot(`
      "**acc_password** · setting of the table \`mysql:acc\`

      The \`mysql\` client reads \`password\` from here.

      **In force:** a secret, which is not shown · this line

      Overridden for services:
      - \`virtual/unix\`: *hidden* · line 3 of master.cf"
    `);
    const override = text.replace("‸", "").replace("o acc_password", "o acc_pass‸word");
    expect(await withoutSecret(override)).toMatchInlineSnapshot(`
      "**acc_password** · setting of the table \`mysql:acc\`

      The \`mysql\` client reads \`password\` from here.

      **In force for \`virtual/unix\`:** a secret, which is not shown · this option

      For the other services: *hidden* · line 2 of main.cf"
    `);
  });
});

describe("SASL passwords", () => {
  it("are not shown in tables that stand in the file itself", async () => {
    expect(
      await withoutSecret(`smtp_sasl_password_ma‸ps = hash:/etc/postfix/sasl, static:u:${SECRET}\n`),
    ).toMatchInlineSnapshot(`
      "**smtp_sasl_password_maps** · parameter

      Lookup tables with user:password credentials by sender, next hop or server name; keep the files readable by root only.

      **In force:** \`hash:/etc/postfix/sasl, static:(hidden)\` · this line

      - **Takes:** lookup tables such as hash:/etc/aliases, ldap:/etc/a.cf
      - **Default:** *empty* (our knowledge of Postfix 3.7.11)"
    `);
    expect(
      await withoutSecret(`smtp_sasl_password_ma‸ps = inline:{ { [a]:587 = u:${SECRET} }, b=u:${SECRET} }\n`),
    ).toContain("`inline:(hidden)`");
    expect(await withoutSecret(`smtp_sasl_password_maps = $own\now‸n = static:u:${SECRET}\n`)).toContain(
      "`static:(hidden)`",
    );
    expect(await withoutSecret(`smtp_sasl_password_maps = stat‸ic:u:${SECRET}\n`)).toContain(
      "**static** · lookup table type",
    );
    expect(await withoutSecret(`smtp_sasl_password_maps = static:u:${SECRET}‸\n`)).toContain(
      "**static** · lookup table type",
    );
  });

  it("are no reason to hide the name of a file", async () => {
    expect(await hoverText("smtp_sasl_password_ma‸ps = lmdb:/etc/postfix/sasl_passwd\n")).toContain(
      "**In force:** `lmdb:/etc/postfix/sasl_passwd` · this line",
    );
  });
});

describe("passwords in addresses", () => {
  it("are not shown", async () => {
    expect(
      await withoutSecret(`my_u‸ri = mongodb://user:${SECRET}@host/db\nx = $my_uri\nmail_name = $x\n`),
    ).toContain("`mongodb://user:(hidden)@host/db`");
  });
});
