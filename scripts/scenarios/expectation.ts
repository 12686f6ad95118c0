/** Compares what a run has found with what a scenario expects. */
import type { Path } from '../load/yaml.ts';
import type { ExpectedEntity, ExpectedRow, ScenarioExpectation } from '../model/rule-scenarios.ts';
import type { Alert, Entity } from './alert.ts';
import { describeRow, show } from './description.ts';
import { readMoment, type Schedule } from './moment.ts';
import type { RuleRun } from './rule-run.ts';

/** Something that differs; the path leads from the expectation to what it is about. */
export interface Difference {
  readonly path: Path;
  readonly message: string;
}

/** How moments in expected columns are read: T in milliseconds since 1970, and the rule's schedule. */
export interface Clock {
  readonly now: number;
  readonly schedule: Schedule;
}

export function compareRun(run: RuleRun, expected: ScenarioExpectation, clock: Clock): Difference[] {
  if (expected === 'none') return compareCounts(run, { rows: 0, alerts: 0 });
  if (!isList(expected)) return compareCounts(run, expected);
  return compareRows(run, expected, clock);
}

function isList(expected: ScenarioExpectation): expected is readonly ExpectedRow[] {
  return Array.isArray(expected);
}

function compareCounts(
  run: RuleRun,
  expected: { readonly rows?: number; readonly alerts?: number },
): Difference[] {
  const counts = [
    ['rows', run.rows.length, 'row'],
    ['alerts', run.alerts.length, 'alert'],
  ] as const;
  const wrong = counts.find(([key, count]) => expected[key] !== undefined && expected[key] !== count);
  if (!wrong) return [];
  const [key, count, word] = wrong;
  const found = run.rows.map((_, row) => `\n    ${describeRow(run, row)}`).join('');
  const message = `expected ${plural(expected[key] ?? 0, word)}, found ${count === 0 ? 'none' : count}${found}`;
  return [{ path: [], message }];
}

/** Rows are matched in any order, so that as many as possible fit. */
function compareRows(run: RuleRun, expected: readonly ExpectedRow[], clock: Clock): Difference[] {
  const differences = expected.map((row) => run.rows.map((_, index) => compareRow(run, index, row, clock)));
  const matched = match(differences.map((list) => list.map(({ length }) => length)));
  const taken = new Set(matched.filter((index) => index !== undefined));
  const found = expected.flatMap((_, i): Difference[] => {
    const row = matched[i];
    if (row !== undefined) {
      return (differences[i]?.[row] ?? []).map(({ path, message }) => ({ path: [i, ...path], message }));
    }
    return [
      {
        path: [i],
        message: `expected ${plural(expected.length, 'row')}, found ${run.rows.length}: none is left for this one`,
      },
    ];
  });
  const more = run.rows.flatMap((_, row) => (taken.has(row) ? [] : [describeRow(run, row)]));
  if (more.length === 0) return found;
  const message = `expected ${plural(expected.length, 'row')}, found ${run.rows.length}; not expected:\n    ${more.join('\n    ')}`;
  return [...found, { path: [], message }];
}

/**
 * For each expected row the found one that it is compared with: first those that fit without a difference
 * (augmenting paths), then the most similar ones that are left.
 */
function match(costs: readonly (readonly number[])[]): (number | undefined)[] {
  const owners = new Map<number, number>();
  const place = (expected: number, tried: Set<number>): boolean => {
    for (const [row, cost] of (costs[expected] ?? []).entries()) {
      if (cost > 0 || tried.has(row)) continue;
      tried.add(row);
      const owner = owners.get(row);
      if (owner !== undefined && !place(owner, tried)) continue;
      owners.set(row, expected);
      return true;
    }
    return false;
  };
  for (const expected of costs.keys()) place(expected, new Set());
  const placed = new Set(owners.values());
  const rest = costs.flatMap((list, expected) =>
    placed.has(expected) ? [] : list.map((cost, row) => ({ expected, row, cost })),
  );
  for (const { expected, row } of rest.toSorted((a, b) => a.cost - b.cost)) {
    if (placed.has(expected) || owners.has(row)) continue;
    owners.set(row, expected);
    placed.add(expected);
  }
  const result = costs.map((): number | undefined => undefined);
  for (const [row, expected] of owners) result[expected] = row;
  return result;
}

