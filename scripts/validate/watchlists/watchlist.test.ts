import { describe, expect, test } from 'vitest';
import type { WatchlistFile } from '../../model/watchlist.ts';
import { codesOf, sampleDocument, sampleSource, type Exchange } from '../solution/sample.ts';
import { checkWatchlist } from './watchlist.ts';

const properties = 'watchlists/pg1pw.yaml';
const csvPath = 'watchlists/pg1pw.csv';
const header = 'UUID,Type,Name,Notes\n';

function check(...edits: Exchange[]): string[] {
  return checkWatchlist(sampleDocument<WatchlistFile>(properties, ...edits), sampleSource(csvPath)).map(
    (f) => f.code,
  );
}

function checkRows(text: string): string[] {
  return codesOf(checkWatchlist(sampleDocument<WatchlistFile>(properties), { path: csvPath, text }));
}

/** Rows of 1,016 characters. */
function rows(count: number): string {
  const notes = 'c'.repeat(1000);
  return Array.from({ length: count }, (_, i) => `ROW-${String(i).padStart(6, '0')},a,b,${notes}\n`).join('');
}

describe('checkWatchlist', () => {
  test('finds nothing in the project', () => {
    expect(check()).toEqual([]);
  });

  test.each<[string, ...Exchange]>([
    ['watchlist-name', 'displayName: PG1PW', 'displayName: Privileged'],
    ['watchlist-name', 'source: pg1pw.csv', 'source: PG1PW.csv'],
    ['watchlist-search-key', 'itemsSearchKey: UUID', 'itemsSearchKey: Uuid'],
    ['text-branding', 'by their UUIDs', 'by their UUIDs, for Sentinel'],
  ])('%s: %s → %s', (code, search, replace) => {
    expect(check([search, replace])).toEqual([code]);
  });

  test('the alias is that of the file, and the display name that of the alias', () => {
    expect(check(['alias: PG1PW', 'alias: PV1PW'])).toEqual(['watchlist-name', 'watchlist-name']);
  });

  test.each([
    ['a header of other columns', 'UUID,Type,Name\nREPLACE-ME,a,b\n', ['watchlist-header:1']],
    ['a header in other letters', 'Uuid,Type,Name,Notes\nREPLACE-ME,a,b,c\n', ['watchlist-header:1']],
    ['a header alone', header, ['watchlist-row:1']],
    ['nothing', '', ['watchlist-header:1']],
    ['a row that is short', `${header}REPLACE-ME,a,b\n`, ['watchlist-row:2']],
    ['a row without a UUID', `${header} ,a,b,c\n`, ['watchlist-row:2']],
    ['a UUID twice', `${header}REPLACE-ME,a,b,c\n replace-me,a,b,c\n`, ['watchlist-row:3']],
    ['a UUID of the right form', `${header}abcdefghijklmnopqrstuvwxy2,a,b,c\n`, ['watchlist-match:2']],
    [
      'the same in capitals and blanks',
      `${header}" ABCDEFGHIJKLMNOPQRSTUVWXY2",a,b,c\n`,
      ['watchlist-match:2'],
    ],
    ['a UUID of an older form', `${header}abc018,a,b,c\n`, ['watchlist-match:2']],
    ['a quote without end', `${header}"REPLACE-ME,a,b,c\n`, ['csv-syntax:2']],
    ['a line that is too long', `${header}REPLACE-ME,a,b,${'c'.repeat(10_240)}\n`, ['watchlist-size:2']],
    ['a character beyond ASCII', `${header}REPLACE-ME,a,\u00fc,c\n`, ['text-ascii:2']],
    ['an unfinished text', `${header}REPLACE-ME,a,<name>,c\n`, ['text-unfinished:2']],
  ])('refuses %s', (_, text, expected) => {
    expect(checkRows(text)).toEqual(expected);
  });

  test('has at most 3.8 MB, line ends counted as they are shipped', () => {
    // 1,017 bytes a row; 3,917 rows and the header stay below 3,984,588 bytes, one more does not.
    expect(checkRows(header + rows(3_917))).toEqual([]);
    expect(checkRows(header + rows(3_918))).toEqual(['watchlist-size:1']);
  });
});
