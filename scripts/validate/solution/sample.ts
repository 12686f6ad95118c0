/** For tests: the project's own files, as they stand or with texts exchanged. */
import { readFileSync } from 'node:fs';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../load/source.ts';
import { parseYaml, type YamlDocument } from '../../load/yaml.ts';

/** A text that must stand in the file, and what comes in its place. */
export type Exchange = readonly [search: string, replace: string];

export function sampleSource(path: string, ...exchanges: readonly Exchange[]): SourceFile {
  const text = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
  return { path, text: exchanges.reduce(exchange, text) };
}

export function sampleDocument<T>(path: string, ...exchanges: readonly Exchange[]): YamlDocument<T> {
  const document = parseYaml(sampleSource(path, ...exchanges), (finding) => {
    throw new TypeError(finding.message);
  });
  return document as YamlDocument<T>;
}

/** Codes with their lines: what a test compares. */
export function codesOf(findings: readonly Diagnostic[]): string[] {
  return findings.map((finding) => `${finding.code}:${finding.location.line}`);
}

/** The line on which a text first stands. */
export function lineOf(source: SourceFile, text: string): number {
  const offset = source.text.indexOf(text);
  if (offset < 0) throw new TypeError(`"${text}" is not there.`);
  return source.text.slice(0, offset).split('\n').length;
}

function exchange(text: string, [search, replace]: Exchange): string {
  if (!text.includes(search)) throw new TypeError(`"${search}" is not there.`);
  return text.replace(search, () => replace);
}
