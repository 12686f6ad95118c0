import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Result } from '../workbook-run/result.ts';
import { barsIn, bubblesIn, cellsIn, tilesIn, timeLinesIn } from './answer.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 10, 16, 9);
const iso = (time: number) => new Date(time).toISOString();

function resultOf(columns: Readonly<Record<string, string>>, rows: Result['rows']): Result {
  const schema = Object.entries(columns).map(([name, type]) => ({ name, type }));
  return { columns: schema as Result['columns'], rows };
}

describe('an answer as it is drawn', () => {
  it('gives a tile for each row', () => {
    const settings = { titleContent: { columnMatch: 'Tile' }, leftContent: { columnMatch: 'Value' } };
    const result = resultOf({ Tile: 'string', Value: 'long' }, [
      { Tile: 'All', Value: 12 },
      { Tile: 'Failed', Value: 3 },
    ]);
    expect(tilesIn({ tileSettings: settings }, result)).toEqual([
      { name: 'All', value: 12 },
      { name: 'Failed', value: 3 },
    ]);
  });

  it('gives a bar for each value of the axis', () => {
    const result = resultOf({ Who: 'string', Actions: 'long' }, [{ Who: 'ada', Actions: 7 }]);
    const content = { chartSettings: { xAxis: 'Who', yAxis: ['Actions'] } };
    expect(barsIn(content, result)).toEqual([{ name: 'ada', value: 7 }]);
  });

  it('finds places by country or coordinates, and leaves out what it cannot place', () => {
    const byCountry = { mapSettings: { locInfoColumn: 'C', sizeSettings: 'N', labelSettings: 'C' } };
    const countries = resultOf({ C: 'string', N: 'long' }, [
      { C: 'JP', N: 2 },
      { C: 'XX', N: 1 },
    ]);
    expect(bubblesIn(byCountry, countries)).toMatchObject([{ label: 'JP', value: 2, longitude: 135.5022 }]);
    const byPoint = {
      mapSettings: { latitude: 'A', longitude: 'O', sizeSettings: 'N', labelSettings: 'P' },
    };
    const points = resultOf({}, [
      { A: -1.3, O: 36.8, N: 4, P: 'Nairobi' },
      { A: null, O: null, N: 1, P: 'nowhere' },
    ]);
    expect(bubblesIn(byPoint, points)).toEqual([
      { latitude: -1.3, longitude: 36.8, label: 'Nairobi', value: 4 },
    ]);
  });

  it('shows cells by their type', () => {
    const columns = { T: 'datetime', R: 'real', D: 'real', B: 'dynamic', S: 'string' };
    const row = { T: '2026-11-23T09:30:12.0000000Z', R: 1 / 3, D: 90, B: ['a'], S: 'text' };
    const result = resultOf(columns, [row, { T: null, R: null, D: 7200, B: null, S: '' }]);
    const content = {
      gridSettings: { formatters: [{ columnMatch: 'D', formatter: 0, numberFormat: { unit: 24 } }] },
    };
    const cells = Object.keys(columns).map((name) => cellsIn(name, result, content));
    expect(cells).toEqual([
      ['2026-11-23 09:30', ''],
      ['0.33', ''],
      ['1.5 min', '2 h'],
      ['["a"]', ''],
      ['text', ''],
    ]);
  });
});

describe('lines over time', () => {
  const content = { chartSettings: { xAxis: 't', yAxis: ['N'], group: 'K' } };
  const bounds = { from: start + 60_000, to: start + 10 * hour };

  it('have a point for each step of the range, also where there is nothing', () => {
    const rows = [
      { t: iso(start), K: 'a', N: 1 },
      { t: iso(start + hour), K: 'b', N: 2 },
      { t: iso(start + 9 * hour), K: 'a', N: 3 },
    ];
    const { lines, from, to } = timeLinesIn(content, resultOf({}, rows), bounds, 5);
    expect([from, to]).toEqual([start, start + 11 * hour]);
    expect(lines).toEqual([
      { key: 'a', values: [1, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0] },
      { key: 'b', values: [0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
    ]);
  });

  it('lose nothing where there are few times, far apart', () => {
    const rows = [
      { t: iso(start), K: 'a', N: 1 },
      { t: iso(start), K: 'b', N: 1 },
      { t: iso(start + 9 * hour), K: 'others', N: 1 },
    ];
    const { lines } = timeLinesIn(content, resultOf({}, rows), bounds, 2);
    expect(lines.flatMap(({ values }) => values).reduce((sum, value) => sum + value, 0)).toBe(3);
  });

  it('lose nothing when the smallest are summed up', () => {
    const row = fc.record({
      t: fc.integer({ min: 0, max: 9 }).map((hours) => iso(start + hours * hour)),
      K: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'others'),
      N: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), fc.integer({ min: 2, max: 5 }), (rows, limit) => {
        const { lines } = timeLinesIn(content, resultOf({}, rows), bounds, limit);
        expect(lines.length).toBeLessThanOrEqual(limit);
        const drawn = lines.flatMap(({ values }) => values).reduce((sum, value) => sum + value, 0);
        expect(drawn).toBe(rows.reduce((sum, { N }) => sum + N, 0));
        const kept = new Set(lines.map(({ key }) => key));
        expect(kept.has('Other') && kept.has('others')).toBe(false);
      }),
    );
  });
});
