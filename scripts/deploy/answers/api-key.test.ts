import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formProblem, readApiKey } from './api-key.ts';

const key = `${'h'.repeat(20)}.${'p'.repeat(40)}.${'s'.repeat(40)}`;
const output = { out: () => {}, err: () => {} };
let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'key-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(content: string | Uint8Array): string {
  const path = join(folder, 'key.txt');
  writeFileSync(path, content);
  return path;
}

describe('an API key', () => {
  test.each([`${key}`, `  ${key}\r\n`, `\uFEFF${key}\n`])(
    'is read from a file without what surrounds it',
    async (text) => {
      expect(await readApiKey({ 'api-key-file': file(text) }, { env: {}, output })).toBe(key);
    },
  );

  test('is read from standard input, in pieces', async () => {
    const input = (async function* () {
      yield Buffer.from(key.slice(0, 30));
      yield Buffer.from(`${key.slice(30)}\n`);
    })();
    expect(await readApiKey({ 'api-key-file': '-' }, { env: {}, output, input })).toBe(key);
  });

  test('is not there without a file and without a person', async () => {
    expect(await readApiKey({}, { env: {}, output })).toBeUndefined();
  });

  test.each([
    ['\n', 'finds no API key'],
    ['x'.repeat(70_000), 'it is too long'],
  ])('is no blank and no book', async (text, message) => {
    const path = file(text);
    await expect(readApiKey({ 'api-key-file': path }, { env: {}, output })).rejects.toThrow(message);
  });

  test('is not in a file that is not there', async () => {
    const path = join(folder, 'none.txt');
    await expect(readApiKey({ 'api-key-file': path }, { env: {}, output })).rejects.toThrow('ENOENT');
  });

  test('is asked for, judged, and may be left out', async () => {
    const answers = [key.slice(0, 30), `Bearer ${key}`, ''];
    const said: (string | undefined)[] = [];
    const questions = {
      choose: () => Promise.reject(new Error('no choice')),
      confirm: () => Promise.resolve(true),
      secret: (_: string, judge: (value: string) => string | undefined) => {
        said.push(...answers.map(judge));
        return Promise.resolve(said[2] === undefined ? '' : 'never');
      },
    };
    expect(await readApiKey({}, { env: {}, output, questions })).toBeUndefined();
    expect(said).toEqual([
      expect.stringContaining('three long parts'),
      expect.stringContaining('Leave out the word Bearer'),
      undefined,
    ]);
  });

  test.each([
    ['', 'empty'],
    [`bearer ${key}`, 'Bearer'],
    [`${key.slice(0, 10)} ${key.slice(10)}`, 'blanks'],
    ['@Microsoft.KeyVault(VaultName=v;SecretName=s)', 'reference'],
    ['a.b.c', 'three long parts'],
    [`${key}.x`, 'three long parts'],
  ])('%j is told what is wrong with it, without repeating it', (text, message) => {
    const problem = formProblem(text) ?? '';
    expect(problem).toContain(message);
    expect(problem).not.toContain(key.slice(0, 10));
  });
});
