/** Proposals: what the kinds of completion give, before it is put into a client's terms. */
import type { CompletionItem, CompletionItemKind } from "vscode-languageserver-types";
import type { Directory } from "../../analysis/directory";
import type { Configuration } from "../../analysis/model/configuration";
import type { PostfixFacts } from "../../analysis/model/postfix-facts";
import type { Registry, SummaryKind } from "../../knowledge/registry";
import type { CompletionEnvironment } from "./environment";

/** What an item stands for, so that its documentation can be made when it is asked for. */
export type About = {
  readonly kind: "parameter" | "keyword" | SummaryKind;
  /** The name; absent where it is the label. Then proposals that are about the same share one object. */
  readonly name?: string;
  /** Of a keyword: its parameter. */
  readonly of?: string;
};

/** Something that can be put at the cursor. */
export interface Proposal {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** What is inserted; absent: the label. */
  readonly text?: string;
  /** Inserted as a snippet in place of {@link text}; left out for clients that know none. */
  readonly snippet?: string;
  /** Shown right behind the label, such as ` = 100`. */
  readonly detail?: string;
  /** Shown at the end of the line, such as `default`. */
  readonly note?: string;
  readonly deprecated?: boolean;
  /** Something is to be completed behind it, too. */
  readonly again?: boolean;
  readonly about?: About;
}

/** A question: what all kinds of completion look at. */
export interface Query {
  readonly directory: Directory;
  readonly configuration: Configuration;
  readonly facts: PostfixFacts;
  readonly registry: Registry;
  readonly environment: CompletionEnvironment;
}

/** Proposals in the order in which they are to stand, for the text between two document offsets. */
export interface Proposals {
  readonly start: number;
  readonly end: number;
  readonly proposals: readonly Proposal[];
  readonly commitCharacters?: readonly string[];
  /** There are more than these: typing on is worth another question. */
  readonly incomplete?: boolean;
}

/** Items made already, without edits: their `textEditText` goes between the two document offsets. */
export interface PreparedItems {
  readonly start: number;
  readonly end: number;
  readonly items: readonly CompletionItem[];
  /** What the items without `data` are about. */
  readonly about: About | undefined;
}
