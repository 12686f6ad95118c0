/** What common scenarios ask of runs: each gives what is wrong, in words. */
import { isDeepStrictEqual } from 'node:util';
import { describeRow, show } from './description.ts';
import type { ResultRow } from './result-row.ts';
import type { RuleRun } from './rule-run.ts';

export type Check = (run: RuleRun) => readonly string[];

export function hasRows(count: number): Check {
  return (run) => {
    if (run.rows.length === count) return [];
    const found = run.rows.map((_, row) => `\n    ${describeRow(run, row)}`).join('');
    return [
      `expected ${count === 0 ? 'no' : count} row${count === 1 ? '' : 's'}, found ${run.rows.length}${found}`,
    ];
  };
}

/** A column of every row has this value; nothing is asked where the rule has no such column. */
export function hasValue(name: string, expected: unknown): Check {
  return ({ rows, columns }) => {
    if (!columns.some((column) => column.name === name)) return [];
    const wrong = rows.find((row) => !isDeepStrictEqual(row[name], expected));
    return wrong ? [`${name}: expected ${show(expected)}, found ${show(wrong[name])}`] : [];
  };
}

/** A list of every row has so many elements. */
export function hasLength(name: string, expected: number): Check {
  return ({ rows }) => {
    const wrong = rows
      .map((row) => row[name])
      .find((list) => !Array.isArray(list) || list.length !== expected);
    return wrong === undefined ? [] : [`${name}: expected ${expected} elements, found ${show(wrong)}`];
  };
}

/** A time of every row is later than this one; both are texts that sort as times do. */
export function isLater(name: string, than: unknown): Check {
  return ({ rows, columns }) =>
    columns.some((column) => column.name === name) && rows.some((row) => String(row[name]) <= String(than))
      ? [`${name}: expected a time after ${show(than)}`]
      : [];
}

export function isEarlier(name: string, than: unknown): Check {
  return ({ rows, columns }) =>
    columns.some((column) => column.name === name) && rows.some((row) => String(row[name]) >= String(than))
      ? [`${name}: expected a time before ${show(than)}`]
      : [];
}

export function isFilled(name: string): Check {
  return ({ rows, columns }) => {
    if (!columns.some((column) => column.name === name)) return [];
    return rows.every((row) => row[name] !== '' && row[name] !== null) ? [] : [`${name} is empty`];
  };
}

/** No two rows have the same value. */
export function isDistinct(name: string): Check {
  return ({ rows, columns }) => {
    if (!columns.some((column) => column.name === name)) return [];
    const values = rows.map((row) => show(row[name]));
    return new Set(values).size === values.length
      ? []
      : [`${name} is not different in each row: ${values.join(', ')}`];
  };
}

/** Titles are whole: every placeholder is filled, and with something that means something. */
export function hasWholeTitles(defaultTitle: string, hasFormat: boolean): Check {
  return ({ alerts }) =>
    alerts
      .map(({ title }) => title)
      .filter((title) => /\b(?:null|undefined)\b/.test(title) || (hasFormat && title === defaultTitle))
      .map((title) => `the title ${show(title)} lacks a value`);
}

export function hasNoEntity(type: string): Check {
  return ({ alerts }) =>
    alerts.some(({ entities }) => entities.some((entity) => entity.type === type))
      ? [`an entity ${type} is there`]
      : [];
}

/** What a row reports, by the ids of its events; by its actor where it names none. */
export function reportedIds(row: ResultRow): readonly string[] {
  const ids = row['EventUuids'];
  if (Array.isArray(ids)) return ids as string[];
  return typeof row['ActorUuid'] === 'string' ? [row['ActorUuid']] : [];
}
