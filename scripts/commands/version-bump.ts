import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { createLayout } from '../authoring/layout.ts';
import { addChangelogSection, addReleaseRow, type Release } from '../authoring/release.ts';
import { writeFiles } from '../bundle/write.ts';
import { versionedContents } from '../compile/versioned-contents.ts';
import type { Location } from '../diagnostics/diagnostic.ts';
import type { VersionsLock } from '../model/content-version.ts';
import { isDate } from '../validate/solution/calendar.ts';
import { nextLock } from '../validate/solution/version-lock.ts';
import type { CheckedSources } from '../validate/validate.ts';
import type { Command } from './command.ts';
import { reportFindings } from './report.ts';
import { contentsOf } from './compile-stages.ts';
import { cacheFolder, prepare } from './stages.ts';

const lockFile = 'solution/versions.lock.yaml';
const notesFile = 'solution/release-notes.md';
const changelogFile = 'CHANGELOG.md';

/** Gives a new version to every content that changed, writes the lock, and says what the version brings. */
export const versionBump: Command = {
  name: 'version:bump',
  summary: 'Raise the version of every content that changed, lock it, and gather the notes in changes/.',
  options: {
    date: { type: 'string', describe: 'Day of the new version, YYYY-MM-DD; today (UTC) where absent' },
  },
  examples: [
    ['', 'Raise what changed, and tell what was raised'],
    ['--date 2027-01-31', 'Say when the new version is published'],
  ],
  async run(values, output) {
    const root = String(values['root']);
    const date = String(values['date'] ?? new Date().toISOString().slice(0, 10));
    if (!isDay(date)) {
      output.err(
        `version:bump: ${date} is no date of the form YYYY-MM-DD.\nSee: npm run version:bump -- --help`,
      );
      return 2;
    }
    const { diagnostics, checked, context } = prepare(root);
    const isJson = values['json'] === true;
    const report = { command: 'version:bump', root, diagnostics, context, isJson };
    if (!checked) return reportFindings(report, output);
    const { texts, raised, version, isNew } = bump(root, checked);
    const notes = isNew ? checked.changeNotes : [];
    if (notes.length > 0) {
      await tell(root, texts, { version, date, notes: notes.map(({ value }) => value) }, checked);
    }
    writeFiles(
      root,
      [...texts].map(([path, text]) => ({ path, bytes: Buffer.from(text, 'utf8') })),
    );
    for (const { source } of notes) rmSync(join(root, source.path));
    const told = notes.map(({ source }) => source.path);
    const success = summary(raised, told, checked.changeNotes.length);
    return reportFindings({ ...report, success, result: { raised, told } }, output);
  },
};

interface Raised {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

interface Bumped {
  /** The files to be written. */
  readonly texts: Map<string, string>;
  readonly raised: readonly Raised[];
  /** Of the solution, as it will be. */
  readonly version: string;
  /** Whether the lock had another version of the solution. */
  readonly isNew: boolean;
}

/** The solution's version covers those of its contents, so it is settled after them. */
function bump(root: string, checked: CheckedSources): Bumped {
  const contents = contentsOf(checked);
  const { items: parts } = nextLock(versionedContents(checked, contents), checked.lock.value);
  const settled = versionedContents(
    checked,
    contents,
    new Map(parts.map(({ id, version }) => [id, version])),
  );
  const lock = nextLock(settled, checked.lock.value);
  const changed = settled.flatMap((item, i) => {
    const to = lock.items[i]?.version ?? item.version;
    return to === item.version ? [] : [{ name: item.name, from: item.version, to, location: item.location }];
  });
  const texts = new Map<string, string>();
  for (const { location, from, to } of changed) {
    texts.set(location.file, replaceAt(read(root, location.file), location, from, to));
  }
  const head = read(root, lockFile).match(/^(?:#.*\n)*/)?.[0] ?? '';
  texts.set(lockFile, `${head}${stringify(lock, { lineWidth: 0 })}`);
  const version = versionOf(lock) ?? checked.solution.value.version;
  const raised = changed.map(({ name, from, to }) => ({ name, from, to }));
  return { texts, raised, version, isNew: version !== versionOf(checked.lock.value) };
}

function versionOf({ items }: VersionsLock): string | undefined {
  return items.find(({ kind }) => kind === 'Solution')?.version;
}

/** Adds to `texts` the release notes, the changelog and the solution with its new date. */
async function tell(
  root: string,
  texts: Map<string, string>,
  release: Release,
  { solution }: CheckedSources,
): Promise<void> {
  const changelog = existsSync(join(root, changelogFile)) ? read(root, changelogFile) : '# Changelog\n';
  const pages = [
    [notesFile, addReleaseRow(read(root, notesFile), release)],
    [changelogFile, addChangelogSection(changelog, release)],
  ] as const;
  const layOut = await createLayout(root, cacheFolder);
  for (const [path, text] of pages) {
    const layout = await layOut(path, text);
    texts.set(path, layout && 'text' in layout ? layout.text : text);
  }
  const { file } = solution.at(['lastPublishDate']);
  const text = texts.get(file) ?? read(root, file);
  const { lastPublishDate } = solution.value;
  texts.set(file, replaceAt(text, solution.at(['lastPublishDate']), lastPublishDate, release.date));
}

function replaceAt(text: string, { line, column }: Location, from: string, to: string): string {
  const lines = text.split('\n');
  const found = lines[line - 1] ?? '';
  return lines
    .with(line - 1, found.slice(0, column - 1) + found.slice(column - 1).replace(from, to))
    .join('\n');
}

function read(root: string, path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return isDate(Number(year), Number(month), Number(day));
}

function summary(raised: readonly Raised[], told: readonly string[], waiting: number): string {
  const lines = raised.map(({ name, from, to }) => `${name}: ${from} -> ${to}`);
  if (told.length > 0) lines.push(`Told in ${notesFile} and ${changelogFile}: ${told.join(', ')}`);
  else if (lines.length > 0) lines.push(`No note in changes/: add a row to ${notesFile} by hand.`);
  if (lines.length === 0) lines.push('Nothing changed since the versions were locked.');
  if (told.length === 0 && waiting > 0) lines.push(`Notes that wait for a new version: ${waiting}.`);
  return lines.join('\n');
}
