import type { PropertyDifference } from '../../inspection/difference.ts';

/**
 * What Azure takes and never, or not always, answers: it cannot be compared. Where it is answered all the
 * same, it is. Types and paths in lower case.
 */
interface Unanswered {
  readonly type: string;
  readonly path: string;
  readonly reason: string;
}

const securityInsights = 'microsoft.operationalinsights/workspaces/providers';

const unanswered: readonly Unanswered[] = [
  {
    type: 'microsoft.keyvault/vaults/secrets',
    path: 'properties.value',
    reason: 'Azure Resource Manager tells no secret.',
  },
  {
    type: 'microsoft.keyvault/vaults',
    path: 'properties.createmode',
    reason: 'It says how to create the vault, and is no state of it.',
  },
  ...['rawcontent', 'contenttype', 'numberoflinestoskip', 'sourcetype'].map((name) => ({
    type: `${securityInsights}/watchlists`,
    path: `properties.${name}`,
    reason: 'It is the file of the first rows; the rows are those of the customer since.',
  })),
  ...['descriptionhtml', 'id', 'kind', 'parentid'].map((name) => ({
    type: `${securityInsights}/contentpackages`,
    path: `properties.${name}`,
    reason: 'Content Hub reads it; the published type of the resource does not have it.',
  })),
  ...['id', 'description'].map((name) => ({
    type: `${securityInsights}/contenttemplates`,
    path: `properties.${name}`,
    reason: 'Content Hub reads it; the published type of the resource does not have it.',
  })),
  ...['contentpackages', 'contenttemplates', 'dataconnectors', 'metadata', 'watchlists'].map((name) => ({
    type: `${securityInsights}/${name}`,
    path: 'location',
    reason: 'Extensions of a workspace have no region of their own.',
  })),
  ...['status', 'requireddataconnectors'].map((name) => ({
    type: 'microsoft.securityinsights/alertrules',
    path: `properties.${name}`,
    reason: 'Templates of rules have it, rules have not.',
  })),
];

const unansweredPaths: ReadonlySet<string> = new Set(unanswered.map(({ type, path }) => `${type} ${path}`));

/** Whether a difference is only that Azure is silent about what it never answers. */
export function isUnanswered(type: string, { path, after, lines }: PropertyDifference): boolean {
  if (after !== undefined || lines) return false;
  return unansweredPaths.has(`${type} ${path}`.toLowerCase());
}

/** Resources that are an act rather than a state. */
export const acts: ReadonlyMap<string, string> = new Map([
  ['microsoft.web/sites/extensions', 'It brought the code into the function app; status tells its version.'],
]);

/** What Azure adds to a resource whenever it is saved. */
export const stamps: ReadonlySet<string> = new Set(['etag', 'lastmodifiedutc']);
