/** Regular expressions as the functions use them. */
import { Refusal } from '../function.ts';
import { runProgram } from './machine.ts';
import { countLoops, toNative } from './native.ts';
import { parseRegex } from './parser.ts';
import { compileRegex, type Instruction } from './program.ts';
import { RegexError, type Regex } from './syntax.ts';

export interface Match {
  readonly start: number;
  readonly end: number;
  /** Texts of the groups, the whole match first; undefined for a group that took no part. */
  readonly groups: readonly (string | undefined)[];
}

export interface Pattern {
  /** Number of groups, the whole match not counted. */
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
  /** The first match that begins at or behind a place of the text. */
  find(text: string, from?: number): Match | null;
  test(text: string): boolean;
}

/** Most groups of an expression. Source: Kusto reference, "matches regex operator". */
const mostGroups = 16;
/** Above this many steps in the worst case the machine is used, which needs fewer. */
const mostSteps = 1e10;
const patterns = new Map<string, Pattern>();
const mostPatterns = 500;

/** Compiles an expression, once for each text; throws `Refusal` where Kusto has no such expression. */
export function patternOf(text: string, most = mostGroups): Pattern {
  let pattern = patterns.get(text);
  if (!pattern || pattern.groups > most) {
    pattern = compile(text, most);
    if (patterns.size >= mostPatterns) patterns.clear();
    patterns.set(text, pattern);
  }
  return pattern;
}

function compile(text: string, most: number): Pattern {
  try {
    const regex = parseRegex(text);
    if (regex.groups > most) throw new RegexError(`it has more than ${most} groups`);
    return createPattern(regex, toNative(regex));
  } catch (error) {
    if (error instanceof RegexError)
      throw new Refusal(`The regular expression ${text} is not valid: ${error.message}.`);
    throw error;
  }
}

/** As `patternOf`, always on the machine: for comparing the two. */
export function machinePatternOf(text: string): Pattern {
  return createPattern(parseRegex(text), undefined);
}

function createPattern(regex: Regex, native: RegExp | undefined): Pattern {
  const { groups, names, root } = regex;
  const loops = countLoops(root) + 1;
  let program: readonly Instruction[] | undefined = native ? undefined : compileRegex(regex);
  const isSlow = (text: string): boolean => loops > 2 && ways(text.length, loops) > mostSteps;
  const findByMachine = (text: string, from: number): Match | null => {
    program ??= compileRegex(regex);
    const slots = runProgram(program, groups, text, from);
    if (!slots) return null;
    const texts = Array.from({ length: groups + 1 }, (_, i) => {
      const [start, end] = [slots[i * 2] as number, slots[i * 2 + 1] as number];
      return start < 0 || end < 0 ? undefined : text.slice(start, end);
    });
    return { start: slots[0] as number, end: slots[1] as number, groups: texts };
  };
  return {
    groups,
    names,
    find: (text, from = 0) => {
      if (!native || isSlow(text)) return findByMachine(text, from);
      native.lastIndex = from;
      const match = native.exec(text);
      return match && { start: match.index, end: match.index + match[0].length, groups: match };
    },
    test: (text) => {
      if (!native || isSlow(text)) return findByMachine(text, 0) !== null;
      native.lastIndex = 0;
      return native.test(text);
    },
  };
}

/** Ways to choose the ends of so many loops in a text. */
function ways(length: number, loops: number): number {
  let product = 1;
  for (let i = 1; i <= loops; i++) product *= length / i;
  return product;
}

/** All matches, none overlapping another; an empty one does not stand right behind the one before. */
export function findAll(pattern: Pattern, text: string): readonly Match[] {
  const matches: Match[] = [];
  let from = 0;
  let last = -1;
  while (from <= text.length) {
    const match = pattern.find(text, from);
    if (!match) break;
    const isEmpty = match.start === match.end;
    if (!isEmpty || match.end !== last) matches.push(match);
    last = match.end;
    from = isEmpty ? match.end + ((text.codePointAt(match.end) ?? 0) > 0xff_ff ? 2 : 1) : match.end;
  }
  return matches;
}
