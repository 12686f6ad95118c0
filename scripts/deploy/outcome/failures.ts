import { AzureFault, innermost } from '../azure/azure-fault.ts';
import { isDeployment, type Snapshot, type Step } from '../progress/follow.ts';
import type { Labels } from '../resource-label.ts';
import type { SourcePlace } from './source-place.ts';
import { StepFault } from './step.ts';

/**
 * Why a deployment failed: a fault for each resource that Azure could not create, told by its innermost
 * error. `placeOf` gives the definition of a resource by its id.
 */
export function failuresOf(
  { deployment, steps }: Snapshot,
  labels: Labels,
  placeOf: (id: string) => SourcePlace | undefined,
): readonly StepFault[] {
  const failed = steps.filter(({ state }) => state === 'failed');
  const leaves = failed.filter((step) => !isDeployment(step) || !hasFailedWithin(step, failed));
  const faults = leaves.flatMap((step) => {
    if (!step.error) return [];
    const detail = innermost(step.error);
    const fault = new AzureFault(0, { ...detail, target: step.id });
    return [new StepFault(`deploy the ${labels(step.id)}`, fault, placeOf(step.id))];
  });
  if (faults.length > 0) return faults;
  const { error } = deployment.properties;
  if (!error) return [];
  return [new StepFault('finish the deployment', new AzureFault(0, innermost(error)))];
}

function hasFailedWithin({ name }: Step, failed: readonly Step[]): boolean {
  return failed.some((step) => step.deployment === name);
}
