import { describe, expect, it } from 'vitest';
import { takeInventory } from './inventory.ts';
import { listQueries, workbookQueries } from './queries.ts';
import { sampleWorkbook } from './sample.ts';

describe('the queries of the workbook', () => {
  const workbook = sampleWorkbook();
  const queries = listQueries(takeInventory(workbook), workbook.fragments);

  it('are tried with every kind of value for each parameter that they read', () => {
    const query = queries.find(({ owner }) => 'name' in owner.value && owner.value.name === 'user.ip.4');
    const tried =
      query?.variants.filter(({ parameter }) => parameter === 'PickedIp').map((v) => v.text) ?? [];
    const held = (text: string): boolean => tried.some((t) => t.includes(`SrcIp == "${text}"`));
    expect(
      ['', 'All', "O'Brien", 'the \\"other\\" one', 'EXAMPLE\\\\', 'x'.repeat(200)].filter((t) => !held(t)),
    ).toEqual([]);
    expect(tried.some((text) => /[^\0-\x7f]/.test(text))).toBe(true);
  });

  it('leave no reference open', () => {
    const open = queries.flatMap(({ variants }) =>
      variants.filter(({ text }) => /\{\w+(:\w+)?\}/.test(text)),
    );
    expect(open).toEqual([]);
  });

  it('are listed once for each form that the time range gives them', () => {
    const listed = workbookQueries(workbook).filter(({ path }) =>
      path.endsWith('user-data.yaml#items/2/query'),
    );
    expect(listed.map(({ samples }) => samples)).toEqual([
      {},
      {
        TimeRange: 'between (datetime(2026-11-01T00:00:00.000Z) .. datetime(2026-11-08T00:00:00.000Z))',
      },
    ]);
  });

  it('do not hold what runs over Azure resources', () => {
    expect(workbookQueries(workbook).filter(({ text }) => text.startsWith('resources'))).toEqual([]);
  });

  it('are listed in full where a value breaks out', () => {
    const from = '"{PickedIp:escapejson}"';
    const broken = sampleWorkbook({ file: 'user-data.yaml', from, to: "'{PickedIp}'" });
    const samples = workbookQueries(broken).flatMap((query) => query.samples['PickedIp'] ?? []);
    expect(samples).toContain("O'Brien");
  });
});
