import type { ResourceDefinition } from '../../model/infrastructure.ts';
import { isExpression } from '../../validate/infrastructure/expression.ts';
import { find, type Inventory } from '../../validate/infrastructure/inventory.ts';

/** A resource as expressions speak of it: without the brackets around them. */
export interface Identifier {
  /** Its last name: `'cursors'`, `variables('installation')`. */
  readonly name: string;
  /** All segments of its name, those of its parents first. */
  readonly segments: readonly string[];
  /** `resourceId('type', …)`. */
  readonly id: string;
}

/** How to speak of a resource of the inventory. `fill` puts facts into the texts of the definition. */
export function identify(
  definition: ResourceDefinition,
  inventory: Inventory,
  fill: (text: string) => string,
): Identifier {
  const { parent, type } = definition;
  const above = parent === undefined ? undefined : find(inventory.resources, parent);
  const names = typeof definition.name === 'string' ? [definition.name] : definition.name;
  const own = names.map((name) => toTerm(fill(name)));
  const segments = [...(above ? identify(above.definition, inventory, fill).segments : []), ...own];
  return { name: own.at(-1) ?? "''", segments, id: `resourceId('${type}', ${segments.join(', ')})` };
}

/** A name for the `name` property: segments joined by slashes, as a plain text where all are. */
export function joinSegments(segments: readonly string[]): string {
  const parts: string[] = [];
  for (const segment of segments.flatMap((part, index) => (index === 0 ? [part] : ["'/'", part]))) {
    const last = parts.at(-1);
    if (isLiteral(segment) && last !== undefined && isLiteral(last)) {
      parts[parts.length - 1] = `${last.slice(0, -1)}${segment.slice(1)}`;
    } else {
      parts.push(segment);
    }
  }
  const [only = "''"] = parts;
  if (parts.length > 1) return `[concat(${parts.join(', ')})]`;
  return isLiteral(only) ? only.slice(1, -1).replaceAll("''", "'") : `[${only}]`;
}

/** A text of a definition as a term of an expression: `[f()]` is `f()`, anything else a quoted text. */
export function toTerm(text: string): string {
  return isExpression(text) ? text.slice(1, -1) : `'${text.replaceAll("'", "''")}'`;
}

function isLiteral(term: string): boolean {
  return /^'(?:[^']|'')*'$/.test(term);
}
