/** Answers of queries in the forms that visuals are drawn from. */
import type { JsonObject } from '../model/arm.ts';
import { farPlaces, offices } from '../simulator/story/place.ts';
import type { Result, ResultCell } from '../workbook-run/result.ts';
import type { Bounds } from '../workbook-run/time-range.ts';
import { objectOf, objects, textOf } from '../workbook-run/notebook.ts';

export interface Tile {
  readonly name: string;
  readonly value: number;
}

export function tilesIn(content: JsonObject, { rows }: Result): Tile[] {
  const settings = objectOf(content['tileSettings']);
  const name = textOf(objectOf(settings['titleContent'])['columnMatch']);
  const value = textOf(objectOf(settings['leftContent'])['columnMatch']);
  return rows.map((row) => ({ name: String(row[name] ?? ''), value: Number(row[value] ?? 0) }));
}

export interface Bubble {
  readonly latitude: number;
  readonly longitude: number;
  readonly label: string;
  readonly value: number;
}

/** Places by their coordinates; of a country, where its people of the sample are. */
export function bubblesIn(content: JsonObject, { rows }: Result): Bubble[] {
  const settings = objectOf(content['mapSettings']);
  const [country, latitude, longitude, size, label] = [
    'locInfoColumn',
    'latitude',
    'longitude',
    'sizeSettings',
    'labelSettings',
  ].map((key) => textOf(settings[key])) as [string, string, string, string, string];
  return rows.flatMap((row) => {
    const known = [...offices, ...farPlaces].find((place) => place.country === row[country]);
    const at = country === '' ? { latitude: row[latitude], longitude: row[longitude] } : known;
    if (typeof at?.latitude !== 'number' || typeof at.longitude !== 'number') return [];
    const { latitude: north, longitude: east } = at;
    return [{ latitude: north, longitude: east, label: String(row[label]), value: Number(row[size]) }];
  });
}

export interface Bar {
  readonly name: string;
  readonly value: number;
}

export function barsIn(content: JsonObject, { rows }: Result): Bar[] {
  const settings = objectOf(content['chartSettings']);
  const [axis, value] = [textOf(settings['xAxis']), valueColumns(settings)[0] ?? ''];
  return rows.map((row) => ({ name: String(row[axis] ?? ''), value: Number(row[value] ?? 0) }));
}

/** Values of one series at equal distances of time. */
export interface TimeLine {
  readonly key: string;
  readonly values: readonly number[];
}

export interface TimeLines {
  readonly lines: readonly TimeLine[];
  /** Of the first point and the one after the last, ms. */
  readonly from: number;
  readonly to: number;
}

/** Points that a query leaves out have nothing to count. The smallest series are summed up. */
export function timeLinesIn(content: JsonObject, { rows }: Result, bounds: Bounds, limit: number): TimeLines {
  const settings = objectOf(content['chartSettings']);
  const [axis, group] = [textOf(settings['xAxis']), textOf(settings['group'])];
  const times = [...new Set(rows.map((row) => Date.parse(String(row[axis]))))].sort((a, b) => a - b);
  const step = times.slice(1).reduce((least, time, i) => Math.min(least, time - (times[i] ?? 0)), day);
  const from = Math.floor(bounds.from / step) * step;
  const points = Math.max(2, Math.floor((bounds.to - from) / step) + 1);
  const lines = new Map<string, number[]>();
  for (const row of rows) {
    // Where most points are missing, the step is too long, and the last time may lie behind its last point.
    const point = Math.min(Math.round((Date.parse(String(row[axis])) - from) / step), points - 1);
    for (const column of valueColumns(settings)) {
      const key = group === '' ? column : String(row[group]);
      let values = lines.get(key);
      if (!values) lines.set(key, (values = new Array<number>(points).fill(0)));
      values[point] = (values[point] ?? 0) + Number(row[column] ?? 0);
    }
  }
  const all = [...lines].map(([key, values]) => ({ key, values }));
  return { lines: group === '' ? all : largest(all, limit), from, to: from + points * step };
}

const day = 86_400_000;

/** The name that charts of the platform give to what they sum up; queries of ours have done so before. */
const others = 'Other';
const isSummedUp = ({ key }: TimeLine): boolean => key === 'others';

function largest(lines: readonly TimeLine[], limit: number): TimeLine[] {
  const ordered = lines.toSorted(
    (a, b) => Number(isSummedUp(a)) - Number(isSummedUp(b)) || sum(b.values) - sum(a.values),
  );
  if (ordered.length <= limit) return ordered;
  const rest = ordered.slice(limit - 1);
  const values = (rest[0]?.values ?? []).map((_, i) => sum(rest.map((line) => line.values[i] ?? 0)));
  return [...ordered.slice(0, limit - 1), { key: others, values }];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function valueColumns(settings: JsonObject): readonly string[] {
  return (settings['yAxis'] ?? []) as readonly string[];
}

/** `unit` of a number. Source: scripts/compile/workbook/words.ts. */
const seconds = 24;

/** The cells of a column as a grid shows them. */
export function cellsIn(name: string, { columns, rows }: Result, content: JsonObject): string[] {
  const type = columns.find((column) => column.name === name)?.type ?? 'string';
  const formatters = objects(objectOf(content['gridSettings'])['formatters']);
  const { unit } = objectOf(formatters.find(({ columnMatch }) => columnMatch === name)?.['numberFormat']);
  return rows.map((row) => cellText(row[name] ?? null, type, unit === seconds));
}

function cellText(cell: ResultCell, type: string, isDuration: boolean): string {
  if (cell === null) return '';
  if (type === 'datetime') return String(cell).slice(0, 16).replace('T', ' ');
  if (typeof cell === 'object') return JSON.stringify(cell);
  if (typeof cell !== 'number' || type !== 'real') return String(cell);
  return isDuration ? durationText(cell) : String(Math.round(cell * 100) / 100);
}

function durationText(value: number): string {
  if (value < 60) return `${Math.round(value * 10) / 10} s`;
  return value < 3600 ? `${Math.round(value / 6) / 10} min` : `${Math.round(value / 360) / 10} h`;
}
