/** `postfix-ls explain`: what is said of each name is tested with analysis/explain. */
import { expect, it } from "vitest";
import { explain } from "../../server/src/analysis/explain";
import { explanationText } from "../../server/src/analysis/explanation-text";
import { knownFacts } from "../../server/src/analysis/model/postfix-facts";
import { NEWEST_RELEASE } from "../../server/src/knowledge/version";
import { MACHINE, run } from "./support";

const facts = knownFacts(NEWEST_RELEASE, MACHINE);
const textOf = (name: string) => explain(name, facts).map(explanationText).join("\n");

it("explains names, an empty line between them", async () => {
  const { code, stdout, stderr } = await run("explain relayhost reject_unauth_destination");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toBe(`${textOf("relayhost")}\n${textOf("reject_unauth_destination")}`);
  expect(stdout).toMatch(/^relayhost: parameter\n/);
});

it("explains every meaning of a name", async () => {
  const { stdout } = await run("explain unix");
  expect(stdout).toMatch(/^unix: lookup table type\n/);
  expect(stdout).toMatch(/^unix: service type\n/m);
});

it("gives one JSON object a name, each on its line", async () => {
  const { code, stdout } = await run("explain relayhost unix --json");
  expect(code).toBe(0);
  const lines = stdout.split("\n");
  expect(lines.pop()).toBe("");
  const [relayhost, unix] = lines.map((line) => JSON.parse(line));
  expect(relayhost).toEqual(explain("relayhost", facts)[0]);
  expect(relayhost).toMatchObject({
    name: "relayhost",
    kind: "parameter",
    summary: expect.stringMatching(/\w+/),
  });
  expect(unix).toMatchObject({
    name: "unix",
    kind: "table-type",
    also: [{ name: "unix", kind: "service-type" }],
  });
  expect(lines).toHaveLength(2);
});

it("says what it does not know, what that may have been, and explains the rest", async () => {
  expect(await run("explain relayhsot myorigin")).toEqual({
    code: 1,
    stdout: textOf("myorigin"),
    stderr: expect.stringMatching(
      /^postfix-ls: relayhsot: not a name of Postfix's; similar names: relayhost(, \w+)*\n$/,
    ),
  });
  expect(await run("explain qqqqqqqqqq --json")).toEqual({
    code: 1,
    stdout: "",
    stderr: "postfix-ls: qqqqqqqqqq: not a name of Postfix's\n",
  });
});

it("answers for the version asked for", async () => {
  const { stdout } = await run("explain smtp_bind_address_enforce --json --postfix-version 3.5");
  expect(JSON.parse(stdout)).toMatchObject({ version: "3.5", availability: "too-new", since: "3.7" });
});
