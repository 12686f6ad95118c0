/** The commands as they are called: files in, reports out, exit codes. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BacktestReport } from '../../scripts/backtest/report.ts';
import { backtest } from '../../scripts/commands/backtest.ts';
import type { ExitCode, OptionValues } from '../../scripts/commands/command.ts';
import { coverage } from '../../scripts/commands/coverage.ts';
import { faultsOfLayer } from '../../scripts/coverage/layer-format.ts';
import { rowOfEvent } from '../../scripts/data-files/api-event.ts';
import { attackNames } from '../../scripts/simulator/story/attacks/attack.ts';
import { createOrganisation, watchlistOf } from '../../scripts/simulator/story/organisation.ts';
import { tellStory } from '../../scripts/simulator/story/story.ts';
import { projectRoot } from '../../scripts/testing/project.ts';

const day = 86_400_000;
const from = Date.UTC(2026, 0, 5);
const folder = mkdtempSync(join(tmpdir(), 'backtest-commands-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string): string => join(folder, name);

interface Outcome {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

async function call(command: typeof backtest, values: OptionValues): Promise<Outcome> {
  const [out, err]: [string[], string[]] = [[], []];
  const output = { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) };
  const preset = command === backtest ? { delay: 60 } : {};
  const code = await command.run({ root: projectRoot, json: false, ...preset, ...values }, output);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** Enough where it does not matter which rules there are. */
const rules = ['vault-export'];

const run = (values: OptionValues): Promise<Outcome> => call(backtest, values);

async function reportOf(values: OptionValues): Promise<BacktestReport> {
  const { code, out, err } = await run({ ...values, json: true });
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out) as BacktestReport;
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

let whole: BacktestReport;

beforeAll(async () => {
  const organisation = createOrganisation({ account: 'ACCOUNT2345672345672345672', people: 10 });
  const attacks = attackNames.map((name, i) => ({ name, at: from + (1 + i / attackNames.length) * day }));
  const events = [...tellStory(organisation, { from, to: from + 2.2 * day, attacks })].flat();
  const lines = events.map(({ event }) => JSON.stringify(event));
  const rows = lines.map((line) => {
    const row = JSON.parse(rowOfEvent(line) ?? '{}') as Record<string, unknown>;
    const arrival = new Date(Date.parse(String(row['timestamp'])) + 60_000).toISOString();
    // The fractions of a second that the event has are kept: arrival is told from them where nothing else says it.
    const [, fraction = ''] = /\.(\d+)Z$/.exec(String(row['timestamp'])) ?? [];
    return {
      ...row,
      ingestion_time: fraction === '' ? arrival : arrival.replace(/\.\d+Z$/, `.${fraction.slice(0, 7)}Z`),
    };
  });
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = (row: Readonly<Record<string, unknown>>): string[] =>
    names.map((name) => {
      const value = row[name] ?? '';
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    });
  writeFileSync(file('watchlist.csv'), watchlistOf(organisation));
  writeFileSync(file('events.ndjson'), `${lines.join('\n')}\n`);
  writeFileSync(file('rows.ndjson'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  writeFileSync(
    file('rows.csv'),
    [names, ...rows.map(cells)].map((row) => row.map(quoted).join(',')).join('\r\n'),
  );
  const table = rows.map(cells);
  const columnData = names.map((name, i) => ({
    name,
    data: table.map((row) => row[i] ?? ''),
    type: 'STRING' as const,
  }));
  writeFileSync(file('rows.parquet'), new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 500 })));
  mkdirSync(file('parts'));
  // In pieces of which the later ones come first.
  const third = Math.ceil(lines.length / 3);
  for (const [i, name] of ['c', 'b', 'a'].entries())
    writeFileSync(file(`parts/${name}.ndjson`), `${lines.slice(i * third, (i + 1) * third).join('\n')}\n`);
  writeFileSync(file('parts/notes.txt'), 'no events');
  whole = await reportOf({ events: [file('events.ndjson')], watchlist: file('watchlist.csv') });
}, 120_000);

