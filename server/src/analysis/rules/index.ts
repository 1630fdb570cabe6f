/** All rules, sorted by id. A rule that is not in this list does not exist. */
import { duplicateParameter } from "./names/duplicate-parameter";
import { readOnlyParameter } from "./names/read-only-parameter";
import { undefinedReference } from "./names/undefined-reference";
import { unknownParameter } from "./names/unknown-parameter";
import { unusedParameter } from "./names/unused-parameter";
import type { Rule } from "./rule";
import { badExpression } from "./syntax/bad-expression";
import { badOverride } from "./syntax/bad-override";
import { badServiceField } from "./syntax/bad-service-field";
import { badServiceLine } from "./syntax/bad-service-line";
import { endlessReference } from "./syntax/endless-reference";
import { leadingSpace } from "./syntax/leading-space";
import { missingEquals } from "./syntax/missing-equals";
import { missingParameterName } from "./syntax/missing-parameter-name";
import { nulByte } from "./syntax/nul-byte";
import { restatedDefault } from "./values/restated-default";

export const RULES: readonly Rule[] = [
  badExpression,
  badOverride,
  badServiceField,
  badServiceLine,
  duplicateParameter,
  endlessReference,
  leadingSpace,
  missingEquals,
  missingParameterName,
  nulByte,
  readOnlyParameter,
  restatedDefault,
  undefinedReference,
  unknownParameter,
  unusedParameter,
];
