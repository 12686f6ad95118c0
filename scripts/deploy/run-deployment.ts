/** A deployment from the first look to its end: checks, prediction, consent, progress, and what is left to do. */
import { createColors } from 'picocolors';
import { consent } from './answers/consent.ts';
import { deploymentsOf } from './azure/deployments.ts';
import { checkText } from './checks/check-text.ts';
import { runChecks } from './checks/run-checks.ts';
import { definitionPlaces } from './outcome/definition-places.ts';
import { failuresOf } from './outcome/failures.ts';
import { during, StepFault } from './outcome/step.ts';
import { summaryOf } from './outcome/summary.ts';
import { finishDeployment } from './finish.ts';
import type { Plan } from './plan.ts';
import type { Snapshot } from './progress/follow.ts';
import { watchDeployment } from './progress/watch.ts';
import type { DeploymentAround, DeploymentReport, DeploymentRequest } from './request.ts';
import { toPrediction, type Prediction } from './what-if/prediction.ts';
import { predictionText } from './what-if/prediction-text.ts';

export type { DeploymentAround, DeploymentReport, DeploymentRequest } from './request.ts';

/**
 * Deploys, or says why not. Progress and findings go to standard error, the prediction to standard output
 * unless that is to hold a document. Throws `StepFault`, `Declined` and `UsageFault`; before the consent
 * nothing has been changed then.
 */
export async function runDeployment(
  request: DeploymentRequest,
  around: DeploymentAround,
): Promise<DeploymentReport> {
  const { target, azure, surroundings, isJson } = around;
  const { output } = surroundings;
  const colors = createColors(output.hasColors ?? false);
  const { results: checks, plan } = await runChecks(request, around, (result) =>
    output.err(checkText(result, colors)),
  );
  if (!plan || checks.some(({ state }) => state === 'failed')) return { outcome: 'refused', target, checks };
  const deployments = deploymentsOf(azure, target);
  const { name, content } = plan;
  await during('have Azure check the template', () => deployments.validate(name, content));
  output.err(checkText({ name: 'Template', state: 'passed', message: 'Azure accepts it.' }, colors));
  const prediction = await predict(plan, around, request.full);
  const text = `What would change in ${target.resourceGroup}:\n${predictionText(prediction, plan.labels, { colors, full: request.full ?? false })}`;
  if (!isJson) output.out(text);
  if (request.whatIfOnly === true) return { outcome: 'predicted', target, checks, prediction };
  await consent({ yes: request.yes ?? false }, surroundings, `Deploy to ${target.workspace}?`);
  await during('begin the deployment', () => deployments.begin(name, content));
  const known = { target, checks, prediction };
  const snapshot = await watchDeployment(plan, around);
  if (!snapshot) return { outcome: 'left', ...known };
  return { ...known, ...(await concludeDeployment(snapshot, plan, request, around)) };
}

async function predict(
  { name, content }: Plan,
  { azure, target }: DeploymentAround,
  full?: boolean,
): Promise<Prediction> {
  const changes = await during('ask Azure what would change', () =>
    deploymentsOf(azure, target).whatIf(name, content),
  );
  return toPrediction(changes, full);
}

/** What a deployment that has ended comes to. */
export async function concludeDeployment(
  snapshot: Snapshot,
  plan: Pick<Plan, 'resources' | 'labels' | 'input'>,
  request: Pick<DeploymentRequest, 'package' | 'privileged'>,
  around: DeploymentAround,
): Promise<Pick<DeploymentReport, 'outcome' | 'summary' | 'failures' | 'remarks'>> {
  const summary = summaryOf(snapshot, around.azure.endpoint);
  if (snapshot.deployment.properties.provisioningState !== 'Succeeded') {
    const places = definitionPlaces(around.root, plan.input);
    const failures = failuresOf(snapshot, plan.labels, (id) => places.get(id.toLowerCase()));
    return { outcome: 'failed', summary, failures };
  }
  try {
    return { outcome: 'succeeded', summary, remarks: await finishDeployment(request, plan, around) };
  } catch (error) {
    if (!(error instanceof StepFault)) throw error;
    return { outcome: 'failed', summary, failures: [error] };
  }
}
