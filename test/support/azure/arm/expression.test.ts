import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateDeeply, Unknown, type Surroundings } from './evaluate.ts';
import { isExpression, parseExpression } from './expression.ts';

const around: Surroundings = {
  parameter(name) {
    if (name === 'rules') return ['a', 'b'];
    throw new TypeError(`There is no parameter ${name}.`);
  },
  variable: () => ({ Name: 'x', list: [1, { deep: true }] }),
  call: (name) => (name === 'copyindex' ? 3 : undefined),
  reference() {
    throw new Unknown();
  },
};

const value = (text: string) => evaluateDeeply(text, around);

describe('values', () => {
  test.each([
    ["[concat('it''s ', toUpper('x'), string(1))]", "it's X1"],
    ["[concat(createArray('a'), createArray('b'))]", ['a', 'b']],
    ["[format('{1}-{0}', 'a', 2)]", '2-a'],
    ["[if(contains(parameters('rules'), 'b'), 'yes', parameters('none'))]", 'yes'],
    ["[or(equals(1, 1), parameters('none'))]", true],
    ["[and(equals(1, 2), parameters('none'))]", false],
    ["[variables('v').list[1].DEEP]", true],
    ["[variables('v')['name']]", 'x'],
    ["[last(split('a/b/c', '/'))]", 'c'],
    ["[take('abcdef', 3)]", 'abc'],
    ['[skip(createArray(1, 2, 3), 1)]', [2, 3]],
    ["[replace('a-b-c', '-', '')]", 'abc'],
    [
      "[union(createObject('a', 1, 'o', createObject('x', 1)), createObject('o', createObject('y', 2)))]",
      { a: 1, o: { x: 1, y: 2 } },
    ],
    ["[intersection(createArray('a', 'b'), parameters('rules'))]", ['a', 'b']],
    ["[length(parameters('rules'))]", 2],
    ['[add(copyIndex(), -1)]', 2],
    ["[empty(json('{}'))]", true],
    ["[coalesce(null(), 'x')]", 'x'],
    ["[not(startsWith('abc', 'AB'))]", false],
    ["[indexOf(parameters('rules'), 'b')]", 1],
    ['[[not an expression]', '[not an expression]'],
    ['plain', 'plain'],
    ['[open', '[open'],
  ])('%s', (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  test('within trees, names of members too', () => {
    expect(evaluateDeeply({ "[concat('a', 'b')]": ['[string(1)]', 2, null] }, around)).toEqual({
      ab: ['1', 2, null],
    });
  });
});

describe('what only a running deployment knows', () => {
  test.each([
    ["[reference(concat('/a', '/b'), '2020-01-01').clientId]", "[reference('/a/b', '2020-01-01').clientId]"],
    ["[concat(reference('x').list[0], toUpper('y'))]", "[concat(reference('x').list[0], 'Y')]"],
    ["[if(equals(1, 1), 'known', reference('x'))]", 'known'],
    [
      "[createArray(reference('it''s'), createArray('a'))]",
      "[createarray(reference('it''s'), json('[\"a\"]'))]",
    ],
  ])('%s stays an expression, as short as can be', (text, expected) => {
    expect(value(text)).toBe(expected);
  });
});

describe('what makes no sense is refused:', () => {
  test.each([
    '[concat(]',
    "[concat('a']",
    "[concat('a') 'b']",
    '[nothing]',
    '[nofunction()]',
    '[]',
    "[parameters('none')]",
    "[variables('v').other]",
    "[variables('v').list[9]]",
    '[if(true())]',
    "['open]",
  ])('%s', (text) => {
    expect(() => value(text)).toThrow(TypeError);
  });
});

test('any text can stand in quotes', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const quoted = `['${text.replaceAll("'", "''")}']`;
      expect(isExpression(quoted)).toBe(true);
      expect(parseExpression(quoted)).toEqual({ kind: 'literal', value: text });
      expect(value(quoted)).toBe(text);
    }),
  );
});
