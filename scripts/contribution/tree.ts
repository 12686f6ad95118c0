import type { OutputFile } from '../bundle/file.ts';
import type { Json, JsonObject } from '../model/arm.ts';

/** The files of a contribution, by their paths in the public content repository. */
export interface Tree {
  readonly files: readonly OutputFile[];
  /** Of every file whose extension is one of a text. */
  readonly texts: ReadonlyMap<string, string>;
}

const textFile = /\.(?:json|yaml|md|svg|csv)$/i;

export function treeOf(files: readonly OutputFile[]): Tree {
  const texts = files
    .filter(({ path }) => textFile.test(path))
    .map(({ path, bytes }) => [path, Buffer.from(bytes).toString('utf8')] as const);
  return { files, texts: new Map(texts) };
}

/** Paths that fit a pattern, in the order of the tree. */
export function pathsLike({ files }: Tree, pattern: RegExp): string[] {
  return files.map(({ path }) => path).filter((path) => pattern.test(path));
}

/** A JSON document; undefined where there is none, or where it cannot be read (a check of its own says so). */
export function readJson(tree: Tree, path: string): Json | undefined {
  return attempt(() => JSON.parse(tree.texts.get(path) ?? '') as Json);
}

/** A JSON object; empty where there is none. */
export function readObject(tree: Tree, path: string): JsonObject {
  const value = readJson(tree, path);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
