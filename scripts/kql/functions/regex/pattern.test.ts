import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findAll, machinePatternOf, patternOf, type Match } from './pattern.ts';

type Case = readonly [pattern: string, text: string, groups: readonly (string | undefined)[] | null];

const cases: readonly Case[] = [
  ['a|ab', 'xab', ['a']],
  ['(?i)straße', 'STRAßE', ['STRAßE']],
  ['(?i)k', '\u212a', ['\u212a']],
  ['a(?i)b(?-i)c', 'aBc', ['aBc']],
  ['a(?i)b(?-i)c', 'aBC', null],
  [String.raw`^\w+$`, 'naïve', ['naïve']],
  [String.raw`(?-u:\w)+`, 'naïve', ['na']],
  [String.raw`\d`, '٣', ['٣']],
  [String.raw`[[:digit:]]`, '٣', null],
  [String.raw`\bé\b`, 'a é b', ['é']],
  ['a.c', 'a\nc', null],
  ['a.c', 'a\rc', ['a\rc']],
  ['(?s)a.c', 'a\nc', ['a\nc']],
  ['a$', 'a\n', null],
  ['(?s)^.*? b$', 'a\n b', ['a\n b']],
  ['^[^a&&b]', 'x', ['x']],
  ['(?i)^[^k]', 'K', null],
  [String.raw`(?i)\P{Lu}`, 'É', null],
  [String.raw`^[^\PL]`, 'É', ['É']],
  ['(?m)^b$', 'a\nb\nc', ['b']],
  ['(?U)a+', 'aaa', ['a']],
  ['(?U)a+?', 'aaa', ['aaa']],
  ['(?x) a b # c', 'ab', ['ab']],
  ['[a-z--[aeiou]]+', 'abcd', ['bcd']],
  ['[a-g~~b-h]+', 'cbah', ['ah']],
  ['[a&&b]', 'ab', null],
  ['[]a]+', 'a]', ['a]']],
  ['[a-]+', '-a', ['-a']],
  [String.raw`\x{1F600}`, 'a😀', ['😀']],
  [String.raw`\p{Greek}+`, 'abγδ', ['γδ']],
  [String.raw`\PL+`, 'ab12', ['12']],
  ['(?P<n>a)|(?<m>b)', 'b', ['b', undefined, 'b']],
  ['(?:(a)|b)*', 'ab', ['ab', 'a']],
  ['(a*)*', 'b', ['', '']],
  ['(|a)*', 'aaa', ['', '']],
  ['(?:a{2,3}){2}', 'aaaaa', ['aaaaa']],
  ['x{0}y', 'xy', ['y']],
  ['(x){0}y', 'xy', ['y', undefined]],
  [String.raw`\A\z`, '', ['']],
  ['.', '😀', ['😀']],
];

test.each(cases)('%s in %s', (pattern, text, groups) => {
  expect(patternOf(pattern).find(text)?.groups.slice() ?? null).toEqual(groups);
  expect(machinePatternOf(pattern).find(text)?.groups ?? null).toEqual(groups);
});

test.each([
  '(',
  ')',
  'a**',
  '*',
  '[a',
  'a{2,1}',
  '(?=a)',
  '(?<!a)',
  String.raw`(a)\1`,
  String.raw`\Z`,
  String.raw`\p{No}x{`,
  '(?P<a>x)(?P<a>y)',
  '[z-a]',
  '(?q)a',
  '(a)'.repeat(17),
])('no expression: %s', (pattern) => {
  expect(() => patternOf(pattern)).toThrow(/not valid|back reference/);
});

test('takes no exponential time', () => {
  expect(patternOf('(a+)+$').test(`${'a'.repeat(20_000)}b`)).toBe(false);
  expect(patternOf('(a|aa)*c').test('a'.repeat(20_000))).toBe(false);
  expect(patternOf('.*.*.*.*.*x').test('a'.repeat(3000))).toBe(false);
});

test('an empty match does not follow a match', () => {
  expect(findAll(patternOf('a*'), 'baac').map(({ start, end }) => [start, end])).toEqual([
    [0, 0],
    [1, 3],
    [4, 4],
  ]);
});

test('a complement in a loop over more than itself is matched', () => {
  expect(findAll(patternOf('(?:(?:.a)+?)?'), 'aa').map(({ start, end }) => [start, end])).toEqual([[0, 2]]);
});

const piece = fc.oneof(
  fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', String.raw`\w`, String.raw`\b`, '^', '$', '', 'é'),
);
const expression = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    piece,
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `${a}${b}`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(${a}|${b})`),
    fc
      .tuple(tie('node'), fc.constantFrom('*', '+', '?', '*?', '{2}', '{1,2}', '??'))
      .map(([a, q]) => `(${a})${q}`),
    fc.tuple(tie('node'), fc.constantFrom('*', '+', '?', '+?', '{1,3}')).map(([a, q]) => `(?:${a})${q}`),
  ),
})).node;

const plain = ({ start, end, groups }: Match): unknown => [start, end, ...groups];

test('both engines find the same', () => {
  fc.assert(
    fc.property(
      expression,
      fc.array(fc.constantFrom('a', 'b', 'é', '\n', '-'), { maxLength: 8 }),
      (pattern, parts) => {
        const groups = (pattern.match(/\((?!\?)/g) ?? []).length;
        fc.pre(groups <= 16);
        const text = parts.join('');
        const [native, machine] = [patternOf(pattern), machinePatternOf(pattern)];
        expect(findAll(native, text).map(plain)).toEqual(findAll(machine, text).map(plain));
      },
    ),
    { numRuns: 400 },
  );
});
