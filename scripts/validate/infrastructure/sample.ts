/** For tests: the project's own definitions, as they stand or with a text exchanged. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readSource } from '../../load/source.ts';
import { parseYaml, type YamlDocument } from '../../load/yaml.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { InfrastructureInput, InfrastructurePart } from '../../model/infrastructure.ts';
import type { TableFile } from '../../model/table.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = 'solution/infrastructure';

/** A text to exchange in a file of `solution/infrastructure`; it must stand there. */
export interface Edit {
  readonly file: string;
  readonly search: string;
  readonly replace: string;
}

export function readInfrastructure(...edits: readonly Edit[]): InfrastructureInput {
  const table = read('solution/table.yaml').value as TableFile;
  const { regions } = read('solution/regions.yaml').value as Pick<InfrastructureInput, 'regions'>;
  const solution = read('solution/solution.yaml').value as InfrastructureInput['solution'];
  const versions = read('solution/api-versions.yaml').value as {
    infrastructure: InfrastructureInput['apiVersions'];
  };
  return { parts: readParts(edits), table, regions, solution, apiVersions: versions.infrastructure };
}

export function readParts(edits: readonly Edit[] = []): YamlDocument<InfrastructurePart>[] {
  const files = readdirSync(`${root}${folder}`).filter((name) => name.endsWith('.yaml'));
  const missing = edits.find(({ file }) => !files.includes(file));
  if (missing) throw new Error(`There is no ${missing.file}.`);
  return files.map((file) =>
    read(
      `${folder}/${file}`,
      edits.filter((edit) => edit.file === file),
    ),
  ) as YamlDocument<InfrastructurePart>[];
}

function read(path: string, edits: readonly Edit[] = []): YamlDocument {
  const found: Diagnostic[] = [];
  const report = (d: Diagnostic): void => void found.push(d);
  const source = readSource(root, path, 'the test', report);
  let text = source?.text ?? '';
  for (const { search, replace } of edits) {
    if (!text.includes(search)) throw new Error(`${path} does not hold: ${search}`);
    text = text.replace(search, () => replace);
  }
  const document = parseYaml({ path, text }, report);
  if (!document) throw new Error(found.map((d) => d.message).join(' '));
  return document;
}
