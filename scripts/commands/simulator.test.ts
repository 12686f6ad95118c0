import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { simulator } from './simulator.ts';

function recorder() {
  const said = { out: '', err: '' };
  return {
    said,
    out: (text: string) => void (said.out += text),
    err: (text: string) => void (said.err += text),
  };
}
const values = { people: 12, days: 0, ahead: 0, seed: 1, port: 0, attack: [], replay: [] };

test.each([
  [{ people: 9 }, /--people takes a number from 10 on/],
  [{ days: -1 }, /--days/],
  [{ ahead: Number.NaN }, /--ahead/],
  [{ attack: ['vault-exports'] }, /There is no attack "vault-exports".*vault-export/],
])('wrong usage: %j', async (changes, message) => {
  const output = recorder();
  expect(await simulator.run({ ...values, ...changes }, output)).toBe(2);
  expect(output.said.err).toMatch(message);
  expect(output.said.out).toBe('');
});

test('a file that is not there is named', async () => {
  const output = recorder();
  expect(await simulator.run({ ...values, replay: ['nowhere/itemusages.ndjson'] }, output)).toBe(1);
  expect(output.said.err).toBe('simulator: nowhere/itemusages.ndjson cannot be opened (ENOENT).');
});

test('prints one document, serves, and ends cleanly when interrupted', async () => {
  const args = ['scripts/run.mjs', 'simulator', '--json', '--people', '12', '--days', '0', '--ahead', '0'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => (out += String(text)));
  child.stderr.on('data', (text) => (err += String(text)));
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? signal)));
  while (!err.includes('Ctrl-C') && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const { addresses, token } = JSON.parse(out) as { addresses: { events: string }; token: string };
  const answer = await fetch(`${addresses.events}/api/v2/auth/introspect`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(err).toContain('1 requests, 0 events served, 0 rows accepted.');
});
