import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { TableFile } from '../../scripts/model/table.ts';
import { projectRoot } from '../../scripts/testing/project.ts';
import { LanguageServer, type Position } from './language-server.ts';

interface Sample {
  /** The file that the text stands for; its schema comes from .vscode/settings.json. */
  readonly path: string;
  readonly schema: string;
  /** With ‸ where the cursor is. */
  readonly text: string;
  /** What completion offers there. */
  readonly offers: string;
  /** A key of the text, and a part of what it shows where the mouse rests on it. */
  readonly hover: readonly [key: string, says: string];
  /** A faulty text, the line of the fault (from 1), and a part of what is said. */
  readonly wrong: readonly [text: string, line: number, says: string];
}

const samples: readonly Sample[] = [
  {
    path: 'analytics-rules/sample.yaml',
    schema: 'rule',
    text: 'severity: ‸\nqueryFrequency: 1h\n',
    offers: 'High',
    hover: ['queryFrequency', 'How often the rule runs'],
    wrong: ['name: a\nseverity: Huge\n', 2, 'Informational'],
  },
  {
    path: 'analytics-rules/another.yaml',
    schema: 'rule',
    text: 'incidentConfiguration:\n  createIncident: true\n  ‸\n',
    offers: 'groupingConfiguration',
    hover: ['createIncident', 'Makes an incident'],
    wrong: ['queryPeriod: 1w\n', 1, 'pattern'],
  },
  {
    path: 'analytics-rules/sample.test.yaml',
    schema: 'rule-scenarios',
    text: 'scenarios:\n  - name: a\n    events:\n      - kind: audit\n        ‸\n',
    offers: 'object_type',
    hover: ['kind', 'Which kind of event'],
    wrong: ['scenarios:\n  - name: a\n    events: []\n    expect: nothing\n', 4, 'none'],
  },
  {
    path: 'changes/sample.yaml',
    schema: 'change-note',
    text: 'kind: ‸\ntext: A.\n',
    offers: 'fixed',
    hover: ['text', 'Whole sentences'],
    wrong: ['text: A.\nkind: news\n', 2, 'added'],
  },
  {
    path: 'solution/solution.yaml',
    schema: 'solution',
    text: 'name: a\nsupport:\n  tier: ‸\n',
    offers: 'Partner',
    hover: ['support', 'Who helps customers'],
    wrong: ['name: a\nversion: 2.0.0\n', 2, 'pattern'],
  },
  {
    path: 'solution/regions.yaml',
    schema: 'regions',
    text: 'regions:\n  - label: a\n    ‸\n',
    offers: 'host',
    hover: ['label', 'As the wizard shows it'],
    wrong: ['regions:\n  - label: a\n    host: https://example.com\n', 3, 'pattern'],
  },
  {
    path: 'solution/table.yaml',
    schema: 'table',
    text: 'columns:\n  - name: a\n    type: ‸\n',
    offers: 'dynamic',
    hover: ['name', 'Name of the column'],
    wrong: ['columns:\n  - name: a\n    type: json\n', 3, 'dynamic'],
  },
  {
    path: 'solution/diagnostics.yaml',
    schema: 'diagnostics',
    text: 'severities:\n  - code: yaml-tab\n    severity: ‸\n',
    offers: 'warning',
    hover: ['severities', 'severity'],
    wrong: ['severities:\n  - code: yaml-tab\n    severity: loud\n', 3, 'warning'],
  },
  {
    path: 'solution/vocabulary.yaml',
    schema: 'vocabulary',
    text: 'health:\n  categories: [a]\n  ‸\n',
    offers: 'actionTypes',
    hover: ['categories', 'Values of category'],
    wrong: ['itemUsages:\n  - a b\n', 2, 'pattern'],
  },
  {
    path: 'solution/attack-techniques.yaml',
    schema: 'attack-techniques',
    text: 'techniques:\n  T1000: [‸]\n',
    offers: 'Collection',
    hover: ['techniques', 'Id of the technique'],
    wrong: ['techniques:\n  T1000: [Theft]\n', 2, 'Collection'],
  },
  {
    path: 'solution/api-versions.yaml',
    schema: 'api-versions',
    text: 'content:\n  Microsoft.A/b:\n    packager: 2024-01-01\n    ‸\n',
    offers: 'stable',
    hover: ['packager', 'As the public packager writes it'],
    wrong: ['infrastructure:\n  Microsoft.A/b: latest\n', 2, 'pattern'],
  },
  {
    path: 'solution/connector-page.yaml',
    schema: 'connector-page',
    text: 'permissions:\n  resourceProvider:\n    - scope: ‸\n',
    offers: 'Workspace',
    hover: ['resourceProvider', 'Rights in Azure'],
    wrong: ['id: a b\n', 1, 'pattern'],
  },
  {
    path: 'solution/wizard.yaml',
    schema: 'wizard',
    text: 'basics:\n  - name: a\n    type: ‸\n',
    offers: 'Microsoft.Common.DropDown',
    hover: ['basics', 'first step'],
    wrong: ['basics:\n  - name: a\n    type: Slider\n', 3, 'Microsoft.Common.CheckBox'],
  },
  {
    path: 'solution/versions.lock.yaml',
    schema: 'versions-lock',
    text: 'items:\n  - kind: ‸\n',
    offers: 'Workbook',
    hover: ['items', 'has been released'],
    wrong: ['items:\n  - kind: Rule\n', 2, 'AnalyticsRule'],
  },
  {
    path: 'solution/survivors.yaml',
    schema: 'survivors',
    text: 'survivors:\n  - kind: ‸\n',
    offers: 'equivalent',
    hover: ['survivors', 'in any order'],
    wrong: ['survivors:\n  - kind: harmless\n', 2, 'accepted'],
  },
  {
    path: 'solution/infrastructure/sample.yaml',
    schema: 'infrastructure',
    text: 'resources:\n  - key: a\n    ‸\n',
    offers: 'dependsOn',
    hover: ['resources', 'Azure resources'],
    wrong: ['parameters:\n  a: { type: text }\n', 2, 'securestring'],
  },
  {
    path: 'watchlists/sample.yaml',
    schema: 'watchlist',
    text: 'alias: ABC\n‸\n',
    offers: 'itemsSearchKey',
    hover: ['alias', 'by which queries ask'],
    wrong: ['alias: a-b\n', 1, 'pattern'],
  },
  {
    path: 'workbooks/sample/workbook.yaml',
    schema: 'workbook',
    text: 'title: a\n‸\n',
    offers: 'fromTemplateId',
    hover: ['title', 'Name of the workbook'],
    wrong: ['title: a\ntop: a.json\n', 2, 'pattern'],
  },
  {
    path: 'workbooks/sample/part.yaml',
    schema: 'workbook-part',
    text: 'items:\n  - name: a\n    visual: ‸\n',
    offers: 'tiles',
    hover: ['visual', 'How the result is shown'],
    wrong: ['items:\n  - { name: a, visual: cube }\n', 2, 'grid'],
  },
];

