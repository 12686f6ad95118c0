import { expect, test } from 'vitest';
import { ask } from '../../testing/ask.ts';

const of = (text: string, operator: string): string =>
  `print t = ${JSON.stringify(text)} | ${operator} | project-away t`;

const cases: readonly (readonly [text: string, operator: string, rows: unknown])[] = [
  ['a=1 b=x y', "parse t with 'a=' a:int ' b=' b", [[1, 'x y']]],
  ['xx a=1, b=2;', "parse t with * 'a=' a:long * 'b=' b:int ';' *", [[1, 2]]],
  ['GET /a 200', "parse t with verb ' ' path ' ' code:int", [['GET', '/a', 200]]],
  ['no match', "parse t with 'a=' a:int ' b=' b", [[null, '']]],
  ['a=x b=y', "parse t with 'a=' a:int ' b=' b", [[null, '']]],
  ['a=x b=y', "parse kind=relaxed t with 'a=' a:int ' b=' b", [[null, 'y']]],
  ['a=99999999999 b=y', "parse t with 'a=' a:int ' b=' b", [[null, '']]],
  ['line1\nline2', String.raw`parse t with x '\n' y`, [['line1', 'line2']]],
  ['no match', "parse-where t with 'a=' a:int", []],
  ['a=7', "parse-where t with 'a=' a:int", [[7]]],
  ['a=7', "parse-where kind=regex flags=i t with 'A=' a:int", [[7]]],
  ['abc123def', String.raw`parse kind=regex t with a @'\d+' b`, [['abc12', 'def']]],
  ['k=(a)(b)', String.raw`parse kind=regex t with @'(k)=\(' a @'\)(\()' b @'\)'`, [['a', 'b']]],
  ['r=3/4 p=75%', "parse kind=regex t with 'r=' a:int '/' b:int ' p=' c:int '%'", [[3, 4, 75]]],
  ['name=x, y=1,z', "parse kind=regex flags=Ui t with * 'NAME=' n ',' *", [['x']]],
  [
    'x:10|y:20|x:30',
    "parse-kv t as (x:int, y:int, z:string) with (pair_delimiter='|', kv_delimiter=':')",
    [[10, 20, '']],
  ],
  [' a = 1 ; b = 2 ', "parse-kv t as (b:int) with (pair_delimiter=';', kv_delimiter='=')", [[2]]],
  [
    'a="x;y" "b c"=2',
    `parse-kv t as (a:string, ['b c']:long) with (pair_delimiter=' ', kv_delimiter='=', quote='"')`,
    [['x;y', 2]],
  ],
  [
    'a=(x y) b=2',
    "parse-kv t as (a:string) with (pair_delimiter=' ', kv_delimiter='=', quote='()')",
    [['x y']],
  ],
  [
    'a="x \\"y\\"" b=2',
    `parse-kv t as (a:string) with (pair_delimiter=' ', kv_delimiter='=', quote='"', escape='\\\\')`,
    [['x "y"']],
  ],
  [
    'n=John Doe c=New York',
    "parse-kv t as (n:string, c:string) with (pair_delimiter=' ', kv_delimiter='=', greedy=true)",
    [['John Doe', 'New York']],
  ],
  [
    "2021 [INFO] Id:45, Text: 'is \\' up'",
    String.raw`parse-kv t as (Text:string, Id:long) with (quote="'", escape='\\')`,
    [["is ' up", 45]],
  ],
  [
    '"a b": 1, "c": 2',
    String.raw`parse-kv t as (['a b']:long, c:string) with (regex=@'"([\w ]+)"\s*:\s*(\d+)')`,
    [[1, '2']],
  ],
];

test.each(cases)('%s | %s', (text, operator, rows) => {
  expect(ask(of(text, operator))).toEqual(rows);
});

const refused: readonly (readonly [text: string, operator: string])[] = [
  ['a=1 rest', "parse t with 'a=' a:int ' '"],
  ['a= 5,x', "parse t with 'a=' a:int ',' b"],
  ['a,b,5', "parse t with a ',' b:int"],
  ['a=0x5', "parse kind=relaxed t with 'a=' a:long"],
  ['xx a=1', "parse kind=regex t with 'a=' a:int"],
  ['a', "parse kind=regex t with 'a|b' x"],
  ['a', "parse t with 'a' t:int"],
  ['a', "parse t with 'a' x:datetime * 'b'"],
  ['a=b=c', "parse-kv t as (a:string) with (pair_delimiter=' ', kv_delimiter='=')"],
  ['a="b', `parse-kv t as (a:string) with (pair_delimiter=' ', kv_delimiter='=', quote='"')`],
  ['a b c', 'parse-kv t as (a:string, b:string)'],
  ['a', "parse-kv t as (a:string) with (regex='(a)')"],
];

test.each(refused)('refused: %s | %s', (text, operator) => {
  expect(() => ask(of(text, operator))).toThrow('not supported');
});

test('texts that occur often are parsed once, and give the same', () => {
  const source = "range i from 1 to 4 step 1 | extend t = iff(i % 2 == 0, 'a=1', 'b')";
  expect(ask(`${source} | parse t with 'a=' a:int | project a`)).toEqual([[null], [1], [null], [1]]);
  expect(ask(`${source} | parse-where t with 'a=' a:int | project i, a`)).toEqual([
    [2, 1],
    [4, 1],
  ]);
});
