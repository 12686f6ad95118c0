import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeUpRanking, madeUpSeries, madeUpTexts } from './made-up.ts';
import { randomOf } from './random.ts';

function take(name: string): number[] {
  return Array.from({ length: 50 }, randomOf(name));
}

describe('made-up values', () => {
  it('are the same for the same name, others for another, all from 0 to 1', () => {
    expect(take('all.kpi.1')).toEqual(take('all.kpi.1'));
    expect(take('all.kpi.1')).not.toEqual(take('all.kpi.2'));
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(take(name).every((value) => value >= 0 && value < 1)).toBe(true);
      }),
    );
  });

  it('hold addresses that are free for examples only', () => {
    const texts = ['Email', 'By', 'IP', 'SrcIpAddr', 'Address'].flatMap(
      (name) => madeUpTexts(name, 40) ?? [],
    );
    const foreign = texts.filter(
      (value) => !/@example\.com$|^(?:203\.0\.113|198\.51\.100|192\.0\.2)\.\d{1,3}$/.test(value),
    );
    expect(foreign).toEqual([]);
  });

  it('know an audit event by the columns beside it', () => {
    expect(madeUpTexts('Action', 2)).toEqual(['fill', 'reveal']);
    expect(madeUpTexts('Action', 2, ['Action', 'Object'])).toEqual(['join', 'grant']);
  });

  it('give series different names, and rankings numbers that are no less than nothing', () => {
    const series = madeUpSeries('Outcome', 5);
    expect(new Set(series).size).toBe(series.length);
    expect(madeUpTexts('Events', 3)).toBeUndefined();
    for (const column of ['Events', 'Failures']) {
      expect(
        madeUpRanking(randomOf('x'), 20, column).every((value) => Number.isInteger(value) && value >= 0),
      ).toBe(true);
    }
  });
});
