import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskLiterals, withoutComments } from '../../kql/mask.ts';
import { takeInventory } from '../../validate/workbook/inventory.ts';
import { listQueries } from '../../validate/workbook/queries.ts';
import { sampleBinder, sampleWorkbook } from '../../validate/workbook/sample.ts';
import { shorten } from './shipped-query.ts';

describe('a query as it is shipped', () => {
  it('has a line for each step, without comments and indents', () => {
    const query = [
      'let a = materialize(',
      '    T // here',
      '    | where x in (',
      '        "b",',
      '        "c"));',
      'a',
      '| take 1',
    ];
    expect(shorten(query.join('\n'))).toBe("let a = materialize(T\n| where x in ('b', 'c'));\na\n| take 1");
  });

  it.each([
    ['"a"', "'a'"],
    ['"{Top}"', '"{Top}"'],
    ['"{Person:escapejson}"', '"{Person:escapejson}"'],
    ['"O\'Brien"', '"O\'Brien"'],
    ['"a\\\\b"', '"a\\\\b"'],
    ['@"\\s+"', '@"\\s+"'],
    ['strcat(\'"\', "b", \'"\')', "strcat('\"', 'b', '\"')"],
    ['"[0-9]{3}"', "'[0-9]{3}'"],
  ])('writes the literals of %s as %s', (literal, shipped) => {
    expect(shorten(`print ${literal}`)).toBe(`print ${shipped}`);
  });

  it('leaves alone what holds a literal of several lines', () => {
    expect(shorten('print ```a\n   b```\n  , 1')).toBe('print ```a\n   b```\n  , 1');
  });

  it('says the same: only white space and quotes differ', () => {
    const text = fc.stringMatching(/^[ -!#-&(-.0-[\]-z]{0,8}$/);
    const piece = fc.oneof(
      text.map((t) => `"${t}"`),
      text.map((t) => `'${t}'`),
      fc.constantFrom(' x ', '\n    ', '\n| ', ';\n', ' (', ') ', ', ', ' // c\n', ' == '),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const query = `T${pieces.join('')}`;
        expect(signature(shorten(query))).toEqual(signature(query));
      }),
    );
  });

  it('is bound as it was written', () => {
    const bind = sampleBinder();
    const workbook = sampleWorkbook();
    for (const { variants, owner } of listQueries(takeInventory(workbook), workbook.fragments)) {
      const [{ text }] = variants;
      const name = JSON.stringify(owner.path);
      const shipped = bind(shorten(text));
      expect([name, shipped.problems, shipped.columns]).toEqual([name, [], bind(text).columns]);
    }
  });
});

/** The code without white space, and the contents of its literals. */
function signature(query: string): unknown {
  const text = withoutComments(query);
  const literals = [...text.matchAll(/"([^"\n]*)"|'([^'\n]*)'/g)].map((m) => m[1] ?? m[2]);
  return [maskLiterals(text).replace(/\s+/g, ''), literals];
}
