/** In: the properties of a watchlist of the right shape, and its rows. Out: what the service or the rules would not take. */
import { diagnostic, type Diagnostic, type Location } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/nearest.ts';
import { parseCsv, type CsvTable } from '../../load/csv.ts';
import { locationAt, type SourceFile } from '../../load/source.ts';
import type { YamlDocument } from '../../load/yaml.ts';
import { watchlistColumns, type WatchlistFile } from '../../model/watchlist.ts';
import { checkAscii, checkText, checkTexts } from '../solution/text.ts';

/** Source: Azure Monitor and Microsoft Sentinel documentation, limits of watchlists. */
const maximumBytes = 3.8 * 1024 * 1024;
const maximumLine = 10_240;

/**
 * Ids are 26 letters of base32, in older data of other lengths, compared without regard to case and blanks
 * around them. What holds anything but letters and digits is none.
 */
const possibleId = /^[a-z0-9]+$/;

export function checkWatchlist(doc: YamlDocument<WatchlistFile>, rows: SourceFile): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const table = parseCsv(rows, (d) => findings.push(d));
  return [
    ...checkProperties(doc, rows.path),
    ...checkAscii(rows),
    ...checkText(rows.text, (offset, length) => locationAt(rows, offset, length)),
    ...checkSize(rows),
    ...findings,
    ...(table ? checkRows(table, doc.value.itemsSearchKey) : []),
  ];
}

function checkProperties(doc: YamlDocument<WatchlistFile>, csvPath: string): Diagnostic[] {
  const { alias, displayName, source, itemsSearchKey } = doc.value;
  const findings = [...checkAscii(doc.source), ...checkTexts(doc)];
  const file = csvPath.replace(/^.*\//, '');
  const stem = file.replace(/\.csv$/, '').toUpperCase();
  const names = [
    { key: 'alias', what: 'alias', value: alias, wanted: stem },
    { key: 'displayName', what: 'display name', value: displayName, wanted: alias },
    { key: 'source', what: 'source', value: source, wanted: file },
  ];
  for (const { key, what, value, wanted } of names) {
    if (value === wanted) continue;
    findings.push(diagnostic('watchlist-name', doc.at([key]), { what, value, wanted }));
  }
  if (!(watchlistColumns as readonly string[]).includes(itemsSearchKey)) {
    const hint = suggest(itemsSearchKey, watchlistColumns);
    const args = { key: itemsSearchKey, hint, known: watchlistColumns.join(', ') };
    findings.push(diagnostic('watchlist-search-key', doc.at(['itemsSearchKey']), args));
  }
  return findings;
}

function checkSize(rows: SourceFile): Diagnostic[] {
  const findings: Diagnostic[] = [];
  // Shipped with CRLF.
  const size = Buffer.byteLength(rows.text.replaceAll('\n', '\r\n'));
  if (size > maximumBytes) {
    const args = { what: 'file', size, unit: 'bytes', limit: Math.floor(maximumBytes) };
    findings.push(diagnostic('watchlist-size', locationAt(rows, 0), args));
  }
  for (const { 0: line, index } of rows.text.matchAll(/^.+$/gm)) {
    if (line.length <= maximumLine) continue;
    const args = { what: 'line', size: line.length, unit: 'characters', limit: maximumLine };
    findings.push(diagnostic('watchlist-size', locationAt(rows, index), args));
  }
  return findings;
}

function checkRows({ source, rows }: CsvTable, searchKey: string): Diagnostic[] {
  const [header = [], ...body] = rows;
  const wanted = watchlistColumns.join(',');
  const found = header.map((cell) => cell.value).join(',');
  if (found !== wanted) {
    return [
      diagnostic('watchlist-header', locationAt(source, 0, found.length), { found: `"${found}"`, wanted }),
    ];
  }
  const keyIndex = (watchlistColumns as readonly string[]).indexOf(searchKey);
  const seen = new Set<string>();
  const findings = body.flatMap((row) => {
    const place = (): Location => locationAt(source, row[0]?.offset ?? 0);
    if (row.length !== header.length) {
      const reason = `has ${row.length} values, the header ${header.length}`;
      return [diagnostic('watchlist-row', place(), { reason })];
    }
    if (keyIndex < 0) return [];
    const uuid = (row[keyIndex]?.value ?? '').trim();
    const key = uuid.toLowerCase();
    if (key === '') return [diagnostic('watchlist-row', place(), { reason: `has no ${searchKey}` })];
    if (seen.has(key))
      return [diagnostic('watchlist-row', place(), { reason: `repeats the UUID "${uuid}"` })];
    seen.add(key);
    return possibleId.test(key) ? [diagnostic('watchlist-match', place(), { uuid })] : [];
  });
  if (body.length === 0) {
    // Whether the service takes a header alone is not documented.
    const reason = 'that stands for an empty list is missing: a header alone may be refused';
    findings.push(diagnostic('watchlist-row', locationAt(source, 0), { reason }));
  }
  return findings;
}
