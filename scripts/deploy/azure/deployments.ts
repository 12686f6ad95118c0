/** Deployments of a resource group: checked, predicted, begun, watched and cancelled. */
import type { JsonObject } from '../../model/arm.ts';
import { apiVersions } from './api-versions.ts';
import type { Azure } from './azure.ts';
import type { ErrorDetail } from './azure-fault.ts';
import type { Waiting } from './long-running.ts';
import { groupId, type Target } from './resource-id.ts';

/** What is deployed. Values of secure parameters are in here, and nowhere else. */
export interface DeploymentContent {
  readonly template: JsonObject;
  /** `{"workspace": {"value": "Logs"}}` */
  readonly parameters: Readonly<Record<string, { readonly value: unknown }>>;
}

export type DeploymentState = 'Accepted' | 'Running' | 'Succeeded' | 'Failed' | 'Canceled' | (string & {});

export interface Deployment {
  readonly id: string;
  readonly name: string;
  readonly properties: {
    readonly provisioningState: DeploymentState;
    readonly timestamp?: string;
    /** ISO 8601 */
    readonly duration?: string;
    readonly correlationId?: string;
    readonly parameters?: Readonly<Record<string, { readonly type: string; readonly value?: unknown }>>;
    readonly outputs?: Readonly<Record<string, { readonly type: string; readonly value?: unknown }>>;
    readonly outputResources?: readonly { readonly id: string }[];
    readonly error?: ErrorDetail;
  };
}

export interface DeploymentOperation {
  readonly id: string;
  readonly operationId: string;
  readonly properties: {
    /** `Create`, `Read`, `EvaluateDeploymentOutput` … */
    readonly provisioningOperation?: string;
    readonly provisioningState: DeploymentState;
    readonly timestamp?: string;
    readonly duration?: string;
    readonly statusCode?: string;
    readonly statusMessage?: { readonly status?: string; readonly error?: ErrorDetail };
    /** Absent for operations that are about the deployment itself. */
    readonly targetResource?: {
      readonly id: string;
      readonly resourceType: string;
      readonly resourceName: string;
    };
  };
}

export type ChangeType = 'Create' | 'Delete' | 'Ignore' | 'Deploy' | 'NoChange' | 'Modify' | 'Unsupported';

export interface PropertyChange {
  /** Dotted; a number within an array. */
  readonly path: string;
  readonly propertyChangeType: 'Create' | 'Delete' | 'Modify' | 'Array' | 'NoEffect';
  readonly before?: unknown;
  readonly after?: unknown;
  readonly children?: readonly PropertyChange[];
}

export interface ResourceChange {
  readonly resourceId: string;
  readonly changeType: ChangeType;
  readonly unsupportedReason?: string;
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly delta?: readonly PropertyChange[];
}

export interface WhatIfResult {
  readonly status: string;
  readonly error?: ErrorDetail;
  readonly properties?: { readonly changes: readonly ResourceChange[] };
}

export interface Deployments {
  /** Throws `AzureFault` with the innermost reason where Azure would refuse the deployment. */
  validate(name: string, content: DeploymentContent, waiting?: Waiting): Promise<void>;
  /** What a deployment would change, resource by resource. */
  whatIf(name: string, content: DeploymentContent, waiting?: Waiting): Promise<readonly ResourceChange[]>;
  /** Ends as soon as Azure has accepted it; the rest is to be asked for. */
  begin(name: string, content: DeploymentContent): Promise<Deployment>;
  get(name: string): Promise<Deployment | undefined>;
  /** All deployments of the group that Azure remembers, the newest first. */
  list(): AsyncGenerator<Deployment, void, undefined>;
  /** What it has done so far; of nested deployments only that they were begun. */
  operations(name: string): AsyncGenerator<DeploymentOperation, void, undefined>;
  /** What runs already is finished by Azure, what waits is not begun. */
  cancel(name: string): Promise<void>;
}

const version = apiVersions.deployments;

/** What the template does not name is left alone. */
function bodyOf(content: DeploymentContent): object {
  return { properties: { mode: 'Incremental', ...content } };
}

export function deploymentsOf(azure: Azure, group: Omit<Target, 'workspace'>): Deployments {
  const collection = `${groupId(group)}/providers/Microsoft.Resources/deployments`;
  const pathOf = (name: string): string => `${collection}/${encodeURIComponent(name)}`;

  return {
    async validate(name, content, waiting) {
      await azure.complete('POST', `${pathOf(name)}/validate`, version, bodyOf(content), waiting);
    },
    async whatIf(name, content, waiting) {
      const path = `${pathOf(name)}/whatIf`;
      const result = await azure.complete<WhatIfResult>('POST', path, version, bodyOf(content), waiting);
      return result?.properties?.changes ?? [];
    },
    async begin(name, content) {
      const begun = await azure.send<Deployment>('PUT', pathOf(name), version, bodyOf(content));
      if (begun === undefined) throw new TypeError('Azure accepted a deployment without naming it.');
      return begun;
    },
    get: (name) => azure.get<Deployment>(pathOf(name), version),
    list: () => azure.list<Deployment>(collection, version),
    operations: (name) => azure.list<DeploymentOperation>(`${pathOf(name)}/operations`, version),
    async cancel(name) {
      await azure.send('POST', `${pathOf(name)}/cancel`, version);
    },
  };
}
