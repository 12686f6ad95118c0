import { expect, test } from 'vitest';
import { mapPage } from './page-rows.ts';
import { parsePage } from './page.ts';

const event = (uuid: string, action: string) => ({
  uuid,
  timestamp: '2026-03-01T12:00:00Z',
  action,
  object_type: 'ssotkn',
});

test('rows keep the places of their events, and what nobody wants is counted but not mapped', () => {
  const items = [event('A', 'view'), event('B', 'ssotknv'), event('C', 'fly'), 7];
  const page = parsePage(JSON.stringify({ cursor: 'next', has_more: true, items }));
  if (page === undefined) throw new Error('the page was not read');
  const { rows, ...rest } = mapPage(page, 'auditevents', new Set(['ssotknv/ssotkn']));
  expect(rest).toEqual({ cursor: 'next', hasMore: true, body: page.body, events: 4 });
  expect(rows.map(({ row, index, unknownValues }) => [row.uuid, row.problem, index, unknownValues])).toEqual([
    ['A', undefined, 0, []],
    ['C', undefined, 2, ['action=fly']],
    [undefined, 'not-an-object', 3, []],
  ]);
});
