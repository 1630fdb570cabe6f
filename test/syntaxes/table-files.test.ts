// Colours of lookup tables: patterns, flags, actions, networks.
import { describe, it } from "vitest";
import { checkCarriageReturns, checkScopes } from "./tokenize";

const RULES = `-- pattern --
# a comment
!/^Subject: (a|b)+/x REJECT no $1
if /x[^ab]\\d/
~[[:alpha:]]{2}~ 550 so
  there $$
ENDIF
`;

describe("pcre and regexp tables", () => {
  it("have patterns, flags and results", async () => {
    await checkScopes(
      RULES,
      `
        #          punctuation.definition.comment
        a comment  comment.line.number-sign

        !          keyword.operator.negation
        /          punctuation.definition.string.begin
        ^          keyword.control.anchor
        Subject:   string.regexp
        (          punctuation.definition.group
        a          string.regexp
        |          keyword.operator.or
        b          string.regexp
        )          punctuation.definition.group
        +          keyword.operator.quantifier
        /          punctuation.definition.string.end
        x          keyword.other.flag
        REJECT     keyword.other.action
        no         -
        $1         variable.other.group

        if         keyword.control.conditional
        /          punctuation.definition.string.begin
        x          string.regexp
        [^ab]      constant.other.character-class
        \\d         constant.character.escape
        /          punctuation.definition.string.end

        ~          punctuation.definition.string.begin
        [[:alpha:]]  constant.other.character-class
        {2}        keyword.operator.quantifier
        ~          punctuation.definition.string.end
        550        keyword.other.action
        so         -

        there      -
        $$         constant.character.escape

        ENDIF      keyword.control.conditional
      `,
    );
  });

  it("are the same with carriage returns", () => checkCarriageReturns(RULES));
});

const NETWORKS = `-- cidr --
192.0.2.0/24 reject
!2001:db8::/32  OK
if 10.0.0.0/8
endif
`;

describe("cidr tables", () => {
  it("have networks and actions", async () => {
    await checkScopes(
      NETWORKS,
      `
        192.0.2.0/24   constant.numeric.network
        reject         keyword.other.action

        !              keyword.operator.negation
        2001:db8::/32  constant.numeric.network
        OK             keyword.other.action

        if             keyword.control.conditional
        10.0.0.0/8     constant.numeric.network

        endif          keyword.control.conditional
      `,
    );
  });

  it("are the same with carriage returns", () => checkCarriageReturns(NETWORKS));
});
