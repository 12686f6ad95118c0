import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startChildEnvironment, type ChildEnvironment } from '../support/azure/child-environment.ts';
import { canary, keyFor, Shared, stored, type Deployed } from './status-workspace.ts';

// Whole commands as somebody calls them, each once: what they do is tested function by function elsewhere.

const shared = new Shared();
let place: Deployed;
let signedIn: ChildEnvironment;
let folder = '';

beforeAll(async () => {
  place = await shared.renewed();
  folder = mkdtempSync(join(tmpdir(), 'commands-'));
  signedIn = await startChildEnvironment(place.standIn);
});
beforeEach(async () => {
  place = await shared.renewed();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await signedIn.stop();
  await shared.stop();
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

async function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = signedIn.variables,
  input = '',
): Promise<Ended> {
  const child = spawn(process.execPath, ['scripts/run.mjs', command, ...args], {
    env: { ...env, FORCE_COLOR: '', NO_COLOR: '1' },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => (out += String(text)));
  child.stderr.on('data', (text) => (err += String(text)));
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, out, err };
}

const where = (): string[] => {
  const { subscriptionId, resourceGroup, workspace } = place.standIn;
  return ['--subscription', subscriptionId, '--resource-group', resourceGroup, '--workspace', workspace];
};

const commands = ['status', 'doctor', 'rotate-key', 'remove'];
const consent = (command: string): string[] => (['rotate-key', 'remove'].includes(command) ? ['--yes'] : []);

describe('the commands', () => {
  test('status prints one document', async () => {
    const { code, out, err } = await run('status', [...where(), '--json']);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ command: 'status', ok: true, content: { installed: '3.1.0' } });
  });

  test('doctor names the first broken link', async () => {
    const { code, out } = await run('doctor', where());
    expect(code).toBe(1);
    expect(out).toMatch(/doctor: the first broken link is Table\.\n$/);
  });

  test('rotate-key reads the key from standard input and asks the service that the connector uses', async () => {
    const asked: string[] = [];
    const events = createServer((request, response) => {
      asked.push(`${request.url ?? ''} ${request.headers.authorization ?? ''}`);
      response.end(JSON.stringify({ uuid: 'I', features: ['auditevents'], account_uuid: 'A' }));
    });
    await new Promise<void>((resolve) => events.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(events.address() as AddressInfo).port}`;
    const site = stored(place.standIn, 'Microsoft.Web/sites');
    const config = site.properties['siteConfig'] as { appSettings: { name: string; value: string }[] };
    const others = config.appSettings.filter(({ name }) => name !== 'apiEndpoint');
    const appSettings = [...others, { name: 'apiEndpoint', value: `http://${host}` }];
    place.standIn.resources.set(site.id.toLowerCase(), {
      ...site,
      properties: { ...site.properties, siteConfig: { ...config, appSettings } },
    });
    const env = { ...signedIn.variables, ALLOW_CUSTOM_API_ENDPOINT: 'true' };
    const token = keyFor(host);
    const { code, out, err } = await run(
      'rotate-key',
      [...where(), '--api-key-file', '-', '--yes', '--no-wait', '--json'],
      env,
      `${token}\n`,
    );
    events.closeAllConnections();
    events.close();
    expect(err).toContain('Warning: it does not grant itemusages, signinattempts');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ command: 'rotate-key', ok: true, outcome: 'saved' });
    expect(asked).toEqual([`/api/v2/auth/introspect Bearer ${token}`]);
    expect([...place.standIn.secrets.values()].flat().at(-1)).toBe(token);
    expect(out + err).not.toContain(canary);
  });

  test('remove removes', async () => {
    const { code, out, err } = await run('remove', [...where(), '--with-data', '--yes']);
    expect(err).toContain('Removed: Active rule 1Password - Vault export');
    expect(out).toMatch(/^remove: \d+ removed\.\n/);
    expect(code).toBe(0);
  });

  test.each(commands)(
    '%s wants to know which workspace, and does not ask without a terminal',
    async (command) => {
      const { code, out, err } = await run(command, consent(command));
      expect(code).toBe(2);
      expect(out).toBe('');
      expect(err).toMatch(
        command === 'rotate-key'
          ? /wants --api-key-file/
          : /wants --subscription, --resource-group, --workspace/,
      );
    },
  );

  test.each(commands)('%s says how to sign in where nobody is', async (command) => {
    const nobody = await startChildEnvironment(place.standIn, { isSignedIn: false });
    const file = join(folder, 'key.txt');
    writeFileSync(file, keyFor('events.1password.com'));
    const key = command === 'rotate-key' ? ['--api-key-file', file] : [];
    const { code, out, err } = await run(
      command,
      [...where(), ...consent(command), ...key],
      nobody.variables,
    );
    await nobody.stop();
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(/No sign-in to Azure was found[^]*az login/);
    expect(err).not.toMatch(/\bat .*:\d+:\d+/);
  });
});
