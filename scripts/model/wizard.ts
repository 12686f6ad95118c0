import type { Json, JsonObject } from './arm.ts';

/** solution/wizard.yaml: createUiDefinition.json before placeholders are filled. */
export interface WizardFile {
  /** Audience of tokens issued before they named a host. */
  readonly oldAudience: string;
  /** Resource type → api version of the requests that the wizard makes. */
  readonly apiVersions: Readonly<Record<string, string>>;
  /** Expressions with a name, usable as `${name}` in every other expression. */
  readonly expressions: Readonly<Record<string, string>>;
  readonly config: JsonObject;
  readonly basics: readonly WizardElement[];
  readonly steps: readonly WizardStep[];
  readonly outputs: Readonly<Record<string, WizardOutput>>;
}

interface WizardStep {
  readonly name: string;
  readonly label: string;
  readonly connectorOnly?: boolean;
  readonly elements: readonly WizardElement[];
  readonly [key: string]: Json | readonly WizardElement[] | undefined;
}

export interface WizardElement {
  readonly name: string;
  readonly type: string;
  /** Left out where only the content is installed. */
  readonly connectorOnly?: boolean;
  /** One element for each region, with the placeholders `region.*`. */
  readonly forEach?: 'region';
  readonly [key: string]: Json | undefined;
}

interface WizardOutput {
  readonly value: string;
  readonly connectorOnly?: boolean;
}

/** An address of the Events API. */
export interface Region {
  readonly label: string;
  readonly host: string;
}

/** What the wizard tells about the solution. */
export interface WizardSolution {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly repository: string;
  readonly rules: readonly string[];
  readonly workbooks: readonly string[];
  readonly watchlists: readonly string[];
}

/** An analytics rule that the wizard offers to enable. */
export interface WizardRule {
  readonly id: string;
  readonly name: string;
}

export interface WizardInput {
  readonly wizard: WizardFile;
  readonly regions: readonly Region[];
  readonly solution: WizardSolution;
  /** In the order of the package. */
  readonly rules: readonly WizardRule[];
  /** Leaves out everything marked `connectorOnly`. */
  readonly contentOnly?: boolean;
}

/** Elements that only show or fetch something: the user enters nothing. */
export const passiveElementTypes: readonly string[] = [
  'Microsoft.Common.InfoBox',
  'Microsoft.Common.Section',
  'Microsoft.Common.TextBlock',
  'Microsoft.Solutions.ArmApiControl',
];

/** Source: "CreateUiDefinition overview"; the version stands in the schema's address as well. */
export const uiDefinitionVersion = '0.1.2-preview';
export const uiDefinitionSchema = `https://schema.management.azure.com/schemas/${uiDefinitionVersion}/CreateUIDefinition.MultiVm.json#`;

/** What a drop-down list of the rules offers. */
export function ruleChoices(rules: readonly WizardRule[]): { label: string; value: string }[] {
  return rules.map(({ id, name }) => ({ label: name, value: id }));
}

/** Where the Events API answers, as the connector's setting and the wizard's value name it. */
export function regionAddress(region: Region): string {
  return `https://${region.host}`;
}
