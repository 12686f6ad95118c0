import { zipSync } from 'fflate';
import type { OutputFile } from '../../scripts/bundle/file.ts';

/** The files of a contribution, open to change. */
export class Draft {
  readonly #files: Map<string, Buffer>;

  constructor(files: readonly OutputFile[]) {
    this.#files = new Map(files.map(({ path, bytes }) => [path, Buffer.from(bytes)]));
  }

  get files(): OutputFile[] {
    return [...this.#files].map(([path, bytes]) => ({ path, bytes }));
  }

  /** Exchanges a text in every file whose path ends so; throws where there is none. */
  replace(ending: string, search: string | RegExp, replacement: string): void {
    const paths = this.#endingIn(ending);
    for (const path of paths) {
      const text = this.#files.get(path)?.toString('utf8') ?? '';
      const changed = text.replace(search, () => replacement);
      if (changed === text) throw new TypeError(`${path} does not hold ${String(search)}`);
      this.#files.set(path, Buffer.from(changed, 'utf8'));
    }
  }

  put(path: string, content: string | Buffer): void {
    this.#files.set(path, Buffer.from(content));
  }

  remove(ending: string): void {
    for (const path of this.#endingIn(ending)) this.#files.delete(path);
  }

  rename(ending: string, change: (path: string) => string): void {
    for (const path of this.#endingIn(ending)) {
      const bytes = this.#files.get(path) ?? Buffer.alloc(0);
      this.#files.delete(path);
      this.#files.set(change(path), bytes);
    }
  }

  #endingIn(ending: string): string[] {
    const paths = [...this.#files.keys()].filter((path) => path.endsWith(ending));
    if (paths.length === 0) throw new TypeError(`There is no ${ending}.`);
    return paths;
  }
}

const rule = 'Vault export.yaml';
const connector = 'Data Connectors/1Password_API_FunctionApp.json';
const solution = 'Solutions/1Password';
const pack = 'Package/mainTemplate.json';
const workbook = 'Workbooks/1Password.json';
const entry = 'WorkbooksMetadata.entry.json';
const sample = 'Sample Data/Custom/OnePasswordEventLogs_CL.json';

/** For a check: what is done to the files, by which this check and no other has something to say. */
export type Mutant = readonly [check: string, what: string, (draft: Draft) => void];

export const mutants: readonly Mutant[] = [
  ['JSON syntax', 'a comma too many', (d) => d.put('Solutions/1Password/Data/more.json', '{"a":1,}')],
  ['YAML syntax', 'a bracket that is not closed', (d) => d.put(`${solution}/Data/more.yaml`, 'a: [1\n')],
  ['File names', 'names that differ in capitals', (d) => d.put('logos/1PASSWORD.svg', '')],
  ['File names', 'an extension in capitals', (d) => d.put(`${solution}/Data/a.PNG`, '')],
  [
    'Data connector',
    'a permission is gone',
    (d) => d.replace(connector, '"delete": true', '"delete": false'),
  ],
  ['Data connector', 'no button', (d) => d.replace(connector, '[Deploy To Azure]', '[Deploy]')],
  [
    'Data connector',
    'a blank in the id',
    (d) => d.replace(connector, '"id": "1Password"', '"id": "1 Password"'),
  ],
  [
    'Data connector',
    'a table of another kind',
    (d) => d.replace(connector, '"name": "OnePasswordEventLogs_CL"', '"name": "SecurityEvent"'),
  ],
  ['Content branding', 'the former name', (d) => d.replace('ReleaseNotes.md', 'the', 'the Azure Sentinel')],
  [
    'Solution branding',
    'the name alone',
    (d) => d.replace('createUiDefinition.json', 'Microsoft Sentinel', 'Sentinel'),
  ],
  [
    'Solution domains and verticals',
    'an unknown domain',
    (d) => d.replace(pack, '"Security - Insider Threat"', '"Security - Passwords"'),
  ],
  [
    'Solution support',
    'neither link nor address',
    (d) => d.replace(pack, /"link": "https:\/\/support[^"]*"/g, '"link": ""'),
  ],
  [
    'Solution id',
    'capital letters',
    (d) => d.replace(pack, '"solutionId": "1password', '"solutionId": "1Password'),
  ],
  [
    'Solution version',
    'of the former generation',
    (d) =>
      d.replace(
        pack,
        /"kind": "Solution",\s*"contentSchemaVersion": "3.0.0"/,
        '"kind": "Solution", "contentSchemaVersion": "2.0.0"',
      ),
  ],
  [
    'Field types',
    'a secret in a parameter of another kind',
    (d) =>
      d.replace(
        pack,
        /"parameters": \{\},(?=\s*"variables": \{\},\s*"resources": \[)/,
        '"parameters": { "name": { "type": "string", "defaultValue": "a" } },',
      ),
  ],
  [
    'Package files',
    'a file too many',
    (d) =>
      d.put(
        zipPath(d),
        Buffer.from(
          zipSync({
            'mainTemplate.json': new Uint8Array(),
            'createUiDefinition.json': new Uint8Array(),
            'old.zip': new Uint8Array(),
          }),
        ),
      ),
  ],
  ['Detection schema', 'an unknown tactic', (d) => d.replace(rule, '- CredentialAccess', '- Stealing')],
  ['Detection schema', 'a technique of another tactic', (d) => d.replace(rule, 'T1555.005', 'T1098')],
  [
    'Detection schema',
    'a period shorter than the frequency',
    (d) => d.replace(rule, 'queryPeriod: 1d', 'queryPeriod: 30m'),
  ],
  [
    'Detection schema',
    'an entity column that is not there',
    (d) => d.replace(rule, 'columnName: ActorEmail', 'columnName: Actor'),
  ],
  [
    'KQL validation',
    'a column that the table has not',
    (d) => d.replace(connector, 'dcount(uuid_s)', 'dcount(uuid)'),
  ],
  [
    'KQL validation',
    'a fragment that is not there',
    (d) =>
      d.replace(workbook, 'OnePasswordEventLogs_CL\\n', 'OnePasswordEventLogs_CL\\n| invoke wb_missing()\\n'),
  ],
  ['Non-ASCII characters', 'a dash in a comment', (d) => d.replace(rule, '// UUIDs', '// \u2013 UUIDs')],
  [
    'Template version and id',
    'an older version',
    (d) => d.replace(rule, /version: .*\n$/, 'version: 0.9.0\n'),
  ],
  [
    'Template version and id',
    'another id',
    (d) => d.replace('Vault export.yaml', /^id: .*/, 'id: 00000000-0000-4000-8000-000000000000'),
  ],
  [
    'Workbook template',
    'the id of a saved workbook',
    (d) => d.replace(workbook, '"sentinel-1PasswordWorkbook"', '"sentinel-UserWorkbook"'),
  ],
  [
    'Workbook template',
    'two that differ',
    (d) => d.replace(`${solution}/${workbook}`, 'All Data', 'All data'),
  ],
  [
    'Workbook resource information',
    'a subscription',
    (d) =>
      d.replace(
        workbook,
        '"fallbackResourceIds": []',
        '"fallbackResourceIds": ["/subscriptions/00000000-0000-4000-8000-000000000000"]',
      ),
  ],
  [
    'Workbook metadata',
    'a dependency without a name',
    (d) => d.replace(entry, '"1PasswordCCPDefinition"', '""'),
  ],
  ['Workbook metadata', 'a picture that is not there', (d) => d.remove('Black1.png')],
  [
    'Workbook metadata',
    'an unknown key',
    (d) => d.replace(entry, '"subtitle"', '"subTitle": "", "subtitle"'),
  ],
  [
    'Workbook metadata',
    'a version that was not raised',
    (d) => d.replace(entry, /"version": "[^"]*"/, '"version": "1.0.0"'),
  ],
  [
    'Workbook preview images',
    'dark ones only',
    (d) => {
      d.replace(entry, 'White1.png', 'Black2.png');
      d.rename('White1.png', (path) => path.replace('White1', 'Black2'));
    },
  ],
  [
    'Workbook preview images',
    'another format',
    (d) => d.put('Workbooks/Images/Preview/1PasswordWorkbookWhite1.png', 'GIF89a'),
  ],
  ['Logo', 'a style', (d) => d.replace('Logos/1password.svg', '<rect ', '<rect style="" ')],
  ['Logo', 'no logo of the workbook gallery that is an SVG', (d) => d.put('Logos/1password.png', '')],
  [
    'Documents link',
    'a language',
    (d) => d.replace('ReleaseNotes.md', 'the', '[the](https://learn.microsoft.com/en-us/azure)'),
  ],
  [
    'Hyperlinks',
    'an address without encryption',
    (d) => d.replace('Data/Solution_1Password.json', 'https://support', 'http://support'),
  ],
  [
    'Hyperlinks',
    'a placeholder',
    (d) =>
      d.replace(
        'Data/Solution_1Password.json',
        'https://support.1password.com/',
        'https://support.1password.com/${page}',
      ),
  ],
  [
    'Classic Application Insights',
    'no workspace',
    (d) => d.replace('azuredeploy_1Password_API_FunctionApp.json', '"WorkspaceResourceId"', '"Workspace"'),
  ],
  ['Sample data', 'an address', (d) => d.replace(sample, 'sanitized@sanitized.com', 'someone@example.com')],
  ['Sample data', 'no list', (d) => d.put(sample, '{}')],
  ['Sample data', 'a kind is missing', (d) => d.replace(sample, /"healthevents"/g, '"auditevents"')],
  [
    'Sample data',
    'a column that the table has not',
    (d) => d.replace(sample, '"session_uuid"', '"session_id"'),
  ],
  [
    'Solution data',
    'a rule that the list does not name',
    (d) =>
      d.replace('Data/Solution_1Password.json', /,\s*"Analytic Rules\/1Password - Vault export.yaml"/, ''),
  ],
  ['Solution data', 'a file that is not there', (d) => d.remove('Watchlists/PG1PW.json')],
  [
    'Solution data',
    'no note of the version',
    (d) => d.replace('ReleaseNotes.md', /^\| \d+\.\d+\.\d+/m, '| 1.0.0'),
  ],
  ['Secrets', 'a private key', (d) => d.replace('ReleaseNotes.md', 'the', '-----BEGIN PRIVATE KEY-----')],
  [
    'Secrets',
    'a token',
    (d) =>
      d.replace(sample, '"Example Person"', `"eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(20)}.${'c'.repeat(20)}"`),
  ],
  [
    'arm-ttk',
    'a location of its own',
    (d) => d.replace(pack, `"location": "[parameters('workspace-location')]"`, '"location": "westeurope"'),
  ],
];

function zipPath(draft: Draft): string {
  return draft.files.find(({ path }) => path.endsWith('.zip'))?.path ?? '';
}
