/** Ids of resources out of types and names, and back. */

/** `['Microsoft.KeyVault/vaults/secrets', 'v', 's']` gives `providers/Microsoft.KeyVault/vaults/v/secrets/s`. */
export function providerPath(type: string, names: readonly string[]): string {
  const [namespace = '', ...types] = type.split('/');
  return ['providers', namespace, ...types.flatMap((part, i) => [part, names[i] ?? ''])].join('/');
}

/** Id of a resource of a group by its full type and its name with slashes. */
export function resourceIdIn(scope: string, type: string, name: string): string {
  return `${scope}/${providerPath(type, name.split('/'))}`;
}

export interface IdParts {
  /** What comes before the last `/providers/`. */
  readonly scope: string;
  readonly type: string;
  readonly name: string;
}

/** Of the last provider in an id; undefined where it names no resource. */
export function readId(id: string): IdParts | undefined {
  const at = id.toLowerCase().lastIndexOf('/providers/');
  const [namespace, ...rest] = id.slice(at + '/providers/'.length).split('/');
  if (at < 0 || !namespace || rest.length < 2 || rest.length % 2 === 1) return undefined;
  const types = rest.filter((_, i) => i % 2 === 0);
  const names = rest.filter((_, i) => i % 2 === 1);
  return { scope: id.slice(0, at), type: [namespace, ...types].join('/'), name: names.join('/') };
}

/** The type of what is attached to a workspace: templates write it as `…/workspaces/providers/alertRules`. */
export function ownType(type: string): string {
  return type.replace(/^.*\/providers\//i, 'Microsoft.SecurityInsights/');
}
