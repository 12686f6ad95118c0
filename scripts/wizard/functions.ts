/**
 * The functions of createUiDefinition.json, all of them. Source: "CreateUiDefinition functions" of the
 * Azure Resource Manager documentation (collection, conversion, date, logical, math, string).
 */
import type { WizardFunction } from './function.ts';
import { collectionFunctions } from './functions-collection.ts';
import { conversionFunctions } from './functions-conversion.ts';
import { dateFunctions } from './functions-date.ts';
import { logicalFunctions } from './functions-logical.ts';
import { mathFunctions } from './functions-math.ts';
import { stringFunctions } from './functions-string.ts';

const table = new Map<string, WizardFunction>(
  Object.entries({
    ...collectionFunctions,
    ...conversionFunctions,
    ...dateFunctions,
    ...logicalFunctions,
    ...mathFunctions,
    ...stringFunctions,
  }),
);

/** The referencing functions: their values come from what the user has entered. */
const references: ReadonlyMap<string, WizardFunction['takes']> = new Map([
  ['basics', ['string']],
  ['steps', ['string']],
  ['location', []],
  ['resourceGroup', []],
  ['subscription', []],
]);

/** A function by its name, which is case-sensitive; the referencing functions are not among them. */
export function findFunction(name: string): WizardFunction | undefined {
  return table.get(name);
}

export function findReference(name: string): WizardFunction['takes'] | undefined {
  return references.get(name);
}

export function functionNames(): readonly string[] {
  return [...table.keys(), ...references.keys()];
}
