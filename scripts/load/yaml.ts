import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseAllDocuments,
  Scalar,
  visit,
  type Document,
  type Node,
  type Pair,
} from 'yaml';
import { diagnostic, type Diagnostic, type Location } from '../diagnostics/diagnostic.ts';
import { locationAt, type SourceFile } from './source.ts';

export type Path = readonly (string | number)[];

/** A parsed YAML file whose values can be traced back to their place in the text. */
export interface YamlDocument<T = unknown> {
  readonly source: SourceFile;
  readonly value: T;
  /** Where the value at `path` stands, or its nearest ancestor that exists; with `key`, its key. */
  at(path: Path, part?: 'key' | 'value'): Location;
  /**
   * Where a character of a text stands: `offset` counts in the value at `path`. Exact for block
   * texts (`|`); for other scalars the start of the scalar.
   */
  within(path: Path, offset: number, length?: number): Location;
}

/** Parses one YAML document (YAML 1.2 core schema). Findings go to `report`; the result is then undefined. */
export function parseYaml(source: SourceFile, report: (d: Diagnostic) => void): YamlDocument | undefined {
  const found: Diagnostic[] = [];
  const tab = /^ *\t/m.exec(source.text) ?? /\t/.exec(source.text);
  if (tab) {
    const at = locationAt(source, tab.index + tab[0].length - 1);
    found.push(diagnostic('yaml-tab', at, {}));
  }
  const documents = parseAllDocuments(source.text, { lineCounter: new LineCounter(), uniqueKeys: true });
  const list: readonly Document.Parsed[] = Array.isArray(documents) ? documents : [];
  const [document] = list;
  if (list.length !== 1 || !document) {
    found.push(diagnostic('yaml-documents', locationAt(source, 0), { count: list.length }));
  } else if (!tab) {
    found.push(...syntaxFindings(source, document), ...aliasFindings(source, document));
  }
  for (const finding of found) report(finding);
  if (found.length > 0 || !document) return undefined;
  return new ParsedYaml(source, document);
}

function syntaxFindings(source: SourceFile, document: Document.Parsed): Diagnostic[] {
  return [...document.errors, ...document.warnings].map((error) => {
    const at = locationAt(source, error.pos[0], error.pos[1] - error.pos[0]);
    if (error.code === 'DUPLICATE_KEY') return diagnostic('yaml-duplicate-key', at, {});
    const reason = error.message.split(' at line ')[0] ?? error.message;
    return diagnostic('yaml-syntax', at, { reason });
  });
}

function aliasFindings(source: SourceFile, document: Document.Parsed): Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node) || ((isScalar(node) || isCollection(node)) && node.anchor)) {
        found.push(diagnostic('yaml-alias', locationAt(source, node.range?.[0] ?? 0), {}));
      }
    },
  });
  return found;
}

class ParsedYaml implements YamlDocument {
  readonly source: SourceFile;
  readonly value: unknown;
  readonly #root: Node | null;

  constructor(source: SourceFile, document: Document.Parsed) {
    this.source = source;
    this.#root = document.contents;
    this.value = document.errors.length === 0 ? document.toJS({ maxAliasCount: 0 }) : undefined;
  }

  at(path: Path, part: 'key' | 'value' = 'value'): Location {
    const { node, pair } = this.#find(path);
    const target = part === 'key' && pair && isNode(pair.key) ? pair.key : (node ?? this.#root);
    const [start, end] = target?.range ?? [0, 1];
    return locationAt(this.source, start, end - start);
  }

  within(path: Path, offset: number, length = 1): Location {
    const { node } = this.#find(path);
    if (!isScalar(node) || node.type !== Scalar.BLOCK_LITERAL || typeof node.value !== 'string') {
      return this.at(path);
    }
    const before = node.value.slice(0, offset);
    const line = before.split('\n').length - 1;
    const column = offset - (before.lastIndexOf('\n') + 1);
    // The text begins on the line after the block header; every line of it is indented alike.
    const header = node.range?.[0] ?? 0;
    const lines = this.source.text.slice(this.source.text.indexOf('\n', header) + 1).split('\n');
    const first = lines.find((l) => l.trim() !== '') ?? '';
    const indent = first.length - first.trimStart().length;
    const start = this.at(path);
    const room = Math.max(1, (lines[line]?.length ?? 0) - indent - column);
    return {
      file: start.file,
      line: start.line + 1 + line,
      column: indent + column + 1,
      length: Math.max(1, Math.min(length, room)),
    };
  }

  #find(path: Path): { node: Node | null | undefined; pair?: Pair | undefined } {
    let node: Node | null | undefined = this.#root;
    let pair: Pair | undefined;
    for (const step of path) {
      if (!isCollection(node)) break;
      const next: Pair | undefined = isMap(node)
        ? node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === step)
        : undefined;
      const child: unknown = next ? next.value : node.get(step, true);
      if (!isNode(child)) {
        if (next) pair = next;
        break;
      }
      node = child;
      pair = next;
    }
    return { node, pair };
  }
}
