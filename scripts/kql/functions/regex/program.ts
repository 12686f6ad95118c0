/** An expression as a program for the machine of machine.ts. */
import {
  isNullable,
  RegexError,
  type CharacterSet,
  type Look,
  type Regex,
  type RegexNode,
  type Repeat,
} from './syntax.ts';

export type Instruction =
  | { readonly op: 'set'; readonly test: CharacterTest }
  /** Goes on at the first, and where that fails at the second. */
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'look'; readonly look: Look; readonly isAscii: boolean }
  | { readonly op: 'match' };

export type CharacterTest = (codePoint: number) => boolean;

const largestProgram = 50_000;

export function compileRegex({ root }: Regex): readonly Instruction[] {
  const program: Instruction[] = [];
  emit({ kind: 'group', index: 0, body: root }, program);
  program.push({ op: 'match' });
  return program;
}

function emit(node: RegexNode, program: Instruction[]): void {
  if (program.length > largestProgram) throw new RegexError('it is too large');
  switch (node.kind) {
    case 'set':
      program.push({ op: 'set', test: testOf(node) });
      return;
    case 'look':
      program.push({ op: 'look', look: node.look, isAscii: node.isAscii });
      return;
    case 'group':
      program.push({ op: 'save', slot: node.index * 2 });
      emit(node.body, program);
      program.push({ op: 'save', slot: node.index * 2 + 1 });
      return;
    case 'concat':
      for (const item of node.items) emit(item, program);
      return;
    case 'either':
      emitEither(node.items, program);
      return;
    default:
      emitRepeat(node, program);
  }
}

function emitEither(items: readonly RegexNode[], program: Instruction[]): void {
  const ends: { op: 'jump'; to: number }[] = [];
  items.forEach((item, i) => {
    if (i === items.length - 1) return emit(item, program);
    const split = { op: 'split' as const, first: program.length + 1, second: 0 };
    program.push(split);
    emit(item, program);
    const end = { op: 'jump' as const, to: 0 };
    program.push(end);
    ends.push(end);
    split.second = program.length;
  });
  for (const end of ends) end.to = program.length;
}

function emitRepeat({ body, min, max, isGreedy }: Repeat, program: Instruction[]): void {
  const required = max === Infinity && min > 0 ? min - 1 : min;
  for (let i = 0; i < required; i++) emit(body, program);
  if (max === Infinity) {
    if (min > 0) return emitLoop(body, isGreedy, program);
    // A body that can be empty must be tried once before it is skipped, which x* as x+ or nothing does.
    if (isNullable(body)) return emitOptional(() => emitLoop(body, isGreedy, program), isGreedy, program);
    const start = program.length;
    return emitOptional(
      () => {
        emit(body, program);
        program.push({ op: 'jump', to: start });
      },
      isGreedy,
      program,
    );
  }
  const optional = (left: number): void => {
    if (left === 0) return;
    emitOptional(
      () => {
        emit(body, program);
        optional(left - 1);
      },
      isGreedy,
      program,
    );
  };
  optional(max - min);
}

/** Once or more. */
function emitLoop(body: RegexNode, isGreedy: boolean, program: Instruction[]): void {
  const start = program.length;
  emit(body, program);
  const next = program.length + 1;
  program.push({ op: 'split', first: isGreedy ? start : next, second: isGreedy ? next : start });
}

function emitOptional(body: () => void, isGreedy: boolean, program: Instruction[]): void {
  const split = { op: 'split' as const, first: program.length + 1, second: 0 };
  program.push(split);
  body();
  split.second = program.length;
  if (!isGreedy) [split.first, split.second] = [split.second, split.first];
}

/** Asks JavaScript's engine for one character at a time and remembers. */
function testOf({ source, ignoreCase }: CharacterSet): CharacterTest {
  const pattern = new RegExp(`^(?:${source})$`, ignoreCase ? 'vi' : 'v');
  const known = new Map<number, boolean>();
  return (codePoint) => {
    let answer = known.get(codePoint);
    if (answer === undefined) known.set(codePoint, (answer = pattern.test(String.fromCodePoint(codePoint))));
    return answer;
  };
}
