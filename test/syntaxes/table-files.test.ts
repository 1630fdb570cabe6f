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
        [          punctuation.definition.character-class.begin
        ^          keyword.operator.negation
        a          constant.other.character-class.set
        b          constant.other.character-class.set
        ]          punctuation.definition.character-class.end
        \\d         constant.other.character-class
        /          punctuation.definition.string.end

        ~          punctuation.definition.string.begin
        [          punctuation.definition.character-class.begin
        [:alpha:]  constant.other.character-class
        ]          punctuation.definition.character-class.end
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

describe("the regular expressions in them", () => {
  it("have classes, groups, references, escapes and what means nothing", () =>
    checkScopes(
      `
-- pattern --
if ! /x[^ab\\]a-z[:digit:]\\d]\\d\\bq/
/(?i)(?<n>a+?)(?=x)(?<!y)(?:z){2,3}\\1\\x41.\\Q(a\\E(?#n)(*UTF)[]x]/ OK
`,
      `
        if            keyword.control.conditional
        !             keyword.operator.negation
        /             punctuation.definition.string.begin
        x             string.regexp
        [             punctuation.definition.character-class.begin
        ^             keyword.operator.negation
        a             constant.other.character-class.set
        b             constant.other.character-class.set
        \\]            constant.character.escape
        a             constant.other.character-class.set
        -             keyword.operator.range
        z             constant.other.character-class.set
        [:digit:]     constant.other.character-class
        \\d            constant.other.character-class
        ]             punctuation.definition.character-class.end
        \\d            constant.other.character-class
        \\b            keyword.control.anchor
        q             string.regexp
        /             punctuation.definition.string.end

        /             punctuation.definition.string.begin
        (?            punctuation.definition.group
        i             keyword.other.flag
        )             punctuation.definition.group
        (?<           punctuation.definition.group
        n             entity.name.tag.group
        >             punctuation.definition.group
        a             string.regexp
        +?            keyword.operator.quantifier
        )             punctuation.definition.group
        (?=           keyword.operator.lookaround
        x             string.regexp
        )             punctuation.definition.group
        (?<!          keyword.operator.lookaround
        y             string.regexp
        )             punctuation.definition.group
        (?:           punctuation.definition.group
        z             string.regexp
        )             punctuation.definition.group
        {2,3}         keyword.operator.quantifier
        \\1            variable.other.reference
        \\x41          constant.character.escape
        .             constant.other.character-class.any
        \\Q            constant.character.escape
        (a            string.regexp
        \\E            constant.character.escape
        (?#n)         comment.block
        (*UTF)        keyword.control.verb
        [             punctuation.definition.character-class.begin
        ]             constant.other.character-class.set
        x             constant.other.character-class.set
        ]             punctuation.definition.character-class.end
        /             punctuation.definition.string.end
        OK            keyword.other.action
      `,
    ));

  it("colour nothing beyond their line when something is left open", () =>
    checkScopes(
      `
-- pattern --
/(open [a/ REJECT
/never closed (a
if /unclosed [
`,
      `
        /             punctuation.definition.string.begin
        (             punctuation.definition.group
        open          string.regexp
        [             string.regexp
        a             string.regexp
        /             punctuation.definition.string.end
        REJECT        keyword.other.action

        /             punctuation.definition.string.begin
        never closed  string.regexp
        (             punctuation.definition.group
        a             string.regexp

        if            keyword.control.conditional
        /             punctuation.definition.string.begin
        unclosed      string.regexp
        [             string.regexp
      `,
    ));

  it("may stand two in a row", () =>
    checkScopes(
      `
-- pattern --
~a~!~b~i  dunno
`,
      `
        ~             punctuation.definition.string.begin
        a             string.regexp
        ~             punctuation.definition.string.end
        !             keyword.operator.negation
        ~             punctuation.definition.string.begin
        b             string.regexp
        ~             punctuation.definition.string.end
        i             keyword.other.flag
        dunno         keyword.other.action
      `,
    ));
});

describe("results and expectations", () => {
  it("have status codes and what the groups matched", () =>
    checkScopes(
      `
-- pattern --
!/^Subject: (a|b)+/x REJECT 5.7.1 no $1 \${2}$(3)
`,
      `
        !             keyword.operator.negation
        /             punctuation.definition.string.begin
        ^             keyword.control.anchor
        Subject:      string.regexp
        (             punctuation.definition.group
        a             string.regexp
        |             keyword.operator.or
        b             string.regexp
        )             punctuation.definition.group
        +             keyword.operator.quantifier
        /             punctuation.definition.string.end
        x             keyword.other.flag
        REJECT        keyword.other.action
        5.7.1         constant.numeric.status
        no            -
        $1            variable.other.group
        \${2}          variable.other.group
        $(3)          variable.other.group
      `,
    ));

  it("name a key and what it is to give", () =>
    checkScopes(
      `
-- pattern --
#? Subject: buy\\n\\x20 => now => REJECT no
 #? => no match
#? b => no matches
#? what?
#?c => d
`,
      `
        #?           punctuation.definition.comment
        Subject: buy  string.unquoted.input
        \\n          constant.character.escape
        \\x20        constant.character.escape
        => now       string.unquoted.input
        =>           keyword.operator.expectation
        REJECT no    constant.other.result

        #?           punctuation.definition.comment
        =>           keyword.operator.expectation
        no match     constant.language.no-match

        #?           punctuation.definition.comment
        b            string.unquoted.input
        =>           keyword.operator.expectation
        no matches   constant.other.result

        #            punctuation.definition.comment
        ? what?      comment.line.number-sign

        #?           punctuation.definition.comment
        c            string.unquoted.input
        =>           keyword.operator.expectation
        d            constant.other.result
      `,
    ));
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
