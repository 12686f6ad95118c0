/** What is said about a new version: a row of the release notes, and a section of the changelog. */
import { changeKinds, type ChangeKind, type ChangeNote } from '../model/change-note.ts';

export interface Release {
  readonly version: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** In the order of their files. */
  readonly notes: readonly ChangeNote[];
}

const titles: Readonly<Record<ChangeKind, string>> = {
  added: 'Added',
  changed: 'Changed',
  fixed: 'Fixed',
  removed: 'Removed',
};

/**
 * The release notes with a row for the version on top of the others. A row that the version has already gets
 * the texts as well; without a note for customers nothing changes.
 */
export function addReleaseRow(table: string, { version, date, notes }: Release): string {
  const texts = inOrder(notes).filter(({ audience }) => audience !== 'maintainers');
  if (texts.length === 0) return table;
  const changes = texts.map(({ text }) => text.trim()).join(' ');
  const lines = table.trimEnd().split('\n');
  const row = lines.findIndex((line) => cellsOf(line)[0] === version);
  if (row >= 0) {
    const [, , earlier = ''] = cellsOf(lines[row] ?? '');
    return `${lines.with(row, rowOf(version, date, `${earlier} ${changes}`)).join('\n')}\n`;
  }
  // The header and its rule come first.
  return `${lines.toSpliced(2, 0, rowOf(version, date, changes)).join('\n')}\n`;
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function rowOf(version: string, date: string, changes: string): string {
  return `| ${version} | ${date.split('-').toReversed().join('-')} | ${changes} |`;
}

/** The changelog with a section for the version above the others. */
export function addChangelogSection(changelog: string, { version, date, notes }: Release): string {
  if (notes.length === 0) return changelog;
  const groups = changeKinds.flatMap((kind) => {
    const texts = notes.filter((note) => note.kind === kind).map(({ text }) => `- ${text.trim()}\n`);
    return texts.length > 0 ? [`### ${titles[kind]}\n\n${texts.join('')}`] : [];
  });
  const section = `## ${version} (${date})\n\n${groups.join('\n')}`;
  const first = changelog.search(/^## /m);
  if (first < 0) return `${changelog.trimEnd()}\n\n${section}`;
  return `${changelog.slice(0, first)}${section}\n${changelog.slice(first)}`;
}

/** By their kinds, and within one kind as they come. */
function inOrder(notes: readonly ChangeNote[]): ChangeNote[] {
  return changeKinds.flatMap((kind) => notes.filter((note) => note.kind === kind));
}
