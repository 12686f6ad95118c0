import { endOfString } from './json-numbers.ts';

/**
 * The JSON text of each element of `items` in the body of a page, exactly as it came, on one line.
 * For dead letters, which must not lose a digit. Works without recursion, so that no depth can stop it.
 */
export function itemTexts(body: string): readonly string[] {
  const texts: string[] = [];
  let depth = 0;
  let key = '';
  let isKey = true;
  let itemsDepth = 0;
  let start = -1;
  const close = (end: number) => {
    const text = start === -1 ? '' : body.slice(start, end).trim();
    if (text !== '') texts.push(text.replaceAll(/[\r\n]+/g, ' '));
  };
  for (let at = 0; at < body.length; at += 1) {
    const sign = body.charAt(at);
    if (sign === '"') {
      const end = endOfString(body, at);
      if (depth === 1 && isKey) key = body.slice(at + 1, end - 1);
      at = end - 1;
    } else if (sign === '{' || sign === '[') {
      depth += 1;
      if (depth === 2 && sign === '[' && key === 'items') {
        // As JSON.parse does: of two members of one name the last counts.
        texts.length = 0;
        itemsDepth = depth;
        start = at + 1;
      }
    } else if (sign === '}' || sign === ']') {
      if (depth === itemsDepth) {
        close(at);
        itemsDepth = 0;
        start = -1;
      }
      depth -= 1;
    } else if (sign === ',' && depth === itemsDepth) {
      close(at);
      start = at + 1;
    } else if (depth === 1 && (sign === ':' || sign === ',')) {
      isKey = sign === ',';
    }
  }
  return texts;
}
