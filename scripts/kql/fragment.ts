import type { SourceFile } from '../load/source.ts';
import { maskLiterals } from './mask.ts';

/**
 * A piece of KQL that many queries share. A query calls it like a function without arguments and the
 * compiler puts the text in place of the call, so that a shipped query needs nothing outside itself.
 *
 * - `steps` begin with a pipe and replace `| invoke name()`.
 * - `terms` are a list of expressions and replace `name()` among the arguments of an operator.
 * - `definitions` are let statements; they are put before the first statement that uses a name of theirs.
 */
export interface Fragment {
  readonly name: string;
  readonly kind: 'steps' | 'terms' | 'definitions';
  readonly source: SourceFile;
  /** Names that the let statements define; empty for the other kinds. */
  readonly defines: readonly string[];
}

/** Reads what a fragment file holds from its first token. */
export function toFragment(source: SourceFile): Fragment {
  const name = source.path.replace(/^.*\//, '').replace(/\.kql$/, '');
  const code = maskLiterals(source.text).trimStart();
  const kind = code.startsWith('|') ? 'steps' : /^let\b/.test(code) ? 'definitions' : 'terms';
  const defines =
    kind === 'definitions' ? [...code.matchAll(/^let\s+(\w+)\s*=/gm)].map((match) => match[1] ?? '') : [];
  return { name, kind, source, defines };
}
