import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expression } from './expression.ts';
import { parseExpression, readText } from './parse.ts';
import { printExpression } from './print.ts';

const name = fc
  .stringMatching(/^[A-Za-z_]\w{0,8}$/)
  .filter((text) => !['true', 'false', 'null'].includes(text));

const expression = fc.letrec<{ any: Expression }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({
      kind: fc.constant('literal' as const),
      value: fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
      offset: fc.constant(0),
    }),
    fc.record({ kind: fc.constant('variable' as const), name, offset: fc.constant(0) }),
    fc.record({ kind: fc.constant('placeholder' as const), name, offset: fc.constant(0) }),
    fc.record({
      kind: fc.constant('call' as const),
      name,
      args: fc.array(tie('any'), { maxLength: 3 }),
      offset: fc.constant(0),
    }),
    fc.record({
      kind: fc.constant('property' as const),
      target: fc.record({
        kind: fc.constant('call' as const),
        name,
        args: fc.array(tie('any'), { maxLength: 2 }),
        offset: fc.constant(0),
      }),
      name,
      offset: fc.constant(0),
    }),
    fc.record({
      kind: fc.constant('lambda' as const),
      parameter: name,
      body: tie('any'),
      offset: fc.constant(0),
    }),
    fc.record({
      kind: fc.constant('array' as const),
      items: fc.array(tie('any'), { maxLength: 3 }),
      offset: fc.constant(0),
    }),
    fc.record({
      kind: fc.constant('object' as const),
      entries: fc.array(fc.tuple(fc.string(), tie('any')), { maxLength: 2 }),
      offset: fc.constant(0),
    }),
  ),
})).any;

const withoutOffsets = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, part: unknown) => (key === 'offset' ? undefined : part)));

describe('parseExpression', () => {
  it('reads back what was printed', () => {
    fc.assert(
      fc.property(expression, (value) => {
        const parsed = parseExpression(printExpression(value));
        expect(withoutOffsets(parsed)).toEqual(withoutOffsets({ expression: value }));
      }),
      { numRuns: 500 },
    );
  });

  it('answers any text with an expression or a located problem', () => {
    const pieces = fc.constantFrom(
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      ',',
      '.',
      ':',
      '=>',
      "'",
      '"',
      '$',
      'a',
      '1',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((list) => list.join('')),
        ),
        (text) => {
          const parsed = parseExpression(text);
          if (!('problem' in parsed)) return;
          expect(parsed.problem.reason).not.toBe('');
          expect(parsed.problem.offset).toBeGreaterThanOrEqual(0);
          expect(parsed.problem.offset).toBeLessThanOrEqual(text.length);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('reads a doubled quote as one', () => {
    expect(parseExpression("'it''s'")).toEqual({ expression: { kind: 'literal', value: "it's", offset: 0 } });
  });

  it.each([
    ["concat('a'", 10, ') is expected'],
    ["concat('a)", 7, 'a string is not closed'],
    ['equals(1, ,2)', 10, 'a value is expected'],
    ['equals(1 2)', 9, ') is expected'],
    ["basics('a').", 12, 'a name is expected'],
    ["basics('a').b-c", 13, 'the character - has no meaning here'],
    ['map(x, (item) contains(item))', 14, '=> is expected'],
    ["steps('a')['b']", 10, 'the end is expected'],
    ['', 0, 'a value is expected'],
    [`${'not('.repeat(500)}`, 804, 'the nesting is too deep'],
  ])('locates the fault of %s', (source, offset, reason) => {
    expect(parseExpression(source)).toEqual({ problem: { offset, reason } });
  });
});

describe('readText', () => {
  it('takes a text in brackets for an expression, and says where it begins', () => {
    expect(readText('[location()]')).toEqual({ source: 'location()', start: 1 });
    expect(readText('  [location()]\n')).toEqual({ source: 'location()', start: 3 });
  });

  it('takes everything else for a text', () => {
    expect(readText('plain')).toEqual({ text: 'plain' });
    expect(readText('[[location()]')).toEqual({ text: '[location()]' });
    expect(readText('[a](https://example.com) b')).toEqual({ text: '[a](https://example.com) b' });
  });
});
