import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { locationAt, readSource } from './source.ts';

describe('readSource', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'source-'));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  function read(bytes: Buffer | undefined): { text: string | undefined; found: Diagnostic[] } {
    const found: Diagnostic[] = [];
    if (bytes) writeFileSync(join(root, 'a.yaml'), bytes);
    else rmSync(join(root, 'a.yaml'), { force: true });
    return { text: readSource(root, 'a.yaml', 'a test', (d) => found.push(d))?.text, found };
  }

  it.each([
    ['a byte order mark', Buffer.from('\ufeffa: 1'), 'file-encoding', 1, 1],
    ['UTF-16', Buffer.from('\ufeffa: 1', 'utf16le'), 'file-encoding', 1, 1],
    ['a stray byte', Buffer.from([0x61, 0x0a, 0x62, 0xff]), 'file-encoding', 2, 2],
    ['a NUL', Buffer.from('ab\0'), 'file-encoding', 1, 3],
    ['too many bytes', Buffer.alloc(600 * 1024, 'a'), 'file-too-large', 1, 1],
    ['nothing at all', undefined, 'file-missing', 1, 1],
  ])('refuses %s', (_, bytes, code, line, column) => {
    const { text, found } = read(bytes);
    expect(text).toBeUndefined();
    expect(found).toMatchObject([{ code, location: { file: 'a.yaml', line, column } }]);
  });

  it('reads a file the same whatever its line ends are', () => {
    expect(read(Buffer.from('a\r\nb\r\n')).text).toBe('a\nb\n');
  });
});

describe('locationAt', () => {
  it('counts lines and columns from 1 and keeps to the line', () => {
    const source = { path: 'f', text: 'one\ntwo\n' };
    expect(locationAt(source, 5, 10)).toEqual({ file: 'f', line: 2, column: 2, length: 2 });
    expect(locationAt(source, 0)).toEqual({ file: 'f', line: 1, column: 1, length: 1 });
  });
});
