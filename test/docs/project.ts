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
  const below = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' });
  const others = readdirSync(join(root, 'changes')).map((path) => `changes/${path}`);
  return [
    ...readdirSync(root),
    ...others,
    ...below.map((path) => `docs/${path.replaceAll('\\', '/')}`),
  ].filter((path) => path.endsWith('.md'));
}

/** A page without its code blocks, which may hold anything. */
export function textOf(page: string): string {
  return read(page).replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, '');
}
