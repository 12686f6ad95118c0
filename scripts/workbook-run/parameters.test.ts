import { describe, expect, it } from 'vitest';
import { fillText, resolveParameters } from './parameters.ts';

const now = Date.UTC(2026, 10, 23);
const week = { last: 7 * 86_400_000 };

it('a text gets values as they are, or escaped where it asks for that; braces of its own stay', () => {
  const values = { Person: 'the "other"\\', Top: '{Person}' };
  expect(fillText('{Person} "{Person:escapejson}" {Top} {not one} {Unset}', values, week, now)).toBe(
    'the "other"\\ "the \\"other\\"\\\\" {Person} {not one} ',
  );
  expect(fillText('where timestamp {TimeRange}', values, week, now)).toBe('where timestamp > ago(7d)');
});

describe('parameters', () => {
  const query = { query: 'T', queryType: 0 };
  const parameters = [
    { name: 'TimeRange', type: 4, value: { durationMs: 1 } },
    { name: 'Outcome', type: 2, value: ['value::all'], typeSettings: { selectAllValue: 'All' } },
    { name: 'Grain', type: 1, ...query },
    { name: 'Top', type: 2, value: '10' },
    { name: 'Workspace', type: 5, value: 'value::1' },
  ];
  const inner = { type: 9, content: { parameters: [{ name: 'Person', type: 2, ...query }] } };
  const notebook = {
    items: [
      { type: 9, content: { parameters } },
      { type: 12, content: { items: [inner] } },
    ],
  };
  const rows = [
    { value: 'A', selected: false },
    { value: 'B', selected: true },
  ];

  it('hold their defaults, and what their queries say from the parameters before them', () => {
    const asked: unknown[] = [];
    const values = resolveParameters(notebook, {}, ({ name }, known) => {
      asked.push([name, known['Top']]);
      return name === 'Grain' ? [{ Grain: '01:00:00' }] : rows;
    });
    expect(values).toEqual({ Outcome: 'All', Grain: '01:00:00', Top: '10', Workspace: '', Person: 'B' });
    expect(asked).toEqual([
      ['Grain', undefined],
      ['Person', '10'],
    ]);
  });

  it('hold what was chosen instead, and nothing where a list marks no entry', () => {
    const nobody = rows.map((row) => ({ ...row, selected: false }));
    const values = resolveParameters(notebook, { Top: '50', Grain: '1d' }, () => nobody);
    expect(values).toMatchObject({ Top: '50', Grain: '1d', Person: '' });
  });
});
