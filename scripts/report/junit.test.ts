import { array, assert, constantFrom, property, record, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { toJUnit } from './junit.ts';
import { presentable } from './xml.ts';

function finding(severity: Diagnostic['severity'], file: string, message: string): Diagnostic {
  const location = { file, line: 2, column: 5, length: 1 };
  return { code: 'rule-name-style', severity, message, remedy: 'Change it.', location };
}

/** Attributes and texts of all elements of a name, as a reader of XML hands them out. */
function readElements(xml: string, name: string) {
  const pattern = new RegExp(`<${name}((?:\\s+[\\w]+="[^"]*")*)\\s*(?:/>|>([^<]*))`, 'g');
  return Array.from(xml.matchAll(pattern), ([, attributes = '', text = '']) => ({
    ...Object.fromEntries(
      Array.from(attributes.matchAll(/(\w+)="([^"]*)"/g), ([, key = '', value = '']) => [
        key,
        // A reader puts blanks in place of line ends and tabs that are not escaped.
        decode(value.replaceAll(/[\n\t\r]/g, ' ')),
      ]),
    ),
    text: decode(text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')),
  }));
}

function decode(text: string): string {
  const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return text.replace(/&(?:#(\d+)|(\w+));/g, (_, number: string | undefined, name: string) =>
    number === undefined ? (names[name] ?? '') : String.fromCodePoint(Number(number)),
  );
}

describe('JUnit', () => {
  test('has a case for each file, failed where there is an error', () => {
    const xml = toJUnit({
      command: 'validate',
      files: ['b.yaml', 'a.yaml', 'c.yaml'],
      diagnostics: [
        finding('error', 'b.yaml', 'One is <wrong>.'),
        finding('error', 'b.yaml', 'Two is wrong.'),
        finding('warning', 'c.yaml', 'Three is odd.'),
        finding('error', 'gone.yaml', 'It is missing.'),
      ],
    });
    expect(readElements(xml, 'testsuite')).toMatchObject([
      { name: 'validate', tests: '4', failures: '2', errors: '0' },
    ]);
    expect(readElements(xml, 'testcase')).toEqual(
      ['a.yaml', 'b.yaml', 'c.yaml', 'gone.yaml'].map((file) => ({
        classname: 'validate',
        name: file,
        file,
        time: '0',
        text: expect.any(String) as string,
      })),
    );
    const [first, second] = readElements(xml, 'failure');
    expect(first).toMatchObject({ type: 'rule-name-style', message: 'One is <wrong>. (and 1 more)' });
    expect(first?.text).toContain('b.yaml:2:5 error rule-name-style\n  One is <wrong>.\n  do: Change it.');
    expect(first?.text).toContain('Two is wrong.');
    expect(second).toMatchObject({ message: 'It is missing.' });
    expect(readElements(xml, 'system-out')).toMatchObject([
      { text: expect.stringContaining('Three is odd.') },
    ]);
  });

  test('any text survives but for what XML cannot hold', () => {
    const text = string({
      unit: constantFrom(
        '<',
        '>',
        '&',
        '"',
        "'",
        ']]>',
        '\r',
        '\n',
        '\t',
        '\0',
        '\u001b',
        '\ud800',
        '\uffff',
        'ü',
        '💥',
        'a',
        ';',
        '#',
      ),
    });
    assert(
      property(array(record({ file: text, message: text }), { minLength: 1, maxLength: 3 }), (list) => {
        const diagnostics = list.map(({ file, message }) => finding('error', file, message));
        const xml = toJUnit({ command: 'validate', files: [], diagnostics });
        // Nothing that XML 1.0 forbids, and nothing that ends an element early.
        expect(xml).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
        const failures = readElements(xml, 'failure')
          .map((failure) => failure.text)
          .join();
        for (const { file, message } of list) {
          expect(failures).toContain(`${presentable(file)}:2:5 error`);
          expect(failures).toContain(`  ${presentable(message)}\n`);
        }
        const names = new Set(list.map(({ file }) => file));
        expect(readElements(xml, 'testcase')).toHaveLength(names.size);
        const shown = readElements(xml, 'testcase') as readonly { readonly name?: string }[];
        expect(shown.map(({ name }) => name).toSorted()).toEqual([...names].map(presentable).toSorted());
      }),
    );
  });

  test('a control character is shown as its picture', () => {
    expect(presentable('a\u0000b\u001bc\ud800')).toBe('a␀b␛c\ufffd');
    expect(presentable('💥\t\n')).toBe('💥\t\n');
  });
});
