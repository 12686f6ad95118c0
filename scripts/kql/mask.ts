/**
 * Blanks out what is no code: string literals and comments keep their length, so that offsets in the
 * result are offsets in the text. Covers "…", '…', @"…", @'…', the h prefix, ```…``` and ~~~…~~~.
 * Source: Kusto language reference, "The string data type" and "Comments".
 */
export function maskLiterals(text: string): string {
  return text.replace(literalOrComment, (found) =>
    // Hardly any literal goes over lines.
    found.includes('\n') ? found.replace(/[^\n]/g, ' ') : ' '.repeat(found.length),
  );
}

const literalOrComment = new RegExp(
  [
    '//[^\\n]*',
    '```[\\s\\S]*?(?:```|$)',
    '~~~[\\s\\S]*?(?:~~~|$)',
    '@"(?:[^"\\n]|"")*"?',
    "@'(?:[^'\\n]|'')*'?",
    '"(?:[^"\\\\\\n]|\\\\.)*"?',
    "'(?:[^'\\\\\\n]|\\\\.)*'?",
  ].join('|'),
  'g',
);

/** The comments of a text taken out, and the lines that then are empty. */
export function withoutComments(text: string): string {
  return text
    .replace(literalOrComment, (found) => (found.startsWith('//') ? '' : found))
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}
