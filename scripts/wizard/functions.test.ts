import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, type Scope } from './evaluate.ts';
import { functionNames } from './functions.ts';
import { parseExpression } from './parse.ts';
import type { Value } from './value.ts';

const object = { key1: 'Linux', key2: 'Windows' };
const scope: Scope = {
  entered: {
    subscription: { id: '/subscriptions/1', subscriptionId: '1' },
    resourceGroup: { mode: 'Existing', name: 'rg1', location: 'westus' },
    location: 'westus',
    basics: { list: [1, 2, 3], object, text: 'contoso' },
    steps: { demo: { list: [1, 2, 3] } },
  },
  ambient: { now: '1990-12-31T23:59:59.000Z', random: () => 0.5 },
  eagerIf: false,
};

function run(source: string, over: Partial<Scope> = {}): Value {
  const parsed = parseExpression(source);
  if ('problem' in parsed) throw new Error(parsed.problem.reason);
  const result = evaluate(parsed.expression, { ...scope, ...over });
  if ('problem' in result) throw new Error(`${result.problem.offset}: ${result.problem.reason}`);
  return result.value;
}

// One row or more for every function; the values are those of the public documentation where it has one.
const examples: readonly (readonly [string, Value])[] = [
  ["contains('webapp', 'web')", true],
  ["contains(basics('list'), 4)", false],
  ["contains(basics('object'), 'key1')", true],
  ["contains(basics('object'), 'toString')", false],
  ["empty('')", true],
  ["empty(basics('list'))", false],
  ["empty(parse('{}'))", true],
  ["empty(basics('nothing'))", true],
  ['empty(null)', true],
  [
    'filter(parse(\'[{"name":"abc"},{"name":"xyz"}]\'), (item) => contains(item.name, \'abc\'))',
    [{ name: 'abc' }],
  ],
  ["first('contoso')", 'c'],
  ["first(basics('list'))", 1],
  ["first(basics('object'))", { key1: 'Linux' }],
  ["first(parse('[]'))", undefined],
  ["last('contoso')", 'o'],
  ["last(steps('demo').list)", 3],
  ["last(basics('object'))", { key2: 'Windows' }],
  ["length('Contoso')", 7],
  ["length(basics('list'))", 3],
  ["length(basics('object'))", 2],
  ["map(parse('[1, 2, 3]'), (item) => mul(2, item))", [2, 4, 6]],
  ["skip('webapp', 3)", 'app'],
  ["skip(basics('list'), 2)", [3]],
  ["skip(basics('object'), 1)", { key2: 'Windows' }],
  ["split('555-867-5309', '-')", ['555', '867', '5309']],
  ["take('webapp', 3)", 'web'],
  ["take(basics('list'), 2)", [1, 2]],
  ["take(basics('object'), 1)", { key1: 'Linux' }],
  ["first(skip(split('a/b/c', '/'), 1))", 'b'],
  ['bool(1)', true],
  ['bool(0)', false],
  ["bool('false')", false],
  ["decodeBase64('Q29udG9zbw==')", 'Contoso'],
  ["decodeUriComponent('https%3A%2F%2Fportal.azure.com%2F')", 'https://portal.azure.com/'],
  ["encodeBase64('Contoso')", 'Q29udG9zbw=='],
  ["encodeUriComponent('https://portal.azure.com/')", 'https%3A%2F%2Fportal.azure.com%2F'],
  ["float('1.0')", 1],
  ['float(2.9)', 2.9],
  ["int('1')", 1],
  ['int(2.9)', 2],
  ["parse('[1,2,3]')", [1, 2, 3]],
  ['string(2.9)', '2.9'],
  ['string([1,2,3])', '[1,2,3]'],
  ['string({"type":"webapp"})', '{"type":"webapp"}'],
  ["string('text')", 'text'],
  ["addHours('1990-12-31T23:59:59Z', 1)", '1991-01-01T00:59:59.000Z'],
  ["addMinutes('1990-12-31T23:59:59Z', 1)", '1991-01-01T00:00:59.000Z'],
  ["addSeconds('1990-12-31T23:59:60Z', 1)", '1991-01-01T00:00:00.000Z'],
  ['utcNow()', '1990-12-31T23:59:59.000Z'],
  ["and(equals(0, 0), equals('web', 'web'), less(1, 2))", true],
  ['and(equals(0, 0), greater(1, 2))', false],
  ["coalesce(basics('a'), steps('demo').b, null, 'Contoso')", 'Contoso'],
  ["coalesce(basics('a'), null)", undefined],
  ["equals('abc', ['a', 'b', 'c'])", false],
  ["equals([1, {'a': 2}], [1, {'a': 2}])", true],
  ["equals(1, '1')", false],
  ["greater('9', '10')", true],
  ['greaterOrEquals(2, 2)', true],
  ["if(equals(42, mul(6, 7)), 'yes', 'no')", 'yes'],
  ["if(false, 'yes', 'no')", 'no'],
  ['less(1, 2)', true],
  ["lessOrEquals('9', '10')", false],
  ['not(false)', true],
  ['or(equals(0, 0), greater(1, 2))', true],
  ['or(false, false)', false],
  ['add(1, 2)', 3],
  ['ceil(3.14)', 4],
  ['div(7, 3)', 2],
  ['div(-7, 3)', -2],
  ['floor(3.14)', 3],
  ['max(1, 2)', 2],
  ['min(1, 2)', 1],
  ['mod(6, 4)', 2],
  ['mul(2, 3)', 6],
  ['rand(-100, 100)', 0],
  ['range(1, 3)', [1, 2, 3]],
  ['sub(3, 2)', 1],
  ['location()', 'westus'],
  ['resourceGroup().name', 'rg1'],
  ['subscription().id', '/subscriptions/1'],
  ["steps('unvisited').anything", undefined],
  ["concat('Demo ', basics('text'), ' app')", 'Demo contoso app'],
  ["endsWith('tuvwxyz', 'xyz')", true],
  ['guid()', '88888888-8888-4888-8888-888888888888'],
  ["indexOf('abcdef', 'cd')", 2],
  ["indexOf('abcdef', 'x')", -1],
  ["lastIndexOf('test', 't')", 3],
  ["replace('a.b.c', '.', '-')", 'a-b-c'],
  ["startsWith('abcdefg', 'ab')", true],
  ["substring('Contoso.com web app', 12, 3)", 'web'],
  ["toLower('CONTOSO')", 'contoso'],
  ["toUpper('contoso')", 'CONTOSO'],
];

