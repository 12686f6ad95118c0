import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readZip } from '../../scripts/inspection/zip.ts';
import type { ArmTemplate } from '../../scripts/model/arm.ts';
import type { RuleFile } from '../../scripts/model/rule.ts';
import { compiled, composeProject, contents, sources } from './contribution.ts';

const files = new Map(composeProject().map(({ path, bytes }) => [path, Buffer.from(bytes)]));
const folder = 'Solutions/1Password';

function read(path: string): unknown {
  const text = files.get(path)?.toString('utf8');
  if (text === undefined) throw new TypeError(`There is no ${path}.`);
  return JSON.parse(text);
}

test('the same sources give the same bytes, in the order of the paths', () => {
  const again = composeProject();
  expect(again.map(({ path }) => path)).toEqual([...files.keys()].toSorted());
  expect(again.filter(({ path, bytes }) => !files.get(path)?.equals(bytes)).map(({ path }) => path)).toEqual(
    [],
  );
});

test('each rule is one file that says what its source says, with nothing left to be put in', () => {
  const found = [...files].filter(([path]) => path.startsWith(`${folder}/Analytic Rules/`));
  expect(found).toHaveLength(sources.rules.length);
  for (const { doc, composed } of sources.rules) {
    const text = files.get(`${folder}/Analytic Rules/${doc.value.name}.yaml`)?.toString('utf8') ?? '';
    const rule = parse(text) as RuleFile;
    expect({ ...rule, query: '', description: rule.description.trim() }).toEqual({
      ...doc.value,
      query: '',
      description: doc.value.description.trim(),
    });
    expect(rule.query.trim()).toBe(composed.text.trim());
    expect(rule.query).not.toMatch(/\binvoke \w+\(/);
    expect(Object.keys(rule).slice(0, 3)).toEqual(['id', 'kind', 'name']);
    expect(Object.keys(rule).at(-1)).toBe('version');
    // YAML 1.1 must read the same, for the tools of the repository that know no later one.
    expect(parse(text, { version: '1.1' })).toEqual(rule);
  }
});

test('the package is the one that is released', () => {
  const { version } = sources.solution.value;
  const reading = readZip(files.get(`${folder}/Package/${version}.zip`) ?? Buffer.alloc(0));
  if (!('files' in reading)) throw new TypeError(reading.fault);
  expect(reading.files.map(({ path }) => path)).toEqual(['createUiDefinition.json', 'mainTemplate.json']);
  for (const { path, bytes } of reading.files)
    expect(files.get(`${folder}/Package/${path}`)?.equals(bytes)).toBe(true);
  expect(read(`${folder}/Package/mainTemplate.json`)).toEqual(
    JSON.parse(JSON.stringify(compiled.mainTemplate)),
  );
});

test('the template of the function app asks for what it needs and deploys whenever it is called', () => {
  const path = `${folder}/Data Connectors/azuredeploy_1Password_API_FunctionApp.json`;
  const { parameters, resources, outputs } = read(path) as ArmTemplate;
  const whole = compiled.mainTemplate.resources.find(
    ({ type }) => type === 'Microsoft.Resources/deployments',
  );
  expect(resources).toHaveLength(1);
  expect(resources[0]).not.toHaveProperty('condition');
  expect(resources[0]?.['properties']).toEqual(JSON.parse(JSON.stringify(whole?.['properties'])));
  expect(outputs).toEqual({});
  const withoutDefault = Object.entries(parameters).filter(
    ([, { defaultValue }]) => defaultValue === undefined,
  );
  expect(withoutDefault.map(([name]) => name).toSorted()).toEqual(['apiKey', 'workspace']);
  expect(parameters['apiKey']?.type).toBe('securestring');
  expect(parameters['packageUri']?.defaultValue).toMatch(/\/connector\.zip$/);
  const used = JSON.stringify(resources[0]?.['properties']).match(/(?<=parameters\(')[\w-]+/g) ?? [];
  expect([...new Set(used)].filter((name) => !(name in parameters) && !isInner(whole, name))).toEqual([]);
});

function isInner(deployment: unknown, name: string): boolean {
  return JSON.stringify(deployment).includes(`"${name}":{"type":`);
}

test('sample rows have the types of their columns', () => {
  const rows = read('Sample Data/Custom/OnePasswordEventLogs_CL.json') as Readonly<Record<string, unknown>>[];
  const columns = new Map(sources.table.value.columns.map(({ name, type }) => [name, type]));
  const isOf: Readonly<Record<string, (value: unknown) => boolean>> = {
    string: (value) => typeof value === 'string',
    int: Number.isInteger,
    datetime: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
    dynamic: (value) => typeof value === 'object' && value !== null,
  };
  const wrong = rows.flatMap((row) =>
    Object.entries(row).filter(([name, value]) => !isOf[columns.get(name) ?? '']?.(value)),
  );
  expect(wrong).toEqual([]);
  expect(new Set(rows.map((row) => row['uuid_s'])).size).toBe(rows.length);
});

test('the entry of the workbook and the list of the solution name what is there', () => {
  const [workbook] = contents.workbooks;
  expect(read('Workbooks/WorkbooksMetadata.entry.json')).toMatchObject({
    workbookKey: workbook?.key,
    version: workbook?.version,
    templateRelativePath: '1Password.json',
  });
  expect(read('Workbooks/1Password.json')).toEqual(JSON.parse(JSON.stringify(workbook?.notebook)));
  expect(read(`${folder}/SolutionMetadata.json`)).toMatchObject({
    publisherId: sources.solution.value.publisherId,
    offerId: sources.solution.value.offerId,
    categories: { domains: sources.solution.value.domains },
  });
});
