/** Words for a shell. */

/**
 * Words as they are typed into a POSIX shell, separated by blanks. What a
 * shell would make something of stands in single quotes, nothing else does.
 * Control characters stay.
 */
export function shellWords(words: readonly string[]): string {
  return words.map((word, index) => shellWord(word, index === 0)).join(" ");
}

function shellWord(word: string, isFirst: boolean): string {
  // A first word with "=" in it would be an assignment; zsh looks for the program that follows one.
  const isPlain = (isFirst ? /^[\w@+:,./-]+$/ : /^[\w@+:,./-][\w@+:,./=-]*$/).test(word);
  return isPlain ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