describe('the documented functions', () => {
  it.each(examples)('%s', (source, expected) => {
    expect(run(source)).toEqual(expected);
  });

  it('has an example of every function', () => {
    const untested = functionNames().filter(
      (name) => !examples.some(([source]) => source.includes(`${name}(`)),
    );
    expect(untested).toEqual([]);
  });
});

describe('strictness', () => {
  it.each([
    ['contain(1)', '0: there is no function contain'],
    ["tolower('A')", '0: there is no function tolower'],
    ['not(toString())', '4: there is no function toString'],
    ['toLower()', '0: toLower takes 1 argument(s), not 0'],
    ['and(true)', '0: and takes 2 or more argument(s), not 1'],
    ["basics('a', 'b')", '0: basics takes 1 argument(s), not 2'],
    ['location(1)', '0: location takes 0 argument(s), not 1'],
    ["toLower(basics('nothing'))", '0: argument 1 of toLower is nothing'],
    ["concat('a', 1)", '0: argument 2 of concat is a number'],
    ['toLower(null)', '0: argument 1 of toLower is null'],
    ['not(1)', '0: argument 1 of not is a number'],
    ["equals(basics('nothing'), '')", '0: argument 1 of equals is nothing'],
    ["greater(1, '2')", '0: a number is compared with a string'],
    ["basics('nothing').value", '18: value is read from nothing'],
    ["basics('text').length", '15: length is read from a string'],
    ["skip('abc', 1.5)", '0: argument 2 of skip is a number'],
    ["substring('abc', 1, 5)", '0: substring reaches beyond'],
    ["parse('{')", '0: the argument is no JSON'],
    ["decodeBase64('abc')", '0: the argument of decodeBase64 is no base64 text'],
    ["decodeUriComponent('%')", '0: the argument is no URI component'],
    ["int('twelve')", '0: the argument is no number'],
    ["addHours('soon', 1)", '0: the argument is no timestamp'],
    ['div(1, 0)', '0: a division by zero'],
    ['mod(1, 0)', '0: a division by zero'],
    ['range(1, -1)', '0: range is asked for'],
    ['empty(1)', '0: empty is asked of a number'],
    ["filter(basics('list'), (x) => 1)", '0: the lambda of filter'],
    ["filter(basics('list'), true)", '0: argument 2 of filter is a boolean'],
    ["concat((x) => 'a')", '0: argument 1 of concat is a lambda'],
    ['item', '0: item is not defined'],
    ["map(basics('list'), (x) => y)", '27: y is not defined'],
    ['${name}', '0: the placeholder name is not filled'],
  ])('%s', (source, reason) => {
    expect(() => run(source)).toThrow(reason);
  });

  it('evaluates the branch not taken only when told so', () => {
    const source = "if(false, toLower(basics('nothing')), 'no')";
    expect(run(source)).toBe('no');
    expect(() => run(source, { eagerIf: true })).toThrow('argument 1 of toLower is nothing');
  });

  it('demands a boolean as the condition in both modes', () => {
    for (const eagerIf of [true, false]) {
      expect(() => run("if('yes', 1, 2)", { eagerIf })).toThrow('argument 1 of if is a string');
    }
  });
});

const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

describe('laws', () => {
  const text = fc.string({ unit: 'grapheme' });

  it('take and skip cut a text into two parts', () => {
    fc.assert(
      fc.property(text, fc.nat(20), (value, n) => {
        expect(run(`concat(take(${quoted(value)}, ${n}), skip(${quoted(value)}, ${n}))`)).toBe(value);
      }),
    );
  });

  it('decoding undoes encoding', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(run(`decodeBase64(encodeBase64(${quoted(value)}))`)).toBe(value);
        expect(run(`decodeUriComponent(encodeUriComponent(${quoted(value)}))`)).toBe(value);
      }),
    );
  });

  it('parse undoes string', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 2 }), (value) => {
        const entered = { ...scope.entered, basics: { value: { held: value as Value } } };
        fc.pre(typeof value !== 'string');
        const normal: unknown = JSON.parse(JSON.stringify(value));
        expect(run("parse(string(basics('value').held))", { entered })).toEqual(normal);
      }),
    );
  });
});
