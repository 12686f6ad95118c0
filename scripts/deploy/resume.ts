/** A deployment that was begun before, from this machine or another. */
import { createColors } from 'picocolors';
import type { Json, JsonObject } from '../model/arm.ts';
import { deploymentsOf, type Deployment } from './azure/deployments.ts';
import { failed, type CheckResult } from './checks/check.ts';
import { checkText } from './checks/check-text.ts';
import { surveyTarget } from './checks/survey.ts';
import { during } from './outcome/step.ts';
import { deploymentName, planDeployment, type Plan } from './plan.ts';
import { hasEnded } from './progress/follow.ts';
import { watchDeployment } from './progress/watch.ts';
import { concludeDeployment } from './run-deployment.ts';
import type { DeploymentAround, DeploymentReport, DeploymentRequest } from './request.ts';

/**
 * Follows the deployment of a workspace to its end and does what comes after it. One that has ended is told
 * once more. Throws `StepFault`.
 */
export async function resumeDeployment(
  template: JsonObject,
  request: Pick<DeploymentRequest, 'package' | 'privileged'>,
  around: DeploymentAround,
): Promise<DeploymentReport> {
  const { azure, target, surroundings } = around;
  const name = deploymentName(target);
  const deployment = await during('look for the deployment', () => deploymentsOf(azure, target).get(name));
  if (!deployment) {
    const text = `Azure knows no deployment ${name} in ${target.resourceGroup}.`;
    return refused([failed('Deployment', text, 'Begin one with npm run deploy.')], around);
  }
  if (hasEnded(deployment)) surroundings.output.err(`The deployment ${name} has ended already.`);
  const surveyed = await surveyTarget(azure, target);
  if (!surveyed.survey) return refused(surveyed.results, around);
  const plan: Plan = planDeployment(template, recorded(template, deployment), target, surveyed.survey);
  const snapshot = await watchDeployment(plan, around);
  if (!snapshot) return { outcome: 'left', target, checks: [] };
  return { target, checks: [], ...(await concludeDeployment(snapshot, plan, request, around)) };
}

function refused(
  checks: readonly CheckResult[],
  { target, surroundings: { output } }: DeploymentAround,
): DeploymentReport {
  const colors = createColors(output.hasColors ?? false);
  for (const check of checks) output.err(checkText(check, colors));
  return { outcome: 'refused', target, checks };
}

/**
 * The parameters that Azure recorded, as far as the template has them. Of secrets it records that they are
 * there: the connector is planned for, and its resources that do not come are not waited for.
 */
function recorded(template: JsonObject, { properties }: Deployment): Readonly<Record<string, Json>> {
  const declared = (template['parameters'] ?? {}) as JsonObject;
  return Object.fromEntries(
    Object.entries(properties.parameters ?? {}).flatMap(([name, { type, value }]) => {
      if (!(name in declared)) return [];
      if (/^secure/i.test(type)) return [[name, 'recorded']];
      return value === undefined ? [] : [[name, value as Json]];
    }),
  );
}
