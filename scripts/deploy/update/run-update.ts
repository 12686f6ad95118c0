import type { ExitCode, OptionValues } from '../../commands/command.ts';
import { compareVersions } from '../../validate/solution/version.ts';
import { consent, expectConsent } from '../answers/consent.ts';
import { openTarget } from '../answers/open-target.ts';
import type { Surroundings } from '../answers/surroundings.ts';
import { faultJson, faultText } from '../outcome/fault-text.ts';
import { runAzureCommand } from '../outcome/run-azure-command.ts';
import type { DeploymentAround, DeploymentReport } from '../request.ts';
import { runDeployment } from '../run-deployment.ts';
import { readTemplate } from '../status/read-template.ts';
import { planUpdate, type UpdatePlan } from './plan.ts';
import { renewRule } from './renew-rules.ts';
import { describePlan, planJson } from './report.ts';

const command = 'update';

/** `wait`: pauses between two questions to Azure, for tests. */
export function runUpdate(
  values: OptionValues,
  surroundings: Surroundings,
  wait?: DeploymentAround['wait'],
): Promise<ExitCode> {
  return runAzureCommand({ name: command }, values, surroundings, () => work(values, surroundings, wait));
}

async function work(
  values: OptionValues,
  surroundings: Surroundings,
  wait: DeploymentAround['wait'],
): Promise<ExitCode> {
  const { output } = surroundings;
  const isJson = values['json'] === true;
  const isLook = values['what-if'] === true;
  const template = readTemplate(String(values['root']));
  const { azure, target } = await openTarget(values, surroundings);
  if (!isLook) expectConsent(values, surroundings);
  const finish = (outcome: string, document: object, text: string, code: ExitCode): ExitCode => {
    if (isJson)
      output.out(
        JSON.stringify({ schemaVersion: 1, command, ok: code === 0, outcome, ...document }, null, 2),
      );
    else if (code === 0) output.out(text);
    else output.err(`${command}: ${text}`);
    return code;
  };
  output.err(`Comparing ${target.workspace} with the bundle ...`);
  const plan = await planUpdate(azure, target, template);
  if (!plan) {
    const text = `the solution is not installed in ${target.workspace}: install it with npm run deploy.`;
    return finish('not-installed', {}, text, 1);
  }
  const { from, to, contents, outdated } = plan;
  if (compareVersions(from, to) > 0) {
    const text = `${target.workspace} has version ${from}, which is newer than ${to} of the bundle.`;
    return finish('newer-installed', { from, to }, text, 1);
  }
  if (!isJson) output.out(describePlan(plan, target.workspace));
  const renewed = values['renew-rules'] === true ? outdated : [];
  const isSame = from === to && contents.length === 0 && values['again'] !== true;
  if (isSame && renewed.length === 0)
    return finish('same', planJson(plan), '\nThere is nothing to update.', 0);
  if (!isSame) {
    const around = { azure, target, surroundings, root: String(values['root']), isJson, command };
    const stopped = await deployAll(plan, values, { ...around, ...(wait && { wait }) });
    if (stopped) {
      const { outcome, failures = [] } = stopped;
      const document = { ...planJson(plan), ...stopped, failures: failures.map(faultJson) };
      return finish(outcome, document, [endings[outcome], ...failures.map(faultText)].join('\n'), 1);
    }
  }
  if (isLook) return finish('predicted', planJson(plan), '\nNothing was changed: this was a look only.', 0);
  if (isSame) await consent(values, surroundings, `Renew ${renewed.length} rules of ${target.workspace}?`);
  for (const rule of renewed) await renewRule(azure, rule);
  const names = renewed.map(({ rule }) => rule.displayName);
  const count = names.length === 1 ? 'one rule has' : `${names.length} rules have`;
  const rules = names.length === 0 ? '' : `, and ${count} what the templates say`;
  return finish(
    'updated',
    { ...planJson(plan), renewed: names },
    `\n${target.workspace} has version ${to}${rules}.`,
    0,
  );
}

type Stopped = DeploymentReport & { readonly outcome: keyof typeof endings };

/** Deploys, or shows what would change; gives the report of the first deployment that did not come to its end. */
async function deployAll(
  { deployments }: UpdatePlan,
  values: OptionValues,
  around: DeploymentAround,
): Promise<Stopped | undefined> {
  const how = {
    whatIfOnly: values['what-if'] === true,
    full: values['full'] === true,
    yes: values['yes'] === true,
  };
  for (const planned of deployments) {
    const report = await runDeployment({ ...planned, ...how }, around);
    const { outcome } = report;
    if (outcome !== 'succeeded' && outcome !== 'predicted') return { ...report, outcome };
  }
  return undefined;
}

const endings = {
  refused: 'nothing was changed, because a check before the update failed.',
  failed: 'the update failed; what was updated stays so. Run the same command again when the cause is gone.',
  left: 'the update goes on in Azure.',
} as const;