describe('the same events', () => {
  test.each(['rows.ndjson', 'rows.csv', 'rows.parquet', 'parts'])(
    'as %s give the same report',
    async (name) => {
      const { remarks, ...report } = await reportOf({
        events: [file(name)],
        watchlist: file('watchlist.csv'),
      });
      const { remarks: guessed, ...wanted } = whole;
      expect(report).toEqual(wanted);
      expect(remarks).toEqual(name === 'parts' ? guessed : []);
    },
  );

  test('give the same report in two threads', async () => {
    const report = await reportOf({
      events: [file('events.ndjson')],
      watchlist: file('watchlist.csv'),
      threads: 2,
    });
    expect(report).toEqual(whole);
  });

  test('broken in two threads are named with their place', async () => {
    writeFileSync(file('cut.ndjson'), '{"uuid":"A"');
    const { code, err } = await run({ events: [file('cut.ndjson')], threads: 2 });
    expect(code).toBe(1);
    expect(err).toContain(`${file('cut.ndjson')}:1:`);
  });

  test('give a report with all that is asked of it', () => {
    expect(whole.totals.alerts).toBeGreaterThan(5);
    expect(whole.rules).toHaveLength(18);
    for (const rule of whole.rules) {
      const sum = rule.days.reduce((all, { alerts }) => all + alerts, 0);
      const bySeverity = Object.values(rule.severities).reduce((all, count) => all + count, 0);
      expect([sum, bySeverity], `of ${rule.rule}`).toEqual([rule.alerts, rule.alerts]);
      expect(rule.samples.length, `of ${rule.rule}`).toBe(Math.min(3, rule.alerts));
      expect(rule.runs.scheduled, `of ${rule.rule}`).toBeGreaterThan(20);
      expect(rule.runs.executed + rule.runs.suppressed).toBeLessThanOrEqual(rule.runs.scheduled);
      expect(rule).not.toHaveProperty('error');
    }
    expect(whole.remarks).toHaveLength(1);
  });
});

describe('options', () => {
  const events = [file('events.ndjson')];

  test('--rules leaves the others out, and changes nothing of those named', async () => {
    const found = await reportOf({
      events,
      watchlist: file('watchlist.csv'),
      rules: ['vault-export,manual-account-creation'],
    });
    const wanted = whole.rules.filter(({ rule }) =>
      ['vault-export', 'manual-account-creation'].includes(rule),
    );
    expect(found.rules).toEqual(wanted);
  });

  test('--from and --to leave runs out, not what the runs look back to', async () => {
    const [first, last] = ['2026-01-06T00:00:00.000Z', '2026-01-06T12:00:00.000Z'];
    const some = await reportOf({ events, watchlist: file('watchlist.csv'), from: first, to: last });
    expect([some.from, some.to]).toEqual([first, last]);
    for (const rule of some.rules) {
      const all = whole.rules.find((other) => other.rule === rule.rule);
      const [own, other] = [rule, all].map(
        (report) => report?.days.find(({ day }) => day === '2026-01-06')?.alerts ?? 0,
      );
      expect(own, `of ${rule.rule}`).toBeLessThanOrEqual(other ?? 0);
    }
    expect(some.totals.alerts).toBeGreaterThan(0);
    expect(some.totals.alerts).toBeLessThan(whole.totals.alerts);
  });

  test('--watchlist decides what is privileged', async () => {
    const rules = ['user-added-to-privileged-group'];
    const [own, shipped] = [
      await reportOf({ events, rules, watchlist: file('watchlist.csv') }),
      await reportOf({ events, rules }),
    ];
    expect(own.totals.alerts).toBeGreaterThan(0);
    expect(shipped.totals.alerts).toBe(0);
  });

  test('--html writes a page beside the report', async () => {
    const html = file('out/page.html');
    const { out } = await run({ events, watchlist: file('watchlist.csv'), html, rules: ['vault-export'] });
    expect(out).toContain(`${html} written`);
    expect(readFileSync(html, 'utf8')).toContain('<h2>1Password - Vault export</h2>');
  });
});

