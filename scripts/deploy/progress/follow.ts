import { setTimeout as pause } from 'node:timers/promises';
import { AzureFault, type ErrorDetail } from '../azure/azure-fault.ts';
import type { Deployment, DeploymentOperation, Deployments } from '../azure/deployments.ts';
import { secondsOf } from './duration.ts';

/** A resource that a deployment works at, or a deployment within it. */
export interface Step {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  /** Name of the deployment that it belongs to. */
  readonly deployment: string;
  readonly state: 'running' | 'succeeded' | 'failed' | 'canceled';
  /** Seconds, where Azure tells. */
  readonly seconds?: number;
  readonly error?: ErrorDetail;
}

/** How far a deployment is. */
export interface Snapshot {
  readonly deployment: Deployment;
  /** What was begun, in the order of beginning, those of nested deployments behind them. */
  readonly steps: readonly Step[];
}

export interface Following {
  readonly deployments: Pick<Deployments, 'get' | 'operations'>;
  readonly name: string;
  show(snapshot: Snapshot): void;
  /** Ends the waiting, not the deployment. */
  readonly signal?: AbortSignal;
  /** Milliseconds before the n-th question, from 1 on. */
  wait?(n: number): number;
}

const deploymentType = 'microsoft.resources/deployments';

/** Often at first, later every two seconds: Azure counts the questions. */
const usualWait = (n: number): number => Math.min(2_000, 250 * n);

export function hasEnded({ properties }: Deployment): boolean {
  return ['Succeeded', 'Failed', 'Canceled'].includes(properties.provisioningState);
}

/** Follows a deployment to its end. Throws `AzureFault`, and what an aborted wait throws. */
export async function followDeployment(following: Following): Promise<Snapshot> {
  const { deployments, name, show, signal, wait = usualWait } = following;
  for (let n = 1; ; n++) {
    const deployment = await deployments.get(name);
    if (!deployment) {
      throw new AzureFault(404, {
        code: 'DeploymentNotFound',
        message: `Azure knows no deployment ${name}.`,
      });
    }
    const snapshot = { deployment, steps: await stepsOf(deployments, name) };
    show(snapshot);
    if (hasEnded(deployment)) return snapshot;
    await pause(wait(n), undefined, signal ? { signal } : {});
  }
}

async function stepsOf(deployments: Following['deployments'], name: string): Promise<readonly Step[]> {
  const byId = new Map<string, Step>();
  try {
    for await (const operation of deployments.operations(name)) {
      const step = toStep(operation, name);
      // A resource that is tried again has several operations; the last one counts.
      if (step) byId.set(step.id.toLowerCase(), step);
    }
  } catch (error) {
    // Told of, but not yet begun.
    if (error instanceof AzureFault && error.status === 404) return [];
    throw error;
  }
  const steps: Step[] = [];
  for (const step of byId.values()) {
    steps.push(step);
    if (isDeployment(step)) steps.push(...(await stepsOf(deployments, step.name)));
  }
  return steps;
}

export function isDeployment({ type }: Pick<Step, 'type'>): boolean {
  return type.toLowerCase() === deploymentType;
}

function toStep({ properties }: DeploymentOperation, deployment: string): Step | undefined {
  const {
    targetResource,
    provisioningOperation = 'Create',
    provisioningState,
    duration,
    statusMessage,
  } = properties;
  if (!targetResource || provisioningOperation === 'Read') return undefined;
  const { id, resourceType, resourceName } = targetResource;
  const seconds = secondsOf(duration);
  return {
    id,
    type: resourceType,
    name: resourceName,
    deployment,
    state: states[provisioningState.toLowerCase()] ?? 'running',
    ...(seconds === undefined ? {} : { seconds }),
    ...(statusMessage?.error === undefined ? {} : { error: statusMessage.error }),
  };
}

const states: Readonly<Record<string, Step['state']>> = {
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'canceled',
};
