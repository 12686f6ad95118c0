import { describe, expect, test } from 'vitest';
import { settingTable } from './setting-table.ts';
import { Refusal } from './settings-form.ts';

type Key = keyof typeof settingTable;

function read(key: Key, value: string): unknown {
  const found: unknown = settingTable[key].parse(value);
  return found instanceof Refusal ? found.text : found;
}

test.each<[Key, number, number]>([
  ['lookbackHours', 0, 2_880],
  ['runBudgetSeconds', 1, 3_570],
  ['concurrentUploads', 1, 32],
  ['pageSize', 1, 1_000],
  ['overlapHours', 0, 2_880],
  ['requestsPerMinute', 1, 600],
  ['requestsPerHour', 1, 30_000],
])('%s is a number from %i to %i', (key, least, most) => {
  const text = `it must be a whole number from ${least} to ${most}`;
  const values = [least, most, most + 1].map((value) => read(key, String(value)));
  expect(values).toEqual([least, most, text]);
  expect(read(key, String(least - 1))).toBe(text);
});

const id = 'it must be an id of letters, digits and dashes';
const name = 'it must be a name of letters, digits and dashes';
const cron = 'it must be an NCRONTAB expression of six fields';
const account = 'it must be the name of a storage account';
const pairs = 'it must be pairs such as ssotknv/ssotkn, with commas between';
const some = 'it must name some of auditevents, itemusages, signinattempts';
const time = 'it must be a time such as 2026-01-31T00:00:00Z';

describe('a value', () => {
  test.each<[Key, string, unknown]>([
    ['apiEndpoint', 'https://a.b//', 'https://a.b'],
    ['apiEndpoint', 'https://a.b//c', 'https://a.b//c'],
    ['schedule', '0 */5 * * * *', '0 */5 * * * *'],
    ['schedule', '0  0,30 1-5 * JAN MON', '0  0,30 1-5 * JAN MON'],
    ['schedule', '*/5 * * * *', cron],
    ['schedule', '! 0 */5 * * * *', cron],
    ['schedule', '0 */5 * * * * !', cron],
    ['schedule', ' 0 */5 * * *', cron],
    ['schedule', '0 */5 * * * ', cron],
    ['ruleId', 'x'.repeat(200), 'x'.repeat(200)],
    ['ruleId', 'x'.repeat(201), id],
    ['ruleId', 'a/b', id],
    ['streamName', 'Custom-A.b_c', 'Custom-A.b_c'],
    ['streamName', 'x'.repeat(201), name],
    ['streamName', '/a', name],
    ['streamName', 'a/', name],
    ['storageAccount', 'a-1', 'a-1'],
    ['storageAccount', 'x'.repeat(40), 'x'.repeat(40)],
    ['storageAccount', 'x'.repeat(41), account],
    ['storageAccount', 'ab', account],
    ['storageAccount', 'Xabc', account],
    ['storageAccount', 'abcX', account],
    ['logLevel', 'warn', 'warn'],
    ['logLevel', 'ERROR', 'error'],
    ['streams', 'signinattempts,, AuditEvents ', ['auditevents', 'signinattempts']],
    ['streams', ',', some],
    ['streams', 'auditevents,mail', some],
    ['dropPairs', 'none', new Set()],
    ['dropPairs', ' a/b ,, c-d/e_f', new Set(['a/b', 'c-d/e_f'])],
    ['dropPairs', 'a/b, /c', pairs],
    ['dropPairs', 'c/', pairs],
    ['dropPairs', '!a/b', pairs],
    ['dropPairs', 'a/b!', pairs],
    ['backfillFrom', '2026-01-31T00:00:00Z', Date.parse('2026-01-31')],
    ['backfillFrom', 'yesterday', time],
  ])('of %s: %j is read as %j', (key, value, expected) => {
    expect(read(key, value)).toEqual(expected);
  });
});