describe('wrong usage', () => {
  test.each<readonly [string, OptionValues, string]>([
    ['no events', {}, 'which events?'],
    [
      'an unknown rule',
      { events: ['x'], rules: ['vault-exprot'] },
      'there is no rule vault-exprot. Did you mean vault-export?',
    ],
    ['a time that is none', { events: ['x'], from: 'yesterday' }, '--from yesterday is no time'],
    [
      'an end before the start',
      { events: ['x'], from: '2026-02-01', to: '2026-01-01' },
      '--from is later than --to',
    ],
    ['a delay below 0', { events: ['x'], delay: -1 }, '--delay is a number of seconds'],
    ['no threads', { events: ['x'], threads: 0 }, '--threads is a whole number'],
  ])('%s', async (_, values, text) => {
    const { code, out, err } = await run(values);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(text);
  });
});

describe('files that are not as they should be', () => {
  test('a broken line is named with its place', async () => {
    const path = file('broken.ndjson');
    const [first = ''] = readFileSync(file('events.ndjson'), 'utf8').split('\n');
    writeFileSync(path, `${first}\n{"uuid": oops}\n`);
    const { code, out, err } = await run({ events: [path], rules });
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(new RegExp(`^${path}:2:\\d+ error\n  \\S`));
    const json = await run({ events: [path], rules, json: true });
    expect([json.code, json.err]).toEqual([1, '']);
    expect(JSON.parse(json.out)).toMatchObject({ error: { file: path, line: 2 } });
  });

  test.each([
    ['missing.ndjson', 'there is no such file'],
    ['events.txt', 'ends with .ndjson'],
  ])('%s', async (name, text) => {
    if (name.endsWith('.txt')) writeFileSync(file(name), 'x');
    const { code, err } = await run({ events: [file(name)], rules });
    expect(code).toBe(1);
    expect(err).toContain(text);
  });

  test('an empty file gives an empty report', async () => {
    writeFileSync(file('empty.ndjson'), '');
    const html = file('out/empty.html');
    const { code, out } = await run({ events: [file('empty.ndjson')], rules, html });
    expect(code).toBe(0);
    expect(out).toContain('0 events: 0 alerts, 0 incidents');
    expect(readFileSync(html, 'utf8')).toContain('No events were found');
  });
});

test('nothing of the environment stands in a report', async () => {
  process.env['SECRET_OF_THIS_TEST'] = 'swordfish-of-this-test';
  try {
    const html = file('out/secret.html');
    const { out } = await run({ events: [file('events.ndjson')], rules, html, json: true });
    for (const text of [out, readFileSync(html, 'utf8')]) {
      expect(text).not.toContain('swordfish-of-this-test');
      expect(text).not.toContain(folder);
    }
  } finally {
    delete process.env['SECRET_OF_THIS_TEST'];
  }
});

describe('coverage', () => {
  test('prints a table with every rule', async () => {
    const { code, out } = await call(coverage, {});
    expect(code).toBe(0);
    for (const { rule } of whole.rules) expect(out).toContain(rule);
    expect(out).toMatch(/coverage: (\d+) techniques, \1 of them tested, 18 rules$/);
  });

  test('writes a layer that the Navigator takes', async () => {
    const layer = file('out/layer.json');
    const { code, out } = await call(coverage, { layer });
    expect(code).toBe(0);
    expect(out).toContain(`${layer} written`);
    const found = JSON.parse(readFileSync(layer, 'utf8')) as { readonly techniques: readonly object[] };
    expect(faultsOfLayer(found)).toEqual([]);
    expect(found.techniques.length).toBeGreaterThan(8);
  });

  test('prints one document with --json', async () => {
    const { out } = await call(coverage, { json: true });
    const { techniques } = JSON.parse(out) as {
      readonly techniques: readonly Readonly<Record<string, unknown>>[];
    };
    for (const technique of techniques)
      expect(technique).toEqual({
        technique: expect.stringMatching(/^T\d{4}(?:\.\d{3})?$/) as string,
        title: expect.stringMatching(/\S/) as string,
        tactics: expect.arrayContaining([expect.stringMatching(/^[A-Z]\w+$/)]) as string[],
        rules: expect.arrayContaining([expect.any(String)]) as string[],
        finding: expect.any(Number) as number,
        silent: expect.any(Number) as number,
      });
  });

  test('of a folder without sources says what is missing', async () => {
    const { code, out, err } = await call(coverage, { root: folder });
    expect(code).toBe(1);
    expect(`${out}${err}`).toContain('solution/solution.yaml');
    expect(existsSync(file('solution'))).toBe(false);
  });
});
