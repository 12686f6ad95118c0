import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultBehaviour, defaultIngestionBehaviour } from './behaviour.ts';

const documentation = readFileSync('docs/simulator.md', 'utf8');

/** Switches and their defaults in the table below a heading. */
function documented(heading: string): Record<string, string> {
  const [, section = ''] = documentation.split(`### ${heading}\n`);
  const rows = section.split('\n#')[0]?.matchAll(/^\| `(\w+)` +\| (\S+)/gm) ?? [];
  return Object.fromEntries([...rows].map(([, name = '', value = '']) => [name, value.replaceAll('`', '')]));
}

function texts(switches: object): Record<string, string> {
  return Object.fromEntries(Object.entries(switches).map(([name, value]) => [name, text(value)]));
}

function text(value: unknown): string {
  return value === undefined || typeof value === 'function' ? 'none' : String(value);
}

test('the documentation names every switch with its default', () => {
  expect(documented('Switches of the Events API')).toEqual(texts(defaultBehaviour));
  expect(documented('Switches of ingestion')).toEqual(texts(defaultIngestionBehaviour));
});

test('the documentation names every kind of fault', () => {
  const source = readFileSync('scripts/simulator/faults.ts', 'utf8');
  const kinds = [...source.matchAll(/readonly kind: '([a-z-]+)'/g)].map(([, kind = '']) => kind);
  const [, section = ''] = documentation.split('### Faults\n');
  const rows = [...(section.split('\n#')[0] ?? '').matchAll(/^\| `([a-z-]+)` /gm)].map(
    ([, kind = '']) => kind,
  );
  expect(rows.filter((kind) => kind !== 'kind').sort()).toEqual(kinds.sort());
});
