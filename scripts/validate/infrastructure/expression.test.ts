import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isExpression, readExpression } from './expression.ts';

test('uses and calls are found, but not inside texts', () => {
  const { uses, calls, problem } = readExpression(
    "[concat(parameters('a'), 'parameters(''b'')', variables( 'c' )[0], ${x.id}, -1)]",
  );
  expect(problem).toBeUndefined();
  expect(uses).toEqual([
    { kind: 'parameter', name: 'a' },
    { kind: 'variable', name: 'c' },
  ]);
  expect(calls).toEqual(['concat', 'parameters', 'variables']);
});

test.each([
  ['[concat(]', '"(" is not closed'],
  ['[concat)]', '")" closes nothing'],
  ["[concat('a)]", 'a text is not closed'],
  ['[a ; b]', '";" is not expected'],
  ['[ ]', 'it is empty'],
])('%s: %s', (text, problem) => {
  expect(readExpression(text).problem).toBe(problem);
});

test('two brackets begin a text', () => {
  expect([isExpression('[a()]'), isExpression('[[a()]'), isExpression('[a()] b')]).toEqual([
    true,
    false,
    false,
  ]);
});

type Tree = { call: string; args: readonly (Tree | string)[] };
const name = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/);
const { tree } = fc.letrec<{ tree: Tree; leaf: string }>((tie) => ({
  leaf: fc.string(),
  tree: fc.record({ call: name, args: fc.array(fc.oneof(tie('leaf'), tie('tree')), { maxLength: 3 }) }),
}));

function write({ call, args }: Tree): string {
  const terms = args.map((arg) => (typeof arg === 'string' ? `'${arg.replaceAll("'", "''")}'` : write(arg)));
  return `${call}(${terms.join(', ')})`;
}

function callsOf({ call, args }: Tree): string[] {
  return [call, ...args.flatMap((arg) => (typeof arg === 'string' ? [] : callsOf(arg)))];
}

describe('any expression', () => {
  test('that is well-formed gives its calls in order', () => {
    fc.assert(
      fc.property(tree, (expression) => {
        const read = readExpression(`[${write(expression)}]`);
        expect(read.problem).toBeUndefined();
        expect(read.calls).toEqual(callsOf(expression));
      }),
    );
  });

  test('that lost its last parenthesis has a problem', () => {
    fc.assert(
      fc.property(tree, (expression) => {
        expect(readExpression(write(expression).slice(0, -1)).problem).toBe('"(" is not closed');
      }),
    );
  });

  test('whatever the text is, reading ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."'[]()a, ${}.1;") }), (text) => {
        expect(Array.isArray(readExpression(text).calls)).toBe(true);
      }),
    );
  });
});
