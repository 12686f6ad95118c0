import type { Location } from '../diagnostics/diagnostic.ts';
import type { Json } from '../model/arm.ts';
import { countLines, indentStep, lineOf } from '../model/json-text.ts';
import { isList, isObject, type NodePath } from './node.ts';

/** Where a value stands in the file as it will be printed; what is marked begins at `column`. */
interface Place {
  readonly value: Json;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  /** Where the value itself begins: after its key. */
  readonly valueColumn: number;
  /** Of the lines inside the value; undefined where it is printed on one. */
  readonly indent: string | undefined;
}

/** Where the value at `path`, or the nearest one around it, stands once `root` is printed. */
export function locate(file: string, root: Json, path: NodePath): Location {
  let place = placeAt(root, 1, 1, '', '', 0);
  for (const step of path) {
    const next = memberAt(place, step);
    if (!next) break;
    place = next;
  }
  const { line, column, length } = place;
  return { file, line, column, length: path.length === 0 ? 1 : length };
}

/** `reserved`: characters after the value on its line. */
function placeAt(
  value: Json,
  line: number,
  column: number,
  key: string,
  indent: string | undefined,
  reserved: number,
): Place {
  const isLong =
    indent !== undefined &&
    typeof value === 'object' &&
    value !== null &&
    lineOf(value, indent, key.length + reserved) === undefined;
  const marked = key === '' ? firstCharacters(value) : key.slice(0, -': '.length);
  const length = marked.length;
  return {
    value,
    line,
    column,
    length,
    valueColumn: column + key.length,
    indent: isLong ? indent : undefined,
  };
}

function memberAt({ value, line, valueColumn, indent }: Place, step: string | number): Place | undefined {
  const members = membersOf(value);
  const last = members.length - 1;
  let at = { line: line + 1, column: valueColumn + 1 };
  for (const [i, [name, member]] of members.entries()) {
    const key = typeof name === 'string' ? `${JSON.stringify(name)}: ` : '';
    if (indent === undefined) {
      if (name === step) return placeAt(member, line, at.column, key, undefined, 0);
      const text = lineOf(member, '', Number.NEGATIVE_INFINITY) ?? '';
      at = { ...at, column: at.column + key.length + text.length + ', '.length };
    } else {
      const inner = indent + indentStep;
      const comma = i === last ? 0 : 1;
      if (name === step) return placeAt(member, at.line, inner.length + 1, key, inner, comma);
      at = { ...at, line: at.line + countLines(member, inner, key.length + comma) };
    }
  }
  return undefined;
}

function membersOf(value: Json): readonly (readonly [string | number, Json])[] {
  if (isList(value)) return value.map((item, index) => [index, item] as const);
  if (!isObject(value)) return [];
  return Object.entries(value).filter(([, child]) => child !== undefined);
}

function firstCharacters(value: Json): string {
  return membersOf(value).length > 0 ? '{' : JSON.stringify(value);
}
