import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Json } from '../../model/arm.ts';
import { isExpression, readExpression } from './expression.ts';
import { locate, type Entry, type Inventory } from './inventory.ts';
import { eachText, valueAt } from './texts.ts';

// Names of hosts that differ between Azure's clouds.
const cloudHost =
  /\b(?:[\w-]+\.)*(?:windows\.net|azure\.(?:net|com|us|cn)|microsoftonline\.(?:com|us)|loganalytics\.io)\b/i;

/** Secrets that get out, access keys, addresses of one cloud, fixed locations, and empty values. */
export function checkExposure(inventory: Inventory): Diagnostic[] {
  const secrets = new Set(
    inventory.parameters.filter((p) => p.definition.type === 'securestring').map((p) => p.name),
  );
  const { resources, variables, outputs, tags } = inventory;
  // A parameter is passed down under its own name; another one must not carry the secret.
  const others = inventory.parameters.filter(({ name }) => !secrets.has(name));
  return [
    ...[...resources, ...variables, ...outputs, ...tags, ...others].flatMap((entry) => [
      ...secretUses(entry, secrets),
      ...keysAndAddresses(entry),
    ]),
    ...resources.flatMap(({ definition, ...entry }) => [
      ...sharedKeys({ ...entry, definition }),
      ...fixedLocation({ ...entry, definition }),
      ...blanks(definition as Json, { ...entry, definition }),
    ]),
  ];
}

function secretUses(entry: Entry<unknown>, secrets: ReadonlySet<string>): Diagnostic[] {
  const found: Diagnostic[] = [];
  const { type } = entry.definition as { type?: string };
  for (const { text, path } of eachText(entry.definition as Json)) {
    if (!isExpression(text)) continue;
    if (type === 'Microsoft.KeyVault/vaults/secrets' && path.join('.') === 'properties.value') continue;
    for (const { kind, name } of readExpression(text).uses) {
      if (kind !== 'parameter' || !secrets.has(name)) continue;
      found.push(diagnostic('infrastructure-secret-exposed', locate(entry, ...path), { name }));
    }
  }
  return found;
}

function keysAndAddresses(entry: Entry<unknown>): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { text, path } of eachText(entry.definition as Json)) {
    const at = locate(entry, ...path);
    const calls = isExpression(text) ? readExpression(text).calls : [];
    const list = calls.find((name) => /^list\w*(?:Keys|Secrets|Sas)$/i.test(name));
    if (list !== undefined) found.push(diagnostic('infrastructure-stored-key', at, { what: `${list}()` }));
    const host = cloudHost.exec(text)?.[0];
    if (host !== undefined) found.push(diagnostic('infrastructure-cloud-address', at, { host }));
  }
  return found;
}

/** A storage account allows shared keys unless told not to. */
function sharedKeys(entry: Inventory['resources'][number]): Diagnostic[] {
  const { type, properties } = entry.definition;
  if (type !== 'Microsoft.Storage/storageAccounts') return [];
  if (valueAt(properties, 'allowSharedKeyAccess') === false) return [];
  const at = locate(entry, 'properties', 'allowSharedKeyAccess');
  return [diagnostic('infrastructure-stored-key', at, { what: 'allowSharedKeyAccess is not false' })];
}

function fixedLocation(entry: Inventory['resources'][number]): Diagnostic[] {
  const { location } = entry.definition;
  if (typeof location !== 'string' || location === 'global' || isExpression(location)) return [];
  return [diagnostic('infrastructure-location', locate(entry, 'location'), { location })];
}

/** Azure's template checks allow an empty `properties` or `value`, and an identity without properties. */
function blanks(value: Json, entry: Entry<unknown>, path: readonly (string | number)[] = []): Diagnostic[] {
  if (value === '' || value === null || (typeof value === 'object' && Object.keys(value).length === 0)) {
    const name = String(path.at(-1));
    if (/^(?:properties|value|\[.*)$/.test(name)) return [];
    return [diagnostic('infrastructure-blank', locate(entry, ...path), {})];
  }
  if (typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => blanks(item, entry, [...path, index]));
  return Object.entries(value).flatMap(([key, item]) => blanks(item, entry, [...path, key]));
}
