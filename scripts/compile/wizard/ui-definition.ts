/**
 * In: solution/wizard.yaml, the regions and what the solution is. Out: createUiDefinition.json as an object.
 * The input has passed `checkWizard`; what that would have refused is a bug here and throws.
 */
import type { Json, JsonObject } from '../../model/arm.ts';
import { uiDefinitionSchema, uiDefinitionVersion, type WizardInput } from '../../model/wizard.ts';
import { descendants } from '../../wizard/expression.ts';
import { parseExpression, readText } from '../../wizard/parse.ts';
import { makePlaceholders, type Placeholders } from '../../wizard/placeholders.ts';
import { printExpression } from '../../wizard/print.ts';
import { substitute } from '../../wizard/substitute.ts';

/** Compiles the wizard; with `contentOnly` without the connector's step and options. */
export function compileWizard(input: WizardInput): JsonObject {
  const { config, basics, steps, outputs } = input.wizard;
  const placeholders = makePlaceholders(input);
  // The file's types are narrower than JSON, but JSON all the same.
  const filled = (part: unknown): Json | undefined => fill(part as Json, input, placeholders);
  return {
    $schema: uiDefinitionSchema,
    handler: 'Microsoft.Azure.CreateUIDef',
    version: uiDefinitionVersion,
    parameters: {
      config: filled(config) ?? {},
      basics: filled(basics) ?? [],
      steps: filled(steps) ?? [],
      outputs: filled(outputs) ?? {},
    },
  };
}

/** Undefined where nothing is left of a value: blanks are not allowed in the file. */
function fill(value: Json, input: WizardInput, placeholders: Placeholders): Json | undefined {
  if (typeof value === 'string') return fillText(value, placeholders);
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) {
    const items = value.flatMap((item) => repeat(item, input, placeholders));
    return items.length > 0 ? items : undefined;
  }
  if (value['connectorOnly'] === true && input.contentOnly) return undefined;
  const entries: [string, Json][] = [];
  for (const [key, part] of Object.entries(value)) {
    const filled = marks.has(key) ? undefined : (fill(part, input, placeholders) ?? emptyDefault(key, part));
    if (filled !== undefined) entries.push([key, filled]);
  }
  if (entries.length === 0) return undefined;
  const [first] = entries;
  // A marked value that is no object itself, such as an output, stands in one under `value`.
  return entries.length === 1 && first?.[0] === 'value' ? first[1] : Object.fromEntries(entries);
}

/** Nothing is chosen at first: the one blank that means something, and may stand. */
function emptyDefault(key: string, part: Json): Json | undefined {
  return key === 'defaultValue' && isList(part) ? [] : undefined;
}

const marks: ReadonlySet<string> = new Set(['connectorOnly', 'forEach']);

function repeat(item: Json, input: WizardInput, placeholders: Placeholders): readonly Json[] {
  const repeated = typeof item === 'object' && item !== null && !isList(item) && item['forEach'] === 'region';
  const places = repeated ? input.regions.map((region) => makePlaceholders(input, region)) : [placeholders];
  return places.map((place) => fill(item, input, place)).filter((filled) => filled !== undefined);
}

function fillText(text: string, placeholders: Placeholders): Json {
  const read = readText(text);
  if ('source' in read) return fillExpression(read.source, placeholders);
  const whole = /^\$\{([\w.]+)\}$/.exec(text.trim());
  if (whole?.[1]) return placeholders.value(whole[1]) ?? unknown(whole[1]);
  return text.trimEnd().replace(/\$\{([\w.]+)\}/g, (_, name: string) => {
    const value = placeholders.value(name);
    return typeof value === 'string' ? value : unknown(name);
  });
}

function fillExpression(source: string, placeholders: Placeholders): string {
  const parsed = parseExpression(source);
  if ('problem' in parsed) throw new Error(`unchecked expression: ${parsed.problem.reason}`);
  const filled = substitute(parsed.expression, placeholders.expression);
  for (const part of descendants(filled)) if (part.kind === 'placeholder') unknown(part.name);
  return `[${printExpression(filled)}]`;
}

function unknown(name: string): never {
  throw new Error(`unchecked placeholder: ${name}`);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
