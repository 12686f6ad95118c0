import { sha256 } from '../bundle/file.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { compareItems, type ItemDifference } from '../inspection/difference.ts';
import { listItems, listVariables, type PackageItem } from '../inspection/item.ts';
import type { SolutionPackage } from '../inspection/package.ts';
import { describeContents, describeDifferences } from '../inspection/words.ts';
import type { Command } from './command.ts';
import { loadPackage } from './package-file.ts';
import { reportFindings } from './report.ts';

/** What is in a package, and what another has that it has not. */
export const inspect: Command = {
  name: 'inspect',
  summary: 'Show what is in a package, or how two packages differ.',
  positionals: [{ name: 'FILE.zip', describe: 'The package', isRequired: true }],
  options: {
    against: { type: 'string', describe: 'An older package: show what changed since', requiresArg: true },
    'exit-code': { type: 'boolean', describe: 'With --against: exit 1 where the two differ', default: false },
  },
  examples: [
    ['dist/3.1.0.zip', 'Files, contents, ids, versions and hashes'],
    ['dist/3.1.0.zip --against 3.0.6.zip', 'What was added, removed and changed'],
  ],
  async run(values, output) {
    const root = String(values['root']);
    const found: Diagnostic[] = [];
    const load = (path: unknown) => loadPackage(root, String(path), (d) => void found.push(d));
    const subject = load(values['FILE.zip']);
    const older = values['against'] === undefined ? undefined : load(values['against']);
    // A zip has no lines to show beside a finding.
    const texts = new Map([values['FILE.zip'], values['against']].map((path) => [String(path), '']));
    const frame = { command: inspect.name, root, diagnostics: found, texts, isJson: values['json'] === true };
    if (!subject || found.length > 0) return reportFindings(frame, output);
    const items = listItems(subject);
    if (!older) {
      const result = { package: toRecord(subject, items) };
      return reportFindings({ ...frame, result, success: describeContents(subject, items) }, output);
    }
    const differences = compare(older, subject, items);
    const isEqual = older.sha256 === subject.sha256;
    const result = {
      package: toRecord(subject, items),
      against: toRecord(older, listItems(older)),
      equal: isEqual,
      differences,
    };
    const success = isEqual
      ? 'Both packages are equal, byte for byte.'
      : inWords(older, subject, differences);
    const exitCode = reportFindings({ ...frame, result, success }, output);
    return values['exit-code'] === true && !isEqual ? 1 : exitCode;
  },
};

/** Variables say only what no item says. */
function compare(
  older: SolutionPackage,
  newer: SolutionPackage,
  items: readonly PackageItem[],
): ItemDifference[] {
  const found = compareItems(listItems(older), items);
  return found.length > 0 ? found : compareItems(listVariables(older), listVariables(newer));
}

function inWords(
  older: SolutionPackage,
  newer: SolutionPackage,
  differences: readonly ItemDifference[],
): string {
  const head = `${older.path} (${older.sha256})\n-> ${newer.path} (${newer.sha256})`;
  const tail =
    differences.length === 0
      ? 'The contents are the same; the files differ in their layout, or are packed differently.'
      : `${count(differences, 'added')} added, ${count(differences, 'removed')} removed, ${count(differences, 'changed')} changed`;
  return [head, describeDifferences(differences), tail].filter((part) => part !== '').join('\n\n');
}

function count(differences: readonly ItemDifference[], change: ItemDifference['change']): number {
  return differences.filter((difference) => difference.change === change).length;
}

/** A package in the JSON document. */
function toRecord({ path, size, sha256: hash, files }: SolutionPackage, items: readonly PackageItem[]) {
  return {
    path,
    size,
    sha256: hash,
    files: files.map((file) => ({ path: file.path, size: file.bytes.length, sha256: sha256(file.bytes) })),
    contents: items.map(({ kind, id, name, version, sha256: own }) => ({
      kind,
      id,
      name,
      version,
      sha256: own,
    })),
  };
}
