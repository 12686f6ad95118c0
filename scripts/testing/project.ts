/**
 * For tests: copies of the project's sources and committed templates in temporary folders, and edits that
 * put a fault into such a copy. The project itself is never touched.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** What a build reads or compares with; schemas belong to the tools. */
const sourceFolders = ['analytics-rules', 'solution', 'watchlists', 'workbooks'];
const committedFiles = ['mainTemplate.json', 'createUiDefinition.json'];

/**
 * One change of a file: a text exchanged (its first place, with `until` all up to that text) or appended,
 * each repeated `times` times; the file deleted or created; or its content given in base64, for bytes that
 * are no text.
 */
export type Edit = { readonly file: string } & (
  | {
      readonly search: string;
      readonly until?: string;
      readonly replace: string;
      readonly times?: number;
    }
  | { readonly append: string; readonly times?: number }
  | { readonly delete: true }
  | { readonly bytes: string }
  | { readonly create: string }
);

export interface CopyOptions {
  /** Files are created in the opposite order: some file systems list them in the order of creation. */
  readonly isReversed?: boolean;
  /** Applied to the bytes of every file, for working copies with other line ends. */
  readonly convert?: (bytes: Buffer) => Buffer;
}

/** Paths of the files that a copy holds, with forward slashes, sorted. */
export function listProjectFiles(): string[] {
  return [...sourceFolders.flatMap((folder) => listFiles(projectRoot, folder)), ...committedFiles]
    .filter((path) => !path.startsWith('solution/schemas/'))
    .sort();
}

/** A copy of the project in a new temporary folder; returns its path. */
export function copyProject({ isReversed = false, convert = (b) => b }: CopyOptions = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'solution-copy-'));
  const paths = listProjectFiles();
  for (const path of isReversed ? paths.toReversed() : paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), convert(readFileSync(join(projectRoot, path))));
  }
  return root;
}

/** Runs `work` in a copy of the project and removes the copy. */
export async function inProject<T>(
  work: (root: string) => T | Promise<T>,
  options?: CopyOptions,
): Promise<T> {
  const root = copyProject(options);
  try {
    return await work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Takes edits of a copy back: their files are as in the project again, and what they created is gone. */
export function undoEdits(root: string, edits: readonly Edit[]): void {
  const files = new Set(edits.length > 0 ? listProjectFiles() : []);
  for (const { file } of edits) {
    if (files.has(file)) writeFileSync(join(root, file), readFileSync(join(projectRoot, file)));
    else removeCreated(root, file);
  }
}

/** With the folders that hold nothing else. */
function removeCreated(root: string, path: string): void {
  rmSync(join(root, path), { recursive: true, force: true });
  const folder = dirname(path);
  if (folder !== '.' && readdirSync(join(root, folder)).length === 0) removeCreated(root, folder);
}

/** Applies edits in their order; throws where a text to be exchanged is not there. */
export function applyEdits(root: string, edits: readonly Edit[]): void {
  for (const edit of edits) {
    const path = join(root, edit.file);
    if ('delete' in edit) rmSync(path);
    else if ('bytes' in edit) writeFileSync(path, Buffer.from(edit.bytes, 'base64'));
    else if ('create' in edit) createFile(path, edit.create);
    else writeFileSync(path, change(edit, readFileSync(path, 'utf8')));
  }
}

function createFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function change(edit: Extract<Edit, { times?: number }>, text: string): string {
  const times = edit.times ?? 1;
  if ('append' in edit) return text + edit.append.repeat(times);
  const start = text.indexOf(edit.search);
  const end = edit.until === undefined ? start + edit.search.length : text.indexOf(edit.until, start);
  if (start < 0 || end < start) throw new TypeError(`${edit.file} does not hold ${edit.search}`);
  return text.slice(0, start) + edit.replace.repeat(times) + text.slice(end);
}

/** Every file below a folder with the SHA-256 of its bytes, in order of the paths. */
export function takeFingerprint(root: string): Readonly<Record<string, string>> {
  const paths = listFiles(root, '.').map((path) => path.replace(/^\.\//, ''));
  return Object.fromEntries(
    paths.sort().map((path) => [
      path,
      createHash('sha256')
        .update(readFileSync(join(root, path)))
        .digest('hex'),
    ]),
  );
}

function listFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'))
    .map((path) => path.replace(/^\//, ''));
}
