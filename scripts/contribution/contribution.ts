/**
 * In: the compiled solution. Out: the files of a pull request to the public content repository, by their
 * paths there. Nothing here reads or writes a file.
 */
import type { CompiledSolution } from '../bundle/bundle.ts';
import type { OutputFile } from '../bundle/file.ts';
import type { SolutionContents } from '../compile/solution.ts';
import type { SolutionFile } from '../model/solution.ts';
import type { TableFile } from '../model/table.ts';
import { connectorFiles } from './connector-files.ts';
import { packageFiles } from './package-files.ts';
import {
  customTables,
  logos,
  publishedNames,
  sampleData,
  solutionFolder,
  toFileName,
  workbookLogos,
} from './place.ts';
import { ruleYaml } from './rule-yaml.ts';
import { sampleRows } from './sample-rows.ts';
import { solutionFiles } from './solution-files.ts';
import { documentFile, textFile } from './text-file.ts';
import { watchlistFiles } from './watchlist-files.ts';
import { workbookFiles, type Preview } from './workbook-files.ts';

export interface ContributionInput {
  readonly solution: SolutionFile;
  readonly contents: SolutionContents;
  readonly compiled: CompiledSolution;
  readonly table: TableFile;
  /** SVG. */
  readonly logo: string;
  /** Markdown. */
  readonly releaseNotes: string;
  readonly previews: readonly Preview[];
}

/** Every file, in the order of the paths. */
export function composeContribution(input: ContributionInput): OutputFile[] {
  const { solution, contents, compiled, table, logo, releaseNotes, previews } = input;
  const folder = solutionFolder(solution.name);
  const names = publishedNames(solution.name);
  const files = [
    ...contents.rules.map(({ rule, query }) =>
      textFile(`${folder}/Analytic Rules/${toFileName(rule.name, 'yaml')}`, ruleYaml(rule, query)),
    ),
    ...connectorFiles(folder, names, contents.connector, compiled.mainTemplate),
    ...contents.workbooks.flatMap((workbook) => workbookFiles(folder, names, workbook, solution, previews)),
    ...watchlistFiles(folder, contents.watchlists, compiled.mainTemplate),
    ...solutionFiles(folder, names, solution, contents),
    ...packageFiles(folder, solution.version, compiled),
    textFile(`${folder}/ReleaseNotes.md`, releaseNotes),
    textFile(`${workbookLogos}/${names.logo}`, logo),
    textFile(`${logos}/${names.logo}`, logo),
    documentFile(`${customTables}/${table.name}.json`, customTable(table)),
    documentFile(`${sampleData}/${table.name}.json`, sampleRows()),
  ];
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The schema of a table as the repository's check of queries reads it. */
function customTable({ name, columns }: TableFile): object {
  return { Name: name, Properties: columns.map((column) => ({ Name: column.name, Type: column.type })) };
}
