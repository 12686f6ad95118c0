import { expect, test } from 'vitest';
import { streams } from '../../functions/src/core/stream.ts';
import {
  connectorPage,
  type ConnectorFigures,
  type TelemetrySampling,
} from '../../scripts/documentation/connector-page.ts';
import { causes, details, reasonWords, reportWords } from '../../scripts/documentation/connector-words.ts';
import { run } from '../connector/core-fakes/summary.ts';
import { pathOf } from '../connector/core-fakes/fake-store.ts';
import { World } from '../connector/core-fakes/world.ts';
import { situations } from '../connector/health-kql-situations.ts';
import { minute, WatchedWorld } from '../connector/health-kql-world.ts';
import { read, root } from './project.ts';

/** A world that has collected something and then a little more. */
async function collected(): Promise<World> {
  const world = new World();
  for (const stream of streams) world.makeEvents(stream, 2, 3 * minute);
  await run(world);
  world.clock.advance(5 * minute);
  world.makeEvents('auditevents', 1, minute);
  await run(world);
  return world;
}

/** What the first run of each situation says; the first situation of a code counts. */
async function messagesOfRuns(): Promise<ReadonlyMap<string, string>> {
  const messages = new Map<string, string>();
  for (const { begin } of situations) {
    const world = new WatchedWorld();
    await run(world);
    world.clock.advance(5 * minute);
    const summary = await run(world, begin(world) ?? {});
    const { diagnosis } = summary;
    if (diagnosis && !messages.has(diagnosis.code)) messages.set(diagnosis.code, diagnosis.message);
  }
  const world = new World();
  for (const { diagnosis } of await Promise.all([run(world), run(world)]))
    if (diagnosis) messages.set(diagnosis.code, diagnosis.message);
  return messages;
}

/** A number that stands in a test of the connector. */
function numberIn(file: string, pattern: RegExp): number {
  const [, digits] = pattern.exec(read(`test/connector/${file}`)) ?? [];
  if (digits === undefined) throw new Error(`${file} says no longer how much it tries`);
  return Number(digits.replaceAll('_', ''));
}

/** How much the tests of the connector try by default. */
function figures(): ConnectorFigures {
  return {
    kills: numberIn('kill.test.ts', /\['CONNECTOR_KILLS'\] \?\? ([\d_]+)/),
    sequences: numberIn('model.test.ts', /\['MODEL_RUNS'\] \?\? ([\d_]+)/),
    steps: numberIn('model.test.ts', /[Ss]equences of (\d+) steps/),
    days: numberIn('model-days.test.ts', /\['MODEL_DAYS'\] \?\? ([\d_]+)/),
  };
}

interface HostFile {
  readonly functionTimeout: string;
  readonly logging: {
    readonly logLevel: Readonly<Record<string, string>>;
    readonly applicationInsights: {
      readonly samplingSettings: TelemetrySampling & {
        readonly isEnabled: boolean;
        readonly excludedTypes: string;
      };
    };
  };
}

const host = JSON.parse(read('functions/host.json')) as HostFile;
const sampling = host.logging.applicationInsights.samplingSettings;

/** A health row, and a position, of a run that collected something. */
async function lastWords() {
  const world = await collected();
  const healthRow = world.ingestion.healthRows.at(-1);
  const document = world.container.documents.get(pathOf('ACCOUNT', 'itemusages'));
  if (!healthRow || !document) throw new Error('the run left no row or no position');
  return { healthRow, checkpoint: JSON.parse(document.text) as object };
}

test('docs/connector.md is what the code gives', async () => {
  const messages = await messagesOfRuns();
  const peers = read('test/connector/peers/outcome.md');
  const page = connectorPage({ ...(await lastWords()), messages, figures: figures(), sampling, peers });
  await expect(page).toMatchFileSnapshot(`${root}/docs/connector.md`);
});

test('every member of a health row is explained, in its order', async () => {
  const { healthRow } = await lastWords();
  const row = healthRow['details'] as { readonly streams: Readonly<Record<string, object>> };
  expect(Object.keys(row)).toEqual(Object.keys(details));
  for (const report of Object.values(row.streams))
    expect(Object.keys(report)).toEqual(Object.keys(reportWords));
});

test('every diagnosis was met by a run', async () => {
  expect([...(await messagesOfRuns()).keys()].toSorted()).toEqual(Object.keys(causes).toSorted());
});

test('the guide says what to do for each diagnosis', () => {
  const guide = read('docs/guide.md');
  const section = guide.slice(guide.indexOf('### What the connector says')).split('\n## ')[0] ?? '';
  const listed = [...section.matchAll(/^\| `([\w-]+)`/gm)].map(([, code]) => code);
  expect(listed.toSorted()).toEqual(Object.keys(causes).toSorted());
});

test('every state of the reasons is one that docs/table.md explains', () => {
  const table = read('docs/table.md');
  const states = new Set(Object.values(reasonWords).map(([state]) => state));
  expect([...states].filter((state) => !table.includes(`| \`${state}\` |`))).toEqual([]);
});

test('host.json speaks of the function that there is, and keeps what the page says', () => {
  const code = read('functions/src/functions/poll-events.ts');
  const [, name] = /app\.timer\('(\w+)'/.exec(code) ?? [];
  const [, seconds] = /longestRunSeconds = (\d+)/.exec(code) ?? [];
  expect(host.logging.logLevel).toEqual({
    default: 'Warning',
    'Host.Results': 'Information',
    [`Function.${name}.User`]: 'Information',
  });
  expect(host.functionTimeout).toBe(new Date(Number(seconds) * 1000).toISOString().slice(11, 19));
  expect(sampling).toMatchObject({ isEnabled: true, excludedTypes: 'Request;Exception' });
});
