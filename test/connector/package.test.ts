import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ShippedConnector } from '../../scripts/bundle/bundle.ts';
import { packConnector } from '../../scripts/connector/package.ts';
import { root } from '../docs/project.ts';

/** What the function app may weigh: it is loaded on every cold start. */
const maximumCodeBytes = 1.5 * 1024 * 1024;

interface Loaded {
  readonly atLoad: {
    readonly connections: number;
    readonly models: number;
    readonly logs: readonly string[];
  };
  readonly registered: readonly {
    readonly name: string;
    readonly bindings: object;
    readonly retryOptions?: object;
  }[];
  readonly invocations: readonly { readonly lines: readonly string[]; readonly error?: string }[];
  readonly afterwards: { readonly connections: number };
}

let connector: ShippedConnector;
let files: Readonly<Record<string, Uint8Array>>;
let folder: string;
beforeAll(async () => {
  connector = await packConnector('3.4.5');
  files = unzipSync(connector.zip);
  folder = mkdtempSync(join(tmpdir(), 'connector-'));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function text(name: string): string {
  return Buffer.from(files[name] ?? fail(name)).toString('utf8');
}

function fail(name: string): never {
  throw new Error(`there is no ${name}`);
}

function load(environment: Readonly<Record<string, string>> = {}, app = folder): Loaded {
  const worker = join(root, 'test/support/functions-worker.cjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [worker, app], {
    // An empty environment: nothing of the machine may be needed.
    env: environment,
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as Loaded;
}

describe('connector.zip', () => {
  test('holds these files at its root and nothing else', () => {
    expect(Object.keys(files)).toEqual([
      'LICENSE',
      'THIRD-PARTY-LICENSES.txt',
      'connector.js',
      'connector.js.map',
      'host.json',
      'package.json',
    ]);
  });

  test('is the same however often it is made', async () => {
    const again = await packConnector('3.4.5');
    expect(Buffer.compare(again.zip, connector.zip)).toBe(0);
  });

  test('names its file of code, its version, and no package to install', () => {
    const file = JSON.parse(text('package.json')) as Readonly<Record<string, unknown>>;
    expect(file).toMatchObject({ main: 'connector.js', type: 'commonjs', version: '3.4.5' });
    expect(Object.keys(file).filter((key) => /dependencies/i.test(key))).toEqual([]);
  });

  test('sets the host up: time limit, sparing telemetry, no repetition of a failed run', () => {
    const host = JSON.parse(text('host.json')) as Readonly<Record<string, unknown>>;
    expect(host).toMatchObject({ version: '2.0', functionTimeout: '00:10:00' });
    expect(host).not.toHaveProperty('retry');
    expect(host).toMatchObject({
      logging: { applicationInsights: { samplingSettings: { isEnabled: true } } },
    });
  });

  test('has little code, without addresses of this machine', () => {
    expect(files['connector.js']?.length).toBeLessThan(maximumCodeBytes);
    expect(text('connector.js')).not.toContain(root);
    const { sources } = JSON.parse(text('connector.js.map')) as { readonly sources: readonly string[] };
    expect(sources).toContain('src/functions/poll-events.ts');
    expect(sources.filter((path) => path.startsWith('/') || path.startsWith('file:'))).toEqual([]);
  });

  test('needs nothing but Node.js and the worker', () => {
    const required = [...text('connector.js').matchAll(/require\("([^"]+)"\)/g)].map(([, name = '']) => name);
    const known = /^(?:node:.*|[a-z_]+(?:\/promises)?|@azure\/functions-core)$/;
    expect(required.filter((name) => !known.test(name))).toEqual([]);
  });

  test('starts no browser', () => {
    expect(connector.packages.map(({ name }) => name)).not.toContain('open');
    expect(text('connector.js')).not.toContain('xdg-open');
  });

  test('lists the packages that it contains, with their licences', () => {
    const names = connector.packages.map(({ name }) => name);
    const direct = [
      '@azure/functions',
      '@azure/identity',
      '@azure/storage-blob',
      '@azure/core-rest-pipeline',
    ];
    expect(names).toEqual(expect.arrayContaining(direct));
    for (const { name, version, licence } of connector.packages) {
      expect(text('THIRD-PARTY-LICENSES.txt')).toContain(`${name} ${version} (${licence})`);
      expect(['MIT', 'ISC', 'Apache-2.0', 'BSD-3-Clause']).toContain(licence);
    }
  });
});

describe('loaded by the worker', () => {
  test('it registers one timer function and opens no connection', () => {
    const { registered, atLoad } = load();
    expect(atLoad).toEqual({ connections: 0, models: 1, logs: [] });
    expect(registered).toHaveLength(1);
    const [{ name, bindings, retryOptions } = fail('function')] = registered;
    expect(name).toBe('PollEvents');
    expect(retryOptions).toBeUndefined();
    expect(Object.values(bindings)).toEqual([
      expect.objectContaining({
        type: 'timerTrigger',
        direction: 'in',
        schedule: '%schedule%',
        runOnStartup: false,
        useMonitor: true,
      }),
    ]);
  });

  test('an app that does open connections is found out by the same means', () => {
    const app = mkdtempSync(join(tmpdir(), 'talkative-'));
    const ignore = '.on("error", () => {})';
    const code = [
      `require("node:http").get("http://127.0.0.1:50009")${ignore};`,
      `require("node:https").get("https://127.0.0.1:50009")${ignore};`,
      'fetch("http://127.0.0.1:50009").catch(() => {});',
    ];
    writeFileSync(join(app, 'package.json'), '{"main":"app.js"}');
    writeFileSync(join(app, 'app.js'), code.join(''));
    const { afterwards } = load({}, app);
    rmSync(app, { recursive: true });
    expect(afterwards.connections).toBe(code.length);
  });

  test('a run without settings fails, names them, and opens no connection', () => {
    const { invocations, afterwards } = load();
    expect(invocations).toHaveLength(1);
    expect(invocations[0]?.error).toMatch(/^Collection failed: .*LOGS_INGESTION_ENDPOINT/);
    expect(afterwards.connections).toBe(0);
  });

  test('a budget that reaches beyond the time limit of host.json is refused', () => {
    const { invocations } = load({ RUN_BUDGET_SECONDS: '571' });
    expect(invocations[0]?.error).toContain('RUN_BUDGET_SECONDS must be at most 570');
  });
});
