/** Reads regular expressions in the syntax of Kusto. Source: Kusto reference, "Regex syntax". */
import { readBrackets } from './brackets.ts';
import { Cursor, type Flags } from './cursor.ts';
import { hasCase, literal, readCharacterEscape, readClassEscape } from './escapes.ts';
import { nothing, type CharacterSet, type Look, type Regex, type RegexNode } from './syntax.ts';

const noFlags: Flags = {
  ignoreCase: false,
  multiLine: false,
  dotAll: false,
  swapGreed: false,
  verbose: false,
  unicode: true,
};

const flagNames: Readonly<Record<string, keyof Flags>> = {
  i: 'ignoreCase',
  m: 'multiLine',
  s: 'dotAll',
  U: 'swapGreed',
  x: 'verbose',
  u: 'unicode',
};

/** Most repetitions that a count may ask for. */
const largestCount = 1000;

/** Throws `RegexError`. */
export function parseRegex(text: string): Regex {
  const parser = new Parser(text);
  return parser.parse();
}

class Parser {
  readonly #cursor: Cursor;
  readonly #names = new Map<string, number>();
  #groups = 0;

  constructor(text: string) {
    this.#cursor = new Cursor(text);
  }

  parse(): Regex {
    const root = this.#either(noFlags);
    if (!this.#cursor.isAtEnd) throw this.#cursor.error('a parenthesis closes nothing');
    return { root, groups: this.#groups, names: this.#names };
  }

  /** Alternatives up to a closing parenthesis or the end. Flags set in one hold in those that follow. */
  #either(outer: Flags): RegexNode {
    const cursor = this.#cursor;
    const alternatives: RegexNode[] = [];
    let items: RegexNode[] = [];
    let flags = outer;
    const close = (): void => {
      alternatives.push(items.length === 1 ? (items[0] as RegexNode) : { kind: 'concat', items });
      items = [];
    };
    for (;;) {
      if (flags.verbose) cursor.skipBlanks();
      if (cursor.isAtEnd || cursor.peek() === ')') break;
      if (cursor.eat('|')) {
        close();
        continue;
      }
      const set = this.#flagSetting(flags);
      if (set) flags = set;
      else items.push(this.#repeated(this.#atom(flags), flags));
    }
    close();
    return alternatives.length === 1
      ? (alternatives[0] as RegexNode)
      : { kind: 'either', items: alternatives };
  }

  /** `(?i)`; undefined, and nothing read, where none stands here. */
  #flagSetting(flags: Flags): Flags | undefined {
    const cursor = this.#cursor;
    let length = 2;
    if (cursor.peek() !== '(' || cursor.peek(1) !== '?') return undefined;
    while (/^[a-zA-Z-]$/.test(cursor.peek(length))) length++;
    if (cursor.peek(length) !== ')') return undefined;
    cursor.eat('(?');
    const changed = this.#flags(flags);
    cursor.eat(')');
    return changed;
  }

  #flags(flags: Flags): Flags {
    const cursor = this.#cursor;
    const changed = { ...flags };
    let isOn = true;
    let count = 0;
    while (cursor.peek() !== ')' && cursor.peek() !== ':') {
      const letter = cursor.next();
      const name = Object.hasOwn(flagNames, letter) ? flagNames[letter] : undefined;
      if (letter === '-' && isOn) isOn = false;
      else if (name) changed[name] = isOn;
      else throw cursor.error(`there is no flag ${letter}, and nothing looks ahead or behind`);
      count++;
    }
    if (count === 0 && cursor.peek() === ')') throw cursor.error('a flag is missing');
    return changed;
  }

