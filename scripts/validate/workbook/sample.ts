import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBinder, type QueryAnalysis } from '../../kql/analyze.ts';
import { toFragment } from '../../kql/fragment.ts';
import { workspaceSchema } from '../../kql/workspace-schema.ts';
import { readSource } from '../../load/source.ts';
import { parseYaml, type YamlDocument } from '../../load/yaml.ts';
import type { TableFile } from '../../model/table.ts';
import type { WorkbookInput } from '../../model/workbook.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = 'workbooks/1password-events';

/** A change of one file by which a test breaks the workbook. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** The workbook of the solution, for tests: as it is, or after one edit. */
export function sampleWorkbook(edit?: Edit): WorkbookInput {
  const parts = readdirSync(join(root, folder))
    .sort()
    .map((name) => readYaml(`${folder}/${name}`, edit));
  const manifest = parts.find(({ source }) => source.path.endsWith('/workbook.yaml'));
  if (!manifest) throw new TypeError('There is no workbook.');
  const fragments = readdirSync(join(root, 'solution/fragments'))
    .sort()
    .map((name) =>
      toFragment({ path: `solution/fragments/${name}`, text: readText(`solution/fragments/${name}`, edit) }),
    );
  return {
    manifest,
    parts: parts.filter((part) => part !== manifest),
    fragments: new Map(fragments.map((fragment) => [fragment.name, fragment])),
  };
}

/** A binder with the tables of the workspace that remembers its answers. */
export function sampleBinder(): (query: string) => QueryAnalysis {
  const table = readYaml('solution/table.yaml').value as TableFile;
  const schema = workspaceSchema(table, ['UUID', 'Type', 'Name', 'Notes']);
  const binder = createBinder(join(tmpdir(), 'onepassword-workbook-tests'));
  const known = new Map<string, QueryAnalysis>();
  return (query) => {
    const answer = known.get(query) ?? binder(query, schema);
    known.set(query, answer);
    return answer;
  };
}

function readYaml(path: string, edit?: Edit): YamlDocument {
  const document = parseYaml({ path, text: readText(path, edit) }, fail);
  if (!document) throw new TypeError(`${path} cannot be read.`);
  return document;
}

function readText(path: string, edit?: Edit): string {
  const text = readSource(root, path, 'a test', fail)?.text ?? '';
  if (!edit || !path.endsWith(`/${edit.file}`)) return text;
  if (!text.includes(edit.from)) throw new TypeError(`${path} does not hold ${edit.from}`);
  return text.replace(edit.from, () => edit.to);
}

function fail(problem: object): void {
  throw new TypeError(JSON.stringify(problem));
}
