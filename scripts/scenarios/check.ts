/** What of a scenario's form a schema cannot say: names of the cast, fields of a kind, columns of the result. */
import { diagnostic, type Diagnostic, type Location } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/nearest.ts';
import type { Path } from '../load/yaml.ts';
import type { ScenarioEvent, ScenarioExpectation } from '../model/rule-scenarios.ts';
import type { Cast } from './cast.ts';
import { shortFields } from './event-columns.ts';
import { readMoment, type Schedule } from './moment.ts';

/** What an expectation can name. */
export interface ResultNames {
  readonly columns: readonly string[];
  readonly details: readonly string[];
  readonly entityTypes: readonly string[];
}

type PlaceOf = (key: string) => Location;

export function checkEvent(
  event: ScenarioEvent,
  cast: Cast,
  schedule: Schedule,
  place: PlaceOf,
): Diagnostic[] {
  return [
    ...checkNames(event, cast, place),
    ...checkFields(event, place),
    ...checkTimes(event, schedule, place),
  ];
}

function checkNames(event: ScenarioEvent, cast: Cast, place: PlaceOf): Diagnostic[] {
  const lists = [
    ['actor', 'person', cast.people],
    ['target', 'person', cast.people],
    ['vault', 'vault', cast.vaults],
    ['group', 'group', cast.groups],
  ] as const;
  return lists.flatMap(([key, what, known]) => {
    const name = event[key];
    if (name === undefined || known.has(name)) return [];
    const hint = suggest(name, known.keys());
    return [diagnostic('scenario-cast-unknown', place(key), { what, name, hint })];
  });
}

/** Short fields that the kind of event has no place for. */
function checkFields(event: ScenarioEvent, place: PlaceOf): Diagnostic[] {
  const { kind } = event;
  const fitting = shortFields[kind];
  const others = new Set(Object.values(shortFields).flat());
  const found = Object.keys(event)
    .filter((key) => others.has(key) && !fitting.includes(key))
    .map((key) => diagnostic('scenario-field', place(key), { key, kind, known: fitting.join(', ') }));
  if (event.api !== undefined && kind === 'health') {
    found.push(diagnostic('scenario-field', place('api'), { key: 'api', kind, known: fitting.join(', ') }));
  }
  return found;
}

function checkTimes(event: ScenarioEvent, schedule: Schedule, place: PlaceOf): Diagnostic[] {
  const { at, arrives } = event;
  if (at === undefined || arrives === undefined) return [];
  const [happened = 0, arrived = 0] = [readMoment(at, schedule), readMoment(arrives, schedule)];
  return arrived < happened ? [diagnostic('scenario-arrival', place('arrives'), { at, arrives })] : [];
}

/** Columns, details and entities that the rule does not have. */
export function checkExpectation(
  expected: ScenarioExpectation,
  names: ResultNames,
  place: (path: Path) => Location,
): Diagnostic[] {
  if (!Array.isArray(expected)) return [];
  const rows = expected as readonly Readonly<Record<string, object | undefined>>[];
  const kinds = [
    ['columns', 'column', names.columns],
    ['details', 'custom detail', names.details],
    ['entities', 'entity', names.entityTypes],
  ] as const;
  return rows.flatMap((row, index) =>
    kinds.flatMap(([key, what, known]) =>
      Object.keys(row[key] ?? {})
        .filter((name) => !known.includes(name))
        .map((name) =>
          diagnostic('scenario-result-unknown', place([index, key, name]), {
            what,
            name,
            hint: suggest(name, known),
          }),
        ),
    ),
  );
}