const settings = JSON.parse(readFileSync(join(projectRoot, '.vscode/settings.json'), 'utf8')) as {
  readonly 'yaml.schemas': Readonly<Record<string, readonly string[]>>;
};

describe('the YAML language server', () => {
  let server: LanguageServer;
  beforeAll(async () => {
    const schemas = settings['yaml.schemas'];
    server = await LanguageServer.start({
      yaml: { schemas, completion: true, hover: true, validate: true, schemaStore: { enable: false } },
    });
  });
  afterAll(() => server.stop());

  test.each(samples)('completes, explains and checks $path: $offers', async (sample) => {
    const { path, schema, offers, hover, wrong } = sample;
    const text = sample.text.replace('‸', '');
    await server.open(path, text);
    expect(await server.complete(path, positionOf(sample.text, '‸'))).toContain(offers);
    expect(await server.hover(path, positionOf(text, hover[0]))).toContain(hover[1]);

    const named = `# yaml-language-server: $schema=solution/schemas/${schema}.schema.json\n${wrong[0]}`;
    const problems = await server.open(`faulty-${path.replaceAll('/', '-')}`, named);
    const atLine = problems.filter(({ range }) => range.start.line === wrong[1]);
    expect(atLine.map(({ message }) => message).join('\n')).toContain(wrong[2]);
  });

  test('finds nothing wrong with a definition of the project, by the schema that it names', async () => {
    const path = 'analytics-rules/vault-export.yaml';
    expect(await server.open(path, readFileSync(join(projectRoot, path), 'utf8'))).toEqual([]);
    const elsewhere = '# yaml-language-server: $schema=../solution/schemas/regions.schema.json\nregions: 1\n';
    const problems = await server.open('notes/elsewhere.yaml', elsewhere);
    expect(problems).toMatchObject([{ range: { start: { line: 1, character: 9 } } }]);
  });
});

