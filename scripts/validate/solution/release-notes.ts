import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { locationAt, type SourceFile } from '../../load/source.ts';
import { isDate } from './calendar.ts';
import { checkText } from './text.ts';
import { compareVersions } from './version.ts';

const titles = ['Version', 'Date Modified (DD-MM-YYYY)', 'Change History'];

interface Row {
  readonly cells: readonly string[];
  readonly offset: number;
  readonly length: number;
}

/** The release notes: one Markdown table, a row for each version, the newest first. */
export function checkReleaseNotes(source: SourceFile, version: string): Diagnostic[] {
  const findings = checkText(source.text, (offset, length) => locationAt(source, offset, length));
  const malformed = (row: Row | undefined, reason: string): void => {
    const at = locationAt(source, row?.offset ?? 0, row?.length);
    findings.push(diagnostic('release-notes-form', at, { reason }));
  };
  const rows = readRows(source.text);
  const [header, rule, ...versions] = rows;
  if (header?.cells.map((cell) => cell.replaceAll('*', '')).join('|') !== titles.join('|')) {
    malformed(header, `the first line must be a header of ${titles.join(', ')}`);
    return findings;
  }
  if (!rule?.cells.every((cell) => /^:?-+:?$/.test(cell)))
    malformed(rule, 'the second line must be a rule of dashes');
  for (const [index, row] of versions.entries()) {
    const [found = '', date = '', changes = ''] = row.cells;
    const next = versions[index + 1]?.cells[0];
    if (row.cells.length !== titles.length) malformed(row, `a row has ${titles.length} cells`);
    else if (!/^\d+\.\d+\.\d+$/.test(found)) malformed(row, `"${found}" is no version`);
    else if (!isNoteDate(date)) malformed(row, `"${date}" is no date of the form DD-MM-YYYY`);
    else if (changes === '') malformed(row, `the changes of version ${found} are missing`);
    else if (next !== undefined && compareVersions(found, next) <= 0)
      malformed(row, `version ${found} stands above ${next}`);
  }
  const first = versions[0];
  if (!first) malformed(undefined, 'it has no row');
  else if (first.cells[0] !== version) {
    const at = locationAt(source, first.offset, first.length);
    findings.push(diagnostic('release-notes-version', at, { found: first.cells[0] ?? '', version }));
  }
  return findings;
}

function readRows(text: string): Row[] {
  return [...text.matchAll(/^.*\S.*$/gm)].map(({ 0: line, index }) => ({
    cells: line
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => cell.trim()),
    offset: index,
    length: line.length,
  }));
}

function isNoteDate(text: string): boolean {
  const match = /^(\d\d)-(\d\d)-(\d{4})$/.exec(text);
  return match !== null && isDate(Number(match[3]), Number(match[2]), Number(match[1]));
}
