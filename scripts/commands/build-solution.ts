import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, packTemplates, templateFiles, templateTexts } from '../bundle/bundle.ts';
import { firstDifference } from '../bundle/difference.ts';
import type { OutputFile } from '../bundle/file.ts';
import { removeOtherPackages, writeFiles } from '../bundle/write.ts';
import { listContents } from '../compile/versioned-contents.ts';
import { diagnostic, startOf, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Json } from '../model/arm.ts';
import { buildContribution } from './build-contribution.ts';
import { findUnchanged, keepStamp, type WrittenFile } from './build-stamp.ts';
import type { Format, ReportContext } from '../report/report.ts';
import type { ValidSources } from '../validate/sources.ts';
import type { Command, OptionValues } from './command.ts';
import { compileAhead, type CompileOptions } from './compile-stages.ts';
import { startPackaging } from './packaging.ts';
import { chosenFormat, formatOption, reportFindings, type Findings } from './report.ts';
import { cacheFolder, runStages, type StageMemory } from './stages.ts';
import { watch, watchOption } from './watch.ts';
import { blockedBy, listWritten, summarize } from './written.ts';

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
    contribution: {
      type: 'boolean',
      describe: 'Write the files of a pull request to the public content repository to dist/contribution/',
      default: false,
    },
    cache: { type: 'boolean', describe: 'Reuse what is known of unchanged queries', default: true },
    'stable-api-versions': {
      type: 'boolean',
      describe: 'With --content-only: the newest stable api versions instead of those of the public packager',
      default: false,
    },
    ...formatOption,
    ...watchOption,
  },
  examples: [
    ['', 'Build everything'],
    ['--check', 'Compare the committed templates with the sources'],
    ['--content-only', 'The strict Content Hub package, without the connector’s infrastructure'],
    ['--contribution', 'What a pull request to the public content repository consists of'],
    ['--watch', 'Build again whenever a definition is saved'],
  ],
  async run(values, output) {
    const format = chosenFormat(buildSolution.name, values, output);
    if (!format) return 2;
    if (values['contribution'] === true) {
      const other = ['check', 'content-only', 'watch'].find((name) => values[name] === true);
      if (other !== undefined) {
        output.err(`${buildSolution.name}: --contribution and --${other} exclude each other.`);
        return 2;
      }
      return reportFindings(await buildContribution(values, format), output);
    }
    if (values['watch'] === true) {
      const ahead = (sources: ValidSources): Iterable<unknown> => buildAhead(sources, values);
      return watch({ values, format, output, ahead, command: buildSolution.name }, (memory) =>
        build(values, format, memory),
      );
    }
    return reportFindings(await build(values, format), output);
  },
};

/** What is meant to be built. */
function formOf(values: OptionValues): Required<CompileOptions> & { readonly isRelease: boolean } {
  const contentOnly = values['content-only'] === true;
  const stableApiVersions = values['stable-api-versions'] === true;
  return { contentOnly, stableApiVersions, isRelease: !contentOnly && values['check'] !== true };
}

/** The steps of a build that need no query bound; the build that follows knows what they gave. */
function* buildAhead(sources: ValidSources, values: OptionValues): Generator<void> {
  const form = formOf(values);
  const compiled = yield* compileAhead(sources, form);
  if (compiled && form.isRelease) packTemplates(compiled);
  yield;
}

/** One build with everything that there is to say about it. */
async function build(values: OptionValues, format: Format, memory?: StageMemory): Promise<Findings> {
  const root = String(values['root']);
  const { contentOnly, stableApiVersions, isRelease } = formOf(values);
  const useCache = values['cache'] !== false;
  // The other forms tell more than an unchanged build knows.
  const mayStop = isRelease && useCache && !memory && format !== 'sarif' && format !== 'junit';
  const unchanged = mayStop ? findUnchanged(root, cacheFolder) : undefined;
  if (unchanged) {
    removeOtherPackages(root, unchanged);
    return toFindings(root, format, { written: unchanged, success: summarize(unchanged) });
  }
  // The bundler works in a process of its own while the stages run.
  const packaging = startPackaging(isRelease ? root : undefined);
  const staged = await runStages(root, {
    contentOnly,
    stableApiVersions,
    useCache,
    ...(memory && { memory }),
  });
  const { checked, contents, compiled, refused, diagnostics, context } = staged;
  const finish = (ending: Ending): Findings => toFindings(root, format, { diagnostics, context, ...ending });
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
    : bundle(
        compiled,
        { name, version, publisher },
        listContents(checked, contents),
        await packaging(version),
      );
  try {
    writeFiles(root, files);
  } catch (error) {
    return finish({ diagnostics: [...diagnostics, blockedBy(root, error)] });
  }
  const written = listWritten(files);
  if (isRelease) removeOtherPackages(root, files);
  const isSilent = diagnostics.length === 0 && context.switchedOff.length === 0;
  if (isRelease && isSilent && !memory) keepStamp(root, cacheFolder, written);
  return finish({ written, success: summarize(written) });
}

interface Ending {
  readonly diagnostics?: readonly Diagnostic[];
  readonly context?: ReportContext;
  readonly written?: readonly WrittenFile[];
  readonly texts?: ReadonlyMap<string, string>;
  readonly success?: string;
}

function toFindings(
  root: string,
  format: Format,
  { diagnostics = [], written = [], ...rest }: Ending,
): Findings {
  return { command: buildSolution.name, root, format, diagnostics, result: { files: written }, ...rest };
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
