import { describe, expect, it } from 'vitest';
import type { Code } from '../../scripts/diagnostics/registry.ts';
import { wizardCodes } from '../../scripts/diagnostics/codes-wizard.ts';
import type { ArmParameter } from '../../scripts/model/arm.ts';
import type { WizardFile } from '../../scripts/model/wizard.ts';
import { checkWizard } from '../../scripts/validate/wizard/wizard.ts';
import { load, parameters, regions, rules, solution, wizardFile } from './definition.ts';

interface Mutant {
  readonly code: Code;
  readonly search: string;
  readonly replace: string;
  /** The text that the finding marks, where it is more than the start of a value. */
  readonly marks?: string;
  /** What the message says. */
  readonly says?: string;
}

// Each is one edit of the project's own definition, with the only finding that it leads to.
const mutants: readonly Mutant[] = [
  {
    code: 'wizard-expression',
    search: 'empty(${workspacesOfGroup})\n',
    replace: 'empty(${workspacesOfGroup}\n',
    says: ') is expected',
  },
  {
    code: 'wizard-unknown-function',
    search: 'map(\n          ${workspacesOfGroup},',
    replace: 'Map(\n          ${workspacesOfGroup},',
    marks: 'Map',
    says: 'Do you mean "map"?',
  },
  {
    code: 'wizard-arguments',
    search: "startsWith(toLower(${key}), 'bearer')]",
    replace: "startsWith(toLower(${key}), 'bearer', 1)]",
    says: 'takes 2 argument(s), not 3',
  },
  {
    code: 'wizard-unknown-variable',
    search: 'filter(${workspacesOfGroup}, (item) => equals(toLower(coalesce(item.name',
    replace: 'filter(${workspacesOfGroup}, (item) => equals(toLower(coalesce(itme.name',
    marks: 'itme',
  },
  {
    code: 'wizard-unknown-control',
    search: "steps('options').installWatchlist",
    replace: "steps('options').installWatchlists",
    says: "steps('options').installWatchlists",
  },
  {
    code: 'wizard-unknown-control',
    search: "contains(coalesce(basics('workspaces'), parse('{}')), 'value')",
    replace: "contains(coalesce(basics('workspace_list'), parse('{}')), 'value')",
    marks: 'basics',
  },
  {
    code: 'wizard-connector-reference',
    search: "[coalesce(steps('options').installWatchlist, true)]",
    replace: "[and(coalesce(steps('options').installWatchlist, true), not(empty(${key})))]",
    says: "steps('events').apiKey",
  },
  {
    code: 'wizard-unknown-placeholder',
    search: 'not(${keyNamesChosenRegion})',
    replace: 'not(${keyNamesChosen})',
    marks: '${keyNamesChosen}',
  },
  {
    code: 'wizard-unknown-placeholder',
    search: '**Workbooks:** ${workbooks}',
    replace: '**Workbooks:** ${workbook}',
    marks: '${workbook}',
  },
  {
    code: 'wizard-unknown-placeholder',
    search: "workspace: coalesce(basics('workspace'), '')",
    replace: "workspace: coalesce(${workspace}, '')",
  },
  {
    code: 'wizard-unused-expression',
    search: '  address: coalesce(',
    replace: "  spare: coalesce(basics('workspace'), '')\n  address: coalesce(",
  },
  {
    code: 'wizard-not-total',
    search: "coalesce(item.id, '')",
    replace: 'item.id',
    says: 'with a list of items without properties',
  },
  {
    code: 'wizard-not-total',
    search: "key: coalesce(steps('events').apiKey, '')",
    replace: "key: toLower(steps('events').apiKey)",
    says: 'before anything is answered',
  },
  {
    code: 'wizard-not-total',
    search: "coalesce(coalesce(basics('onboarding'), parse('{}')).value, parse('[\"unknown\"]'))",
    replace: "basics('onboarding').value",
    says: 'before anything is answered',
  },
  {
    code: 'wizard-not-total',
    search: "coalesce(coalesce(basics('workspaces'), parse('{}')).value, parse('[]'))",
    replace: "coalesce(basics('workspaces'), parse('{\"value\":[]}')).value",
    says: 'when a request is refused',
  },
  {
    code: 'wizard-not-total',
    search: "[int(coalesce(steps('options').initialLookbackHours, '24'))]",
    replace:
      "[if(empty(steps('options').initialLookbackHours), 24, int(steps('options').initialLookbackHours))]",
    says: 'argument 1 of int is nothing',
  },
  { code: 'wizard-duplicate-name', search: 'name: keyWithBlank', replace: 'name: keyWithBearer' },
  { code: 'wizard-control-name', search: 'name: oldKey', replace: 'name: old-key' },
  { code: 'wizard-blank', search: 'placeholder: Select a workspace', replace: 'placeholder: ""' },
  {
    code: 'wizard-tooltip-missing',
    search: '        toolTip: Clear it when',
    replace: '        placeholder: Clear it when',
  },
  {
    code: 'wizard-default-label',
    search: 'defaultValue: 1Password.com (Business)',
    replace: 'defaultValue: https://events.1password.com',
  },
  { code: 'wizard-default-label', search: 'defaultValue: The last day', replace: 'defaultValue: "24"' },
  {
    code: 'wizard-pattern',
    search: '^[A-Za-z0-9_-]{10,}\\\\.[A-Za-z0-9_-]{20,}\\\\.[A-Za-z0-9_-]{20,}$',
    replace: '^[A-Za-z0-9_-]{1,}\\\\.[A-Za-z0-9_-]{2,}\\\\.[A-Za-z0-9_-]{3,}$',
    says: 'asks for 6',
  },
  { code: 'wizard-pattern', search: '^[a-z0-9]{0,40}$', replace: '^[a-z0-9]*$', says: 'how long' },
  { code: 'wizard-pattern', search: '^[a-z0-9]{0,40}$', replace: '^[a-z0-9{0,40}$', says: 'not a regular' },
  {
    code: 'wizard-validation-message',
    search:
      "\n              message: A region's short name has lower-case letters and digits only, such as westeurope.",
    replace: '',
  },
  {
    code: 'wizard-confirmation-hidden',
    search: 'hideConfirmation: false',
    replace: 'hideConfirmation: true',
  },
  {
    code: 'wizard-confirmation-hidden',
    search: '          confirmPassword: Confirm the API key\n',
    replace: '',
  },
  {
    code: 'wizard-key-exposed',
    search: 'text: Every option has a value that suits most installations.',
    replace: `text: "[concat('Your key: ', \${key})]"\n        connectorOnly: true`,
  },
  {
    code: 'wizard-key-exposed',
    search: '        visible: "[${keyNamesOldAudience}]"',
    replace: '        visible: "[${keyNamesOldAudience}]"\n        label: "[${key}]"',
  },
  {
    code: 'wizard-output-unknown',
    search: '  installWatchlist:\n    value',
    replace: '  watchlist:\n    value',
  },
  { code: 'wizard-output-location', search: '"[location()]"', replace: `"[coalesce(location(), '')]"` },
  {
    code: 'wizard-output-secret',
    search: '"[steps(\'events\').apiKey]"',
    replace: '"[steps(\'events\').apiEndpoint]"',
  },
  {
    code: 'wizard-output-type',
    search: "[int(coalesce(steps('options').initialLookbackHours, '24'))]",
    replace: "[coalesce(steps('options').initialLookbackHours, '24')]",
    says: 'is a string; the parameter is of the type int',
  },
  { code: 'wizard-value-not-allowed', search: 'value: "24"', replace: 'value: "25"', says: 'its default 24' },
];

