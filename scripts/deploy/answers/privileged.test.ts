import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPrivileged } from './privileged.ts';

const first = 'abcdefghijklmnopqrstuvwxyz';
const second = 'zyxwvutsrqponmlkjihgfedcba';
let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'privileged-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(text: string): string {
  const path = join(folder, 'rows.csv');
  writeFileSync(path, text);
  return path;
}

describe('privileged groups and vaults', () => {
  test('are UUIDs', () => {
    expect(readPrivileged([first.toUpperCase(), first])).toEqual([
      { UUID: first, Type: '', Name: '', Notes: '' },
    ]);
  });

  test('or rows of a file as spreadsheets write it', () => {
    const path = file(
      `\uFEFFUUID,Type,Name\r\n${first},vault,"Board, ""secret"""\r\n${second},group,Owners\r\n`,
    );
    expect(readPrivileged([path, first])).toEqual([
      { UUID: first, Type: 'vault', Name: 'Board, "secret"', Notes: '' },
      { UUID: second, Type: 'group', Name: 'Owners', Notes: '' },
    ]);
  });

  test.each([
    ['UUID,Typ\n', 'wants the columns UUID,Type,Name,Notes'],
    ['Name,UUID\n', 'UUID first'],
    [`UUID\n${first}\nREPLACE-THIS-ROW\n`, 'in row 3 of'],
    ['UUID\n"abc\n', 'has no end'],
  ])('%j is refused', (text, message) => {
    expect(() => readPrivileged([file(text)])).toThrow(message);
  });

  test('neither a UUID nor a file is refused', () => {
    expect(() => readPrivileged(['group-of-owners'])).toThrow('is neither (ENOENT)');
  });
});
