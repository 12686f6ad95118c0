import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readEvents, streamOfFile } from './replay.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'replay-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (text: string) => {
  const path = join(folder, 'auditevents.ndjson');
  writeFileSync(path, text);
  return path;
};

test('lines stay as they are but for their ids, which samples share', () => {
  const path = write('{"uuid":"1","timestamp":"2023-01-01T00:00:00-03:00","n":1.50}\n\n{"uuid":"1"}\n7\n');
  const [first, second, third] = readEvents(path);
  expect(first).toMatchObject({ timestamp: '2023-01-01T00:00:00-03:00', n: 1.5 });
  expect(first).not.toMatchObject({ uuid: '1' });
  expect((first as { uuid: string }).uuid).not.toBe((second as { uuid: string }).uuid);
  expect(third).toBe(7);
  expect(readEvents(path, { keepsIds: true })[1]).toEqual({ uuid: '1' });
});

test('a line that is no JSON is named', () => {
  expect(() => readEvents(write('{}\n{'))).toThrow(/auditevents\.ndjson:2:1: no JSON/);
});

test.each([
  ['/a/itemusages.ndjson', 'itemusages'],
  ['C:\\a\\signinattempts-2.jsonl', 'signinattempts'],
  ['/a/other.ndjson', undefined],
  ['/a/itemusages.csv', undefined],
])('%s holds %s', (path, stream) => {
  expect(streamOfFile(path)).toBe(stream);
});
