import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { functionCalls, insideExpression, isExpression, referencesTo } from './expression.ts';

describe('expressions', () => {
  it('tells an expression from a text and from an expression for later', () => {
    expect(isExpression("[parameters('a')]")).toBe(true);
    expect(isExpression(" [concat('a',\n'b')] ")).toBe(true);
    expect(isExpression("[[parameters('a')]")).toBe(false);
    expect(isExpression('westeurope')).toBe(false);
  });

  it('ignores an escaped bracket', () => {
    expect(insideExpression('[x', 1)).toBe(true);
    expect(insideExpression('\\[x', 2)).toBe(false);
    expect(insideExpression('@x', 1, '[@')).toBe(true);
    expect(insideExpression('x[', 1)).toBe(false);
  });

  it('takes a name literally, in any case and with blanks', () => {
    expect(referencesTo('variables', "[Variables( 'A.B' )]")).toEqual([{ name: 'a.b', index: 1 }]);
    expect(referencesTo('parameters', "[variables('a')]")).toEqual([]);
  });

  it('reads a call up to its own parenthesis', () => {
    const [call] = functionCalls('reference', "[concat(reference(f('a)', g()), '1'), 'x')]");
    expect(call?.text).toBe("reference(f('a)', g()), '1')");
    expect(functionCalls('list\\w*', "[myListOfThings('a')]")).toEqual([]);
    expect(functionCalls('list\\w*', '[listKeys(')).toEqual([{ name: 'listKeys', text: 'listKeys(' }]);
  });

  it('finds a call wherever an argument may stand', () => {
    const argument = fc.stringMatching(/^[a-z ]{0,8}$/).map((text) => `'${text}'`);
    fc.assert(
      fc.property(
        fc.array(argument, { maxLength: 3 }),
        fc.array(argument, { maxLength: 3 }),
        (before, inner) => {
          const call = `reference(${inner.join(', ')})`;
          const text = `[concat(${[...before, call].join(', ')})]`;
          expect(functionCalls('reference', text).map((found) => found.text)).toEqual([call]);
        },
      ),
    );
  });

  it('finds the calls that stand where an expression may hold one, and no others', () => {
    const pieces = ['list', 'Keys', 'reference', '(', ' (', ')', '[', ',', ' ', '\n', "'a'", 'my', '.', 'x'];
    const written = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(written, fc.constantFrom('reference', 'list\\w*', 'reference|list\\w*'), (text, name) => {
        const pattern = new RegExp(`(?<=[\\[(,]\\s*)(${name})\\s*\\(`, 'gi');
        const expected = Array.from(text.matchAll(pattern), (match) => [match[1], match[0]]);
        const found = functionCalls(name, text);
        expect(found.map((call) => call.name)).toEqual(expected.map(([called]) => called));
        found.forEach((call, i) => expect(call.text.startsWith(expected[i]?.[1] ?? '?')).toBe(true));
      }),
      { numRuns: 500 },
    );
  });
});