function compareRow(run: RuleRun, index: number, expected: ExpectedRow, clock: Clock): Difference[] {
  const alert = run.alerts.find(({ rows }) => rows.includes(index));
  const texts = (['severity', 'title', 'description'] as const).flatMap((key) => {
    const wanted = expected[key];
    if (wanted === undefined) return [];
    const actual = alert?.[key];
    return actual === wanted ? [] : [difference([key], wanted, actual)];
  });
  return [
    ...texts,
    ...Object.entries(expected.entities ?? {}).flatMap(([type, wanted]) =>
      compareEntities(alert, type, wanted),
    ),
    ...compareDetails(alert, expected, clock),
    ...Object.entries(expected.columns ?? {}).flatMap(([name, wanted]) => {
      const actual = run.rows[index]?.[name];
      return equals(wanted, actual, clock) ? [] : [difference(['columns', name], wanted, actual)];
    }),
  ];
}

function compareDetails(alert: Alert | undefined, { details = {} }: ExpectedRow, clock: Clock): Difference[] {
  return Object.entries(details).flatMap(([name, wanted]) => {
    const values = alert?.details[name] ?? [];
    // One row has one value; those of several rows are a list.
    const actual = values.length > 1 ? values : values[0];
    return equals(wanted, actual, clock) ? [] : [difference(['details', name], wanted, actual)];
  });
}

function compareEntities(
  alert: Alert | undefined,
  type: string,
  expected: ExpectedEntity | readonly ExpectedEntity[],
): Difference[] {
  const actual = (alert?.entities ?? []).filter((entity) => entity.type === type);
  const wanted: readonly ExpectedEntity[] =
    expected === 'none' ? [] : Array.isArray(expected) ? expected : [expected as ExpectedEntity];
  const costs = wanted.map((one) => actual.map((entity) => (isEntity(entity, one) ? 0 : 1)));
  const matched = match(costs);
  const fits =
    wanted.length === actual.length && matched.every((row, i) => row !== undefined && costs[i]?.[row] === 0);
  if (fits) return [];
  return [
    difference(
      ['entities', type],
      expected,
      actual.map(({ identifiers }) => identifiers),
    ),
  ];
}

function isEntity({ identifiers }: Entity, expected: ExpectedEntity): boolean {
  if (typeof expected === 'string') return Object.values(identifiers).includes(expected);
  return Object.entries(expected).every(([name, value]) => (identifiers[name] ?? '') === value);
}

/** Whether a value is the expected one: a moment means a time, null also the empty text. */
export function equals(wanted: unknown, actual: unknown, { now, schedule }: Clock): boolean {
  if (wanted === null) return actual === null || actual === undefined || actual === '';
  if (typeof wanted === 'string' && typeof actual === 'string' && wanted !== actual) {
    const time = instant(actual);
    if (time === undefined) return false;
    const moment = readMoment(wanted, schedule);
    return moment === undefined ? instant(wanted) === time : now + moment === time;
  }
  if (typeof wanted !== 'object' || typeof actual !== 'object' || actual === null) return wanted === actual;
  if (Array.isArray(wanted) !== Array.isArray(actual)) return false;
  const [a, b] = [wanted as Record<string, unknown>, actual as Record<string, unknown>];
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => equals(a[key], b[key], { now, schedule }))
  );
}

/** A time as KQL or ISO 8601 writes it, in milliseconds since 1970. */
function instant(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT/.test(text)) return undefined;
  const time = Date.parse(text.replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(time) ? undefined : time;
}

function difference(path: Path, wanted: unknown, actual: unknown): Difference {
  return { path, message: `${path.join(' ')}: expected ${show(wanted)}, found ${show(actual)}` };
}

function plural(count: number, word: string): string {
  return count === 0 ? `no ${word}s` : `${count} ${word}${count === 1 ? '' : 's'}`;
}
