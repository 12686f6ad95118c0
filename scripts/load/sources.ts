/**
 * The first stage: files in, parsed documents with positions out. Nothing is judged here but what
 * keeps a file from being read at all; a document that could not be read is simply absent.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { remember } from '../model/remember.ts';
import { readSource, type SourceFile } from './source.ts';
import { parseYaml, type YamlDocument } from './yaml.ts';

/** Every source of the solution, by what it holds. */
export interface SourceTree {
  /** Documents that stand alone, by their path. */
  readonly documents: ReadonlyMap<string, YamlDocument>;
  /** Texts that are no YAML (fragments, CSV, logo, release notes), by their path. */
  readonly texts: ReadonlyMap<string, SourceFile>;
  /** Every file that could be read, parsed or not. */
  readonly files: readonly string[];
}

/** Files that must be there, with what each is for. */
const singleFiles: Readonly<Record<string, string>> = {
  'solution/solution.yaml': 'what the solution is: publisher, version, support and the order of its contents',
  'solution/regions.yaml': 'the addresses of the 1Password Events API',
  'solution/table.yaml': 'the columns of the table that everything reads and writes',
  'solution/vocabulary.yaml': 'the codes that events can carry',
  'solution/attack-techniques.yaml': 'the ATT&CK techniques that rules may name, with their tactics',
  'solution/api-versions.yaml': 'the api version of every resource type',
  'solution/connector-page.yaml': 'the page of the data connector in Microsoft Sentinel',
  'solution/wizard.yaml': 'the wizard of the Custom deployment page',
  'solution/versions.lock.yaml': 'the released version of every content with its hash',
  'solution/logo.svg': 'the logo shown in Content Hub',
  'solution/release-notes.md': 'the release notes',
  'watchlists/pg1pw.yaml': 'the properties of the watchlist PG1PW',
  'watchlists/pg1pw.csv': 'the rows of the watchlist PG1PW',
};

/** Files that may be left out, or hold nothing but comments. */
const optionalFiles: Readonly<Record<string, string>> = {
  'solution/diagnostics.yaml': 'severities of findings other than their own',
  'solution/survivors.yaml': 'faults that the scenarios of rules do not notice',
};

/** Folders whose files of one kind all belong to the solution. */
const folders = [
  { folder: 'analytics-rules', suffix: '.yaml', without: '.test.yaml', purpose: 'an analytics rule' },
  { folder: 'analytics-rules', suffix: '.test.yaml', purpose: 'the scenarios of an analytics rule' },
  { folder: 'changes', suffix: '.yaml', purpose: 'a change that the next version brings' },
  { folder: 'solution/fragments', suffix: '.kql', purpose: 'a piece of KQL that queries share' },
  { folder: 'solution/infrastructure', suffix: '.yaml', purpose: 'a resource of the connector' },
  { folder: 'workbooks', suffix: '.yaml', purpose: 'a part of the workbook' },
] as const;

/** Whether a source holds the scenarios of a rule. */
export function isScenarios(path: string): boolean {
  return path.endsWith('.test.yaml');
}

/** Whether rules are made from a source: their files, the fragments, the table. */
export function isOfRules(path: string): boolean {
  return /^(?:analytics-rules|solution\/fragments)\/|^solution\/table\.yaml$/.test(path);
}

/** Reads the sources below `root`, all where `isWanted` is absent; findings go to `report`. */
export function loadSources(
  root: string,
  report: (d: Diagnostic) => void,
  isWanted: (path: string) => boolean = () => true,
): SourceTree {
  const documents = new Map<string, YamlDocument>();
  const texts = new Map<string, SourceFile>();
  const files: string[] = [];
  for (const [path, purpose] of listSources(root)) {
    if (!isWanted(path)) continue;
    const source = readSource(root, path, purpose, report);
    if (!source || (path in optionalFiles && isBlank(source.text))) continue;
    files.push(path);
    if (!path.endsWith('.yaml')) {
      texts.set(path, source);
      continue;
    }
    const { document, found } = parse(source);
    found.forEach(report);
    if (document) documents.set(path, document);
  }
  return { documents, texts, files };
}

const parse = remember((source: SourceFile) => {
  const found: Diagnostic[] = [];
  const document = parseYaml(source, (finding) => void found.push(finding));
  return { document, found };
});

/** One text for the names and bytes of all sources: equal where nothing changed. */
export function sourceDigest(root: string): string {
  const hash = createHash('sha256');
  for (const [path] of listSources(root)) {
    const bytes = existsSync(join(root, path)) ? readFileSync(join(root, path)) : Buffer.alloc(0);
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/** Path and purpose of every source, there or not, in a fixed order. */
function listSources(root: string): [string, string][] {
  const optional = Object.entries(optionalFiles).filter(([path]) => existsSync(join(root, path)));
  return [...Object.entries(singleFiles), ...optional, ...folders.flatMap((f) => listFolder(root, f))];
}

function isBlank(yaml: string): boolean {
  return yaml.split('\n').every((line) => /^\s*(?:#|$)/.test(line));
}

/** The folders that hold all sources, and whether a path from the root is that of a source, there or not. */
export const sourceFolders = ['analytics-rules', 'changes', 'solution', 'watchlists', 'workbooks'] as const;

export function isSourcePath(path: string): boolean {
  return path in singleFiles || path in optionalFiles || folders.some((folder) => belongsTo(folder, path));
}

/** The documents below a folder, in order of their paths. */
export function documentsIn(tree: SourceTree, folder: string): YamlDocument[] {
  return [...tree.documents.values()].filter((d) => d.source.path.startsWith(`${folder}/`));
}

interface Folder {
  readonly folder: string;
  readonly suffix: string;
  readonly without?: string;
  readonly purpose: string;
}

function belongsTo({ folder, suffix, without }: Folder, path: string): boolean {
  return path.startsWith(`${folder}/`) && path.endsWith(suffix) && !(without && path.endsWith(without));
}

function listFolder(root: string, place: Folder): [string, string][] {
  const { folder, purpose } = place;
  let names: string[];
  try {
    names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return names
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => belongsTo(place, path))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((path) => [path, purpose]);
}
