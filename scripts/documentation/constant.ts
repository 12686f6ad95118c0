/** A constant of a query, with the comment that says what it is for. */
export interface Constant {
  readonly name: string;
  /** As it is written: `3`, `1h`, `dynamic([])`. */
  readonly value: string;
  readonly purpose: string;
}

const literal = /^let (\w+) = ([\d.]+[a-z]*|"[^"]*"|dynamic\(\[[^\]]*\]\));$/;

/**
 * The let statements of a query that hold a plain value and stand below a comment. One comment may stand
 * above several; a line of any other kind ends what it speaks of.
 */
export function findConstants(query: string): Constant[] {
  const found: Constant[] = [];
  let comment: string[] = [];
  let isComment = false;
  for (const line of query.split('\n').map((text) => text.trim())) {
    const [, name, value] = literal.exec(line) ?? [];
    if (line.startsWith('//')) {
      comment = [...(isComment ? comment : []), line.slice(2).trim()];
    } else if (name === undefined || value === undefined) {
      comment = [];
    } else if (comment.length > 0) {
      found.push({ name, value, purpose: comment.join(' ') });
    }
    isComment = line.startsWith('//');
  }
  return found;
}
