import type { Code } from '../diagnostics/registry.ts';

interface Group {
  /** The end of a sentence: why nobody may make less of these findings. */
  readonly why: string;
  /** How the codes begin. */
  readonly prefixes: readonly string[];
  readonly codes?: readonly Code[];
}

/**
 * Errors that stay errors. Everything else is a convention of ours or a judgement, which a solution may see
 * differently; these are not: without them the build breaks, or what it gives is refused or harms customers.
 */
const groups: readonly Group[] = [
  {
    why: 'what comes after reading a file relies on its form',
    prefixes: ['file-', 'yaml-', 'csv-', 'schema-', 'logo-form'],
  },
  { why: 'a list of severities with a fault cannot be relied on', prefixes: ['severity-'] },
  {
    why: 'a name that leads nowhere cannot be compiled',
    prefixes: ['workbook-file-', 'workbook-parameter-undefined'],
    codes: ['solution-list-missing', 'solution-list-unlisted'],
  },
  {
    why: 'customers who have the solution would get a second copy of it, or no update',
    prefixes: ['version-'],
    codes: ['table-column-twice', 'table-column-published', 'table-name', 'watchlist-header'],
  },
  { why: 'ids and names tell the contents apart', prefixes: [], codes: ['rule-duplicate'] },
  {
    why: 'Microsoft Sentinel would refuse the rule',
    prefixes: ['rule-entity-', 'rule-placeholder-'],
    codes: ['rule-schedule', 'rule-column-unknown', 'rule-grouping', 'rule-query-length'],
  },
  {
    why: 'a query that does not bind fails in every workspace',
    prefixes: ['kql-binding', 'kql-transform-column', 'workbook-query-binding'],
    codes: ['kql-watchlist'],
  },
  {
    why: 'a value could change what the query does',
    prefixes: [],
    codes: ['workbook-reference-unsafe'],
  },
  {
    why: 'a scenario that need not be met shows nothing',
    prefixes: ['scenario-'],
  },
  {
    why: 'Azure would refuse the deployment, or the connector could not run or keep its secrets',
    prefixes: ['infrastructure-'],
  },
  {
    why: 'the portal would show an empty or broken wizard, or the deployment would fail',
    prefixes: ['wizard-output-'],
    codes: [
      'wizard-expression',
      'wizard-unknown-placeholder',
      'wizard-unknown-function',
      'wizard-unknown-variable',
      'wizard-unknown-control',
      'wizard-connector-reference',
      'wizard-arguments',
      'wizard-not-total',
      'wizard-duplicate-name',
      'wizard-control-name',
      'wizard-value-not-allowed',
      'wizard-key-exposed',
    ],
  },
  {
    why: 'it stands for many checks of Content Hub and Azure, which would refuse the package',
    prefixes: ['content-validation', 'template-limit'],
    codes: ['arm-ttk'],
  },
  {
    why: 'it says whether the files are those that the sources give',
    prefixes: ['template-missing', 'template-stale', 'output-'],
  },
];

/** Why the severity of an error cannot be lowered; undefined where it can. */
export function whyFixed(code: Code): string | undefined {
  return groups.find(
    ({ prefixes, codes = [] }) => codes.includes(code) || prefixes.some((prefix) => code.startsWith(prefix)),
  )?.why;
}
