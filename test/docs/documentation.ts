import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parse } from 'yaml';
import { commands } from '../../scripts/commands/table.ts';
import { cacheFolder } from '../../scripts/commands/stages.ts';
import type { CodeSample } from '../../scripts/documentation/code-page.ts';
import type { DocumentedDefinitions, Notes, PagesInput } from '../../scripts/documentation/pages.ts';
import { createBinder } from '../../scripts/kql/analyze.ts';
import { withCache } from '../../scripts/kql/analysis-cache.ts';
import { loadSources } from '../../scripts/load/sources.ts';
import { selectValid } from '../../scripts/validate/sources.ts';
import { isThere, read, root } from './project.ts';

export const notes: Notes = {
  rules: readNotes('rules'),
  table: readNotes('table'),
};

function readNotes<T>(name: string): T {
  return parse(read(`docs/notes/${name}.yaml`)) as T;
}

/** What the pages are made from, as the project lies in the working copy. */
export function readInput(): PagesInput {
  // What else is wrong with the sources is for other tests to say.
  const sources = selectValid(
    loadSources(root, () => {}),
    () => {},
  );
  const definitions: DocumentedDefinitions = {
    solution: there(sources.solution).value,
    table: there(sources.table).value,
    vocabulary: there(sources.vocabulary).value,
    regions: there(sources.regions).value.regions,
    wizard: there(sources.wizard).value,
    rules: new Map(sources.rules.map(({ source, value }) => [posix.basename(source.path, '.yaml'), value])),
    fragments: sources.fragments,
  };
  const { bind } = withCache(createBinder(cacheFolder), cacheFolder);
  return { definitions, commands, bind, notes, sampleOf };
}

function there<T>(document: T | undefined): T {
  if (document === undefined) throw new Error('a definition is missing or has errors: npm run validate');
  return document;
}

function sampleOf(code: string): CodeSample | undefined {
  const folder = `test/negative/${code}`;
  // That every code has one is for the test of the samples to say.
  if (!isThere(`${folder}/expected.txt`)) return undefined;
  const edits = parse(read(`${folder}/edits.yaml`)) as Omit<CodeSample, 'expected'>;
  return { ...edits, expected: read(`${folder}/expected.txt`) };
}

/** The files of a folder by their paths from the root. */
export function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
}
