import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bundle, templateFiles, templateTexts } from '../bundle/bundle.ts';
import { firstDifference } from '../bundle/difference.ts';
import { sha256, type OutputFile } from '../bundle/file.ts';
import { removeOtherPackages, writeFiles } from '../bundle/write.ts';
import { listContents } from '../compile/versioned-contents.ts';
import { diagnostic, startOf, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Json } from '../model/arm.ts';
import { findUnchanged, keepStamp, type WrittenFile } from './build-stamp.ts';
import type { Command, ExitCode, OptionValues, Output } from './command.ts';
import { reportFindings } from './report.ts';
import { cacheFolder, runStages } from './stages.ts';

/** load, validate, compile, bundle: writes the templates and `dist/`, or says why not and writes nothing. */
export const buildSolution: Command = {
  name: 'build:solution',
  summary: 'Compile the definitions into mainTemplate.json, createUiDefinition.json and dist/.',
  options: {
    check: {
      type: 'boolean',
      describe: 'Write nothing; fail if a committed template is stale',
      default: false,
    },
    'content-only': {
      type: 'boolean',
      describe: 'Write the package without the infrastructure to dist/content-only/',
      default: false,
    },
    cache: { type: 'boolean', describe: 'Reuse what is known of unchanged queries', default: true },
    'stable-api-versions': {
      type: 'boolean',
      describe: 'With --content-only: the newest stable api versions instead of those of the public packager',
      default: false,
    },
  },
  examples: [
    ['', 'Build everything'],
    ['--check', 'Compare the committed templates with the sources'],
    ['--content-only', 'The strict Content Hub package, without the connector’s infrastructure'],
  ],
  async run(values, output) {
    const root = String(values['root']);
    const contentOnly = values['content-only'] === true;
    const stableApiVersions = values['stable-api-versions'] === true;
    const useCache = values['cache'] !== false;
    const isRelease = !contentOnly && values['check'] !== true;
    const unchanged = isRelease && useCache ? findUnchanged(root, cacheFolder) : undefined;
    if (unchanged) {
      removeOtherPackages(root, unchanged);
      return conclude({ written: unchanged, success: summary(unchanged) }, values, output);
    }
    const staged = runStages(root, { contentOnly, stableApiVersions, useCache });
    const { checked, contents, compiled, refused, diagnostics } = staged;
    const finish = (ending: Ending): ExitCode => conclude({ diagnostics, ...ending }, values, output);
    if (!checked || !contents || !compiled) {
      return finish(refused ? { texts: templateTexts(refused) } : {});
    }
    if (values['check'] === true) {
      const stale = templateFiles(compiled).flatMap((file) => staleness(root, file));
      const success = 'The committed templates are up to date.';
      return finish({ diagnostics: [...diagnostics, ...stale], success });
    }
    const { name, version, publisher } = checked.solution.value;
    const files = contentOnly
      ? templateFiles(compiled, 'dist/content-only/')
      : bundle(compiled, { name, version, publisher }, listContents(checked, contents));
    try {
      writeFiles(root, files);
    } catch (error) {
      return finish({ diagnostics: [...diagnostics, blocked(root, error)] });
    }
    const written = files.map(({ path, bytes }) => ({ path, size: bytes.length, sha256: sha256(bytes) }));
    if (isRelease) removeOtherPackages(root, files);
    if (isRelease && diagnostics.length === 0) keepStamp(root, cacheFolder, written);
    return finish({ written, success: summary(written) });
  },
};

interface Ending {
  readonly diagnostics?: readonly Diagnostic[];
  readonly written?: readonly WrittenFile[];
  readonly texts?: ReadonlyMap<string, string>;
  readonly success?: string;
}

function conclude(
  { diagnostics = [], written = [], ...rest }: Ending,
  values: OptionValues,
  output: Output,
): ExitCode {
  const [root, isJson] = [String(values['root']), values['json'] === true];
  const findings = {
    command: 'build:solution',
    root,
    diagnostics,
    isJson,
    result: { files: written },
    ...rest,
  };
  return reportFindings(findings, output);
}

/** A finding where the system does not let a file be written; anything else is a fault of the toolchain. */
function blocked(root: string, error: unknown): Diagnostic {
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === undefined || path === undefined) throw error;
  const file = relative(root, path).replaceAll('\\', '/');
  return diagnostic('output-blocked', startOf(file), { file, reason: code });
}

/** A finding where the committed file differs from what would be written now. */
function staleness(root: string, file: OutputFile): Diagnostic[] {
  const built = Buffer.from(file.bytes).toString('utf8');
  let committed: string;
  try {
    committed = readFileSync(join(root, file.path), 'utf8').replaceAll('\r\n', '\n');
  } catch {
    return [diagnostic('template-missing', startOf(file.path), { file: file.path })];
  }
  if (committed === built) return [];
  const lines = built.split('\n');
  const line = committed.split('\n').findIndex((text, i) => text !== lines[i]) + 1;
  const location = { file: file.path, line, column: 1, length: 1 };
  return [
    diagnostic('template-stale', location, { file: file.path, difference: describe(committed, built) }),
  ];
}

function describe(committed: string, built: string): string {
  let found: ReturnType<typeof firstDifference>;
  try {
    found = firstDifference(JSON.parse(committed) as Json, JSON.parse(built) as Json);
  } catch {
    return 'the committed file is no JSON';
  }
  if (!found) return 'only the order of keys or the layout differs';
  return `${found.path} is ${found.committed}, but the sources give ${found.built}`;
}

function summary(files: readonly WrittenFile[]): string {
  const width = Math.max(...files.map(({ path }) => path.length));
  return files.map(({ path, size }) => `${path.padEnd(width)}  ${(size / 1024).toFixed(1)} KB`).join('\n');
}
