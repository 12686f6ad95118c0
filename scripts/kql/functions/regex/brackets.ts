/** Classes in brackets: members, ranges, classes within classes, and the operations between them. */
import type { Cursor, Flags } from './cursor.ts';
import {
  hasCase,
  literal,
  posixClass,
  readCharacterEscape,
  readClassEscape,
  type Members,
} from './escapes.ts';
import type { CharacterSet } from './syntax.ts';

const operations: readonly string[] = ['&&', '--', '~~'];

/** Behind the opening bracket: the class as a set. */
export function readBrackets(cursor: Cursor, flags: Flags): CharacterSet {
  const { members, isCaseNeutral } = readClass(cursor, flags);
  return { kind: 'set', source: `[${members}]`, ignoreCase: isCaseNeutral ? undefined : flags.ignoreCase };
}

/** Everything between a bracket and its partner; the result is to stand within brackets itself. */
function readClass(cursor: Cursor, flags: Flags): Members {
  const skip = (): void => void (flags.verbose && cursor.skipBlanks());
  skip();
  const isNegated = cursor.eat('^');
  let left: string | undefined;
  let operation = '';
  let union = '';
  let isCaseNeutral = true;
  const join = (): void => {
    left = left === undefined ? union : combine(left, operation, union);
    union = '';
  };
  skip();
  while (cursor.eat('-')) union += literal('-');
  if (union === '' && cursor.eat(']')) union = literal(']');
  for (skip(); !cursor.eat(']'); skip()) {
    const found = operations.find((name) => cursor.eat(name));
    if (found) {
      join();
      operation = found;
      continue;
    }
    const item = readItem(cursor, flags);
    union += item.members;
    isCaseNeutral &&= item.isCaseNeutral;
  }
  join();
  const members = left ?? '';
  return { members: isNegated ? `[^${members}]` : members, isCaseNeutral };
}

function combine(left: string, operation: string, right: string): string {
  if (operation !== '~~') return `[[${left}]${operation}[${right}]]`;
  return `[[${left}]--[${right}]][[${right}]--[${left}]]`;
}

function readItem(cursor: Cursor, flags: Flags): Members {
  if (cursor.peek() === '[') {
    const named = cursor.peek(1) === ':' ? readNamed(cursor) : undefined;
    if (named) return named;
    cursor.eat('[');
    const { members, isCaseNeutral } = readClass(cursor, flags);
    return { members: `[${members}]`, isCaseNeutral };
  }
  const first = readMember(cursor, flags);
  const isRange = cursor.peek() === '-' && cursor.peek(1) !== ']' && cursor.peek(1) !== '-';
  if (typeof first !== 'string') {
    if (isRange) throw cursor.error('a class cannot begin a range');
    return first;
  }
  if (!isRange) return { members: literal(first), isCaseNeutral: !hasCase(first) };
  cursor.eat('-');
  const last = readMember(cursor, flags);
  if (typeof last !== 'string') throw cursor.error('a class cannot end a range');
  const [low, high] = [first, last].map((character) => character.codePointAt(0) ?? 0) as [number, number];
  if (low > high) throw cursor.error(`the range ${first}-${last} is the wrong way round`);
  const isDigits = /^\d$/.test(first) && /^\d$/.test(last);
  return { members: `${literal(first)}-${literal(last)}`, isCaseNeutral: isDigits };
}

function readNamed(cursor: Cursor): Members | undefined {
  let name = '';
  for (let i = 2; cursor.peek(i) !== ':' && i < 10; i++) name += cursor.peek(i);
  const found = posixClass(name);
  return found && cursor.eat(`[:${name}:]`) ? found : undefined;
}

/** A class by an escape, or one character. */
function readMember(cursor: Cursor, flags: Flags): Members | string {
  if (!cursor.eat('\\')) return cursor.next();
  return readClassEscape(cursor, flags) ?? readCharacterEscape(cursor);
}
