/**
 * `build:solution -- --contribution`: the stages, then the files of a pull request to the public content
 * repository, their checks, and only then the writing.
 */
import type { OutputFile } from '../bundle/file.ts';
import { writeFiles } from '../bundle/write.ts';
import { checkContribution } from '../contribution/checks.ts';
import { maskSecrets } from '../contribution/checks/texts.ts';
import { composeContribution } from '../contribution/contribution.ts';
import { solutionFolder } from '../contribution/place.ts';
import { treeOf } from '../contribution/tree.ts';
import type { Preview } from '../contribution/workbook-files.ts';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { createBinder } from '../kql/analyze.ts';
import { withCache } from '../kql/analysis-cache.ts';
import { workspaceSchema } from '../kql/workspace-schema.ts';
import type { JsonObject } from '../model/arm.ts';
import { watchlistColumns } from '../model/watchlist.ts';
import type { TableFile } from '../model/table.ts';
import { tabsOf } from '../workbook-run/notebook.ts';
import { renderWorkbookPreview } from '../preview/workbook-preview.ts';
import type { Format } from '../report/report.ts';
import type { OptionValues } from './command.ts';
import type { Findings } from './report.ts';
import { cacheFolder, runStages, type Staged } from './stages.ts';
import { blockedBy, listWritten, removeOthers, summarize } from './written.ts';

const folder = 'dist/contribution/';

/** Everything that there is to say about building a contribution; writes it where there is no error. */
export async function buildContribution(values: OptionValues, format: Format): Promise<Findings> {
  const root = String(values['root']);
  const useCache = values['cache'] !== false;
  const staged = await runStages(root, { useCache });
  const frame = { command: 'build:solution', root, format, context: staged.context };
  const { diagnostics } = staged;
  const files = await composeFiles(staged);
  if (!files) return { ...frame, diagnostics, result: { files: [] } };
  const found = [...diagnostics, ...judge(files, staged, useCache)];
  const known = treeOf(files).texts;
  // Pictures and packages have no lines to show beside a finding.
  const texts = new Map(files.map(({ path }) => [`${folder}${path}`, maskSecrets(known.get(path) ?? '')]));
  if (hasErrors(found)) return { ...frame, diagnostics: found, texts, result: { files: [] } };
  const output = files.map(({ path, bytes }) => ({ path: `${folder}${path}`, bytes }));
  try {
    writeFiles(root, output);
  } catch (error) {
    return { ...frame, diagnostics: [...found, blockedBy(root, error)], result: { files: [] } };
  }
  removeOthers(root, folder, output);
  const written = listWritten(output);
  return { ...frame, diagnostics: found, success: summarize(written), result: { files: written } };
}

async function composeFiles({ checked, contents, compiled }: Staged): Promise<OutputFile[] | undefined> {
  if (!checked || !contents || !compiled) return undefined;
  const previews = await Promise.all(
    contents.workbooks.map(({ notebook }) => drawPreviews(notebook, checked.table.value)),
  );
  return composeContribution({
    solution: checked.solution.value,
    contents,
    compiled,
    table: checked.table.value,
    logo: checked.logo.text,
    releaseNotes: checked.releaseNotes.text,
    previews: previews.flat(),
  });
}

/** A picture shows about two screens; nobody scrolls further in a gallery. */
const pictureHeight = 1500;

async function drawPreviews(notebook: JsonObject, table: TableFile): Promise<Preview[]> {
  // The engine and the sample are not needed to build anything else.
  const { sampleScenes } = await import('../preview/sample-scenes.ts');
  const sceneOf = sampleScenes(notebook, table, cacheFolder);
  const pictures = tabsOf(notebook).flatMap(({ value }, index) => [
    { shade: 'Black', theme: 'dark', tab: value, number: index + 1 } as const,
    { shade: 'White', theme: 'light', tab: value, number: index + 1 } as const,
  ]);
  const scenes = new Map(tabsOf(notebook).map(({ value }) => [value, sceneOf(value)]));
  return Promise.all(
    pictures.map(async ({ shade, theme, tab, number }) => {
      const scene = scenes.get(tab);
      const options = { tab, maximumHeight: pictureHeight, ...(scene && { scene }) };
      return { shade, number, png: await renderWorkbookPreview(notebook, theme, options) };
    }),
  );
}

function judge(files: readonly OutputFile[], { checked }: Staged, useCache: boolean): Diagnostic[] {
  if (!checked) return [];
  const binder = createBinder(cacheFolder);
  const reference = {
    folder: solutionFolder(checked.solution.value.name),
    techniques: checked.techniques.value,
    schema: workspaceSchema(checked.table.value, watchlistColumns),
    lock: checked.lock.value,
    // Answers are read and not kept: the stages have just written what the next run needs.
    bind: useCache ? withCache(binder, cacheFolder).bind : binder,
    referenceDate: checked.solution.value.lastPublishDate,
  };
  return checkContribution(files, reference, folder);
}
