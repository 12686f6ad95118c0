/**
 * The same template for people who deploy with Bicep: a file that calls mainTemplate.json as a module, under
 * names that Bicep allows, and a file of parameters to fill in.
 */
import type { ArmParameter, ArmTemplate, Json } from '../model/arm.ts';
import type { OutputFile } from './file.ts';

/** Where the API key comes from: it stands in no file. */
export const keyVariable = 'ONEPASSWORD_API_KEY';

const groupLocation = '[resourceGroup().location]';

/** What whoever deploys by hand needs otherwise than Content Hub does. */
const changes: Readonly<Record<string, Partial<ArmParameter> & { readonly isRequired?: true }>> = {
  workspace: { isRequired: true },
  'workspace-location': {
    defaultValue: groupLocation,
    metadata: { description: 'Region of the Log Analytics workspace, in which all content lies.' },
  },
};

interface BicepParameter {
  /** As the template has it, and as Bicep allows it. */
  readonly name: string;
  readonly identifier: string;
  readonly definition: ArmParameter;
  readonly isRequired: boolean;
}

/** dist/main.bicep and dist/main.bicepparam. */
export function bicepFiles(template: ArmTemplate, solution: string): OutputFile[] {
  const parameters = Object.entries(template.parameters).map(([name, own]) => {
    const { isRequired = false, ...changed } = changes[name] ?? {};
    return { name, identifier: camelCase(name), definition: { ...own, ...changed }, isRequired };
  });
  const outputs = Object.entries(template.outputs as Readonly<Record<string, { readonly type: string }>>);
  const main = [
    `// ${solution} for Microsoft Sentinel: mainTemplate.json of this version as a module.\n// Written by build:solution.\ntargetScope = 'resourceGroup'`,
    ...parameters.map(declare),
    [
      "module solution '../mainTemplate.json' = {",
      "  name: 'onepassword-solution'",
      '  params: {',
      ...parameters.map(({ name, identifier }) => `    ${key(name)}: ${identifier}`),
      '  }',
      '}',
    ].join('\n'),
    ...outputs.map(([name, { type }]) => `output ${name} ${type} = solution.outputs.${name}`),
  ];
  const values = [
    "// Fill in what differs in your case, and deploy:\n// az deployment group create --resource-group <group> --parameters main.bicepparam\nusing './main.bicep'",
    ...parameters.filter(({ definition }) => !isGroupLocation(definition)).map(assign),
  ];
  return [textFile('dist/main.bicep', main), textFile('dist/main.bicepparam', values)];
}

function declare({ identifier, definition, isRequired }: BicepParameter): string {
  const { type, defaultValue, allowedValues, minLength, minValue, maxValue, metadata } = definition;
  const isSecret = type.startsWith('secure');
  const initial = isRequired || defaultValue === undefined ? '' : ` = ${literal(defaultValue)}`;
  return [
    ...(metadata ? [`@description(${quote(metadata.description)})`] : []),
    ...(isSecret ? ['@secure()'] : []),
    ...(allowedValues ? [`@allowed(${literal(allowedValues)})`] : []),
    ...(minLength === undefined ? [] : [`@minLength(${minLength})`]),
    ...(minValue === undefined ? [] : [`@minValue(${minValue})`]),
    ...(maxValue === undefined ? [] : [`@maxValue(${maxValue})`]),
    `param ${identifier} ${isSecret ? type.replace('secure', '') : type}${initial}`,
  ].join('\n');
}

function assign({ identifier, definition, isRequired }: BicepParameter): string {
  const { type, defaultValue, metadata } = definition;
  const comment = metadata ? `// ${metadata.description}\n` : '';
  const value = type.startsWith('secure')
    ? `readEnvironmentVariable(${quote(keyVariable)}, '')`
    : isRequired
      ? quote(`your-${identifier}`)
      : literal(defaultValue ?? '');
  return `${comment}param ${identifier} = ${value}`;
}

/** A file of parameters knows no resource group; left out, the default holds. */
function isGroupLocation({ defaultValue }: ArmParameter): boolean {
  return defaultValue === groupLocation;
}

function literal(value: Json): string {
  if (value === groupLocation) return groupLocation.slice(1, -1);
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) {
    return value.length === 0 ? '[]' : `[\n${value.map((item: Json) => `  ${literal(item)}\n`).join('')}]`;
  }
  // The template has no parameters that are objects; Bicep would write them otherwise than JSON does.
  if (typeof value === 'object' && value !== null) throw new TypeError('a parameter is an object');
  return String(value);
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('${', '\\${').replaceAll('\n', '\\n')}'`;
}

function key(name: string): string {
  return /^\w+$/.test(name) ? name : quote(name);
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Paragraphs with an empty line between them. */
function textFile(path: string, paragraphs: readonly string[]): OutputFile {
  return { path, bytes: Buffer.from(`${paragraphs.join('\n\n')}\n`, 'utf8') };
}
