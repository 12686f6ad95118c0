import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isDropped, unknownValues } from './event-values.ts';
import { streams, type Stream } from './stream.ts';

interface Vocabulary {
  readonly signIns: Readonly<Record<string, readonly string[]>>;
  readonly itemUsages: readonly string[];
  readonly audit: Readonly<Record<string, readonly string[]>>;
  readonly otherAuditActions: readonly string[];
}

const vocabulary = parse(readFileSync(join(process.cwd(), 'solution/vocabulary.yaml'), 'utf8')) as Vocabulary;
const { signIns, itemUsages, audit, otherAuditActions } = vocabulary;

describe('a code that the rules may name', () => {
  test.each<[Stream, string, readonly string[]]>([
    ['signinattempts', 'category', Object.keys(signIns)],
    ['signinattempts', 'type', Object.values(signIns).flat()],
    ['itemusages', 'action', itemUsages],
    ['auditevents', 'object_type', Object.keys(audit)],
    ['auditevents', 'action', [...Object.values(audit).flat(), ...otherAuditActions]],
  ])('is known to the connector: %s, %s', (stream, field, codes) => {
    expect(codes.length).toBeGreaterThan(5);
    expect(codes.flatMap((code) => unknownValues({ [field]: code }, stream))).toEqual([]);
  });
});

test('other codes are named with their field, shortened', () => {
  expect(unknownValues({ action: 'x'.repeat(41), object_type: 'news' }, 'auditevents')).toEqual([
    `action=${'x'.repeat(40)}`,
    'object_type=news',
  ]);
  expect(unknownValues({ action: 7, object_type: '' }, 'auditevents')).toEqual(['object_type=']);
  for (const item of [null, 'x', [], {}])
    for (const stream of streams) expect(unknownValues(item, stream)).toEqual([]);
});

test.each<[boolean, unknown, Stream]>([
  [true, { action: 'ssotknv', object_type: 'ssotkn' }, 'auditevents'],
  [false, { action: 'ssotknv', object_type: 'ssotkn' }, 'itemusages'],
  [false, { action: 'ssotknv', object_type: 'user' }, 'auditevents'],
  [false, { action: 'ssotkn', object_type: 'ssotknv' }, 'auditevents'],
  [false, 'ssotknv/ssotkn', 'auditevents'],
  [false, null, 'auditevents'],
])('left out: %s for %j of %s', (expected, item, stream) => {
  expect(isDropped(item, stream, new Set(['ssotknv/ssotkn']))).toBe(expected);
  expect(isDropped(item, stream, new Set())).toBe(false);
});
