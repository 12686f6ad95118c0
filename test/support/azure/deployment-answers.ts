/** Deployments and their operations as Azure tells them. Secure parameters and outputs come without values. */
import type { Run, Step } from './deployment.ts';

export function deploymentBody(run: Run): object {
  return {
    id: run.id,
    name: run.name,
    type: 'Microsoft.Resources/deployments',
    properties: {
      mode: 'Incremental',
      provisioningState: run.state,
      correlationId: run.correlationId,
      timestamp: new Date(run.endedAt || run.startedAt).toISOString(),
      duration: durationOf(run),
      parameters: Object.fromEntries(
        Object.entries(run.expansion.parameters).map(([name, { type, ...rest }]) => [
          name,
          { type: typeNames[type.toLowerCase()] ?? type, ...rest },
        ]),
      ),
      ...(run.outputs && {
        outputs: Object.fromEntries(
          Object.entries(run.outputs).map(([name, { type, value }]) => [
            name,
            /^secure/i.test(type) ? { type } : { type: typeNames[type.toLowerCase()] ?? type, value },
          ]),
        ),
      }),
      ...(run.state === 'Succeeded' && {
        outputResources: run.steps.map(({ declared }) => ({ id: declared.id })),
      }),
      ...(run.error && { error: run.error }),
    },
  };
}

/** Azure writes the types of parameters so. */
const typeNames: Readonly<Record<string, string>> = {
  string: 'String',
  securestring: 'SecureString',
  int: 'Int',
  bool: 'Bool',
  array: 'Array',
  object: 'Object',
  secureobject: 'SecureObject',
};

/** What was begun; the last one is about the deployment itself. */
export function operationBodies(run: Run): object[] {
  const steps = run.steps.filter(({ state }) => state !== 'Pending').map((step) => operationBody(run, step));
  if (run.state !== 'Succeeded') return steps;
  const id = `${run.id}/operations/08000000000000000000`;
  const properties = {
    provisioningOperation: 'EvaluateDeploymentOutput',
    provisioningState: 'Succeeded',
    timestamp: new Date(run.endedAt).toISOString(),
    duration: 'PT0.1S',
    statusCode: 'OK',
  };
  return [...steps, { id, operationId: '08000000000000000000', properties }];
}

function operationBody(run: Run, step: Step): object {
  const { declared, error, operationId } = step;
  return {
    id: `${run.id}/operations/${operationId}`,
    operationId,
    properties: {
      provisioningOperation: 'Create',
      provisioningState: step.state,
      timestamp: new Date(step.endedAt || step.startedAt).toISOString(),
      duration: durationOf(step),
      ...(step.statusCode !== '' && { statusCode: step.statusCode }),
      ...(error && { statusMessage: { status: 'Failed', error } }),
      targetResource: {
        id: declared.id,
        resourceType: declared.type,
        resourceName: declared.name,
      },
    },
  };
}

function durationOf({
  startedAt,
  endedAt,
}: {
  readonly startedAt: number;
  readonly endedAt: number;
}): string {
  return `PT${Math.max(endedAt - startedAt, 0) / 1_000}S`;
}
