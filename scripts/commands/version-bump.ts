import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { OutputFile } from '../bundle/file.ts';
import { writeFiles } from '../bundle/write.ts';
import { versionedContents } from '../compile/versioned-contents.ts';
import type { Location } from '../diagnostics/diagnostic.ts';
import { nextLock } from '../validate/solution/version-lock.ts';
import type { CheckedSources } from '../validate/validate.ts';
import type { Command } from './command.ts';
import { reportFindings } from './report.ts';
import { contentsOf, prepare } from './stages.ts';

const lockFile = 'solution/versions.lock.yaml';

/** Gives a new version to every content that changed, and writes the lock. */
export const versionBump: Command = {
  name: 'version:bump',
  summary: 'Raise the version of every content that changed since it was locked, and lock it as it is now.',
  options: {},
  examples: [['', 'Raise what changed, and tell what was raised']],
  async run(values, output) {
    const root = String(values['root']);
    const { diagnostics, checked } = prepare(root);
    const report = { command: 'version:bump', root, diagnostics, isJson: values['json'] === true };
    if (!checked) return reportFindings(report, output);
    const { files, raised } = bump(root, checked);
    writeFiles(root, files);
    const lines = raised.map(({ name, from, to }) => `${name}: ${from} -> ${to}`);
    const success = lines.length > 0 ? lines.join('\n') : 'Nothing changed since the versions were locked.';
    return reportFindings({ ...report, success, result: { raised } }, output);
  },
};

interface Raised {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** The solution's version covers those of its contents, so it is settled after them. */
function bump(root: string, checked: CheckedSources): { files: OutputFile[]; raised: Raised[] } {
  const contents = contentsOf(checked);
  const { items: parts } = nextLock(versionedContents(checked, contents), checked.lock.value);
  const settled = versionedContents(
    checked,
    contents,
    new Map(parts.map(({ id, version }) => [id, version])),
  );
  const lock = nextLock(settled, checked.lock.value);
  const raised = settled.flatMap((item, i) => {
    const to = lock.items[i]?.version ?? item.version;
    return to === item.version ? [] : [{ name: item.name, from: item.version, to, location: item.location }];
  });
  const sources = raised.map(({ location, from, to }) => replaceVersion(root, location, from, to));
  const head = readFileSync(join(root, lockFile), 'utf8').match(/^(?:#.*\n)*/)?.[0] ?? '';
  const bytes = Buffer.from(`${head}${stringify(lock, { lineWidth: 0 })}`, 'utf8');
  return { files: [...sources, { path: lockFile, bytes }], raised };
}

function replaceVersion(
  root: string,
  { file, line, column }: Location,
  from: string,
  to: string,
): OutputFile {
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const text = lines[line - 1] ?? '';
  lines[line - 1] = text.slice(0, column - 1) + text.slice(column - 1).replace(from, to);
  return { path: file, bytes: Buffer.from(lines.join('\n'), 'utf8') };
}
