import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';
import { lower, upper } from './text-case.ts';

const cases: readonly (readonly [expression: string, expected: unknown])[] = [
  ["strcat('a', 1, long(null), dynamic([1]))", 'a1[1]'],
  ["strlen('é😀')", 2],
  ["string_size('é😀')", 6],
  ["strcmp('ab', 'abc')", -1],
  ["strcmp('b', 'abc')", 1],
  ["strcmp('', '')", 0],
  ["toupper('straße é')", 'STRAßE É'],
  ["tolower('ΑΣ')", 'ας'.replace('ς', 'σ')],
  ["isascii('é')", false],
  ["'FabriKam' contains 'BRik'", true],
  ["'FabriKam' contains_cs 'BRik'", false],
  ["'NAÏVE' contains 'ï'", true],
  ["'a' !contains ''", false],
  ["'ＦＵＬＬ' contains 'full'", false],
  ["'abc' !startswith_cs 'A'", true],
  ["'abc' endswith 'BC'", true],
  ["substring('abcdef', -2)", 'ef'],
  ["substring('a😀b', 1, 1)", '😀'],
  ["substring('xy', 100)", ''],
  ["substring('xy', int(null))", ''],
  ["split('a__b', '_')", ['a', '', 'b']],
  ["split('', '_')", ['']],
  ["split('aaa_bbb_ccc', '_', 1)", ['bbb']],
  ["replace_string('aaa', 'a', '$&')", '$&$&$&'],
  ["replace_string('aaa', '', 'X')", 'aaa'],
  ["replace_strings('This is', dynamic(['is', 'This']), dynamic(['was', 'This']))", 'Thwas was'],
  ["replace_strings('This is', dynamic(['This', 'is']), dynamic([1, 'was']))", 'This was'],
  ["reverse('a😀é')", 'é😀a'],
  ['reverse(3h)', '00:00:30'],
  ["strrep(3s, 2, ' ')", '00:00:03 00:00:03'],
  ["strcat_array(dynamic([1, null, 'a']), '-')", '1--a'],
  ["translate('krasp', 'otsku', 'spark')", 'kusto'],
  ["translate('abc', '', 'abd')", 'd'],
  ["indexof('abcdefg', 'cde', 1, 2)", -1],
  ["indexof('abcdefg', 'cde', -5)", 2],
  ['indexof(1234567, 5, 1, 4)', 4],
  ["indexof('abcdefgabcdefg', 'cde', 1, 10, 2)", 9],
  ["indexof('😀b', 'b')", 1],
  ["indexof('a', 'a', 0, -2)", null],
  ["indexof_regex('ababaa', 'a.a', 0, -1, 2)", -1],
  ["indexof_regex('abcabc', 'a|ab', -1)", null],
  ["indexof_regex('abcabcdefg', 'a.c', 0, 9, 2)", 3],
  ["countof('aaaa', 'aa')", 3],
  ["countof('ababa', 'aba', 'regex')", 1],
  ['parse_csv(\'aa,"b,b","say ""x""",\')', ['aa', 'b,b', 'say "x"', '']],
  [String.raw`parse_csv('a,b\nc,d')`, ['a', 'b']],
  ["parse_version('1.2.3.4')", '1000000020000000300000004'],
  ["parse_version('1')", '1000000000000000000000000'],
  ["parse_version('1.2.3.4.5')", null],
  ["parse_version('')", null],
  [
    String.raw`parse_command_line('"C:\\Program Files\\x.exe" a\\\\b "c \\"d\\" \\\\" e', 'windows')`,
    ['C:\\Program Files\\x.exe', 'a\\\\b', 'c "d" \\', 'e'],
  ],
  ["tostring(parse_path(@'C:\\temp\\a.b.gz:s')) == ''", false],
  ["parse_path('file://C:/temp/file.txt:some.exe').AlternateDataStreamName", 'some.exe'],
];

test.each(cases)('%s', (expression, expected) => {
  expect(ask(`print ${expression}`)).toEqual([[expected]]);
});

test.each([
  "split('a', '')",
  "split('a_b', '_', 7)",
  "countof('a', '')",
  "strrep('a', 0)",
  "substring('a', 0, -1)",
  "indexof('aaaa', 'aa', 0, -1, 2)",
  "parse_csv('a\"b')",
  "parse_path('/a')",
  "parse_command_line('a', 'unix')",
  "parse_user_agent('x', 'browser')",
])('refused: %s', (expression) => {
  expect(() => ask(`print ${expression}`)).toThrow(/not supported|is not there/);
});

const literal = (text: string): string =>
  `'${text.replaceAll('\\', String.raw`\\`).replaceAll("'", String.raw`\'`)}'`;

test('whole texts change case as their characters do', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'É', 'ß', 'Σ', 'ſ', 'İ', 'ı', '\u212a', 'ŉ', '😀', 'ᾳ'),
    maxLength: 8,
  });
  fc.assert(
    fc.property(text, (own) => {
      expect(upper(own)).toBe([...own].map(upper).join(''));
      expect(lower(own)).toBe([...own].map(lower).join(''));
      expect([...upper(own)]).toHaveLength([...own].length);
    }),
  );
});

test('splitting and joining give the text back', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ',', ';', ' ', 'é'), maxLength: 12 });
  fc.assert(
    fc.property(text, fc.constantFrom(',', ';', 'ab'), (whole, delimiter) => {
      const query = `print strcat_array(split(${literal(whole)}, ${literal(delimiter)}), ${literal(delimiter)})`;
      expect(ask(query)).toEqual([[whole]]);
    }),
    { numRuns: 40 },
  );
});
