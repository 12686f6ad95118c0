/**
 * In: solution/solution.yaml of the right shape, and the names of the files that are there. Out: what does
 * not fit together.
 */
import { diagnostic, startOf, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { YamlDocument } from '../../load/yaml.ts';
import type { SolutionFile } from '../../model/solution.ts';
import { isDate } from './calendar.ts';
import { checkAscii, checkTexts } from './text.ts';

/** What lies on disk, by the name that the lists use: the path of its main file. */
export interface ContentFiles {
  readonly rules: ReadonlyMap<string, string>;
  readonly workbooks: ReadonlyMap<string, string>;
  readonly watchlists: ReadonlyMap<string, string>;
}

const listFiles = {
  rules: 'analytics-rules/NAME.yaml',
  workbooks: 'workbooks/NAME/workbook.yaml',
  watchlists: 'watchlists/NAME.yaml',
} as const;

export function checkSolution(doc: YamlDocument<SolutionFile>, files: ContentFiles): Diagnostic[] {
  return [
    ...checkAscii(doc.source),
    ...checkTexts(doc),
    ...checkDates(doc),
    ...(['rules', 'workbooks', 'watchlists'] as const).flatMap((list) => checkList(doc, list, files[list])),
  ];
}

function checkDates(doc: YamlDocument<SolutionFile>): Diagnostic[] {
  const { firstPublishDate: first, lastPublishDate: last } = doc.value;
  const findings = (['firstPublishDate', 'lastPublishDate'] as const).flatMap((key) => {
    const date = doc.value[key];
    const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
    if (isDate(year, month, day)) return [];
    return [diagnostic('solution-date', doc.at([key]), { date, reason: 'is not in the calendar' })];
  });
  if (findings.length === 0 && last < first) {
    const args = { date: last, reason: `lies before the first publication (${first})` };
    findings.push(diagnostic('solution-date', doc.at(['lastPublishDate']), args));
  }
  return findings;
}

/** A list and the disk name the same contents. */
function checkList(
  doc: YamlDocument<SolutionFile>,
  list: keyof ContentFiles,
  files: ReadonlyMap<string, string>,
): Diagnostic[] {
  const names = doc.value[list];
  const missing = names.flatMap((name, index) => {
    if (files.has(name)) return [];
    const similar = nearest(name, files.keys());
    const hint = similar === undefined ? '' : ` (there is ${similar})`;
    const file = listFiles[list].replace('NAME', name) + hint;
    return [diagnostic('solution-list-missing', doc.at([list, index]), { name, file })];
  });
  const unlisted = [...files]
    .filter(([name]) => !names.includes(name))
    .map(([name, path]) => diagnostic('solution-list-unlisted', startOf(path), { name, list }));
  return [...missing, ...unlisted];
}
