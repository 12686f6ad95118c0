import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Json } from '../../model/arm.ts';
import { factNames } from '../../model/infrastructure.ts';
import { isExpression, readExpression, type Use } from './expression.ts';
import { find, locate, type Entry, type Inventory } from './inventory.ts';
import { eachText, placeholdersIn } from './texts.ts';

/** Expressions that cannot be read, placeholders and names that nothing defines, definitions unused. */
export function checkExpressions(inventory: Inventory): Diagnostic[] {
  const used = new Set<string>();
  const inside = [...inventory.resources, ...inventory.variables, ...inventory.outputs, ...inventory.tags];
  return [
    ...inside.flatMap((entry) => checkTexts(entry, inventory, used)),
    ...inventory.parameters.flatMap((entry) => checkTexts(entry, inventory)),
    ...inventory.parameters.flatMap(checkParameter),
    ...inventory.parameters.flatMap((entry) => unused('parameter', entry, used)),
    ...inventory.variables.flatMap((entry) => unused('variable', entry, used)),
    ...unusedRoles(inventory),
  ];
}

/**
 * Names used inside the nested template are added to `used` and must be defined; parameters are written
 * in terms of the root template (no `used`), whose names are not known here.
 */
function checkTexts(entry: Entry<Json | object>, inventory: Inventory, used?: Set<string>): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { text, path, isKey } of eachText(entry.definition as Json)) {
    const at = entry.part.at([...entry.path, ...path], isKey ? 'key' : 'value');
    for (const { name } of placeholdersIn(text)) {
      if (isKnown(name, inventory)) continue;
      const known = factNames.join(', ');
      found.push(diagnostic('infrastructure-placeholder', at, { name, known }));
    }
    if (!isExpression(text)) {
      if (text.startsWith('[') && !text.startsWith('[[')) {
        found.push(diagnostic('infrastructure-expression', at, { reason: 'it does not end with a bracket' }));
      }
      continue;
    }
    const { uses, problem } = readExpression(text);
    if (problem !== undefined) {
      found.push(diagnostic('infrastructure-expression', at, { reason: problem }));
      continue;
    }
    for (const use of used ? uses : []) {
      used?.add(`${use.kind} ${use.name}`);
      const defined = find<unknown>(definitions(use, inventory), use.name);
      if (!defined)
        found.push(diagnostic('infrastructure-undeclared', at, { kind: use.kind, name: use.name }));
    }
  }
  return found;
}

function definitions(use: Use, inventory: Inventory): readonly Entry<unknown>[] {
  return use.kind === 'parameter' ? inventory.parameters : inventory.variables;
}

function isKnown(placeholder: string, inventory: Inventory): boolean {
  if (factNames.some((name) => name === placeholder)) return true;
  const [key = '', property = '', ...rest] = placeholder.split('.');
  return find(inventory.resources, key) !== undefined && /^(?:id|name)$/.test(property) && rest.length === 0;
}

function checkParameter(entry: Inventory['parameters'][number]): Diagnostic[] {
  const { default: value, description, from } = entry.definition;
  const { name } = entry;
  if (value === undefined && from === undefined) {
    return [diagnostic('infrastructure-parameter-unfilled', locate(entry), { name })];
  }
  if (value !== undefined && description === undefined) {
    return [diagnostic('infrastructure-parameter-unasked', locate(entry), { name })];
  }
  return [];
}

function unused(kind: 'parameter' | 'variable', entry: Entry<unknown>, used: ReadonlySet<string>) {
  if (used.has(`${kind} ${entry.name}`)) return [];
  const at = entry.part.at(entry.path, 'key');
  return [diagnostic('infrastructure-unused', at, { kind, name: entry.name })];
}

function unusedRoles(inventory: Inventory): Diagnostic[] {
  const granted = new Set(inventory.grants.map(({ definition }) => definition.role));
  return inventory.roles
    .filter(({ name }) => !granted.has(name))
    .map((entry) =>
      diagnostic('infrastructure-unused', entry.part.at(entry.path, 'key'), {
        kind: 'role',
        name: entry.name,
      }),
    );
}
