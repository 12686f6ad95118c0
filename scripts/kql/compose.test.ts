import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose, originOf } from './compose.ts';
import { toFragment, type Fragment } from './fragment.ts';

const files: Readonly<Record<string, string>> = {
  newest: '// Newest first.\n| sort by t desc\n| take limit_rows\n',
  outer: '| where a\n| invoke newest()\n',
  totals: 'Count = count(),\nLast = max(t)\n',
  limit_rows: '// A page.\nlet limit_rows = 10 * factor;\n',
  factor: 'let factor = 2;\n',
};
const fragments: ReadonlyMap<string, Fragment> = new Map(
  Object.entries(files).map(([name, text]) => [name, toFragment({ path: `fragments/${name}.kql`, text })]),
);

describe('compose', () => {
  it('puts steps, terms and definitions in their places, dependencies first', () => {
    const query = 'let x = 1;\nT\n  | invoke outer()\n| summarize totals(), n = dcount(u) by k\n';
    expect(compose(query, fragments).text).toBe(
      [
        'let x = 1;',
        'let factor = 2;',
        '// A page.',
        'let limit_rows = 10 * factor;',
        'T',
        '  | where a',
        '  // Newest first.',
        '  | sort by t desc',
        '  | take limit_rows',
        '| summarize Count = count(),',
        '    Last = max(t), n = dcount(u) by k',
      ].join('\n'),
    );
  });

  it('leaves calls in strings and comments, unknown names and other kinds of calls alone', () => {
    const query =
      'T | where a == "totals()" // totals()\n| extend b = newest(), c = now()\n| invoke totals()';
    expect(compose(query, fragments).text).toBe(query);
  });

  it('lets a query define a name itself', () => {
    expect(compose('let limit_rows = 3;\nT | take limit_rows', fragments).fragments).toEqual([]);
  });

  it('names each fragment once', () => {
    const composed = compose('union (T | invoke newest()), (U | invoke newest())', fragments);
    expect(composed.fragments.map((f) => f.name)).toEqual(['factor', 'limit_rows', 'newest']);
    const lines = compose('T\n| invoke newest()\n| invoke newest()', fragments);
    expect(lines.fragments.map((f) => f.name)).toEqual(['factor', 'limit_rows', 'newest']);
  });

  it('does not hang on fragments that call each other', () => {
    const circle = new Map([
      ['a', toFragment({ path: 'a.kql', text: '| invoke b()' })],
      ['b', toFragment({ path: 'b.kql', text: '| invoke a()' })],
    ]);
    expect(compose('T\n| invoke a()', circle).text).toContain('invoke');
  });

  it('tells for every character where it was written', () => {
    const step = fc.constantFrom(
      '| invoke outer()',
      '| where b',
      '| invoke newest()',
      '| summarize totals() by k',
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 5 }), fc.nat(), (steps, pick) => {
        const query = ['let y = "limit_rows";', 'T', ...steps].join('\n');
        const composed = compose(query, fragments);
        const offset = pick % composed.text.length;
        if (/\s/.test(composed.text[offset]!)) return;
        const { fragment, offset: origin } = originOf(composed, offset);
        const written = fragment ? fragment.source.text : query;
        expect(written[origin]).toBe(composed.text[offset]);
      }),
    );
  });
});
