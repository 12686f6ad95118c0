import type { Location } from '../diagnostics/diagnostic.ts';
import type { Json } from '../model/arm.ts';
import { isList, isObject, type NodePath } from './node.ts';

/**
 * Where the value at `path` stands once `root` is printed with two spaces: each property and each
 * item of a list begins a line of its own, so that counting lines needs no text.
 */
export function locate(file: string, root: Json, path: NodePath): Location {
  let line = 1;
  let value: Json = root;
  let depth = 0;
  let length = 1;
  for (const step of path) {
    const before = children(value);
    const index = before.findIndex(([key]) => key === step);
    const found = before[index];
    if (!found) break;
    line += 1;
    for (const [, sibling] of before.slice(0, index)) line += linesOf(sibling);
    depth += 1;
    value = found[1];
    length = typeof step === 'string' ? JSON.stringify(step).length : firstLine(value).length || 1;
  }
  return { file, line, column: depth * 2 + 1, length };
}

function children(value: Json): readonly (readonly [string | number, Json])[] {
  if (isList(value)) return value.map((item, index) => [index, item] as const);
  if (!isObject(value)) return [];
  return Object.entries(value).filter(([, child]) => child !== undefined);
}

function linesOf(value: Json): number {
  const inner = children(value);
  return inner.length === 0 ? 1 : inner.reduce((sum, [, child]) => sum + linesOf(child), 2);
}

function firstLine(value: Json): string {
  return children(value).length > 0 ? '{' : JSON.stringify(value);
}
