import type { OutputFile } from '../bundle/file.ts';
import type { SolutionContents } from '../compile/solution.ts';
import type { SolutionFile } from '../model/solution.ts';
import { logos, toFileName, type publishedNames } from './place.ts';
import { documentFile } from './text-file.ts';

/** What the packager of the public content repository reads: the list of contents, and the solution's facts. */
export function solutionFiles(
  folder: string,
  names: ReturnType<typeof publishedNames>,
  solution: SolutionFile,
  { rules, watchlists }: SolutionContents,
): OutputFile[] {
  const logo = `https://raw.githubusercontent.com/Azure/Azure-Sentinel/master/${logos}/${names.logo}`;
  const metadata = 'SolutionMetadata.json';
  const data = {
    Name: solution.name,
    Author: solution.author,
    Logo: `<img src="${logo}" width="75px" height="75px">`,
    Description: solution.description.trim(),
    'Data Connectors': [`Data Connectors/${names.connector}`],
    Workbooks: [`Workbooks/${names.workbook}`],
    'Analytic Rules': rules.map(({ rule }) => `Analytic Rules/${toFileName(rule.name, 'yaml')}`),
    Watchlists: watchlists.map(({ definition }) => `Watchlists/${definition.alias}.json`),
    // Where the packager expects a checkout of the repository.
    BasePath: `C:\\GitHub\\Azure-Sentinel\\Solutions\\${solution.name}`,
    Version: solution.version,
    Metadata: metadata,
    TemplateSpec: true,
    Is1PConnector: false,
  };
  const { publisherId, offerId, firstPublishDate, lastPublishDate, providers, domains, verticals } = solution;
  const categories = { domains, ...(verticals && { verticals }) };
  const facts = {
    publisherId,
    offerId,
    firstPublishDate,
    lastPublishDate,
    providers,
    categories,
    support: solution.support,
  };
  return [documentFile(`${folder}/Data/${names.data}`, data), documentFile(`${folder}/${metadata}`, facts)];
}
