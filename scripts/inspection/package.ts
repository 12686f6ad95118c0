/** In: the bytes of a zip. Out: the package in it, or what is wrong with it. */
import { sha256, type OutputFile } from '../bundle/file.ts';
import { diagnostic, startOf, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { JsonObject } from '../model/arm.ts';
import { readZip } from './zip.ts';

/** A package that could be read. */
export interface SolutionPackage {
  /** As it was given. */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly files: readonly OutputFile[];
  readonly mainTemplate: JsonObject;
  readonly createUiDefinition: JsonObject;
}

const names = ['mainTemplate.json', 'createUiDefinition.json'] as const;

export function readPackage(
  path: string,
  bytes: Uint8Array,
  report: (d: Diagnostic) => void,
): SolutionPackage | undefined {
  const at = startOf(path);
  const reading = readZip(bytes);
  if ('fault' in reading) {
    report(
      reading.fault === 'too-large'
        ? diagnostic('package-too-large', at, { file: path, what: reading.what })
        : diagnostic('package-no-zip', at, { file: path }),
    );
    return undefined;
  }
  const { files } = reading;
  const found = files.map((file) => file.path);
  const problems = [
    ...names.filter((name) => !found.includes(name)).map((name) => `lacks ${name} at its root`),
    ...found
      .filter((name, i) => !names.some((known) => known === name) || found.indexOf(name) < i)
      .map((name) => `holds ${name}, which does not belong there`),
  ];
  for (const problem of problems) report(diagnostic('package-contents', at, { file: path, problem }));
  if (problems.length > 0) return undefined;
  const [mainTemplate, createUiDefinition] = names.map((entry) => {
    const read = parseObject(files.find((file) => file.path === entry)?.bytes, entry);
    if (typeof read !== 'string') return read;
    report(diagnostic('package-syntax', at, { entry, file: path, reason: read }));
    return undefined;
  });
  return mainTemplate && createUiDefinition
    ? { path, size: bytes.length, sha256: sha256(bytes), files, mainTemplate, createUiDefinition }
    : undefined;
}

/** The member without which neither file is what it is called. */
const members = { 'mainTemplate.json': 'resources', 'createUiDefinition.json': 'parameters' } as const;

function parseObject(bytes: Uint8Array | undefined, entry: (typeof names)[number]): JsonObject | string {
  const text = Buffer.from(bytes ?? []).toString('utf8');
  if (nesting(text) > maximumNesting) return `it is nested deeper than ${maximumNesting} times`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `it is no JSON (${(error as Error).message.replace(/\.$/, '').replace(/\s+/g, ' ')})`;
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const member = members[entry];
  return isObject && member in (value as object) ? (value as JsonObject) : `it has no ${member}`;
}

/** Templates and workbooks of ours stay below 40; what walks through a document must not run out of stack. */
const maximumNesting = 200;

/** How many brackets are open at most, those within texts left out. */
function nesting(json: string): number {
  let [depth, most] = [0, 0];
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === '[' || token === '{') most = Math.max(most, (depth += 1));
    else if (token === ']' || token === '}') depth -= 1;
  }
  return most;
}