  #atom(flags: Flags): RegexNode {
    const cursor = this.#cursor;
    const next = cursor.next();
    switch (next) {
      case '(':
        return this.#group(flags);
      case '[':
        return readBrackets(cursor, flags);
      case '.':
        if (!flags.unicode) throw cursor.error('bytes are not supported');
        return {
          kind: 'set',
          source: flags.dotAll ? String.raw`[\s\S]` : String.raw`[^\n]`,
          ignoreCase: undefined,
        };
      case '^':
        return look(flags.multiLine ? 'line-start' : 'start', flags);
      case '$':
        return look(flags.multiLine ? 'line-end' : 'end', flags);
      case '\\':
        return this.#escape(flags);
      case '*':
      case '+':
      case '?':
      case '{':
        throw cursor.error(`${next} has nothing to repeat`);
      default:
        return character(next, flags);
    }
  }

  #group(flags: Flags): RegexNode {
    const cursor = this.#cursor;
    if (cursor.eat('?')) {
      const isNamed = cursor.peek() === '<' && cursor.peek(1) !== '=' && cursor.peek(1) !== '!';
      if (cursor.eat('P<') || (isNamed && cursor.eat('<'))) return this.#capture(flags, cursor.until('>'));
      const inner = this.#flags(flags);
      cursor.eat(':');
      return this.#closed(inner);
    }
    return this.#capture(flags);
  }

  #capture(flags: Flags, name?: string): RegexNode {
    const index = ++this.#groups;
    if (name !== undefined) {
      if (!/^[_\p{Alphabetic}][\p{Alphabetic}\p{N}_.[\]]*$/u.test(name))
        throw this.#cursor.error(`${name} is no name`);
      if (this.#names.has(name)) throw this.#cursor.error(`the name ${name} stands twice`);
      this.#names.set(name, index);
    }
    return { kind: 'group', index, body: this.#closed(flags) };
  }

  #closed(flags: Flags): RegexNode {
    const body = this.#either(flags);
    if (!this.#cursor.eat(')')) throw this.#cursor.error('a parenthesis is not closed');
    return body;
  }

  #escape(flags: Flags): RegexNode {
    const cursor = this.#cursor;
    if (cursor.eat('b{')) {
      const name = cursor.until('}');
      if (/^(?:start|end)(?:-half)?$/.test(name)) return look(`word-${name}` as Look, flags);
      throw cursor.error(`\\b{${name}} means nothing`);
    }
    const looks: Readonly<Record<string, Look>> = {
      A: 'start',
      z: 'end',
      b: 'word',
      B: 'not-word',
      '<': 'word-start',
      '>': 'word-end',
    };
    const found = Object.hasOwn(looks, cursor.peek()) ? looks[cursor.next()] : undefined;
    if (found) return look(found, flags);
    const members = readClassEscape(cursor, flags);
    if (!members) return character(readCharacterEscape(cursor), flags);
    const ignoreCase = members.isCaseNeutral ? undefined : flags.ignoreCase;
    return { kind: 'set', source: `[${members.members}]`, ignoreCase };
  }

  #repeated(body: RegexNode, flags: Flags): RegexNode {
    const cursor = this.#cursor;
    if (flags.verbose) cursor.skipBlanks();
    const counts = this.#counts();
    if (!counts) return body;
    const isGreedy = cursor.eat('?') === flags.swapGreed;
    if (/^[*+?{]$/.test(cursor.peek())) throw cursor.error('a repetition of a repetition is not supported');
    const [min, max] = counts;
    return max === 0 ? dropGroups(body) : { kind: 'repeat', body, min, max, isGreedy };
  }

  #counts(): readonly [number, number] | undefined {
    const cursor = this.#cursor;
    if (cursor.eat('*')) return [0, Infinity];
    if (cursor.eat('+')) return [1, Infinity];
    if (cursor.eat('?')) return [0, 1];
    if (!cursor.eat('{')) return undefined;
    const written = cursor.until('}');
    const [, first, comma, second] = /^(\d{1,6})(,)?(\d{1,6})?$/.exec(written) ?? [];
    if (first === undefined || (!comma && second !== undefined))
      throw cursor.error(`{${written}} is no count`);
    const min = Number(first);
    const max = second === undefined ? (comma ? Infinity : min) : Number(second);
    if (max < min) throw cursor.error(`{${written}} is the wrong way round`);
    if (Math.max(min, max === Infinity ? 0 : max) > largestCount)
      throw cursor.error(`{${written}} is too large`);
    return [min, max];
  }
}

/** What is repeated zero times matches nothing; its groups are counted nonetheless. */
function dropGroups(body: RegexNode): RegexNode {
  return hasGroup(body) ? { kind: 'repeat', body, min: 0, max: 0, isGreedy: true } : nothing;
}

function hasGroup(node: RegexNode): boolean {
  if (node.kind === 'group') return true;
  if (node.kind === 'repeat') return hasGroup(node.body);
  return 'items' in node && node.items.some(hasGroup);
}

function character(text: string, { ignoreCase }: Flags): CharacterSet {
  return { kind: 'set', source: literal(text), ignoreCase: hasCase(text) ? ignoreCase : undefined };
}

function look(name: Look, { unicode }: Flags): RegexNode {
  return { kind: 'look', look: name, isAscii: !unicode };
}
