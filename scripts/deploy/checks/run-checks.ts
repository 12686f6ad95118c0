import type { JsonObject } from '../../model/arm.ts';
import { deploymentsOf } from '../azure/deployments.ts';
import { during } from '../outcome/step.ts';
import { planDeployment, type Plan } from '../plan.ts';
import { hasEnded } from '../progress/follow.ts';
import type { DeploymentAround, DeploymentRequest } from '../request.ts';
import { checkApiKey } from './api-key.ts';
import { failed, warned, type CheckResult } from './check.ts';
import { checkFlexRegion } from './flex-region.ts';
import { checkNames } from './names.ts';
import { checkPermissions } from './permissions.ts';
import { checkProviders } from './providers.ts';
import { surveyTarget } from './survey.ts';

export interface Checked {
  readonly results: readonly CheckResult[];
  /** Absent where the workspace is not fit for any. */
  readonly plan?: Plan;
}

/**
 * All that can be known before anything is created. `show` gets each result as soon as it is there. Throws
 * `StepFault` where Azure cannot be asked, `Declined`.
 */
export async function runChecks(
  request: DeploymentRequest,
  around: DeploymentAround,
  show: (result: CheckResult) => void,
): Promise<Checked> {
  const { azure, target } = around;
  const results: CheckResult[] = [];
  const add = (...found: readonly CheckResult[]): void => {
    results.push(...found);
    found.forEach(show);
  };
  if (request.key) add(await checkApiKey(request.key));
  const surveyed = await surveyTarget(azure, target);
  add(...surveyed.results);
  if (!surveyed.survey) return { results };
  const { survey } = surveyed;
  const replan = (parameters: DeploymentRequest['parameters']): Plan =>
    planDeployment(request.template, { ...request.parameters, ...parameters }, target, survey);
  let plan = replan({});
  add(await checkPermissions(azure, target, plan.resources, request.package !== undefined));
  add(await checkProviders(azure, plan.resources));
  const running = await checkRunning(plan, around);
  if (running) add(running);
  const location = connectorLocation(plan);
  if (location === undefined) return { results, plan };
  const flex = await checkFlexRegion(azure, location, regionQuestion(request, around, location));
  add(flex.result);
  const functionLocation = flex.location === location ? {} : { functionLocation: flex.location };
  plan = replan(functionLocation);
  const { results: names, deletedVault } = await checkNames(azure, plan.resources);
  add(...names);
  if (deletedVault === undefined) return { results, plan };
  if (!(await recovers(request, around, deletedVault))) {
    const text = `The key vault ${deletedVault} was deleted and keeps its name for some days.`;
    const remedy = `Give --recover-vault to take it back, or purge it (az keyvault purge --name ${deletedVault}), or choose other names with --prefix.`;
    add(failed('Names', text, remedy));
    return { results, plan };
  }
  add(
    warned(
      'Names',
      `The deleted key vault ${deletedVault} will be recovered; the API key becomes a new version of its secret.`,
    ),
  );
  return { results, plan: replan({ ...functionLocation, keyVaultCreateMode: 'recover' }) };
}

/** Asks for a region in place of one that cannot be; undefined where nobody is to be asked. */
function regionQuestion(
  { yes = false }: DeploymentRequest,
  { surroundings: { questions } }: DeploymentAround,
  location: string,
): ((regions: readonly string[]) => Promise<string>) | undefined {
  if (yes || !questions) return undefined;
  const question = `${location} does not offer Flex Consumption. Where is the function app to run?`;
  return (regions) =>
    questions.choose(
      question,
      regions.map((region) => ({ value: region, label: region })),
    );
}

async function recovers(
  { recoverVault = false, yes = false }: DeploymentRequest,
  { surroundings: { questions } }: DeploymentAround,
  vault: string,
): Promise<boolean> {
  if (recoverVault) return true;
  if (yes || !questions) return false;
  return questions.confirm(`The key vault ${vault} of an earlier connector was deleted. Recover it?`);
}

/** Two deployments of one name cannot run at once. */
async function checkRunning(
  { name }: Plan,
  { azure, target, command }: DeploymentAround,
): Promise<CheckResult | undefined> {
  const before = await during('look for a deployment that is running', () =>
    deploymentsOf(azure, target).get(name),
  );
  if (!before || hasEnded(before)) return undefined;
  const text = `The deployment ${name} is running already.`;
  return failed(
    'Earlier deployment',
    text,
    `Follow it with npm run deploy -- --resume; then run npm run ${command} again.`,
  );
}

/** Region of the function app; undefined where no connector is deployed. */
function connectorLocation({ resources }: Plan): string | undefined {
  const body: JsonObject | undefined = resources.find(
    ({ type }) => type === 'Microsoft.Web/serverfarms',
  )?.body;
  return body === undefined ? undefined : String(body['location']);
}
