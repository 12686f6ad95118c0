import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRecord, parseErrorMessage, parsePage } from './page.ts';

describe('an answer', () => {
  test('gives cursor, items and whether there is more', () => {
    expect(parsePage('{"cursor":"abc","has_more":true,"items":[{"uuid":"A"}]}')).toMatchObject({
      cursor: 'abc',
      hasMore: true,
      items: [{ uuid: 'A' }],
    });
  });

  test('without a list of items is empty when there is a cursor', () => {
    expect(parsePage('{"cursor":"abc","has_more":false,"items":null}')?.items).toEqual([]);
  });

  test.each([
    '',
    '<html></html>',
    '{"cursor":"abc","has_more":false,"items":[{"uu',
    '{"cursor":"","has_more":false,"items":[]}',
    '{"has_more":false,"items":[]}',
    '{"cursor":"abc","has_more":false}',
    '{"cursor":"abc","has_more":"no","items":[]}',
    '{"cursor":"abc","has_more":false,"items":{}}',
    '[]',
    'null',
  ])('%s is not what was expected', (body) => {
    expect(parsePage(body)).toBeUndefined();
  });

  test('keeps the digits of an integer beyond 2^53', () => {
    const body = '{"cursor":"c","has_more":false,"items":[{"aux_id":9007199254740993}]}';
    expect(parsePage(body)?.items).toEqual([{ aux_id: '9007199254740993' }]);
  });

  test('of any text gives nothing, and no exception', () => {
    fc.assert(
      fc.property(fc.string(), (body) => {
        expect(parsePage(body)).toBeUndefined();
      }),
    );
  });
});

test.each([
  ['{"Error":{"Message":"Unauthorized"}}', 'Unauthorized'],
  ['{"status":401,"message":"Unauthorized"}', 'Unauthorized'],
  ['404 page not found', undefined],
  ['{"Error":"x"}', undefined],
  ['{"error":{"code":"InvalidStream","message":"No such stream"}}', 'No such stream'],
  ['{"error":"x"}', undefined],
  ['{"error":null}', undefined],
  ['{}', undefined],
])('the message of %s', (body, message) => {
  expect(parseErrorMessage(body)).toBe(message);
});

test.each([
  [{}, true],
  [[], false],
  [null, false],
  ['x', false],
])('whether %j has fields with names', (value, expected) => {
  expect(isRecord(value)).toBe(expected);
});
