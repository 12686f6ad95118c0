/**
 * Runs a program over a text, all ways at once, so that time grows with the product of both lengths and no
 * faster. Ways are kept in order of preference: the first to arrive in that order wins.
 */
import { asciiWordMembers, wordMembers } from './escapes.ts';
import type { Instruction } from './program.ts';
import type { Look } from './syntax.ts';

type Slots = readonly number[];

interface Ways {
  /** Instructions in order of preference, and the slots with which each was reached. */
  readonly at: number[];
  readonly slots: Slots[];
}

const unicodeWord = new RegExp(`^[${wordMembers}]$`, 'v');
const asciiWord = new RegExp(`^[${asciiWordMembers}]$`, 'v');

/** Starts and ends of the groups of the first match at or behind `from`, -1 for a group without; or null. */
export function runProgram(
  program: readonly Instruction[],
  groups: number,
  text: string,
  from: number,
): Slots | null {
  const none: Slots = Array.from({ length: (groups + 1) * 2 }, () => -1);
  const seen = new Int32Array(program.length).fill(-1);
  let ways: Ways = { at: [], slots: [] };
  let found: Slots | null = null;
  for (let position = from; ;) {
    if (!found) follow(program, 0, none, position, text, ways, seen);
    if (ways.at.length === 0 && found) return found;
    const codePoint = text.codePointAt(position);
    const after = position + (codePoint !== undefined && codePoint > 0xff_ff ? 2 : 1);
    const next: Ways = { at: [], slots: [] };
    for (let i = 0; i < ways.at.length; i++) {
      const at = ways.at[i] as number;
      const instruction = program[at] as Instruction;
      const slots = ways.slots[i] as Slots;
      if (instruction.op === 'match') {
        found = slots;
        break;
      }
      if (codePoint !== undefined && instruction.op === 'set' && instruction.test(codePoint)) {
        follow(program, at + 1, slots, after, text, next, seen);
      }
    }
    if (codePoint === undefined) return found;
    ways = next;
    position = after;
  }
}

/** Adds every instruction that can be reached without a character, in order of preference. */
function follow(
  program: readonly Instruction[],
  start: number,
  slots: Slots,
  position: number,
  text: string,
  ways: Ways,
  seen: Int32Array,
): void {
  const stack: [number, Slots][] = [[start, slots]];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const [at, own] = top;
    if (seen[at] === position) continue;
    seen[at] = position;
    const instruction = program[at] as Instruction;
    switch (instruction.op) {
      case 'jump':
        stack.push([instruction.to, own]);
        break;
      case 'split':
        stack.push([instruction.second, own], [instruction.first, own]);
        break;
      case 'save':
        stack.push([at + 1, own.with(instruction.slot, position)]);
        break;
      case 'look':
        if (holds(instruction.look, instruction.isAscii, text, position)) stack.push([at + 1, own]);
        break;
      default:
        ways.at.push(at);
        ways.slots.push(own);
    }
  }
}

function holds(look: Look, isAscii: boolean, text: string, position: number): boolean {
  switch (look) {
    case 'start':
      return position === 0;
    case 'end':
      return position === text.length;
    case 'line-start':
      return position === 0 || text[position - 1] === '\n';
    case 'line-end':
      return position === text.length || text[position] === '\n';
    default:
      return holdsAtWord(look, isAscii ? asciiWord : unicodeWord, text, position);
  }
}

function holdsAtWord(look: Look, word: RegExp, text: string, position: number): boolean {
  const following = text.codePointAt(position);
  const isLow = /^[\uDC00-\uDFFF]$/.test(text[position - 1] ?? '');
  const preceding = text.codePointAt(position - (isLow ? 2 : 1));
  const before = position > 0 && preceding !== undefined && word.test(String.fromCodePoint(preceding));
  const after = following !== undefined && word.test(String.fromCodePoint(following));
  switch (look) {
    case 'word':
      return before !== after;
    case 'not-word':
      return before === after;
    case 'word-start':
      return !before && after;
    case 'word-end':
      return before && !after;
    case 'word-start-half':
      return !before;
    default:
      return !after;
  }
}
