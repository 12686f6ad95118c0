import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeOtherPackages, writeFiles } from './write.ts';

const file = (path: string, text: string) => ({ path, bytes: Buffer.from(text) });

describe('writing', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'write-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('makes folders and leaves no temporary file', () => {
    writeFiles(root, [file('a.json', 'A'), file('dist/deep/b.json', 'B')]);
    expect(readFileSync(join(root, 'dist/deep/b.json'), 'utf8')).toBe('B');
    expect(readdirSync(root).sort()).toEqual(['a.json', 'dist']);
  });

  it('leaves every old file whole where one cannot be written', () => {
    writeFileSync(join(root, 'a.json'), 'old');
    writeFileSync(join(root, 'dist'), 'a file where a folder is needed');
    expect(() => writeFiles(root, [file('a.json', 'new'), file('dist/b.json', 'B')])).toThrow(/dist/);
    expect(readFileSync(join(root, 'a.json'), 'utf8')).toBe('old');
    expect(readdirSync(root).sort()).toEqual(['a.json', 'dist']);
  });

  it('removes packages of other versions and nothing else', () => {
    mkdirSync(join(root, 'dist'));
    for (const name of ['3.0.9.zip', '3.1.0.zip', 'connector.zip', 'notes.txt']) {
      writeFileSync(join(root, 'dist', name), '');
    }
    removeOtherPackages(root, [{ path: 'dist/3.1.0.zip' }, { path: 'mainTemplate.json' }]);
    expect(readdirSync(join(root, 'dist')).sort()).toEqual(['3.1.0.zip', 'connector.zip', 'notes.txt']);
  });
});