function positionOf(text: string, part: string): Position {
  const before = text.slice(0, text.indexOf(part)).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

test('every schema belongs to files, and every kind of file is tried', () => {
  const files = readdirSync(join(projectRoot, 'solution/schemas'));
  const named = Object.keys(settings['yaml.schemas']).map((path) => path.replace(/^.*\//, ''));
  expect(named.toSorted()).toEqual(files.toSorted());
  const tried = new Set(samples.map(({ schema }) => `${schema}.schema.json`));
  expect(files.filter((file) => !tried.has(file))).toEqual([]);
});

interface Schema {
  readonly description?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema | boolean>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
}

/** Paths of the properties below a schema that show nothing where the mouse rests. */
function unexplained(schema: Schema, root: Schema, path = ''): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    if (typeof property === 'boolean') return [];
    const definition = /^#\/definitions\/(\w+)$/.exec(property.$ref ?? '')?.[1] ?? '';
    const says = property.description ?? root.definitions?.[definition]?.description;
    // A property of the event has its description there.
    const isElsewhere = property.$ref?.includes('/properties/') === true;
    const missing = says === undefined && !isElsewhere ? [`${path}/${name}`] : [];
    return [...missing, ...unexplained(property, root, `${path}/${name}`)];
  });
  const { items, additionalProperties, anyOf = [], definitions = {} } = schema;
  const below = [
    items,
    typeof additionalProperties === 'object' ? additionalProperties : undefined,
    ...anyOf,
  ];
  return [
    ...own,
    ...below.flatMap((part) => (part ? unexplained(part, root, `${path}/*`) : [])),
    ...Object.entries(definitions).flatMap(([name, part]) => unexplained(part, root, `${path}#${name}`)),
  ];
}

test.each(readdirSync(join(projectRoot, 'solution/schemas')))('%s explains every property', (file) => {
  const schema = JSON.parse(readFileSync(join(projectRoot, 'solution/schemas', file), 'utf8')) as Schema;
  expect(schema.description).toMatch(/\.$/);
  expect(unexplained(schema, schema)).toEqual([]);
});

test('scenarios can name every column that a connector fills', () => {
  const { columns } = parse(readFileSync(join(projectRoot, 'solution/table.yaml'), 'utf8')) as TableFile;
  const schema = JSON.parse(
    readFileSync(join(projectRoot, 'solution/schemas/rule-scenarios.schema.json'), 'utf8'),
  ) as { readonly definitions: { readonly event: { readonly properties: object } } };
  const fields = Object.keys(schema.definitions.event.properties);
  const own = new Set([
    'kind',
    'at',
    'arrives',
    'stamped',
    'actor',
    'target',
    'vault',
    'group',
    'item',
    'ip',
    'region',
    'city',
    'app',
    'streams',
    'api',
    'times',
    'every',
    'copies',
  ]);
  const filled = columns
    .map(({ name }) => name)
    .filter((name) => !/^TimeGenerated$|^timestamp$|^SourceSystem$/.test(name));
  expect(fields.filter((name) => !own.has(name))).toEqual(filled);
});
