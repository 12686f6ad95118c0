import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { OutputFile } from '../bundle/file.ts';
import type { ContributionCheck, Reference } from './check.ts';
import { dataConnector } from './checks/data-connector.ts';
import { fileNames } from './checks/file-names.ts';
import { hyperlinks } from './checks/hyperlinks.ts';
import { kql } from './checks/kql.ts';
import { logo } from './checks/logo.ts';
import { applicationInsights, armTtk, packageChecks } from './checks/package.ts';
import { detectionSchema, templateVersion } from './checks/rules.ts';
import { sampleDataCheck } from './checks/sample-data.ts';
import { solutionData } from './checks/solution-data.ts';
import { jsonSyntax, yamlSyntax } from './checks/syntax.ts';
import { contentBranding, documentsLink, nonAscii, secrets, workbookResourceInfo } from './checks/texts.ts';
import { previewPictures, workbookMetadata, workbookTemplate } from './checks/workbooks.ts';
import { subjectOf } from './subject.ts';

/** What runs over a pull request to the public content repository, as far as it looks at our kinds of files. */
export const contributionChecks: readonly ContributionCheck[] = [
  jsonSyntax,
  yamlSyntax,
  fileNames,
  dataConnector,
  contentBranding,
  ...packageChecks,
  detectionSchema,
  kql,
  nonAscii,
  templateVersion,
  workbookTemplate,
  workbookResourceInfo,
  workbookMetadata,
  previewPictures,
  logo,
  documentsLink,
  hyperlinks,
  applicationInsights,
  sampleDataCheck,
  solutionData,
  secrets,
  armTtk,
];

/** Runs every check over the files of a contribution; `prefix` is the folder into which they will be written. */
export function checkContribution(
  files: readonly OutputFile[],
  reference: Reference,
  prefix: string,
): Diagnostic[] {
  const subject = subjectOf(files, reference);
  return contributionChecks.flatMap(({ name, remedy, run }) =>
    Array.from(run(subject), ({ file, reason, line = 1 }) => {
      const location = { file: `${prefix}${file}`, line, column: 1, length: 1 };
      return diagnostic('contribution-check', location, { check: name, reason, remedy });
    }),
  );
}
