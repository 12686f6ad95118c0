/** Read in the short way, events give the rows that the connector's mapping gives. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { rowOfEvent } from '../data-files/api-event.ts';
import { readNdjson } from '../data-files/ndjson.ts';
import { TableBuilder } from '../data-files/table-builder.ts';
import { answerMembers } from '../kql/answer.ts';
import { readTableFile } from '../commands/kql-data.ts';
import { createOrganisation } from '../simulator/story/organisation.ts';
import { tellStory } from '../simulator/story/story.ts';
import { projectRoot } from '../testing/project.ts';
import { readEventLines } from './event-lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'event-lines-'));
const path = join(folder, 'events.ndjson');
afterAll(() => rmSync(folder, { recursive: true }));

const { columns } = readTableFile(projectRoot);
const from = Date.UTC(2026, 0, 30);
const organisation = createOrganisation({ account: 'ACCOUNT2345672345672345672', people: 10 });
const story = [...tellStory(organisation, { from, to: from + 2 * 86_400_000 })]
  .flat()
  .map(({ event }) => event as Record<string, unknown>);

/** The rows, each in a line, so that a difference can be seen. */
function both(lines: readonly string[]): readonly [string, string] {
  writeFileSync(path, lines.join('\n'));
  const [fast, slow] = [new TableBuilder(columns), new TableBuilder(columns)];
  readEventLines(path, fast, undefined);
  readNdjson(path, slow, rowOfEvent);
  return [fast, slow].map((table) =>
    answerMembers(table.finish())
      .replace(/^.*?"rows":/s, '')
      .replaceAll('],[', '],\n['),
  ) as [string, string];
}

test('events of a story', () => {
  const [fast, slow] = both(story.map((event) => JSON.stringify(event)));
  expect(fast).toBe(slow);
  expect(story.length).toBeGreaterThan(300);
});

const times = ['2026-02-30T00:00:00Z', '2026-01-31T10:00:00.12345678Z', '2026-01-31 10:00:00+01:00', '', 7];
const values = fc.oneof(
  fc.constantFrom<unknown>(null, '', 'text', 12, 2 ** 40, '12345678901', true, [], {}, { user_type: 'user' }),
  fc.constantFrom<unknown>(
    '}{"',
    'back\\slash\\"',
    { name: '},{"' },
    { inner: { name: 'x' } },
    { list: [1] },
  ),
  fc.constantFrom<unknown>(...times, { type: 'external_user' }, { user_type: 7, user_account_uuid: 'A' }),
);
const fieldNames =
  'uuid timestamp category object_type item_uuid user target_user aux_id type session client action user_type ' +
  'unheard_of _connector log_source details';
const names = fc.constantFrom(...fieldNames.split(' '));

/** A line of each shape that the story has. */
const usual = [
  ...new Map(story.map((event) => [Object.keys(event).join(' '), JSON.stringify(event)])).values(),
];

test('events with a field that is not as it should be', () => {
  const changed = fc.tuple(fc.nat(), names, fc.option(values, { nil: undefined }));
  fc.assert(
    fc.property(fc.array(changed, { minLength: 1, maxLength: 30 }), (changes) => {
      // Behind lines of all shapes, so that these are known.
      const lines = changes.map(([index, name, value]) =>
        // Without an id it would be a row, and a row has columns only.
        JSON.stringify({ ...story[index % story.length], [name]: name === 'uuid' ? (value ?? null) : value }),
      );
      const [fast, slow] = both([...usual, ...lines]);
      expect(fast).toBe(slow);
    }),
    { numRuns: 100 },
  );
});
