/** Audit events that one of the analytics rules looks at, as `<action>/<object type>` or `<object type>`. */
const watched: ReadonlySet<string> = new Set([
  ...['updatfw', 'disblmfa', 'disblduo'].map((action) => `${action}/account`),
  ...['enblmfa', 'updatmfa', 'disblmfa', 'enblduo', 'updatduo', 'disblduo'].map((action) => `${action}/user`),
  ...['suspend', 'delete', 'activate'].map((action) => `${action}/user`),
  'sso',
  'sa',
  'satoken',
  'uva',
  'gva',
  'gm',
  'create/invite',
  'export/vault',
]);

export function isWatched([action, objectType]: readonly [string, string]): boolean {
  return watched.has(objectType) || watched.has(`${action}/${objectType}`);
}
