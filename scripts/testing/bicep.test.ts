import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBicep } from './bicep.ts';

const name = process.platform === 'win32' ? 'bicep.exe' : 'bicep';
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'find-bicep-'));
  writeFileSync(join(folder, name), '');
  writeFileSync(join(folder, 'other'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the environment variable comes before the path', () => {
  expect(findBicep({ BICEP_CLI: join(folder, 'other'), PATH: folder })).toBe(join(folder, 'other'));
});

test('a variable that names no file is passed over', () => {
  expect(findBicep({ BICEP_CLI: join(folder, 'absent'), PATH: folder })).toBe(join(folder, name));
});
