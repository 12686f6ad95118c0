import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { parseYaml } from './yaml.ts';

function parse(text: string): { document: ReturnType<typeof parseYaml>; found: Diagnostic[] } {
  const found: Diagnostic[] = [];
  const document = parseYaml({ path: 'x.yaml', text }, (d) => found.push(d));
  return { document, found };
}

const place = (d: Diagnostic | undefined): string =>
  d ? `${d.code} ${d.location.line}:${d.location.column}` : 'nothing';

describe('parseYaml', () => {
  it.each([
    ['a: 1\nb: 2\na: 3\n', 'yaml-duplicate-key 3:1'],
    ['a: 1\nb:\t2\n', 'yaml-tab 2:3'],
    ['a: 1\n\tb: 2\n', 'yaml-tab 2:1'],
    ['a: &x 1\nb: *x\n', 'yaml-alias 1:7'],
    ['a: 1\n---\nb: 2\n', 'yaml-documents 1:1'],
    ['', 'yaml-documents 1:1'],
    ['a: [1, 2\nb: 3\n', 'yaml-syntax 2:1'],
    ['a: "x\n', 'yaml-syntax 2:1'],
  ])('locates the fault in %j', (text, expected) => {
    const { document, found } = parse(text);
    expect(document).toBeUndefined();
    expect(place(found[0])).toBe(expected);
  });

  it('refuses a bomb of aliases without expanding it', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`);
    const { document, found } = parse(`a0: &a0 x\n${levels.join('\n')}\n`);
    expect(document).toBeUndefined();
    expect(found.every((d) => d.code === 'yaml-alias')).toBe(true);
  });

  it('keeps dates and versions as text', () => {
    expect(parse('day: 2026-11-22\nversion: 1.2.3\n').document?.value).toEqual({
      day: '2026-11-22',
      version: '1.2.3',
    });
  });

  it('points at keys, values, list members and, for what is absent, the nearest ancestor', () => {
    const { document } = parse('top:\n  list:\n    - name: one\n    - name: two\n');
    const at = (path: (string | number)[], part?: 'key'): string => {
      const { line, column } = document!.at(path, part);
      return `${line}:${column}`;
    };
    expect(at(['top', 'list', 1, 'name'])).toBe('4:13');
    expect(at(['top', 'list', 1, 'name'], 'key')).toBe('4:7');
    expect(at(['top', 'list', 1, 'absent'])).toBe('4:7');
    expect(at([])).toBe('1:1');
  });

  it('points into block texts: every character of the value stands where it is said to stand', () => {
    const line = fc.stringMatching(/^[a-z][a-z |=]{0,12}[a-z]$/);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(line, fc.constant('')), { minLength: 1, maxLength: 6 }).filter((l) => l[0] !== ''),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(),
        (lines, indent, pick) => {
          const body = lines.map((l) => (l === '' ? '' : ' '.repeat(indent) + l)).join('\n');
          const text = `# head\nother: 1\nquery: |\n${body}\nlast: 2\n`;
          const { document } = parse(text);
          const value = (document!.value as { query: string }).query;
          const offset = pick % value.length;
          const where = document!.within(['query'], offset);
          const written = text.split('\n')[where.line - 1]!.slice(where.column - 1);
          expect(written).toBe(value.slice(offset).split('\n')[0]);
        },
      ),
    );
  });
});
