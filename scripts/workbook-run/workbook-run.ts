/**
 * In: a compiled workbook, the tables of a workspace, what somebody has chosen. Out: what each item shows.
 * Queries are those that ship, filled in as the portal does it and run by the engine.
 */
import type { Engine, PreparedQuery } from '../kql/engine.ts';
import { fromMilliseconds } from '../kql/values/time.ts';
import type { JsonObject } from '../model/arm.ts';
import { objectOf, shownItems, textOf, type NotebookItem, type ParameterValues } from './notebook.ts';
import { fillText, resolveParameters } from './parameters.ts';
import { resultOf, type Result } from './result.ts';
import { inContext, type Tables } from './tables.ts';
import { boundsOf, type Bounds, type TimeRange } from './time-range.ts';

export interface Sitting {
  readonly tables: Tables;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly range: TimeRange;
  /** Parameters that are not left as they open. */
  readonly chosen: ParameterValues;
}

/** A workbook that somebody looks at. */
export interface OpenWorkbook {
  readonly values: ParameterValues;
  /** Names of the items that are shown and ask the workspace, in their order. */
  readonly shown: readonly string[];
  /** The texts that are shown, in their order. */
  readonly texts: readonly string[];
  /** What an item shows, whether or not it is visible. Throws `KqlError`. */
  show(name: string): Result;
  /** What a list or hidden text is filled from. */
  fill(parameter: string): Result;
}

export type OpenNotebook = (sitting: Sitting) => OpenWorkbook;

/** Binds each text once, however often the workbook is opened. */
export function notebookOpener(notebook: JsonObject, engine: Engine): OpenNotebook {
  const prepared = new Map<string, PreparedQuery>();
  const prepare = (text: string): PreparedQuery => {
    let query = prepared.get(text);
    if (!query) prepared.set(text, (query = engine.prepare(text)));
    return query;
  };
  const queries = queriesOf(notebook);
  return ({ tables, now, range, chosen }) => {
    const visible = new Map<string, Tables>();
    const run = (content: JsonObject, values: ParameterValues): Result => {
      const bounds = contextOf(content, range, now);
      const key = `${bounds.from} ${bounds.to}`;
      const seen = visible.get(key) ?? inContext(tables, bounds);
      visible.set(key, seen);
      const query = prepare(fillText(textOf(content['query']), values, range, now));
      return resultOf(query.run({ tables: seen, now: fromMilliseconds(now) }));
    };
    const asked = new Map<string, Result>();
    const values = resolveParameters(notebook, chosen, (parameter, known) => {
      const result = run(parameter, known);
      asked.set(textOf(parameter['name']), result);
      return result.rows;
    });
    return {
      values,
      shown: shownLeaves(notebook, values).flatMap(({ kind, name, content }) =>
        kind === 'query' && content['queryType'] === logs ? [name] : [],
      ),
      texts: shownLeaves(notebook, values).flatMap(({ kind, content }) =>
        kind === 'text' ? [fillText(textOf(content['json']), values, range, now)] : [],
      ),
      show: (name) => run(entryOf(queries, name), values),
      fill: (name) => entryOf(asked, name),
    };
  };
}

/** The service shows a query what arrived in its time context: a length up to now, or the time range. */
function contextOf(content: JsonObject, range: TimeRange, now: number): Bounds {
  if (content['timeContextFromParameter'] !== undefined) return boundsOf(range, now);
  const duration = Number(objectOf(content['timeContext'])['durationMs'] ?? 0);
  return duration === 0 ? boundsOf(range, now) : { from: now - duration, to: now };
}

const logs = 0;

/** Items that ask the workspace, by name, the hidden ones included. */
export function queriesOf(holder: JsonObject): ReadonlyMap<string, JsonObject> {
  const items = (holder['items'] ?? []) as readonly JsonObject[];
  return new Map(
    items.flatMap((item): (readonly [string, JsonObject])[] => {
      const content = objectOf(item['content']);
      const isQuery = content['query'] !== undefined && content['queryType'] === logs;
      return isQuery ? [[textOf(item['name']), content]] : [...queriesOf(content)];
    }),
  );
}

/** What is shown, groups taken apart. */
function shownLeaves(holder: JsonObject, values: ParameterValues): NotebookItem[] {
  return shownItems(holder, values).flatMap((item) =>
    item.kind === 'group' ? shownLeaves(item.content, values) : [item],
  );
}

function entryOf<T>(entries: ReadonlyMap<string, T>, name: string): T {
  const entry = entries.get(name);
  if (entry === undefined) throw new TypeError(`There is no ${name}.`);
  return entry;
}
