/** What the doctor says of one link of the chain from 1Password to an alert. */

export type LinkName = 'key' | 'events-api' | 'function' | 'identity' | 'rule' | 'table' | 'rules';

export interface Finding {
  readonly link: LinkName;
  /** `skipped`: there was nothing to judge it by. `unknown`: an earlier link is broken. */
  readonly state: 'ok' | 'broken' | 'skipped' | 'unknown';
  /** What was found, in a sentence; where broken, the cause. */
  readonly found: string;
  /** What to do; of broken links. */
  readonly remedy?: string;
  /** The connector's own code for this, where it has one. */
  readonly code?: string;
  /** What is not broken and still worth knowing. */
  readonly notes?: readonly string[];
}

export const linkTitles: Readonly<Record<LinkName, string>> = {
  key: 'API key',
  'events-api': 'Events API',
  function: 'Function app',
  identity: 'Identity and roles',
  rule: 'Data collection rule',
  table: 'Table',
  rules: 'Analytics rules',
};

export function ok(link: LinkName, found: string, notes: readonly string[] = []): Finding {
  return { link, state: 'ok', found, ...(notes.length === 0 ? {} : { notes }) };
}

export function skipped(link: LinkName, found: string): Finding {
  return { link, state: 'skipped', found };
}

export function broken(link: LinkName, found: string, remedy: string, code?: string): Finding {
  return { link, state: 'broken', found, remedy, ...(code === undefined ? {} : { code }) };
}
