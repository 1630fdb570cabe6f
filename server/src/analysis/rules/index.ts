/** All rules, sorted by id. A rule that is not in this list does not exist. */
import type { Rule } from "./rule";

export const RULES: readonly Rule[] = [];
