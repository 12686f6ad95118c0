import type { OutputFile } from '../../scripts/bundle/file.ts';
import { compile, contentsOf } from '../../scripts/commands/compile-stages.ts';
import { cacheFolder, prepare } from '../../scripts/commands/stages.ts';
import type { Reference } from '../../scripts/contribution/check.ts';
import { composeContribution } from '../../scripts/contribution/contribution.ts';
import type { Preview } from '../../scripts/contribution/workbook-files.ts';
import { createBinder } from '../../scripts/kql/analyze.ts';
import { withCache } from '../../scripts/kql/analysis-cache.ts';
import { workspaceSchema } from '../../scripts/kql/workspace-schema.ts';
import { watchlistColumns } from '../../scripts/model/watchlist.ts';
import { projectRoot } from '../../scripts/testing/project.ts';

/** Pictures take long to draw, and the checks look at their names and first bytes. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+M8AAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);
const previews: readonly Preview[] = [
  { shade: 'Black', number: 1, png },
  { shade: 'White', number: 1, png },
];

const { checked } = prepare(projectRoot);
if (!checked) throw new TypeError('The sources of the project have errors.');
export const sources = checked;
export const contents = contentsOf(checked);
export const compiled = compile(checked, contents, {});

/** What the project's sources give. */
export function composeProject(): OutputFile[] {
  return composeContribution({
    solution: sources.solution.value,
    contents,
    compiled,
    table: sources.table.value,
    logo: sources.logo.text,
    releaseNotes: sources.releaseNotes.text,
    previews,
  });
}

export const reference: Reference = {
  folder: `Solutions/${sources.solution.value.name}`,
  techniques: sources.techniques.value,
  schema: workspaceSchema(sources.table.value, watchlistColumns),
  // The versions as they are: whether they had to rise is not asked here.
  lock: {
    items: [
      ...sources.rules.map(({ doc: { value } }) => ({
        kind: 'AnalyticsRule' as const,
        id: value.id,
        name: value.name,
        version: value.version,
        sha256: '',
      })),
      ...contents.workbooks.map(({ key, title, version }) => ({
        kind: 'Workbook' as const,
        id: key,
        name: title,
        version,
        sha256: '',
      })),
    ],
  },
  bind: withCache(createBinder(cacheFolder), cacheFolder).bind,
  referenceDate: sources.solution.value.lastPublishDate,
};
