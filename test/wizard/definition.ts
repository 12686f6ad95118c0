import { readSource } from '../../scripts/load/source.ts';
import { parseYaml, type YamlDocument } from '../../scripts/load/yaml.ts';
import type { ArmParameter } from '../../scripts/model/arm.ts';
import type { Region, WizardFile, WizardRule, WizardSolution } from '../../scripts/model/wizard.ts';
import { regionAddress } from '../../scripts/model/wizard.ts';

const root = new URL('../../', import.meta.url).pathname;

/** A definition of the project, as it lies in the working copy; `edit` changes its text before it is read. */
export function load<T>(path: string, edit: (text: string) => string = (text) => text): YamlDocument<T> {
  const report = (finding: { readonly message: string }): never => {
    throw new Error(`${path}: ${finding.message}`);
  };
  const source = readSource(root, path, 'a definition', report);
  const document = source && parseYaml({ ...source, text: edit(source.text) }, report);
  if (!document) throw new Error(`${path} cannot be read`);
  return document as YamlDocument<T>;
}

export const { regions } = load<{ readonly regions: readonly Region[] }>('solution/regions.yaml').value;
export const solution = load<WizardSolution>('solution/solution.yaml').value;
export const rules = solution.rules.map((name) => load<WizardRule>(`analytics-rules/${name}.yaml`).value);
export const wizardFile = 'solution/wizard.yaml';
export const wizard = load<WizardFile>(wizardFile).value;

/** The parameters of a template that the wizard fits. */
export const parameters: Readonly<Record<string, ArmParameter>> = {
  workspace: { type: 'string', defaultValue: '' },
  'workspace-location': { type: 'string', defaultValue: '' },
  location: { type: 'string', minLength: 1, defaultValue: '[resourceGroup().location]' },
  apiKey: { type: 'securestring', defaultValue: '' },
  apiEndpoint: {
    type: 'string',
    defaultValue: 'https://events.1password.com',
    allowedValues: regions.map(regionAddress),
  },
  functionLocation: { type: 'string', defaultValue: '' },
  initialLookbackHours: { type: 'int', defaultValue: 24, minValue: 1, maxValue: 2880 },
  resourcePrefix: { type: 'string', minLength: 1, defaultValue: 'onepassword' },
  keyVaultCreateMode: { type: 'string', defaultValue: 'default', allowedValues: ['default', 'recover'] },
  installWatchlist: { type: 'bool', defaultValue: true },
  enabledRules: { type: 'array', defaultValue: [] },
  privilegedIds: { type: 'array', defaultValue: [] },
};
