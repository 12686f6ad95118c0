import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startOf } from '../../diagnostics/diagnostic.ts';
import { parseYaml, type YamlDocument } from '../../load/yaml.ts';
import type { VersionedContent, VersionsLock } from '../../model/content-version.ts';
import { codesOf } from './sample.ts';
import { checkVersions, nextLock } from './version-lock.ts';
import { compareVersions } from './version.ts';

const rule: VersionedContent = {
  kind: 'AnalyticsRule',
  id: 'dae4c601-51c9-47f5-83d3-e6eaef929cf6',
  name: 'vault-export',
  version: '2.0.9',
  content: 'query',
  location: startOf('analytics-rules/vault-export.yaml'),
};
const page: VersionedContent = {
  ...rule,
  kind: 'DataConnector',
  id: '1Password',
  name: 'connector-page',
  version: '1.0.0',
};

function toDocument(lock: VersionsLock): YamlDocument<VersionsLock> {
  const source = { path: 'solution/versions.lock.yaml', text: JSON.stringify(lock, null, 2) };
  return parseYaml(source, () => {}) as YamlDocument<VersionsLock>;
}

const empty: VersionsLock = { items: [] };
const lock = toDocument(nextLock([rule, page], empty));

describe('checkVersions', () => {
  test('finds nothing where all is as it was locked', () => {
    expect(checkVersions([rule, page], lock)).toEqual([]);
  });

  test.each([
    ['version-not-raised', { ...rule, content: 'other' }, rule.location.file],
    ['version-lowered', { ...rule, version: '2.0.8', content: 'other' }, rule.location.file],
    ['version-id-changed', { ...rule, id: 'other' }, rule.location.file],
  ])('%s', (code, changed, file) => {
    const findings = checkVersions([changed, page], lock);
    expect(findings).toMatchObject([{ code, location: { file } }]);
  });

  test('a raised version may come with any content', () => {
    expect(checkVersions([{ ...rule, version: '2.0.10', content: 'other' }, page], lock)).toEqual([]);
  });

  test('contents come and go in the lock', () => {
    expect(codesOf(checkVersions([rule, page], toDocument(empty)))).toEqual([
      'version-unlocked:1',
      'version-unlocked:1',
    ]);
    const [removed] = checkVersions([rule], lock);
    expect(removed).toMatchObject({
      code: 'version-removed',
      location: { file: 'solution/versions.lock.yaml', line: 12 },
    });
  });

  test('the same id in another kind is another content', () => {
    expect(
      checkVersions([rule, page, { ...page, kind: 'Workbook', name: 'w' }], lock).map((f) => f.code),
    ).toEqual(['version-unlocked']);
  });
});

describe('nextLock', () => {
  const version = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)).map((parts) => parts.join('.'));
  const items = fc
    .uniqueArray(fc.record({ id: fc.uuid(), version, content: fc.string() }), {
      selector: (i) => i.id,
      maxLength: 5,
    })
    .map((list) => list.map((item, i): VersionedContent => ({ ...rule, ...item, name: `rule-${i}` })));

  test('with its versions written back, nothing is found', () => {
    fc.assert(
      fc.property(items, fc.array(fc.string(), { maxLength: 5 }), (before, contents) => {
        const old = nextLock(before, empty);
        const changed = before.map((item, i) => ({ ...item, content: contents[i] ?? item.content }));
        const next = nextLock(changed, old);
        const written = changed.map((item, i) => ({ ...item, version: next.items[i]?.version ?? '' }));
        expect(checkVersions(written, toDocument(next))).toEqual([]);
        expect(checkVersions(written, toDocument(old))).toEqual([]);
      }),
    );
  });

  test('raises only what changed, by one in the last part', () => {
    const next = nextLock([{ ...rule, content: 'other' }, page], lock.value);
    expect(next.items.map((item) => item.version)).toEqual(['2.0.10', '1.0.0']);
  });

  test('keeps a version that was raised by hand', () => {
    expect(nextLock([{ ...rule, version: '3.0.0', content: 'other' }], lock.value).items[0]?.version).toBe(
      '3.0.0',
    );
  });
});

test('versions are compared by their numbers', () => {
  expect(['2.0.10', '2.0.9', '10.0.0', '2.1.0'].toSorted(compareVersions)).toEqual([
    '2.0.9',
    '2.0.10',
    '2.1.0',
    '10.0.0',
  ]);
});
