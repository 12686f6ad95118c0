/** Upper and lower case, character by character: no language's rules, no character becomes two. */

const isAscii = /^\p{ASCII}*$/u;

/** Letters whose upper case is ASCII while they are not. */
const upperExceptions = /[\u0131\u017f]/;
/** The same for lower case, and the sigma whose form depends on its place in a word. */
const lowerExceptions = /[\u0130\u03a3\u212a]/;

export function lower(text: string): string {
  const whole = text.toLowerCase();
  if (isAscii.test(text) || (whole.length === text.length && !lowerExceptions.test(text))) return whole;
  return mapCharacters(text, (character) => character.toLowerCase());
}

export function upper(text: string): string {
  const whole = text.toUpperCase();
  if (isAscii.test(text) || (whole.length === text.length && !upperExceptions.test(text))) return whole;
  return mapCharacters(text, (character) => character.toUpperCase());
}

/** What texts have in common that differ in case only. */
export function foldCase(text: string): string {
  return upper(text);
}

/** A character beyond ASCII stays beyond it, and keeps its length. */
function mapCharacters(text: string, map: (character: string) => string): string {
  let result = '';
  for (const character of text) {
    const other = map(character);
    const isKept = character > '\x7f' && (other.length !== character.length || other <= '\x7f');
    result += isKept ? character : other;
  }
  return result;
}