function check(
  edit: (text: string) => string,
  over: Readonly<Record<string, ArmParameter>> = {},
): { readonly findings: ReturnType<typeof checkWizard>; readonly text: string } {
  const document = load<WizardFile>(wizardFile, edit);
  const findings = checkWizard({
    document,
    regions,
    solution,
    rules,
    parameters: { ...parameters, ...over },
  });
  return { findings, text: document.source.text };
}

describe('checkWizard', () => {
  it('finds nothing in the definition of the project', () => {
    expect(check((text) => text).findings).toEqual([]);
  });

  it.each(mutants)('$code: $replace', ({ code, search, replace, marks, says }) => {
    const { findings, text } = check((whole) => {
      expect(whole).toContain(search);
      return whole.replace(search, () => replace);
    });
    expect([...new Set(findings.map((finding) => finding.code))]).toEqual([code]);
    const [finding] = findings;
    const { line = 0, column = 0, length = 0 } = finding?.location ?? {};
    const marked = text.split('\n')[line - 1]?.slice(column - 1, column - 1 + length);
    expect(marked).toBe(marks ?? marked);
    expect(finding?.message).toContain(says ?? '');
    expect(line).toBeGreaterThan(1);
  });

  it('finds a parameter without default that nothing fills', () => {
    const { findings } = check((text) => text, { tenant: { type: 'string' } });
    expect(findings.map(({ code }) => code)).toEqual(['wizard-output-missing']);
  });

  it('finds a region that the template does not allow, and a secret without a secure parameter', () => {
    const allowedValues = regions.slice(0, 3).map(({ host }) => `https://${host}`);
    const { findings } = check((text) => text, {
      apiEndpoint: { type: 'string', defaultValue: 'https://events.1password.com', allowedValues },
      apiKey: { type: 'string', defaultValue: '' },
    });
    expect(findings.map(({ code, message }) => [code, message])).toEqual([
      ['wizard-output-secret', expect.stringContaining('apiKey')],
      ['wizard-value-not-allowed', expect.stringContaining('https://events.1password.eu')],
    ]);
  });

  it('has a case for every code', () => {
    const covered = new Set<string>([...mutants.map(({ code }) => code), 'wizard-output-missing']);
    expect(Object.keys(wizardCodes).filter((code) => !covered.has(code))).toEqual([]);
  });
});
