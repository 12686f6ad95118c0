import type { Location } from '../diagnostics/diagnostic.ts';
import type { Json } from './arm.ts';
import type { TableFile } from './table.ts';

/** A value read from a file, with the place of everything in it. A parsed YAML document is one. */
export interface Located<T> {
  readonly value: T;
  at(path: readonly (string | number)[], part?: 'key' | 'value'): Location;
}

/** What the definitions in `solution/infrastructure/` are compiled from. */
export interface InfrastructureInput {
  /** One for each file; their order has no meaning. */
  readonly parts: readonly Located<InfrastructurePart>[];
  readonly table: TableFile;
  readonly regions: readonly { readonly host: string }[];
  readonly solution: { readonly version: string; readonly repository: string };
  /** Resource type → api version. */
  readonly apiVersions: Readonly<Record<string, string>>;
}

/** One file: every section may stand in any file, so that what belongs together stands together. */
export interface InfrastructurePart {
  /** Name of the nested deployment. */
  readonly deployment?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, ParameterDefinition>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly roles?: Readonly<Record<string, RoleDefinition>>;
  readonly resources?: readonly ResourceDefinition[];
  readonly grants?: readonly GrantDefinition[];
  readonly outputs?: Readonly<Record<string, OutputDefinition>>;
}

export interface ParameterDefinition {
  readonly type: 'string' | 'securestring' | 'int' | 'bool';
  readonly description?: string;
  /** Makes the parameter one of the root template as well. */
  readonly default?: Json;
  readonly allowed?: Json;
  readonly minLength?: number;
  readonly min?: number;
  readonly max?: number;
  /** What the root template passes on; the root parameter of the same name where absent. */
  readonly from?: string;
}

/** A built-in role: its id, equal in every tenant, and the name under which the portal shows it. */
export interface RoleDefinition {
  readonly id: string;
  readonly title: string;
}

export interface ResourceDefinition {
  /** Name of the resource within these files. */
  readonly key: string;
  readonly type: string;
  /** Key of the resource above it, whose name comes before its own. */
  readonly parent?: string;
  /** The segments of its name, or the one that it has. */
  readonly name: string | readonly string[];
  readonly dependsOn?: readonly string[];
  /** The rest is the resource as Azure Resource Manager wants it. */
  readonly [property: string]: Json | undefined;
}

/** A role that an identity gets on a resource. */
export interface GrantDefinition {
  readonly key: string;
  readonly role: string;
  readonly to: string;
  readonly on: string;
}

export interface OutputDefinition {
  readonly type: 'string';
  readonly value: string;
  /** The value where no connector is deployed. */
  readonly without: string;
}

/** What `${name}` in a definition may stand for, besides `${key.id}` and `${key.name}`. */
export const factNames = [
  'tableName',
  'tableColumns',
  'streamName',
  'streamDeclarations',
  'outputStream',
  'transformKql',
  'regionAddresses',
  'defaultRegionAddress',
  'packageUri',
] as const;
export type Facts = Readonly<Record<(typeof factNames)[number], Json>>;

/** The api type of what a grant becomes. */
export const roleAssignmentType = 'Microsoft.Authorization/roleAssignments';
export const deploymentType = 'Microsoft.Resources/deployments';

/** The settings without which the connector cannot work. Source: the connector's interface. */
export const requiredSettings = [
  'apiEndpoint',
  'APIKey',
  'schedule',
  'LOGS_INGESTION_ENDPOINT',
  'DCR_IMMUTABLE_ID',
  'DCR_STREAM_NAME',
  'AzureWebJobsStorage__accountName',
  'AzureWebJobsStorage__credential',
  'AzureWebJobsStorage__clientId',
  'AZURE_CLIENT_ID',
  'APPLICATIONINSIGHTS_CONNECTION_STRING',
] as const;
