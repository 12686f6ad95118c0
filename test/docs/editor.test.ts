import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { read, root } from './project.ts';

const { 'yaml.schemas': schemas } = JSON.parse(read('.vscode/settings.json')) as {
  readonly 'yaml.schemas': Readonly<Record<string, readonly string[]>>;
};

function fits(path: string, pattern: string): boolean {
  return new RegExp(`^${pattern.replaceAll('.', String.raw`\.`).replaceAll('*', '[^/]*')}$`).test(path);
}

function schemasOf(path: string): string[] {
  return Object.entries(schemas)
    .filter(([, patterns]) => patterns.some((p) => !p.startsWith('!') && fits(path, p)))
    .filter(([, patterns]) => !patterns.some((p) => p.startsWith('!') && fits(path, p.slice(1))))
    .map(([schema]) => posix.normalize(schema));
}

const definitions = ['analytics-rules', 'solution', 'watchlists', 'workbooks'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.yaml') && !path.endsWith('.test.yaml')),
);

test.each(definitions)('the editor checks %s by the schema that the file names', (path) => {
  const [, named = ''] = /^# yaml-language-server: \$schema=(\S+)/.exec(read(path)) ?? [];
  expect(schemasOf(path)).toEqual([posix.join(posix.dirname(path), named)]);
});
