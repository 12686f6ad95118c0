import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ResultRow } from '../../scripts/workbook-run/result.ts';
import { groupBy, outcomeOf, deedOf } from './deed.ts';
import { clientWith, signInOf, usageOf, type Somebody } from './happening.ts';
import { now, rowOf } from './story-rows.ts';
import { compareVersions, isVersion } from './version-reference.ts';
import { hour, look } from './workspace.ts';

const person = (name: string): Somebody => ({ uuid: name, name, email: `${name}@example.com` });
const uses = (name: string, version: string | undefined, more: object = {}, time?: number) =>
  rowOf(usageOf(person(name), clientWith({ app_version: version, ...more }), time));

/** Who is shown as behind, with the version shown. */
function behind(rows: readonly ReturnType<typeof rowOf>[]): unknown[] {
  return look(rows)
    .show('all.ver.4')
    .rows.map(({ Who, Version }) => [String(Who).replace('@example.com', ''), Version]);
}

describe('WB-10: people with an older version than most', () => {
  it('compares parts as numbers', () => {
    const rows = [uses('ada', '8.10.30'), uses('bo', '8.10.30'), uses('cy', '8.10.9')];
    expect(behind(rows)).toEqual([['cy', '8.10.9']]);
  });

  it('takes a beta for older than its version, and for newer than the one before', () => {
    const most = [uses('ada', '8.10.30'), uses('bo', '8.10.30')];
    expect(behind([...most, uses('cy', '8.10.30.BETA')])).toEqual([['cy', '8.10.30.BETA']]);
    expect(behind([...most, uses('cy', '8.10.31-beta1')])).toEqual([]);
  });

  it('shows what it cannot read as unknown, and drops nobody', () => {
    const rows = [
      uses('ada', '8.10.30'),
      uses('bo', '8.10.30'),
      uses('cy', 'nightly'),
      uses('di', undefined),
    ];
    expect(behind(rows)).toEqual([
      ['cy', 'unknown'],
      ['di', 'unknown'],
    ]);
  });

  it('goes by the newest version of a person with two devices', () => {
    const others = [uses('ada', '8.10.30'), uses('bo', '8.10.30')];
    const old = uses('cy', '8.10.9', { platform_name: 'a telephone' }, now - hour);
    expect(behind([...others, old, uses('cy', '8.10.30', {}, now - 2 * hour)])).toEqual([]);
    expect(behind([...others, old])).toEqual([['cy', '8.10.9']]);
  });

  it('compares within an application', () => {
    const rows = [uses('ada', '8.10.30'), uses('ada', '2.30.3', { app_name: '1Password CLI' })];
    expect(behind(rows)).toEqual([]);
  });

  it('is empty where everybody has the same', () => {
    expect(behind([uses('ada', '8.10.30'), uses('bo', '8.10.30')])).toEqual([]);
  });
});

const versionText = fc.oneof(
  fc
    .tuple(
      fc.array(fc.constantFrom(8, 9, 10, 100), { minLength: 1, maxLength: 4 }),
      fc.constantFrom('', '.BETA', '-beta2'),
    )
    .map(([parts, suffix]) => parts.join('.') + suffix),
  fc.constantFrom('nightly', 'v8', '81055002', '8.10.00030'),
);

it('people with an older version: as a plain comparison has it, whatever the versions', () => {
  const scene = fc.array(fc.tuple(fc.constantFrom('ada', 'bo', 'cy', 'di', 'ed'), versionText), {
    minLength: 1,
    maxLength: 9,
  });
  fc.assert(
    fc.property(scene, (list) => {
      const found = behind(list.map(([name, version]) => uses(name, version)));
      expect(new Set(found.map(String))).toEqual(new Set(expectedBehind(list).map(String)));
    }),
    { numRuns: 40 },
  );
});

/** By hand: the newest of each person, the one that most people have, and who is before it. */
function expectedBehind(list: readonly (readonly [string, string])[]): unknown[] {
  const newest = [...groupBy(list, ([name]) => name)].map(([name, entries]) => {
    const known = entries.map(([, version]) => version).filter(isVersion);
    const best = known.reduce<string | undefined>(
      (a, b) => (a === undefined || compareVersions(a, b) < 0 ? b : a),
      undefined,
    );
    return {
      name,
      best,
      same: known.filter((version) => best !== undefined && compareVersions(version, best) === 0),
    };
  });
  const known = newest.flatMap(({ best }) => best ?? []);
  const votes = (version: string) => known.filter((other) => compareVersions(other, version) === 0).length;
  const [leading] = known.toSorted((a, b) => votes(b) - votes(a) || compareVersions(b, a));
  return newest
    .filter(({ best }) => best === undefined || (leading !== undefined && compareVersions(best, leading) < 0))
    .map(({ name, best }) => [name, best ?? 'unknown']);
}

it('all.ver.5 names what was refused for its age', () => {
  const refused = { category: 'modern_version_failed', type: 'modern_version_old' };
  const events = [
    signInOf(person('ada'), { ...refused, ...clientWith({ app_version: '7.9.1' }) }),
    signInOf(person('bo'), { ...refused, ...clientWith({ app_version: undefined }) }),
    signInOf(person('bo')),
  ];
  expect(events.map(deedOf).map(outcomeOf)).toEqual(['blocked', 'blocked', 'success']);
  const expected: ResultRow[] = [
    { Series: '1Password for Mac 7.9.1', Attempts: 1 },
    { Series: '1Password for Mac unknown', Attempts: 1 },
  ];
  expect(look(events.map(rowOf)).show('all.ver.5').rows).toEqual(expected);
});
