import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChildEnvironment, type ChildEnvironment } from '../support/azure/child-environment.ts';
import { canary, Shared, type Deployed } from './status-workspace.ts';

// Whole commands as somebody calls them: what they do is tested function by function elsewhere.

const shared = new Shared();
let place: Deployed;
let signedIn: ChildEnvironment;
beforeAll(async () => {
  place = await shared.renewed();
  signedIn = await startChildEnvironment(place.standIn);
});
afterAll(async () => {
  await signedIn.stop();
  await shared.stop();
});

async function run(command: string, args: readonly string[], env = signedIn.variables) {
  const child = spawn(process.execPath, ['scripts/run.mjs', command, ...args], {
    env: { ...env, FORCE_COLOR: '', NO_COLOR: '1' },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => (out += String(text)));
  child.stderr.on('data', (text) => (err += String(text)));
  child.stdin.end();
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, out, err };
}

function where(): readonly string[] {
  const { subscriptionId, resourceGroup, workspace } = place.standIn;
  return ['--subscription', subscriptionId, '--resource-group', resourceGroup, '--workspace', workspace];
}

describe.each(['drift', 'update'])('%s', { timeout: 60_000 }, (command) => {
  test('prints one document and no secret, and has nothing to tell right after a deployment', async () => {
    const { code, out, err } = await run(command, [
      ...where(),
      '--json',
      ...(command === 'update' ? ['--yes'] : []),
    ]);
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringMatching(/^Comparing .* with the bundle \.\.\.\n$/),
    });
    expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1, command, ok: true, outcome: 'same' });
    expect(`${out}${err}`).not.toContain(canary);
  });

  test('says how to sign in where nobody is', async () => {
    const nobody = await startChildEnvironment(place.standIn, { isSignedIn: false });
    const { code, out, err } = await run(command, where(), nobody.variables);
    await nobody.stop();
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('az login');
  });

  test('names what is missing where nobody can be asked', async () => {
    const { code, err } = await run(command, []);
    expect(code).toBe(2);
    expect(err).toContain('--workspace');
  });
});
