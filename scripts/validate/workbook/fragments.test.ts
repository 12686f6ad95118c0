import { expect, test } from 'vitest';
import { toFragment, type Fragment } from '../../kql/fragment.ts';
import type { WorkbookDocument } from '../../model/workbook.ts';
import { fragmentsOf } from './fragments.ts';

const fragment = (name: string, text: string): Fragment => toFragment({ path: `f/${name}.kql`, text });
const document = (text: string): WorkbookDocument => ({
  source: { path: 'w.yaml', text },
  value: undefined,
  at: () => expect.unreachable(),
  within: () => expect.unreachable(),
});
const all = [
  fragment('events', '| where x\n| invoke copies()'),
  fragment('copies', '| distinct y'),
  fragment('other_events', '| where z'),
  fragment('limits', 'let most = 5;\nlet least = 1;'),
  fragment('label', 'n = 1'),
];
const mapOf = (fragments: readonly Fragment[]) => new Map(fragments.map((own) => [own.name, own]));
const used = (text: string) => [
  ...fragmentsOf({ manifest: document(''), parts: [document(text)] }, mapOf(all)).keys(),
];

test('fragments are found by their names, by names they define, and through others', () => {
  expect(used('T | invoke events() | take most')).toEqual(['events', 'copies', 'limits']);
  expect(used('T | extend label()')).toEqual(['label']);
  expect(used('T | extend labels')).toEqual([]);
});

test('the map stays the same when another fragment changes, and is a new one when one of them does', () => {
  const input = { manifest: document('T | invoke events()'), parts: [] };
  const before = fragmentsOf(input, mapOf(all));
  const elsewhere = all.map((own) => (own.name === 'label' ? fragment('label', 'n = 2') : own));
  expect(fragmentsOf(input, mapOf(elsewhere))).toBe(before);
  const within = all.map((own) => (own.name === 'copies' ? fragment('copies', '| distinct z') : own));
  expect(fragmentsOf(input, mapOf(within))).not.toBe(before);
  expect(fragmentsOf(input, mapOf(within)).get('copies')?.source.text).toBe('| distinct z');
});
