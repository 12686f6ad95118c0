import { expect, test } from 'vitest';
import { checkSchema } from '../schema.ts';
import { sampleDocument, sampleSource, type Exchange } from './sample.ts';

const schemas = [
  ['solution/solution.yaml', 'solution'],
  ['solution/regions.yaml', 'regions'],
  ['solution/table.yaml', 'table'],
  ['solution/api-versions.yaml', 'api-versions'],
  ['solution/vocabulary.yaml', 'vocabulary'],
  ['solution/attack-techniques.yaml', 'attack-techniques'],
  ['solution/connector-page.yaml', 'connector-page'],
  ['solution/versions.lock.yaml', 'versions-lock'],
  ['watchlists/pg1pw.yaml', 'watchlist'],
] as const;

test.each(schemas)('%s fits its schema, and no unknown key does', (path, schema) => {
  expect(checkSchema(sampleDocument(path), schema)).toEqual([]);
  const { text } = sampleSource(path);
  const first = /^[a-z]\w*:/im.exec(text)?.[0] ?? '';
  const broken = checkSchema(sampleDocument(path, [first, `unheardOf: 1\n${first}`]), schema);
  expect(broken.map((f) => f.code)).toEqual(['schema-unknown-key']);
});

test.each<[string, string, ...Exchange]>([
  ['solution/solution.yaml', 'solution', 'version: 3.', 'version: 2.'],
  ['solution/solution.yaml', 'solution', 'offerId: azure', 'offerId: Azure'],
  ['solution/solution.yaml', 'solution', 'publisherId: 1', 'publisherId: a.1'],
  ['solution/solution.yaml', 'solution', '- Identity\n', '- Security - Identity\n'],
  ['solution/solution.yaml', 'solution', 'tier: Partner', 'tier: Gold'],
  ['solution/solution.yaml', 'solution', 'link: https', 'link: http'],
  ['solution/solution.yaml', 'solution', '  link: https://support.1password.com/\n', ''],
  ['solution/regions.yaml', 'regions', 'host: events', 'host: https://events'],
  ['solution/table.yaml', 'table', 'type: dynamic', 'type: json'],
  ['watchlists/pg1pw.yaml', 'watchlist', 'alias: PG1PW', 'alias: P1'],
])('%s: the schema %s refuses %s → %s', (path, schema, search, replace) => {
  expect(checkSchema(sampleDocument(path, [search, replace]), schema)).not.toEqual([]);
});
