/**
 * One layout for all files: prettier's, and inside queries that of Microsoft's own formatter of KQL.
 */
import { layOutFragment, layOutQuery } from './query-layout.ts';
import { createFormatter, type KqlFormatter } from './kql-formatter.ts';
import { replaceQueries } from './yaml-queries.ts';

/** What keeps a file from being laid out; line and column from 1. */
export interface SyntaxProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** The text as it should be, or why it cannot be read; undefined for a file that nobody lays out. */
export type Layout = { readonly text: string } | { readonly problem: SyntaxProblem } | undefined;

/** Lays out files below `root`. */
export type LayoutFile = (path: string, text: string) => Promise<Layout>;

/**
 * Reads the settings of prettier below `root` for each file, and what it is told to leave alone. The
 * libraries are loaded when they are first needed.
 */
export async function createLayout(root: string, cacheFolder: string): Promise<LayoutFile> {
  const prettier = await import('prettier');
  const ignorePath = ['.gitignore', '.prettierignore'].map((name) => `${root}/${name}`);
  let kql: KqlFormatter | undefined;
  return async (path, text) => {
    const filepath = `${root}/${path}`;
    const { ignored, inferredParser } = await prettier.getFileInfo(filepath, { ignorePath });
    if (ignored) return undefined;
    if (path.endsWith('.kql')) {
      return { text: layOutFragment({ path, text }, (kql ??= createFormatter(cacheFolder))) };
    }
    if (!inferredParser) return undefined;
    const config = await prettier.resolveConfig(filepath, { editorconfig: true });
    try {
      const laidOut = await prettier.format(text, { ...config, filepath, parser: inferredParser });
      if (!path.endsWith('.yaml')) return { text: laidOut };
      const layOut = (query: string): string => layOutQuery(query, (kql ??= createFormatter(cacheFolder)));
      return { text: replaceQueries(laidOut, layOut) };
    } catch (error) {
      return { problem: toProblem(error) };
    }
  };
}

function toProblem(error: unknown): SyntaxProblem {
  const { message, loc } = error as {
    readonly message: string;
    readonly loc?: { readonly start: { readonly line: number; readonly column: number } };
  };
  const [first = message] = message.split(/ \(\d+:\d+\)|\n/);
  return { message: first.replace(/[.:]$/, ''), line: loc?.start.line ?? 1, column: loc?.start.column ?? 1 };
}
