import { array, assert, constantFrom, nat, property, record, string } from 'fast-check';
import { expect, test } from 'vitest';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { toWorkflowCommands } from './github.ts';

/** Reads commands as the runner does: a line each, properties up to the first `::` behind the name. */
function read(text: string) {
  return text.split('\n').map((line) => {
    const [, severity, properties = '', data = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
    const pairs = properties.split(',').map((pair) => {
      const [name = '', value = ''] = pair.split('=', 2);
      return [name, unescape(value, true)] as const;
    });
    return { severity, ...Object.fromEntries(pairs), text: unescape(data, false) };
  });
}

function unescape(text: string, isProperty: boolean): string {
  const known: Readonly<Record<string, string>> = {
    '%0D': '\r',
    '%0A': '\n',
    '%25': '%',
    '%3A': ':',
    '%2C': ',',
  };
  const pattern = isProperty ? /%(?:0D|0A|25|3A|2C)/g : /%(?:0D|0A|25)/g;
  return text.replace(pattern, (escaped) => known[escaped] ?? '');
}

test('a finding becomes a command of one line', () => {
  const found: Diagnostic = {
    code: 'rule-name-style',
    severity: 'warning',
    message: 'The name is 100% wrong: a, b.',
    remedy: 'Change it.',
    location: { file: 'analytics-rules/a,b.yaml', line: 3, column: 7, length: 4 },
  };
  expect(toWorkflowCommands({ diagnostics: [found] })).toBe(
    '::warning file=analytics-rules/a%2Cb.yaml,line=3,endLine=3,col=7,endColumn=11,title=rule-name-style::The name is 100%25 wrong: a, b.%0AChange it.',
  );
  expect(toWorkflowCommands({ diagnostics: [] })).toBe('');
});

test('any text survives', () => {
  const text = string({
    unit: constantFrom('%', '\r', '\n', ':', ',', ':', '=', '0', 'A', 'D', '2', '5', 'ü', '💥', '\0'),
  });
  const findings = array(
    record({ message: text, remedy: text, path: text.filter((t) => !t.includes('=')), line: nat() }),
    {
      minLength: 1,
      maxLength: 4,
    },
  );
  assert(
    property(findings, (list) => {
      const diagnostics = list.map(({ message, remedy, path, line }): Diagnostic => ({
        code: 'kql-binding',
        severity: 'error',
        message,
        remedy,
        location: { file: path, line, column: 1, length: 1 },
      }));
      expect(read(toWorkflowCommands({ diagnostics }))).toEqual(
        list.map(({ message, remedy, path, line }) => ({
          severity: 'error',
          file: path,
          line: String(line),
          endLine: String(line),
          col: '1',
          endColumn: '2',
          title: 'kql-binding',
          text: `${message}\n${remedy}`,
        })),
      );
    }),
  );
});
