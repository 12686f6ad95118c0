import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { SolutionFile } from '../../scripts/model/solution.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

export function isThere(path: string): boolean {
  return existsSync(join(root, path));
}

export function readSolution(): SolutionFile {
  return parse(read('solution/solution.yaml')) as SolutionFile;
}

/** Every page of the documentation, by its path. */
export function pages(): string[] {
  return [...pagesIn('.'), ...pagesIn('docs')];
}

function pagesIn(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => (folder === '.' ? name : `${folder}/${name}`));
}
