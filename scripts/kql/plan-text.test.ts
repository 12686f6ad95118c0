import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPlanner } from './plan-text.ts';
import type { WorkspaceSchema } from './workspace-schema.ts';

const cacheFolder = join(tmpdir(), 'onepassword-kql-tests');

function schema(column: string): WorkspaceSchema {
  return { tables: [{ name: 'T', columns: [{ name: column, type: 'string' }] }], functions: [] };
}

test('a plan is made once for equal queries and schemas, whoever asks', () => {
  const text = 'T | where a == "x"';
  const first = createPlanner(cacheFolder)(text, schema('a'));
  expect(first).toHaveProperty('program');
  expect(createPlanner(cacheFolder)(text, schema('a'))).toBe(first);
  expect(createPlanner(cacheFolder)(`${text} `, schema('a'))).not.toBe(first);
});

test('the same query against another schema is another question', () => {
  const plan = createPlanner(cacheFolder);
  const text = 'T | project b';
  expect(plan(text, schema('a'))).toMatchObject({ refusal: { place: { start: 12, length: 1 } } });
  expect(plan(text, schema('b'))).toHaveProperty('program');
});
