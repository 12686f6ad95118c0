/** JSON as it stands in a file. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export interface ArmParameter {
  readonly type: 'string' | 'securestring' | 'int' | 'bool' | 'object' | 'array' | 'secureobject';
  readonly defaultValue?: Json;
  readonly allowedValues?: readonly Json[];
  readonly minLength?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly metadata?: { readonly description: string };
}

export interface ArmResource {
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly [key: string]: Json | undefined;
}

/** An Azure Resource Manager template, schema 2019-04-01. */
export interface ArmTemplate {
  readonly $schema: string;
  readonly contentVersion: string;
  readonly metadata?: JsonObject;
  readonly parameters: Readonly<Record<string, ArmParameter>>;
  readonly variables: JsonObject;
  readonly resources: readonly ArmResource[];
  readonly outputs: JsonObject;
}

/** The schema of templates that are deployed to a resource group. */
export const deploymentTemplateSchema =
  'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
