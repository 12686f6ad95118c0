/** From a file of scenarios to scenarios that can run; what is wrong in the file is found here. */
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/nearest.ts';
import type { Path, YamlDocument } from '../load/yaml.ts';
import type {
  RuleScenario,
  RuleScenariosFile,
  ScenarioEvent,
  ScenarioExpectation,
} from '../model/rule-scenarios.ts';
import { castOf, listedRows, type Cast } from './cast.ts';
import { checkEvent, checkExpectation, type ResultNames } from './check.ts';
import { toRows, type ApiMapping } from './event-rows.ts';
import { frameOf } from './query-frame.ts';
import { compareRun, type Clock } from './expectation.ts';
import { readMoment, type Schedule } from './moment.ts';
import type { RuleRun } from './rule-run.ts';
import type { Failure, OtherRow, Scenario } from './scenario.ts';

/** What is known of the rule whose scenarios are read. */
export interface ReadFrame {
  readonly schedule: Schedule;
  /** Names of the constants of the query. */
  readonly constants: ReadonlySet<string>;
  readonly names: ResultNames;
  /** The connector's mapping, for a scenario that runs at this time. */
  readonly mapApi: (now: number) => ApiMapping;
}

/** Monday 2026-05-04 at 10:00 UTC. */
const usualNow = Date.UTC(2026, 4, 4, 10);

/** The scenarios that are in order; those that are not have been reported. */
export function readScenarios(
  document: YamlDocument<RuleScenariosFile>,
  frame: ReadFrame,
  report: (d: Diagnostic) => void,
): Scenario[] {
  const { scenarios } = document.value;
  const cast = castOf(document.value);
  const names = new Set<string>();
  return scenarios.flatMap((scenario, index) => {
    const path = ['scenarios', index];
    const found = findingsOf({ document, scenario, path, cast, frame });
    if (names.has(scenario.name)) {
      found.push(diagnostic('scenario-name-twice', document.at([...path, 'name']), { name: scenario.name }));
    }
    names.add(scenario.name);
    found.forEach(report);
    return found.length > 0 ? [] : [toScenario({ document, scenario, path, cast, frame })];
  });
}

interface One {
  readonly document: YamlDocument<RuleScenariosFile>;
  readonly scenario: RuleScenario;
  readonly path: Path;
  readonly cast: Cast;
  readonly frame: ReadFrame;
}

function findingsOf({ document, scenario, path, cast, frame }: One): Diagnostic[] {
  const { constants = {}, events, expect, runs } = scenario;
  const found: Diagnostic[] = [];
  for (const name of Object.keys(constants).filter((name) => !frame.constants.has(name))) {
    const hint = suggest(name, frame.constants);
    found.push(
      diagnostic('scenario-constant-unknown', document.at([...path, 'constants', name], 'key'), {
        name,
        hint,
      }),
    );
  }
  if ((expect === undefined) === (runs === undefined)) {
    const what = expect === undefined ? 'expects nothing' : 'has both expect and runs';
    found.push(diagnostic('scenario-expectation', document.at([...path, 'name']), { what }));
  }
  events.forEach((event, index) => {
    const place = (key: string) =>
      document.at(key in event ? [...path, 'events', index, key] : ['defaults', key]);
    found.push(...checkEvent(withDefaults(event, document.value), cast, frame.schedule, place));
  });
  expectations(scenario).forEach(([expected, at]) => {
    found.push(
      ...checkExpectation(expected, frame.names, (rest) => document.at([...path, ...at, ...rest], 'key')),
    );
  });
  return found;
}

function withDefaults(event: ScenarioEvent, { defaults = {} }: RuleScenariosFile): ScenarioEvent {
  return { ...defaults, ...event };
}

function expectations({ expect, runs = [] }: RuleScenario): [ScenarioExpectation, Path][] {
  return [
    ...(expect === undefined ? [] : [[expect, ['expect']] as [ScenarioExpectation, Path]]),
    ...runs.map(({ expect }, index): [ScenarioExpectation, Path] => [expect, ['runs', index, 'expect']]),
  ];
}

function toScenario(one: One): Scenario {
  const { document, scenario, path, cast, frame } = one;
  const now = scenario.now === undefined ? usualNow : Date.parse(scenario.now);
  const { schedule } = frame;
  const mapApi = frame.mapApi(now);
  const tables = Object.entries(scenario.tables ?? {});
  return {
    name: scenario.name,
    place: document.at([...path, 'name']),
    now,
    rows: scenario.events.flatMap((event, index) =>
      toRows(withDefaults(event, document.value), index + 1, { cast, schedule, mapApi }),
    ),
    otherTables: new Map(
      tables.flatMap(([name, rows]) =>
        rows === 'absent' ? [] : [[name, rows.map((row) => otherRow(row, schedule, now))]],
      ),
    ),
    watchlist: watchlistOf(scenario, cast),
    ...frameOf(scenario),
    runs: scenario.runs?.map(({ at }, index) =>
      at === undefined ? index * schedule.frequency : (readMoment(at, schedule) ?? 0),
    ) ?? [0],
    isDerived: false,
    judge: (runs) => judge(one, { now, schedule }, runs),
  };
}

function judge({ document, scenario, path }: One, clock: Clock, runs: readonly RuleRun[]): Failure[] {
  const failures = expectations(scenario).flatMap(([expected, at], index): Failure[] => {
    const run = runs[index];
    if (!run) return [];
    return compareRun(run, expected, clock).map((difference) => ({
      place: document.at([...path, ...at, ...difference.path]),
      run: index,
      message: difference.message,
    }));
  });
  const incidents = runs.at(-1)?.incidents.length ?? 0;
  if (scenario.incidents === undefined || scenario.incidents === incidents) return failures;
  const message = `expected ${scenario.incidents} incident(s), found ${incidents}`;
  return [...failures, { place: document.at([...path, 'incidents']), run: runs.length - 1, message }];
}

/** Names of listed things stand for their ids; other texts for themselves. */
function watchlistOf({ watchlist }: RuleScenario, cast: Cast): Readonly<Record<string, string>>[] {
  if (!watchlist) return listedRows(cast);
  return watchlist.map((row) => {
    const fields = typeof row === 'string' ? { UUID: row } : row;
    const name = fields['UUID'] ?? '';
    return { ...fields, UUID: (cast.vaults.get(name) ?? cast.groups.get(name))?.uuid ?? name };
  });
}

/** A row of a table of Microsoft's: moments in it are times. */
function otherRow(row: Readonly<Record<string, unknown>>, schedule: Schedule, now: number): OtherRow {
  const columns = Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const moment = typeof value === 'string' ? readMoment(value, schedule) : undefined;
      return [name, moment === undefined ? value : new Date(now + moment).toISOString()];
    }),
  );
  const stamp = readMoment(String(row['TimeGenerated'] ?? '-1m'), schedule);
  return { generated: stamp ?? 0, columns };
}
